import { refuse } from './refusal.ts';

/**
 * A point in time: epoch milliseconds, a `Date`, anything with `toMillis()` (a luxon `DateTime`), or anything with
 * `epochMilliseconds` (a Temporal `Instant` or `ZonedDateTime`). Text is refused: a date-time without an offset means another
 * instant on every machine. A luxon `Duration` has `toMillis()` too and is none: types tell it by its `shiftTo`. Grade: chosen.
 */
export type InstantLike =
  | number
  | Date
  | { toMillis(): number; readonly shiftTo?: never }
  | { readonly epochMilliseconds: number };

/** The most minutes a pass can live, 30 days. Grade: documented (`lifetimeInMinutes`, Graph reference, 07/22/2024). */
export const LONGEST_LIFETIME = 43_200;

/** 0001-01-01T00:00:00.000Z in epoch milliseconds, the first instant a `DateTimeOffset` can say. Grade: documented (Edm.DateTimeOffset as .NET has it). */
export const FIRST_INSTANT = -62_135_596_800_000;

/** 9999-12-31T23:59:59.999Z in epoch milliseconds, the last one. Grade: documented as the first. */
export const LAST_INSTANT = 253_402_300_799_999;

/**
 * Epoch milliseconds of an instant, parts of a millisecond dropped toward the past. Grade: chosen.
 *
 * @param field the name that an error gives the value
 * @throws TypeError where `value` is no instant at all
 * @throws RangeError where it is an invalid one: NaN, an invalid `Date`, or beyond what a `Date` can hold
 */
export function toInstant(value: InstantLike, field: string): number;
export function toInstant(
  value: number | { toMillis?(): number; getTime?(): number; epochMilliseconds?: number },
  field: string,
): number {
  // Methods rather than classes: a Date of another realm is a Date, and luxon and Temporal are no dependencies of the core.
  const millis =
    typeof value === 'number' ? value : (value?.toMillis?.() ?? value?.getTime?.() ?? value?.epochMilliseconds);
  // ECMAScript's own limit for a time value: 100,000,000 days either side of the epoch (ECMA-262 section 21.4.1.1).
  if (!(typeof millis === 'number' && Math.abs(millis) <= 8.64e15)) refuse(field, 'instant', millis ?? value);
  // Adding zero turns -0 into 0.
  return Math.floor(millis) + 0;
}

/**
 * Whether instant `a` lies before instant `b`. Windows of time are half-open, `[start, end)`, so every question about one is asked
 * with this function and its negation, and nothing else compares instants.
 */
export function isBefore(a: number, b: number): boolean {
  return a < b;
}

/** The first instant after the window of a pass that is checked already. */
export function endOf(window: { readonly startsAt: number; readonly lifetimeInMinutes: number }): number {
  return window.startsAt + window.lifetimeInMinutes * 60_000;
}
