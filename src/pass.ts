import { assertInteger, refuse } from './refusal.ts';

/**
 * A pass as it is stored: only what happened, never what follows from it, and never the passcode. Plain data, safe to store as JSON
 * or as a row. Whether it is usable is asked with `usability` at each reading. Names are Graph's where the value is Graph's; instants
 * are epoch milliseconds and are called `…At`.
 */
export interface Pass {
  /** Unique, in Graph a GUID. */
  readonly id: string;
  /** When the pass was made. May lie a little after `startsAt`. Grade: observed. */
  readonly createdAt: number;
  /** When it begins to be usable. */
  readonly startsAt: number;
  /** Whole minutes from `startsAt` to its end, which is exclusive. */
  readonly lifetimeInMinutes: number;
  /** Whether it can be redeemed only once. */
  readonly isUsableOnce: boolean;
  /** When a one-time pass was spent; `null` while it is not, and always for a multi-use pass. */
  readonly redeemedAt: number | null;
  /** When it was last redeemed; `null` until then. */
  readonly lastUsedAt: number | null;
  /** Wrong passcodes in a row since the last success. */
  readonly failedAttempts: number;
  /** When the last of them was; kept only where a delay between attempts is set. Store it then: a delay without it is refused. */
  readonly lastFailedAt?: number | null;
  /** One higher with every change, for compare-and-set in the store. */
  readonly version: number;
}

/** What decisions read of a pass. */
export type PassFacts = Pick<Pass, 'startsAt' | 'lifetimeInMinutes' | 'isUsableOnce' | 'redeemedAt' | 'failedAttempts'>;

/**
 * Throws unless the fields that a decision reads are what the type says. With an `undefined` or NaN among them every comparison would
 * be false, and a pass that is not expired, not used and not pending is a usable one. PostgreSQL's `bigint` arrives as text: convert it.
 */
export function assertPass(pass: PassFacts): void {
  if (!Number.isInteger(pass.startsAt)) refuse('startsAt', 'integer', pass.startsAt);
  if (!(Number.isInteger(pass.lifetimeInMinutes) && pass.lifetimeInMinutes > 0)) {
    refuse('lifetimeInMinutes', 'integer from 1', pass.lifetimeInMinutes);
  }
  if (typeof pass.isUsableOnce !== 'boolean') refuse('isUsableOnce', 'boolean', pass.isUsableOnce);
  if (!(Number.isInteger(pass.failedAttempts) && pass.failedAttempts >= 0)) {
    refuse('failedAttempts', 'integer from 0', pass.failedAttempts);
  }
  if (!(pass.redeemedAt === null || Number.isInteger(pass.redeemedAt))) {
    refuse('redeemedAt', 'integer or null', pass.redeemedAt);
  }
}

/** Throws unless the other fields are as the type says, for whoever writes the next record: what is wrong in this one would live on in it. */
export function assertRecord({ id, version, createdAt, lastUsedAt, lastFailedAt = null }: Pass): void {
  if (typeof id !== 'string') refuse('pass.id', 'string', id);
  assertInteger('pass.version', version, 0, Number.MAX_SAFE_INTEGER - 1);
  if (!Number.isInteger(createdAt)) refuse('pass.createdAt', 'integer', createdAt);
  for (const [name, at] of Object.entries({ lastUsedAt, lastFailedAt })) {
    if (!(at === null || Number.isInteger(at))) refuse(`pass.${name}`, 'integer or null', at);
  }
}
