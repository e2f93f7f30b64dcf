import { generatePasscode } from './generate.ts';
import { toInstant } from './instant.ts';
import type { Pass } from './pass.ts';
import type { Passcode } from './passcode.ts';
import { type RandomSource, uuid } from './random.ts';
import { refuse, type RequestViolation } from './refusal.ts';
import { checkRequest, type RequestContext } from './request.ts';
import { type PassContext, type Usability, usability } from './usability.ts';

/** Under which circumstances a pass is issued, and where chance comes from. */
export interface IssueContext extends RequestContext, PassContext {
  /** The random source for the passcode and the id; `secureRandom` unless a test says otherwise. */
  readonly random: RandomSource;
  /** The person's pass so far, if any: the new one replaces it, whatever its state. Store them so. */
  readonly current?: Pass | null;
  /** The symbols of the passcode; default `alphabets.readable`. */
  readonly alphabet?: string;
  /** The id of the new pass; default a random UUID. */
  readonly id?: string;
}

/** A pass that was replaced. */
export interface Replaced {
  /** The old record. */
  readonly pass: Pass;
  /** What its usability was at the moment it was replaced: a usable one is worth a warning, since its passcode stops to work. */
  readonly usability: Usability;
}

/** The outcome: the record to store and the passcode to hand over, or every rule the request broke. */
export type Issued =
  | {
      readonly ok: true;
      /** To store. It does not hold the passcode. */
      readonly pass: Pass;
      /** To hand to the person, once, and to seal for storage. */
      readonly passcode: Passcode;
      /** The pass that this one replaces, or `null`. */
      readonly replaced: Replaced | null;
      /** Properties of the request that are the service's to set, and had no effect. */
      readonly ignored: readonly string[];
    }
  | { readonly ok: false; readonly violations: readonly RequestViolation[] };

/**
 * Checks a request and, if it breaks no rule, makes the pass and its passcode, of the policy's `defaultLength`. A person has at most
 * one pass; a new one replaces the old one, whether that is usable, pending, used or expired. Grade: documented (replacement since
 * 2022-06, length, defaults); that a pass without a start begins at the instant of the request is observed.
 *
 * @example
 * ```ts
 * import { definePolicy, issue, secureRandom } from 'temporary-access-pass';
 *
 * const policy = definePolicy({ state: 'enabled', defaultLength: 12 });
 * const issued = issue({ lifetimeInMinutes: 90 }, { policy, now: Date.UTC(2026, 10, 23, 9), random: secureRandom });
 * issued.ok && issued.pass.lifetimeInMinutes; // => 90
 * issued.ok && issued.passcode.reveal().length; // => 12
 * ```
 * @throws TypeError or RangeError as `checkRequest` and `generatePasscode` do
 */
export function issue(request: unknown, context: IssueContext): Issued {
  const { policy, random, current = null, alphabet } = context;
  const now = toInstant(context.now, 'now');
  const check = checkRequest(request, { ...context, now });
  if (!check.ok) return check;
  const { startDateTime, lifetimeInMinutes, isUsableOnce } = check.request;
  const passcode = generatePasscode({ random, length: policy.defaultLength, alphabet });
  const { id = uuid(random) } = context;
  if (typeof id !== 'string' || id === '') refuse('id', 'a non-empty string', id);
  const pass: Pass = {
    id,
    createdAt: now,
    startsAt: startDateTime ?? now,
    lifetimeInMinutes,
    isUsableOnce,
    redeemedAt: null,
    lastUsedAt: null,
    failedAttempts: 0,
    version: 1,
  };
  const replaced = current === null ? null : { pass: current, usability: usability(current, { ...context, now }) };
  return { ok: true, pass, passcode, replaced, ignored: check.ignored };
}
