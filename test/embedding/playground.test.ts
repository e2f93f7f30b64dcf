import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chromium } from '../browser/chromium.ts';
import { accessibilityOf, setTheStage, type Stage } from './drive.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe.skipIf(chromium === undefined)('the playground', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await setTheStage();
  }, 60_000);

  afterEach(() => stage.clear());

  afterAll(() => stage.close());

  test('tells a life: create, wait, redeem, refuse', async () => {
    const page = await stage.open();
    await createForTomorrow(page);
    await expectText(page, '#badge', 'Not yet usable');
    await expectText(page, '#countdown', '15 hours and 30 minutes');
    // Eight o'clock in Zurich, whatever the zone of the machine.
    expect(await page.textContent('#log')).toContain('"startDateTime": "2026-11-24T07:00:00.000Z"');

    const passcode = await page.innerText('#passcode');
    await signIn(page, passcode, 'Refused: NotYetValid (AADSTS130507).');
    await press(page, 'To the next change');
    await expectText(page, '#badge', 'Usable');
    await signIn(page, `${passcode.slice(0, -1)}~`, 'Refused: wrongPasscode (AADSTS130503).');
    await signIn(page, passcode, /^Signed in\. .* 24 November 2026 at 08:10:00\.$/);
    await expectText(page, '#badge', 'Used');
    await signIn(page, passcode, 'Refused: OneTimeUsed (AADSTS130505).');
    expect(await page.isDisabled('#to-next')).toBe(true);
    expect(await page.textContent('#log')).toContain('"methodUsabilityReason": "OneTimeUsed"');
  });

  test('shows the passcode once, exactly, and nowhere else', async () => {
    const page = await stage.open();
    await createForTomorrow(page);
    expect(await page.evaluate('document.activeElement.id')).toBe('secret-heading');
    const passcode = await page.innerText('#passcode');
    expect(passcode).toMatch(/^[2-9A-Za-z]{8}$/);
    await press(page, 'Copy');
    await expectText(page, '#copy-answer', 'Copied.');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(passcode);
    await page.evaluate('getSelection().selectAllChildren(document.getElementById("passcode"))');
    expect(await page.evaluate('getSelection().toString()')).toBe(passcode);
    expect(await page.locator('#spelling li').count()).toBe(8);
    expect(await page.textContent('#log')).not.toContain(passcode);
    await press(page, 'It is handed over');
    expect(await page.isVisible('#secret')).toBe(false);
    expect(await page.evaluate('document.documentElement.outerHTML')).not.toContain(passcode);
    expect(await page.textContent('#spelling')).toBe('');
    await page.getByLabel('Language').selectOption('de');
    await expectText(page, '#badge', 'Noch nicht gültig');
    expect(await page.evaluate('document.documentElement.outerHTML')).not.toContain(passcode);
    expect(await page.textContent('#spelling')).toBe('');
  });

  test('lets a form follow the policy, and a policy bear on a pass', async () => {
    const page = await stage.open();
    await press(page, 'Create the pass');
    await expectText(page, '#badge', 'Usable');
    await page.getByLabel('Most minutes').fill('120');
    await page.getByLabel('Only one-time passes').check();
    await press(page, 'Change the policy');
    await expectText(page, '#policy-answer', 'The policy is changed.');
    await expectText(page, '#lifetime-hint', '60 to 120.');
    await expectText(page, '#once-hint', 'The policy allows only one-time passes.');
    await expectText(page, '#badge', 'Blocked: one-time only');
    expect(await page.getByLabel('Usable only once').isDisabled()).toBe(true);
    expect(await page.evaluate('document.forms.create.elements.lifetime.max')).toBe('120');

    await page.getByLabel('Least minutes').fill('200');
    await press(page, 'Change the policy');
    await expectText(page, '#policy-answer', /minimum|Least|expected/i);
    await expectText(page, '#badge', 'Blocked: one-time only');

    await press(page, 'Back to the defaults');
    await expectText(page, '#badge', 'Blocked: policy off');
    await press(page, 'Create the pass');
    await expectText(page, '#create-answer', /does not allow creating/);
  });

  test('keeps a house ceiling below that of the policy', async () => {
    const page = await stage.open();
    await page.getByText('House rules of this page').click();
    await page.getByLabel('Never more minutes than').fill('90');
    await expectText(page, '#lifetime-hint', '60 to 90.');
    expect(await page.getAttribute('#create [name=lifetime]', 'max')).toBe('90');
    await page.getByLabel('Never more minutes than').fill('5');
    await expectText(page, '#ceiling-hint', 'Whole minutes, 60 to 43200.');
    await expectText(page, '#lifetime-hint', '60 to 480.');
  });

  test('locks a pass', async () => {
    const page = await stage.open();
    await press(page, 'Create the pass');
    await press(page, 'Fail ten times');
    await expectText(page, '#badge', 'Locked');
    await signIn(page, await page.innerText('#passcode'), 'Refused: DisabledByPolicy (AADSTS130502).');
    await press(page, 'Delete the pass');
    await expectText(page, '#no-pass', /There is none yet/);
    expect(await page.isVisible('#pass')).toBe(false);
    await press(page, 'Fail once');
    await expectText(page, '#sign-in-answer', 'Refused: wrongPasscode (AADSTS130503).');
    expect(await page.textContent('#log')).toContain('"reason": "noSuchPass"');
  });

  test('proposes tomorrow as it is in the zone that is chosen', async () => {
    const page = await stage.open();
    await page.getByLabel('Time zone').selectOption('Pacific/Kiritimati');
    await page.getByLabel('on a day, at a time').check();
    expect(await page.inputValue('#create [name=date]')).toBe('2026-11-25');
    expect(await page.getAttribute('#create [name=date]', 'min')).toBe('2026-11-24');
  });

  test('asks which time is meant where clocks are changed', async () => {
    const page = await stage.open();
    await page.getByLabel('on a day, at a time').check();
    await page.getByLabel('Day', { exact: true }).fill('2027-03-28');
    await page.getByLabel('Time', { exact: true }).fill('02:30');
    await expectText(page, '#doubt p', 'Clocks skip that time there. Which one is meant?');
    await page.getByLabel('2027-03-28 03:30 (UTC+02:00)').check();
    await press(page, 'Create the pass');
    await expectText(page, '#create-answer', 'The pass is created.');
    expect(await page.textContent('#log')).toContain('"startDateTime": "2027-03-28T01:30:00.000Z"');
    await page.getByLabel('Day', { exact: true }).fill('2027-10-31');
    await expectText(page, '#doubt p', 'Clocks show that time twice there. Which one is meant?');
  });

  test('opens what is folded away where it keeps a form from being sent', async () => {
    const page = await stage.open();
    await page.getByText('House rules of this page').click();
    await page.getByLabel('Never more minutes than').fill('60.5');
    await page.getByText('House rules of this page').click();
    await press(page, 'Create the pass');
    await expectText(page, '#ceiling-hint', 'Whole minutes, 60 to 43200.');
    expect(await page.getByLabel('Never more minutes than').isVisible()).toBe(true);
    expect(await page.isVisible('#pass')).toBe(false);
  });

  test('never leaves a text in English where German is chosen, but names, codes and what Graph says', async () => {
    const page = await stage.open();
    await createForTomorrow(page);
    await press(page, 'Fail once');
    await page.getByLabel('Most minutes').fill('30');
    await press(page, 'Change the policy');
    await expectText(page, '#policy-answer [lang=en]', /./);
    const english = await textsOf(page);
    await page.getByLabel('Language').selectOption('de');
    await expectText(page, '#badge', 'Noch nicht gültig');
    expect(await page.getAttribute('html', 'lang')).toBe('de');
    await expectText(page, '#sign-in-answer', 'Abgelehnt: wrongPasscode (AADSTS130503).');
    expect((await textsOf(page)).filter((text) => english.includes(text) && /[a-z]/i.test(text))).toEqual([
      'Temporary Access Pass',
      'Adele',
      'AADSTS130503',
    ]);
    expect(await accessibilityOf(page)).toEqual([]);
    await page.getByLabel('Sprache').selectOption('en');
    await expectText(page, '#badge', 'Not yet usable');
    expect(await textsOf(page)).toEqual(english);
  });

  test('speaks German about the pass', async () => {
    const page = await stage.open();
    await createForTomorrow(page);
    await page.getByLabel('Language').selectOption('de');
    await expectText(page, '#badge', 'Noch nicht gültig');
    await expectText(page, '#change', /^Er gilt ab Dienstag, 24\. November 2026/);
    await expectText(page, '#spelling', /wie/);
    expect(await page.textContent('#picture desc')).toMatch(/^Noch nicht gültig\. Ab Dienstag/);
  });

  test('shows hostile text as text, and within the page', async () => {
    const page = await stage.open();
    await press(page, 'Create the pass');
    const hostile = `"><img src=x onerror=alert(1)></title><script>alert(2)</script>`;
    await page.getByLabel('Name on the picture').fill('x'.repeat(200));
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.getByLabel('Name on the picture').fill(hostile);
    await expectText(page, '#caption', hostile);
    expect(await page.textContent('#picture title')).toBe(hostile);
    await page.fill('#sign-in [name=passcode]', '<b>not~me</b>');
    await press(page, 'Sign in');
    await expectText(page, '#sign-in-answer', /wrongPasscode/);
    expect(await page.locator('#picture img, #picture script, main b:not([data-remedy])').count()).toBe(0);
  });

  test('can be used by keyboard alone', async () => {
    const page = await stage.open();
    await page.focus('#create [name=lifetime]');
    await page.keyboard.press('Enter');
    await expectText(page, '#create-answer', 'The pass is created.');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.id')).toBe('copy');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.evaluate('document.activeElement.id')).toBe('pass-heading');
  });

  test.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' as const }],
    ['narrow', { viewport: { width: 360, height: 740 } }],
    ['narrow and dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' as const }],
  ])('has nothing that axe finds fault with, and nothing beyond its edges: %s', async (_name, context) => {
    const page = await stage.open({ reducedMotion: 'reduce', ...context });
    expect(await accessibilityOf(page)).toEqual([]);
    await createForTomorrow(page);
    await press(page, 'Fail once');
    await expectText(page, '#sign-in-answer', /wrongPasscode/);
    expect(await accessibilityOf(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });

  test.runIf(process.env['PICTURE'] !== undefined)('is drawn for the README, and for a look at it', async () => {
    for (const [path, language, setting] of [
      ['.github/playground.png', 'en', {}],
      ['.reports/playground-dark.png', 'en', { colorScheme: 'dark' }],
      ['.reports/playground-german.png', 'de', {}],
      ['.reports/playground-narrow.png', 'de', { viewport: { width: 360, height: 800 } }],
    ] as const) {
      // One after the other, as a person would.
      /* oxlint-disable no-await-in-loop */
      const page = await stage.open({ viewport: { width: 1240, height: 1130 }, ...setting });
      await page.getByLabel('on a day, at a time').check();
      await press(page, 'Create the pass');
      await expectText(page, '#badge', 'Not yet usable');
      await press(page, 'To the next change');
      await press(page, '+ 10 min');
      await page.getByLabel('Language').selectOption(language);
      expect(await accessibilityOf(page)).toEqual([]);
      await page.evaluate('document.activeElement.blur()');
      await page.screenshot({ path: `${root}/${path}`, fullPage: path.includes('narrow') });
      /* oxlint-enable no-await-in-loop */
    }
  });

  test('never complains, and asks nothing of any other place', () => {
    expect(stage.complaints).toEqual([]);
  });
});

