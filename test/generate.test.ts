import * as fc from 'fast-check';
import { alphabets, generatePasscode, generatePasscodes, type RandomSource, secureRandom } from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { anyHostile, explode, scripted, untyped } from './arbitraries.ts';
import { always } from './laws/check.ts';

const printable = String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 0x21 + index));

describe('a passcode', () => {
  test('has eight readable characters, unless something else is asked for', () => {
    expect(generatePasscode({ random: secureRandom }).reveal()).toMatch(/^[A-HJ-NP-Za-km-z2-9]{8}$/);
    expect(generatePasscode({ random: secureRandom, length: 48 }).reveal()).toMatch(/^[A-HJ-NP-Za-km-z2-9]{48}$/);
    expect(generatePasscode({ random: secureRandom, alphabet: alphabets.digits }).reveal()).toMatch(/^\d{8}$/);
  });

  // A byte below the largest multiple of the alphabet's size picks the symbol at `byte % size`; any other byte is skipped.
  test.each<[string, string, number[], string]>([
    // 57 symbols: 228 is 4 * 57, so 228..255 are skipped.
    ['readable', alphabets.readable, [0, 56, 57, 227, 228, 255, 113, 114, 24, 49], 'A9A99Aa2'],
    // 75 symbols: 225 is 3 * 75.
    ['graphLike', alphabets.graphLike, [224, 225, 74, 75, 255, 26, 52, 62, 63, 150], '__Aa0!@A'],
    // 32 symbols: 256 is 8 * 32, so nothing is skipped.
    ['crockford32', alphabets.crockford32, [255, 0, 31, 32, 18, 254, 64, 74], 'Z0Z0JY0A'],
    // 10 symbols: 250 is 25 * 10.
    ['digits', alphabets.digits, [249, 250, 255, 0, 10, 19, 25, 251, 99, 7, 248], '90095978'],
    // 2 symbols: nothing is skipped.
    ['two symbols', 'ab', [0, 1, 2, 3, 255, 254, 128, 127], 'ababbaab'],
    // 3 symbols: 255 is 85 * 3.
    ['three symbols', '+-=', [255, 254, 253, 252, 0, 1, 2, 255, 3, 4], '=-++-=+-'],
    // 94 symbols: 188 is 2 * 94.
    ['all there are', printable, [187, 188, 93, 94, 0, 255, 189, 1, 95, 186, 92], '~~!!""}}'],
  ])('of %s is what the bytes say', (_name, alphabet, bytes, expected) => {
    expect(generatePasscode({ alphabet, random: scripted(bytes) }).reveal()).toBe(expected);
    expect(generatePasscodes(1, { alphabet, random: scripted(bytes) }).map((one) => one.reveal())).toEqual([expected]);
  });

  test('draws again where too many bytes were skipped', () => {
    const calls: number[] = [];
    const skipped = Array.from({ length: 40 }, (_, index) => 250 + ((index * index + (index >> 2)) % 6));
    const source = scripted([...skipped, 1, 2, 3, 4, 5, 6, 7, 8]);
    const random: RandomSource = (buffer) => {
      calls.push(buffer.length);
      return source(buffer);
    };
    expect(generatePasscode({ alphabet: alphabets.digits, random }).reveal()).toBe('12345678');
    expect(calls.length).toBeGreaterThan(1);
  });

  test('is always what the unskipped bytes say, for any alphabet, length and bytes', () => {
    const anyBytes = fc.shuffledSubarray(
      Array.from({ length: 256 }, (_, byte) => byte),
      { minLength: 256 },
    );
    always(
      fc.property(anyAlphabet(), fc.integer({ min: 8, max: 48 }), anyBytes, (alphabet, length, bytes) => {
        const usable = bytes.filter((byte) => byte < Math.floor(256 / alphabet.length) * alphabet.length);
        const symbols = usable.slice(0, length).map((byte) => alphabet.charAt(byte % alphabet.length));
        expect(generatePasscode({ alphabet, length, random: scripted(bytes) }).reveal()).toBe(symbols.join(''));
      }),
      200,
    );
  });

  test('never leaves its bytes in a buffer', () => {
    const given: Uint8Array[] = [];
    const random: RandomSource = (buffer) => {
      given.push(buffer);
      return secureRandom(buffer);
    };
    generatePasscode({ length: 48, random });
    generatePasscodes(1000, { random });
    expect(given.length).toBeGreaterThan(1);
    expect(given.every((buffer) => buffer.every((byte) => byte === 0))).toBe(true);
  });

  test('never draws anything for a format that is refused', () => {
    expect(() => generatePasscode({ length: 7, random: explode })).toThrow('`length` expected');
    expect(() => generatePasscode({ alphabet: 'aa', random: explode })).toThrow('`alphabet` expected');
    expect(() => generatePasscodes(-1, { random: explode })).toThrow('`count` expected');
    expect(generatePasscodes(0, { random: explode })).toEqual([]);
  });
});

