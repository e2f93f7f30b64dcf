import { definePolicy, type Pass, type Policy, usability } from 'temporary-access-pass';
import { DateTime, Interval } from 'luxon';
import { atLeast, atMost, type BenchPromise, measure, ratio, table } from './measure.ts';
import { isWithinInterval, Temporal } from './rivals/dates.mjs';

const COUNT = 1_000_000;
const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 23, 9);

const policy = definePolicy({ state: 'enabled' });
const now = START + 60 * MINUTE;
const passes = Array.from({ length: COUNT }, (_, i) => passAt(i));

/** Some of everything: pending, usable, expired, used and locked passes. */
function passAt(i: number): Pass {
  return {
    id: `pass-${i}`,
    createdAt: START,
    startsAt: START + ((i * 7919) % (120 * MINUTE)),
    lifetimeInMinutes: 30 + (i % 60),
    isUsableOnce: i % 3 === 0,
    redeemedAt: i % 9 === 0 ? START : null,
    lastUsedAt: null,
    failedAttempts: i % 50 === 0 ? 10 : 0,
    version: 1,
  };
}

/** The comparisons of the decision table as somebody would write them into a loop of their own, with nothing checked. */
function inline(all: readonly Pass[], { state, isUsableOnce, includeTargets, excludeTargets }: Policy): number {
  let usable = 0;
  const everybody = excludeTargets.length === 0 && includeTargets.some(({ id }) => id === 'all_users');
  for (const pass of all) {
    let reason = 'EnabledByPolicy';
    if (pass.isUsableOnce && pass.redeemedAt !== null) reason = 'OneTimeUsed';
    else if (now >= pass.startsAt + pass.lifetimeInMinutes * MINUTE) reason = 'Expired';
    else if (pass.failedAttempts >= 10) reason = 'DisabledByPolicy';
    else if (state !== 'enabled' || !everybody) reason = 'DisabledByPolicy';
    else if (isUsableOnce && !pass.isUsableOnce) reason = 'DisabledByPolicy';
    else if (now < pass.startsAt) reason = 'NotYetValid';
    if (reason === 'EnabledByPolicy') usable++;
  }
  return usable;
}

function library(all: readonly Pass[]): number {
  let usable = 0;
  const context = { policy, now };
  for (const pass of all) if (usability(pass, context).methodUsabilityReason === 'EnabledByPolicy') usable++;
  return usable;
}

/** Bytes that a million answers add to the heap while all of them are kept. */
function heapAnAnswer(): number {
  const kept: unknown[] = Array.from({ length: COUNT }, () => null);
  const before = process.memoryUsage().heapUsed;
  const context = { policy, now };
  for (const [i, pass] of passes.entries()) kept[i] = usability(pass, context);
  const grown = process.memoryUsage().heapUsed - before;
  return kept.length === COUNT ? Math.max(0, grown) / COUNT : Number.NaN;
}

const fewPasses = passes.slice(0, 20_000);

/** The window of a pass as libraries for dates have it, made beforehand; they know nothing of the other rows. */
const few = fewPasses.map(({ startsAt, lifetimeInMinutes }) => {
  const end = startsAt + lifetimeInMinutes * MINUTE;
  return {
    luxon: Interval.fromDateTimes(DateTime.fromMillis(startsAt), DateTime.fromMillis(end)),
    dates: { start: new Date(startsAt), end: new Date(end - 1) },
    start: Temporal.Instant.fromEpochMilliseconds(startsAt),
    end: Temporal.Instant.fromEpochMilliseconds(end),
  };
});
const asked = {
  luxon: DateTime.fromMillis(now),
  date: new Date(now),
  temporal: Temporal.Instant.fromEpochMilliseconds(now),
};
const inWindow = fewPasses.filter((pass) => {
  return now >= pass.startsAt && now < pass.startsAt + pass.lifetimeInMinutes * MINUTE;
}).length;

/** Counts the windows that hold the instant, and checks how many those are. */
function windows(holds: (window: (typeof few)[number]) => boolean): number {
  const count = few.filter((window) => holds(window)).length;
  if (count !== inWindow) throw new Error('a rival counts otherwise');
  return count;
}

export async function run(): Promise<readonly BenchPromise[]> {
  if (inline(passes, policy) !== library(passes)) throw new Error('the two loops disagree');
  const samples = await measure({
    'usability, a call a pass': { work: () => library(passes), size: COUNT },
    'the comparisons inline': { work: () => inline(passes, policy), size: COUNT },
    'usability, the passes that libraries for dates get': { work: () => library(fewPasses), size: fewPasses.length },
    'luxon Interval.contains': { work: () => windows(({ luxon }) => luxon.contains(asked.luxon)), size: few.length },
    'date-fns isWithinInterval': {
      work: () => windows(({ dates }) => isWithinInterval(asked.date, dates)),
      size: few.length,
    },
    'a Temporal polyfill, compare': {
      work: () =>
        windows(
          ({ start, end }) =>
            Temporal.Instant.compare(start, asked.temporal) <= 0 && Temporal.Instant.compare(asked.temporal, end) < 0,
        ),
      size: few.length,
    },
  });
  table(samples);
  return [
    atMost(
      'usability against inline',
      ratio(samples['usability, a call a pass'], samples['the comparisons inline']),
      2,
    ),
    atLeast(
      'usability, times as fast as luxon Interval.contains',
      ratio(samples['luxon Interval.contains'], samples['usability, the passes that libraries for dates get']),
      20,
    ),
    atMost('bytes kept by one answer', heapAnAnswer(), 64),
  ];
}
