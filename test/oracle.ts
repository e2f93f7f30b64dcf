import type { Policy, PolicyTarget, Subject, UsabilityContext, UsabilityRule } from 'temporary-access-pass';
import type { Pass } from 'temporary-access-pass';

/**
 * The decision table once more, as slow and plain as it can be said, so that the table of the package has something to differ from.
 * Every row that matches, in the order of the rulebook.
 */
export function matchingRules(pass: Pass, context: UsabilityContext & { readonly now: number }): UsabilityRule[] {
  const { policy, subject, now, failedAttemptLimit = 10 } = context;
  const rules: UsabilityRule[] = [];
  if (pass.isUsableOnce && pass.redeemedAt !== null) rules.push('oneTimeUsed');
  if (now - pass.startsAt >= pass.lifetimeInMinutes * 60 * 1000) rules.push('expired');
  if (pass.failedAttempts - failedAttemptLimit >= 0) rules.push('locked');
  if (policy.state !== 'enabled') rules.push('policyDisabled');
  if (!covers(policy, subject)) rules.push('outOfScope');
  if (policy.isUsableOnce && !pass.isUsableOnce) rules.push('oneTimeOnly');
  if (now - pass.startsAt < 0) rules.push('notYetValid');
  return [...rules, 'usable'];
}

/** Whether somebody is in scope, for a subject whose groups are all told. */
export function covers(policy: Policy, subject?: Subject): boolean {
  const names = new Set(['group all_users']);
  if (subject) names.add(`user ${subject.id}`);
  for (const id of subject?.groupIds ?? []) names.add(`group ${id}`);
  const hits = (targets: readonly PolicyTarget[]): number =>
    targets.filter(({ targetType, id }) => names.has(`${targetType} ${id}`)).length;
  return hits(policy.includeTargets) > 0 && hits(policy.excludeTargets) === 0;
}

/** The reason of each row, copied from the rulebook by hand. */
export const REASONS = {
  oneTimeUsed: 'OneTimeUsed',
  expired: 'Expired',
  locked: 'DisabledByPolicy',
  policyDisabled: 'DisabledByPolicy',
  outOfScope: 'DisabledByPolicy',
  oneTimeOnly: 'DisabledByPolicy',
  notYetValid: 'NotYetValid',
  usable: 'EnabledByPolicy',
} as const satisfies Record<UsabilityRule, string>;
