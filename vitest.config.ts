import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import type { Reporter } from 'vitest/node';

/** Build systems read one plain line; the summary above it is for people. */
const plainCounts: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    const failed = tests.filter((test) => test.result().state === 'failed').length;
    // A file that does not load, and an error that no test owns, have no failed test to show.
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length;
    console.log(`${passed} passed, ${failed + broken} failed`);
  },
};

const source = (path: string): string => `${fileURLToPath(new URL('src', import.meta.url))}/${path}`;

export default defineConfig({
  resolve: {
    // Tests name the doors as users do and get the sources, so that coverage and stack traces are about those.
    alias: [
      { find: /^temporary-access-pass$/, replacement: source('index.ts') },
      { find: /^temporary-access-pass\/(?!package\.json)(.+)$/, replacement: source('$1/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    reporters: ['default', plainCounts],
  },
});
