import {
  attemptRedeem,
  type AttemptContext,
  definePolicy,
  pbkdf2,
  type PasscodeHash,
  seal,
  secureRandom,
  type TypedAttempt,
} from 'temporary-access-pass';
import { atMost, type BenchPromise, median, ratio } from './measure.ts';
import { passWith } from './pass.ts';

const TRIALS = 500;
const START = Date.UTC(2026, 10, 23, 9);
const HOUR = 3_600_000;
const SECRET = 'kXw9-mQ2';

const policy = definePolicy({ state: 'enabled' });
const pass = passWith({ startsAt: START });

type Case = readonly [attempt: TypedAttempt, context: AttemptContext];

/** Everything that is answered as a wrong passcode, which nobody should be able to tell apart with a watch. */
function cases(sealed: string, older: string, hash: PasscodeHash): Readonly<Record<string, Case>> {
  const context = { policy, now: START, hash };
  const wrong = { pass, sealed, candidate: 'wrong-one' };
  return {
    'no such pass': [{ ...wrong, pass: null, sealed: null }, context],
    'wrong passcode': [wrong, context],
    // What one and the same work differs by here.
    'wrong passcode, again': [wrong, context],
    'expired, wrong passcode': [wrong, { ...context, now: START + 2 * HOUR }],
    'used, wrong passcode': [{ ...wrong, pass: { ...pass, redeemedAt: START } }, context],
    'older seal, wrong passcode': [{ ...wrong, sealed: older }, context],
    'broken seal': [{ ...wrong, sealed: sealed.slice(1) }, context],
  };
}

/** Milliseconds of each trial of each case. They take turns, in another order each time, so that all see the same machine. */
async function trials(all: Readonly<Record<string, Case>>): Promise<Record<string, number[]>> {
  const entries = Object.entries(all);
  const times: Record<string, number[]> = Object.fromEntries(entries.map(([name]) => [name, []]));
  /* oxlint-disable no-await-in-loop */
  for (let trial = 0; trial < TRIALS; trial++) {
    const first = trial % entries.length;
    for (const [name, [attempt, context]] of [...entries.slice(first), ...entries.slice(0, first)]) {
      const started = performance.now();
      const { ok } = await attemptRedeem(attempt, context);
      times[name]?.push(performance.now() - started);
      if (ok) throw new Error(`${name} was redeemed`);
    }
  }
  /* oxlint-enable no-await-in-loop */
  return times;
}

/** Milliseconds of an attempt apart from its hash, in a run of attempts whose hash is nothing. */
async function besides(): Promise<number> {
  const nothing = new Uint8Array(32);
  const hash: PasscodeHash = { id: 'none', parameters: 'n=1', derive: async () => nothing };
  const sealed = await seal(SECRET, { random: secureRandom, hash });
  const context = { policy, now: START, hash };
  const rounds: number[] = [];
  /* oxlint-disable no-await-in-loop */
  for (let round = 0; round < 9; round++) {
    const started = performance.now();
    for (let i = 0; i < 2000; i++) {
      if (!(await attemptRedeem({ pass, sealed, candidate: SECRET }, context)).ok) throw new Error('not redeemed');
    }
    rounds.push((performance.now() - started) / 2000);
  }
  /* oxlint-enable no-await-in-loop */
  return median(rounds);
}

/** Milliseconds of the hash alone, at the iterations of a default seal. */
async function hashAlone(): Promise<number> {
  const hash = pbkdf2();
  const inputs = { salt: new Uint8Array(16), parameters: hash.parameters };
  const times: number[] = [];
  for (let i = 0; i < 9; i++) {
    const started = performance.now();
    // oxlint-disable-next-line no-await-in-loop
    await hash.derive(SECRET, inputs);
    times.push(performance.now() - started);
  }
  return median(times);
}

export async function run(): Promise<readonly BenchPromise[]> {
  // Few iterations: what would show beside these shows less beside the default's five times as many.
  const hash = pbkdf2(120_000);
  const sealed = await seal(SECRET, { random: secureRandom, hash });
  const older = await seal(SECRET, { random: secureRandom, hash: pbkdf2(100_000) });
  const times = await trials(cases(sealed, older, hash));
  const usual = times['wrong passcode'] ?? [];
  // Within a trial, since the machine has two speeds and the median of 500 plain times falls now on the one, now on the other.
  const ratios = Object.entries(times).map(([name, all]) => [name, median(all), ratio(all, usual)] as const);
  console.table(Object.fromEntries(ratios.map(([name, ms, against]) => [name, { ms, against }])));
  const [rest, slow] = [await besides(), await hashAlone()];
  console.table({ 'the default hash': { ms: slow }, 'everything besides': { ms: rest } });
  const all = ratios.map(([, , against]) => against);
  return [
    atMost('slowest refusal against the fastest', Math.max(...all) / Math.min(...all), 1.05),
    atMost('percent of a redemption that is not its hash', (100 * rest) / slow, 0.1),
  ];
}
