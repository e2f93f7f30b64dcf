// Runs the Node tests as on machines elsewhere: other zones, clocks and languages. node test/elsewhere/run.mjs [part of a name ...]
import { spawnSync } from 'node:child_process';

const PLACES = [
  { TZ: 'UTC', LC_ALL: 'C' },
  { TZ: 'Asia/Kathmandu', LC_ALL: 'ar_EG.UTF-8' },
  { TZ: 'Pacific/Apia', LC_ALL: 'tr_TR.UTF-8' },
  { TZ: 'America/St_Johns', LC_ALL: 'de_DE.UTF-8' },
  { TZ: 'Europe/London', LC_ALL: 'th_TH.UTF-8' },
  { TZ: 'Pacific/Apia', TEST_CLOCK: '1970-01-01T00:00:00Z' },
  { TZ: 'Asia/Kathmandu', TEST_CLOCK: '2038-01-19T03:14:00Z' },
  { TZ: 'America/St_Johns', TEST_CLOCK: '9999-12-31T23:40:00Z' },
  // The last seconds before clocks go forward, and before they go back.
  { TZ: 'Europe/London', TEST_CLOCK: '2026-03-29T00:59:50Z' },
  { TZ: 'Europe/London', TEST_CLOCK: '2026-10-25T00:59:50Z' },
  { TZ: 'America/St_Johns', TEST_CLOCK: '2026-03-08T05:29:50Z' },
];
const wanted = process.argv.slice(2);

const named = PLACES.map((place) => ({ place, name: Object.values(place).join(', ') }));
const chosen = named.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
if (chosen.length === 0) throw new Error(`no place like ${wanted.join(', ')}`);

let failed = 0;
for (const { place, name } of chosen) {
  console.log(`\n${name}`);
  const args = ['vitest', 'run', '--config', 'test/elsewhere/vitest.config.ts', '--reporter', 'dot'];
  const { status } = spawnSync('npx', args, { env: { ...process.env, ...place }, stdio: 'inherit' });
  if (status !== 0) failed++;
  console.log(`${name}: ${status === 0 ? 'passed' : 'FAILED'}`);
}
console.log(`\n${chosen.length - failed} of ${chosen.length} places passed`);
process.exitCode = failed === 0 ? 0 : 1;
