import { definePolicy, type Pass, type Policy } from 'temporary-access-pass';
import { whatIf } from 'temporary-access-pass/review';
import { collectGarbage } from './heap.ts';
import { atMost, type BenchPromise, measure, ratio, table } from './measure.ts';

const COUNT = 1_000_000;
const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 23, 9);

const now = START + 60 * MINUTE;
const from = definePolicy({ state: 'enabled' });
/** Hits half of the passes that live, which are the multi-use ones. */
const oneTime = definePolicy({ state: 'enabled', isUsableOnce: true });
/** Hits every pass that lives. */
const disabled = definePolicy({});
const passes = Array.from({ length: COUNT }, (_, i) => passAt(i));

/** Some of everything: pending, usable, expired, used and locked passes. */
function passAt(i: number): Pass {
  return {
    id: `pass-${i}`,
    createdAt: START,
    startsAt: START + ((i * 7919) % (120 * MINUTE)),
    lifetimeInMinutes: 30 + (i % 60),
    isUsableOnce: i % 2 === 0,
    redeemedAt: i % 10 === 0 ? START : null,
    lastUsedAt: null,
    failedAttempts: i % 50 === 0 ? 10 : 0,
    version: 1,
  };
}

/** The reason as somebody would write it into a loop of their own, with nothing checked. */
function reasonOf(pass: Pass, { state, isUsableOnce }: Policy, everybody: boolean): string {
  if (pass.isUsableOnce && pass.redeemedAt !== null) return 'OneTimeUsed';
  if (now >= pass.startsAt + pass.lifetimeInMinutes * MINUTE) return 'Expired';
  if (pass.failedAttempts >= 10) return 'DisabledByPolicy';
  if (state !== 'enabled' || !everybody) return 'DisabledByPolicy';
  if (isUsableOnce && !pass.isUsableOnce) return 'DisabledByPolicy';
  return now < pass.startsAt ? 'NotYetValid' : 'EnabledByPolicy';
}

/** How many passes have each reason under both policies, and nothing more. */
function counts(to: Policy): number {
  const everybody = [from, to].map(
    ({ includeTargets, excludeTargets }) =>
      excludeTargets.length === 0 && includeTargets.some(({ id }) => id === 'all_users'),
  );
  const before: Record<string, number> = {};
  const after: Record<string, number> = {};
  for (const pass of passes) {
    const was = reasonOf(pass, from, everybody[0] ?? false);
    const is = reasonOf(pass, to, everybody[1] ?? false);
    before[was] = (before[was] ?? 0) + 1;
    after[is] = (after[is] ?? 0) + 1;
  }
  return (before['EnabledByPolicy'] ?? 0) - (after['EnabledByPolicy'] ?? 0);
}

function changed(to: Policy): number {
  return whatIf({ from, to }, { passes, now })
    .passes.filter((group) => group.from.rule === 'usable')
    .reduce((sum, group) => sum + group.passes.length, 0);
}

/** Megabytes that the heap grows by above the passes, with the result kept. */
function megabytes(to: Policy): number {
  collectGarbage();
  const before = process.memoryUsage();
  const result = whatIf({ from, to }, { passes, now });
  const after = process.memoryUsage();
  const grown = after.heapUsed + after.external - before.heapUsed - before.external;
  return result.unchanged < COUNT ? grown / 1e6 : Number.NaN;
}

export async function run(): Promise<readonly BenchPromise[]> {
  if (counts(oneTime) !== changed(oneTime) || counts(disabled) !== changed(disabled)) throw new Error('they disagree');
  const samples = await measure({
    'whatIf, one-time is forced': { work: () => changed(oneTime), size: COUNT },
    'counting reasons, one-time is forced': { work: () => counts(oneTime), size: COUNT },
    'whatIf, passes are disabled': { work: () => changed(disabled), size: COUNT },
    'counting reasons, passes are disabled': { work: () => counts(disabled), size: COUNT },
  });
  table(samples);
  const against = (what: string): number =>
    ratio(samples[`whatIf, ${what}` as never], samples[`counting reasons, ${what}` as never]);
  return [
    atMost('whatIf against counting, half of what lives is hit', against('one-time is forced'), 6),
    atMost('whatIf against counting, all that lives is hit', against('passes are disabled'), 6),
    atMost('megabytes above the passes', megabytes(disabled), 64),
  ];
}
