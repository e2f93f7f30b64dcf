import * as fc from 'fast-check';
import { localTimeOf, startFromLocalTime } from 'temporary-access-pass/ui';
import { describe, expect, test } from 'vitest';
import { anyHostile, foreignDate, MONDAY, untyped } from '../arbitraries.ts';
import { always } from '../laws/check.ts';
import { anyZone } from '../laws/zones.ts';
import { endsWell } from './hostile.ts';

describe('a start on a clock', () => {
  test('is one instant: tomorrow at 08:00 in Zurich', () => {
    const zurich = startFromLocalTime({ date: '2026-11-24', time: '08:00', zone: 'Europe/Zurich' });
    expect(zurich).toEqual({ ok: true, startsAt: Date.UTC(2026, 10, 24, 7) });
  });

  test.each([
    ['2026-07-01', '08:00', 'Europe/Zurich', '2026-07-01T06:00:00.000Z'],
    ['2026-07-01', '08:00:30', 'UTC', '2026-07-01T08:00:30.000Z'],
    ['2026-07-01', '08:00:30.25', 'UTC', '2026-07-01T08:00:30.250Z'],
    ['2026-07-01', '00:00', 'Pacific/Kiritimati', '2026-06-30T10:00:00.000Z'],
    ['2026-07-01', '23:59:59.999', 'Pacific/Niue', '2026-07-02T10:59:59.999Z'],
    ['2028-02-29', '12:00', 'Asia/Kathmandu', '2028-02-29T06:15:00.000Z'],
    ['0001-01-01', '00:00', 'UTC', '0001-01-01T00:00:00.000Z'],
    ['0099-12-31', '00:00', 'UTC', '0099-12-31T00:00:00.000Z'],
    ['9999-12-31', '23:59', 'UTC', '9999-12-31T23:59:00.000Z'],
  ])('%s %s in %s is %s', (date, time, zone, instant) => {
    expect(startFromLocalTime({ date, time, zone })).toEqual({ ok: true, startsAt: Date.parse(instant) });
  });

  const skipped: [string, string, string, [string, string, string], [string, string, string]][] = [
    ['2026-03-29', '02:30', 'Europe/Zurich', ['2026-03-29', '01:30', '+01:00'], ['2026-03-29', '03:30', '+02:00']],
    [
      '2026-10-04',
      '02:15',
      'Australia/Lord_Howe',
      ['2026-10-04', '01:45', '+10:30'],
      ['2026-10-04', '02:45', '+11:00'],
    ],
    ['2011-12-30', '12:00', 'Pacific/Apia', ['2011-12-29', '12:00', '-10:00'], ['2011-12-31', '12:00', '+14:00']],
    ['2025-04-06', '02:30', 'Africa/Casablanca', ['2025-04-06', '01:30', '+00:00'], ['2025-04-06', '03:30', '+01:00']],
  ];

  test.each(skipped)('%s %s in %s is skipped, with a choice', (date, time, zone, ...choices) => {
    const found = startFromLocalTime({ date, time, zone });
    expect(found).toMatchObject({ ok: false, because: 'skipped' });
    if (found.ok || found.because === 'unreadable') throw new Error('no choice');
    expect(found.choices.map((one) => [one.date, one.time, one.utcOffset])).toEqual(choices);
    for (const { startsAt, ...shown } of found.choices) {
      expect(startFromLocalTime({ ...shown, zone })).toEqual({ ok: true, startsAt });
    }
  });

  test.each([
    ['2026-10-25', '02:30', 'Europe/Zurich', ['+02:00', '+01:00'], [0, 3_600_000]],
    ['2026-04-05', '01:45', 'Australia/Lord_Howe', ['+11:00', '+10:30'], [0, 1_800_000]],
    ['2026-11-01', '01:00', 'America/New_York', ['-04:00', '-05:00'], [5 * 3_600_000, 6 * 3_600_000]],
  ])('%s %s in %s is repeated, with a choice', (date, time, zone, offsets) => {
    const found = startFromLocalTime({ date, time, zone });
    if (found.ok || found.because !== 'repeated') throw new Error('no choice');
    expect(found.choices.map(({ utcOffset }) => utcOffset)).toEqual(offsets);
    expect(found.choices.map((one) => [one.date, one.time])).toEqual([
      [date, time],
      [date, time],
    ]);
    const [first, second] = found.choices.map(({ startsAt }) => startsAt);
    expect(first).toBeLessThan(second ?? 0);
  });

  test.each([
    ['2026-03-29', '01:59:59.999', '02:00', '02:59:59.999', '03:00'],
    ['2026-10-25', '01:59:59.999', '02:00', '02:59:59.999', '03:00'],
  ])('of %s in Zurich is in doubt from 02:00 until just before 03:00', (date, ...times) => {
    const answers = times.map((time) => startFromLocalTime({ date, time, zone: 'Europe/Zurich' }).ok);
    expect(answers).toEqual([true, false, false, true]);
  });

  test.each([
    ['', 'date'],
    ['2026-02-29', 'date'],
    ['2026-13-01', 'date'],
    ['2026-00-01', 'date'],
    ['2026-11-31', 'date'],
    ['0000-01-01', 'date'],
    ['10000-01-01', 'date'],
    ['+012026-01-01', 'date'],
    ['24.11.2026', 'date'],
    ['2026-11-24T08:00Z', 'date'],
    [' 2026-11-24', 'date'],
    ['2026-11-2４', 'date'],
  ])('is unreadable on the day %j', (date, field) => {
    const unreadable = { ok: false, because: 'unreadable', field };
    expect(startFromLocalTime({ date, time: '08:00', zone: 'UTC' })).toEqual(unreadable);
    expect(startFromLocalTime({ date, time: '', zone: 'UTC' })).toEqual(unreadable);
  });

  test.each([
    '',
    '8:00',
    '24:00',
    '08:60',
    '08:00:60',
    '08',
    '08:00Z',
    '08:00+01:00',
    '8 am',
    '08:00:00.1234',
    '08:00:00,5',
    '-08:00',
  ])('is unreadable at the time %j', (time) => {
    const unreadable = { ok: false, because: 'unreadable', field: 'time' };
    expect(startFromLocalTime({ date: '2026-11-24', time, zone: 'Europe/Zurich' })).toEqual(unreadable);
  });

  test.each([
    'Europe/Zürich',
    'local',
    'system',
    '',
    'Mars/Olympus',
    'utc\n',
    'Europe/Zurich ',
    '../UTC',
    '+02:00',
    '-0200',
    'x'.repeat(1e6),
  ])('refuses zone %# that does not exist as a wrong call', (zone) => {
    expect(() => startFromLocalTime({ date: '', time: '', zone })).toThrow(RangeError);
    expect(() => startFromLocalTime({ date: '', time: '', zone })).toThrow('`zone` expected an IANA time zone');
    expect(() => localTimeOf(0, { zone })).toThrow(RangeError);
  });

  test('always comes back: what a clock shows at an instant means that instant, or offers it', () => {
    const anyInstant = fc.oneof(
      fc.integer({ min: Date.UTC(1980, 0), max: Date.UTC(2040, 0) }),
      fc.integer({ min: 0, max: 30 * 365 }).map((day) => Date.UTC(2005, 2, 1 + day, 1)),
    );
    const law = fc.property(anyInstant, anyZone(), (at, zone) => {
      const { utcOffset, ...shown } = localTimeOf(at, { zone });
      const found = startFromLocalTime({ ...shown, zone });
      const offered = found.ok ? [found] : found.because === 'repeated' ? found.choices : [];
      expect(offered.map(({ startsAt }) => startsAt)).toContain(at);
      const iso = `${shown.date}T${shown.time}${utcOffset}`;
      expect(Date.parse(iso)).toBe(at);
    });
    always(law, 300);
  });

  test('never fails on hostile arguments but with a TypeError or a RangeError', () => {
    const wish = { date: '2026-11-24', time: '08:00', zone: 'UTC' };
    const law = fc.property(fc.constantFrom('date', 'time', 'zone'), anyHostile(), (name, make) => {
      const hostile = make();
      expect(endsWell(() => untyped(startFromLocalTime)({ ...wish, [name]: hostile }))).toBe(true);
      expect(endsWell(() => untyped(localTimeOf)(hostile, { zone: 'UTC' }))).toBe(true);
    });
    always(law, 300);
  });
});

describe('what a clock shows', () => {
  test.each([
    [MONDAY, 'Europe/Zurich', { date: '2026-11-23', time: '10:00', utcOffset: '+01:00' }],
    [MONDAY + 1500, 'UTC', { date: '2026-11-23', time: '09:00:01.500', utcOffset: '+00:00' }],
    [MONDAY, 'Asia/Kathmandu', { date: '2026-11-23', time: '14:45', utcOffset: '+05:45' }],
    [Date.UTC(2011, 11, 30, 10), 'Pacific/Apia', { date: '2011-12-31', time: '00:00', utcOffset: '+14:00' }],
  ])('at %d in %s', (at, zone, shown) => {
    expect(localTimeOf(at, { zone })).toEqual(shown);
    expect(localTimeOf(foreignDate(at), { zone })).toEqual(shown);
  });

  test.each([8.64e15, -8.64e15 - 1, Number.NaN])('is never told of an instant that no calendar has: %d', (at) => {
    expect(() => localTimeOf(at, { zone: 'Pacific/Kiritimati' })).toThrow(RangeError);
  });
});
