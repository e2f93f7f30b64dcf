import { defineConfig } from 'vitest/config';
import whole from '../vitest.config.ts';

/**
 * The tests that a mutation of the rules can fail. Left out: tests of the package and of programs around it, which read files rather than
 * import the sources, and the one that changes the zone of its process, which the threads of a mutation run can't.
 */
export default defineConfig({
  ...whole,
  test: {
    ...whole.test,
    include: ['test/*.test.ts', 'test/graph/**/*.test.ts', 'test/laws/*.test.ts'],
    exclude: ['test/laws/zones.test.ts'],
  },
});
