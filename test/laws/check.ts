import * as fc from 'fast-check';
import type { IAsyncProperty, IProperty, Parameters } from 'fast-check';

/**
 * Checks a law. A failure prints `seed` and `path`; `FAST_CHECK_SEED` repeats the draws of a whole run and `FAST_CHECK_RUNS` makes it
 * longer than the few seconds it has by default.
 */
export function always<Ts>(property: IProperty<Ts>, numRuns: number): void {
  fc.assert(property, parameters(numRuns));
}

/** Checks a law about promises. */
export async function alwaysAsync<Ts>(property: IAsyncProperty<Ts>, numRuns: number): Promise<void> {
  await fc.assert(property, parameters(numRuns));
}

function parameters<Ts>(numRuns: number): Parameters<Ts> {
  const { FAST_CHECK_SEED: seed, FAST_CHECK_RUNS: runs } = process.env;
  const settings: Parameters<Ts> = { numRuns: runs === undefined ? numRuns : Number(runs) };
  if (seed !== undefined) settings.seed = Number(seed);
  return settings;
}
