import { campaign, type Report } from './campaign.ts';
import { TARGETS } from './targets/index.ts';

const [minutes = 10, most = Infinity] = process.argv.slice(2).map(Number);
if (!(minutes > 0 && most > 0)) throw new RangeError('usage: npm run fuzz -- [minutes] [calls]');
const { FAST_CHECK_SEED: given } = process.env;
const seed = given === undefined ? Date.now() % 2 ** 31 : Number(given);

/** Megabytes that are held after everything that is not was collected. */
function heldNow(): number {
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

const begin = performance.now();
const interval = Math.min(60_000, (minutes * 60_000) / 10);
const held: number[] = [];
let told = begin;

const secondsTo = (now: number): number => Math.round((now - begin) / 1000);

function goesOn({ calls }: Report): boolean {
  const now = performance.now();
  if (now - told >= interval) {
    told = now;
    held.push(heldNow());
    console.log(`${secondsTo(now)} s, ${calls} calls, ${held.at(-1)?.toFixed(1)} MB held`);
  }
  return now - begin < minutes * 60_000 && calls < most;
}

console.log(`FAST_CHECK_SEED=${seed}, ${minutes} minutes`);
const { calls, ends, complaints } = await campaign({ seed, targets: TARGETS, goesOn });
// Nothing of a round is alive any more, which the figures on the way may have caught.
const end = heldNow();

console.log('function, calls: answered, refused, threw what its argument threw, threw what the engine throws');
for (const [name, { answered, refused, own, engine }] of ends)
  console.log(`${name}, ${answered + refused + own + engine}: ${answered}, ${refused}, ${own}, ${engine}`);
for (const complaint of complaints) console.log(`\n${complaint}`);

// The first figure is before the engine has settled. A leak of a hundred bytes a call would be 100 MB after a million calls.
const [, settled = end] = held;
const grown = end - settled;
const isGrowing = grown > 16;
console.log(
  `\n${calls} calls in ${secondsTo(performance.now())} s, ${complaints.length} complaints, ${grown.toFixed(1)} MB more held at the end than after settling`,
);
if (isGrowing) console.log('the memory that is held grows');
process.exitCode = complaints.length > 0 || isGrowing ? 1 : 0;
