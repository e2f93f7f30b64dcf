/**
 * For people who test policies, passes and programs that use them. Needs no test framework: the matchers are plain functions that Vitest
 * and Jest take with `expect.extend`, and node:test with a call. What draws values for properties is in
 * `temporary-access-pass/testing/arbitraries`, which alone needs fast-check; the matchers with types for Vitest are in
 * `temporary-access-pass/testing/vitest`.
 *
 * @packageDocumentation
 */
export { manualClock, type ManualClock } from './clock.ts';
export type {
  ConformanceDriver,
  ConformanceRequest,
  ConformanceResponse,
  ConformanceResult,
  ConformanceUser,
} from './conformance/driver.ts';
export { graphConformance } from './conformance/suite.ts';
export { type MatcherResult, type Matchers, temporaryAccessPassMatchers } from './matchers.ts';
export { scriptedRandom } from './random.ts';
