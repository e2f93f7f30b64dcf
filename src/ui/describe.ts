import { type InstantLike, isBefore, toInstant, type Transition, type Usability } from '../index.ts';
import { wrongCall } from './calls.ts';
import { type Audience, durationIn, presenterFor, timeIn } from './present.ts';
import { fill, type StateWords, stateWords } from './words.ts';

/** Whom and when a usability is described for. */
export interface DescribeOptions extends Audience {
  /** The instant that the usability is about: the very one that `usability` and `nextTransition` were asked with. */
  readonly now: InstantLike;
  /** What `nextTransition` says for the same pass, policy and instant. Left out or `null`: nothing is said about a change. */
  readonly next?: Transition | null;
}

/** The next change, to be shown and to wait for. */
export interface ChangeDescription {
  /** When: the first instant of the new answer, in epoch milliseconds. */
  readonly at: number;
  /** How long until then, in milliseconds, at least 1: what a timer is set to. */
  readonly inMilliseconds: number;
  /** The same instant on a clock of the zone, rounded up to a second. */
  readonly time: string;
  /** The same wait in words, rounded up in its last unit. */
  readonly duration: string;
  /** The title of the state it changes to. */
  readonly title: string;
  /** One sentence with all of that. */
  readonly sentence: string;
}

/** A usability in words. All of it is plain text: set it as text, never as HTML. */
export interface UsabilityDescription extends StateWords {
  /** The next change; `null` where there is none, or where `next` was not given. */
  readonly change: ChangeDescription | null;
}

/**
 * A usability in words: what is so, what can be done about it, and how long it lasts. Read the clock once and ask `usability`,
 * `nextTransition` and this with that one instant, so that state and countdown are about the same moment; a `next` that is not after `now`
 * is refused. Grade: chosen.
 *
 * @example
 * ```ts
 * import { definePolicy, nextTransition, type Pass, usability } from 'temporary-access-pass';
 * import { describeUsability } from 'temporary-access-pass/ui';
 *
 * const policy = definePolicy({ state: 'enabled' });
 * const pass: Pass = {
 *   id: '6f1c5a3e-2b0d-4c8e-9a57-d1e2f3a4b5c6', createdAt: 0, startsAt: Date.UTC(2026, 10, 24, 7), lifetimeInMinutes: 60,
 *   isUsableOnce: false, redeemedAt: null, lastUsedAt: null, failedAttempts: 0, version: 1,
 * };
 * const context = { policy, now: Date.UTC(2026, 10, 23, 15, 30) };
 * const next = nextTransition(pass, context);
 * const told = describeUsability(usability(pass, context), { now: context.now, next, zone: 'Europe/Zurich', locale: 'en-GB' });
 * told.title; // => 'Not yet usable'
 * told.change?.time.includes('08:00'); // => true
 * told.change?.duration; // => '15 hours and 30 minutes'
 * ```
 * @throws RangeError for a zone, locale, instant or `next` that is not as described, TypeError for one of the wrong type and for words
 *   that lack a text
 */
export function describeUsability(usability: Usability, options: DescribeOptions): UsabilityDescription {
  const presenter = presenterFor(options);
  const now = toInstant(options.now, 'now');
  const { words } = presenter;
  const { next = null } = options;
  const state = stateWords(words, usability);
  if (next === null) return { ...state, change: null };

  const at = toInstant(next.at, 'next.at');
  if (!isBefore(now, at)) throw wrongCall('next.at', 'instant after `now`', at);
  const inMilliseconds = at - now;
  const said = {
    time: timeIn(presenter, at),
    duration: durationIn(presenter, inMilliseconds),
    title: stateWords(words, next.usability).title,
  };
  const change = fill(next.usability.isUsable ? words.begins : words.ends, said);
  return { ...state, change: { at, inMilliseconds, ...said, sentence: change } };
}
