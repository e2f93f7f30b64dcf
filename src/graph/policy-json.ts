import { checkPolicy, type Policy, type PolicyCheck, type WrongType, wrongType } from '../index.ts';
import { asObject, isTypeName, own, withoutAnnotations } from './json.ts';
import type { GraphVersion } from './pass-json.ts';

const TYPE = 'temporaryAccessPassAuthenticationMethodConfiguration';

/**
 * A policy as Graph sends it, its names in Graph's order. Grade: documented (learn.microsoft.com/graph/api/
 * temporaryaccesspassauthenticationmethodconfiguration-get, read 2026-11); the place of `excludeTargets` is observed.
 */
export interface GraphPolicy extends Policy {
  /** Where the entity lives in the service's metadata. */
  readonly '@odata.context': string;
  /** The type of the configuration, which tells it from those of other methods. */
  readonly '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
  /** The same for the list of targets. */
  readonly 'includeTargets@odata.context': string;
}

/**
 * A policy as Graph sends it, ready for `JSON.stringify`. Grade: documented.
 *
 * @example
 * ```ts
 * import { defaultPolicy } from 'temporary-access-pass';
 * import { readPolicy, writePolicy } from 'temporary-access-pass/graph';
 *
 * const json = JSON.stringify(writePolicy(defaultPolicy));
 * readPolicy(JSON.parse(json)); // => { ok: true, policy: defaultPolicy }
 * ```
 */
export function writePolicy(
  policy: Policy,
  { version = 'v1.0' }: { readonly version?: GraphVersion } = {},
): GraphPolicy {
  const context = `https://graph.microsoft.com/${version}/$metadata#`;
  const configurations = 'authenticationMethodConfigurations';
  return {
    '@odata.context': `${context}${configurations}/$entity`,
    '@odata.type': `#microsoft.graph.${TYPE}`,
    id: policy.id,
    state: policy.state,
    defaultLifetimeInMinutes: policy.defaultLifetimeInMinutes,
    defaultLength: policy.defaultLength,
    minimumLifetimeInMinutes: policy.minimumLifetimeInMinutes,
    maximumLifetimeInMinutes: policy.maximumLifetimeInMinutes,
    isUsableOnce: policy.isUsableOnce,
    excludeTargets: policy.excludeTargets,
    'includeTargets@odata.context': `${context}policies/authenticationMethodsPolicy/${configurations}('${policy.id}')/microsoft.graph.${TYPE}/includeTargets`,
    includeTargets: policy.includeTargets,
  };
}

/**
 * A policy that Graph sent, parsed from JSON: `checkPolicy` without OData's annotations. Of those `@odata.type` is read where it is there:
 * the configuration of another method, trimmed to its state, would be read as a policy of defaults. Grade: chosen.
 */
export function readPolicy(json: unknown): PolicyCheck {
  const fields = asObject(json);
  if (fields === undefined) return checkPolicy(json);
  const type = own(fields, '@odata.type');
  return type === undefined || isTypeName(type, TYPE) ? checkPolicy(policyFields(fields)) : otherType(type);
}

/** The outcome of reading a `PATCH` of a policy: what `updatePolicy` takes, or what is wrong. */
export type PolicyPatch =
  | { readonly ok: true; readonly patch: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly violations: readonly WrongType[] };

/**
 * The body of a `PATCH` of the policy, parsed from JSON, as a patch for `updatePolicy`, which checks it. `@odata.type` has to be there.
 * Grade: documented (learn.microsoft.com/graph/api/temporaryaccesspassauthenticationmethodconfiguration-update, 04/04/2024).
 *
 * @example
 * ```ts
 * import { defaultPolicy, updatePolicy } from 'temporary-access-pass';
 * import { parsePolicyPatch } from 'temporary-access-pass/graph';
 *
 * const parsed = parsePolicyPatch({
 *   '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration', isUsableOnce: true,
 * });
 * const updated = parsed.ok && updatePolicy(defaultPolicy, parsed.patch);
 * updated && updated.ok && updated.policy.isUsableOnce; // => true
 * parsePolicyPatch({ isUsableOnce: true }).ok; // => false
 * ```
 */
export function parsePolicyPatch(json: unknown): PolicyPatch {
  const fields = asObject(json);
  if (fields === undefined) return { ok: false, violations: [wrongType([], 'object', json)] };
  const type = own(fields, '@odata.type');
  return isTypeName(type, TYPE) ? { ok: true, patch: policyFields(fields) } : otherType(type);
}

function otherType(type: unknown): { readonly ok: false; readonly violations: readonly WrongType[] } {
  return { ok: false, violations: [wrongType(['@odata.type'], `#microsoft.graph.${TYPE}`, type)] };
}

/** The fields without annotations, down to the targets. */
function policyFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const stripped = withoutAnnotations(fields);
  for (const name of ['includeTargets', 'excludeTargets']) {
    const list = own(stripped, name);
    if (Array.isArray(list))
      stripped[name] = list.map((item: unknown) => (asObject(item) ? withoutAnnotations(item as object) : item));
  }
  return stripped;
}
