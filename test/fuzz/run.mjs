// Fuzzes for so many minutes: node test/fuzz/run.mjs [minutes] [calls]. FAST_CHECK_SEED=… repeats a run.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

const root = fileURLToPath(new URL('../..', import.meta.url));
// Inside the project, so that the bundle finds its modules.
const out = `${root}/.reports/fuzz`;
const source = (path) => `${root}/src/${path}`;

await build({
  config: false,
  entry: { long: `${root}/test/fuzz/long.ts` },
  outDir: out,
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  external: ['luxon', 'fast-check'],
  esbuildOptions: (options) => {
    options.alias = {
      'temporary-access-pass': source('index.ts'),
      ...Object.fromEntries(
        ['graph', 'review', 'testing', 'testing/arbitraries', 'ui'].map((door) => [
          `temporary-access-pass/${door}`,
          source(`${door}/index.ts`),
        ]),
      ),
    };
  },
  outExtension: () => ({ js: '.mjs' }),
  silent: true,
});

const { status } = spawnSync(process.execPath, ['--expose-gc', `${out}/long.mjs`, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