describe('many passcodes', () => {
  test.each([0, 1, 2, 511, 512, 513, 5000])('are as many as asked for: %d', (count) => {
    const texts = generatePasscodes(count, { random: secureRandom }).map((one) => one.reveal());
    expect(texts).toHaveLength(count);
    expect(texts.every((text) => /^[A-HJ-NP-Za-km-z2-9]{8}$/.test(text))).toBe(true);
    // Two alike among 5000 are expected once in ten million runs.
    expect(new Set(texts).size).toBe(count);
  });

  test.each([8, 9, 47, 48])('have the length asked for, across the blocks they are drawn in: %d', (length) => {
    const many = generatePasscodes(1200, { length, alphabet: alphabets.crockford32, random: secureRandom });
    expect(many.every((one) => one.length === length && one.entropyBits === length * 5)).toBe(true);
    expect(many.every((one) => one.equals(one.reveal()))).toBe(true);
  });

  test('are always what one after the other would be, from bytes of which none is skipped', () => {
    const anyBytes = fc.shuffledSubarray(
      Array.from({ length: 256 }, (_, byte) => byte),
      { minLength: 256 },
    );
    always(
      fc.property(fc.constantFrom(8, 12, 48), fc.integer({ min: 1, max: 5 }), anyBytes, (length, count, bytes) => {
        const alphabet = alphabets.crockford32;
        const text = bytes.map((byte) => alphabet.charAt(byte % 32)).join('');
        const many = generatePasscodes(count, { length, alphabet, random: scripted(bytes) });
        expect(many.map((one) => one.reveal())).toEqual(
          Array.from({ length: count }, (_, index) => text.slice(index * length, (index + 1) * length)),
        );
      }),
      100,
    );
  });

  test.each([
    [-1, new RangeError('`count` expected integer in 0..1000000, got -1')],
    [1_000_001, new RangeError('`count` expected integer in 0..1000000, got 1000001')],
    [1.5, new RangeError('`count` expected integer in 0..1000000, got 1.5')],
    [Number.NaN, new RangeError('`count` expected integer in 0..1000000, got NaN')],
    [Infinity, new RangeError('`count` expected integer in 0..1000000, got Infinity')],
    ['5', new TypeError('`count` expected integer in 0..1000000, got string')],
    [undefined, new TypeError('`count` expected integer in 0..1000000, got undefined')],
    [null, new TypeError('`count` expected integer in 0..1000000, got null')],
  ])('are refused for a count of %o', (count, error) => {
    expect(() => untyped(generatePasscodes)(count, { random: secureRandom })).toThrow(error);
  });
});

