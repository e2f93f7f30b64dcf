// Runs bench/*.ts against the built package and prints its tables, then one line a promise. A missed promise exits 1.
// node bench/run.mjs [--browser] [name ...]; with --browser in Chromium, and only what is about browsers.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'tsup';

const here = fileURLToPath(new URL('.', import.meta.url));
// Inside the project, so that the bundles find its modules.
const out = join(here, '../.reports/bench');
const IN_BROWSER = new Set(['browser', 'column']);
const HELPERS = new Set(['measure', 'heap', 'pass']);

/** How often each benchmark is run, an odd number: a ratio depends on how a process happens to lay out its heap and code, so the median counts. */
const PROCESSES = 3;

const wanted = process.argv.slice(2).filter((argument) => argument !== '--browser');
const inBrowser = process.argv.includes('--browser');
const names = readdirSync(here)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .filter((name) => !HELPERS.has(name) && (inBrowser ? IN_BROWSER.has(name) : name !== 'browser'))
  .filter((name) => wanted.length === 0 || wanted.includes(name));
if (names.length === 0) throw new Error(`no benchmark named ${wanted.join(', ')}`);

installRivals();
rmSync(out, { recursive: true, force: true });
await build({
  config: false,
  entry: Object.fromEntries(names.map((name) => [name, join(here, `${name}.ts`)])),
  outDir: out,
  format: inBrowser ? 'iife' : 'esm',
  globalName: 'bench',
  platform: inBrowser ? 'browser' : 'node',
  target: 'es2022',
  // On Node the package is timed as it is shipped; rivals are found beside their own package.json.
  noExternal: inBrowser ? [/./] : [],
  external: inBrowser ? [] : ['temporary-access-pass', 'luxon', 'tinybench'],
  banner: inBrowser
    ? {}
    : { js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);" },
  splitting: false,
  outExtension: () => ({ js: inBrowser ? '.js' : '.mjs' }),
  silent: true,
});

const host = inBrowser ? await chromiumHost() : nodeHost();
const promises = [];
// One after the other: benchmarks that run at once would time each other.
/* oxlint-disable no-await-in-loop */
for (const name of names) {
  const runs = [];
  for (let i = 1; i <= PROCESSES; i++) {
    console.log(`\n${name}, ${i} of ${PROCESSES}`);
    runs.push(await host.run(name));
  }
  for (const [index] of runs[0].entries()) {
    const measured = runs.map((run) => run[index]).sort((a, b) => a.measured - b.measured);
    promises.push({ bench: name, ...measured[(PROCESSES - 1) / 2] });
  }
}
/* oxlint-enable no-await-in-loop */
await host.close();

const machine = `${host.version}, ${cpus()[0]?.model.trim()}, ${cpus().length} cores`;
const date = new Date().toISOString().slice(0, 10);
console.log(`\n${date}, ${machine}`);
for (const { name, measured, bound, ok } of promises) {
  console.log(`promise ${name}: ${measured.toFixed(2)} (${bound}) ${ok ? 'ok' : 'MISSED'}`);
}
mkdirSync(out, { recursive: true });
const results = inBrowser ? 'results-browser.json' : 'results.json';
writeFileSync(join(here, results), `${JSON.stringify({ date, machine, promises }, null, 2)}\n`);
process.exitCode = promises.every(({ ok }) => ok) ? 0 : 1;

/** Installs what the package.json of the rivals pins, where it is not there yet. */
function installRivals() {
  const folder = join(here, 'rivals');
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const isThere = Object.entries(dependencies).every(([name, version]) => {
    const manifest = join(folder, 'node_modules', name, 'package.json');
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === version;
  });
  if (!isThere) {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  }
}

function nodeHost() {
  return {
    version: `Node ${process.version}`,
    run: async (name) => {
      const child = fork(join(here, 'child.mjs'), [pathToFileURL(join(out, `${name}.mjs`)).href]);
      const message = once(child, 'message');
      const [code] = await once(child, 'exit');
      if (code !== 0) throw new Error(`${name} ended with ${code}`);
      return (await message)[0];
    },
    close: () => undefined,
  };
}

async function chromiumHost() {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    version: `Chromium ${browser.version()}`,
    run: async (name) => {
      const page = await emptyPage(browser);
      await page.addScriptTag({ content: readFileSync(join(out, `${name}.js`), 'utf8') });
      const kept = await page.evaluate('bench.run()');
      await page.context().close();
      return kept;
    },
    close: () => browser.close(),
  };
}

/** A page that is isolated from all others, and so has a clock of 5 microseconds rather than 100. */
async function emptyPage(browser) {
  const page = await browser.newPage();
  page.on('console', (message) => console.log(message.text()));
  await page.route('**/*', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html>',
      headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
    }),
  );
  await page.goto('https://bench.example/');
  return page;
}
