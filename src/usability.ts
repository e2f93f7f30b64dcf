import { endOf, type InstantLike, isBefore, toInstant } from './instant.ts';
import { assertPass, type Pass, type PassFacts } from './pass.ts';
import type { Policy } from './policy.ts';
import { refuse } from './refusal.ts';
import { isInScope, type Subject, type Targets } from './scope.ts';

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

/** As much of the circumstances as the table reads. */
export interface Circumstances {
  readonly policy: Targets & Pick<Policy, 'state' | 'isUsableOnce'>;
  readonly subject?: Subject | undefined;
  readonly failedAttemptLimit?: number | undefined;
}

/** How many wrong passcodes in a row lock a pass where the caller does not say. */
export const DEFAULT_FAILED_ATTEMPT_LIMIT = 10;

/**
 * THE decision table: the first row that matches decides. Microsoft documents the reasons, not their order; here they are ordered by
 * what has to be done about them (get a new pass, change the policy, wait, nothing). Row i
 * matches where bit 31 - i of `matches` is set, so that counting the zeros before the first bit finds the first row.
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

/**
 * The rows that match every pass in these circumstances. They are checked here, whatever a pass turns out to be, so that whether a
 * wrong call throws does not depend on its state.
 */
export function rowsForAll({
  policy,
  subject,
  failedAttemptLimit: limit = DEFAULT_FAILED_ATTEMPT_LIMIT,
}: Circumstances): number {
  if (typeof policy.isUsableOnce !== 'boolean') refuse('isUsableOnce', 'boolean', policy.isUsableOnce);
  if (!(Number.isInteger(limit) && limit > 0 && limit <= 100)) refuse('failedAttemptLimit', 'integer in 1..100', limit);
  if (!(policy.state === 'enabled' || policy.state === 'disabled')) {
    refuse('state', 'enabled or disabled', policy.state);
  }
  return (policy.state === 'disabled' ? 1 << 28 : 0) | (isInScope(policy, subject) ? 0 : 1 << 27) | (1 << 24);
}

/** Which rows match. Who asks about many passes finds the rows for all of them once. */
export function matches(pass: PassFacts, context: Circumstances, now: number, rows?: number): number {
  const { policy, failedAttemptLimit = DEFAULT_FAILED_ATTEMPT_LIMIT } = context;
  assertPass(pass);
  // One expression without branches: a table of predicates reads no better and takes four times as long.
  return (
    (pass.isUsableOnce ? (pass.redeemedAt === null ? 0 : 1 << 31) : policy.isUsableOnce ? 1 << 26 : 0) |
    (isBefore(now, endOf(pass)) ? 0 : 1 << 30) |
    (pass.failedAttempts < failedAttemptLimit ? 0 : 1 << 29) |
    (isBefore(now, pass.startsAt) ? 1 << 25 : 0) |
    (rows ?? rowsForAll(context))
  );
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
  return TABLE[Math.clz32(matches(pass, context, toInstant(context.now, 'now')))] as Usability;
}

function row(rule: UsabilityRule, methodUsabilityReason: MethodUsabilityReason, remedy: Remedy): Usability {
  return Object.freeze({ isUsable: rule === 'usable', methodUsabilityReason, rule, remedy });
}
