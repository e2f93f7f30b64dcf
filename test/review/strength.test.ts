import * as fc from 'fast-check';
import { alphabets, entropyBits } from 'temporary-access-pass';
import { strength, type StrengthOptions } from 'temporary-access-pass/review';
import { describe, expect, test } from 'vitest';
import { anyIntegerAround, untyped } from '../arbitraries.ts';
import { always } from '../laws/check.ts';

const { digits } = alphabets;

describe('the strength of a passcode', () => {
  test.each<[Partial<StrengthOptions>, number]>([
    [{ alphabet: digits, attempts: 10 }, 1e-7],
    [{ alphabet: digits, attempts: 0 }, 0],
    [{ alphabet: digits, attempts: 1e8 }, 1],
    [{ alphabet: digits, attempts: 1e9 }, 1],
    [{ alphabet: digits, rate: 10 }, 36_000 / 1e8],
    [{ alphabet: digits, rate: 0.5, lifetimeInMinutes: 1 }, 30 / 1e8],
    [{ attempts: 10 }, 10 / 57 ** 8],
  ])('is told as the chance of a guess: %j', (options, chance) => {
    expect(strength({ lifetimeInMinutes: 60, ...options }).chance).toBeCloseTo(chance, 15);
  });

  test.each([
    ['ABCD', 9, [false, false, false]],
    ['ABCD', 10, [true, false, false]],
    ['0123456789ABCDEF', 15, [true, false, false]],
    ['0123456789ABCDEF', 16, [true, true, false]],
    ['0123456789ABCDEF', 27, [true, true, false]],
    ['0123456789ABCDEF', 28, [true, true, true]],
  ])('reaches a tier at its very bit: %s, %i', (alphabet, length, reached) => {
    const { tiers } = strength({ alphabet, length, attempts: 1, lifetimeInMinutes: 60 });
    expect([tiers[20], tiers[64], tiers[112]]).toEqual(reached);
  });

  test.each<[NonNullable<StrengthOptions['wanted']>, string, number]>([
    [{ tier: 20 }, digits, 7],
    [{ tier: 64 }, '0123456789ABCDEF', 16],
    [{ tier: 112 }, '0123456789ABCDEF', 28],
    [{ tier: 112 }, digits, 34],
    [{ tier: 112 }, 'AB', 112],
    [{ chance: 1e-6 }, digits, 7],
    [{ chance: 0.99e-6 }, digits, 8],
    [{ chance: 0.5 }, 'AB', 5],
  ])('tells the length that is needed for %j of %s', (wanted, alphabet, length) => {
    expect(strength({ alphabet, attempts: 10, lifetimeInMinutes: 60, wanted }).lengthNeeded).toBe(length);
  });

  test('says nothing of a length where nothing is wanted', () => {
    expect(strength({ attempts: 10, lifetimeInMinutes: 60 }).lengthNeeded).toBe(null);
  });

  const anyOptions = fc.record({
    length: anyIntegerAround(8, 48),
    alphabet: fc.constantFrom('AB', digits, alphabets.crockford32, alphabets.readable, alphabets.graphLike),
    attempts: fc.oneof(fc.nat(100), fc.maxSafeNat()),
    lifetimeInMinutes: anyIntegerAround(1, 43_200),
  });

  test('is always the number of guesses among all passcodes, counted in whole numbers', () => {
    const law = fc.property(anyOptions, (options) => {
      const { alphabet, length, attempts } = options;
      const all = BigInt(alphabet.length) ** BigInt(length);
      const { bits, chance, guesses } = strength(options);
      expect(bits).toBe(entropyBits({ length, alphabet }));
      expect(guesses).toBe(attempts);
      const tries = BigInt(attempts) < all ? BigInt(attempts) : all;
      expect(chance).toBeLessThanOrEqual(1);
      expect(Math.abs(chance - Number(tries) / Number(all))).toBeLessThanOrEqual(chance * 1e-12);
    });
    always(law, 300);
  });

  test('always needs the shortest length that reaches what is wanted', () => {
    const wanted = fc.oneof(
      fc.constantFrom({ tier: 20 as const }, { tier: 64 as const }, { tier: 112 as const }),
      fc.double({ min: 1e-12, max: 0.9, noNaN: true }).map((chance) => ({ chance })),
    );
    const law = fc.property(anyOptions, wanted, (options, wish) => {
      const needed = Number(strength({ ...options, wanted: wish }).lengthNeeded);
      const symbols = options.alphabet.length;
      const enough = (length: number): boolean =>
        'tier' in wish
          ? BigInt(symbols) ** BigInt(length) >= 2n ** BigInt(wish.tier)
          : options.attempts / symbols ** length <= wish.chance;
      expect(enough(needed)).toBe(true);
      expect(needed === 1 || !enough(needed - 1)).toBe(true);
    });
    always(law, 300);
  });

  test('never stops short where there are more passcodes than a number can say', () => {
    const { chance, lengthNeeded } = strength({ rate: 1e300, lifetimeInMinutes: 43_200, wanted: { chance: 1e-300 } });
    expect(chance).toBe(1);
    // log57(1e300 * 43,200 * 60 * 1e300), by hand: 606.4137 / 1.755875 = 345.36
    expect(lengthNeeded).toBe(346);
  });

  test.each<[object, string]>([
    [
      { attempts: 1, atempts: 10 },
      '`options` expected only length, alphabet, attempts, rate, lifetimeInMinutes, wanted',
    ],
    [{ attempts: 1, tier: undefined }, '`options` expected only'],
    [{ attempts: 1, wanted: null }, '`wanted` expected a tier or a chance'],
    [{ attempts: 1, wanted: 64 }, '`wanted` expected a tier or a chance'],
    [{ attempts: 1, wanted: {} }, '`wanted` expected a tier or a chance'],
    [{ attempts: 1, wanted: { tier: 64, chance: 0.5 } }, '`wanted` expected a tier or a chance'],
    [{ rate: 1.7e308 }, '`rate` expected number from 0, got 1.7e+308'],
    [{}, '`attempts` expected to be given or `rate`, not both'],
    [{ attempts: 1, rate: 1 }, '`attempts` expected to be given or `rate`, not both'],
    [{ attempts: -1 }, '`attempts` expected integer from 0, got -1'],
    [{ attempts: 1.5 }, '`attempts` expected integer from 0, got 1.5'],
    [{ rate: Number.NaN }, '`rate` expected number from 0, got NaN'],
    [{ rate: -1 }, '`rate` expected number from 0, got -1'],
    [{ rate: '1' }, '`rate` expected number from 0, got string'],
    [{ attempts: 1, lifetimeInMinutes: 0 }, '`lifetimeInMinutes` expected integer in 1..43200, got 0'],
    [{ attempts: 1, lifetimeInMinutes: 43_201 }, '`lifetimeInMinutes` expected integer in 1..43200, got 43201'],
    [{ attempts: 1, lifetimeInMinutes: undefined }, '`lifetimeInMinutes` expected integer in 1..43200, got undefined'],
    [{ attempts: 1, length: 7 }, '`length` expected integer in 8..48, got 7'],
    [{ attempts: 1, alphabet: 'AA' }, '`alphabet` expected'],
    [{ attempts: 1, wanted: 'kXw9-mQ2' }, '`wanted` expected a tier or a chance'],
    [{ attempts: 1, wanted: { tier: 63 } }, '`wanted.tier` expected 20, 64, 112, got 63'],
    [{ attempts: 1, wanted: { chance: 0 } }, '`wanted.chance` expected number above 0 and below 1, got 0'],
    [{ attempts: 1, wanted: { chance: 1 } }, '`wanted.chance` expected number above 0 and below 1, got 1'],
    [{ attempts: 1, wanted: { chance: Number.NaN } }, '`wanted.chance` expected number above 0 and below 1, got NaN'],
  ])('refuses %j', (options, message) => {
    expect(() => untyped(strength)({ lifetimeInMinutes: 60, ...options })).toThrow(message);
  });
});
