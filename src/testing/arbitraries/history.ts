import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import {
  endOf,
  issue,
  type Pass,
  type PassRequest,
  type Policy,
  redeem,
  type RequestViolation,
  type Subject,
} from '../../index.ts';
import type { RefusalReason } from '../../index.ts';
import { scriptedRandom } from '../random.ts';
import { MINUTE, MONDAY } from './calendar.ts';
import { anyPolicy, anySubject } from './policy.ts';

/** Something that happens to a person's pass. */
export type Happening =
  | { readonly kind: 'request'; readonly request: PassRequest }
  | { readonly kind: 'attempt'; readonly passcodeMatches: boolean }
  | { readonly kind: 'policy'; readonly policy: Policy };

/** One happening, when it was, and what came of it by the rules. */
export interface Moment {
  /** Epoch milliseconds, never before the moment before. */
  readonly at: number;
  /** What happened. */
  readonly happening: Happening;
  /** The policy after it. */
  readonly policy: Policy;
  /** The record after it; `null` while there is none. */
  readonly pass: Pass | null;
  /** Why it was refused, all codes of a request or the one reason of an attempt; empty where it was not. */
  readonly refused: readonly (RequestViolation['code'] | RefusalReason)[];
}

/** What happened to one person, in order. */
export interface History {
  /** The person. */
  readonly subject: Subject;
  /** The policy at the beginning. */
  readonly policy: Policy;
  /** What happened. */
  readonly moments: readonly Moment[];
}

/** How histories are drawn. */
export interface AnyHistoryOptions {
  /** Most moments, default 12. */
  readonly maxLength?: number;
}

/** Where time goes before something happens: to an edge of the pass, ten minutes before its end, or some minutes on. */
type Wait = readonly [to: 'start' | 'end' | 'deadline' | number, beside: number];

/** A happening before it is known when it is and under which policy. */
type Draft =
  | {
      readonly kind: 'request';
      readonly start: number | null;
      readonly lifetime: 'least' | 'usual' | 'most' | 'more' | null;
      readonly once: boolean | null;
    }
  | Exclude<Happening, { readonly kind: 'request' }>;

/**
 * Sequences of things that happen to one person's pass: requests, attempts with a right or wrong passcode, changes of the policy, with
 * time standing on the edges of the pass in between. Each moment carries what the rules make of it, so that a system of yours can be held
 * to it step by step. Passes have the ids `pass-1`, `pass-2`, … A deleted pass is no part of it. Grade: chosen.
 *
 * @example
 * ```ts
 * import { check, property } from 'fast-check';
 * import { anyHistory } from 'temporary-access-pass/testing/arbitraries';
 *
 * const everySpentPassIsOneTime = property(anyHistory(), ({ moments }) =>
 *   moments.every(({ pass }) => pass === null || pass.redeemedAt === null || pass.isUsableOnce));
 * check(everySpentPassIsOneTime).failed; // => false
 * ```
 * @throws (from fast-check) where `maxLength` is no length
 */
export function anyHistory({ maxLength = 12 }: AnyHistoryOptions = {}): Arbitrary<History> {
  const rest = fc.array(fc.tuple(anyWait(), anyDraft()), { maxLength: maxLength - 1, size: 'max' });
  const steps = fc
    .tuple(anyWait(), anyRequestDraft(), rest)
    .map(([wait, first, more]) => [[wait, first] as const, ...more]);
  return fc
    .record({ policy: usually(anyPolicy()), subject: usually(anySubject()), steps })
    .map(({ policy, subject, steps: drafts }) => live(policy, subject, drafts));
}

/** Under most policies as they are drawn, and for most people, nothing ever happens. */
function usually<Value extends Policy | Subject>(arbitrary: Arbitrary<Value>): Arbitrary<Value> {
  const open = { state: 'enabled', includeTargets: [{ targetType: 'group', id: 'all_users' }], excludeTargets: [] };
  const opened = arbitrary.map(
    (value): Value => ('state' in value ? { ...value, ...open } : { ...value, isExternalGuest: false }),
  );
  return fc.oneof({ weight: 5, arbitrary: opened }, { weight: 1, arbitrary });
}

