import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type ConformanceDriver, graphConformance } from 'temporary-access-pass/testing';
import { describe, expect, test } from 'vitest';
import { BROKEN } from './broken/index.ts';
import { untyped } from '../arbitraries.ts';
import { emulatorDriver } from './broken/tools.ts';

const names = (await graphConformance(emulatorDriver())).map(({ name }) => name);

describe('the conformance suite', () => {
  test('passes on the emulator of this package, with nothing skipped', async () => {
    const results = await graphConformance(emulatorDriver());
    expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(results.length).toBeGreaterThan(60);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(BROKEN)('notices what %s: %s', async (_bug, caughtBy, broken) => {
    const driver = emulatorDriver();
    const results = await graphConformance({ ...driver, ...broken(driver) });
    const caught = results.find(({ name }) => name === caughtBy);
    expect(caught?.outcome).toBe('failed');
    expect(caught?.expected).toMatch(/./);
    expect(caught?.got).not.toBe(caught?.expected);
    // What is wrong in one thing is not wrong in everything, or the names would say nothing.
    expect(results.some(({ outcome }) => outcome === 'passed')).toBe(true);
  });

  test('has no check that nothing can fail', () => {
    expect(BROKEN.length).toBeGreaterThanOrEqual(25);
    const caughtBy = new Set(BROKEN.map(([, name]) => name));
    expect(names.filter((name) => !caughtBy.has(name))).toEqual([]);
  });

  test('skips what a driver lacks, and says what that is', async () => {
    const { otherUser: _o, externalGuest: _g, redeem: _r, beta: _b, clock: _c, callers, ...rest } = emulatorDriver();
    const driver: ConformanceDriver = { ...rest, callers: { admin: callers.admin } };
    const skipped = (await graphConformance(driver)).filter(({ outcome }) => outcome !== 'passed');
    expect(new Set(skipped.map(({ outcome }) => outcome))).toEqual(new Set(['skipped']));
    expect(new Set(skipped.map(({ got }) => got))).toEqual(
      new Set([
        'no `otherUser`',
        'no `externalGuest`',
        'no `redeem`',
        'no `redeem`, no `beta`',
        'no `reader`',
        'no `self`',
        'no `beta`',
      ]),
    );
  });

  test('drives a server behind HTTP', async () => {
    const { send, ...driver } = emulatorDriver();
    const server = createServer(async (request, response) => {
      const { method = '', url: path = '', headers } = request;
      const known = Object.entries(headers).map(([name, value]) => [name, String(value)]);
      const answer = await send({
        method,
        path,
        headers: Object.fromEntries(known),
        body: (await text(request)) || null,
      });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const results = await graphConformance({
      ...driver,
      send: async ({ method, path, headers, body }) => {
        const response = await fetch(base + path, { method, headers, body });
        return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
      },
    });
    server.close();
    expect(results.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
  });

  test('tells what was expected and what came', async () => {
    const driver = emulatorDriver();
    const [, , broken] = BROKEN.find(([bug]) => bug === 'includes the end') ?? [];
    const results = await graphConformance({ ...driver, ...broken?.(driver) });
    expect(results.find(({ outcome }) => outcome === 'failed')).toEqual({
      name: 'a pass is expired at its end',
      outcome: 'failed',
      expected: 'methodUsabilityReason in the list: "Expired"',
      got: '"EnabledByPolicy"',
    });
  });

  test('never rejects, and never tells a passcode', async () => {
    const driver = emulatorDriver();
    const refused = await graphConformance({ ...driver, send: async () => Promise.reject(new Error('no route')) });
    expect(new Set(refused.map(({ outcome, got }) => `${outcome} ${got}`))).toEqual(
      new Set(['failed Error: no route']),
    );
    const secrets: string[] = [];
    const listening = await graphConformance({
      ...driver,
      send: async (request) => {
        const response = await driver.send(request);
        const secret = /"temporaryAccessPass":"([^"]+)"/.exec(response.body)?.[1];
        if (secret !== undefined) secrets.push(secret);
        // The passcode where none belongs, and everything else as wrong as can be.
        return { ...response, body: response.body.replaceAll('null', `"${secrets.at(-1)}"`) };
      },
    });
    const told = JSON.stringify(listening);
    expect(listening.some(({ outcome }) => outcome === 'failed')).toBe(true);
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  });

  test.each([[Object.create(null)], [Symbol('x')], [undefined], [{ toString: () => Object.create(null) }]])(
    'never rejects, though what the driver throws is no error',
    async (thrown: unknown) => {
      const results = await graphConformance({ ...emulatorDriver(), send: async () => Promise.reject(thrown) });
      expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['failed']));
    },
  );

  test.each<[object, string]>([
    [{ send: undefined }, '`send` expected function'],
    [{ setClock: 5 }, '`setClock` expected function'],
    [{ callers: undefined }, '`callers.admin` expected headers'],
    [{ callers: { admin: null } }, '`callers.admin` expected headers'],
    [{ user: { userPrincipalName: 'adele@contoso.example' } }, '`user.id` expected text'],
    [{ start: new Date(0) }, '`start` expected epoch milliseconds'],
    [{ start: Number.NaN }, '`start` expected instant'],
  ])('refuses a driver that can drive nothing: %j', async (wrong, message) => {
    await expect(untyped(graphConformance)({ ...emulatorDriver(), ...wrong })).rejects.toThrow(message);
  });

  test('takes answers that are no JSON, lists that are none, and errors that are text', async () => {
    const driver = emulatorDriver();
    const bodies = ['', 'null', '[]', '5', '{"value":{}}', '{"error":"text"}', '<html>'];
    const suites = bodies.map(async (body) =>
      graphConformance({ ...driver, send: async () => ({ status: 200, headers: {}, body }) }),
    );
    const results = (await Promise.all(suites)).flat();
    expect(results.filter(({ outcome }) => outcome === 'passed')).toEqual([]);
  });
});
