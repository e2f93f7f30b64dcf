import { readPolicy } from './policy-fields.ts';
import { ownFields, type PolicyViolation, violationError, wrongType } from './refusal.ts';

/** Who a policy is for: a group of the directory (or `all_users`) or one user. Grade: documented. */
export interface PolicyTarget {
  /** What `id` names. */
  readonly targetType: 'group' | 'user';
  /** Object id, or `all_users` for everybody. Compared to the letter; Graph writes GUIDs in lower case. */
  readonly id: string;
}

/** An included target. */
export interface IncludeTarget extends PolicyTarget {
  /** Graph's flag of the same name; it has no effect on any rule here. Default `false`. Grade: documented. */
  readonly isRegistrationRequired?: boolean;
}

/**
 * The tenant's configuration, with the names, types and defaults of Microsoft Graph's
 * `temporaryAccessPassAuthenticationMethodConfiguration`. Plain data, safe to store as JSON. Grade: documented
 * (learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration, 07/22/2024).
 */
export interface Policy {
  /** Always `TemporaryAccessPass`. */
  readonly id: 'TemporaryAccessPass';
  /** Whether passes may be created and used at all. Default `disabled`. */
  readonly state: 'enabled' | 'disabled';
  /** Minutes a pass lives when the request does not say. Default 60, within the two limits below. */
  readonly defaultLifetimeInMinutes: number;
  /** Fewest minutes a request may ask for. Default 60, range 10..43200. */
  readonly minimumLifetimeInMinutes: number;
  /** Most minutes a request may ask for. Default 480, range 10..43200. */
  readonly maximumLifetimeInMinutes: number;
  /** Characters of a passcode. Default 8, range 8..48. */
  readonly defaultLength: number;
  /** Whether every pass must be one-time. Default `false`. */
  readonly isUsableOnce: boolean;
  /** Who may have a pass. Default the group `all_users`. */
  readonly includeTargets: readonly IncludeTarget[];
  /** Who may not, even when included. Default nobody. */
  readonly excludeTargets: readonly PolicyTarget[];
}

/** The outcome of a policy check: the policy, frozen and complete, or everything that is wrong with it. */
export type PolicyCheck =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly violations: readonly PolicyViolation[] };

/**
 * What a tenant has before anybody touches the policy: disabled, 60 minutes by default, 60..480 allowed, 8 characters, for all
 * users. Grade: documented.
 *
 * @example
 * ```ts
 * import { defaultPolicy } from 'temporary-access-pass';
 *
 * defaultPolicy.state; // => 'disabled'
 * defaultPolicy.maximumLifetimeInMinutes; // => 480
 * ```
 */
export const defaultPolicy: Policy = /* @__PURE__ */ freeze({
  id: 'TemporaryAccessPass',
  state: 'disabled',
  defaultLifetimeInMinutes: 60,
  minimumLifetimeInMinutes: 60,
  maximumLifetimeInMinutes: 480,
  defaultLength: 8,
  isUsableOnce: false,
  includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
  excludeTargets: [],
});

/**
 * A policy from code: the service's defaults with some fields replaced.
 *
 * @example
 * ```ts
 * import { definePolicy } from 'temporary-access-pass';
 *
 * const policy = definePolicy({ state: 'enabled', maximumLifetimeInMinutes: 1440 });
 * policy.defaultLifetimeInMinutes; // => 60
 * definePolicy({ defaultLength: 7 }); // throws RangeError: `defaultLength` expected 8..48, got 7
 * ```
 * @throws TypeError where a field has the wrong type or does not exist, RangeError where its value is wrong. Grade: chosen.
 */
export function definePolicy(overrides: Partial<Policy>): Policy {
  const check = checkPolicy(overrides);
  if (check.ok) return check.policy;
  throw violationError(check.violations);
}

/**
 * Checks a policy of unknown origin. Fields it does not have take the service's defaults. Grade: bounds and
 * `minimum <= default <= maximum` documented; that the three are enforced together, that unknown fields are refused and that 0
 * never means "unset" is chosen.
 *
 * @example
 * ```ts
 * import { checkPolicy } from 'temporary-access-pass';
 *
 * const check = checkPolicy({ state: 'enabled', defaultLifetimeInMinutes: 30, defaultLength: '8' });
 * !check.ok && check.violations.map((violation) => violation.code); // => ['wrongType', 'defaultOutsideLimits']
 * ```
 */
export function checkPolicy(candidate: unknown): PolicyCheck {
  return merge(defaultPolicy, candidate);
}

/**
 * A policy with some fields changed, as a Graph `PATCH` does: fields not in `patch` keep their value, and what is checked is the
 * result as a whole. Grade: partial update documented; the check of the merged result chosen.
 *
 * @example
 * ```ts
 * import { defaultPolicy, updatePolicy } from 'temporary-access-pass';
 *
 * const raised = updatePolicy(defaultPolicy, { minimumLifetimeInMinutes: 120 });
 * !raised.ok && raised.violations[0]?.message; // => '`defaultLifetimeInMinutes` expected 120..480, got 60'
 * ```
 */
export function updatePolicy(policy: Policy, patch: unknown): PolicyCheck {
  return merge(policy, patch);
}

function merge(base: Policy, changes: unknown): PolicyCheck {
  const fields = ownFields(changes);
  if (fields === undefined) return { ok: false, violations: [wrongType([], 'plain object', changes)] };
  const kept = { ...ownFields(base) };
  // `undefined` is "not sent", as it is when the patch goes over a wire; a name that no policy has is refused all the same.
  const sent = Object.entries(fields).filter(([name, value]) => value !== undefined || !Object.hasOwn(kept, name));
  const violations: PolicyViolation[] = [];
  const policy = readPolicy(violations, [], { ...kept, ...Object.fromEntries(sent) }) as Policy;
  return violations.length > 0 ? { ok: false, violations } : { ok: true, policy: freeze(policy) };
}

/** The policy, copied, so that what was checked is what is used. Throws unless it is complete and right. */
export function wholePolicy(policy: Policy): Policy {
  const violations: PolicyViolation[] = [];
  const copy = readPolicy(violations, ['policy'], policy) as Policy;
  if (violations.length > 0) throw violationError(violations);
  return copy;
}

/** Nobody can change a policy after its check. */
function freeze<Value>(value: Value): Value {
  if (typeof value === 'object') for (const inner of Object.values(Object.freeze(value) as object)) freeze(inner);
  return value;
}
