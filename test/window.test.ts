import { endOf, isBefore } from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { MONDAY, untyped } from './arbitraries.ts';

// What they answer is held in test/instant.test.ts; here it is what they refuse.
describe('isBefore', () => {
  test('compares numbers', () => {
    expect([isBefore(1, 2), isBefore(2, 2)]).toEqual([true, false]);
  });

  test.each<[unknown, unknown, string]>([
    ['1', 2, '`a` expected number, got string'],
    [1, '2', '`b` expected number, got string'],
    [new Date(1), 2, '`a` expected number, got object'],
    [1, undefined, '`b` expected number, got undefined'],
  ])('of %o and %o is refused, never coerced', (a, b, message) => {
    expect(() => untyped(isBefore)(a, b)).toThrow(new TypeError(message));
  });
});

describe('the end of a window', () => {
  test('is so many minutes after its start', () => {
    expect(endOf({ startsAt: MONDAY, lifetimeInMinutes: 60 })).toBe(Date.UTC(2026, 10, 23, 10));
  });

  test.each<[object, Error]>([
    // What PostgreSQL's bigint is in JavaScript: added to a number, it would be an end in the year 57,000,000.
    [{ startsAt: String(MONDAY), lifetimeInMinutes: 60 }, new TypeError('`startsAt` expected integer, got string')],
    [{ startsAt: 0.5, lifetimeInMinutes: 60 }, new RangeError('`startsAt` expected integer, got 0.5')],
    [{ startsAt: 0, lifetimeInMinutes: '60' }, new TypeError('`lifetimeInMinutes` expected integer, got string')],
    [{ startsAt: 0 }, new TypeError('`lifetimeInMinutes` expected integer, got undefined')],
  ])('is refused where it is none: %o', (window, error) => {
    expect(() => untyped(endOf)(window)).toThrow(error);
  });
});
