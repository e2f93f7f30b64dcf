import * as fc from 'fast-check';
import {
  definePolicy,
  isBefore,
  nextTransition,
  type Pass,
  type Policy,
  timeline,
  usability,
  type UsabilityRule,
} from 'temporary-access-pass';
import { describeUsability, english } from 'temporary-access-pass/ui';
import { german } from 'temporary-access-pass/ui/german';
import { describe, expect, test } from 'vitest';
import { anyHostile, anyMoment, anyPolicy, anySubject, inAnyForm, MONDAY, passWith, untyped } from '../arbitraries.ts';
import { always } from '../laws/check.ts';
import { isOnEveryClock } from '../laws/zones.ts';
import { endsWell } from './hostile.ts';

const open = definePolicy({ state: 'enabled' });
const HOUR = 3_600_000;

function told(pass: Pass, { policy = open, now = MONDAY, ...audience }: Partial<Told> = {}) {
  const context = { policy, now };
  const next = nextTransition(pass, context);
  return describeUsability(usability(pass, context), {
    now,
    next,
    zone: 'Europe/Zurich',
    locale: 'en-GB',
    ...audience,
  });
}

interface Told {
  readonly policy: Policy;
  readonly now: number;
  readonly zone: string;
  readonly locale: string;
  readonly words: typeof english;
}

/** From version to version of the Unicode data, thin and unbreakable spaces, commas and words such as `at` come and go. */
function plain(text: string | undefined): string | undefined {
  return text?.replaceAll(/\s+(?:at |um |à )?/gu, ' ').replaceAll(',', '');
}

