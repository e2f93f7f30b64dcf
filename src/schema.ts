import { checkPolicy, type Policy } from './policy.ts';
import type { Violation } from './refusal.ts';
import { type AcceptedRequest, checkRequest, type PassRequest, type RequestContext } from './request.ts';

/**
 * A Standard Schema, version 1 (standardschema.dev), as far as this package makes them: synchronous, and with issues that are this
 * package's violations, so that code and numbers come along.
 */
export interface Schema<Input, Output> {
  /** The one property of a Standard Schema. */
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: 'temporary-access-pass';
    readonly validate: (value: unknown) => { readonly value: Output } | { readonly issues: readonly Violation[] };
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/**
 * `checkRequest` as a Standard Schema, for form and server libraries. `context.now` is read at each validation: give a getter where
 * the schema outlives the request. Grade: chosen.
 *
 * @example
 * ```ts
 * import { definePolicy, requestSchema } from 'temporary-access-pass';
 *
 * const schema = requestSchema({ policy: definePolicy({ state: 'enabled' }), get now() { return Date.now(); } });
 * schema['~standard'].validate({ lifetimeInMinutes: 120 });
 * // => { value: { startDateTime: null, lifetimeInMinutes: 120, isUsableOnce: false } }
 * ```
 * @throws (from `validate`) as `checkRequest` does
 */
export function requestSchema(context: RequestContext): Schema<PassRequest, AcceptedRequest> {
  return schemaOf((value) => {
    const check = checkRequest(value, context);
    return check.ok ? { value: check.request } : { issues: check.violations };
  });
}

/**
 * `checkPolicy` as a Standard Schema, for form and server libraries. Grade: chosen.
 *
 * @example
 * ```ts
 * import { policySchema } from 'temporary-access-pass';
 *
 * const result = policySchema['~standard'].validate({ defaultLength: 49 });
 * 'issues' in result && result.issues[0]?.message; // => '`defaultLength` expected 8..48, got 49'
 * ```
 */
export const policySchema: Schema<Partial<Policy>, Policy> = /* @__PURE__ */ schemaOf((value) => {
  const check = checkPolicy(value);
  return check.ok ? { value: check.policy } : { issues: check.violations };
});

function schemaOf<Input, Output>(validate: Schema<Input, Output>['~standard']['validate']): Schema<Input, Output> {
  return { '~standard': { version: 1, vendor: 'temporary-access-pass', validate } };
}
