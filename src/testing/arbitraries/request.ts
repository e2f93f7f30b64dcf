import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { definePolicy, type InstantLike, type PassRequest, type Policy } from '../../index.ts';
import { FIRST, LAST, MINUTE, MONDAY } from './calendar.ts';
import { anyIntegerAround } from './policy.ts';

/** Rules that a request itself can break, whoever asks. */
export type BreakableRule = 'lifetimeOutOfRange' | 'multipleUseNotAllowed' | 'startInThePast' | 'startOutOfRange';

/** For which circumstances requests are drawn. */
export interface AnyRequestOptions {
  /** The policy whose limits are the edges; default the service's defaults, enabled. */
  readonly policy?: Policy;
  /** The instant of the request in epoch milliseconds, within the years 1..9969; default one in 2026. */
  readonly now?: number;
  /** As in `checkRequest`; default 0. */
  readonly startToleranceInMilliseconds?: number;
  /** `null`: only requests that break no rule. A rule: only requests that break that one and no other. Left out: some of each. */
  readonly breaks?: BreakableRule | null;
}

/** The longest that a pass lives, in milliseconds. */
const LONGEST = 43_200 * MINUTE;

/**
 * Requests of the right types: complete, partial, with `null`, with instants in every form that is taken, and with lifetimes and starts
 * around the edges of the policy and of `now`. Whether the policy is enabled and covers somebody is no part of a request. Grade: chosen.
 *
 * @example
 * ```ts
 * import { check, property } from 'fast-check';
 * import { checkRequest, definePolicy } from 'temporary-access-pass';
 * import { anyRequest } from 'temporary-access-pass/testing/arbitraries';
 *
 * const policy = definePolicy({ state: 'enabled' });
 * const valid = anyRequest({ policy, now: 0, breaks: null });
 * check(property(valid, (request) => checkRequest(request, { policy, now: 0 }).ok)).failed; // => false
 * ```
 * @throws RangeError where the policy has nothing that `breaks` could break
 */
export function anyRequest(options: AnyRequestOptions = {}): Arbitrary<PassRequest> {
  const { policy = definePolicy({ state: 'enabled' }), now = MONDAY, breaks } = options;
  const earliest = now - (options.startToleranceInMilliseconds ?? 0);
  if (breaks === 'multipleUseNotAllowed' && !policy.isUsableOnce) {
    throw new RangeError('`breaks` expected a rule that this policy has, and it forces no one-time use');
  }
  const good = valid(policy, earliest, now);
  const bad = broken(policy, earliest);
  if (breaks === undefined) return mixed(good, bad);
  // The request that people make most often.
  const nothing = { weight: 1, arbitrary: fc.constant({}) };
  if (breaks === null) return fc.oneof(nothing, { weight: 19, arbitrary: fc.record(good, { requiredKeys: [] }) });
  const required =
    breaks === 'lifetimeOutOfRange'
      ? 'lifetimeInMinutes'
      : breaks === 'multipleUseNotAllowed'
        ? 'isUsableOnce'
        : 'startDateTime';
  return fc.record({ ...good, [required]: bad[breaks] }, { requiredKeys: [required] });
}

type Fields = { readonly [Name in keyof PassRequest]-?: Arbitrary<Exclude<PassRequest[Name], undefined>> };

function valid(policy: Policy, earliest: number, now: number): Fields {
  const { minimumLifetimeInMinutes: minimum, maximumLifetimeInMinutes: maximum, isUsableOnce } = policy;
  const latest = LAST - LONGEST;
  return {
    startDateTime: fc.option(
      fc
        .oneof(
          fc.constantFrom(earliest, earliest + 1, now, now + 1, latest),
          fc.integer({ min: earliest, max: Math.max(earliest, Math.min(latest, now + 30 * 86_400_000)) }),
        )
        .chain(inAnyForm),
    ),
    lifetimeInMinutes: fc.option(anyIntegerAround(minimum, maximum)),
    isUsableOnce: fc.option(isUsableOnce ? fc.constant(true) : fc.boolean()),
  };
}

