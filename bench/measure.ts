import { Bench } from 'tinybench';

/** What a benchmark promises, and what came. */
export interface BenchPromise {
  readonly name: string;
  readonly measured: number;
  readonly bound: string;
  readonly ok: boolean;
}

/** A contestant: `work` does `size` units of the same work as its rivals and returns what it made. */
export interface Contestant {
  readonly work: () => unknown;
  readonly size: number;
  /** Throws where what `work` made is not what it should be; never timed. */
  readonly check?: (made: never) => void;
}

/** At least so many rounds, and more while all of them take less than two seconds, since short ones are at the mercy of whatever else runs. */
const ROUNDS = 9;
const MOST_ROUNDS = 51;
const LONG_ENOUGH = 2000;
const ITERATIONS = 5;

/**
 * Nanoseconds a unit of work for each contestant in each round. The contestants take turns within a round, and a ratio is taken
 * inside a round, so that it holds while the machine changes speed.
 */
export async function measure<Name extends string>(
  contestants: Readonly<Record<Name, Contestant>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contestants) as Name[];
  const samples = {} as Record<Name, number[]>;
  for (const name of names) samples[name] = [];
  const end = performance.now() + LONG_ENOUGH;
  for (let round = -1; round < ROUNDS || (round < MOST_ROUNDS && performance.now() < end); round++) {
    // Back and forth, so that nobody always runs in the wake of the same rival and its garbage.
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      // One after the other: contestants that run at once would time each other.
      // oxlint-disable-next-line no-await-in-loop
      const nanoseconds = await once(name, contestants[name]);
      // The first round warms up.
      if (round >= 0) samples[name].push(nanoseconds);
    }
  }
  return samples;
}

async function once(name: string, { work, size, check }: Contestant): Promise<number> {
  let made: unknown;
  const bench = new Bench({ iterations: ITERATIONS, time: 0, warmup: false });
  const afterEach = (): void => {
    if (made === undefined) throw new Error(`${name} did nothing`);
    check?.(made as never);
  };
  bench.add(name, () => void (made = work()), { afterEach });
  const [task] = await bench.run();
  if (task?.result.state !== 'completed') throw new Error(`${name} failed`, { cause: task?.result });
  return (task.result.latency.p50 * 1e6) / size;
}

/** The median. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

/** The median over the rounds of how many times as long `one` takes as `other`. */
export function ratio(one: readonly number[], other: readonly number[]): number {
  return median(one.map((value, round) => value / (other[round] ?? Number.NaN)));
}

/** Prints nanoseconds a unit, the median of the rounds. Plain lines, which a browser's console passes on as well. */
export function table(samples: Readonly<Record<string, readonly number[]>>): void {
  const rows = Object.entries(samples).map(([name, values]): [string, string] => [name, median(values).toFixed(1)]);
  const wide = Math.max(...rows.map(([name]) => name.length));
  const high = Math.max(...rows.map(([, ns]) => ns.length));
  console.log(rows.map(([name, ns]) => `  ${name.padEnd(wide)}  ${ns.padStart(high)} ns`).join('\n'));
}

/** A promise that `measured` is at most `bound`. */
export function atMost(name: string, measured: number, bound: number): BenchPromise {
  return { name, measured, bound: `at most ${bound}`, ok: measured <= bound };
}

/** A promise that `measured` is at least `bound`. */
export function atLeast(name: string, measured: number, bound: number): BenchPromise {
  return { name, measured, bound: `at least ${bound}`, ok: measured >= bound };
}
