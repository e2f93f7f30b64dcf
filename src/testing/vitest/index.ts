/// <reference types="vitest" preserve="true" />
/**
 * The matchers of `temporary-access-pass/testing`, with types for Vitest's `expect`: importing from here declares them.
 *
 * @packageDocumentation
 */
import type { Matchers as PassMatchers } from '../matchers.ts';

export { temporaryAccessPassMatchers } from '../matchers.ts';

declare module 'vitest' {
  interface Matchers<T> extends PassMatchers<T> {}
}
