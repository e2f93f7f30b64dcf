import { inspect } from 'node:util';
import { Script } from 'node:vm';
import { sample } from 'fast-check';
import { dice } from '../graph/storm.ts';
import { anyScene, type Scene } from '../laws/calls.ts';
import { type End, endOfError, isAsBefore, type Outcome, repeatsSecret, snapshotOf } from './judge.ts';
import { type Roll, spoilt, type Way, waysInto } from './odd.ts';
import type { Target } from './target.ts';

/** What a campaign did, and what it found. */
export interface Report {
  readonly calls: number;
  /** By function, how its calls ended. */
  readonly ends: ReadonlyMap<string, Record<End, number>>;
  /** One sentence each; empty where all is as documented. */
  readonly complaints: readonly string[];
}

export interface Plan {
  readonly seed: number;
  readonly targets: readonly Target[];
  /** Asked after each round of calls; the campaign ends where it says no. */
  readonly goesOn: (soFar: Report) => boolean;
  /** Milliseconds that no single call takes: generous, since this is no benchmark. */
  readonly longest?: number;
  /** Milliseconds after which calls are stopped that have no end. */
  readonly patience?: number;
}

/** Calls of one function in a row, with the same right arguments to begin with. */
const ROUND = 20;

/** Complaints that are told; others would say the same. */
const MOST_COMPLAINTS = 20;

/** How many rounds a set of scenes lasts. */
const FRESH = 1000;

interface Call {
  readonly target: Target;
  readonly args: readonly unknown[];
  outcome?: Outcome;
  milliseconds: number;
}

/** Calls functions with arguments that are right but for something odd, and judges what comes. A seed repeats it all. */
export async function campaign({ seed, targets, goesOn, longest = 20_000, patience = 30_000 }: Plan): Promise<Report> {
  const roll = dice(seed);
  const ends = new Map<string, Record<End, number>>();
  const complaints: string[] = [];
  let calls = 0;
  let scenes: Scene[] = [];
  const report = (): Report => ({ calls, ends, complaints });
  for (let round = 0; goesOn(report()) && complaints.length < MOST_COMPLAINTS; round++) {
    if (round % FRESH === 0) scenes = sample(anyScene(), { numRuns: 100, seed: seed + round });
    const target = targets[round % targets.length] as Target;
    if (Math.floor(round / targets.length) % (target.every ?? 1) !== 0) continue;
    const scene = scenes[roll(scenes.length)] as Scene;
    // One round after the other, or they would time each other.
    // oxlint-disable-next-line no-await-in-loop
    for (const call of await perform(draw(target, scene, roll), patience)) {
      calls++;
      const name = `${target.door} ${target.name}`;
      const counts = ends.get(name) ?? { answered: 0, refused: 0, own: 0, engine: 0 };
      ends.set(name, counts);
      const judged = judge(call, longest);
      if (judged.end !== undefined) counts[judged.end]++;
      for (const what of judged.complaints)
        complaints.push(`seed ${seed}, call ${calls}, ${name}: ${what}\n${tell(call)}`);
    }
  }
  return report();
}

/** Calls with their arguments. What a call was given is looked at again when it is judged. */
function draw(target: Target, scene: Scene, roll: Roll): (Call & { readonly isKept: () => boolean })[] {
  const right = target.args(scene);
  const ways = waysInto(right);
  return Array.from({ length: target.later === true ? ROUND / 4 : ROUND }, () => {
    const args = target.spared === true ? right : odd(roll, right, { ways, keeps: target.keeps ?? [] });
    const before = snapshotOf(args);
    return { target, args, milliseconds: 0, isKept: () => target.fills === true || isAsBefore(before) };
  });
}

function odd(
  roll: Roll,
  right: readonly unknown[],
  { ways, keeps }: { ways: readonly Way[]; keeps: readonly string[] },
): readonly unknown[] {
  let args = right;
  for (let changes = roll(4); changes > 0; changes--) args = spoilt(roll, args, ways);
  return keeps.every((name) => args.some((one) => has(one, name))) ? args : right;
}

function has(value: unknown, name: string): boolean {
  try {
    return typeof value === 'object' && value !== null && Reflect.get(value, name) !== undefined;
  } catch {
    return true;
  }
}

let queue: Call[] = [];

/** The one way to stop a call that has no end is to run it in a script with a time limit. */
const script = new Script('globalThis.fuzzRound()');

async function perform<Made extends Call>(calls: Made[], patience: number): Promise<Made[]> {
  queue = calls;
  Reflect.set(globalThis, 'fuzzRound', runQueue);
  try {
    script.runInThisContext({ timeout: patience });
    // A round may have made a million passcodes, and nobody is to hold on to them.
    queue = [];
  } catch (error) {
    const stopped = calls.find(({ outcome }) => outcome === undefined);
    if (stopped === undefined || (error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    stopped.outcome = { kind: 'noEnd' };
  }
  // Those after one that was stopped were never made.
  const made = calls.filter(({ outcome }) => outcome !== undefined);
  await Promise.all(made.map(async (call) => (call.target.later === true ? settle(call, patience) : undefined)));
  return made;
}

function runQueue(): void {
  for (const call of queue) {
    const start = performance.now();
    call.outcome = undefined as never;
    let outcome: Outcome;
    try {
      outcome = { kind: 'answer', value: call.target.call(...call.args) };
    } catch (error) {
      outcome = { kind: 'error', error };
    }
    call.milliseconds = performance.now() - start;
    call.outcome = outcome;
  }
}

async function settle(call: Call, patience: number): Promise<void> {
  const { outcome } = call;
  if (outcome?.kind !== 'answer') return;
  let timer: NodeJS.Timeout | undefined;
  const never = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'noEnd' }), patience);
  });
  const settled = Promise.resolve(outcome.value).then(
    (value): Outcome => ({ kind: 'answer', value }),
    (error: unknown): Outcome => ({ kind: 'error', error }),
  );
  call.outcome = await Promise.race([settled, never]);
  clearTimeout(timer);
}

function judge(
  call: Call & { readonly isKept: () => boolean },
  longest: number,
): { readonly end?: End; readonly complaints: string[] } {
  const { target, outcome, milliseconds } = call;
  const complaints: string[] = [];
  if (outcome === undefined || outcome.kind === 'noEnd') return { complaints: ['has no end'] };
  if (milliseconds > longest) complaints.push(`took ${Math.round(milliseconds)} ms`);
  if (!call.isKept()) complaints.push('changed its arguments');
  if (outcome.kind === 'error') {
    const end = endOfError(outcome.error);
    if (end === undefined) complaints.push(`threw what is not documented: ${String(outcome.error)}`);
    return end === undefined ? { complaints } : { end, complaints };
  }
  if (target.echoes !== true && repeatsSecret(outcome.value)) complaints.push('repeats a text in a message');
  if (!looksRight(target, outcome.value)) complaints.push(`answers ${tellValue(outcome.value)}`);
  return { end: 'answered', complaints };
}

function looksRight({ look }: Target, value: unknown): boolean {
  try {
    return look(value);
  } catch {
    return false;
  }
}

function tell({ args }: Call): string {
  return `  with ${tellValue(args)}`;
}

function tellValue(value: unknown): string {
  try {
    return inspect(value, { depth: 6, showProxy: true, breakLength: 160, maxStringLength: 80, maxArrayLength: 6 });
  } catch {
    return 'what can not be printed';
  }
}
