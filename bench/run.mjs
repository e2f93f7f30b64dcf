// Runs every bench/*.ts against the built package and prints its tables, then one line a promise. A missed promise exits 1.
// node bench/run.mjs [name ...]
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'tsup';

const here = fileURLToPath(new URL('.', import.meta.url));
// Inside the project, so that the bundles find its modules.
const out = join(here, '../.reports/bench');
const wanted = process.argv.slice(2);
const names = readdirSync(here)
  .filter((file) => file.endsWith('.ts') && file !== 'measure.ts')
  .map((file) => file.slice(0, -3))
  .filter((name) => wanted.length === 0 || wanted.includes(name));
if (names.length === 0) throw new Error(`no benchmark named ${wanted.join(', ')}`);

rmSync(out, { recursive: true, force: true });
await build({
  config: false,
  entry: Object.fromEntries(names.map((name) => [name, join(here, `${name}.ts`)])),
  outDir: out,
  format: 'esm',
  target: 'node20',
  // The package is timed as it is shipped, and rivals as they are.
  external: [/^[^./]/],
  outExtension: () => ({ js: '.mjs' }),
  silent: true,
});

const promises = [];
// One after the other: benchmarks that run at once would time each other.
/* oxlint-disable no-await-in-loop */
for (const name of names) {
  const { run } = await import(pathToFileURL(join(out, `${name}.mjs`)).href);
  console.log(`\n${name}`);
  for (const promise of await run()) promises.push({ bench: name, ...promise });
}
/* oxlint-enable no-await-in-loop */

console.log(`\nNode ${process.version}, ${cpus()[0]?.model.trim()}, ${cpus().length} cores`);
for (const { name, measured, bound, ok } of promises) {
  console.log(`promise ${name}: ${measured.toFixed(2)} (${bound}) ${ok ? 'ok' : 'MISSED'}`);
}
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'results.json'), `${JSON.stringify({ node: process.version, promises }, null, 2)}\n`);
process.exitCode = promises.every(({ ok }) => ok) ? 0 : 1;
