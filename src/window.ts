import * as checked from './instant.ts';
import { refuse } from './refusal.ts';

// For whoever has not checked a record before: inside this package that is done once, and these two run a million times.

/**
 * Whether instant `a` lies before instant `b`. Windows of time are half-open, `[start, end)`, so every question about one is asked
 * with this function and its negation. Grade: chosen, as `exp` in RFC 7519 section 4.1.4.
 *
 * @throws TypeError where one of the two is no number
 */
export function isBefore(a: number, b: number): boolean {
  if (typeof a !== 'number') refuse('a', 'number', a);
  if (typeof b !== 'number') refuse('b', 'number', b);
  return checked.isBefore(a, b);
}

/**
 * The first instant after the window of a pass, in epoch milliseconds: `startsAt` and so many minutes of 60,000 ms. Grade: the length
 * documented; that the end itself lies outside is chosen.
 *
 * @throws TypeError or RangeError where one of the two is no whole number
 */
export function endOf(window: { readonly startsAt: number; readonly lifetimeInMinutes: number }): number {
  const { startsAt, lifetimeInMinutes } = window;
  // PostgreSQL's `bigint` arrives as text, and text and a number make longer text: an end that never comes.
  if (!Number.isInteger(startsAt)) refuse('startsAt', 'integer', startsAt);
  if (!Number.isInteger(lifetimeInMinutes)) refuse('lifetimeInMinutes', 'integer', lifetimeInMinutes);
  return checked.endOf({ startsAt, lifetimeInMinutes });
}
