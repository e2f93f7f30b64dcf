// Mutates the rules and the door to Graph, and compares what survives with the list of what is known to: npm run mutation [-- file ...]
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const root = here('../..');
const files = process.argv.slice(2);
const stryker = `${root}/node_modules/@stryker-mutator/core/bin/stryker.js`;
const only = files.length > 0 ? ['--mutate', files.join(',')] : [];
const path = `${root}/.reports/mutation.json`;
// What an earlier run left behind says nothing of this one.
rmSync(path, { force: true });
const run = spawnSync(process.execPath, [stryker, 'run', here('stryker.config.json'), ...only], {
  cwd: root,
  // Of each law a hundred tries: there are thousands of mutations, and a law that only a rare try would fail proves little.
  env: { FAST_CHECK_MOST: '100', STORM: '5000', ...process.env },
  stdio: 'inherit',
});
if (run.status !== 0) throw new Error(`the run ended with ${run.status ?? run.signal}`, { cause: run.error });

/** What is changed in the text, by positions that count from 1. */
function changed(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines.push(lines.pop().slice(0, end.column - 1));
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}

const known = JSON.parse(readFileSync(here('survivors.json'), 'utf8'));
const report = JSON.parse(readFileSync(path, 'utf8'));
const unknown = [];
const counts = { Killed: 0, Timeout: 0, Survived: 0, NoCoverage: 0, RuntimeError: 0 };
/** How often each that is listed is still to be found; the same change can survive in several places of a file. */
const left = new Map(known.filter(({ file }) => Object.hasOwn(report.files, file)).map((one) => [one, one.times ?? 1]));
for (const [file, { source, mutants }] of Object.entries(report.files)) {
  for (const { status, location, replacement: to } of mutants) {
    counts[status] = (counts[status] ?? 0) + 1;
    if (status !== 'Survived' && status !== 'NoCoverage') continue;
    const from = changed(source, location);
    const listed = known.find((one) => one.file === file && one.from === from && one.to === to && left.get(one) > 0);
    if (listed === undefined) unknown.push({ file, line: location.start.line, from, to });
    else left.set(listed, left.get(listed) - 1);
  }
}

const noticed = counts.Killed + counts.Timeout;
const survived = counts.Survived + counts.NoCoverage;
const score = (100 * noticed) / (noticed + survived);
const unused = known.filter((one) => left.get(one) > 0);
for (const { file, line, from, to } of unknown) console.log(`\n${file}:${line}\n- ${from}\n+ ${to}`);
for (const { file, from, to } of unused) console.log(`\nlisted, and noticed now: ${file}\n- ${from}\n+ ${to}`);
console.log(
  `\n${noticed + survived} mutations, ${noticed} noticed (${score.toFixed(1)}%; ${counts.Timeout} by no end), ${survived} not, of which ${unknown.length} without a reason; ` +
    `${counts.RuntimeError} left out that ended the run itself`,
);
// What is asked of all files together, a few of them need not reach; of none at all the score is no number.
const least = files.length > 0 ? 0 : 95;
if (unknown.length > 0 || unused.length > 0 || !(score >= least)) process.exitCode = 1;
