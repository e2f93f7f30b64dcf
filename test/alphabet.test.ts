import * as fc from 'fast-check';
import { alphabets, entropyBits, generatePasscode } from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { anyHostile, everyHostile, HOSTILE_MESSAGE, scripted, untyped } from './arbitraries.ts';
import { always } from './laws/check.ts';

const named = Object.entries(alphabets);
const printable = String.fromCharCode(...Array.from({ length: 94 }, (_, index) => 0x21 + index));

describe('the named alphabets', () => {
  test.each([
    ['readable', 57],
    ['graphLike', 75],
    ['crockford32', 32],
    ['digits', 10],
  ] as const)('`%s` has %d symbols', (name, size) => {
    expect(alphabets[name]).toHaveLength(size);
  });

  test('are these four, and can never be changed', () => {
    expect(Object.keys(alphabets)).toEqual(['readable', 'graphLike', 'crockford32', 'digits']);
    expect(Object.isFrozen(alphabets)).toBe(true);
  });

  test.each(named)('`%s` never holds a symbol twice, nor one outside U+0021..U+007E', (_name, alphabet) => {
    expect(new Set(alphabet).size).toBe(alphabet.length);
    expect(Array.from(alphabet).every((symbol) => printable.includes(symbol))).toBe(true);
  });

  test('`readable` is all letters and digits but those that look alike', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
    expect(Array.from(alphabets.readable).toSorted()).toEqual(
      Array.from(letters)
        .filter((one) => !'0O1Il'.includes(one))
        .toSorted(),
    );
  });

  test('`graphLike` holds every symbol that Microsoft’s pages print', () => {
    for (const sample of ['+drkzqAD', 'TAPRocks!', 'ABCDEFGH', '0123456789']) {
      expect(Array.from(sample).every((symbol) => alphabets.graphLike.includes(symbol))).toBe(true);
    }
  });

  test('`crockford32` is Crockford’s, in its order', () => {
    expect(alphabets.crockford32).toBe('0123456789ABCDEFGHJKMNPQRSTVWXYZ');
    expect(alphabets.digits).toBe('0123456789');
  });
});

describe('entropy', () => {
  // Bits by hand: bc -l, 8 * l(57) / l(2) and so on.
  test.each([
    [undefined, 46.663],
    [{}, 46.663],
    [{ length: 8, alphabet: alphabets.digits }, 26.575],
    [{ length: 8, alphabet: alphabets.crockford32 }, 40],
    [{ length: 8, alphabet: alphabets.graphLike }, 49.831],
    [{ length: 48 }, 279.979],
    [{ length: 16, alphabet: 'ab' }, 16],
    [{ length: undefined, alphabet: undefined }, 46.663],
  ])('of %j is %d bits', (format, expected) => {
    expect(untyped(entropyBits)(format)).toBeCloseTo(expected, 3);
  });

  test('never reaches 64 bits at the default length, for any alphabet', () => {
    for (const [, alphabet] of named) expect(entropyBits({ alphabet })).toBeLessThan(64);
    expect(entropyBits({ alphabet: printable })).toBeLessThan(64);
  });

  test('is always told with the passcode', () => {
    always(
      fc.property(anyLength(), anyAlphabet(), (length, alphabet) => {
        const passcode = generatePasscode({ length, alphabet, random: scripted([]) });
        expect(passcode.entropyBits).toBe(entropyBits({ length, alphabet }));
        expect(2 ** (passcode.entropyBits / length)).toBeCloseTo(alphabet.length, 9);
      }),
      100,
    );
  });
});

