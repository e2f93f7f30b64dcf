import { DateTime } from 'luxon';
import { FIRST_INSTANT, LAST_INSTANT } from '../index.ts';

/** What a date-time has to look like, for messages. */
export const DATE_TIME = 'date-time with Z or an offset, such as 2026-11-24T08:00:00Z';

/** `Edm.DateTimeOffset` of OData 4.01: no year 0, no week dates, no 24:00, no leap seconds, always an offset, of at most 14 hours as in .NET. */
const SHAPE =
  /^(?!0000)\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)$/i;

/**
 * Epoch milliseconds of a date-time as Graph writes it, with digits beyond the millisecond dropped, or `undefined` for anything else.
 * Text without an offset is refused: it means another instant on every machine.
 */
export function readDateTime(value: unknown): number | undefined {
  if (typeof value !== 'string' || !SHAPE.test(value)) return undefined;
  // In capitals, since luxon before 3.7 reads no others.
  const instant =
    readPrinted(value) ??
    DateTime.fromISO(value.toUpperCase().replace(/(\.\d{3})\d+/, '$1'), { zone: 'utc' }).toMillis();
  // NaN is a 30th of February. An offset can carry the first and the last day out of the calendar.
  return instant >= FIRST_INSTANT && instant <= LAST_INSTANT ? instant : undefined;
}

/**
 * What the service prints, by the platform, which is many times as fast as luxon, but takes the 30th of February for the 2nd of March.
 * Beyond the millisecond platforms differ.
 */
function readPrinted(text: string): number | undefined {
  if (!text.endsWith('Z')) return undefined;
  const instant = Date.parse(text.length > 24 ? `${text.slice(0, 23)}Z` : text);
  const day = Number(text.slice(8, 10));
  // Every month has 28 days, so that few dates need a second look; `<=` is false for NaN.
  return (day < 29 && instant <= LAST_INSTANT) || new Date(instant).getUTCDate() === day ? instant : undefined;
}

/**
 * A date-time as Graph writes it: UTC with `Z`, without zeros at the end of its fraction and without a dot before nothing. It is made of
 * character codes, by arithmetic: `Date` takes several times as long.
 *
 * @throws RangeError for anything but an instant within the years 0001..9999
 */
export function writeDateTime(instant: number): string {
  if (!(typeof instant === 'number' && instant >= FIRST_INSTANT && instant <= LAST_INSTANT)) {
    throw new RangeError('`instant` expected instant within the years 0001..9999');
  }
  const days = Math.floor(instant / 86_400_000);
  const ofDay = instant - days * 86_400_000;
  const second = div(ofDay, 1000);
  const millis = ofDay % 1000;
  // Quarters of days since 0000-03-01: years that begin in March have their leap day at the end, and so have centuries, of 36,524¼ days.
  const quarters = 4 * days + 2_877_875;
  const ofCentury = (quarters % 146_097) | 3;
  // Fifths of days: five months in a row have 153 days.
  const fifths = 5 * div(ofCentury % 1461, 4) + 2;
  const march = div(fifths, 153);
  const month = march < 10 ? march + 3 : march - 9;
  const year = div(quarters, 146_097) * 100 + div(ofCentury, 1461) + Number(month < 3);
  const day = div(fifths % 153, 5) + 1;
  const hour = div(second, 3600);
  const minute = div(second, 60) % 60;
  // biome-ignore format: as it reads
  const text = String.fromCharCode(
    digit(year, 1000), digit(year, 100), digit(year, 10), digit(year, 1), 45, digit(month, 10), digit(month, 1), 45, digit(day, 10), digit(day, 1), 84,
    digit(hour, 10), digit(hour, 1), 58, digit(minute, 10), digit(minute, 1), 58, digit(second % 60, 10), digit(second, 1), millis === 0 ? 90 : 46,
  );
  return millis === 0 ? text : `${text}${String(millis / 1000).slice(2)}Z`;
}

/** Whole quotient of numbers from 0 to 2^31. */
function div(a: number, b: number): number {
  return (a / b) | 0;
}

/** The character code of a digit, the one that counts `unit`. */
function digit(value: number, unit: number): number {
  return 48 + (div(value, unit) % 10);
}
