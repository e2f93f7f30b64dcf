import { alphabets, entropyBits, type PasscodeFormat, policyBounds } from '../index.ts';
import { assertOnly, assertOption } from './assert.ts';

/**
 * Bits at which something changes: a passcode has at least 20, below 64 guessing must be limited, below 112 storage must use a salted
 * password hash. Grade: documented (NIST SP 800-63B-4 sections 3.1.2.1 and 3.1.2.2).
 */
export const TIERS = [20, 64, 112] as const;

/** One of those. */
export type Tier = (typeof TIERS)[number];

/** A passcode, and who guesses at it. */
export interface StrengthOptions extends PasscodeFormat {
  /** Guesses in all, as where a limit locks the pass: an integer from 0. Either this or `rate`. */
  readonly attempts?: number;
  /** Guesses a second, for as long as the pass lives: a number from 0. Either this or `attempts`. */
  readonly rate?: number;
  /** Minutes that the pass lives, 1..43200. */
  readonly lifetimeInMinutes: number;
  /** What is wished for, one of two: a number of bits, or the chance of a guess at most, above 0 and below 1. */
  readonly wanted?: { readonly tier: Tier } | { readonly chance: number };
}

/** How strong a passcode is. */
export interface Strength {
  /** Bits of entropy. */
  readonly bits: number;
  /** Guesses that can be made. */
  readonly guesses: number;
  /** The chance that one of them is right, 0..1: none is made twice. */
  readonly chance: number;
  /** Which tiers the passcode reaches. */
  readonly tiers: Readonly<Record<Tier, boolean>>;
  /** Fewest characters of this alphabet that reach what is wanted; may be more than the 48 a policy allows. `null` where nothing is wanted. */
  readonly lengthNeeded: number | null;
}

/**
 * How strong a passcode is against somebody who guesses while the pass lives. Grade: the tiers are documented (`NIST SP 800-63B-4`
 * sections 3.1.2.1 and 3.1.2.2), the rest is arithmetic, and chosen.
 *
 * @example
 * ```ts
 * import { alphabets } from 'temporary-access-pass';
 * import { strength } from 'temporary-access-pass/review';
 *
 * const options = { length: 8, alphabet: alphabets.digits, lifetimeInMinutes: 60 };
 * const { tiers, chance } = strength({ ...options, attempts: 10 });
 * tiers; // => { 20: true, 64: false, 112: false }
 * chance; // => 1e-7
 * strength({ ...options, rate: 100, wanted: { chance: 1e-6 } }).lengthNeeded; // => 12
 * ```
 * @throws TypeError or RangeError where an option is not as described or does not exist
 */
export function strength(options: StrengthOptions): Strength {
  assertOnly(['length', 'alphabet', 'attempts', 'rate', 'lifetimeInMinutes', 'wanted'], options);
  const { lifetimeInMinutes, wanted, length = 8, alphabet = alphabets.readable } = options;
  const bits = entropyBits({ length, alphabet });
  const { maximum: longest } = policyBounds.maximumLifetimeInMinutes;
  const isLifetime = Number.isInteger(lifetimeInMinutes) && lifetimeInMinutes >= 1 && lifetimeInMinutes <= longest;
  assertOption('lifetimeInMinutes', `integer in 1..${longest}`, isLifetime, lifetimeInMinutes);
  const guesses = guessesOf(options);
  const bitsEach = Math.log2(alphabet.length);
  const chanceAt = (characters: number): number => {
    const passcodes = alphabet.length ** characters;
    // Where they are more than a number can say, their logarithms are not.
    return Math.min(1, passcodes < Infinity ? guesses / passcodes : 2 ** (Math.log2(guesses) - characters * bitsEach));
  };
  return {
    bits,
    guesses,
    chance: chanceAt(length),
    tiers: { 20: bits >= 20, 64: bits >= 64, 112: bits >= 112 },
    lengthNeeded: wanted === undefined ? null : lengthFor(wanted, bitsEach, chanceAt),
  };
}

function guessesOf({ attempts, rate, lifetimeInMinutes }: StrengthOptions): number {
  assertOption('attempts', 'to be given or `rate`, not both', (attempts === undefined) !== (rate === undefined));
  if (rate === undefined) {
    assertOption('attempts', 'integer from 0', Number.isSafeInteger(attempts) && Number(attempts) >= 0, attempts);
    return Number(attempts);
  }
  const guesses = Math.floor(rate * lifetimeInMinutes * 60);
  assertOption('rate', 'number from 0', Number.isFinite(rate) && rate >= 0 && guesses < Infinity, rate);
  return guesses;
}

function lengthFor(
  wanted: NonNullable<StrengthOptions['wanted']>,
  bitsEach: number,
  chanceAt: (characters: number) => number,
): number {
  assertOption('wanted', 'a tier or a chance', Object(wanted) === wanted && 'tier' in wanted !== 'chance' in wanted);
  let characters = 1;
  if ('tier' in wanted) {
    assertOption('wanted.tier', TIERS.join(', '), TIERS.includes(wanted.tier), wanted.tier);
    while (characters * bitsEach < wanted.tier) characters++;
    return characters;
  }
  const { chance } = wanted;
  assertOption('wanted.chance', 'number above 0 and below 1', chance > 0 && chance < 1, chance);
  while (chanceAt(characters) > chance) characters++;
  return characters;
}
