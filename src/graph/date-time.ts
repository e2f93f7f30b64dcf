import { DateTime } from 'luxon';

/** What a date-time has to look like, for messages. */
export const DATE_TIME = 'date and time with Z or an offset, such as 2026-11-24T08:00:00Z';

/** 0001-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z: the first and the last millisecond that a `DateTimeOffset` can say. */
const FIRST = -62_135_596_800_000;
const LAST = 253_402_300_799_999;

/** Longer text is no date-time: the shape below with 30 digits of fraction has 56 characters. */
const LONGEST = 64;

/** `Edm.DateTimeOffset` of OData 4.01: no week dates, no 24:00, no leap seconds, always an offset, of at most 14 hours as in .NET. */
const SHAPE =
  /^(\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?)\d*(Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)$/i;

/**
 * Epoch milliseconds of a date-time as Graph writes it, with digits beyond the millisecond dropped, or `undefined` for anything else.
 * Text without an offset is refused: it means another instant on every machine.
 */
export function readDateTime(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length > LONGEST) return undefined;
  return readPrinted(value) ?? readAnyShape(value);
}

function readAnyShape(text: string): number | undefined {
  const [, local, offset] = SHAPE.exec(text) ?? [];
  if (local === undefined || offset === undefined) return undefined;
  const instant = DateTime.fromISO(local.toUpperCase() + offset.toUpperCase(), { zone: 'utc' }).toMillis();
  // An offset can carry the first and the last day out of the calendar; NaN is a 30th of February.
  return instant >= FIRST && instant <= LAST ? instant : undefined;
}

/** The one shape that the service prints, by character code: many times as fast as the general way, and the same wherever it answers. */
function readPrinted(text: string): number | undefined {
  const end = text.length - 1;
  if (end < 19 || !isPunctuated(text, end)) return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const millis = end === 19 ? 0 : fraction(text, end);
  // A character that is no digit has made one of these NaN, which no comparison holds for.
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return undefined;
  if (!(hour <= 23 && minute <= 59 && second <= 59 && millis <= 999)) return undefined;
  return (daysBefore(year, month) + day - 1) * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000 + millis;
}

function isPunctuated(text: string, end: number): boolean {
  return (
    text.charCodeAt(4) === 0x2d &&
    text.charCodeAt(7) === 0x2d &&
    text.charCodeAt(10) === 0x54 &&
    text.charCodeAt(13) === 0x3a &&
    text.charCodeAt(16) === 0x3a &&
    text.charCodeAt(end) === 0x5a
  );
}

function digit(text: string, at: number): number {
  const code = text.charCodeAt(at) - 0x30;
  return code >= 0 && code <= 9 ? code : Number.NaN;
}

function twoDigits(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

/** Milliseconds of a fraction that begins at its dot and ends before `end`; NaN where it is none. */
function fraction(text: string, end: number): number {
  if (text.charCodeAt(19) !== 0x2e || end < 21) return Number.NaN;
  let millis = 0;
  for (let i = 20; i < end; i++) {
    const value = digit(text, i);
    if (i < 23) millis += value * (i === 20 ? 100 : i === 21 ? 10 : 1);
    else if (!(value >= 0)) return Number.NaN;
  }
  return millis;
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (LENGTHS[month - 1] as number);
}

/** Days from 1970-01-01 to the first of a month of the proleptic Gregorian calendar. Years begin in March here, so that leap days come last. */
function daysBefore(year: number, month: number): number {
  const y = month > 2 ? year : year - 1;
  const m = month > 2 ? month - 3 : month + 9;
  return (
    365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * m + 2) / 5) - 719_468
  );
}

const TWO = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, '0'));

/**
 * A date-time as Graph writes it: UTC with `Z`, without zeros at the end of its fraction and without a dot before nothing.
 *
 * @throws RangeError where the instant lies outside the years 0001..9999
 */
export function writeDateTime(instant: number): string {
  if (!(instant >= FIRST && instant <= LAST)) {
    throw new RangeError(`instant expected within the years 0001..9999, got ${instant}`);
  }
  const day = Math.floor(instant / 86_400_000);
  const millis = instant - day * 86_400_000;
  const seconds = Math.floor(millis / 1000);
  const time = `${TWO[Math.floor(seconds / 3600)]}:${TWO[Math.floor(seconds / 60) % 60]}:${TWO[seconds % 60]}`;
  const rest = millis % 1000;
  return `${writeDate(day)}T${time}${rest === 0 ? '' : `.${String(rest).padStart(3, '0').replace(/0+$/, '')}`}Z`;
}

/** The date of a day counted from 1970-01-01, by cycles of 400 years that begin on a first of March. */
function writeDate(day: number): string {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const ofEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * ofYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${TWO[Math.floor(year / 100)]}${TWO[year % 100]}-${TWO[month]}-${TWO[ofYear - Math.floor((153 * m + 2) / 5) + 1]}`;
}
