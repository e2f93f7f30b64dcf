import { DateTime } from 'luxon';
import { definePolicy } from 'temporary-access-pass';
import { type GraphPass, type PassReading, readPass, writePass } from 'temporary-access-pass/graph';
import { atLeast, type BenchPromise, measure, ratio, table } from './measure.ts';
import { passWith } from './pass.ts';

const COUNT = 2000;
const now = Date.UTC(2026, 10, 23, 9);
const context = { policy: definePolicy({ state: 'enabled' }), now };

/** Passes of an hour, seven seconds and a few milliseconds apart, as records and as JSON that was parsed. */
const passes = Array.from({ length: COUNT }, (_, i) => passWith({ createdAt: now + i * 7, startsAt: now + i * 7013 }));
const written = passes.map((pass) => JSON.parse(JSON.stringify(writePass(pass, context))) as GraphPass);

/** Throws unless both dates of each pass are those. */
function equal(made: readonly (readonly unknown[])[], expected: readonly (readonly unknown[])[]): void {
  const wrong = expected.findIndex(([created, start], i) => made[i]?.[0] !== created || made[i]?.[1] !== start);
  if (made.length !== COUNT || wrong >= 0) throw new Error(`pass ${wrong} has other dates`);
}

export async function run(): Promise<readonly BenchPromise[]> {
  const instants = passes.map(({ createdAt, startsAt }) => [createdAt, startsAt]);
  const texts = passes.map(({ createdAt, startsAt }) => [createdAt, startsAt].map(toIso));
  // luxon always writes three digits.
  const shortened = texts.map((both) => both.map((text) => text?.replace(/\.?0*Z$/, 'Z')));
  const samples = await measure({
    writePass: {
      size: COUNT,
      work: () => passes.map((pass) => writePass(pass, context)),
      check: (made: readonly GraphPass[]) => {
        equal(
          made.map(({ createdDateTime, startDateTime }) => [createdDateTime, startDateTime]),
          shortened,
        );
      },
    },
    'luxon toISO, two dates': {
      size: COUNT,
      work: () => passes.map(({ createdAt, startsAt }) => [toIso(createdAt), toIso(startsAt)]),
      check: (made: readonly (readonly unknown[])[]) => {
        equal(made, texts);
      },
    },
    readPass: {
      size: COUNT,
      work: () => written.map((json) => readPass(json)),
      check: (made: readonly PassReading[]) => {
        const read = made.map((one) => (one.ok ? [one.pass.createdAt, one.pass.startsAt] : []));
        equal(read, instants);
      },
    },
    'luxon fromISO, two dates': {
      size: COUNT,
      work: () => written.map((json) => [fromIso(json.createdDateTime), fromIso(json.startDateTime)]),
      check: (made: readonly (readonly unknown[])[]) => {
        equal(made, instants);
      },
    },
  });
  table(samples);
  return [
    atLeast(
      'writePass, times as fast as luxon toISO',
      ratio(samples['luxon toISO, two dates'], samples.writePass),
      1.5,
    ),
    atLeast(
      'readPass, times as fast as luxon fromISO',
      ratio(samples['luxon fromISO, two dates'], samples.readPass),
      8,
    ),
  ];
}

function toIso(instant: number): string | null {
  return DateTime.fromMillis(instant, { zone: 'utc' }).toISO();
}

function fromIso(text: string): number {
  return DateTime.fromISO(text, { zone: 'utc' }).toMillis();
}
