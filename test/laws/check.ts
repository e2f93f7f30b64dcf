import * as fc from 'fast-check';
import type { IAsyncProperty, IProperty, Parameters } from 'fast-check';

/**
 * Checks a law. A failure prints `seed` and `path`; `FAST_CHECK_SEED` repeats the draws of a whole run and `FAST_CHECK_RUNS` makes it
 * longer than the few seconds it has by default. `FAST_CHECK_MOST` makes it shorter: laws that take fewer tries keep to these.
 */
export function always<Ts>(property: IProperty<Ts>, numRuns: number): void {
  fc.assert(property, parameters(numRuns));
}

/** Checks a law about promises. */
export async function alwaysAsync<Ts>(property: IAsyncProperty<Ts>, numRuns: number): Promise<void> {
  await fc.assert(property, parameters(numRuns));
}

function parameters<Ts>(numRuns: number): Parameters<Ts> {
  const { FAST_CHECK_SEED: seed, FAST_CHECK_RUNS: runs, FAST_CHECK_MOST: most = Infinity } = process.env;
  const settings: Parameters<Ts> = { numRuns: Math.min(Number(runs ?? numRuns), Number(most)) };
  if (seed !== undefined) settings.seed = Number(seed);
  return settings;
}
