import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { DateTime, Duration, Interval } from 'luxon';
import { describe, expect, test } from 'vitest';
import { endOf, FIRST_INSTANT, type InstantLike, isBefore, LAST_INSTANT, toInstant } from '../src/instant.ts';
import { always } from './laws/check.ts';
import { anyHostile, anyMoment, anyPass, foreignDate, inAnyForm, MONDAY, untyped } from './arbitraries.ts';

const LIMIT = 8.64e15;
const read = untyped(toInstant);

describe('an instant', () => {
  const text = '2026-11-23T09:00:00.123Z';
  const millis = 1_795_424_400_123;

  test.each<[string, InstantLike]>([
    ['a number', millis],
    ['a Date', new Date(text)],
    ['a Date of another realm', foreignDate(millis)],
    ['a luxon DateTime', DateTime.fromISO(text)],
    ['a luxon DateTime of another zone', DateTime.fromISO(text, { zone: 'America/New_York' })],
    ['a Temporal.Instant', { epochMilliseconds: millis }],
    ['anything that says it in milliseconds', { toMillis: () => millis }],
  ])('can be %s', (_name, value) => {
    expect(toInstant(value, 'now')).toBe(millis);
  });

  test.each([
    [1.5, 1],
    [0.999, 0],
    [-0.001, -1],
    [-1.5, -2],
    [-2, -2],
    [Number.MIN_VALUE, 0],
    [-Number.MIN_VALUE, -1],
    [1_795_424_400_123.999, millis],
  ])('loses what is less than a millisecond toward the past: %d is %d', (value, expected) => {
    expect(toInstant(value, 'now')).toBe(expected);
    expect(toInstant({ epochMilliseconds: value }, 'now')).toBe(expected);
    expect(toInstant({ toMillis: () => value }, 'now')).toBe(expected);
  });

  test('is never -0', () => {
    expect(toInstant(-0, 'now')).toBe(0);
    expect(toInstant({ epochMilliseconds: -0 }, 'now')).toBe(0);
  });

  test.each([LIMIT, -LIMIT])('reaches as far as a Date does: %d', (value) => {
    expect(toInstant(value, 'now')).toBe(value);
    expect(new Date(toInstant(value, 'now')).getTime()).toBe(value);
  });

  test.each<[string, InstantLike, string]>([
    ['NaN', Number.NaN, 'NaN'],
    ['Infinity', Infinity, 'Infinity'],
    ['-Infinity', -Infinity, '-Infinity'],
    ['a millisecond too late', LIMIT + 1, '8640000000000001'],
    ['a millisecond too early', -LIMIT - 1, '-8640000000000001'],
    ['an invalid Date', new Date(Number.NaN), 'NaN'],
    ['an invalid Date of another realm', foreignDate(Number.NaN), 'NaN'],
    ['an invalid DateTime', DateTime.fromISO('2026-02-30'), 'NaN'],
    ['a broken Temporal.Instant', { epochMilliseconds: Number.NaN }, 'NaN'],
  ])('is refused with a RangeError where it is %s', (_name, value, got) => {
    expect(() => toInstant(value, 'now')).toThrow(new RangeError(`\`now\` expected instant, got ${got}`));
  });

  test.each<[string, unknown, string]>([
    ['text', '2026-11-23T09:00:00Z', 'string'],
    ['digits', '1795424400123', 'string'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a boolean', true, 'boolean'],
    ['a bigint', 1_795_424_400_123n, 'bigint'],
    ['a symbol', Symbol('now'), 'symbol'],
    ['an empty object', {}, 'object'],
    ['an array', [millis], 'object'],
    ['a function', () => millis, 'function'],
    ['a number in a box', { valueOf: () => millis }, 'object'],
  ])('is refused with a TypeError where it is %s', (_name, value, got) => {
    expect(() => read(value, 'now')).toThrow(new TypeError(`\`now\` expected instant, got ${got}`));
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['digits', '5'],
    ['an array', [5]],
    ['an empty array', []],
    ['a boolean', true],
    ['a Date', new Date(5)],
    ['a bigint', 5n],
  ])('is refused with a TypeError where its milliseconds are %s', (_name, value) => {
    expect(() => read({ epochMilliseconds: value }, 'now')).toThrow(TypeError);
    expect(() => read({ toMillis: () => value }, 'now')).toThrow(TypeError);
    expect(() => read({ getTime: () => value }, 'now')).toThrow(TypeError);
  });

  test('is named by the field it was given for', () => {
    expect(() => toInstant(Number.NaN, 'startDateTime')).toThrow('`startDateTime` expected instant, got NaN');
  });

  const anyMillis = fc.oneof(
    fc.constantFrom(-LIMIT, LIMIT, 0, -1, 1),
    fc.integer({ min: -LIMIT, max: LIMIT }),
    fc.integer({ min: -1000, max: 1000 }),
  );

  test('is always the same one, in whichever form it comes', () => {
    const anyForm = anyMillis.chain((one) => inAnyForm(one).map((form) => [one, form] as const));
    always(
      fc.property(anyForm, ([one, form]) => {
        expect(toInstant(form, 'now')).toBe(one);
      }),
      200,
    );
  });

  test('is always the last whole millisecond that is not later', () => {
    const anyFraction = fc.oneof(
      fc.double({ min: -LIMIT, max: LIMIT, noNaN: true }),
      fc.double({ min: -2, max: 2, noNaN: true }),
    );
    always(
      fc.property(anyFraction, (value) => {
        const instant = toInstant(value, 'now');
        expect(Number.isInteger(instant)).toBe(true);
        expect(instant).toBeLessThanOrEqual(value);
        expect(instant + 1).toBeGreaterThan(value);
        expect(toInstant(instant, 'now')).toBe(instant);
      }),
      200,
    );
  });

  test('is always a whole number, or never read at all', () => {
    always(
      fc.property(anyHostile(), (make) => {
        let instant: unknown;
        try {
          instant = read(make(), 'now');
        } catch {
          return;
        }
        expect(Number.isInteger(instant)).toBe(true);
        expect(Math.abs(Number(instant))).toBeLessThanOrEqual(LIMIT);
      }),
      500,
    );
  });
});

describe('the calendar', () => {
  test('runs from the first millisecond of year 1 to the last of year 9999', () => {
    expect(new Date(FIRST_INSTANT).toISOString()).toBe('0001-01-01T00:00:00.000Z');
    expect(new Date(LAST_INSTANT).toISOString()).toBe('9999-12-31T23:59:59.999Z');
    expect(new Date(FIRST_INSTANT - 1).toISOString()).toBe('0000-12-31T23:59:59.999Z');
    expect(new Date(LAST_INSTANT + 1).toISOString()).toBe('+010000-01-01T00:00:00.000Z');
  });
});

describe('isBefore', () => {
  test.each([
    [1, 2, true],
    [2, 2, false],
    [3, 2, false],
    [-1, 0, true],
    [0, -0, false],
    [-0, 0, false],
  ])('of %d and %d is %s', (a, b, expected) => {
    expect(isBefore(a, b)).toBe(expected);
  });

  test('never holds both ways, and always one way for two different instants', () => {
    always(
      fc.property(fc.integer(), fc.integer({ min: -1, max: 1 }), (a, step) => {
        expect([isBefore(a, a + step), isBefore(a + step, a)]).toEqual([step > 0, step < 0]);
      }),
      200,
    );
  });
});

describe('the window of a pass', () => {
  test.each([
    [0, 1, 60_000],
    [MONDAY, 60, Date.UTC(2026, 10, 23, 10)],
    [MONDAY, 43_200, Date.UTC(2026, 11, 23, 9)],
    [-60_000, 1, 0],
  ])('that starts at %d and lives %d minutes ends at %d', (startsAt, lifetimeInMinutes, end) => {
    expect(endOf({ startsAt, lifetimeInMinutes })).toBe(end);
  });

  test('always ends where luxon says', () => {
    always(
      fc.property(anyPass(), (pass) => {
        const start = DateTime.fromMillis(pass.startsAt, { zone: 'utc' });
        expect(endOf(pass)).toBe(start.plus(Duration.fromObject({ minutes: pass.lifetimeInMinutes })).toMillis());
      }),
      200,
    );
  });

  test('always holds the instants that luxon says, and never others', () => {
    always(
      fc.property(anyMoment(), ({ pass, now }) => {
        const inside = !isBefore(now, pass.startsAt) && isBefore(now, endOf(pass));
        expect(inside).toBe(Interval.fromDateTimes(at(pass.startsAt), at(endOf(pass))).contains(at(now)));
      }),
      300,
    );
  });
});

test('a Date of another realm is none of this realm, which is why it is in these tests', () => {
  expect(foreignDate(0)).not.toBeInstanceOf(Date);
  expect(runInNewContext('new Date(0) instanceof Date')).toBe(true);
});

function at(instant: number): DateTime {
  return DateTime.fromMillis(instant, { zone: 'utc' });
}
