import * as fc from 'fast-check';
import {
  alphabets,
  generatePasscode,
  generatePasscodes,
  pooledRandom,
  type RandomSource,
  secureRandom,
} from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { anyHostile, explode, scripted, untyped, fill } from './arbitraries.ts';
import { always } from './laws/check.ts';

const printable = String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 0x21 + index));

describe('a passcode', () => {
  test('has eight readable characters, unless something else is asked for', () => {
    expect(generatePasscode({ random: secureRandom }).reveal()).toMatch(/^[A-HJ-NP-Za-km-z2-9]{8}$/);
    expect(generatePasscode({ random: secureRandom, length: 48 }).reveal()).toMatch(/^[A-HJ-NP-Za-km-z2-9]{48}$/);
    expect(generatePasscode({ random: secureRandom, alphabet: alphabets.digits }).reveal()).toMatch(/^\d{8}$/);
  });

  // Two bytes, the high one first, are a part of 65,536: that part of all pairs of symbols in their order is the pair. Worked out by hand.
  test.each<[string, string, number[], string]>([
    // 57 symbols, 3249 pairs. 0x0000 is skipped, and with it the eight bytes that it is drawn with.
    ['readable', alphabets.readable, [0, 1, 0xff, 0xff, 0x80, 0, 0x12, 0x34], 'AA99eeED'],
    ['readable', alphabets.readable, [0, 1, 0, 1, 0, 0, 0, 1, 0xff, 0xff, 0, 1, 0x80, 0, 0xab, 0xcd], '99AAeepQ'],
    // 75 symbols, 5625 pairs.
    ['graphLike', alphabets.graphLike, [0xff, 0xff, 0x80, 0, 0x12, 0x34, 0xab, 0xcd], '__llFYyY'],
    // 32 symbols: the highest ten bits are two times five, and nothing is skipped.
    ['crockford32', alphabets.crockford32, [0, 0, 0, 0b0011_1111, 0xff, 0xff, 0b0000_1000, 0b0100_0000], '0000ZZ11'],
    // 10 symbols: 0x8000 is half of 65,536 to the letter, one of the 36 values that are skipped.
    ['digits', alphabets.digits, [0x7f, 0xff, 0x80, 1, 0xff, 0xff, 0, 1], '49509900'],
    ['digits', alphabets.digits, [0, 1, 0, 1, 0, 1, 0x80, 0, 0x12, 0x34, 0xab, 0xcd, 0x7f, 0xff, 0x80, 1], '07674950'],
    // 2 symbols: the two highest bits.
    ['two symbols', 'ab', [0, 0, 0x40, 0, 0x80, 0, 0xff, 0xff], 'aaabbabb'],
  ])('of %s is what the bytes say', (_name, alphabet, bytes, expected) => {
    expect(generatePasscode({ alphabet, random: scripted(bytes) }).reveal()).toBe(expected);
    expect(generatePasscodes(1, { alphabet, random: scripted(bytes) }).map((one) => one.reveal())).toEqual([expected]);
    const pool = pooledRandom(scripted(bytes));
    expect(generatePasscode({ alphabet, random: pool }).reveal()).toBe(expected);
  });

  test('of another length than eight skips four bytes at a time', () => {
    const bytes = [0, 1, 0, 1, 0x80, 0, 0, 1, 0x12, 0x34, 0xab, 0xcd, 0, 1, 0, 0, 0x7f, 0xff, 0x80, 1];
    expect(generatePasscode({ alphabet: alphabets.digits, length: 9, random: scripted(bytes) }).reveal()).toBe(
      '000007674',
    );
  });

  test('draws again where too many bytes were skipped', () => {
    const calls: number[] = [];
    const source = scripted([
      ...Array.from({ length: 20 }, (_, i) => SKIPPED[(i * i + (i >> 1)) % 6] ?? []).flat(),
      0,
      1,
      0x12,
      0x34,
    ]);
    const random: RandomSource = (buffer) => {
      calls.push(buffer.length);
      return source(buffer);
    };
    expect(generatePasscode({ alphabet: alphabets.digits, random }).reveal()).toMatch(/^0007/);
    expect(calls.length).toBeGreaterThan(1);
  });

  test('is always what the bytes say that are not skipped, for any alphabet, length and bytes', () => {
    const anyBytes = fc.shuffledSubarray(
      Array.from({ length: 256 }, (_, byte) => byte),
      { minLength: 256 },
    );
    always(
      fc.property(anyAlphabet(), fc.integer({ min: 8, max: 48 }), anyBytes, (alphabet, length, bytes) => {
        const text = textOf(bytes, alphabet, length).join('').slice(0, length);
        for (const random of [scripted(bytes), pooledRandom(scripted(bytes), { size: 256 })])
          expect(generatePasscode({ alphabet, length, random }).reveal()).toBe(text);
      }),
      200,
    );
  });

  describe.each([2, 3, 10, 32, 57, 75, 91, 94])('of %d symbols', (size) => {
    const alphabet = printable.slice(0, size);
    const every = Array.from({ length: 65_536 }, (_, word) => word);
    const pairs = every.map((word) => pairOf(word, alphabet));
    const kept = every.filter((word) => word % 257 === 11 && pairs[word] !== undefined).slice(-3);

    // Those that are skipped, and their neighbours.
    const edges = every.filter((word) => [word - 1, word, word + 1].some((one) => pairs[one] === undefined));

    // Each value stands together with others that are kept, so that it is kept or skipped for itself.
    test.each<[number, number, readonly number[]]>([
      [8, 0, every],
      [8, 1, edges],
      [8, 2, edges],
      [8, 3, edges],
      [12, 0, every],
      [12, 1, edges],
    ])('and %d characters is what any two bytes say, those in place %d as well', (length, place, words) => {
      const others = kept.slice(0, length === 8 ? 3 : 1);
      const source = inOrder(words.flatMap((word) => others.toSpliced(place, 0, word)));
      // Where many are skipped it takes a pool, whose refills cut no eight bytes in two.
      const random = words === every ? source : pooledRandom(source);
      const expected = words.map((word) => pairs[word]).filter((pair) => pair !== undefined);
      const count = Math.floor(expected.length / (length === 8 ? 1 : 3));
      const text = generatePasscodes(count, { alphabet, length, random })
        .map((one) => one.reveal())
        .join('');
      const step = 2 + 2 * others.length;
      const first = expected
        .map((_, i) => text.slice(i * step + 2 * place, i * step + 2 * place + 2))
        .filter((pair) => pair !== '');
      expect(first.length).toBeGreaterThan(expected.length - 3);
      expect(first.join('')).toBe(expected.slice(0, first.length).join(''));
    });

    test('has every pair of symbols equally often among all values of two bytes', () => {
      const counts = new Map<string | undefined, number>();
      for (const pair of pairs) if (pair !== undefined) counts.set(pair, (counts.get(pair) ?? 0) + 1);
      expect(new Set(counts.values())).toEqual(new Set([Math.floor(65_536 / size ** 2)]));
      expect(counts.size).toBe(size ** 2);
    });
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
        const text = textOf(bytes, alphabet, length).join('');
        const many = generatePasscodes(count, { length, alphabet, random: scripted(bytes) });
        expect(many.map((one) => one.reveal())).toEqual(
          Array.from({ length: count }, (_, index) => text.slice(index * length, (index + 1) * length)),
        );
      }),
      100,
    );
  });

  test.each([8, 12])(
    'from a pool never waste a byte: two batches of %d characters are what one of both is',
    (length) => {
      const bytes = Array.from({ length: 256 }, (_, i) => (i * 91 + 7) % 256);
      const batches = (...counts: number[]): string[] => {
        const random = pooledRandom(scripted(bytes), { size: 256 });
        const made = counts.map((count) =>
          generatePasscodes(count, { length, alphabet: alphabets.crockford32, random }),
        );
        return made.flat().map((one) => one.reveal());
      };
      expect(batches(3, 3)).toEqual(batches(6));
    },
  );

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

