import { IANAZone } from 'luxon';

/** The error for a wrong call: field, what was expected, and of what came only a number or its type. */
export function wrongCall(field: string, expected: string, value: unknown): Error {
  const got = typeof value === 'number' || value === null ? String(value) : typeof value;
  // Of text and numbers the type was right and the value wrong.
  const kind = typeof value === 'string' || typeof value === 'number' ? RangeError : TypeError;
  return new kind(`\`${field}\` expected ${expected}, got ${got}`);
}

/** The zone of that name. */
export function readZone(zone: string): IANAZone {
  // The name of a zone may hold no more than this, and everything else would be looked up in vain in the platform's tables.
  if (typeof zone !== 'string' || !/^[\w+\-/:]{1,64}$/.test(zone) || !IANAZone.isValidZone(zone)) {
    throw wrongCall('zone', 'an IANA time zone such as Europe/Zurich', zone);
  }
  return IANAZone.create(zone);
}

/** A locale that this platform has data for: the one asked for, or else the one of the words. Never the machine's own. */
export function readLocale(locale: string, fallback: string): string {
  try {
    if (typeof locale === 'string') return Intl.DateTimeFormat.supportedLocalesOf([locale])[0] ?? fallback;
  } catch {
    // Not well-formed; said below, in words that do not depend on the platform.
  }
  throw wrongCall('locale', 'a BCP 47 language tag such as en or de-CH', locale);
}