function anyWait(): Arbitrary<Wait> {
  const to = fc.constantFrom<Wait[0][]>('start', 'start', 'end', 'end', 'deadline', 0, 1, 10, 60 * 24);
  return fc.tuple(to, fc.constantFrom(-1, 0, 1));
}

function anyRequestDraft(): Arbitrary<Draft> {
  return fc.record({
    kind: fc.constant('request' as const),
    start: fc.constantFrom(null, null, null, 0, 1, 10 * MINUTE, -1),
    lifetime: fc.constantFrom(null, null, 'least' as const, 'usual' as const, 'most' as const, 'more' as const),
    once: fc.constantFrom(null, null, true, false),
  });
}

function anyDraft(): Arbitrary<Draft> {
  const attempt = fc.record({ kind: fc.constant('attempt' as const), passcodeMatches: fc.boolean() });
  const policy = fc.record({ kind: fc.constant('policy' as const), policy: usually(anyPolicy()) });
  return fc.oneof(
    { weight: 3, arbitrary: anyRequestDraft() },
    { weight: 5, arbitrary: attempt },
    { weight: 1, arbitrary: policy },
  );
}

function live(policy: Policy, subject: Subject, drafts: readonly (readonly [Wait, Draft])[]): History {
  const moments: Moment[] = [];
  let last: Pick<Moment, 'at' | 'policy' | 'pass'> = { at: MONDAY, policy, pass: null };
  let passes = 0;
  for (const [wait, draft] of drafts) {
    const at = later(last, wait);
    // Nobody can try a passcode before there is one.
    if (draft.kind === 'attempt' && last.pass === null) continue;
    const moment = happen({ ...last, at }, { draft, subject, id: `pass-${passes + 1}` });
    if (moment.pass !== null && moment.pass.id !== last.pass?.id) passes++;
    moments.push(moment);
    last = moment;
  }
  return { subject, policy, moments };
}

function later({ at, pass }: Pick<Moment, 'at' | 'pass'>, [to, beside]: Wait): number {
  if (typeof to === 'number') return Math.max(at, at + to * MINUTE + beside);
  if (pass === null) return at;
  const edges = { start: pass.startsAt, end: endOf(pass), deadline: endOf(pass) - 10 * MINUTE };
  return Math.max(at, edges[to] + beside);
}

interface Drawn {
  readonly draft: Draft;
  readonly subject: Subject;
  readonly id: string;
}

function happen({ at, policy, pass }: Pick<Moment, 'at' | 'policy' | 'pass'>, { draft, subject, id }: Drawn): Moment {
  if (draft.kind === 'policy') return { at, happening: draft, policy: draft.policy, pass, refused: [] };
  const context = { policy, subject, now: at };
  if (draft.kind === 'attempt' && pass !== null) {
    const redemption = redeem(pass, draft, context);
    const refused = redemption.ok ? [] : [redemption.refusal.reason];
    return { at, happening: draft, policy, pass: redemption.pass, refused };
  }
  const request = draft.kind === 'request' ? requestOf(draft, { at, policy }) : {};
  const issued = issue(request, { ...context, random: scriptedRandom([]), id });
  const refused = issued.ok ? [] : issued.violations.map(({ code }) => code);
  return { at, happening: { kind: 'request', request }, policy, pass: issued.ok ? issued.pass : pass, refused };
}

function requestOf(
  draft: Extract<Draft, { kind: 'request' }>,
  { at, policy }: Pick<Moment, 'at' | 'policy'>,
): PassRequest {
  const lifetimes = {
    least: policy.minimumLifetimeInMinutes,
    usual: policy.defaultLifetimeInMinutes,
    most: policy.maximumLifetimeInMinutes,
    more: policy.maximumLifetimeInMinutes + 1,
  };
  return {
    ...(draft.start === null ? {} : { startDateTime: at + draft.start }),
    ...(draft.lifetime === null ? {} : { lifetimeInMinutes: lifetimes[draft.lifetime] }),
    ...(draft.once === null ? {} : { isUsableOnce: draft.once }),
  };
}
