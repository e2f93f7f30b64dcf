import {
  checkRequest,
  explain,
  type InstantLike,
  type MethodUsabilityReason,
  type Pass,
  type PassContext,
  type Policy,
  type RequestCheck,
  type RequestContext,
  type RequestViolation,
  toInstant,
  wholePolicy,
} from '../index.ts';
import { type Finding, type FindingId, lintPolicy, type LintOptions, toText } from '../review/index.ts';
import { assertBaseline, assertCode, assertReason } from './names.ts';

/** What `expect.extend` wants of a matcher: whether it holds, and what to say where that is not what was expected. */
export interface MatcherResult {
  /** Whether it holds. */
  readonly pass: boolean;
  /** The whole story, for whoever reads the failure. */
  readonly message: () => string;
}

/** The circumstances of a request but for the policy, which is what `expect` is given. */
type Asked = Omit<RequestContext, 'policy'>;

/** The matchers as they are called on `expect(…)`; `Result` is what the test framework has them return. */
export interface Matchers<Result> {
  /** `expect(pass)`: usable at an instant, under a policy. */
  toBeUsableAt(now: InstantLike, context: PassContext): Result;
  /** `expect(pass)`: has this `methodUsabilityReason` at an instant, under a policy. */
  toHaveReasonAt(now: InstantLike, reason: MethodUsabilityReason, context: PassContext): Result;
  /** `expect(policy)`: accepts a request. */
  toAcceptRequest(request: unknown, context: Asked): Result;
  /** `expect(policy)`: refuses a request, with this violation among others or alone. */
  toRejectRequest(request: unknown, code: RequestViolation['code'], context: Asked): Result;
  /** `expect(policy)`: meets these demands, or has them accepted with a reason; one that can't be told counts as not met. */
  toSatisfyBaseline(ids: readonly FindingId[], options?: LintOptions): Result;
}

type Plain = {
  readonly [Name in keyof Matchers<MatcherResult>]: (
    received: Name extends 'toBeUsableAt' | 'toHaveReasonAt' ? Pass : Policy,
    ...args: Parameters<Matchers<MatcherResult>[Name]>
  ) => MatcherResult;
};

/**
 * Matchers for `expect.extend` of Vitest and Jest. They are plain functions: call one, with what `expect` would be given first, where the
 * test runner has no `expect`, such as node:test. Grade: chosen.
 *
 * @example
 * ```ts
 * import { definePolicy } from 'temporary-access-pass';
 * import { temporaryAccessPassMatchers } from 'temporary-access-pass/testing';
 *
 * const policy = definePolicy({ state: 'enabled', maximumLifetimeInMinutes: 240 });
 * const { pass, message } = temporaryAccessPassMatchers.toAcceptRequest(policy, { lifetimeInMinutes: 300 }, { now: 0 });
 * pass; // => false
 * message().split('\n').slice(0, 2);
 * // => [
 * //   'expected the policy to accept { lifetimeInMinutes: 300 }, and it refuses it:',
 * //   '- lifetimeOutOfRange: `lifetimeInMinutes` expected 60..240, got 300',
 * // ]
 * ```
 * @throws (from the matchers) as `usability`, `checkRequest` and `lintPolicy` do, and RangeError for a reason, a code or an id that does not exist, and
 *   for a baseline without an id
 */
export const temporaryAccessPassMatchers: Plain = {
  toBeUsableAt(received, now, context) {
    return reasonAt(received, now, 'EnabledByPolicy', context);
  },
  toHaveReasonAt(received, now, reason, context) {
    assertReason(reason);
    return reasonAt(received, now, reason, context);
  },
  toAcceptRequest(received, request, context) {
    return outcomeOf(received, request, context, { wish: 'accept', isWished: (check) => check.ok });
  },
  toRejectRequest(received, request, code, context) {
    assertCode(code);
    return outcomeOf(received, request, context, {
      wish: `refuse with ${code}`,
      isWished: (check) => !check.ok && check.violations.some((violation) => violation.code === code),
    });
  },
  toSatisfyBaseline(received, ids, options = {}) {
    assertBaseline(ids);
    const found = lintPolicy(received, options).filter(({ id }) => id === 'TAP.valid' || ids.includes(id));
    const unmet = found.filter(({ accepted }) => accepted === null);
    return { pass: unmet.length === 0, message: () => baselineStory(ids, unmet) };
  },
};

