import { checkRequest, defaultPolicy, definePolicy, type Policy, policyBounds } from '../index.ts';
import type { PolicyChange } from './change.ts';

/** Requests that ask for one-time or multi-use passes of so many minutes, both limits inclusive. */
export interface LifetimeRange {
  /** What the requests say of it. */
  readonly isUsableOnce: boolean;
  /** Fewest minutes. */
  readonly minimum: number;
  /** Most minutes. */
  readonly maximum: number;
}

/** Requests that one policy accepts and the other refuses. */
export interface RequestChanges {
  /** Refused so far, accepted then. */
  readonly legal: readonly LifetimeRange[];
  /** Accepted so far, refused then. */
  readonly illegal: readonly LifetimeRange[];
}

/**
 * Which requests a change makes legal or illegal, for somebody whom both policies cover. Each policy is asked once between any two
 * neighbouring limits of either, since nothing else in a policy looks at a lifetime.
 */
export function requestChanges({ from, to }: PolicyChange): RequestChanges {
  const { minimum, maximum } = policyBounds.maximumLifetimeInMinutes;
  const limits = [from, to].flatMap((policy) => [policy.minimumLifetimeInMinutes, policy.maximumLifetimeInMinutes + 1]);
  const edges = [...new Set([minimum, ...limits, maximum + 1])].sort((a, b) => a - b);
  const before = forEverybody(from);
  const after = forEverybody(to);
  const legal: LifetimeRange[] = [];
  const illegal: LifetimeRange[] = [];
  for (const isUsableOnce of [true, false]) {
    for (const [i, lifetimeInMinutes] of edges.slice(0, -1).entries()) {
      const request = { lifetimeInMinutes, isUsableOnce };
      const [was, is] = [accepts(before, request), accepts(after, request)];
      if (was === is) continue;
      add(is ? legal : illegal, { isUsableOnce, minimum: lifetimeInMinutes, maximum: Number(edges[i + 1]) - 1 });
    }
  }
  return { legal, illegal };
}

function forEverybody(policy: Policy): Policy {
  return definePolicy({ ...policy, includeTargets: defaultPolicy.includeTargets, excludeTargets: [] });
}

function accepts(policy: Policy, request: object): boolean {
  return checkRequest(request, { policy, now: 0 }).ok;
}

/** Adds a range, to the last one where it carries on. */
function add(ranges: LifetimeRange[], range: LifetimeRange): void {
  const last = ranges.at(-1);
  const carriesOn = last?.isUsableOnce === range.isUsableOnce && last.maximum + 1 === range.minimum;
  if (last !== undefined && carriesOn) ranges[ranges.length - 1] = { ...last, maximum: range.maximum };
  else ranges.push(range);
}
