import { endOf, toInstant } from './instant.ts';
import type { Pass } from './pass.ts';
import { isInScope } from './scope.ts';
import {
  DEFAULT_FAILED_ATTEMPT_LIMIT,
  matches,
  TABLE,
  type Usability,
  type UsabilityContext,
  type UsabilityRule,
} from './usability.ts';

/** A row of the decision table, for one pass at one instant. */
export interface ExplainStep extends Usability {
  /** Whether the row's condition holds. */
  readonly matched: boolean;
  /** Whether this row decides: the first that matches. */
  readonly decides: boolean;
  /** What the condition looked at. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** An answer, what to do about it, and how it came about. */
export interface Explanation extends Usability {
  /** Every row in order. */
  readonly steps: readonly ExplainStep[];
}

/**
 * The whole decision table for one pass at one instant: each row, what it looked at, whether it matched and which one decided. It is
 * read from the same table as `usability`. Grade: chosen.
 *
 * @throws as `usability` does
 */
export function explain(pass: Pass, context: UsabilityContext): Explanation {
  const now = toInstant(context.now, 'now');
  // Each value is read once, so that what is told is what decided, and nothing is read that nobody asks for.
  const { startsAt, lifetimeInMinutes, isUsableOnce, redeemedAt, failedAttempts } = pass;
  const facts = { startsAt, lifetimeInMinutes, isUsableOnce, redeemedAt, failedAttempts };
  const { policy, subject, failedAttemptLimit = DEFAULT_FAILED_ATTEMPT_LIMIT } = context;
  const { state, isUsableOnce: policyIsUsableOnce, includeTargets, excludeTargets } = policy;
  const asked = { state, isUsableOnce: policyIsUsableOnce, includeTargets, excludeTargets };
  const found = matches(facts, { policy: asked, subject, failedAttemptLimit }, now);
  const answer = TABLE[Math.clz32(found)] as Usability;
  const inputs: Readonly<Record<UsabilityRule, ExplainStep['inputs']>> = {
    oneTimeUsed: { isUsableOnce, redeemedAt },
    expired: { now, endsAt: endOf(facts) },
    locked: { failedAttempts, failedAttemptLimit },
    policyDisabled: { state },
    outOfScope: { inScope: isInScope(asked, subject) },
    oneTimeOnly: { isUsableOnce, policyIsUsableOnce },
    notYetValid: { now, startsAt },
    usable: {},
  };
  const steps = TABLE.map((entry, i) => ({
    ...entry,
    matched: (found & (1 << (31 - i))) !== 0,
    decides: entry === answer,
    inputs: inputs[entry.rule],
  }));
  return { ...answer, steps };
}
