import { endOf, type InstantLike, isBefore, toInstant } from './instant.ts';
import { assertPass, flagsOf, type Pass, type PassNumbers } from './pass.ts';
import type { Policy } from './policy.ts';
import { refuse } from './refusal.ts';
import { isInScope, type Subject } from './scope.ts';

/** Graph's reasons, spelt as the service spells them. Grade: documented; the PascalCase is observed. */
export type MethodUsabilityReason = 'EnabledByPolicy' | 'DisabledByPolicy' | 'Expired' | 'NotYetValid' | 'OneTimeUsed';

/** The rows of the decision table. */
export type UsabilityRule =
  | 'oneTimeUsed'
  | 'expired'
  | 'locked'
  | 'policyDisabled'
  | 'outOfScope'
  | 'oneTimeOnly'
  | 'notYetValid'
  | 'usable';

/** What has to be done about an answer: get a new pass, change the policy or its targets, wait, or nothing. */
export type Remedy = 'newPass' | 'policy' | 'wait' | 'nothing';

/** Whether a pass is usable at an instant, why, and what to do about it. There is one frozen object an answer, so `===` compares answers. */
export interface Usability {
  /** Graph's `isUsable`: true exactly where the reason is `EnabledByPolicy`. */
  readonly isUsable: boolean;
  /** Graph's `methodUsabilityReason`. */
  readonly methodUsabilityReason: MethodUsabilityReason;
  /** The deciding row, finer than the reason: four different rows say `DisabledByPolicy`. */
  readonly rule: UsabilityRule;
  /** What would help. */
  readonly remedy: Remedy;
}

/** Under which circumstances a pass is looked at, apart from the instant. */
export interface PassContext {
  /** The tenant's policy. */
  readonly policy: Policy;
  /** Whose pass it is; needed where the policy names users or groups. */
  readonly subject?: Subject;
  /**
   * Wrong passcodes in a row that lock a pass for good: 1..100, default 10. The same in every call, since only the attempts are
   * stored. Grade: chosen; the ceiling of 100 is NIST SP 800-63B-4 section 3.2.2.
   */
  readonly failedAttemptLimit?: number;
}

/** The circumstances and the instant. */
export interface UsabilityContext extends PassContext {
  /** The instant asked about. */
  readonly now: InstantLike;
}

/** How many wrong passcodes in a row lock a pass where the caller does not say. */
export const DEFAULT_FAILED_ATTEMPT_LIMIT = 10;

/**
 * THE decision table: the first row that matches decides. Microsoft documents the reasons, not their order; here they are ordered by
 * what has to be done about them (get a new pass, change the policy, wait, nothing). Row i matches where bit 7 - i is set.
 */
export const TABLE: readonly Usability[] = [
  row('oneTimeUsed', 'OneTimeUsed', 'newPass'),
  row('expired', 'Expired', 'newPass'),
  row('locked', 'DisabledByPolicy', 'newPass'),
  row('policyDisabled', 'DisabledByPolicy', 'policy'),
  row('outOfScope', 'DisabledByPolicy', 'policy'),
  row('oneTimeOnly', 'DisabledByPolicy', 'policy'),
  row('notYetValid', 'NotYetValid', 'wait'),
  row('usable', 'EnabledByPolicy', 'nothing'),
];

/** What is the same for every pass, so that it is read and checked once however many there are. */
interface Terms {
  readonly now: number;
  readonly limit: number;
  /** The rows that match whatever the pass. */
  readonly always: number;
  /** The rows that match any multi-use pass. */
  readonly multiUse: number;
}

/** The circumstances at an instant, checked. */
export function termsOf(context: PassContext, now: number): Terms {
  const { policy, subject, failedAttemptLimit: limit = DEFAULT_FAILED_ATTEMPT_LIMIT } = context;
  const { state, isUsableOnce } = policy;
  if (typeof isUsableOnce !== 'boolean') refuse('isUsableOnce', 'boolean', isUsableOnce);
  if (!(Number.isInteger(limit) && limit > 0 && limit <= 100)) refuse('failedAttemptLimit', 'integer in 1..100', limit);
  if (state !== 'enabled' && state !== 'disabled') refuse('state', 'enabled or disabled', state);
  const always = (state === 'disabled' ? 1 << 4 : 0) | (isInScope(policy, subject) ? 0 : 1 << 3) | (1 << 0);
  return { now, limit, always, multiUse: isUsableOnce ? 1 << 2 : 0 };
}

/** Which rows match. */
export function rowsOf(pass: PassNumbers, flags: number, { now, limit, always, multiUse }: Terms): number {
  // One expression without branches: a table of predicates reads no better and takes four times as long.
  return (
    (+(flags === 3) << 7) |
    (+!isBefore(now, endOf(pass)) << 6) |
    (+(pass.failedAttempts >= limit) << 5) |
    (flags & 1 ? 0 : multiUse) |
    (+isBefore(now, pass.startsAt) << 1) |
    always
  );
}

/**
 * Which rows match under these circumstances. What is read is checked first, whatever the pass turns out to be, so that whether a wrong
 * call throws does not depend on its state.
 */
export function matches(pass: Pass, context: PassContext, now: number): number {
  assertPass(pass);
  return rowsOf(pass, flagsOf(pass), termsOf(context, now));
}

/** The first row that matches; the last one always does. */
export function firstRow(found: number): number {
  return Math.clz32(found) - 24;
}

/**
 * Whether a pass is usable at `now`, with Graph's reason. A shorter lifetime limit in the policy does not touch passes that exist; a
 * disabled policy, a changed scope or a policy that newly forces one-time use does. Nothing revives a used or expired pass.
 *
 * Grade: the five reasons documented (learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethod, 07/22/2024);
 * which one wins when several apply is chosen; that a multi-use pass is blocked while the policy forces one-time is documented for
 * sign-in (Entra how-to on Temporary Access Pass, 03/04/2025) and chosen here. The window is `[startsAt, startsAt + lifetime)`.
 *
 * @example
 * ```ts
 * import { definePolicy, usability, type Pass } from 'temporary-access-pass';
 *
 * const policy = definePolicy({ state: 'enabled' });
 * const pass: Pass = {
 *   id: '6f1c5a3e-2b0d-4c8e-9a57-d1e2f3a4b5c6', createdAt: 0, startsAt: 0, lifetimeInMinutes: 60, isUsableOnce: false,
 *   redeemedAt: null, lastUsedAt: null, failedAttempts: 0, version: 1,
 * };
 * usability(pass, { policy, now: 3_599_999 }).isUsable; // => true
 * usability(pass, { policy, now: 3_600_000 }).methodUsabilityReason; // => 'Expired'
 * ```
 * @throws TypeError or RangeError for an instant, pass, policy or limit that is not as described, and where the policy names users or
 * groups and `subject` can't answer
 */
export function usability(pass: Pass, context: UsabilityContext): Usability {
  return decide(matches(pass, context, toInstant(context.now, 'now')));
}

/** The answer of the first row that matches. */
export function decide(found: number): Usability {
  return TABLE[firstRow(found)] as Usability;
}

function row(rule: UsabilityRule, methodUsabilityReason: MethodUsabilityReason, remedy: Remedy): Usability {
  return Object.freeze({ isUsable: rule === 'usable', methodUsabilityReason, rule, remedy });
}
