import {
  alphabets,
  definePolicy,
  generatePasscode,
  generatePasscodes,
  issue,
  pooledRandom,
  type RandomSource,
  seal,
  secureRandom,
  uuid,
} from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { explode, fill, MONDAY } from '../arbitraries.ts';
import { cheapHash } from '../hashes.ts';

// Every judgement here is made at one in a thousand million. There are about 270 of them, so that a sound source raises a false alarm once in
// more than three million runs.
describe('uniformity', () => {
  // 20,834 passcodes of 48 characters: 1,000,032 characters.
  const LENGTH = 48;
  const COUNT = 20_834;

  describe.each(Object.entries(alphabets))('of %s', (_name, alphabet) => {
    const texts = generatePasscodes(COUNT, { length: LENGTH, alphabet, random: secureRandom }).map((one) =>
      one.reveal(),
    );

    test('holds for every symbol, over a million characters', () => {
      expect(texts.join('')).toHaveLength(COUNT * LENGTH);
      expect(isUniform(countSymbols(texts.join(''), alphabet))).toBe(true);
    });

    test('holds at every place of the passcode', () => {
      const uniform = Array.from({ length: LENGTH }, (_, place) =>
        isUniform(countSymbols(texts.map((text) => text.charAt(place)).join(''), alphabet)),
      );
      expect(uniform).toEqual(Array.from({ length: LENGTH }, () => true));
    });

    // Neighbours, places further apart, and the same place of the passcode before.
    test.each([1, 2, 3, 8, 24, 47, LENGTH])('holds for every pair of symbols, %d characters apart', (apart) => {
      const counts = countPairs(texts.join(''), alphabet, apart);
      expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThan((COUNT * LENGTH) / 2 - 2 * LENGTH);
      expect(isUniform(counts)).toBe(true);
    });

    test('would be denied to bytes of which the wrong ones are skipped', () => {
      const limit = 256 - (256 % alphabet.length);
      for (const wrong of [limit - 1, limit + 1].filter((one) => one <= 256)) {
        const bytes = secureRandom(new Uint8Array(COUNT * LENGTH)).filter((byte) => byte < wrong);
        const mapped = Array.from(bytes, (byte) => alphabet.charAt(byte % alphabet.length)).join('');
        expect(isUniform(countSymbols(mapped, alphabet))).toBe(false);
      }
    });

    test('would be denied to a rule such as "at least one digit"', () => {
      const ruled = texts.map((text) => (/\d/.test(text.slice(0, 8)) ? text : `7${text.slice(1)}`));
      const first = ruled.map((text) => text.charAt(0)).join('');
      expect(isUniform(countSymbols(first, alphabet))).toBe(alphabet === alphabets.digits);
    });
  });

  // 32 divides 256, so that there is nothing to skip, and nothing to get wrong.
  test.each(Object.entries(alphabets).filter(([name]) => name !== 'crockford32'))(
    'of %s would be denied to bytes that are only divided or scaled',
    (_name, alphabet) => {
      const bytes = secureRandom(new Uint8Array(COUNT * LENGTH));
      const divided = Array.from(bytes, (byte) => alphabet.charAt(byte % alphabet.length)).join('');
      expect(isUniform(countSymbols(divided, alphabet))).toBe(false);
      const scaled = Array.from(bytes, (byte) => alphabet.charAt(Math.floor((byte * alphabet.length) / 256))).join('');
      expect(isUniform(countSymbols(scaled, alphabet))).toBe(false);
    },
  );

  test('is judged by a bound that a fair die passes and a loaded one does not', () => {
    // Printed tables have these for one in a thousand, 3.0902 standard deviations out.
    expect(bound(9, 3.0902)).toBeCloseTo(27.88, 0);
    expect(bound(50, 3.0902)).toBeCloseTo(86.66, 0);
    expect(bound(100, 3.0902)).toBeCloseTo(149.45, 0);
    expect(isUniform([1000, 1000, 1000, 1000, 1000, 1000])).toBe(true);
    expect(isUniform([1030, 980, 1010, 990, 1020, 970])).toBe(true);
    expect(isUniform([1300, 900, 950, 950, 950, 950])).toBe(false);
  });
});

describe('passcodes of 16 characters', () => {
  const { PASSCODES = '200000' } = process.env;

  // Ten million of them (PASSCODES=10000000) have two alike once in 10^14 runs.
  test(`are never twice the same, among ${PASSCODES}`, () => {
    const halves = new Halves(Number(PASSCODES));
    for (let left = Number(PASSCODES); left > 0; left -= 100_000) {
      const some = generatePasscodes(Math.min(left, 100_000), { length: 16, random: secureRandom });
      for (const passcode of some) halves.add(passcode.reveal());
    }
    expect(halves.repeated()).toBe(0);
  });

  test('would be found out where two are the same, and only then', () => {
    const halves = new Halves(5);
    for (const text of [
      'ABCDEFGHJKLMNPQR',
      'ABCDEFGHRQPNMLKJ',
      'RQPNMLKJABCDEFGH',
      'ABCDEFGHJKLMNPQR',
      'aBCDEFGHJKLMNPQR',
    ])
      halves.add(text);
    expect(halves.repeated()).toBe(1);
  });
});

const policy = definePolicy({ state: 'enabled' });
const hash = cheapHash();

/** Everything that draws, with a source of one's own. */
const DRAWING: Readonly<Record<string, (random: RandomSource) => unknown>> = {
  generatePasscode: (random) => generatePasscode({ random }),
  'generatePasscode of ten digits': (random) => generatePasscode({ random, length: 10, alphabet: alphabets.digits }),
  generatePasscodes: (random) => generatePasscodes(100, { random }),
  'pooledRandom itself': (random) => pooledRandom(random)(new Uint8Array(16)),
  'generatePasscode from a pool': (random) => generatePasscode({ random: pooledRandom(random) }),
  issue: (random) => issue({}, { policy, now: MONDAY, random }),
  seal: async (random) => seal('kXw9-mQ2', { random, hash }),
  uuid: (random) => uuid(random),
};

