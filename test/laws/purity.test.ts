import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { bind, defaultPolicy, generatePasscode, secureRandom } from 'temporary-access-pass';
import * as door from 'temporary-access-pass';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { frozen, MONDAY, passWith, scripted } from '../arbitraries.ts';
import { anyScene, CALLS, LATER_CALLS, type Scene } from './calls.ts';
import { always, alwaysAsync } from './check.ts';

/** What comes of a call, answer or error, as one text. */
function outcome(call: (scene: Scene) => unknown, scene: Scene): string {
  try {
    return inspect(call(scene), { depth: Infinity });
  } catch (error) {
    return `threw ${String(error)}`;
  }
}

/** The same of a call that answers later. */
async function later(call: (scene: Scene) => Promise<unknown>, scene: Scene): Promise<string> {
  return call(scene).then(
    (value) => inspect(value, { depth: Infinity }),
    (error: unknown) => `threw ${String(error)}`,
  );
}

function forbidden(name: string): () => never {
  return () => {
    throw new Error(`nobody may use ${name}`);
  };
}

const FUNCTIONS = ['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'structuredClone'];
const OBJECTS = ['crypto', 'performance', 'console', 'process'];

/** Runs something in a world without clock, chance or outside. Dates can be made there, but only of an instant that somebody says. */
function inEmptyWorld<Value>(run: () => Value): Value {
  const leave = enterEmptyWorld();
  try {
    return run();
  } finally {
    leave();
  }
}

function enterEmptyWorld(): () => void {
  const TimelessDate = new Proxy(Date, {
    apply: forbidden('the clock'),
    construct: (target, args, self) =>
      args.length === 0 ? forbidden('the clock')() : Reflect.construct(target, args, self),
    get: (target, name, self) => (name === 'now' ? forbidden('the clock') : Reflect.get(target, name, self)),
  });
  vi.stubGlobal('Date', TimelessDate);
  for (const name of FUNCTIONS) vi.stubGlobal(name, forbidden(name));
  for (const name of OBJECTS) vi.stubGlobal(name, new Proxy({}, { get: forbidden(name) }));
  const random = vi.spyOn(Math, 'random').mockImplementation(forbidden('chance'));
  return () => {
    random.mockRestore();
    vi.unstubAllGlobals();
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('every exported function', () => {
  test('has a call here', () => {
    const functions = Object.entries(door).filter(([, value]) => typeof value === 'function');
    expect([...Object.keys(CALLS), ...Object.keys(LATER_CALLS)].toSorted()).toEqual(
      functions
        .map(([name]) => name)
        .filter((name) => name !== 'secureRandom')
        .toSorted(),
    );
  });

  test.each(Object.entries(CALLS))('never changes what it is given: %s', (_, call) => {
    const law = fc.property(anyScene(), (scene) => {
      const before = inspect(scene, { depth: Infinity });
      const thawed = outcome(call, scene);
      expect(inspect(scene, { depth: Infinity })).toBe(before);
      expect(outcome(call, frozen(scene))).toBe(thawed);
    });
    always(law, 60);
  });

  test('always says the same again, whatever was asked in between', () => {
    const law = fc.property(anyScene(), (scene) => {
      const calls = Object.values(CALLS);
      const first = calls.map((call) => outcome(call, scene));
      const again = calls.toReversed().map((call) => outcome(call, scene));
      expect(again.toReversed()).toEqual(first);
    });
    always(law, 100);
  });

  test('never reads a clock, draws by itself or reaches outside', () => {
    const law = fc.property(anyScene(), (scene) => {
      const calls = Object.values(CALLS);
      const usual = calls.map((call) => outcome(call, scene));
      const empty = inEmptyWorld(() => calls.map((call) => outcome(call, scene)));
      expect(empty).toEqual(usual);
    });
    always(law, 100);
  });
});

describe('every exported function that answers later', () => {
  test.each(Object.entries(LATER_CALLS))(
    'never changes what it is given, and always says the same: %s',
    async (_, call) => {
      const law = fc.asyncProperty(anyScene(), async (scene) => {
        const before = inspect(scene, { depth: Infinity });
        const first = await later(call, scene);
        expect(inspect(scene, { depth: Infinity })).toBe(before);
        expect(await later(call, frozen(scene))).toBe(first);
      });
      await alwaysAsync(law, 60);
    },
  );

  test.each(Object.entries(LATER_CALLS))('never reads a clock or draws by itself: %s', async (_, call) => {
    const law = fc.asyncProperty(anyScene(), async (scene) => {
      const usual = await later(call, scene);
      const leave = enterEmptyWorld();
      const told = await later(call, scene).finally(leave);
      expect(told).toBe(usual);
    });
    await alwaysAsync(law, 60);
  });
});

describe('the empty world', () => {
  test.each<[string, () => unknown]>([
    ['Date.now()', () => Date.now()],
    ['new Date()', () => new Date()],
    ['Date()', () => Date()],
    ['Math.random()', () => Math.random()],
    ['crypto.getRandomValues()', () => crypto.getRandomValues(new Uint8Array(1))],
    ['performance.now()', () => performance.now()],
    ['setTimeout()', () => setTimeout(() => undefined)],
    ['process.hrtime()', () => process.hrtime()],
    ['secureRandom()', () => secureRandom(new Uint8Array(16))],
  ])('never has %s', (_, use) => {
    expect(() => inEmptyWorld(use)).toThrow(/^nobody may use/);
    expect(use).not.toThrow();
  });

  test('never has a passcode from the secure source, and always has one from a script', () => {
    expect(() => inEmptyWorld(() => generatePasscode({ random: secureRandom }))).toThrow(TypeError);
    expect(inEmptyWorld(() => generatePasscode({ random: scripted([]) })).length).toBe(8);
  });
});

describe('bind', () => {
  test('always reads its clock once a call, and never before', () => {
    const clock = vi.fn<() => number>(() => MONDAY);
    const rules = bind({ policy: { ...defaultPolicy, state: 'enabled' }, clock, random: scripted([]) });
    expect(clock).not.toHaveBeenCalled();
    const pass = passWith();
    const calls = [
      () => rules.checkRequest({}),
      () => rules.issue({}, { current: pass }),
      () => rules.usability(pass),
      () => rules.explain(pass),
      () => rules.nextTransition(pass),
      () => rules.timeline(pass),
      () => rules.redeem(pass, { passcodeMatches: true }),
    ];
    for (const [done, call] of calls.entries()) {
      call();
      expect(clock).toHaveBeenCalledTimes(done + 1);
    }
  });
});
