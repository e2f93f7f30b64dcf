import { alphabets, generatePasscode, generatePasscodes, pooledRandom, secureRandom } from 'temporary-access-pass';
import { atLeast, type BenchPromise, measure, ratio, table } from './measure.ts';
import { customAlphabet } from './rivals/nanoid.mjs';

const COUNT = 10_000;

function checked(texts: readonly string[]): number {
  if (texts.length !== COUNT || texts.some((text) => text.length !== 8)) throw new Error('not all are there');
  return texts.length;
}

function each(make: () => string): number {
  return checked(Array.from({ length: COUNT }, make));
}

/** nanoid's browser build has no pool. */
export async function run(): Promise<readonly BenchPromise[]> {
  const nanoid = customAlphabet(alphabets.readable, 8);
  const pool = pooledRandom(secureRandom, { size: 32_768 });
  const batch = (): readonly string[] =>
    generatePasscodes(COUNT, { random: secureRandom }).map((passcode) => passcode.reveal());
  const samples = await measure({
    'generatePasscodes, 8 characters': { size: COUNT, work: () => checked(batch()) },
    'generatePasscode, pooled': { size: COUNT, work: () => each(() => generatePasscode({ random: pool }).reveal()) },
    'nanoid customAlphabet': { size: COUNT, work: () => each(() => nanoid()) },
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