function reasonAt(pass: Pass, now: InstantLike, reason: MethodUsabilityReason, context: PassContext): MatcherResult {
  const at = toInstant(now, 'now');
  const explanation = explain(pass, { ...context, now: at });
  const { methodUsabilityReason: got, rule, steps } = explanation;
  const holds = got === reason;
  // What was judged, and not the pass once more, which may say something else by then.
  const judged = Object.assign({}, ...steps.map(({ inputs }) => inputs)) as { startsAt: number; endsAt: number };
  const message = (): string => {
    const { startsAt, endsAt } = judged;
    const wish = holds ? `not to be ${reason}` : `to be ${reason}`;
    return [
      `expected the pass ${wish} at ${iso(at)}, and it is ${got}, decided by ${rule}`,
      `window: ${iso(startsAt)} until ${iso(endsAt)}, ${Math.round((endsAt - startsAt) / 60_000)} minutes; its end is no part of it`,
      toText(explanation),
    ].join('\n');
  };
  return { pass: holds, message };
}

function outcomeOf(
  received: Policy,
  request: unknown,
  context: Asked,
  { wish, isWished }: { readonly wish: string; readonly isWished: (check: RequestCheck) => boolean },
): MatcherResult {
  // Read once, so that what is told is what was judged.
  const policy = wholePolicy(received);
  const check = checkRequest(request, { ...context, policy });
  const holds = isWished(check);
  const message = (): string => {
    const { state, minimumLifetimeInMinutes, maximumLifetimeInMinutes, defaultLifetimeInMinutes, isUsableOnce } =
      policy;
    const outcome = check.ok
      ? ['it accepts it']
      : ['it refuses it:', ...check.violations.map((violation) => `- ${violation.code}: ${violation.message}`)];
    const lifetimes = `${minimumLifetimeInMinutes}..${maximumLifetimeInMinutes} minutes, ${defaultLifetimeInMinutes} by default`;
    return [
      `expected the policy ${holds ? 'not to' : 'to'} ${wish} ${asked(request)}, and ${outcome.join('\n')}`,
      `policy: ${state}, ${lifetimes}, ${isUsableOnce ? 'one-time is forced' : 'multi-use is allowed'}`,
      `asked at ${iso(toInstant(context.now, 'now'))}`,
    ].join('\n');
  };
  return { pass: holds, message };
}

const SETTABLE: ReadonlySet<string> = new Set(['startDateTime', 'lifetimeInMinutes', 'isUsableOnce']);

/** A request in words. Text in it is named and not repeated: it may be a passcode. */
function asked(request: unknown): string {
  if (typeof request !== 'object' || request === null) return typeof request;
  try {
    return fieldsOf(request);
  } catch {
    return 'an object that can not be read';
  }
}

function fieldsOf(request: object): string {
  const told = Object.entries(request).flatMap(([name, value]) =>
    SETTABLE.has(name) ? [`${name}: ${say(value)}`] : [],
  );
  return told.length > 0 ? `{ ${told.join(', ')} }` : '{}';
}

function say(value: unknown): string {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value instanceof Date ? iso(value.getTime()) : typeof value;
}

function baselineStory(ids: readonly FindingId[], unmet: readonly Finding[]): string {
  if (unmet.length === 0) return `expected the policy not to meet ${ids.join(', ')}, and it does`;
  const lines = unmet.flatMap(({ id, severity, verdict, asked: demand, found, fix, source }) => [
    `- ${id} (${severity}, ${verdict}): ${demand}`,
    `  found: ${found}`,
    `  to do: ${fix}`,
    `  source: ${source.name}`,
  ]);
  return [`expected the policy to meet ${ids.join(', ')}, and it does not:`, ...lines].join('\n');
}

function iso(instant: number): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? `${instant} ms` : date.toISOString();
}
