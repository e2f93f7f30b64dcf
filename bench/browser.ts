import { alphabets, generatePasscode, generatePasscodes, pooledRandom, secureRandom } from 'temporary-access-pass';
import { atLeast, type BenchPromise, type Contestant, measure, ratio, table } from './measure.ts';
import { customAlphabet } from './rivals/nanoid.mjs';

const COUNT = 10_000;

function each(work: () => string): Contestant {
  return many(() => {
    const texts: string[] = [];
    for (let i = 0; i < COUNT; i++) texts.push(work());
    return texts;
  });
}

function many(work: () => readonly string[]): Contestant {
  const check = (all: readonly string[]): void => {
    if (all.length !== COUNT || all.some((text) => text.length !== 8)) throw new Error('not all are there');
  };
  return { size: COUNT, work, check };
}

/** nanoid's browser build has no pool. */
export async function run(): Promise<readonly BenchPromise[]> {
  const nanoid = customAlphabet(alphabets.readable, 8);
  const pool = pooledRandom(secureRandom, { size: 32_768 });
  const samples = await measure({
    'generatePasscodes, 8 characters': many(() =>
      generatePasscodes(COUNT, { random: secureRandom }).map((passcode) => passcode.reveal()),
    ),
    'generatePasscode, pooled': each(() => generatePasscode({ random: pool }).reveal()),
    'nanoid customAlphabet': each(() => nanoid()),
  });
  table(samples);
  const { 'nanoid customAlphabet': theirs } = samples;
  return [
    atLeast(
      'batch in a browser, times as fast as nanoid',
      ratio(theirs, samples['generatePasscodes, 8 characters']),
      25,
    ),
    atLeast(
      'pooled calls in a browser, times as fast as nanoid',
      ratio(theirs, samples['generatePasscode, pooled']),
      25,
    ),
  ];
}
