import { endOf, isBefore, toInstant } from './instant.ts';
import { assertRecord, type Pass } from './pass.ts';
import { assertInteger, refuse } from './refusal.ts';
import { type MethodUsabilityReason, usability, type UsabilityContext, type UsabilityRule } from './usability.ts';

/** What came of comparing the passcode, which happens before anything else and whatever the state of the pass. */
export interface Attempt {
  /** Whether the passcode that was typed is the right one. */
  readonly passcodeMatches: boolean;
}

/** Why a redemption is refused: the passcode was wrong, or it was right and the pass is not usable. */
export type RefusalReason = 'wrongPasscode' | Exclude<MethodUsabilityReason, 'EnabledByPolicy'>;

/** What a successful redemption grants. */
export interface Grant {
  /** The end of the pass; what it signs in must not outlive it. Epoch milliseconds. Grade: documented. */
  readonly endsAt: number;
  /**
   * Until when other methods can be registered, in epoch milliseconds: 10 minutes after a one-time sign-in (documented), never later
   * than the pass (chosen); the end of a multi-use pass.
   */
  readonly registrationDeadline: number;
  /** The method's name in Graph's authentication strengths. Grade: documented. */
  readonly strength: 'temporaryAccessPassOneTime' | 'temporaryAccessPassMultiUse';
}

/** What is said to the person who is refused. A wrong passcode gets the same answer for every pass. */
export interface Refusal {
  /** Why. */
  readonly reason: RefusalReason;
  /** The `AADSTS` number of the service's sign-in error. Grade: observed, but for `NotYetValid`, which is chosen. */
  readonly signInError: number;
  /** The row of the decision table that decided; finer than the reason. */
  readonly rule: UsabilityRule | 'wrongPasscode';
}

/**
 * Why a redemption is refused, as the audit log is told. The person is told of the last three that the passcode is wrong: they came too early
 * after a failed attempt, there is no pass, or its sealed passcode can't be read.
 */
export type AuditReason = RefusalReason | 'tooEarly' | 'noSuchPass' | 'unreadableSeal';

/** What an audit log should hold of a decision; never the passcode. */
export interface AuditEvent {
  /** When it was decided, in epoch milliseconds. */
  readonly at: number;
  /** The pass it was about; `null` where there was none. */
  readonly passId: string | null;
  /** What was decided. */
  readonly kind: 'redeemed' | 'refused';
  /** Why it was refused; `null` where it was not. */
  readonly reason: AuditReason | null;
}

interface Decided {
  /** The record to store in place of the one given, where that still has its `version`: compare-and-set, then act. */
  readonly pass: Pass;
  /** For the audit log. */
  readonly event: AuditEvent;
}

/** A decision about one attempt. */
export type Redemption =
  | (Decided & { readonly ok: true; readonly grant: Grant })
  | (Decided & { readonly ok: false; readonly refusal: Refusal });

/** Under which circumstances an attempt is decided. */
export interface RedeemContext extends UsabilityContext {
  /**
   * Milliseconds to wait after a failed attempt, times the failed attempts in a row: 0..3600000, default 0, no delay. The same in every
   * call. Grade: chosen, after RFC 4226 section 7.3, whose example is 5 seconds.
   */
  readonly failedAttemptDelayInMilliseconds?: number;
}

/** Milliseconds that a one-time sign-in has to register a method: ten minutes. Grade: documented (Entra how-to on Temporary Access Pass, 03/04/2025). */
const REGISTRATION_WINDOW = 600_000;

/** AADSTS numbers; learn.microsoft.com/entra/identity-platform/reference-error-codes and the service's own error page. */
const SIGN_IN_ERRORS: Readonly<Record<RefusalReason, number>> = {
  wrongPasscode: 130503,
  Expired: 130504,
  OneTimeUsed: 130505,
  DisabledByPolicy: 130502,
  NotYetValid: 130507,
};

