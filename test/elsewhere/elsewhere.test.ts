import { DateTime } from 'luxon';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { MONDAY } from '../arbitraries.ts';
import { shiftedDate } from './clock.ts';

const { TEST_CLOCK, TZ, LC_ALL } = process.env;

afterEach(() => {
  vi.unstubAllGlobals();
});

// In a run of its own for each place, `npm run test:elsewhere`, this is what shows that the place is another one.
describe('this machine', () => {
  test.runIf(TEST_CLOCK !== undefined)(`has a clock that began at ${TEST_CLOCK}`, () => {
    const began = Date.parse(String(TEST_CLOCK));
    for (const now of [Date.now(), new Date().getTime(), Date.parse(Date())]) {
      expect(now).toBeGreaterThan(began - 1000);
      expect(now).toBeLessThan(began + 600_000);
    }
  });

  test.runIf(TZ !== undefined)(`is in ${TZ}`, () => {
    // By what its clocks show, since platforms have several names for a zone.
    for (const instant of [Date.UTC(2026, 0, 1), MONDAY, Date.UTC(2026, 6, 1)]) {
      const { offset } = DateTime.fromMillis(instant, { zone: String(TZ) });
      expect(new Date(instant).getTimezoneOffset() + offset).toBe(0);
    }
  });

  test.runIf(LC_ALL !== undefined && LC_ALL.length > 1)(`speaks ${LC_ALL}`, () => {
    expect(Intl.DateTimeFormat().resolvedOptions().locale).toBe(String(LC_ALL).split('.')[0]?.replace('_', '-'));
  });
});

describe('a shifted clock', () => {
  test.each(['1970-01-01T00:00:00Z', '2038-01-19T03:14:07Z', '9999-12-31T23:50:00Z', '2026-03-29T00:59:59Z'])(
    'says %s, whatever way it is asked, and goes on',
    async (instant) => {
      const began = Date.parse(instant);
      vi.stubGlobal('Date', shiftedDate(began - Date.now()));
      const said = [Date.now(), new Date().getTime(), Date.parse(Date())];
      for (const now of said) expect(Math.abs(now - began)).toBeLessThan(5000);
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
      expect(Date.now()).toBeGreaterThan(said[0] ?? Infinity);
    },
  );

  test('makes dates of instants as ever', () => {
    vi.stubGlobal('Date', shiftedDate(1e12));
    expect(new Date(5).getTime()).toBe(5);
    expect(new Date(2026, 0, 1)).toBeInstanceOf(Date);
    expect(new Date(Date.UTC(2026, 0, 1)).toISOString()).toBe('2026-01-01T00:00:00.000Z');
  });
});
