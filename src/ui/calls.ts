import { IANAZone } from 'luxon';

/**
 * The error for a wrong call: field, what was expected, and of what came only a number or its type. A `RangeError` where the type was right:
 * a number for an integer, an instant or a range, and text for anything else that begins with `a` or `text`.
 */
export function wrongCall(field: string, expected: string, value: unknown): Error {
  const got = typeof value === 'number' || value === null ? String(value) : typeof value;
  const fits = typeof value === 'number' ? /^[\di]/ : /^(?:an? |text)/;
  const right = (typeof value === 'number' || typeof value === 'string') && fits.test(expected);
  return new (right ? RangeError : TypeError)(`\`${field}\` expected ${expected}, got ${got}`);
}

/** The name of a zone, where there is one. It stays a name: declarations that say luxon would force its types on users. */
export function readZone(zone: string): string {
  // An offset is no zone, though some platforms take one for it.
  if (typeof zone !== 'string' || !/^[A-Za-z]/.test(zone) || !IANAZone.isValidZone(zone)) {
    throw wrongCall('zone', 'an IANA time zone such as Europe/Zurich', zone);
  }
  return zone;
}

/** A locale that this platform has data for: the one asked for, or else the one of the words. Never the machine's own. */
export function readLocale(locale: string, fallback: string): string {
  try {
    if (typeof locale === 'string')
      return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? new Intl.Locale(fallback).toString();
  } catch {
    // Not well-formed; said below, in words that do not depend on the platform.
  }
  throw wrongCall('locale', 'a BCP 47 language tag such as en or de-CH', locale);
}
