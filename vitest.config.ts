import { playwright } from '@vitest/browser-playwright';
import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import type { Reporter } from 'vitest/node';
import { chromium, launchOptions } from './test/browser/chromium.ts';

/** Build systems read one plain line; the summary above it is for people. */
const plainCounts: Reporter = {
  onTestRunEnd(modules, unhandledErrors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    const failed = tests.filter((test) => test.result().state === 'failed').length;
    // A file that does not load, and an error that no test owns, have no failed test to show.
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length;
    if (chromium === undefined) console.log('SKIPPED the browser tests: no Chromium here (apt-get install chromium)');
    console.log(`${passed} passed, ${failed + broken} failed`);
  },
};

const source = (path: string): string => `${fileURLToPath(new URL('src', import.meta.url))}/${path}`;

/** Tests name the doors as users do and get the sources, so that coverage and stack traces are about those. */
const alias = [
  { find: /^temporary-access-pass$/, replacement: source('index.ts') },
  { find: /^temporary-access-pass\/(?!package\.json)(.+)$/, replacement: source('$1/index.ts') },
];

/** Tests that are about Node, or need what only Node has: consoles, serialisation, files, processes, the zone of the machine. */
const NODE_ONLY = [
  'test/passcode.test.ts',
  // These bring hashes of Node's own; seals cross between Node and Chromium in test/embedding.
  'test/{attempt,bind,seal}.test.ts',
  'test/random.test.ts',
  'test/laws/{disclosure,purity,randomness,zones}.test.ts',
  'test/ui/{machine,zones}.test.ts',
];

const BROWSER = 'test/browser/*.browser.test.ts';

export const node: TestProjectInlineConfiguration = {
  resolve: { alias },
  test: {
    name: 'node',
    include: ['test/**/*.test.ts'],
    exclude: [BROWSER],
    setupFiles: ['test/elsewhere/setup.ts'],
    testTimeout: 60_000,
  },
};

/** Laws are tried in full in Node; here it is only whether another platform sees them alike. */
const { FAST_CHECK_SEED, FAST_CHECK_RUNS = '100' } = process.env;

const browser: TestProjectInlineConfiguration = {
  define: { 'process.env': JSON.stringify({ FAST_CHECK_SEED, FAST_CHECK_RUNS }) },
  resolve: {
    alias: [...alias, { find: 'node:vm', replacement: fileURLToPath(new URL('test/browser/vm.ts', import.meta.url)) }],
  },
  test: {
    name: 'browser',
    include: ['test/*.test.ts', 'test/laws/*.test.ts', 'test/ui/*.test.ts', BROWSER],
    exclude: NODE_ONLY,
    testTimeout: 60_000,
    // One page for all files: they keep nothing, and a page each takes longer than most tests.
    isolate: false,
    browser: {
      enabled: true,
      headless: true,
      provider: playwright({ launchOptions }),
      instances: [{ browser: 'chromium' }],
      screenshotFailures: false,
    },
  },
};

if (chromium === undefined && process.env['CI'] !== undefined) {
  throw new Error(
    'no Chromium here, and a build without the browser tests proves too little: apt-get install chromium',
  );
}

export default defineConfig({
  test: {
    // One fewer by default, which on two cores leaves one idle: much here waits for a browser, a database or another process.
    maxWorkers: '100%',
    projects: chromium === undefined ? [node] : [node, browser],
    reporters: ['default', plainCounts],
  },
});
