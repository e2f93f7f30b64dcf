import * as fc from 'fast-check';
import { alphabets, foldLookAlikes, generatePasscode } from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { everyHostile, scripted, untyped } from './arbitraries.ts';
import { always } from './laws/check.ts';

describe('folding look-alikes', () => {
  test.each([
    ['crockford32', '0123ABCD', '0123ABCD'],
    ['crockford32', 'OoO123', '000123'],
    ['crockford32', 'IiLl1', '11111'],
    ['crockford32', 'abcdefgh', 'ABCDEFGH'],
    ['crockford32', 'u- U', 'U- U'],
    ['digits', 'O1l2I3o4', '01121304'],
    ['digits', '12345678', '12345678'],
    ['readable', 'O0oIl1iL', 'O0oIl1iL'],
    ['readable', 'kXw9mQ2p', 'kXw9mQ2p'],
  ] as const)('in %s reads %s as %s', (name, typed, read) => {
    expect(foldLookAlikes(typed, { alphabet: alphabets[name] })).toBe(read);
  });

  test('leaves the default alphabet alone, which has neither 0 nor 1', () => {
    expect(foldLookAlikes('O0oIl1iL', {})).toBe('O0oIl1iL');
  });

  test.each(['0O', '0o', 'O0', '1I', '1i', '1L', '1l', 'l1', 'ab0cdO', alphabets.graphLike])(
    'is refused where the alphabet holds both of a pair: %s',
    (alphabet) => {
      expect(() => foldLookAlikes('abcdefgh', { alphabet })).toThrow(
        new RangeError('`alphabet` expected no look-alikes, got some'),
      );
    },
  );

  test.each(['Oo', 'Il', 'IL', 'iLO', '0I', '1O', '0ab1'])('is not refused, and joins nothing, in %s', (alphabet) => {
    expect(foldLookAlikes(alphabet, { alphabet })).toBe(alphabet);
  });

  test('never changes a passcode of its alphabet, so that it can only ever help', () => {
    const anyAlphabet = fc.oneof(
      fc.constantFrom(alphabets.crockford32, alphabets.digits, alphabets.readable),
      fc
        .uniqueArray(fc.constantFrom(...Array.from('01OoIiLlABab')), { minLength: 2 })
        .map((symbols) => symbols.join('')),
    );
    always(
      fc.property(anyAlphabet, fc.array(fc.nat(255)), (alphabet, bytes) => {
        const passcode = generatePasscode({ alphabet, length: 48, random: scripted(bytes) }).reveal();
        const joins = [/0/, /[Oo]/, /1/, /[IiLl]/].map((symbol) => symbol.test(alphabet));
        const isRefused = (joins[0] && joins[1]) || (joins[2] && joins[3]);
        const outcome = attempt(() => foldLookAlikes(passcode, { alphabet }));
        expect(outcome).toBe(isRefused ? 'RangeError' : passcode);
      }),
      500,
    );
  });

  test('always hands back what can be no passcode, of any type and length', () => {
    const long = 'o'.repeat(10_000_000);
    for (const value of [
      long,
      'o'.repeat(49),
      ...everyHostile()
        .map((make) => make())
        .filter((one) => typeof one !== 'string'),
    ]) {
      expect(untyped(foldLookAlikes)(value, { alphabet: alphabets.digits })).toBe(value);
    }
    expect(foldLookAlikes('o'.repeat(48), { alphabet: alphabets.digits })).toBe('0'.repeat(48));
  });

  test('never touches anything but letters of ASCII, and never makes a text longer', () => {
    const foreign = 'ﬀßıſŉǰΐàéµ';
    expect(foldLookAlikes(`${foreign}ab`, { alphabet: alphabets.crockford32 })).toBe(`${foreign}AB`);
    always(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 24 }),
        fc.constantFrom(...Object.values(alphabets)),
        (text, alphabet) => {
          fc.pre(alphabet !== alphabets.graphLike);
          const folded = foldLookAlikes(text, { alphabet });
          expect(folded).toHaveLength(text.length);
          expect(withoutLetters(folded)).toBe(withoutLetters(text));
        },
      ),
      500,
    );
  });

  test.each<[unknown, ErrorConstructor]>([
    [5, TypeError],
    [null, TypeError],
    ['', RangeError],
    ['00', RangeError],
    ['é0', RangeError],
  ])('throws for the alphabet %o', (alphabet, error) => {
    expect(() => untyped(foldLookAlikes)('12345678', { alphabet })).toThrow(error);
  });
});

function attempt(call: () => string): string {
  try {
    return call();
  } catch (error) {
    return (error as Error).name;
  }
}

/** What no folding touches, and no digit that it makes. */
function withoutLetters(text: string): string {
  return text.replaceAll(/[A-Za-z01]/g, '');
}
