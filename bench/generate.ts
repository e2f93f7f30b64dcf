import { generatePasscode, generatePasscodes, secureRandom } from 'temporary-access-pass';
import { atMost, type BenchPromise, measure, ratio, table } from './measure.ts';

const COUNT = 10_000;
const LENGTH = 8;

function singles(): number {
  let characters = 0;
  for (let i = 0; i < COUNT; i++) characters += generatePasscode({ random: secureRandom }).length;
  return checked(characters);
}

function batch(): number {
  return checked(generatePasscodes(COUNT, { random: secureRandom }).reduce((sum, { length }) => sum + length, 0));
}

/** The one call into the generator that a passcode can't do without: 8 characters of 57 symbols need at least 6 bytes. */
function calls(): number {
  let bytes = 0;
  for (let i = 0; i < COUNT; i++) bytes += crypto.getRandomValues(new Uint8Array(LENGTH)).length;
  return checked(bytes);
}

function checked(sum: number): number {
  if (sum !== COUNT * LENGTH) throw new Error('not every passcode has its length');
  return sum;
}

export async function run(): Promise<readonly BenchPromise[]> {
  const samples = await measure({
    'generatePasscode, 8 characters': { work: singles, size: COUNT },
    'generatePasscodes, 8 characters': { work: batch, size: COUNT },
    'one getRandomValues call': { work: calls, size: COUNT },
  });
  table(samples);
  const one = ratio(samples['generatePasscode, 8 characters'], samples['one getRandomValues call']);
  return [atMost('a passcode against its one call for entropy', one, 2)];
}
