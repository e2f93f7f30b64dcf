import { type PasscodeFormat, readFormat } from './alphabet.ts';
import { Passcode } from './passcode.ts';
import { drawBytes, type RandomSource } from './random.ts';
import { assertInteger } from './refusal.ts';

/** What `generatePasscode` needs: a format, and where chance comes from. */
export interface PasscodeOptions extends PasscodeFormat {
  /** The random source; `secureRandom` unless a test says otherwise. */
  readonly random: RandomSource;
}

/** A draw that rejects everything so often is a broken source: a sound one gets here once in more than 2^80 passcodes. */
const MOST_DRAWS = 8;

/** How many characters a batch draws at once; bounds what it holds beside its results, and makes the call for entropy cheap. */
const BLOCK = 8192;

/**
 * One random passcode, every character drawn uniformly and independently by rejection sampling. There is no "at least one digit"
 * rule, since that lowers entropy. Grade: chosen; length range and default documented.
 *
 * @example
 * ```ts
 * import { generatePasscode, secureRandom } from 'temporary-access-pass';
 *
 * const passcode = generatePasscode({ random: secureRandom });
 * passcode.reveal().length; // => 8
 * `${passcode}`; // => '[passcode]'
 * ```
 * @throws TypeError or RangeError for a length, alphabet or random source that is not as described
 */
export function generatePasscode(options: PasscodeOptions): Passcode {
  return draw(1, options)[0] as Passcode;
}

/**
 * `count` random passcodes, independent of each other, drawn in blocks: the way to make many. Grade: chosen.
 *
 * @param count 0..1,000,000
 * @throws TypeError or RangeError as `generatePasscode`, and for a count out of range
 */
export function generatePasscodes(count: number, options: PasscodeOptions): Passcode[] {
  assertInteger('count', count, 0, 1_000_000);
  return draw(count, options);
}

/** Draws in blocks and cuts them up, into flat strings: a part of a longer string would keep all of it alive, other people's passcodes too. */
function draw(count: number, options: PasscodeOptions): Passcode[] {
  const { length, alphabet } = readFormat(options);
  const most = Math.floor(BLOCK / length);
  const passcodes: Passcode[] = [];
  const own: number[] = [];
  while (passcodes.length < count) {
    const wanted = Math.min(most, count - passcodes.length) * length;
    const codes = drawSymbols(wanted, alphabet, options.random);
    for (let start = 0; start < wanted; start += length) {
      for (let i = 0; i < length; i++) own[i] = codes[start + i] as number;
      passcodes.push(new Passcode(String.fromCharCode(...own), alphabet.length));
    }
    codes.fill(0);
  }
  own.fill(0);
  return passcodes;
}

/** Character codes of so many symbols, and some more. Bytes at or above the largest multiple of the alphabet's size are thrown away. */
function drawSymbols(count: number, alphabet: string, random: RandomSource): Uint8Array {
  const size = alphabet.length;
  const limit = 256 - (256 % size);
  const enough = (left: number): number => Math.ceil(left * (256 / limit) * 1.1) + 12;
  const codes = new Uint8Array(count + enough(count));
  let drawn = 0;
  for (let draws = 0; drawn < count; draws++) {
    if (draws === MOST_DRAWS)
      throw new RangeError('`random` expected random bytes, got only such as have to be rejected');
    const bytes = drawBytes(random, Math.max(16, enough(count - drawn)));
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] as number;
      // Written whatever it is, and kept by moving on: a branch that nobody can predict costs more than the rest.
      codes[drawn] = alphabet.charCodeAt(byte % size);
      drawn += (byte - limit) >>> 31;
    }
    bytes.fill(0);
  }
  return codes;
}