// What is held of every function that draws, and of uniformity, is in test/laws/randomness.test.ts.
describe('a broken source', () => {
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

  test.each([8, 12])('has eight tries to say something that is not skipped, for %d characters', (length) => {
    const after = (tries: number): string => {
      let calls = 0;
      const random: RandomSource = (buffer) => (++calls > tries ? secureRandom(buffer) : fillAbove(buffer));
      return generatePasscode({ alphabet: alphabets.digits, length, random }).reveal();
    };
    expect(after(7)).toHaveLength(length);
    expect(() => after(8)).toThrow('`random` expected random bytes, got only such as have to be rejected');
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

function anyAlphabet(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...Object.values(alphabets), 'ab', printable),
    fc.shuffledSubarray(Array.from(printable), { minLength: 2 }).map((symbols) => symbols.join('')),
  );
}

/** Values of two bytes that ten symbols skip, as their bytes: those just above a hundredth of 65,536, or at it. */
const SKIPPED = [2, 5, 8, 11, 13, 50].map((hundredth) => {
  const word = Math.ceil((hundredth * 65_536) / 100);
  return [word >> 8, word & 255];
});

/** A source of nothing but such values, in an order that does not repeat within the buffer of one passcode: by chance it would, now and then. */
function fillAbove(buffer: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return fill(buffer, (index) => {
    const word = index >> 1;
    return SKIPPED[(word + Math.floor(word / SKIPPED.length)) % SKIPPED.length]?.[index % 2] ?? 0;
  });
}

/** The pair of symbols that a value of two bytes stands for; `undefined` where it has to be skipped. */
function pairOf(word: number, alphabet: string): string | undefined {
  const pairs = alphabet.length ** 2;
  const share = word * pairs;
  // As many values as do not divide evenly are left out, those that would be the first of a share that is one too large.
  if (share % 65_536 < 65_536 % pairs) return undefined;
  const pair = Math.floor(share / 65_536);
  return alphabet.charAt(Math.floor(pair / alphabet.length)) + alphabet.charAt(pair % alphabet.length);
}

/** What bytes say of so long passcodes: eight together for eight characters, else four. */
function textOf(bytes: readonly number[], alphabet: string, length: number): string[] {
  const step = length === 8 ? 8 : 4;
  return Array.from({ length: bytes.length / step }, (_, index) => {
    const some = bytes.slice(index * step, (index + 1) * step);
    const pairs = some.flatMap((byte, i) => (i % 2 === 0 ? [pairOf(byte * 256 + (some[i + 1] ?? 0), alphabet)] : []));
    return pairs.includes(undefined) ? '' : pairs.join('');
  });
}

/** Says these values of two bytes, the high one first, and then something else. */
function inOrder(words: readonly number[]): RandomSource {
  return scripted(words.flatMap((word) => [word >> 8, word & 255]));
}
