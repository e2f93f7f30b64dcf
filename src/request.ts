import { type InstantLike, toInstant } from './instant.ts';
import { type Policy, wholePolicy } from './policy.ts';
import { assertInteger, own, ownFields, type RequestViolation, unknownProperties, wrongType } from './refusal.ts';
import { type RequestFacts, RULES } from './request-rules.ts';
import type { Subject } from './scope.ts';

/**
 * What can be asked for, all of it optional: `{}` is a complete request, and `null` means the same as leaving a field out. The length
 * of the passcode is the policy's; a request can't choose it. Grade: documented (learn.microsoft.com/graph/api/
 * authentication-post-temporaryaccesspassmethods); `null` chosen.
 */
export interface PassRequest {
  /** When the pass begins to be usable. Left out: at once. An instant, not text; parse text first, with its offset. */
  readonly startDateTime?: InstantLike | null;
  /** Whole minutes, within the policy's minimum and maximum. Left out: the policy's default. */
  readonly lifetimeInMinutes?: number | null;
  /** `false` only where the policy does not force one-time use. Left out: what the policy says. */
  readonly isUsableOnce?: boolean | null;
}

/** A request that broke no rule, with the policy's defaults filled in. It is itself a request, and accepted again as the same. */
export interface AcceptedRequest {
  /** Epoch milliseconds; `null` for "at once", which becomes an instant when the pass is issued. */
  readonly startDateTime: number | null;
  /** Whole minutes. */
  readonly lifetimeInMinutes: number;
  /** Whether the pass can be redeemed only once. */
  readonly isUsableOnce: boolean;
}

/** Under which circumstances a request is looked at. */
export interface RequestContext {
  /** The tenant's policy. */
  readonly policy: Policy;
  /** The instant of the request. */
  readonly now: InstantLike;
  /** Who the pass is for; needed where the policy names users or groups, and to refuse external guests. */
  readonly subject?: Subject;
  /**
   * How far in the past a start may lie, for callers whose clock differs: milliseconds, 0..300000, default 0. A start inside it is
   * kept as asked. Grade: chosen; the service's own tolerance is unknown.
   */
  readonly startToleranceInMilliseconds?: number;
}

/** The outcome of a check: the accepted request, or every rule it broke in the order of the rules. */
export type RequestCheck =
  | {
      readonly ok: true;
      readonly request: AcceptedRequest;
      /** Properties that are the service's to set (`id`, `isUsable`, …). They came, and had no effect. */
      readonly ignored: readonly string[];
    }
  | { readonly ok: false; readonly violations: readonly RequestViolation[] };

const SETTABLE = ['startDateTime', 'lifetimeInMinutes', 'isUsableOnce'];

/** The service sets these; the early draft of the API listed them in its request body, and OData's Core.Computed has them ignored. */
const COMPUTED = ['id', 'temporaryAccessPass', 'createdDateTime', 'isUsable', 'methodUsabilityReason'];

/** Five minutes, in milliseconds. */
const MOST_TOLERANCE = 300_000;

/**
 * Checks a request under a policy. Every violation is reported at once. Nothing is coerced: `"60"`, `60.5` and `"false"` are refused.
 *
 * Grade: the grades of the single rules are in the README; that all violations are reported, that wrong types and unknown properties
 * are refused and what is ignored is chosen.
 *
 * @example
 * ```ts
 * import { checkRequest, definePolicy } from 'temporary-access-pass';
 *
 * const policy = definePolicy({ state: 'enabled', isUsableOnce: true });
 * const now = Date.UTC(2026, 10, 23, 9);
 * checkRequest({}, { policy, now });
 * // => { ok: true, request: { startDateTime: null, lifetimeInMinutes: 60, isUsableOnce: true }, ignored: [] }
 * const check = checkRequest({ lifetimeInMinutes: 5, isUsableOnce: false, startDateTime: now - 1 }, { policy, now });
 * !check.ok && check.violations.map((violation) => violation.code);
 * // => ['lifetimeOutOfRange', 'multipleUseNotAllowed', 'startInThePast']
 * ```
 * @throws TypeError or RangeError where the context is wrong: an invalid policy, instant or tolerance, or a policy that names users or
 * groups and a `subject` that can't answer
 */
export function checkRequest(request: unknown, context: RequestContext): RequestCheck {
  const { subject, startToleranceInMilliseconds: tolerance = 0 } = context;
  const now = toInstant(context.now, 'now');
  assertInteger('startToleranceInMilliseconds', tolerance, 0, MOST_TOLERANCE);
  const policy = wholePolicy(context.policy);
  const fields = ownFields(request);
  if (fields === undefined) return { ok: false, violations: [wrongType([], 'plain object', request)] };

  const mismatches: RequestViolation[] = [];
  const read = <Value, Default>(
    name: string,
    expected: string,
    missing: Default,
    convert: (value: unknown) => Value | undefined,
  ): Value | Default | undefined => {
    const given = own(fields, name) ?? null;
    if (given === null) return missing;
    const value = convert(given);
    if (value === undefined) mismatches.push(wrongType([name], expected, given));
    return value;
  };
  const start = read('startDateTime', 'instant, not text', null, readInstant);
  const lifetimeInMinutes = read('lifetimeInMinutes', 'integer', policy.defaultLifetimeInMinutes, readInteger);
  const isUsableOnce = read('isUsableOnce', 'boolean', policy.isUsableOnce, readBoolean);

  const startsAt = start === null ? now : start;
  const facts: RequestFacts = {
    policy,
    subject,
    earliest: now - tolerance,
    start,
    startsAt,
    lifetimeInMinutes,
    isUsableOnce,
  };
  const broken = RULES.map((rule) => rule(facts)).filter((found) => found !== undefined);
  const asked = Object.keys(fields).filter((name) => !COMPUTED.includes(name));
  const violations = [...mismatches, ...unknownProperties([], asked, SETTABLE), ...broken];
  if (violations.length > 0) return { ok: false, violations };
  const accepted = { startDateTime: start, lifetimeInMinutes, isUsableOnce } as AcceptedRequest;
  return { ok: true, request: accepted, ignored: COMPUTED.filter((name) => Object.hasOwn(fields, name)) };
}

function readInteger(value: unknown): number | undefined {
  return Number.isInteger(value) ? (value as number) : undefined;
}

function readBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function readInstant(value: unknown): number | undefined {
  try {
    return toInstant(value as InstantLike, 'startDateTime');
  } catch {
    return undefined;
  }
}
