import * as core from 'temporary-access-pass';
import * as graph from 'temporary-access-pass/graph';
import * as review from 'temporary-access-pass/review';
import * as testing from 'temporary-access-pass/testing';
import * as arbitraries from 'temporary-access-pass/testing/arbitraries';
import * as ui from 'temporary-access-pass/ui';
import * as german from 'temporary-access-pass/ui/german';
import { describe, expect, test } from 'vitest';
import { read } from '../package/project.ts';
import { campaign, type Report } from './campaign.ts';
import { endOfError } from './judge.ts';
import { isBoolean } from './looks.ts';
import { SECRET } from './odd.ts';
import type { Target } from './target.ts';
import { CORE } from './targets/core.ts';
import { TARGETS } from './targets/index.ts';

// The same calls in every run, so that a build fails for what was changed; new ones are for `npm run fuzz`.
const seed = Number(process.env['FAST_CHECK_SEED'] ?? 7);

const DOORS: readonly (readonly [door: string, exported: object])[] = [
  ['.', core],
  ['./graph', graph],
  ['./review', review],
  ['./testing', testing],
  ['./testing/arbitraries', arbitraries],
  ['./ui', ui],
  ['./ui/german', german],
];

describe('every exported function', () => {
  test('always answers as documented, whatever it is given: 100,000 calls', async () => {
    const { complaints, ends, calls } = await campaign({
      seed,
      targets: TARGETS,
      goesOn: (soFar) => soFar.calls < 100_000,
    });
    expect(complaints.join('\n\n')).toBe('');
    expect(calls).toBeGreaterThanOrEqual(100_000);
    expect(ends.size).toBe(TARGETS.length);
    // Where nothing is answered, nothing was tried; and nearly everything has arguments that are refused.
    const silent = [...ends].filter(([, { answered }]) => answered === 0).map(([name]) => name);
    expect(silent).toEqual([]);
    const trusting = [...ends].filter(([, { refused, own, engine }]) => refused + own + engine === 0);
    expect(trusting.map(([name]) => name).filter((name) => !TRUSTING.test(name))).toEqual([]);
  }, 300_000);

  test.each(DOORS)('has a target here: %s', (door, exported) => {
    const functions = Object.entries(exported).filter(([, value]) => hasCode(value));
    const named = TARGETS.filter((target) => target.door === door).map(({ name }) => name.split('.')[0]);
    expect([...new Set(named)].map(String).toSorted()).toEqual(functions.map(([name]) => name).toSorted());
  });

  test('is behind one of these doors, and the matchers once more behind one for Vitest', () => {
    const { exports } = JSON.parse(read('package.json')) as {
      exports: Readonly<Record<string, unknown>>;
    };
    const doors = Object.keys(exports).filter((door) => !door.endsWith('.json'));
    expect(doors.toSorted()).toEqual([...DOORS.map(([door]) => door), './testing/vitest'].toSorted());
  });

  test('is called rightly here, but for what is odd on purpose', async () => {
    const spared = TARGETS.map((target): Target => ({ ...target, spared: true }));
    const { ends } = await campaign({ seed, targets: spared, goesOn: ({ calls }) => calls < 10_000 });
    for (const [name, { answered, refused, own, engine }] of ends) {
      expect([name, own + engine, answered > refused]).toEqual([name, 0, true]);
    }
  });
});

/** What takes any value for data and answers it, is not asked often, or is given right arguments only. */
const TRUSTING =
  /checkPolicy|policySchema|updatePolicy|wrongType|itself|administrator|graphConformance|fetch|arbitraries/;

function refusing(): never {
  throw new RangeError('`length` expected integer in 8..48, got 49');
}

/** What is wrong with a function that has a flag for an answer and one argument. */
async function complaintsAbout(
  call: (value: unknown) => unknown,
  more: Partial<Target> = {},
): Promise<Report['complaints']> {
  const target: Target = {
    door: 'broken',
    name: 'one',
    call,
    args: () => [{ a: 1, b: [1, 2] }],
    look: isBoolean,
    ...more,
  };
  const plan = { seed: 1, targets: [target], longest: 40, patience: 400 };
  return (await campaign({ ...plan, goesOn: ({ calls, complaints }) => calls < 400 && complaints.length === 0 }))
    .complaints;
}

