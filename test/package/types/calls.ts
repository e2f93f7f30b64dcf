/**
 * What must compile, and what must not. `npm run typecheck` is the test: an expectation that is not met, in either direction, is a
 * compile error.
 */
import {
  attemptRedeem,
  bind,
  checkPolicy,
  checkRequest,
  constantTimeEqual,
  defaultPolicy,
  definePolicy,
  entropyBits,
  explain,
  generatePasscode,
  generatePasscodes,
  type InstantLike,
  isInScope,
  issue,
  type MethodUsabilityReason,
  nextTransition,
  type Pass,
  type Passcode,
  type Policy,
  redeem,
  seal,
  secureRandom,
  timeline,
  updatePolicy,
  usability,
  verifySeal,
} from 'temporary-access-pass';

import { DateTime, Duration } from 'luxon';
import { type Finding, type FindingId, lintPolicy, strength, whatIf } from 'temporary-access-pass/review';
import { graphConformance, manualClock, temporaryAccessPassMatchers } from 'temporary-access-pass/testing';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_answer: Equal<A, B>): void => {};

declare const pass: Pass;
declare const policy: Policy;
const now: InstantLike = 0;
const random = secureRandom;

// An instant is a number, a Date, a luxon DateTime or a Temporal instant, and never text.
const instants: readonly InstantLike[] = [0, new Date(0), { toMillis: () => 0 }, { epochMilliseconds: 0 }];
// @ts-expect-error text without an offset is another instant on every machine
const text: InstantLike = '2026-11-23T09:00:00';
const dateTime: InstantLike = DateTime.utc();
// @ts-expect-error a luxon Duration has `toMillis()` as well, and is no instant
const duration: InstantLike = Duration.fromMillis(0);

// The subject comes first, the context second; neither can take the other's place, and time and chance are always given.
usability(pass, { policy, now });
// @ts-expect-error swapped
usability({ policy, now }, pass);
// @ts-expect-error no hidden clock
usability(pass, { policy });
// @ts-expect-error no hidden policy
usability(pass, { now });
// @ts-expect-error a misspelt option is no option
usability(pass, { policy, now, currentTime: now });
// @ts-expect-error no hidden clock
explain(pass, { policy });
// @ts-expect-error no hidden clock
nextTransition(pass, { policy });
// @ts-expect-error a policy is no pass
timeline(policy, { policy });
// @ts-expect-error no hidden clock
checkRequest({}, { policy });
// @ts-expect-error no hidden randomness
issue({}, { policy, now });
// @ts-expect-error no hidden randomness
generatePasscode({ length: 8 });
// @ts-expect-error no hidden randomness
generatePasscodes(5);
// @ts-expect-error a clock is asked, not stated
bind({ policy, clock: 0, random });
// @ts-expect-error the passcode is compared by the caller, so that the record never meets it
redeem(pass, { passcode: 'secret' }, { policy, now });

// Sealing takes chance, attempts take time, and their answers come later.
same<ReturnType<typeof seal>, Promise<string>>(true);
void seal('12345678', { random });
// @ts-expect-error no hidden randomness
void seal('12345678', {});
// @ts-expect-error an answer that comes later is no answer
export const opened: boolean = verifySeal('$', '12345678');
// @ts-expect-error what is missing is said
void attemptRedeem({ pass: null, candidate: '' }, { policy, now });
// @ts-expect-error no hidden clock
void attemptRedeem({ pass: null, sealed: null, candidate: '' }, { policy });

// What is stored is read only, plain, and holds no secret.
// @ts-expect-error read only
pass.redeemedAt = 0;
// @ts-expect-error read only
policy.state = 'enabled';
// @ts-expect-error read only to the depths
policy.includeTargets.push({ targetType: 'group', id: 'all_users', isRegistrationRequired: false });
// @ts-expect-error the record never holds the passcode
export const leaked: unknown = pass.passcode;

// A policy is built from fields that exist, with values of their types.
definePolicy({ state: 'enabled', defaultLength: 12 });
// @ts-expect-error no such state
definePolicy({ state: 'on' });
// @ts-expect-error no such field
definePolicy({ defaultLenght: 12 });
same<ReturnType<typeof definePolicy>, Policy>(true);
same<typeof defaultPolicy, Policy>(true);
same<ReturnType<typeof isInScope>, boolean>(true);
same<ReturnType<typeof entropyBits>, number>(true);
same<ReturnType<typeof constantTimeEqual>, boolean>(true);

// A refusal is data, and reading the yes without asking is a compile error.
const issued = issue({}, { policy, now, random });
// @ts-expect-error not known to be accepted
export const early: Passcode = issued.passcode;
if (issued.ok) same<typeof issued.passcode, Passcode>(true);
else for (const violation of issued.violations) same<typeof violation.message, string>(true);
// @ts-expect-error a passcode is not its text; `reveal()` is the one way
export const shown: string = issued.ok ? issued.passcode : '';

const checked = checkPolicy({});
// @ts-expect-error not known to be valid
export const unchecked: Policy = checked.policy;
const updated = updatePolicy(policy, {});
if (!updated.ok) for (const { code } of updated.violations) code satisfies string;

// The five reasons, and no sixth.
same<MethodUsabilityReason, 'EnabledByPolicy' | 'DisabledByPolicy' | 'Expired' | 'NotYetValid' | 'OneTimeUsed'>(true);
// @ts-expect-error the comparison above is able to fail
same<MethodUsabilityReason, 'EnabledByPolicy'>(true);

// A policy is looked at with facts that exist, and a demand is named by an id that exists.
same<ReturnType<typeof lintPolicy>, readonly Finding[]>(true);
// @ts-expect-error no such delivery
lintPolicy(policy, { delivery: 'fax' });
// @ts-expect-error no such finding
export const unknown: FindingId = 'EIDSCA.AT03';
// @ts-expect-error no such finding
lintPolicy(policy, { accepted: { 'EIDSCA.AT03': 'a pilot' } });
// @ts-expect-error a chance needs to know how long somebody guesses
strength({ attempts: 10 });
// @ts-expect-error no hidden clock
whatIf({ from: policy, to: policy }, { passes: [pass] });
// @ts-expect-error a change has two ends
whatIf({ from: policy }, { now });
// @ts-expect-error a pass is no policy
temporaryAccessPassMatchers.toAcceptRequest(pass, {}, { now });
// @ts-expect-error no such reason
temporaryAccessPassMatchers.toHaveReasonAt(pass, now, 'Used', { policy });
// @ts-expect-error an instant, not text
manualClock('2026-11-23');
// @ts-expect-error nobody to ask as
export const nobody: unknown = graphConformance({ send: async () => ({ status: 200, headers: {}, body: '' }) });

export { dateTime, duration, instants, text };
