/* oxlint-disable typescript/no-unnecessary-type-assertion -- it knows nothing of `noUncheckedIndexedAccess` here; `for of` would be what is timed */
import { definePolicy, type Pass, type Policy, usability } from 'temporary-access-pass';
import { DateTime, Interval } from 'luxon';
import { collectGarbage } from './heap.ts';
import { atLeast, atMost, type BenchPromise, type Contestant, measure, ratio, table } from './measure.ts';
import { isWithinInterval, Temporal } from './rivals/dates.mjs';

const COUNT = 1_000_000;
/** As many passes as libraries for dates can hold their own objects for without the collector of garbage being what is timed. */
const FEW = 100_000;
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
  for (let i = 0; i < all.length; i++) {
    const pass = all[i] as Pass;
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
  for (let i = 0; i < all.length; i++)
    if (usability(all[i] as Pass, context).methodUsabilityReason === 'EnabledByPolicy') usable++;
  return usable;
}

/** Bytes that a million answers add to the heap while all of them are kept. */
function heapAnAnswer(): number {
  const kept: unknown[] = Array.from({ length: COUNT }, () => null);
  const before = collectGarbage();
  const context = { policy, now };
  for (const [i, pass] of passes.entries()) kept[i] = usability(pass, context);
  const grown = collectGarbage() - before;
  return kept.length === COUNT ? Math.max(0, grown) / COUNT : Number.NaN;
}

const few = passes.slice(0, FEW);
const asked = {
  luxon: DateTime.fromMillis(now),
  date: new Date(now),
  temporal: Temporal.Instant.fromEpochMilliseconds(now),
};

function intervalOf({ startsAt, lifetimeInMinutes }: Pass): Interval {
  const end = DateTime.fromMillis(startsAt + lifetimeInMinutes * MINUTE);
  return Interval.fromDateTimes(DateTime.fromMillis(startsAt), end);
}

/**
 * Against libraries that know of the window alone. Each has a loop of its own, since a shared one would be compiled for none of them.
 * `usability` reads a stored pass; of luxon both is told, intervals that somebody holds ready and such as are made of a stored pass.
 */
async function dates(): Promise<BenchPromise[]> {
  const intervals = few.map(intervalOf);
  const pairs = few.map(({ startsAt, lifetimeInMinutes }) => {
    return { start: new Date(startsAt), end: new Date(startsAt + lifetimeInMinutes * MINUTE - 1) };
  });
  const instants = few.map(({ startsAt, lifetimeInMinutes }) => ({
    start: Temporal.Instant.fromEpochMilliseconds(startsAt),
    end: Temporal.Instant.fromEpochMilliseconds(startsAt + lifetimeInMinutes * MINUTE),
  }));
  const inWindow = few.filter((pass) => now >= pass.startsAt && now < pass.startsAt + pass.lifetimeInMinutes * MINUTE);
  const usable = inline(few, policy);
  const rival = (work: () => number): Contestant => ({ work: () => equal(work(), inWindow.length), size: FEW });
  const samples = await measure({
    'usability, all that decides': { work: () => equal(library(few), usable), size: FEW },
    'luxon Interval.contains, intervals made beforehand': rival(() => {
      let count = 0;
      for (let i = 0; i < FEW; i++) if (intervals[i]?.contains(asked.luxon)) count++;
      return count;
    }),
    'luxon Interval.contains, from the stored pass': rival(() => {
      let count = 0;
      for (let i = 0; i < FEW; i++) if (intervalOf(few[i] as Pass).contains(asked.luxon)) count++;
      return count;
    }),
    'date-fns isWithinInterval': rival(() => {
      let count = 0;
      for (let i = 0; i < FEW; i++) if (isWithinInterval(asked.date, pairs[i] as (typeof pairs)[number])) count++;
      return count;
    }),
    'a Temporal polyfill, compare': rival(() => {
      let count = 0;
      for (let i = 0; i < FEW; i++) {
        const { start, end } = instants[i] as (typeof instants)[number];
        if (Temporal.Instant.compare(start, asked.temporal) > 0) continue;
        if (Temporal.Instant.compare(asked.temporal, end) < 0) count++;
      }
      return count;
    }),
  });
  table(samples);
  const [ours = [], held = [], stored = []] = Object.values(samples);
  return [
    atLeast('usability, times as fast as luxon Interval.contains', ratio(held, ours), 20),
    atLeast('usability, times as fast as luxon Interval.contains from a stored pass', ratio(stored, ours), 20),
  ];
}

/** Contestants that answer otherwise are none. */
function equal(count: number, expected: number): number {
  if (count !== expected) throw new Error(`got ${count} answers that are yes, not ${expected}`);
  return count;
}

export async function run(): Promise<readonly BenchPromise[]> {
  if (inline(passes, policy) !== library(passes)) throw new Error('the two loops disagree');
  const samples = await measure({
    'usability, a call a pass': { work: () => library(passes), size: COUNT },
    'the comparisons inline': { work: () => inline(passes, policy), size: COUNT },
  });
  table(samples);
  return [
    atMost(
      'usability against inline',
      ratio(samples['usability, a call a pass'], samples['the comparisons inline']),
      2,
    ),
    ...(await dates()),
    atMost('bytes kept by one answer', heapAnAnswer(), 64),
  ];
}