describe('a format', () => {
  test.each([
    [7, new RangeError('`length` expected integer in 8..48, got 7')],
    [49, new RangeError('`length` expected integer in 8..48, got 49')],
    [0, new RangeError('`length` expected integer in 8..48, got 0')],
    [-8, new RangeError('`length` expected integer in 8..48, got -8')],
    [8.5, new RangeError('`length` expected integer in 8..48, got 8.5')],
    [2 ** 32 + 8, new RangeError('`length` expected integer in 8..48, got 4294967304')],
    [Number.NaN, new RangeError('`length` expected integer in 8..48, got NaN')],
    [Infinity, new RangeError('`length` expected integer in 8..48, got Infinity')],
    ['8', new TypeError('`length` expected integer in 8..48, got string')],
    [null, new TypeError('`length` expected integer in 8..48, got null')],
    [10n, new TypeError('`length` expected integer in 8..48, got bigint')],
    [[8], new TypeError('`length` expected integer in 8..48, got object')],
  ])('with a length of %o is refused', (length, error) => {
    expect(() => untyped(entropyBits)({ length })).toThrow(error);
    expect(() => untyped(generatePasscode)({ length, random: scripted([]) })).toThrow(error);
  });

  test.each([8, 9, 47, 48])('can be %d characters long', (length) => {
    expect(generatePasscode({ length, random: scripted([]) }).reveal()).toHaveLength(length);
  });

  test.each<[string, string, number]>([
    ['no symbol', '', 0],
    ['one symbol', 'a', 1],
    ['a duplicate', 'abca', 4],
    ['duplicates alone', 'aa', 2],
    ['a space', 'ab c', 4],
    ['a space at the end', 'abc ', 4],
    ['a line feed at the end', 'abc\n', 4],
    ['a tab', 'a\tb', 3],
    ['a control character', 'ab\u0000', 3],
    ['a delete', 'ab\u007F', 3],
    ['a letter that is not ASCII', 'abé', 3],
    ['one of those before all others', 'éab', 3],
    ['a space before all others', ' ab', 3],
    ['a letter outside the basic plane', 'ab😀', 4],
    ['half of one', 'ab\uD83D', 3],
    ['a full-width digit', '０１', 2],
    ['a non-breaking space', 'ab\u00A0', 3],
    ['more than there are', `${printable}!`, 95],
    ['256 symbols', printable.repeat(3).slice(0, 256), 256],
  ])('whose alphabet has %s is refused', (_name, alphabet, length) => {
    const error = new RangeError(
      `\`alphabet\` expected 2..94 different symbols, each in U+0021..U+007E, got ${length} that are not`,
    );
    expect(() => entropyBits({ alphabet })).toThrow(error);
    expect(() => generatePasscode({ alphabet, random: scripted([]) })).toThrow(error);
  });

  test.each<[unknown]>([[null], [5], [['a', 'b']], [{}], [new String('ab')], [true], [Symbol('ab')]])(
    'whose alphabet is %o is refused with a TypeError',
    (alphabet) => {
      const got = typeof alphabet === 'number' || alphabet === null ? alphabet : typeof alphabet;
      const error = new TypeError(`\`alphabet\` expected 2..94 different symbols, each in U+0021..U+007E, got ${got}`);
      expect(() => untyped(entropyBits)({ alphabet })).toThrow(error);
      expect(() => untyped(generatePasscode)({ alphabet, random: scripted([]) })).toThrow(error);
    },
  );

  test('whose alphabet is refused never has it repeated in the error', () => {
    const alphabet = 'kXw9-mQ2 ';
    expect(() => entropyBits({ alphabet })).toThrow(expect.not.stringContaining('kXw9'));
  });

  test.each<[string]>([['ab'], ['~!'], [printable]])('can draw from %s', (alphabet) => {
    const text = generatePasscode({ alphabet, length: 48, random: scripted([]) }).reveal();
    expect(Array.from(text).every((symbol) => alphabet.includes(symbol))).toBe(true);
  });

  test('is always either right or refused as documented, and never repaired', () => {
    always(
      fc.property(anyHostile(), anyHostile(), (length, alphabet) => {
        for (const format of [{ length: length() }, { alphabet: alphabet() }, length()]) {
          const outcome = attempt(() => untyped(entropyBits)(format));
          expect(outcome === 'throws' || Number(outcome) > 0).toBe(true);
        }
      }),
      300,
    );
    for (const make of everyHostile()) {
      const outcome = attempt(() => untyped(entropyBits)({ length: make() }));
      expect(['throws', entropyBits()]).toContain(outcome);
    }
  });
});

function anyLength(): fc.Arbitrary<number> {
  return fc.oneof(fc.constantFrom(8, 48), fc.integer({ min: 8, max: 48 }));
}

function anyAlphabet(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...Object.values(alphabets), 'ab', printable),
    fc.shuffledSubarray(Array.from(printable), { minLength: 2 }).map((symbols) => symbols.join('')),
  );
}

function attempt(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    const documented = error instanceof TypeError || error instanceof RangeError;
    // Or a getter did, which is between the caller and the getter.
    if (documented || (error instanceof Error && error.message === HOSTILE_MESSAGE)) return 'throws';
    throw error;
  }
}
