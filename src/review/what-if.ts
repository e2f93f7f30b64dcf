import {
  endOf,
  type InstantLike,
  isInScope,
  nextTransition,
  type Pass,
  type Policy,
  type Subject,
  toInstant,
  type Usability,
  usability,
  type UsabilityContext,
  wholePolicy,
} from '../index.ts';
import { assertOption } from './assert.ts';
import { type PolicyChange, type Weakening, weakenings } from './change.ts';
import { type RequestChanges, requestChanges } from './requests.ts';

/** Whom and what a change would hit. */
export interface WhatIfContext {
  /** The instant of the change. */
  readonly now: InstantLike;
  /** The passes that exist; default none. */
  readonly passes?: readonly Pass[];
  /** The person of each pass, in the same order; needed where a policy names users or groups. */
  readonly subjects?: readonly Subject[];
  /** As in `usability`. */
  readonly failedAttemptLimit?: number;
}

/** Passes whose reason changes in the same way. */
export interface PassGroup {
  /** Their answer now, under the policy so far. */
  readonly from: Usability;
  /** Their answer now, under the policy to come. */
  readonly to: Usability;
  /** Their answers at their next transition, the first instant after now at which either answer changes; `null` where neither will. */
  readonly next: { readonly from: Usability; readonly to: Usability } | null;
  /** The passes, in the order they were given. */
  readonly passes: readonly Pass[];
  /** The instant of the next transition of each of `passes`, in epoch milliseconds; empty where `next` is `null`. */
  readonly nextAt: readonly number[];
}

/** What a change of the policy would do. Plain data. */
export interface WhatIf {
  /** The ways in which it makes passes weaker. */
  readonly weakens: readonly Weakening[];
  /** Lifetimes that can be asked for then and not now, and the other way round, by somebody whom both policies cover. */
  readonly requests: RequestChanges;
  /** Who of `subjects` is covered then and not now, and the other way round. */
  readonly scope: { readonly gains: readonly Subject[]; readonly loses: readonly Subject[] };
  /** The passes whose reason changes, in groups that change alike, those with the most passes first. */
  readonly passes: readonly PassGroup[];
  /** How many passes keep their reason, now and at every later instant. */
  readonly unchanged: number;
}

/**
 * What a change of the policy would do to the passes that exist, to requests, and to the strength of passes to come. A lower lifetime
 * limit does not touch passes that exist; a disabled policy, another scope and newly forced one-time use do. Grade: chosen.
 *
 * @example
 * ```ts
 * import { definePolicy, type Pass } from 'temporary-access-pass';
 * import { whatIf } from 'temporary-access-pass/review';
 *
 * const from = definePolicy({ state: 'enabled' });
 * const to = definePolicy({ state: 'enabled', isUsableOnce: true, maximumLifetimeInMinutes: 240 });
 * const pass: Pass = {
 *   id: 'c5dbed0e-11ec-4f4e-8d2a-7c1f3a5b9d60', createdAt: 0, startsAt: 0, lifetimeInMinutes: 60, isUsableOnce: false,
 *   redeemedAt: null, lastUsedAt: null, failedAttempts: 0, version: 1,
 * };
 * const { requests, passes } = whatIf({ from, to }, { passes: [pass], now: 0 });
 * passes.map((group) => [group.from.rule, group.to.rule, group.next?.to.rule, group.passes.length]);
 * // => [['usable', 'oneTimeOnly', 'expired', 1]]
 * requests.illegal;
 * // => [{ isUsableOnce: true, minimum: 241, maximum: 480 }, { isUsableOnce: false, minimum: 60, maximum: 480 }]
 * ```
 * @throws TypeError or RangeError where a policy is not whole or `passes` are no list, where `subjects` are not people or not as many as `passes`, and as
 *   `usability` and `isInScope` do
 */
export function whatIf(change: PolicyChange, context: WhatIfContext): WhatIf {
  const policies = { from: wholePolicy(change.from), to: wholePolicy(change.to) };
  const { passes = [], subjects } = context;
  const now = toInstant(context.now, 'now');
  assertOption('passes', 'a list of passes', Array.isArray(passes), passes);
  assertOption('subjects', 'as many as passes', subjects === undefined || subjects?.length === passes.length);
  const groups = groupsOf(policies, { ...context, now });
  const changed = groups.reduce((sum, group) => sum + group.passes.length, 0);
  return {
    weakens: weakenings(policies),
    requests: requestChanges(policies),
    scope: scopeChanges(policies, subjects ?? []),
    passes: groups.map(({ edge: _edge, ...group }) => group).sort((a, b) => b.passes.length - a.passes.length),
    unchanged: passes.length - changed,
  };
}

interface Group extends PassGroup {
  readonly passes: Pass[];
  readonly nextAt: number[];
  /** Where in the window of a pass the next transition is. */
  readonly edge: 'start' | 'end';
}

type Context = { -readonly [Name in keyof UsabilityContext]: UsabilityContext[Name] };

function groupsOf({ from, to }: PolicyChange, context: WhatIfContext & { readonly now: number }): Group[] {
  const { passes = [], subjects, now, failedAttemptLimit } = context;
  const rest = failedAttemptLimit === undefined ? { now } : { now, failedAttemptLimit };
  const before: Context = { ...rest, policy: from };
  const after: Context = { ...rest, policy: to };
  const groups: Group[] = [];
  // By index, and with two contexts for all passes: an object a pass would cost more than its answers.
  for (let i = 0; i < passes.length; i++) {
    const pass = passes[i] as Pass;
    if (subjects !== undefined) {
      const subject = subjects[i] as Subject;
      before.subject = subject;
      after.subject = subject;
    }
    const was = usability(pass, before);
    const is = usability(pass, after);
    if (was.methodUsabilityReason === is.methodUsabilityReason) continue;
    const group = groups.find((one) => one.from === was && one.to === is) ?? begin(groups, { pass, before, after });
    group.passes.push(pass);
    if (group.next !== null) group.nextAt.push(group.edge === 'start' ? pass.startsAt : endOf(pass));
  }
  return groups;
}

interface First {
  readonly pass: Pass;
  readonly before: UsabilityContext;
  readonly after: UsabilityContext;
}

/**
 * A new group, and where its passes go next. Passes whose two answers are the same go the same way, at the same edge of their window, so
 * that the first of them speaks for all.
 */
function begin(groups: Group[], { pass, before, after }: First): Group {
  const from = usability(pass, before);
  const to = usability(pass, after);
  const one = nextTransition(pass, before);
  const other = nextTransition(pass, after);
  const at = Math.min(one?.at ?? Infinity, other?.at ?? Infinity);
  const next = {
    from: one !== null && one.at === at ? one.usability : from,
    to: other !== null && other.at === at ? other.usability : to,
  };
  const edge = at === pass.startsAt ? 'start' : 'end';
  const group: Group = { from, to, next: at === Infinity ? null : next, passes: [], nextAt: [], edge };
  groups.push(group);
  return group;
}

function scopeChanges({ from, to }: PolicyChange, subjects: readonly Subject[]): WhatIf['scope'] {
  const gains = subjects.filter((subject) => !covers(from, subject) && covers(to, subject));
  const loses = subjects.filter((subject) => covers(from, subject) && !covers(to, subject));
  return { gains, loses };
}

/** A policy that names nobody covers whatever is asked about, and here that would be told. */
function covers(policy: Policy, subject: Subject): boolean {
  assertOption('subjects', 'a person for each pass', Object(subject) === subject, subject);
  return isInScope(policy, subject);
}