/**
 * Decides one attempt to redeem a pass. Nothing is stored here: write `pass` to your store only where the stored `version` is still
 * the one you read, and act on the decision only if that write went through. Then a one-time pass that many servers redeem at once
 * is redeemed once.
 *
 * A wrong passcode counts as a failed attempt and is answered alike whatever the state of the pass. A success resets the count; a
 * right passcode for a pass that is not usable leaves it. Grade: see `Grant` and `Refusal`; the rest is chosen after OWASP ASVS
 * 5.0 6.3.8 and NIST SP 800-63B-4 section 3.2.2. With a delay, an attempt that comes too early is answered as a wrong passcode and not
 * counted, right or wrong.
 *
 * @throws TypeError where `passcodeMatches` is no boolean, TypeError or RangeError where a field of the record is missing or not as described,
 *   and as `usability` does; with a delay TypeError where a record that counts failed attempts does not say when the last one was
 */
export function redeem(stored: Pass, attempt: Attempt, context: RedeemContext): Redemption {
  // The next record is a copy; decided on one too, so that a row object whose fields are no own ones is refused and not stored empty.
  const pass = { ...stored };
  const { passcodeMatches } = attempt;
  if (typeof passcodeMatches !== 'boolean') refuse('passcodeMatches', 'boolean', passcodeMatches);
  const now = toInstant(context.now, 'now');
  const { methodUsabilityReason, rule } = usability(pass, { ...context, now });
  assertRecord(pass);
  const version = pass.version + 1;
  const { failedAttemptDelayInMilliseconds: delay = 0 } = context;
  assertInteger('failedAttemptDelayInMilliseconds', delay, 0, 3_600_000);
  if (delay > 0 && isTooEarly(pass, delay, now)) return refused({ ...pass, version }, now, WRONG, 'tooEarly');
  if (!passcodeMatches) {
    const next = { ...pass, failedAttempts: pass.failedAttempts + 1, version };
    return refused(delay > 0 ? { ...next, lastFailedAt: now } : next, now, WRONG);
  }
  if (methodUsabilityReason !== 'EnabledByPolicy')
    return refused({ ...pass, version }, now, { reason: methodUsabilityReason, rule });
  return {
    ok: true,
    pass: { ...pass, redeemedAt: pass.isUsableOnce ? now : null, lastUsedAt: now, failedAttempts: 0, version },
    grant: grantOf(pass, now),
    event: { at: now, passId: pass.id, kind: 'redeemed', reason: null },
  };
}

/** RFC 4226 section 7.3: the n-th failed attempt in a row is followed by n times the delay. */
function isTooEarly({ failedAttempts, lastFailedAt }: Pass, delay: number, now: number): boolean {
  if (failedAttempts === 0 || lastFailedAt === null) return false;
  // Missing is not `null`: a store that drops the field would drop the delay in silence.
  if (lastFailedAt === undefined) refuse('pass.lastFailedAt', 'integer or null', lastFailedAt);
  return isBefore(now, lastFailedAt + failedAttempts * delay);
}

const WRONG = { reason: 'wrongPasscode', rule: 'wrongPasscode' } as const;

function refused(
  pass: Pass,
  now: number,
  why: Omit<Refusal, 'signInError'>,
  told: AuditReason = why.reason,
): Redemption {
  const refusal = { ...why, signInError: SIGN_IN_ERRORS[why.reason] };
  return { ok: false, pass, refusal, event: { at: now, passId: pass.id, kind: 'refused', reason: told } };
}

function grantOf(pass: Pass, now: number): Grant {
  const endsAt = endOf(pass);
  const soon = now + REGISTRATION_WINDOW;
  return {
    endsAt,
    registrationDeadline: pass.isUsableOnce && isBefore(soon, endsAt) ? soon : endsAt,
    strength: pass.isUsableOnce ? 'temporaryAccessPassOneTime' : 'temporaryAccessPassMultiUse',
  };
}
