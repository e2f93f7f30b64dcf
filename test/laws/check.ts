import * as fc from 'fast-check';
import type { IProperty, Parameters } from 'fast-check';

/**
 * Checks a law. A failure prints `seed` and `path`; `FAST_CHECK_SEED` repeats the draws of a whole run and `FAST_CHECK_RUNS` makes it
 * longer than the few seconds it has by default.
 */
export function always<Ts>(property: IProperty<Ts>, numRuns: number): void {
  const { FAST_CHECK_SEED: seed, FAST_CHECK_RUNS: runs } = process.env;
  const parameters: Parameters<Ts> = { numRuns: runs === undefined ? numRuns : Number(runs) };
  if (seed !== undefined) parameters.seed = Number(seed);
  fc.assert(property, parameters);
}