describe('`npm run playground`', () => {
  test('serves the page to this machine, and says where', async () => {
    const vite = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url));
    const server = spawn(process.execPath, [vite, 'test/embedding/playground', '--port', '0'], {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    });
    try {
      const url = await new Promise<string>((found, failed) => {
        let said = '';
        setTimeout(() => failed(new Error(`no address in: ${said}`)), 30_000).unref();
        server.stdout.on('data', (data) => {
          said += String(data);
          const [, address] = /(http:\/\/127\.0\.0\.1:\d+\/)/.exec(said) ?? [];
          if (address !== undefined) found(address);
        });
      });
      expect(await (await fetch(url)).text()).toContain('<title>Temporary Access Pass playground</title>');
      expect((await fetch(`${url}main.ts`)).status).toBe(200);
    } finally {
      server.kill();
      await once(server, 'exit');
    }
  });
});

async function createForTomorrow(page: Page): Promise<void> {
  await page.getByLabel('Usable only once').check();
  await page.getByLabel('on a day, at a time').check();
  await press(page, 'Create the pass');
  await expectText(page, '#create-answer', 'The pass is created.');
}

async function signIn(page: Page, passcode: string, answer: string | RegExp): Promise<void> {
  await page.fill('#sign-in [name=passcode]', passcode);
  await press(page, 'Sign in');
  await expectText(page, '#sign-in-answer', answer);
}

const TEXTS = `[document.body, document.querySelector('title')].flatMap((part) => {
  const found = [];
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode;
    if (!parentElement.closest('body [lang], #zone, .path, #passcode, #picture')) found.push(data);
  }
  return found;
})`;

/** Every text of the page, but for zones, paths and whatever says which language it is in, and tells nothing of a passcode. */
async function textsOf(page: Page): Promise<string[]> {
  const all = await page.evaluate<string[]>(TEXTS);
  return all.map((text) => text.trim().replaceAll(/\s+/g, ' ')).filter((text) => text !== '');
}

function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click();
}

/** Waits until a place on the page says that. */
async function expectText(page: Page, place: string, text: string | RegExp): Promise<void> {
  const said = async (): Promise<string> => (await page.textContent(place))?.replaceAll(/\s+/g, ' ') ?? '';
  await expect.poll(said, { timeout: 8000, interval: 20 }).toMatch(typeof text === 'string' ? exactly(text) : text);
}

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[^\w\s]/g, String.raw`\$&`)}$`);
}
