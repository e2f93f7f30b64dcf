import { definePolicy, type PassColumns, usabilityColumn } from 'temporary-access-pass';
import { atMost, type BenchPromise, measure, ratio, table } from './measure.ts';

const COUNT = 1_000_000;
const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 23, 10);

const policy = definePolicy({ state: 'enabled' });
const columns = mixed();

/** Pending, usable, expired, used and locked passes in no order that a processor could guess, the same in every run. */
function mixed(): PassColumns {
  let state = 1;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return {
    startsAt: Float64Array.from({ length: COUNT }, () => NOW - 60 * MINUTE + below(120 * MINUTE)),
    lifetimeInMinutes: Int32Array.from({ length: COUNT }, () => 30 + below(60)),
    failedAttempts: Int32Array.from({ length: COUNT }, () => (below(50) === 0 ? 10 : below(3))),
    flags: Uint8Array.from({ length: COUNT }, () => (below(10) === 0 ? 3 : below(2))),
  };
}

/** The loop that somebody would write by hand, with nothing checked. */
function byHand({ startsAt, lifetimeInMinutes, failedAttempts, flags }: PassColumns): Uint8Array {
  const rows = new Uint8Array(startsAt.length);
  const { state, isUsableOnce, includeTargets, excludeTargets } = policy;
  const everybody = excludeTargets.length === 0 && includeTargets.some(({ id }) => id === 'all_users');
  for (let i = 0; i < rows.length; i++) {
    const start = startsAt[i] ?? 0;
    const flag = flags[i] ?? 0;
    let row = 7;
    if (flag === 3) row = 0;
    else if (NOW >= start + (lifetimeInMinutes[i] ?? 0) * MINUTE) row = 1;
    else if ((failedAttempts[i] ?? 0) >= 10) row = 2;
    else if (state === 'disabled') row = 3;
    else if (!everybody) row = 4;
    else if (isUsableOnce && flag !== 1) row = 5;
    else if (NOW < start) row = 6;
    rows[i] = row;
  }
  return rows;
}

/** The same for this one policy, without an early way out. */
function withoutBranches({ startsAt, lifetimeInMinutes, failedAttempts, flags }: PassColumns): Uint8Array {
  const rows = new Uint8Array(startsAt.length);
  for (let i = 0; i < rows.length; i++) {
    const start = startsAt[i] ?? 0;
    const used = Number(flags[i] === 3) << 7;
    const over = Number(NOW >= start + (lifetimeInMinutes[i] ?? 0) * MINUTE) << 6;
    const locked = Number((failedAttempts[i] ?? 0) >= 10) << 5;
    rows[i] = Math.clz32(used | over | locked | (Number(NOW < start) << 1) | 1) - 24;
  }
  return rows;
}

export async function run(): Promise<readonly BenchPromise[]> {
  const context = { policy, now: NOW };
  const ours = usabilityColumn(columns, context);
  for (const rows of [byHand(columns), withoutBranches(columns)])
    if (rows.some((row, i) => row !== ours[i])) throw new Error('the loops disagree');
  const samples = await measure({
    usabilityColumn: { work: () => usabilityColumn(columns, context), size: COUNT },
    'a loop by hand': { work: () => byHand(columns), size: COUNT },
    'a loop by hand, without branches': { work: () => withoutBranches(columns), size: COUNT },
  });
  table(samples);
  return [atMost('columns against a loop by hand', ratio(samples.usabilityColumn, samples['a loop by hand']), 2)];
}
