import { usability, definePolicy } from 'temporary-access-pass';
import { describeUsability, localTimeOf, startFromLocalTime } from 'temporary-access-pass/ui';
import { describe, expect, test } from 'vitest';
import { MONDAY, passWith } from '../arbitraries.ts';
import { ZONES } from '../laws/zones.ts';
import { type Clock, clockOf, instantsOf, type Shift, shiftsOf, written } from './clock.ts';

/** Every zone there is where `EVERY_ZONE` is set, else the odd ones and every eighth. */
const ALL = Intl.supportedValuesOf('timeZone');
const EVERY = process.env['EVERY_ZONE'] !== undefined;
const zones = EVERY ? ALL : [...new Set([...ZONES, ...ALL.filter((_, i) => i % 8 === 0)])];

/** The years whose changes of clocks are looked at, but for those that were there before. */
const YEARS = [Date.UTC(2020, 0, 1), Date.UTC(EVERY ? 2036 : 2028, 0, 1)] as const;
const MINUTE = 60_000;

const pass = passWith();
const policy = definePolicy({ state: 'enabled' });
const pending = usability(pass, { policy, now: MONDAY - 1 });
const usable = usability(pass, { policy, now: MONDAY });

/** What is worth asking about a change of clocks: both edges of what is skipped or repeated, a minute and a millisecond beside, and its middle. */
function wishesAt({ at, before, after }: Shift): number[] {
  const edges = [at + before, at + after];
  const middle = (edges[0] ?? 0) + Math.round((after - before) / 2 / MINUTE) * MINUTE;
  return [middle, ...edges.flatMap((edge) => [edge - MINUTE, edge - 1, edge, edge + 1, edge + MINUTE])];
}

function expectTheSame(clock: Clock, shown: number, shift: Shift): void {
  const { zone } = clock;
  const expected = instantsOf(clock, shown);
  const found = startFromLocalTime({ ...written(shown), zone });
  // A time that is skipped is meant as if the clocks had been changed already, or not yet.
  const choices = expected.length === 0 ? [shown - shift.after, shown - shift.before] : expected;
  const doubt = {
    because: expected.length === 0 ? 'skipped' : 'repeated',
    choices: choices.map((startsAt) => ({ startsAt })),
  };
  expect(found, zone).toMatchObject(
    expected.length === 1 ? { ok: true, startsAt: expected[0] } : { ok: false, ...doubt },
  );
  for (const choice of found.ok || found.because === 'unreadable' ? [] : found.choices) {
    expect(Date.parse(`${choice.date}T${choice.time.padEnd(8, ':00')}Z`)).toBe(clock.shows(choice.startsAt));
  }
}

describe('daylight saving', () => {
  const clocks = zones.map(clockOf);
  const shifts = clocks.map((clock) => [clock, shiftsOf(clock, YEARS)] as const);

  test('is always seen as Intl sees it, in every zone and at every edge', () => {
    for (const [clock, found] of shifts) {
      for (const shift of found) for (const wish of wishesAt(shift)) expectTheSame(clock, wish, shift);
    }
    const kinds = shifts.flatMap(([, found]) => found.map(({ before, after }) => Math.sign(after - before)));
    expect(new Set(kinds)).toEqual(new Set([1, -1]));
    expect(kinds.length).toBeGreaterThan(300);
  });

  test('always leaves one instant for any time a day away from it', () => {
    for (const [clock, found] of shifts) {
      for (const { at, after } of found.slice(0, 4)) {
        const shown = at + after + 40 * 60 * MINUTE;
        const only = { ok: true, startsAt: shown - after };
        expect(startFromLocalTime({ ...written(shown), zone: clock.zone })).toEqual(only);
      }
      const noon = Date.UTC(2026, 5, 15, 12);
      expect(instantsOf(clock, noon)).toEqual([noon - clock.shows(noon) + noon]);
      expect(startFromLocalTime({ ...written(noon), zone: clock.zone })).toMatchObject({ ok: true });
    }
  });

  test('is always told as Intl tells it', () => {
    for (const [{ zone, shows }, found] of shifts) {
      const format = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        weekday: 'long',
        year: 'numeric',
        month: 'long',
        day: 'numeric',
        hour: 'numeric',
        minute: '2-digit',
        timeZoneName: 'short',
      });
      const instants = [MONDAY, ...found.flatMap(({ at }) => [at - MINUTE, at, at + MINUTE])];
      for (const at of EVERY ? instants : instants.slice(0, 13)) {
        const described = describeUsability(pending, {
          now: at - 90 * MINUTE,
          next: { at, usability: usable },
          zone,
          locale: 'en-GB',
        });
        expect(described.change?.time, zone).toBe(format.format(at));
        expect(described.change?.duration).toBe('1 hour and 30 minutes');
        const { date, time } = localTimeOf(at, { zone });
        expect(Date.parse(`${date}T${time.padEnd(8, ':00')}Z`), zone).toBe(shows(at));
      }
    }
  });

  test('was at times a day long', () => {
    const apia = clockOf('Pacific/Apia');
    const [shift] = shiftsOf(apia, [Date.UTC(2011, 11, 28), Date.UTC(2012, 0, 2)]);
    if (shift === undefined) throw new Error('Apia never skipped a day');
    expect(shift.after - shift.before).toBe(86_400_000);
    for (const wish of wishesAt(shift)) expectTheSame(apia, wish, shift);
  });
});
