import { readLocale, wrongCall } from './calls.ts';
import { english } from './english.ts';
import { fill, namesIn, type SpellingWords, type Words } from './words.ts';

/** How a passcode is spelt. */
export interface SpellOptions {
  /** The texts; default `english`. */
  readonly words?: Words;
  /** Characters a group, an integer in 1..48; default 4. */
  readonly groupSize?: number;
}

/** One character, and how to say it. */
export interface SpelledCharacter {
  /** The character itself. */
  readonly character: string;
  /** What to say: `capital K as in Kilo`, `plus sign`, `seven`. */
  readonly name: string;
  /** The characters it is mistaken for in print: `1`, `I`, `l` and `|` are one another's, and so are `0` and `O`. Grade: chosen. */
  readonly lookAlikes: readonly string[];
}

/** A passcode to be shown and read out. Every text in it gives the passcode away: show it once, as the passcode itself. */
export interface Spelling {
  /**
   * The passcode in groups, for the eye. Set them apart with margins rather than spaces: then what is selected and copied is the passcode,
   * exactly.
   */
  readonly groups: readonly string[];
  /** Every character in order. */
  readonly characters: readonly SpelledCharacter[];
  /** The whole spelling in one line: commas between characters, semicolons between groups. */
  readonly spoken: string;
  /** One text for each different character that looks like others: `zero, not capital O as in Oscar`. */
  readonly warnings: readonly string[];
}

const LOOK_ALIKES = ['0O', '1Il|', "'`"];

/** The symbols of ASCII in the order of their names. */
const SYMBOLS = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/**
 * A passcode in groups for the eye and letter by letter for the telephone. It takes the text that `reveal` gives, so that a reader of the
 * code sees where a secret comes out. Grade: chosen; words for letters as the ICAO spells them.
 *
 * @example
 * ```ts
 * import { spell } from 'temporary-access-pass/ui';
 *
 * const { groups, spoken, warnings } = spell('K+7l2345');
 * groups; // => ['K+7l', '2345']
 * spoken; // => 'capital K as in Kilo, plus sign, seven, small l as in Lima; two, three, four, five'
 * warnings; // => ['small l as in Lima, not one, capital I as in India, or vertical bar']
 * ```
 * @throws TypeError where the passcode or one of the words is no text, RangeError where it is empty or holds anything but printable ASCII
 *   without spaces, or where the words for letters, digits or symbols are too few or too many
 */
export function spell(passcode: string, { words = english, groupSize = 4 }: SpellOptions = {}): Spelling {
  if (typeof passcode !== 'string' || !/^[!-~]+$/.test(passcode)) {
    throw wrongCall('passcode', 'text of characters in U+0021..U+007E', passcode);
  }
  if (!(Number.isInteger(groupSize) && groupSize >= 1 && groupSize <= 48)) {
    throw wrongCall('groupSize', 'integer in 1..48', groupSize);
  }
  const name = namer(words.spelling);
  const groups = passcode.match(new RegExp(`.{1,${groupSize}}`, 'g')) ?? [];
  const said = (text: string): string[] => Array.from(text, name);
  return {
    groups,
    characters: Array.from(passcode, (character) => ({
      character,
      name: name(character),
      lookAlikes: lookAlikesOf(character),
    })),
    spoken: groups.map((group) => said(group).join(', ')).join('; '),
    warnings: warningsFor(passcode, words, name),
  };
}

function namer({ capital, small, letters, digits, symbols }: SpellingWords): (character: string) => string {
  const names = {
    letters: namesIn(letters, { separator: ' ', count: 26 }),
    digits: namesIn(digits, { separator: ' ', count: 10 }),
    symbols: namesIn(symbols, { separator: ',', count: SYMBOLS.length }),
  };
  return (character) => {
    if (/\d/.test(character)) return names.digits[Number(character)] ?? character;
    if (!/[A-Za-z]/.test(character)) return names.symbols[SYMBOLS.indexOf(character)] ?? character;
    const word = names.letters[character.toUpperCase().charCodeAt(0) - 65] ?? '';
    return fill(character < 'a' ? capital : small, { letter: character, word });
  };
}

function lookAlikesOf(character: string): string[] {
  const family = LOOK_ALIKES.find((one) => one.includes(character)) ?? character;
  return Array.from(family).filter((other) => other !== character);
}

function warningsFor(passcode: string, { locale, spelling }: Words, name: (character: string) => string): string[] {
  const list = new Intl.ListFormat(readLocale(locale, locale), { type: 'disjunction' });
  return [...new Set(passcode)]
    .filter((character) => lookAlikesOf(character).length > 0)
    .map((character) => {
      const others = list.format(lookAlikesOf(character).map(name));
      return fill(spelling.lookAlike, { name: name(character), others });
    });
}
