import { DateTime, Duration } from 'luxon';
import { readLocale, readZone, wrongCall } from './calls.ts';
import { english } from './english.ts';
import type { Words } from './words.ts';

/** For whom something is put into words. */
export interface Audience {
  /** Whose clock is shown: an IANA time zone such as `Europe/Zurich`. */
  readonly zone: string;
  /**
   * How dates, numbers and lists are written, a BCP 47 tag; default the language of the words, which also stands in for a locale that the
   * platform has no data for.
   */
  readonly locale?: string;
  /** The texts; default `english`. */
  readonly words?: Words;
}

/** An audience, checked, and what can be said to it. */
export interface Presenter {
  readonly words: Words;
  readonly locale: string;
  readonly zone: string;
}

/** The audience with its defaults filled in. */
export function presenterFor({ zone, words = english, locale = words.locale }: Audience): Presenter {
  return { words, locale: readLocale(locale, words.locale), zone: readZone(zone) };
}

const DATE = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const TIME = { hour: 'numeric', minute: '2-digit' } as const;

/**
 * The first whole second not before an instant, on a clock of the zone, with its date and the name of the zone. Seconds are told where
 * they are not zero. Rounded up, because at the time that is told the change must have come.
 */
export function timeIn(presenter: Presenter, at: number, brief = false): string {
  const { zone, locale } = presenter;
  const told = DateTime.fromMillis(Math.ceil(at / 1000) * 1000, { zone, locale });
  if (!told.isValid) throw wrongCall('at', 'instant that a calendar can say', at);
  const date = brief ? { ...DATE, month: 'short' as const } : { weekday: 'long' as const, ...DATE };
  const seconds = told.second === 0 ? {} : { second: '2-digit' as const };
  return told.toLocaleString({ ...date, ...TIME, ...seconds, timeZoneName: 'short' });
}

/** A duration in words, its last unit rounded up: days and hours, hours and minutes, or minutes and seconds. A day is 24 hours. */
export function durationIn({ locale }: Presenter, milliseconds: number): string {
  const unit = milliseconds > 86_400_000 ? 3_600_000 : milliseconds > 3_600_000 ? 60_000 : 1000;
  const rest = Math.ceil(milliseconds / unit) * unit;
  const parts = Duration.fromMillis(rest).shiftTo('days', 'hours', 'minutes', 'seconds').toObject();
  const told = Object.fromEntries(Object.entries(parts).filter(([, count]) => count > 0));
  return Duration.fromObject(told, { locale }).toHuman({ listStyle: 'long' });
}
