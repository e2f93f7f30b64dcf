import * as fc from 'fast-check';
import { alphabets, generatePasscode, secureRandom } from 'temporary-access-pass';
import { english, spell } from 'temporary-access-pass/ui';
import { german } from 'temporary-access-pass/ui/german';
import { describe, expect, test } from 'vitest';
import { anyHostile, untyped } from '../arbitraries.ts';
import { always } from '../laws/check.ts';
import { endsWell } from './hostile.ts';

const PRINTABLE = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i));

const anyPasscode = fc.string({ unit: fc.constantFrom(...PRINTABLE), minLength: 1, maxLength: 48 });

describe('a spelling', () => {
  test('can be read out over the telephone', () => {
    expect(spell('+drkzqAD').spoken).toBe(
      'plus sign, small d as in Delta, small r as in Romeo, small k as in Kilo; ' +
        'small z as in Zulu, small q as in Quebec, capital A as in Alfa, capital D as in Delta',
    );
    expect(spell('K+7').characters).toEqual([
      { character: 'K', name: 'capital K as in Kilo', lookAlikes: [] },
      { character: '+', name: 'plus sign', lookAlikes: [] },
      { character: '7', name: 'seven', lookAlikes: [] },
    ]);
  });

  test('can be read out in German', () => {
    expect(spell('K+7', { words: german }).spoken).toBe('großes K wie Köln, Plus, sieben');
    expect(spell('0l', { words: german }).warnings).toEqual([
      'null, nicht großes O wie Offenbach',
      'kleines l wie Leipzig, nicht eins, großes I wie Ingelheim oder senkrechter Strich',
    ]);
  });

  test.each([
    ['ABCDEFGH', undefined, ['ABCD', 'EFGH']],
    ['ABCDEFGHI', undefined, ['ABCD', 'EFGH', 'I']],
    ['ABCDEFGH', 3, ['ABC', 'DEF', 'GH']],
    ['AB', 48, ['AB']],
    ['$&`', 1, ['$', '&', '`']],
  ])('shows %s in groups of %s', (passcode, groupSize, groups) => {
    expect(spell(passcode, groupSize === undefined ? {} : { groupSize }).groups).toEqual(groups);
  });

  test('warns once of each character that looks like others', () => {
    expect(spell('O0O0').warnings).toEqual(['capital O as in Oscar, not zero', 'zero, not capital O as in Oscar']);
    expect(spell('|x1').warnings).toEqual([
      'vertical bar, not one, capital I as in India, or small l as in Lima',
      'one, not capital I as in India, small l as in Lima, or vertical bar',
    ]);
    expect(spell("'`").warnings).toEqual(['apostrophe, not backtick', 'backtick, not apostrophe']);
  });

  test.each([
    ['!', 'exclamation mark', 'Ausrufezeichen'],
    ['#', 'number sign', 'Raute'],
    ['-', 'hyphen', 'Bindestrich'],
    ['/', 'slash', 'Schrägstrich'],
    [':', 'colon', 'Doppelpunkt'],
    ['@', 'at sign', 'At-Zeichen'],
    ['\\', 'backslash', 'umgekehrter Schrägstrich'],
    ['_', 'underscore', 'Unterstrich'],
    ['`', 'backtick', 'Gravis'],
    ['{', 'opening brace', 'geschweifte Klammer auf'],
    ['~', 'tilde', 'Tilde'],
  ])('names %s', (symbol, name, germanName) => {
    expect([spell(symbol).spoken, spell(symbol, { words: german }).spoken]).toEqual([name, germanName]);
  });

  test.each([english, german])('has a name of its own for every character', (words) => {
    const names = spell(PRINTABLE.join(''), { words }).characters.map(({ name }) => name);
    expect(new Set(names).size).toBe(94);
    for (const name of names) expect(name).toMatch(/^[\p{L}][\p{L} -]+$/u);
  });

  test('always gives the passcode back, to the letter', () => {
    const law = fc.property(anyPasscode, fc.integer({ min: 1, max: 48 }), (passcode, groupSize) => {
      const { groups, characters, spoken } = spell(passcode, { groupSize });
      expect(groups.join('')).toBe(passcode);
      expect(characters.map(({ character }) => character).join('')).toBe(passcode);
      expect(groups.slice(0, -1).every((group) => group.length === groupSize)).toBe(true);
      expect(spoken.split(/[,;] /)).toEqual(characters.map(({ name }) => name));
    });
    always(law, 300);
  });

  test('never reads alike for two passcodes', () => {
    const law = fc.property(anyPasscode, anyPasscode, (one, other) => {
      expect(spell(one).spoken === spell(other).spoken).toBe(one === other);
      expect(spell(one).spoken === spell(swapped(one)).spoken).toBe(swapped(one) === one);
    });
    always(law, 200);
  });

  test('always warns where one character can be taken for another, and never else', () => {
    const families = ['0O', '1Il|', "'`"];
    const law = fc.property(anyPasscode, (passcode) => {
      const { characters, warnings } = spell(passcode);
      for (const { character, lookAlikes } of characters) {
        const family = families.find((one) => one.includes(character)) ?? '';
        expect([...lookAlikes].toSorted().join('')).toBe(family.replace(character, '').split('').toSorted().join(''));
      }
      expect(warnings.length).toBe(new Set(passcode.match(/[0O1Il|'`]/g)).size);
    });
    always(law, 300);
  });

  test('never warns of passcodes made from the readable alphabet', () => {
    const law = fc.property(fc.integer({ min: 8, max: 48 }), (length) => {
      const passcode = generatePasscode({ random: secureRandom, length, alphabet: alphabets.readable });
      expect(spell(passcode.reveal()).warnings).toEqual([]);
    });
    always(law, 50);
  });

  test('never takes a passcode that has not been revealed', () => {
    const passcode = generatePasscode({ random: secureRandom });
    expect(() => untyped(spell)(passcode)).toThrow(
      '`passcode` expected text of characters in U+0021..U+007E, got object',
    );
  });

  test.each(['', ' ', 'Kö', 'ABCD EFGH', 'ABC\n', '\u202eABC', '🔑'])(
    'refuses %j, and does not repeat it',
    (passcode) => {
      expect(() => spell(passcode)).toThrow(RangeError);
      expect(() => spell(passcode)).toThrow('U+0021..U+007E, got string');
    },
  );

  test.each([0, 49, 1.5, Number.NaN])('refuses groups of %d', (groupSize) => {
    expect(() => spell('ABCD', { groupSize })).toThrow('`groupSize` expected integer in 1..48');
  });

  test.each(['not a tag', 5])('refuses words of the language %o', (locale) => {
    expect(() => untyped(spell)('ABCD', { words: { ...english, locale } })).toThrow('`locale` expected a BCP 47');
  });

  test.each([
    [{ letters: 'Alfa Bravo' }, 26],
    [{ letters: `${english.spelling.letters} Aleph` }, 26],
    [{ letters: english.spelling.letters.replace('Bravo', '') }, 26],
    [{ digits: 'zero' }, 10],
    [{ symbols: 'plus sign' }, 32],
  ])('never reads out a character that %j has no name for', (less, count) => {
    const words = { ...english, spelling: { ...english.spelling, ...less } };
    expect(() => spell('Zz9~', { words })).toThrow(`\`words\` expected text of ${count} names, got string`);
  });

  test('never fails on hostile arguments but with a TypeError or a RangeError', () => {
    const law = fc.property(anyHostile(), anyHostile(), (one, other) => {
      for (const args of [[one()], ['ABCD', { groupSize: other() }], ['ABCD', { words: other() }]]) {
        expect(endsWell(() => untyped(spell)(...args))).toBe(true);
      }
    });
    always(law, 300);
  });
});

function swapped(text: string): string {
  return text.replaceAll(/[a-zA-Z]/g, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()));
}