describe('a usability in words', () => {
  test('says that a pass that starts tomorrow is not usable today', () => {
    const described = told(passWith({ startsAt: MONDAY + 22 * HOUR }));
    expect(described).toMatchObject({
      title: 'Not yet usable',
      sentence: 'The time of this pass has not begun.',
      remedy: 'Wait until it begins.',
      change: { at: MONDAY + 22 * HOUR, inMilliseconds: 22 * HOUR, duration: '22 hours', title: 'Usable' },
    });
    expect(plain(described.change?.sentence)).toBe(
      'It can be used from Tuesday 24 November 2026 08:00 CET in 22 hours.',
    );
  });

  test('says how long a usable pass lasts', () => {
    const { title, change } = told(passWith(), { now: MONDAY + 17 * 60_000 });
    expect(title).toBe('Usable');
    expect(plain(change?.sentence)).toBe(
      'As things are this lasts until Monday 23 November 2026 11:00 CET for another 43 minutes. Then: Expired.',
    );
  });

  test('says it in German', () => {
    const audience = { words: german, locale: 'de-DE' };
    const pending = told(passWith(), { ...audience, now: MONDAY - 49 * HOUR });
    expect(pending.title).toBe('Noch nicht gültig');
    expect(plain(pending.change?.sentence)).toBe(
      'Er gilt ab Montag 23. November 2026 10:00 MEZ; bis dahin noch 2 Tage und 1 Stunde.',
    );
    expect(told(passWith({ isUsableOnce: true, redeemedAt: MONDAY }), audience)).toEqual({
      ...german.states.oneTimeUsed,
      change: null,
    });
  });

  const cases: [UsabilityRule, Partial<Pass>, Policy, string][] = [
    ['locked', { failedAttempts: 10 }, open, 'Locked'],
    ['policyDisabled', {}, definePolicy({ state: 'disabled' }), 'Blocked: policy off'],
    ['outOfScope', {}, definePolicy({ state: 'enabled', includeTargets: [] }), 'Blocked: not covered'],
    ['oneTimeOnly', {}, definePolicy({ state: 'enabled', isUsableOnce: true }), 'Blocked: one-time only'],
  ];

  test.each(cases)('tells the four kinds of DisabledByPolicy apart: %s', (rule, fields, policy, title) => {
    const pass = passWith(fields);
    expect(usability(pass, { policy, now: MONDAY })).toMatchObject({ methodUsabilityReason: 'DisabledByPolicy', rule });
    const described = told(pass, { policy });
    expect(described.title).toBe(title);
    expect(described).toMatchObject(english.states[rule]);
    expect(described.change).toMatchObject({ at: MONDAY + HOUR, title: 'Expired', duration: '1 hour' });
  });

  test.each([
    ['America/New_York', 'en-US', 'Monday November 23 2026 5:00 AM EST'],
    ['Asia/Kathmandu', 'en-GB', 'Monday 23 November 2026 15:45 GMT+5:45'],
    ['Pacific/Kiritimati', 'en-GB', 'Tuesday 24 November 2026 00:00 GMT+14'],
    ['UTC', 'fr', 'lundi 23 novembre 2026 10:00 UTC'],
    ['UTC', 'ja', '2026年11月23日月曜日 10:00 UTC'],
  ])('reads the clock of %s in %s', (zone, locale, time) => {
    expect(plain(told(passWith(), { zone, locale }).change?.time)).toBe(time);
  });

  test.each([
    [1, '1 second', ':01 '],
    [1000, '1 second', ':01 '],
    [1001, '2 seconds', ':02 '],
    [61_000, '1 minute and 1 second', '10:01:01 '],
    [HOUR, '1 hour', '11:00 '],
    [HOUR + 1, '1 hour and 1 minute', '11:00:01 '],
    [24 * HOUR - 1, '1 day', '10:00 '],
    [24 * HOUR + 1, '1 day and 1 hour', '10:00:01 '],
    [400 * 24 * HOUR, '400 days', '10:00 '],
  ])('rounds up, so that what is announced has come: %d ms', (wait, duration, time) => {
    const next = { at: MONDAY + wait, usability: usability(passWith(), { policy: open, now: MONDAY + wait }) };
    const options = { now: MONDAY, next, zone: 'Europe/Zurich', locale: 'en-GB' };
    const { change } = describeUsability(usability(passWith(), { policy: open, now: MONDAY }), options);
    expect(change?.duration).toBe(duration);
    expect(change?.time).toContain(time);
  });

  test('says nothing of a change that it was not told', () => {
    const usable = usability(passWith(), { policy: open, now: MONDAY });
    expect(describeUsability(usable, { now: MONDAY, zone: 'UTC' }).change).toBeNull();
    expect(describeUsability(usable, { now: MONDAY, zone: 'UTC', next: null }).change).toBeNull();
  });

  test('takes every text from the words it is given, and fills nothing in twice', () => {
    const states = { ...english.states, expired: { title: '{duration} <b>&{constructor}', sentence: '', remedy: '' } };
    const words = { ...english, states, ends: '{title}|{title}|{toString}|{time' };
    const { change } = told(passWith(), { words });
    expect(change?.sentence).toBe(`${states.expired.title}|${states.expired.title}|{toString}|{time`);
  });

  test.each([['${x}'], [''], [[0, 1]], [undefined], [5]])(
    'refuses words of no language where theirs is needed: %j',
    (own) => {
      const words = { ...english, locale: own } as typeof english;
      expect(told(passWith(), { locale: 'de', words })).toEqual(told(passWith(), { locale: 'de' }));
      expect(() => told(passWith(), { locale: 'tlh', words })).toThrow('`locale` expected a BCP 47 language tag');
    },
  );

  test('writes dates in the language of the words where the platform does not know the locale', () => {
    expect(told(passWith(), { locale: 'tlh' })).toEqual(told(passWith(), { locale: 'en' }));
    expect(told(passWith(), { locale: 'tlh', words: german })).toEqual(
      told(passWith(), { locale: 'de', words: german }),
    );
  });

  test('writes dates in the language of the words where no other is asked for', () => {
    const usable = usability(passWith(), { policy: open, now: MONDAY });
    const next = nextTransition(passWith(), { policy: open, now: MONDAY });
    const { change } = describeUsability(usable, { now: MONDAY, next, zone: 'UTC', words: german });
    expect(plain(change?.time)).toBe('Montag 23. November 2026 10:00 UTC');
  });

  test.each<[object, string]>([
    [{ zone: 'Europe/Zürich' }, '`zone` expected an IANA time zone such as Europe/Zurich, got string'],
    [{ zone: 'Mars/Olympus' }, '`zone`'],
    [{ zone: 'local' }, '`zone`'],
    [{ zone: 'system' }, '`zone`'],
    [{ zone: '' }, '`zone`'],
    [{ zone: 'K+7l2345\n' }, '`zone`'],
    [{ locale: 'not a locale' }, '`locale` expected a BCP 47 language tag such as en or de-CH, got string'],
    [{ locale: '' }, '`locale`'],
    [{ locale: 'K+7l2345' }, '`locale`'],
    [{ now: Number.NaN }, '`now` expected instant'],
  ])('refuses %j as a wrong call', (options, message) => {
    const usable = usability(passWith(), { policy: open, now: MONDAY });
    const call = (): unknown => describeUsability(usable, { now: MONDAY, zone: 'UTC', ...options });
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
    expect(call).not.toThrow('K+7l2345');
  });

  test.each<[object]>([
    [{ zone: undefined }],
    [{ zone: 5 }],
    [{ locale: 5 }],
    [{ locale: ['en'] }],
    [{ locale: null }],
  ])('refuses %j as a wrong type', (options) => {
    const usable = usability(passWith(), { policy: open, now: MONDAY });
    const call = (): unknown => untyped(describeUsability)(usable, { now: MONDAY, zone: 'UTC', ...options });
    expect(call).toThrow(TypeError);
    expect(call).toThrow(/^`(?:zone|locale)` expected/);
  });

  test.each(['toString', '__proto__', 'constructor', 'K+7l2345', 7])(
    'never makes up words for a state that is none: %j',
    (rule) => {
      const usable = usability(passWith(), { policy: open, now: MONDAY });
      const call = (): unknown => untyped(describeUsability)({ ...usable, rule }, { now: MONDAY, zone: 'UTC' });
      expect(call).toThrow('`words` expected a text for everything, got undefined');
    },
  );

  test.each(['title', 'sentence', 'remedy'])('never leaves out the %s that a catalogue lacks', (name) => {
    const usable = usability(passWith(), { policy: open, now: MONDAY });
    const { [usable.rule]: state, ...states } = english.states;
    const words = { ...english, states: { ...states, [usable.rule]: { ...state, [name]: undefined } } };
    const call = (): unknown => untyped(describeUsability)(usable, { now: MONDAY, zone: 'UTC', words });
    expect(call).toThrow('`words` expected a text for everything, got undefined');
  });

  test.each([0, -1, -HOUR])('never counts down to a change that is over: %d ms after it', (wait) => {
    const next = nextTransition(passWith(), { policy: open, now: MONDAY });
    const now = MONDAY + HOUR - wait;
    const usable = usability(passWith(), { policy: open, now: MONDAY });
    expect(() => describeUsability(usable, { now, next, zone: 'UTC' })).toThrow(
      '`next.at` expected instant after `now`',
    );
  });
});

