import { type AttemptContext, attemptRedeem, type AttemptedRedemption, type TypedAttempt } from './attempt.ts';
import { type Explanation, explain } from './explain.ts';
import type { InstantLike } from './instant.ts';
import { issue, type IssueContext, type Issued } from './issue.ts';
import type { Pass } from './pass.ts';
import { type Attempt, redeem, type RedeemContext, type Redemption } from './redeem.ts';
import { checkRequest, type RequestCheck, type RequestContext } from './request.ts';
import { nextTransition, type Segment, timeline, type Transition } from './timeline.ts';
import { type PassContext, type Usability, usability, type UsabilityContext } from './usability.ts';

/** What `bind` holds on to: a policy, a clock, a random source, and any option of the calls that should be the same in all of them. */
export interface Binding extends Omit<IssueContext & AttemptContext, 'now' | 'subject' | 'current' | 'id'> {
  /** Says what time it is; read once a call. */
  readonly clock: () => InstantLike;
}

type Rest<Context> = Omit<Context, keyof Binding | 'now'>;

/** The rules with policy, clock and random source filled in. */
export interface BoundRules {
  /** See `checkRequest`. */
  readonly checkRequest: (request: unknown, context?: Rest<RequestContext>) => RequestCheck;
  /** See `issue`. */
  readonly issue: (request: unknown, context?: Rest<IssueContext>) => Issued;
  /** See `usability`. */
  readonly usability: (pass: Pass, context?: Rest<UsabilityContext>) => Usability;
  /** See `explain`. */
  readonly explain: (pass: Pass, context?: Rest<UsabilityContext>) => Explanation;
  /** See `nextTransition`. */
  readonly nextTransition: (pass: Pass, context?: Rest<UsabilityContext>) => Transition | null;
  /** See `timeline`. */
  readonly timeline: (pass: Pass, context?: Rest<PassContext>) => readonly Segment[];
  /** See `redeem`. */
  readonly redeem: (pass: Pass, attempt: Attempt, context?: Rest<RedeemContext>) => Redemption;
  /** See `attemptRedeem`. */
  readonly attemptRedeem: (attempt: TypedAttempt, context?: Rest<AttemptContext>) => Promise<AttemptedRedemption>;
}

/**
 * The rules bound to a policy, a clock and a random source, for programs that have one of each. The clock is read once a call, so
 * that one decision is about one instant. What is bound stays as it was; bind again when the policy changes. Grade: chosen.
 *
 * @example
 * ```ts
 * import { bind, definePolicy, secureRandom } from 'temporary-access-pass';
 *
 * const rules = bind({ policy: definePolicy({ state: 'enabled' }), clock: () => Date.UTC(2026, 10, 23, 9), random: secureRandom });
 * const issued = rules.issue({});
 * issued.ok && rules.usability(issued.pass).isUsable; // => true
 * ```
 * @throws (from the bound functions) as the functions of the same names do
 */
export function bind(binding: Binding): BoundRules {
  const { clock, ...held } = binding;
  const at = (rest: object | undefined): IssueContext & AttemptContext => ({ ...rest, ...held, now: clock() });
  return {
    checkRequest: (request, rest) => checkRequest(request, at(rest)),
    issue: (request, rest) => issue(request, at(rest)),
    usability: (pass, rest) => usability(pass, at(rest)),
    explain: (pass, rest) => explain(pass, at(rest)),
    nextTransition: (pass, rest) => nextTransition(pass, at(rest)),
    timeline: (pass, rest) => timeline(pass, at(rest)),
    redeem: (pass, attempt, rest) => redeem(pass, attempt, at(rest)),
    attemptRedeem: async (attempt, rest) => attemptRedeem(attempt, at(rest)),
  };
}
