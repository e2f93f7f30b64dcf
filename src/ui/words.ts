import type { Usability, UsabilityRule } from '../index.ts';
import { wrongCall } from './calls.ts';

/** What is said about a pass in one state. */
export interface StateWords {
  /** A few words, for a badge. */
  readonly title: string;
  /** One sentence: what is so. */
  readonly sentence: string;
  /** One sentence: what can be done about it. */
  readonly remedy: string;
}

/** How a passcode is read out. */
export interface SpellingWords {
  /** Around a capital letter, with `{letter}` and `{word}`. */
  readonly capital: string;
  /** Around a small letter, with `{letter}` and `{word}`. */
  readonly small: string;
  /** 26 words separated by spaces, A to Z. */
  readonly letters: string;
  /** Ten words separated by spaces, 0 to 9. */
  readonly digits: string;
  /** 32 names separated by commas, for the symbols of ASCII in their order: `!` to `/`, `:` to `@`, `[` to the backtick, `{` to `~`. */
  readonly symbols: string;
  /** The warning about a character that looks like others, with `{name}` and `{others}`. */
  readonly lookAlike: string;
}

/** What the picture of a timeline says. */
export interface TimelineWords {
  /** Its title. */
  readonly title: string;
  /** The sentence about a change, with `{time}` and `{title}`, what it changes to. */
  readonly change: string;
  /** The mark of the present: one short word. */
  readonly now: string;
  /** The sentence about the present, with `{time}` and `{title}`. */
  readonly present: string;
}

/**
 * Every text that `./ui` can say. Texts hold names in braces that are filled in; a text may leave one out. Copy `english`, translate, and a
 * text that is missing is a compile error.
 */
export interface Words {
  /** The language of the texts, a BCP 47 tag; dates and durations are written in it unless another is asked for. */
  readonly locale: string;
  /** One entry a row of the decision table. */
  readonly states: Readonly<Record<UsabilityRule, StateWords>>;
  /** The change to a usable pass, with `{time}` and `{duration}`. */
  readonly begins: string;
  /** Any other change, with `{time}`, `{duration}` and `{title}`, what it changes to. */
  readonly ends: string;
  /** For `spell`. */
  readonly spelling: SpellingWords;
  /** For `timelineSvg`. */
  readonly timeline: TimelineWords;
}

/** A text with its braces filled in, each once: what is filled in is never read as a text itself. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return textOf(text).replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : whole,
  );
}

/** What is said about a usability; a catalogue that lacks it, as one without types may, is refused. */
export function stateWords({ states }: Words, { rule }: Usability): StateWords {
  const found: Partial<StateWords> = Object.hasOwn(states, rule) ? states[rule] : {};
  return { title: textOf(found.title), sentence: textOf(found.sentence), remedy: textOf(found.remedy) };
}

/** A list of names in one text, all of them there. */
export function namesIn(list: string, { separator, count }: { separator: string; count: number }): string[] {
  const names = textOf(list).split(separator);
  if (names.length === count && !names.includes('')) return names;
  throw wrongCall('words', `text of ${count} names`, list);
}

function textOf(text: unknown): string {
  if (typeof text === 'string') return text;
  throw wrongCall('words', 'a text for everything', text);
}
