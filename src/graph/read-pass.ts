import { type MethodUsabilityReason, type Pass, type WrongType, wrongType } from '../index.ts';
import { DATE_TIME, readDateTime } from './date-time.ts';
import { asObject, isTypeName, own } from './json.ts';

/** What a pass on the wire says of itself: an answer of the moment when it was sent. */
export interface Reported {
  /** Graph's `isUsable`. */
  readonly isUsable: boolean;
  /** Graph's `methodUsabilityReason`. */
  readonly methodUsabilityReason: MethodUsabilityReason;
}

/** The outcome of reading a pass: the record and what was said about it, or what is wrong with the JSON. */
export type PassReading =
  | { readonly ok: true; readonly pass: Pass; readonly reported: Reported | null }
  | { readonly ok: false; readonly violations: readonly WrongType[] };

const REASONS: readonly MethodUsabilityReason[] = [
  'EnabledByPolicy',
  'DisabledByPolicy',
  'Expired',
  'NotYetValid',
  'OneTimeUsed',
];

// Made beforehand, as the rest of what a reading needs: a third of its time would go into them.
const EXPECTED_REASON = /* @__PURE__ */ `one of ${REASONS.join(', ')}`;

/**
 * A pass that Graph sent, parsed from JSON, as a record that `usability`, `nextTransition` and `timeline` can be asked about, so that a
 * page knows when its answer changes without asking the service again.
 *
 * What the wire does not tell is filled in, so do not store the record over one of your own: `version` is 1 and `failedAttempts` 0 (a locked
 * pass is not told apart from a disabled policy); a one-time pass that was used has its `redeemedAt` at `lastUsedDateTime`, which only
 * `beta` sends, or else at its start, the earliest it can have been. The passcode stays in the JSON. Properties that a pass does not have
 * are passed over, since the service may add some. Grade: chosen; reasons are read in any case, as early pages spelt them otherwise.
 *
 * @example
 * ```ts
 * import { defaultPolicy, nextTransition } from 'temporary-access-pass';
 * import { readPass } from 'temporary-access-pass/graph';
 *
 * const reading = readPass({
 *   id: '6f1c5a3e-2b0d-4c8e-9a57-d1e2f3a4b5c6', temporaryAccessPass: null, createdDateTime: '2026-11-23T08:59:59.3Z',
 *   startDateTime: '2026-11-23T10:00:00+01:00', lifetimeInMinutes: 60, isUsableOnce: false, isUsable: true,
 *   methodUsabilityReason: 'EnabledByPolicy',
 * });
 * reading.ok && reading.pass.startsAt === Date.UTC(2026, 10, 23, 9); // => true
 * const refused = readPass({ id: 'x', startDateTime: '2026-11-23T10:00:00' });
 * !refused.ok && refused.violations[0]?.message;
 * // => '`createdDateTime` expected date-time with Z or an offset, such as 2026-11-24T08:00:00Z, got undefined'
 * ```
 */
export function readPass(json: unknown): PassReading {
  const fields = asObject(json);
  if (fields === undefined) return { ok: false, violations: [wrongType([], 'object', json)] };
  const violations: WrongType[] = [];
  const read = <Value>(name: string, expected: string, convert: (value: unknown) => Value | undefined): Value => {
    const given = own(fields, name);
    const value = convert(given);
    if (value === undefined) violations.push(wrongType([name], expected, given));
    // What could not be read is never used: the list above is no longer empty.
    return value as Value;
  };
  read('@odata.type', 'the type of a Temporary Access Pass', asType);
  const id = read('id', 'non-empty string', asId);
  const createdAt = read('createdDateTime', DATE_TIME, readDateTime);
  const startsAt = read('startDateTime', DATE_TIME, readDateTime);
  const lifetimeInMinutes = read('lifetimeInMinutes', 'integer in 1..2147483647', asLifetime);
  const isUsableOnce = read('isUsableOnce', 'boolean', asBoolean);
  const isUsable = read('isUsable', 'boolean or nothing', asAnswer(asBoolean));
  const methodUsabilityReason = read('methodUsabilityReason', EXPECTED_REASON, asAnswer(asReason));
  const lastUsed = read('lastUsedDateTime', DATE_TIME, asAnswer(readDateTime));
  if (violations.length > 0) return { ok: false, violations };
  const wasRedeemed = isUsableOnce && (methodUsabilityReason === 'OneTimeUsed' || lastUsed !== null);
  const redeemedAt = wasRedeemed ? (lastUsed ?? startsAt) : null;
  return {
    ok: true,
    pass: {
      id,
      createdAt,
      startsAt,
      lifetimeInMinutes,
      isUsableOnce,
      redeemedAt,
      lastUsedAt: lastUsed,
      failedAttempts: 0,
      version: 1,
    },
    reported: isUsable === null || methodUsabilityReason === null ? null : { isUsable, methodUsabilityReason },
  };
}

function asType(value: unknown): unknown {
  return value === undefined || isTypeName(value, 'temporaryAccessPassAuthenticationMethod') || undefined;
}

function asId(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An `Edm.Int32`, which is what bits are taken from, so that the end of the pass is an instant. */
function asLifetime(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && (value | 0) === value ? value : undefined;
}

function asBoolean(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function asReason(value: unknown): MethodUsabilityReason | undefined {
  if (typeof value !== 'string') return undefined;
  if (REASONS.includes(value as MethodUsabilityReason)) return value as MethodUsabilityReason;
  const lower = value.toLowerCase();
  return REASONS.find((reason) => reason.toLowerCase() === lower);
}

/** `null` where nothing was said. */
function asAnswer<Value>(convert: (value: unknown) => Value | undefined): (value: unknown) => Value | null | undefined {
  return (value) => (value === undefined || value === null ? null : convert(value));
}