describe('a broken source', () => {
  const UNRANDOM = '`random` expected random bytes, got a buffer that is unfilled or repeats itself';

  test.each<[string, (buffer: Uint8Array<ArrayBuffer>) => unknown, typeof Error, string]>([
    ['all zero', (buffer) => buffer, RangeError, UNRANDOM],
    ['constant', (buffer) => buffer.fill(65), RangeError, UNRANDOM],
    ['half filled', (buffer) => (secureRandom(buffer.subarray(0, buffer.length >> 1)), buffer), RangeError, UNRANDOM],
    [
      'half filled at the end',
      (buffer) => (secureRandom(buffer.subarray(buffer.length >> 1)), buffer),
      RangeError,
      UNRANDOM,
    ],
    ['a pattern', (buffer) => fill(buffer, (index) => index % 3), RangeError, UNRANDOM],
    [
      'a copy',
      (buffer) => secureRandom(buffer.slice()),
      TypeError,
      '`random` expected to return the buffer it was given',
    ],
    [
      'a promise',
      async (buffer) => secureRandom(buffer),
      TypeError,
      '`random` expected to return the buffer it was given',
    ],
    [
      'nothing',
      (buffer) => void secureRandom(buffer),
      TypeError,
      '`random` expected to return the buffer it was given',
    ],
    ['an error', explode, TypeError, '`random` expected to fill the buffer, but threw'],
  ])('that gives %s never gives a passcode', (_name, random, error, message) => {
    for (const make of [untyped(generatePasscode), (options: unknown) => untyped(generatePasscodes)(3, options)]) {
      expect(() => make({ random })).toThrow(message);
      expect(() => make({ random })).toThrow(error);
    }
  });

  test('whose bytes always have to be skipped never goes on for ever', () => {
    let calls = 0;
    const random: RandomSource = (buffer) => {
      calls += 1;
      return fillAbove(buffer);
    };
    expect(() => generatePasscode({ alphabet: alphabets.digits, random })).toThrow(
      new RangeError('`random` expected random bytes, got only such as have to be rejected'),
    );
    expect(calls).toBeLessThanOrEqual(16);
    expect(() => generatePasscodes(1000, { alphabet: alphabets.digits, random })).toThrow(RangeError);
    expect(calls).toBeLessThanOrEqual(32);
  });

  test.each<[unknown]>([[undefined], [null], [{}], ['random'], [4]])(
    'that is no function never gives a passcode: %o',
    (random) => {
      expect(() => untyped(generatePasscode)({ random })).toThrow(TypeError);
      expect(() => untyped(generatePasscodes)(2, { random })).toThrow(TypeError);
      expect(() => untyped(generatePasscode)({ random })).toThrow(
        /`random` expected a function that fills a Uint8Array, got /,
      );
    },
  );

  test('and everything else hostile always gives a documented error', () => {
    always(
      fc.property(anyHostile(), anyHostile(), (make, other) => {
        expect(() => untyped(generatePasscode)({ random: make() })).toThrow(TypeError);
        expect(() => untyped(generatePasscode)({ random: () => make() })).toThrow(TypeError);
        expect(() => untyped(generatePasscodes)(1, { random: other() })).toThrow(TypeError);
      }),
      300,
    );
  });
});

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

    test('holds for every pair of neighbours', () => {
      const pairs = texts.flatMap((text) => text.match(/../gs) ?? []);
      expect(pairs).toHaveLength((COUNT * LENGTH) / 2);
      const counts = new Float64Array(alphabet.length ** 2);
      for (const pair of pairs) {
        const cell = alphabet.indexOf(pair.charAt(0)) * alphabet.length + alphabet.indexOf(pair.charAt(1));
        counts[cell] = (counts[cell] ?? 0) + 1;
      }
      expect(isUniform(counts)).toBe(true);
    });

    test('would be denied to a limit that is one too high or too low', () => {
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

function anyAlphabet(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...Object.values(alphabets), 'ab', printable),
    fc.shuffledSubarray(Array.from(printable), { minLength: 2 }).map((symbols) => symbols.join('')),
  );
}

function fill(buffer: Uint8Array<ArrayBuffer>, byte: (index: number) => number): Uint8Array<ArrayBuffer> {
  for (let i = 0; i < buffer.length; i++) buffer[i] = byte(i);
  return buffer;
}

/** Random bytes in 250..255, all of which are skipped for ten symbols. */
function fillAbove(buffer: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  secureRandom(buffer);
  return fill(buffer, (index) => 250 + ((buffer[index] ?? 0) % 6));
}
