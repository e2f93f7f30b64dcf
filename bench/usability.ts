import { definePolicy, type Pass, type Policy, usability } from 'temporary-access-pass';
import { atMost, type BenchPromise, measure, ratio, table } from './measure.ts';

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
      3,
    ),
    atMost('bytes kept by one answer', heapAnAnswer(), 64),
  ];
}
