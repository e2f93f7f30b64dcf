import { randomInt } from 'node:crypto';
import { alphabets, generatePasscode, generatePasscodes, pooledRandom, secureRandom } from 'temporary-access-pass';
import { collectGarbage } from './heap.ts';
import { atLeast, atMost, type BenchPromise, type Contestant, measure, ratio, table } from './measure.ts';
import { customAlphabet } from './rivals/nanoid.mjs';
import { rivals } from './rivals/passcodes.mjs';

const COUNT = 10_000;
const alphabet = alphabets.readable;
const random = secureRandom;

/** Times something that makes many strings or passcodes; each of them is looked at when the time is taken. */
function many(length: number, count: number, work: () => readonly { readonly length: number }[]): Contestant {
  const check = (all: readonly { readonly length: number }[]): void => {
    const isWrong = all.length !== count || all.some((one) => one.length !== length);
    if (isWrong) throw new Error('not every passcode is there with its length');
  };
  return { size: count, work, check };
}

function each(count: number, make: () => string): string[] {
  const texts: string[] = [];
  for (let i = 0; i < count; i++) texts.push(make());
  return texts;
}

/** What nobody can do without: entropy for the characters, and a string of its own for each passcode. */
function floor(length: number): string[] {
  random(new Uint8Array(Math.ceil((COUNT * length * Math.log2(alphabet.length)) / 8)));
  const codes = Array.from({ length }, () => 65);
  return each(COUNT, () => String.fromCharCode(...codes));
}

async function batchesOf(length: number, bound: number): Promise<BenchPromise[]> {
  const nanoid = customAlphabet(alphabet, length);
  const names = {
    ours: `generatePasscodes, ${length} characters`,
    nanoid: 'nanoid customAlphabet',
    floor: 'the floor',
  };
  const samples = await measure({
    [names.ours]: many(length, COUNT, () => generatePasscodes(COUNT, { random, length })),
    'the same, revealed': many(length, COUNT, () =>
      generatePasscodes(COUNT, { random, length }).map((one) => one.reveal()),
    ),
    [names.nanoid]: many(length, COUNT, () => each(COUNT, nanoid)),
    [names.floor]: many(length, COUNT, () => floor(length)),
  });
  table(samples);
  const [ours = [], , theirs = [], least = []] = Object.values(samples);
  return [
    atLeast(`batch of ${length} characters, times as fast as nanoid`, ratio(theirs, ours), bound),
    atMost(`batch of ${length} characters against the floor`, ratio(ours, least), 2.2),
  ];
}

async function singles(): Promise<BenchPromise[]> {
  const nanoid = customAlphabet(alphabet, 8);
  const pool = pooledRandom(secureRandom, { size: 32_768 });
  // Before the others and apart from them: they leave thousands of buffers to be freed, and code that is made for both.
  const pooled = await measure({
    'generatePasscode, pooled': many(8, COUNT, () => each(COUNT, () => generatePasscode({ random: pool }).reveal())),
    'nanoid customAlphabet': many(8, COUNT, () => each(COUNT, nanoid)),
  });
  table(pooled);
  const alone = await measure({
    'generatePasscode, a call for entropy each': many(8, COUNT, () =>
      each(COUNT, () => generatePasscode({ random }).reveal()),
    ),
    'the call alone': { size: COUNT, work: () => each(COUNT, () => String(random(new Uint8Array(8)).length)) },
  });
  table(alone);
  return [
    atMost(
      'a passcode against its one call for entropy',
      ratio(alone['generatePasscode, a call for entropy each'], alone['the call alone']),
      2,
    ),
    atLeast(
      'pooled single calls, times as fast as nanoid',
      ratio(pooled['nanoid customAlphabet'], pooled['generatePasscode, pooled']),
      1,
    ),
  ];
}

async function others(): Promise<BenchPromise[]> {
  const few = 200;
  const make: Readonly<Record<string, () => string>> = {
    ...Object.fromEntries(Object.entries(rivals).map(([name, rival]) => [name, () => rival(alphabet, 8)])),
    'crypto.randomInt a character': () => {
      let text = '';
      for (let i = 0; i < 8; i++) text += alphabet.charAt(randomInt(alphabet.length));
      return text;
    },
  };
  const batch = 'generatePasscodes, 8 characters';
  const samples: Readonly<Record<string, readonly number[]>> = await measure({
    [batch]: many(8, COUNT, () => generatePasscodes(COUNT, { random }).map((one) => one.reveal())),
    ...Object.fromEntries(Object.entries(make).map(([name, one]) => [name, many(8, few, () => each(few, one))])),
  });
  table(samples);
  return Object.keys(make).map((name) =>
    atLeast(`batch, times as fast as ${name}`, ratio(samples[name] ?? [], samples[batch] ?? []), 6),
  );
}

/** Bytes that stay on the heap for each passcode of 48 characters where one of 2,500 is kept, its place in the list left out. */
function kept(): BenchPromise {
  const batches = 400;
  const one: unknown[] = Array.from({ length: batches }, () => null);
  const keep = (): void => {
    for (let i = 0; i < batches; i++) one[i] = generatePasscodes(2500, { random, length: 48 })[i];
  };
  // Once for nothing, so that what engines keep about hot code is there before.
  keep();
  one.fill(null);
  const before = collectGarbage();
  keep();
  return atMost('heap kept by one passcode of 48 characters, bytes', (collectGarbage() - before) / batches, 400);
}

export async function run(): Promise<readonly BenchPromise[]> {
  return [
    ...(await batchesOf(8, 1.6)),
    ...(await batchesOf(16, 1.2)),
    ...(await batchesOf(48, 1.2)),
    ...(await singles()),
    ...(await others()),
    kept(),
  ];
}