describe('state and countdown', () => {
  const anySituation = fc.record({
    moment: anyMoment().filter(({ now }) => isOnEveryClock(now)),
    policy: fc.oneof(anyPolicy(), fc.constant(open)),
    subject: anySubject(),
    words: fc.constantFrom(english, german),
  });

  test('never disagree: what is shown is so now, and at the instant that is shown it has changed, and not before', () => {
    const law = fc.property(anySituation, ({ moment: { pass, now }, policy, subject, words }) => {
      const at = (instant: number) => usability(pass, { policy, subject, now: instant });
      const next = nextTransition(pass, { policy, subject, now });
      const shown = describeUsability(at(now), { now, next, zone: 'Europe/Zurich', words });
      expect(shown.title).toBe(words.states[at(now).rule].title);
      const last = timeline(pass, { policy, subject }).at(-1)?.from;
      expect(shown.change === null).toBe(last === undefined || last === null || !isBefore(now, last));
      if (shown.change === null) return;
      const { change } = shown;
      expect(now + change.inMilliseconds).toBe(change.at);
      expect(at(change.at)).not.toBe(at(now));
      expect(at(change.at - 1)).toBe(at(now));
      expect(change.title).toBe(words.states[at(change.at).rule].title);
      for (const part of ['{', '}']) expect(shown.sentence + change.sentence).not.toContain(part);
    });
    always(law, 300);
  });

  test('never disagree when what is shown is read back: the wait in words reaches the change, and by less than its last unit', () => {
    const units = { day: 86_400_000, hour: HOUR, minute: 60_000, second: 1000 };
    const wait = fc.oneof(
      fc.integer({ min: 1, max: 3 * 86_400_000 }),
      fc
        .constantFrom(1000, 60_000, HOUR, 86_400_000)
        .chain((unit) => fc.integer({ min: 1, max: 60 }).map((n) => n * unit)),
      fc.integer({ min: 1, max: 4e11 }),
    );
    const law = fc.property(wait, fc.integer({ min: -1, max: 1 }), (some, beside) => {
      const inMilliseconds = Math.max(1, some + beside);
      const next = { at: MONDAY + inMilliseconds, usability: usability(passWith(), { policy: open, now: MONDAY }) };
      const change = describeUsability(next.usability, { now: MONDAY, next, zone: 'UTC', locale: 'en' }).change;
      const parts = [...(change?.duration ?? '').matchAll(/([\d,]+) (day|hour|minute|second)s?/g)];
      const read = parts.reduce(
        (sum, [, count = '', unit = '']) => sum + Number(count.replaceAll(',', '')) * units[unit as keyof typeof units],
        0,
      );
      expect(parts.length).toBeLessThanOrEqual(2);
      expect(read).toBeGreaterThanOrEqual(inMilliseconds);
      const step = inMilliseconds > units.day ? HOUR : inMilliseconds > HOUR ? 60_000 : 1000;
      expect(read - inMilliseconds).toBeLessThan(step);
    });
    always(law, 500);
  });

  test('never depend on the form of the instants', () => {
    const law = fc.property(inAnyForm(MONDAY), (now) => {
      const usable = usability(passWith(), { policy: open, now });
      const next = nextTransition(passWith(), { policy: open, now });
      const at = describeUsability(usable, { now, next, zone: 'Asia/Tokyo' });
      expect(at).toEqual(describeUsability(usable, { now: MONDAY, next, zone: 'Asia/Tokyo' }));
    });
    always(law, 20);
  });

  test('never hold anything but text: words that are none are refused', () => {
    const usable = usability(passWith(), { policy: open, now: MONDAY });
    const states = { ...english.states, usable: { ...english.states.usable, remedy: 5 } };
    const options = { now: MONDAY, zone: 'UTC', words: { ...english, states } };
    expect(() => untyped(describeUsability)(usable, options)).toThrow('`words` expected a text for everything, got 5');
  });

  test('never fail on hostile options but with a TypeError or a RangeError', () => {
    const usable = usability(passWith(), { policy: open, now: MONDAY });
    const names = ['zone', 'locale', 'words', 'now', 'next'];
    const law = fc.property(fc.constantFrom(...names), anyHostile(), (name, make) => {
      expect(endsWell(() => untyped(describeUsability)(usable, { now: MONDAY, zone: 'UTC', [name]: make() }))).toBe(
        true,
      );
    });
    always(law, 400);
  });
});
