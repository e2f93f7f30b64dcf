import * as fc from 'fast-check';
import { definePolicy, explain, nextTransition, type Pass, redeem, timeline, usability } from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { assertPass } from '../src/pass.ts';
import { anyHostile, anyPass, everyHostile, MONDAY, passWith, untyped, viaJson } from './arbitraries.ts';
import { always } from './laws/check.ts';

const policy = definePolicy({ state: 'enabled' });
const context = { policy, now: MONDAY };

/** Every question one can ask about a pass. */
const QUESTIONS: readonly [string, (pass: unknown) => unknown][] = [
  ['usability', (pass) => untyped(usability)(pass, context)],
  ['explain', (pass) => untyped(explain)(pass, context)],
  ['timeline', (pass) => untyped(timeline)(pass, context)],
  ['nextTransition', (pass) => untyped(nextTransition)(pass, context)],
  ['redeem', (pass) => untyped(redeem)(pass, { passcodeMatches: true }, context)],
  ['redeem with a wrong passcode', (pass) => untyped(redeem)(pass, { passcodeMatches: false }, context)],
];

describe('a record', () => {
  test.each<[Partial<Pass>]>([
    [{}],
    [{ startsAt: 0 }],
    [{ startsAt: -1 }],
    [{ lifetimeInMinutes: 1 }],
    [{ isUsableOnce: true }],
    [{ isUsableOnce: true, redeemedAt: 0 }],
    [{ isUsableOnce: true, redeemedAt: -1 }],
    [{ failedAttempts: 1_000_000 }],
  ])('can say %j', (fields) => {
    expect(() => assertPass(passWith(fields))).not.toThrow();
  });

  test.each<[object, Error]>([
    [{ startsAt: Number.NaN }, new RangeError('`startsAt` expected integer, got NaN')],
    [{ startsAt: Infinity }, new RangeError('`startsAt` expected integer, got Infinity')],
    [{ startsAt: 0.5 }, new RangeError('`startsAt` expected integer, got 0.5')],
    [{ startsAt: '1795424400000' }, new TypeError('`startsAt` expected integer, got string')],
    [{ startsAt: 1_795_424_400_000n }, new TypeError('`startsAt` expected integer, got bigint')],
    [{ startsAt: new Date(MONDAY) }, new TypeError('`startsAt` expected integer, got object')],
    [{ startsAt: null }, new TypeError('`startsAt` expected integer, got null')],
    [{ startsAt: undefined }, new TypeError('`startsAt` expected integer, got undefined')],
    [{ lifetimeInMinutes: 0 }, new RangeError('`lifetimeInMinutes` expected integer from 1, got 0')],
    [{ lifetimeInMinutes: -60 }, new RangeError('`lifetimeInMinutes` expected integer from 1, got -60')],
    [{ lifetimeInMinutes: 60.5 }, new RangeError('`lifetimeInMinutes` expected integer from 1, got 60.5')],
    [{ lifetimeInMinutes: Number.NaN }, new RangeError('`lifetimeInMinutes` expected integer from 1, got NaN')],
    [{ lifetimeInMinutes: '60' }, new TypeError('`lifetimeInMinutes` expected integer from 1, got string')],
    [{ lifetimeInMinutes: undefined }, new TypeError('`lifetimeInMinutes` expected integer from 1, got undefined')],
    [{ failedAttempts: -1 }, new RangeError('`failedAttempts` expected integer from 0, got -1')],
    [{ failedAttempts: 0.5 }, new RangeError('`failedAttempts` expected integer from 0, got 0.5')],
    [{ failedAttempts: Number.NaN }, new RangeError('`failedAttempts` expected integer from 0, got NaN')],
    [{ failedAttempts: null }, new TypeError('`failedAttempts` expected integer from 0, got null')],
    [{ failedAttempts: undefined }, new TypeError('`failedAttempts` expected integer from 0, got undefined')],
    [{ redeemedAt: undefined }, new TypeError('`redeemedAt` expected integer or null, got undefined')],
    [{ redeemedAt: Number.NaN }, new RangeError('`redeemedAt` expected integer or null, got NaN')],
    [{ redeemedAt: 0.5 }, new RangeError('`redeemedAt` expected integer or null, got 0.5')],
    [{ redeemedAt: '' }, new TypeError('`redeemedAt` expected integer or null, got string')],
    [{ redeemedAt: false }, new TypeError('`redeemedAt` expected integer or null, got boolean')],
    [{ isUsableOnce: 1 }, new TypeError('`isUsableOnce` expected boolean, got 1')],
    [{ isUsableOnce: 'true' }, new TypeError('`isUsableOnce` expected boolean, got string')],
    [{ isUsableOnce: null }, new TypeError('`isUsableOnce` expected boolean, got null')],
    [{ isUsableOnce: undefined }, new TypeError('`isUsableOnce` expected boolean, got undefined')],
  ])('is refused with %o', (fields, error) => {
    const pass: unknown = { ...passWith(), ...fields };
    for (const [, ask] of QUESTIONS) {
      expect(() => ask(pass)).toThrow(error);
      expect(() => ask(pass)).toThrow(expect.objectContaining({ name: error.name }));
    }
  });

  test('always survives a store that speaks JSON', () => {
    always(
      fc.property(anyPass(), (pass) => {
        expect(viaJson(pass)).toEqual(pass);
      }),
      100,
    );
  });

  test('of a hostile store is never taken for a usable pass', () => {
    for (const name of ['startsAt', 'lifetimeInMinutes', 'isUsableOnce', 'redeemedAt', 'failedAttempts'] as const) {
      const right = passWith()[name];
      for (const make of everyHostile()) {
        for (const [question, ask] of QUESTIONS) {
          const value = make();
          const pass = { ...passWith(), [name]: value };
          const honest = typeof value === typeof right || (name === 'redeemedAt' && typeof value === 'number');
          const outcome = attempt(() => ask(pass));
          expect([question, name, outcome === 'throws' || honest]).toEqual([question, name, true]);
        }
      }
    }
  });

  test('of any kind is always answered or refused as documented', () => {
    always(
      fc.property(anyHostile(), fc.constantFrom(...QUESTIONS), (make, [, ask]) => {
        expect(attempt(() => ask(make()))).toBe('throws');
      }),
      300,
    );
  });
});

/** `throws` for an error that is documented, or for what a hostile getter threw. */
function attempt(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError) return 'throws';
    throw error;
  }
}
