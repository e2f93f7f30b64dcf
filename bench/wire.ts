import { DateTime } from 'luxon';
import { definePolicy, type Pass } from 'temporary-access-pass';
import { type GraphPass, readPass, writePass } from 'temporary-access-pass/graph';
import { atLeast, type BenchPromise, measure, ratio, table } from './measure.ts';

const COUNT = 2000;
const now = Date.UTC(2026, 10, 23, 9);
const context = { policy: definePolicy({ state: 'enabled' }), now };

/** Passes of an hour, seven seconds and a few milliseconds apart, as records and as JSON that was parsed. */
const passes = Array.from({ length: COUNT }, (_, i): Pass => {
  return {
    id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    createdAt: now + i * 7,
    startsAt: now + i * 7013,
    lifetimeInMinutes: 60,
    isUsableOnce: true,
    redeemedAt: null,
    lastUsedAt: null,
    failedAttempts: 0,
    version: 1,
  };
});
const written = passes.map((pass) => JSON.parse(JSON.stringify(writePass(pass, context))) as GraphPass);

/** Both dates of each pass have to be what `expected` says. */
function dates<Made>(expected: readonly (readonly unknown[])[], of: (made: Made) => readonly unknown[]) {
  return (made: unknown): void => {
    const wrong = (made as readonly Made[]).findIndex((one, i) => of(one).some((date, j) => date !== expected[i]?.[j]));
    if (wrong >= 0) throw new Error(`pass ${wrong} has other dates`);
  };
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
      check: dates(shortened, ({ createdDateTime, startDateTime }: GraphPass) => [createdDateTime, startDateTime]),
    },
    'luxon toISO, two dates': {
      size: COUNT,
      work: () => passes.map(({ createdAt, startsAt }) => [toIso(createdAt), toIso(startsAt)]),
      check: dates(texts, (both: readonly unknown[]) => both),
    },
    readPass: {
      size: COUNT,
      work: () => written.map((json) => readPass(json)),
      check: dates(instants, (reading: ReturnType<typeof readPass>) =>
        reading.ok ? [reading.pass.createdAt, reading.pass.startsAt] : [],
      ),
    },
    'luxon fromISO, two dates': {
      size: COUNT,
      work: () => written.map((json) => [fromIso(json.createdDateTime), fromIso(json.startDateTime)]),
      check: dates(instants, (both: readonly unknown[]) => both),
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
