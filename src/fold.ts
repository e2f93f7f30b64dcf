import { type PasscodeFormat, readFormat } from './alphabet.ts';
import { sentence } from './refusal.ts';

/** Crockford's pairs: what is taken for a digit. */
const LOOK_ALIKES = [
  ['0', /[Oo]/g],
  ['1', /[IiLl]/g],
] as const;

/**
 * A typed passcode with its look-alikes folded as Crockford's Base32 decodes them: `O` and `o` are read as 0, `I`, `i`, `L` and `l` as 1,
 * where the alphabet has that digit; and small letters as capitals where it has no small ones. Passcodes are compared to the letter; call
 * this before to be lenient. What is too long for a passcode, or no text, comes back as it is. Grade: chosen, after Crockford.
 *
 * @param format the one that passcodes are generated with; only its alphabet matters
 * @example
 * ```ts
 * import { alphabets, foldLookAlikes } from 'temporary-access-pass';
 *
 * foldLookAlikes('o1l4abcd', { alphabet: alphabets.crockford32 }); // => '0114ABCD'
 * foldLookAlikes('o1l4abcd', { alphabet: alphabets.graphLike }); // throws RangeError: `alphabet` expected no look-alikes
 * ```
 * @throws RangeError or TypeError for an alphabet that is none, or that holds two look-alikes, which folding would make one
 */
export function foldLookAlikes(candidate: string, format: PasscodeFormat): string {
  const { alphabet } = readFormat(format);
  const fold = (text: string): string =>
    LOOK_ALIKES.reduce(
      (folded, [digit, letters]) => (alphabet.includes(digit) ? folded.replace(letters, digit) : folded),
      /[a-z]/.test(alphabet) ? text : text.replace(/[a-z]/g, (small) => small.toUpperCase()),
    );
  if (fold(alphabet) !== alphabet) throw new RangeError(sentence('alphabet', 'no look-alikes', 'some'));
  return typeof candidate === 'string' && candidate.length <= 48 ? fold(candidate) : candidate;
}
