// node bench/speed.mjs prints the promises of the last `npm run bench` and `npm run bench:browser` as the tables of the README.
import { readFileSync } from 'node:fs';

for (const name of ['results.json', 'results-browser.json']) {
  const { date, machine, promises } = JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
  console.log(`\n${date}, ${machine}:\n\n| promise | bound | measured |\n|---|---|---|`);
  for (const promise of promises) {
    console.log(
      `| ${promise.name} | ${promise.bound} | ${promise.measured >= 100 ? Math.round(promise.measured) : promise.measured.toPrecision(3)}${promise.ok ? '' : ', missed'} |`,
    );
  }
}