const BROKEN: Readonly<Record<string, (buffer: Uint8Array<ArrayBuffer>) => unknown>> = {
  'all zero': (buffer) => buffer,
  constant: (buffer) => buffer.fill(65),
  'all ones': (buffer) => buffer.fill(255),
  'half filled': (buffer) => (secureRandom(buffer.subarray(0, buffer.length >> 1)), buffer),
  'half filled at the end': (buffer) => (secureRandom(buffer.subarray(buffer.length >> 1)), buffer),
  'eight bytes short': (buffer) => (secureRandom(buffer.subarray(8)), buffer),
  'two bytes in turn': (buffer) => fill(buffer, (i) => i % 2),
  'eight bytes again and again': (buffer) => fill(buffer, (i) => (i % 8) * 31),
  throwing: explode,
  'returning a promise': async (buffer) => secureRandom(buffer),
  'returning a copy': (buffer) => secureRandom(buffer.slice()),
  'returning a part': (buffer) => secureRandom(buffer).subarray(1),
  'returning nothing': (buffer) => void secureRandom(buffer),
  'returning text': () => 'random',
};

describe('a broken source', () => {
  describe.each(Object.entries(DRAWING))('of %s', (_name, draw) => {
    test.each(Object.entries(BROKEN))('is always refused: %s', async (_what, source) => {
      let calls = 0;
      const random = (buffer: Uint8Array<ArrayBuffer>): unknown => (calls++, source(buffer));
      const made = Promise.resolve().then(() => Reflect.apply(draw, undefined, [random]));
      await expect(made).rejects.toThrow(/^`random` expected /);
      // And no later than it is asked for the first time: nothing is tried again and again.
      expect(calls).toBe(1);
    });

    test('is believed where it is sound', async () => {
      await expect(Promise.resolve(draw(secureRandom))).resolves.toBeDefined();
    });
  });

  // A passcode alone asks for a few bytes only, and no longer block can be seen in those.
  test('that repeats a block of any length up to 1024 never fills a pool', () => {
    for (let length = 1; length <= 1024; length++) {
      const block = secureRandom(new Uint8Array(length));
      const random = pooledRandom((buffer) => fill(buffer, (i) => block[i % length] ?? 0));
      expect(() => generatePasscode({ random })).toThrow(RangeError);
    }
  });

  test('that counts never fills a pool and never makes many passcodes', () => {
    expect(() => pooledRandom(counting)(new Uint8Array(16))).toThrow(RangeError);
    expect(() => generatePasscodes(1000, { random: counting })).toThrow(RangeError);
  });
});

function counting(buffer: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return fill(buffer, (i) => i % 256);
}

/** Remembers passcodes of 16 characters as two numbers each, since ten million texts take gigabytes. */
class Halves {
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  #size = 0;

  constructor(size: number) {
    this.#first = new Float64Array(size);
    this.#second = new Float64Array(size);
  }

  add(text: string): void {
    this.#first[this.#size] = numberOf(text, 0);
    this.#second[this.#size++] = numberOf(text, 8);
  }

  /** How many are the same as one before. First halves alone are the same now and then. */
  repeated(): number {
    const sorted = this.#first.toSorted();
    const suspicious = new Set(sorted.filter((half, i) => half === sorted[i - 1]));
    const seen = new Set<string>();
    let repeated = 0;
    for (const [i, half] of this.#first.entries()) {
      if (!suspicious.has(half)) continue;
      const whole = `${half} ${this.#second[i]}`;
      repeated += seen.has(whole) ? 1 : 0;
      seen.add(whole);
    }
    return repeated;
  }
}

/** Eight readable characters as a number, each of which stands for one text. */
function numberOf(text: string, from: number): number {
  let number = 0;
  for (let i = from; i < from + 8; i++) number = number * 57 + alphabets.readable.indexOf(text.charAt(i));
  return number;
}

/** Whether counts are those of equally likely cells, at a level that a sound source fails once in a thousand million tries. */
function isUniform(counts: ArrayLike<number>): boolean {
  const seen = Array.from(counts);
  const expected = seen.reduce((sum, count) => sum + count, 0) / seen.length;
  const chiSquare = seen.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return chiSquare < bound(seen.length - 1);
}

/** The quantile of the chi-square distribution by Wilson and Hilferty; 5.998 standard deviations are one in a thousand million. */
function bound(freedom: number, deviations = 5.998): number {
  const spread = 2 / (9 * freedom);
  return freedom * (1 - spread + deviations * Math.sqrt(spread)) ** 3;
}

function countSymbols(text: string, alphabet: string): Float64Array {
  const byCode = new Float64Array(128);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    byCode[code] = (byCode[code] ?? 0) + 1;
  }
  return Float64Array.from(alphabet, (symbol) => byCode[symbol.charCodeAt(0)] ?? 0);
}

/** How often each pair of symbols stands so far apart. Each character is in one pair only, or the counts would depend on each other. */
function countPairs(text: string, alphabet: string, apart: number): Float64Array {
  const counts = new Float64Array(alphabet.length ** 2);
  const places = Array.from(text, (symbol) => alphabet.indexOf(symbol));
  for (let block = 0; block + 2 * apart <= text.length; block += 2 * apart) {
    for (let i = block; i < block + apart; i++) {
      const cell = (places[i] ?? 0) * alphabet.length + (places[i + apart] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  return counts;
}