function broken(policy: Policy, earliest: number): Record<BreakableRule, Arbitrary<number | boolean | InstantLike>> {
  const { minimumLifetimeInMinutes: minimum, maximumLifetimeInMinutes: maximum } = policy;
  return {
    lifetimeOutOfRange: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(minimum - 1, maximum + 1) },
      { weight: 1, arbitrary: fc.constantFrom(0, -1, -0, 2 ** 31, 2 ** 32 + 8) },
    ),
    multipleUseNotAllowed: fc.constant(false),
    startInThePast: fc
      .oneof(
        fc.constantFrom(earliest - 1, earliest - MINUTE, FIRST),
        fc.integer({ min: Math.min(FIRST, earliest - 1), max: earliest - 1 }),
      )
      .chain(inAnyForm),
    startOutOfRange: fc.constantFrom(LAST + 1, LAST + MINUTE, LAST + LONGEST, 8.64e15).chain(inAnyForm),
  };
}

/** Each field mostly right, sometimes not, so that rules are broken alone and together. */
function mixed(good: Fields, bad: ReturnType<typeof broken>): Arbitrary<PassRequest> {
  const calendar = fc.constantFrom(FIRST - 1, FIRST, FIRST + 1, LAST - 1, LAST).chain(inAnyForm);
  const fields = {
    startDateTime: mostly(good.startDateTime, bad.startInThePast, bad.startOutOfRange, calendar),
    lifetimeInMinutes: mostly(good.lifetimeInMinutes, bad.lifetimeOutOfRange),
    isUsableOnce: mostly(good.isUsableOnce, bad.multipleUseNotAllowed),
  } as Fields;
  return fc.record(fields, { requiredKeys: [] });
}

function mostly(right: Arbitrary<unknown>, ...wrong: readonly Arbitrary<unknown>[]): Arbitrary<unknown> {
  return fc.oneof({ weight: 3, arbitrary: right }, ...wrong.map((arbitrary) => ({ weight: 1, arbitrary })));
}

/** The same instant as a number, as a `Date`, as luxon has it and as Temporal has it. */
function inAnyForm(millis: number): Arbitrary<InstantLike> {
  return fc.constantFrom<InstantLike>(
    millis,
    new Date(millis),
    { toMillis: () => millis },
    { epochMilliseconds: millis },
  );
}

/**
 * What somebody may send instead of a request: text for numbers, fractions, 1 for `true`, dates as text, misspelt names, and no object at
 * all. Every one is refused with `wrongType` or `unknownProperty`. Grade: chosen.
 */
export function anyMalformedRequest(): Arbitrary<unknown> {
  const wrong = [
    ['startDateTime', ['2026-11-23T09:00:00Z', '', Number.NaN, 8.64e15 + 1, true, {}, new Date(Number.NaN)]],
    ['lifetimeInMinutes', ['60', '', 60.5, Number.NaN, Infinity, true, [60], {}]],
    ['isUsableOnce', ['false', 'true', '', 0, 1, {}]],
    ['lifetime', [60, null]],
    ['IsUsableOnce', [true, null]],
    ['__proto__', [{}, null]],
  ] as const;
  const one = fc
    .constantFrom(...wrong)
    .chain(([name, values]) => fc.constantFrom<unknown>(...values).map((value) => [name, value] as const));
  const right = fc.record(
    { lifetimeInMinutes: fc.constant(60), isUsableOnce: fc.constant(true) },
    { requiredKeys: [] },
  );
  const fields = fc.tuple(right, fc.array(one, { minLength: 1, maxLength: 2 })).map(([rest, found]) =>
    // `fromEntries` makes an own property of `__proto__`, as JSON.parse does.
    Object.fromEntries([...Object.entries(rest), ...found]),
  );
  const none = fc.constantFrom<unknown>(undefined, null, 60, 'text', true, [], [{}], new Date(0));
  return fc.oneof({ weight: 6, arbitrary: fields }, { weight: 1, arbitrary: none });
}
