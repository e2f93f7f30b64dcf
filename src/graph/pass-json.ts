import { type MethodUsabilityReason, type Pass, type Passcode, type UsabilityContext, usability } from '../index.ts';
import { writeDateTime } from './date-time.ts';

/** The two versions of Microsoft Graph, as they stand in its URLs. */
export type GraphVersion = 'v1.0' | 'beta';

/**
 * A `temporaryAccessPassAuthenticationMethod` as Graph sends it, its names in Graph's order. Grade: documented (learn.microsoft.com/
 * graph/api/resources/temporaryaccesspassauthenticationmethod, 07/22/2024); the order is observed.
 */
export interface GraphPass {
  /** Where the entity lives in the service's metadata; not in the items of a list. */
  readonly '@odata.context'?: string;
  /** The id of the pass. */
  readonly id: string;
  /** The passcode in the answer to its creation, and `null` ever after. */
  readonly temporaryAccessPass: string | null;
  /** When it was created, UTC. */
  readonly createdDateTime: string;
  /** When it begins to be usable, UTC. */
  readonly startDateTime: string;
  /** Minutes from then to its end. */
  readonly lifetimeInMinutes: number;
  /** Whether it can be used only once. */
  readonly isUsableOnce: boolean;
  /** Whether it can be used now. */
  readonly isUsable: boolean;
  /** Why, or why not. */
  readonly methodUsabilityReason: MethodUsabilityReason;
  /** When it was last used, UTC; `null` until then. In `beta` alone. */
  readonly lastUsedDateTime?: string | null;
}

/** Under which circumstances a pass is written. */
export interface WritePassContext extends UsabilityContext {
  /** The passcode, in the answer to a creation; left out, `temporaryAccessPass` is `null`. */
  readonly passcode?: Passcode;
  /** `beta` has `lastUsedDateTime` as well. Default `v1.0`. */
  readonly version?: GraphVersion;
  /** How the caller named the user; with it, the pass carries its `@odata.context`. */
  readonly userKey?: string | undefined;
}

/**
 * A pass as Graph sends it at `now`, ready for `JSON.stringify`. `isUsable` and its reason are derived on the spot, so write anew for
 * each answer. Grade: names documented, order and date format observed.
 *
 * @example
 * ```ts
 * import { definePolicy, type Pass } from 'temporary-access-pass';
 * import { writePass } from 'temporary-access-pass/graph';
 *
 * const pass: Pass = {
 *   id: '6f1c5a3e-2b0d-4c8e-9a57-d1e2f3a4b5c6', createdAt: 1_500, startsAt: 0, lifetimeInMinutes: 60, isUsableOnce: false,
 *   redeemedAt: null, lastUsedAt: null, failedAttempts: 0, version: 1,
 * };
 * writePass(pass, { policy: definePolicy({ state: 'enabled' }), now: 3_600_000 });
 * // => {
 * //   id: '6f1c5a3e-2b0d-4c8e-9a57-d1e2f3a4b5c6', temporaryAccessPass: null, createdDateTime: '1970-01-01T00:00:01.5Z',
 * //   startDateTime: '1970-01-01T00:00:00Z', lifetimeInMinutes: 60, isUsableOnce: false, isUsable: false,
 * //   methodUsabilityReason: 'Expired',
 * // }
 * ```
 * @throws TypeError or RangeError as `usability` does, RangeError for an instant outside the years 0001..9999, and URIError for half a character
 * (a lone surrogate) in `userKey`
 */
export function writePass(pass: Pass, context: WritePassContext): GraphPass {
  const { isUsable, methodUsabilityReason } = usability(pass, context);
  const { passcode, version = 'v1.0', userKey } = context;
  const written = {
    id: pass.id,
    temporaryAccessPass: passcode === undefined ? null : passcode.reveal(),
    createdDateTime: writeDateTime(pass.createdAt),
    startDateTime: writeDateTime(pass.startsAt),
    lifetimeInMinutes: pass.lifetimeInMinutes,
    isUsableOnce: pass.isUsableOnce,
    isUsable,
    methodUsabilityReason,
  };
  const { lastUsedAt } = pass;
  const used =
    version === 'v1.0' ? undefined : { lastUsedDateTime: lastUsedAt === null ? null : writeDateTime(lastUsedAt) };
  if (userKey === undefined) return Object.assign(written, used);
  // Not spread: engines take fifty times as long for a spread behind other properties.
  return Object.assign({ '@odata.context': `${passesContext(userKey, version)}/$entity` }, written, used);
}

/** The `@odata.context` of a user's passes. An apostrophe would end the key; an id needs no encoding. Half a character has none: a `URIError`. */
export function passesContext(userKey: string, version: GraphVersion): string {
  const key = /^[\w-]+$/.test(userKey) ? userKey : encodeURIComponent(userKey).replace(/'/g, '%27');
  return `https://graph.microsoft.com/${version}/$metadata#users('${key}')/authentication/temporaryAccessPassMethods`;
}
