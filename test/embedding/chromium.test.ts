import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { basename, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { pbkdf2, seal, secureRandom, verifySeal } from 'temporary-access-pass';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../package/project.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const isMissing = !existsSync(executablePath);
if (isMissing && process.env['CI']) throw new Error(`no Chromium at ${executablePath}`);
if (isMissing) console.warn(`SKIPPED: seals in Chromium, since there is none at ${executablePath} (set CHROMIUM)`);

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const SECRET = '+drkzqAD';
const hash = pbkdf2(100_000);

type Package = typeof import('temporary-access-pass');

/** The built package, served to a page of this machine: Web Crypto is there only in a secure context. */
function serve(): Server {
  return createServer(({ url = '/' }, response) => {
    const name = basename(url);
    const file = join(root, 'dist', name);
    if (!name.endsWith('.js') || !existsSync(file))
      response.setHeader('content-type', 'text/html').end('<!doctype html>');
    else response.setHeader('content-type', 'text/javascript').end(readFileSync(file));
  });
}

describe.skipIf(isMissing)('in Chromium', () => {
  const server = serve();
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    browser = await chromium.launch({ executablePath, args: FLAGS });
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  /** Runs a call of the package in the page. */
  async function there<Given, Answer>(
    call: (tap: Package, given: Given) => Promise<Answer>,
    given: Given,
  ): Promise<Answer> {
    const source = `(async (given) => (${String(call)})(await import('/index.js'), given))(${JSON.stringify(given)})`;
    return page.evaluate<Answer>(source);
  }

  test('a seal made in Node opens for its passcode, and for no other', async () => {
    const sealed = [await seal(SECRET, { random: secureRandom, hash }), await seal(SECRET, { random: secureRandom })];
    const opened = await there(
      async (tap, [one = '', other = '', secret = '']) => [
        await tap.verifySeal(one, secret),
        await tap.verifySeal(other, secret),
        await tap.verifySeal(one, `${secret}x`),
        await tap.verifySeal(one.slice(1), secret),
        // A candidate that is none costs a hash of a space, which every platform has to be able to do.
        await tap.verifySeal(one, ''),
      ],
      [...sealed, SECRET],
    );
    expect(opened).toEqual([true, true, false, false, false]);
  });

  test('a seal made there opens in Node', async () => {
    const sealed = await there(
      async (tap, secret) => tap.seal(secret, { random: tap.secureRandom, hash: tap.pbkdf2(100_000) }),
      SECRET,
    );
    expect(sealed).toMatch(/^\$pbkdf2-sha256\$i=100000\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await verifySeal(sealed, SECRET, { hash })).toBe(true);
    expect(await verifySeal(sealed, SECRET.toLowerCase(), { hash })).toBe(false);
  });

  test('no pass is answered as a wrong passcode', async () => {
    const told = await there(async (tap, now) => {
      const policy = tap.definePolicy({ state: 'enabled' });
      const attempt = { pass: null, sealed: null, candidate: 'wrong-one' };
      const { ok, event } = await tap.attemptRedeem(attempt, { policy, now, hash: tap.pbkdf2(100_000) });
      return { ok, event };
    }, 0);
    expect(told).toEqual({ ok: false, event: { at: 0, passId: null, kind: 'refused', reason: 'noSuchPass' } });
  });
});
