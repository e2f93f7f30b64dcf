import { endOf, isBefore, toInstant } from './instant.ts';
import { assertPass, type Pass } from './pass.ts';
import { matches, type PassContext, TABLE, type Usability, type UsabilityContext } from './usability.ts';

/** A stretch of time with one answer: `[from, until)` in epoch milliseconds. */
export interface Segment {
  /** Its first instant; `null` for the segment that has no beginning. */
  readonly from: number | null;
  /** The first instant after it; `null` for the segment that has no end. */
  readonly until: number | null;
  /** What `usability` says at every instant of it. */
  readonly usability: Usability;
}

/** When an answer changes, and to what. */
export interface Transition {
  /** The first instant with the new answer, in epoch milliseconds. */
  readonly at: number;
  /** The new answer. */
  readonly usability: Usability;
}

/**
 * Every answer over all time, in order and without gaps, with the pass and the policy as they are: one to three segments. Grade: chosen.
 *
 * @throws as `usability` does
 */
export function timeline(pass: Pass, context: PassContext): readonly Segment[] {
  assertPass(pass);
  const at = (instant: number): Usability => TABLE[Math.clz32(matches(pass, context, instant))] as Usability;
  const segments: Segment[] = [{ from: null, until: null, usability: at(pass.startsAt - 1) }];
  for (const edge of [pass.startsAt, endOf(pass)]) {
    const last = segments[segments.length - 1] as Segment;
    const usability = at(edge);
    if (usability === last.usability) continue;
    segments[segments.length - 1] = { ...last, until: edge };
    segments.push({ from: edge, until: null, usability });
  }
  return segments;
}

/**
 * The earliest instant after `now` at which the answer changes with the pass and the policy as they are, and what it changes to;
 * `null` when it never will. Grade: chosen.
 *
 * @throws as `usability` does
 */
export function nextTransition(pass: Pass, context: UsabilityContext): Transition | null {
  const now = toInstant(context.now, 'now');
  for (const { from, usability } of timeline(pass, context)) {
    if (from !== null && isBefore(now, from)) return { at: from, usability };
  }
  return null;
}
