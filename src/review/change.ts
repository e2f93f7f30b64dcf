import { defaultPolicy, isInScope, type Policy, type PolicyTarget, type Subject } from '../index.ts';

/** Two policies: the one there is, and the one there would be. */
export interface PolicyChange {
  /** The policy so far. */
  readonly from: Policy;
  /** The policy to come. */
  readonly to: Policy;
}

/** A way in which a change makes passes weaker: passcodes get shorter, passes may live longer, or one-time use is no longer forced. */
export type Weakening = 'shorterPasscodes' | 'longerLives' | 'oneTimeLifted';

/** Every way in which a change makes passes weaker. */
export function weakenings({ from, to }: PolicyChange): Weakening[] {
  const found: Weakening[] = [];
  if (to.defaultLength < from.defaultLength) found.push('shorterPasscodes');
  const livesLonger =
    to.maximumLifetimeInMinutes > from.maximumLifetimeInMinutes ||
    to.defaultLifetimeInMinutes > from.defaultLifetimeInMinutes;
  if (livesLonger) found.push('longerLives');
  if (from.isUsableOnce && !to.isUsableOnce) found.push('oneTimeLifted');
  return found;
}

/** What in a change can block passes that exist, in words. */
export function blocksPasses({ from, to }: PolicyChange): string[] {
  if (from.state === 'disabled') return [];
  if (to.state === 'disabled') return ['passes are disabled, and every pass that exists with them'];
  const found: string[] = [];
  if (to.isUsableOnce && !from.isUsableOnce) found.push('one-time use is forced, which blocks multi-use passes');
  const lost = missing(from.includeTargets, to.includeTargets);
  if (lost > 0) found.push(`${lost} of the included targets are left out`);
  const barred = missing(to.excludeTargets, from.excludeTargets);
  if (barred > 0) found.push(`${barred} more targets are excluded`);
  return found;
}

/** Whether a policy includes everybody, as the service's default does; whom it excludes is another question. */
export function includesEverybody({ includeTargets }: Policy): boolean {
  return missing(defaultPolicy.includeTargets, includeTargets) === 0;
}

/** How many targets of one list the other does not cover. */
function missing(these: readonly PolicyTarget[], includeTargets: readonly PolicyTarget[]): number {
  const policy = { ...defaultPolicy, includeTargets };
  return these.filter((target) => !isInScope(policy, memberOf(target))).length;
}

/** Somebody whom this target names, and no other does. */
function memberOf({ targetType, id }: PolicyTarget): Subject {
  return targetType === 'user' ? { id, groupIds: [] } : { id: '(somebody)', groupIds: [id] };
}
