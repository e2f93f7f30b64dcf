import type { Policy, PolicyTarget } from './policy.ts';
import { refuse } from './refusal.ts';

/** The person a pass is for, as far as a rule asks. */
export interface Subject {
  /** The directory's object id. */
  readonly id: string;
  /** Object ids of every group the person is in, nested ones too. Needed where the policy names groups. */
  readonly groupIds?: readonly string[];
  /** Whether the person is a guest from another tenant, who can't have a pass. Internal guests can. Default `false`. */
  readonly isExternalGuest?: boolean;
}

/** As much of a policy as says whom it covers. */
export type Targets = Pick<Policy, 'includeTargets' | 'excludeTargets'> & Partial<Policy>;

/**
 * Whether a policy covers a person: an include target names them (their id, one of their groups, or `all_users`) and no exclude
 * target does. The state of the policy is another question. Grade: documented for a sibling policy, observed for this one.
 *
 * @example
 * ```ts
 * import { defaultPolicy, definePolicy, isInScope } from 'temporary-access-pass';
 *
 * isInScope(defaultPolicy); // => true
 * const pilot = definePolicy({ includeTargets: [{ targetType: 'group', id: 'pilots' }] });
 * isInScope(pilot, { id: 'adele', groupIds: ['pilots'] }); // => true
 * isInScope(pilot); // throws TypeError: `subject`
 * ```
 * @throws TypeError where the answer depends on the person and `subject` or its `groupIds` are missing; never a silent yes
 */
export function isInScope(policy: Targets, subject?: Subject): boolean {
  // Nearly always nobody is left out.
  const isLeftOut = policy.excludeTargets.length !== 0 && names(policy.excludeTargets, subject);
  return !isLeftOut && names(policy.includeTargets, subject);
}

function names(targets: readonly PolicyTarget[], subject: Subject | undefined): boolean {
  // Not `<`: a Set in place of an array has no length, and must fail rather than name nobody.
  for (let i = 0; i !== targets.length; i++) if ((targets[i] as PolicyTarget).id === 'all_users') return true;
  return namesSubject(targets, subject);
}

function namesSubject(targets: readonly PolicyTarget[], subject: Subject | undefined): boolean {
  let unknown: string | undefined;
  for (const { targetType, id } of targets) {
    // Looked up, so that a type that is neither of the two is unknown rather than the other one. Only text can be trimmed, and an empty id is none.
    const own = { group: subject?.groupIds, user: [subject?.id] }[targetType];
    if (own?.every?.((one) => one?.trim?.())) {
      if (own.includes(id)) return true;
    } else unknown = targetType === 'user' ? 'user ids' : 'group ids';
  }
  if (unknown) refuse('subject', unknown, subject);
  return false;
}
