import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

/** Whole, half and quarter hours, half an hour of summer time, a skipped day, summer time that is winter time, both ends of the day. */
export const ZONES: readonly string[] = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Africa/Casablanca',
  'Europe/Dublin',
  'Antarctica/Troll',
];

/** Luxon can't say the very ends of time in a zone. */
export function isOnEveryClock(millis: number): boolean {
  return Math.abs(millis) < 8.64e15 - 86_400_000;
}

export function anyZone(): Arbitrary<string> {
  return fc.constantFrom(...ZONES);
}
