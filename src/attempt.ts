import { toInstant } from './instant.ts';
import type { Pass } from './pass.ts';
import { type AuditEvent, type Grant, redeem, type RedeemContext, type Refusal } from './redeem.ts';
import { decoySeal, openSeal, type PasscodeHash, pbkdf2, type VerifyOptions } from './seal.ts';

/** What a store has for a person: both, or neither. */
export interface StoredPass {
  /** The record; `null` where there is none. */
  readonly pass: Pass | null;
  /** Its sealed passcode; `null` where there is none. */
  readonly sealed: string | null;
}

/** What a person typed, and what the store has for them. */
export interface TypedAttempt extends StoredPass {
  /** What was typed, as it came off the wire: whatever can't be a passcode, of any type and length, is a wrong one. */
  readonly candidate: unknown;
}

/** Under which circumstances an attempt is decided. */
export interface AttemptContext extends RedeemContext, VerifyOptions {}

/** A change to make in the store. */
export interface PassWrite {
  /** The record to store. */
  readonly pass: Pass;
  /** Only where the stored record still has this id and this version. */
  readonly where: { readonly id: string; readonly version: number };
}

/** A decision about what a person typed: for a success a grant, for a refusal what to tell the person. */
export type AttemptedRedemption = Verdict & Outcome;

type Verdict =
  | { readonly ok: true; readonly grant: Grant }
  | {
      readonly ok: false;
      readonly refusal: Refusal;
    };

interface Outcome {
  /** What to store before acting on the decision; `null` where nothing changes, never for a success. */
  readonly write: PassWrite | null;
  /** For the audit log, once `write` is stored. It alone says that there was no pass, or that it was too early. */
  readonly event: AuditEvent;
  /**
   * Decides again on what the store has now, for when `write` came too late: at the same instant, and without hashing anew while the
   * sealed passcode is the same.
   */
  readonly retry: (stored: StoredPass) => Promise<AttemptedRedemption>;
}

/**
 * Verifies what a person typed against the sealed passcode, then decides as `redeem` does. A missing pass costs the same work and is answered
 * as a wrong passcode; so is a sealed passcode that can't be read, which counts as no attempt. Store `write`, and act on the decision only
 * if a row was written; otherwise `retry` with what is stored now.
 *
 * Grade: chosen, after OWASP ASVS 5.0 6.3.8; the rules themselves as for `redeem`.
 *
 * @example
 * ```ts
 * import { attemptRedeem, definePolicy, issue, seal, secureRandom } from 'temporary-access-pass';
 *
 * const context = { policy: definePolicy({ state: 'enabled' }), now: Date.UTC(2026, 10, 23, 9), random: secureRandom };
 * const issued = issue({ isUsableOnce: true }, context);
 * if (!issued.ok) throw new Error('refused');
 * const { pass, passcode } = issued;
 * const sealed = await seal(passcode, context);
 *
 * const right = await attemptRedeem({ pass, sealed, candidate: passcode.reveal() }, context);
 * right.ok && right.write?.where; // => { id: pass.id, version: 1 }
 *
 * const absent = await attemptRedeem({ pass: null, sealed: null, candidate: 'anything' }, context);
 * !absent.ok && absent.refusal.reason; // => 'wrongPasscode'
 * absent.event.reason; // => 'noSuchPass'
 * ```
 * @throws (rejects with) TypeError or RangeError as `redeem` does, whether there is a pass or not, and as `verifySeal` does
 */
export async function attemptRedeem(attempt: TypedAttempt, context: AttemptContext): Promise<AttemptedRedemption> {
  const { candidate } = attempt;
  const held = { ...context, now: toInstant(context.now, 'now') };
  const { hash = pbkdf2() } = held;
  const judge = async (stored: StoredPass, before?: Opened): Promise<AttemptedRedemption> => {
    const { pass, sealed } = stored;
    const known =
      before && before.sealed === sealed ? before : { sealed, matches: await open(sealed, candidate, hash) };
    return { ...decide(pass ?? null, known.matches, held), retry: async (fresh) => judge(fresh, known) };
  };
  return judge(attempt);
}

/** What came of a sealed passcode: whether it is the one typed, `undefined` where it can't be read. */
interface Opened {
  readonly sealed: string | null;
  readonly matches: boolean | undefined;
}

async function open(sealed: string | null, candidate: unknown, hash: PasscodeHash): Promise<boolean | undefined> {
  const matches = await openSeal(sealed, candidate, hash);
  if (matches === undefined) await openSeal(decoySeal(hash), candidate, hash);
  return matches;
}

function decide(
  stored: Pass | null,
  matches: boolean | undefined,
  context: RedeemContext & { readonly now: number },
): Verdict & Omit<Outcome, 'retry'> {
  // Where there is no pass, a wrong call has to be as wrong as elsewhere, or its error would tell.
  const passcodeMatches = matches === true && stored !== null;
  const { pass: next, event, ...verdict } = redeem(stored ?? nobodys(context.now), { passcodeMatches }, context);
  const told = matches === undefined ? 'unreadableSeal' : event.reason;
  const reason = stored === null ? 'noSuchPass' : told;
  // Any other refusal changes nothing: there is nothing to store, and no other attempt to be in the way of.
  const changes = reason === null || reason === 'wrongPasscode';
  const write = changes ? { pass: next, where: { id: next.id, version: next.version - 1 } } : null;
  return { ...verdict, write, event: { ...event, passId: stored && event.passId, reason } };
}

/** A pass in the place of none. */
function nobodys(now: number): Pass {
  const nothing = { redeemedAt: null, lastUsedAt: null, failedAttempts: 0, version: 0 };
  return { id: '', createdAt: now, startsAt: now, lifetimeInMinutes: 1, isUsableOnce: true, ...nothing };
}