const told = (value: unknown): string => (typeof value === 'string' ? value : '');

describe('the fuzzer', () => {
  test('has nothing to say about a function that is sound', async () => {
    expect(await complaintsAbout(() => true)).toEqual([]);
    expect(await complaintsAbout(async () => true, { later: true })).toEqual([]);
    expect(await complaintsAbout(refusing)).toEqual([]);
  });

  test.each<[string, (value: unknown) => unknown, string, Partial<Target>?]>([
    ['answers something else', (value) => (value instanceof Date ? 1 : true), 'answers 1'],
    ['coerces', (value) => value && true, 'answers'],
    [
      'throws another error',
      (value) => JSON.parse(told(value) || 'true') === undefined,
      'threw what is not documented',
    ],
    [
      'throws a sentence of its own',
      (value) => {
        if (typeof value === 'number') throw new TypeError('Please give a length.');
        return true;
      },
      'threw what is not documented',
    ],
    [
      'repeats what came in an error',
      (value) => {
        if (told(value).includes(SECRET)) throw new TypeError(`\`value\` expected something else, got ${told(value)}`);
        return true;
      },
      'threw what is not documented',
    ],
    [
      'repeats what came in a violation',
      (value) => ({ ok: false, violations: [{ code: 'wrongType', path: [], message: `not ${told(value)}` }] }),
      'repeats a text in a message',
      { look: () => true },
    ],
    ['changes an argument', (value) => mutate(value), 'changed its arguments'],
    [
      'changes what lies deep in an argument',
      (value) => mutate(Reflect.get(Object(value), 'b')),
      'changed its arguments',
    ],
    ['takes long now and then', (value) => wait(typeof value === 'number' ? 60 : 0), 'took'],
    ['has no end now and then', (value) => (typeof value === 'number' ? forEver() : true), 'has no end'],
    [
      'never settles',
      async (value) => (typeof value === 'number' ? new Promise(() => {}) : true),
      'has no end',
      { later: true },
    ],
    ['answers late with something else', async (value) => value, 'answers', { later: true }],
    [
      'rejects with another error',
      async () => Promise.reject(new Error('no')),
      'threw what is not documented',
      { later: true },
    ],
  ])('always notices one that %s', async (_bug, call, complaint, more) => {
    const [first = 'nothing'] = await complaintsAbout(call, more);
    expect(first).toContain(complaint);
  });

  test.each<[unknown, string | undefined]>([
    [new TypeError('`length` expected integer in 8..48, got 49'), 'refused'],
    [
      new TypeError('`a.b` expected X, got null; `c` expected Y, got 5; unknown property, expected only a, b'),
      'refused',
    ],
    [new TypeError("Cannot read properties of undefined (reading 'policy')"), 'engine'],
    [new TypeError("Cannot use 'in' operator to search for 'tier' in text"), undefined],
    [new TypeError(`\`a\` expected X, got ${SECRET}`), undefined],
    [new Error('`length` expected integer in 8..48, got 49'), undefined],
    [new RangeError('Invalid array length'), undefined],
    ['text', undefined],
  ])('takes %o for %s', (error, end) => {
    expect(endOfError(error)).toBe(end);
  });

  test('always does the same again for the same seed', async () => {
    expect(await endsOf(7)).toEqual(await endsOf(7));
  });
});

async function endsOf(of: number): Promise<unknown> {
  const { ends } = await campaign({ seed: of, targets: CORE, goesOn: ({ calls }) => calls < 3000 });
  return [...ends].map((one) => JSON.stringify(one));
}

function hasCode(value: unknown): boolean {
  if (typeof value === 'function') return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some((one) => one !== undefined && hasMethods(one))
  );
}

function hasMethods(value: unknown): boolean {
  return typeof value === 'function' || (typeof value === 'object' && value !== null && 'validate' in value);
}

function mutate(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) Reflect.set(value, 'a', 2);
  return true;
}

function wait(milliseconds: number): boolean {
  for (const end = performance.now() + milliseconds; performance.now() < end; );
  return true;
}

function forEver(): never {
  for (;;);
}
