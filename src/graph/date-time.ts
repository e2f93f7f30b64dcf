import { DateTime } from 'luxon';

/** What a date-time has to look like, for messages. */
export const DATE_TIME = 'date and time with Z or an offset, such as 2026-11-24T08:00:00Z';

/** 0001-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z: the first and the last millisecond that a `DateTimeOffset` can say. */
const FIRST = -62_135_596_800_000;
const LAST = 253_402_300_799_999;

/** `Edm.DateTimeOffset` of OData 4.01: no year 0, no week dates, no 24:00, no leap seconds, always an offset, of at most 14 hours as in .NET. */
const SHAPE =
  /^(?!0000)\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)$/i;

/**
 * Epoch milliseconds of a date-time as Graph writes it, with digits beyond the millisecond dropped, or `undefined` for anything else.
 * Text without an offset is refused: it means another instant on every machine.
 */
export function readDateTime(value: unknown): number | undefined {
  if (typeof value !== 'string' || !SHAPE.test(value)) return undefined;
  const instant =
    readPrinted(value) ?? DateTime.fromISO(value.replace(/(\.\d{3})\d+/, '$1'), { zone: 'utc' }).toMillis();
  // NaN is a 30th of February. An offset can carry the first and the last day out of the calendar.
  return instant >= FIRST && instant <= LAST ? instant : undefined;
}

/**
 * The shape that the service prints, with seconds and in UTC, by character code: many times as fast as luxon and the same wherever it
 * answers. It does not for years before 100, which `Date.UTC` takes for others, nor for days that their month does not have.
 */
function readPrinted(text: string): number | undefined {
  const end = text.length - 1;
  const year = pair(text, 0) * 100 + pair(text, 2);
  const day = pair(text, 8);
  if (text[16] !== ':' || text[end] !== 'Z' || year < 100) return undefined;
  const millis = digit(text, 20, end) * 100 + digit(text, 21, end) * 10 + digit(text, 22, end);
  const month = pair(text, 5) - 1;
  const date = Date.UTC(year, month, day, pair(text, 11), pair(text, 14), pair(text, 17), millis);
  return month >= 0 && month < 12 && new Date(date).getUTCDate() === day ? date : undefined;
}

function pair(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
}

/** A digit of a fraction, which ends before `end`. */
function digit(text: string, at: number, end: number): number {
  return at < end ? text.charCodeAt(at) - 48 : 0;
}

/**
 * A date-time as Graph writes it: UTC with `Z`, without zeros at the end of its fraction and without a dot before nothing. It is made of
 * character codes, since a flat string is copied into JSON several times as fast as one that was put together of parts.
 *
 * @throws RangeError where the instant lies outside the years 0001..9999, TypeError where it is no number
 */
export function writeDateTime(instant: number): string {
  if (!(instant >= FIRST && instant <= LAST)) {
    const isNumber = typeof instant === 'number';
    const got = isNumber ? instant : typeof instant;
    throw new (isNumber ? RangeError : TypeError)(`\`instant\` expected within the years 0001..9999, got ${got}`);
  }
  const days = Math.floor(instant / 86_400_000);
  const millis = instant - days * 86_400_000;
  const seconds = div(millis, 1000);
  const rest = millis - seconds * 1000;
  const text = whole(days + 719_468, seconds, rest === 0 ? 90 : 46);
  return rest === 0 ? text : text + fraction(rest);
}

/** Whole quotient of numbers from 0 to 2^31. */
function div(a: number, b: number): number {
  return (a / b) | 0;
}

/** `Z` after as many digits as the milliseconds have. */
function fraction(millis: number): string {
  const first = tens(div(millis, 10));
  const second = ones(div(millis, 10));
  const third = ones(millis);
  if (third > 48) return String.fromCharCode(first, second, third, 90);
  return second > 48 ? String.fromCharCode(first, second, 90) : String.fromCharCode(first, 90);
}

/**
 * Date and time of a day counted from 0000-03-01 and a second of it, with one character behind. Years begin in March here, so that leap
 * days come last, and 400 of them are a cycle.
 */
function whole(day: number, second: number, last: number): string {
  const cycle = div(day, 146_097);
  const ofCycle = day - cycle * 146_097;
  const yearOfCycle = div(ofCycle - div(ofCycle, 1460) + div(ofCycle, 36_524) - div(ofCycle, 146_096), 365);
  const ofYear = ofCycle - (365 * yearOfCycle + div(yearOfCycle, 4) - div(yearOfCycle, 100));
  const march = div(5 * ofYear + 2, 153);
  const date = ofYear - div(153 * march + 2, 5) + 1;
  const month = march < 10 ? march + 3 : march - 9;
  const year = yearOfCycle + cycle * 400 + (march < 10 ? 0 : 1);
  const [century, ofCentury] = [div(year, 100), year % 100];
  const [hour, minute, rest] = [div(second, 3600), div(second, 60) % 60, second % 60];
  // biome-ignore format: as it reads
  return String.fromCharCode(
    tens(century), ones(century), tens(ofCentury), ones(ofCentury), 45, tens(month), ones(month), 45, tens(date), ones(date), 84,
    tens(hour), ones(hour), 58, tens(minute), ones(minute), 58, tens(rest), ones(rest), last,
  );
}

function tens(value: number): number {
  return 48 + div(value, 10);
}

function ones(value: number): number {
  return 48 + (value % 10);
}
