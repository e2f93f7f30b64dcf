import { DateTime, IANAZone } from 'luxon';
import { type InstantLike, toInstant } from '../index.ts';
import { readZone, wrongCall } from './calls.ts';

/** A wish on somebody's clock, as `<input type="date">` and `<input type="time">` give it. */
export interface LocalTime {
  /** `YYYY-MM-DD`, in the years 0001..9999. */
  readonly date: string;
  /** `HH:mm`, `HH:mm:ss` or `HH:mm:ss.SSS`, in 00:00..23:59:59.999. */
  readonly time: string;
}

/** An instant and what a clock of the zone shows then. */
export interface LocalChoice extends LocalTime {
  /** The instant, in epoch milliseconds. */
  readonly startsAt: number;
  /** How far the clock is ahead of UTC then, as `+01:00`: what tells a repeated hour from its twin. */
  readonly utcOffset: string;
}

/** What a wish on a clock means: one instant, or why it is none or two, with what to choose from, the earlier one first. */
export type LocalStart =
  | { readonly ok: true; readonly startsAt: number }
  | {
      readonly ok: false;
      /**
       * `skipped`: no clock of the zone ever shows it; the choices are as far before and after the gap as the wish lies in it. `repeated`:
       * clocks show it twice; the choices are both.
       */
      readonly because: 'skipped' | 'repeated';
      readonly choices: readonly [LocalChoice, LocalChoice];
    }
  | {
      readonly ok: false;
      /** No such day or time, or nothing was typed. */
      readonly because: 'unreadable';
      readonly field: 'date' | 'time';
    };

const TIME = /^(\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?$/;
const DAY = 86_400_000;

/**
 * The instant that a day and a time mean on the clocks of a zone, whatever the zone of the machine. A time that is skipped or repeated when
 * clocks are changed is answered as such and never guessed. Grade: chosen; the two choices are those that ECMAScript's Temporal calls
 * `earlier` and `later`.
 *
 * @example
 * ```ts
 * import { startFromLocalTime } from 'temporary-access-pass/ui';
 *
 * startFromLocalTime({ date: '2026-11-24', time: '08:00', zone: 'Europe/Zurich' });
 * // => { ok: true, startsAt: Date.UTC(2026, 10, 24, 7) }
 * const night = startFromLocalTime({ date: '2026-10-25', time: '02:30', zone: 'Europe/Zurich' });
 * !night.ok && night.because; // => 'repeated'
 * !night.ok && night.because === 'repeated' && night.choices.map(({ utcOffset }) => utcOffset); // => ['+02:00', '+01:00']
 * ```
 * @throws RangeError for a zone that does not exist, TypeError where `date`, `time` or `zone` is no text
 */
export function startFromLocalTime(wish: LocalTime & { readonly zone: string }): LocalStart {
  const { date, time, zone } = wish;
  const clock = IANAZone.create(readZone(zone));
  if (typeof date !== 'string') throw wrongCall('date', 'text such as 2026-11-24', date);
  if (typeof time !== 'string') throw wrongCall('time', 'text such as 08:00', time);
  const midnight = readUtc(date, '00:00:00.000');
  if (midnight === undefined || !/^(?!0000)\d{4}-/.test(date))
    return { ok: false, because: 'unreadable', field: 'date' };
  const [, minutes = '', seconds = '00', fraction = ''] = TIME.exec(time) ?? [];
  const shown = readUtc(date, `${minutes}:${seconds}.${fraction.padEnd(3, '0')}`);
  if (shown === undefined) return { ok: false, because: 'unreadable', field: 'time' };

  // What clocks show, they show at an offset that is in force within a day of it.
  const ahead = (at: number): number => Math.round(clock.offset(at) * 60_000);
  const candidates = [...new Set([shown - ahead(shown - DAY), shown - ahead(shown + DAY)])].sort((a, b) => a - b);
  const found = candidates.filter((at) => at + ahead(at) === shown);
  const [earlier = shown, later = earlier] = candidates;
  if (found.length === 1) return { ok: true, startsAt: found[0] ?? earlier };
  const choice = (startsAt: number): LocalChoice => ({ startsAt, ...localTimeOf(startsAt, { zone }) });
  return { ok: false, because: found.length === 0 ? 'skipped' : 'repeated', choices: [choice(earlier), choice(later)] };
}

/**
 * What the clocks of a zone show at an instant, in the form that date and time fields take, with the offset from UTC. Seconds are left out
 * where they are zero. Grade: chosen.
 *
 * @example
 * ```ts
 * import { localTimeOf } from 'temporary-access-pass/ui';
 *
 * localTimeOf(Date.UTC(2026, 10, 24, 7), { zone: 'Europe/Zurich' });
 * // => { date: '2026-11-24', time: '08:00', utcOffset: '+01:00' }
 * ```
 * @throws RangeError for a zone or an instant that does not exist, TypeError for one of the wrong type
 */
export function localTimeOf(instant: InstantLike, { zone }: { readonly zone: string }): Omit<LocalChoice, 'startsAt'> {
  const at = toInstant(instant, 'instant');
  const shown = DateTime.fromMillis(at, { zone: readZone(zone) });
  const date = shown.toISODate();
  const time = shown.toISOTime({ suppressSeconds: true, suppressMilliseconds: true, includeOffset: false });
  if (date === null || time === null) throw wrongCall('instant', 'instant that a calendar can say', at);
  return { date, time, utcOffset: shown.toFormat('ZZ') };
}

/** What would be shown on a clock at UTC, in epoch milliseconds; `undefined` where a calendar has no such day or a day no such time. */
function readUtc(date: string, time: string): number | undefined {
  const text = `${date}T${time}Z`;
  const at = Date.parse(text);
  // Some of what a calendar lacks is rolled over (30 February, 24:00); written again it is another text.
  return Number.isNaN(at) || new Date(at).toISOString() !== text ? undefined : at;
}
