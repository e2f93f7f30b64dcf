/**
 * For pages: what a form accepts, what a usability means in words, what a day and a time mean in a zone, how a passcode is read out, and
 * what the life of a pass looks like. Pure functions without a DOM; the zone and the clock are arguments.
 *
 * @packageDocumentation
 */
export {
  type ChangeDescription,
  type DescribeOptions,
  describeUsability,
  type UsabilityDescription,
} from './describe.ts';
export { english } from './english.ts';
export {
  type Choice,
  type FormConstraints,
  formConstraints,
  type FormOptions,
  type LifetimeField,
  type OneTimeField,
  type PasscodeField,
  type StartField,
} from './form.ts';
export { type LocalChoice, type LocalStart, localTimeOf, type LocalTime, startFromLocalTime } from './local-time.ts';
export type { Audience } from './present.ts';
export { spell, type SpelledCharacter, type Spelling, type SpellOptions } from './spell.ts';
export { timelineSvg, type TimelineOptions } from './timeline-svg.ts';
export type { SpellingWords, StateWords, TimelineWords, Words } from './words.ts';
