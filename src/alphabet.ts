import { assertInteger, refuse, sentence } from './refusal.ts';

/**
 * Named alphabets, as strings of their symbols. Grade: chosen, since the service's own alphabet is unpublished.
 *
 * - `readable` (57 symbols, the default): letters and digits without the look-alikes `0 O 1 I l`
 * - `graphLike` (75): letters, digits and symbols, as in passcodes that Microsoft's pages print, such as `+drkzqAD`
 * - `crockford32` (32): digits and capital letters without `I L O U` (Crockford's Base32)
 * - `digits` (10)
 *
 * @example
 * ```ts
 * import { alphabets } from 'temporary-access-pass';
 *
 * alphabets.readable.length; // => 57
 * alphabets.readable.includes('0'); // => false
 * ```
 */
export const alphabets: Readonly<Record<'readable' | 'graphLike' | 'crockford32' | 'digits', string>> =
  /* @__PURE__ */ Object.freeze({
    readable: 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789',
    graphLike: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*+-=?_',
    crockford32: '0123456789ABCDEFGHJKMNPQRSTVWXYZ',
    digits: '0123456789',
  });

/** How long a passcode is and of which symbols. */
export interface PasscodeFormat {
  /** Characters, 8..48, default 8. Grade: documented, the range and default of the policy's `defaultLength`. */
  readonly length?: number;
  /** The symbols to draw from, each printable ASCII (U+0021..U+007E) and no two the same; default `alphabets.readable`. */
  readonly alphabet?: string | undefined;
}

const LENGTH = { minimum: 8, maximum: 48 } as const;

/**
 * Bits of entropy of a passcode of this format, `length * log2(alphabet size)`: 46.66 for the default. Below 64 bits guessing must
 * be throttled, below 112 bits storage must use a salted password hash (NIST SP 800-63B-4 section 3.1.2). Grade: documented.
 *
 * @example
 * ```ts
 * import { alphabets, entropyBits } from 'temporary-access-pass';
 *
 * Math.round(entropyBits()); // => 47
 * entropyBits({ length: 16, alphabet: alphabets.crockford32 }); // => 80
 * ```
 * @throws TypeError or RangeError for a length or alphabet that is not as described
 */
export function entropyBits(format: PasscodeFormat = {}): number {
  const { length, alphabet } = readFormat(format);
  return bits(length, alphabet.length);
}

/** Bits of entropy of so many characters drawn uniformly from so many symbols. */
export function bits(length: number, symbols: number): number {
  return length * Math.log2(symbols);
}

/** A format with its defaults filled in, checked. */
export function readFormat({ length = LENGTH.minimum, alphabet }: PasscodeFormat): {
  length: number;
  alphabet: string;
} {
  assertInteger('length', length, LENGTH.minimum, LENGTH.maximum);
  if (alphabet === undefined) return { length, alphabet: alphabets.readable };
  const expected = '2..94 different symbols, each in U+0021..U+007E';
  if (typeof alphabet !== 'string') refuse('alphabet', expected, alphabet);
  if (!/^[!-~]{2,94}$/.test(alphabet) || new Set(alphabet).size < alphabet.length) {
    throw new RangeError(sentence('alphabet', expected, `${alphabet.length} that are not`));
  }
  return { length, alphabet };
}
