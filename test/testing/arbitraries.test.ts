import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import {
  checkPolicy,
  checkRequest,
  definePolicy,
  isInScope,
  type Pass,
  type PassRequest,
  type Policy,
  redeem,
  toInstant,
  usability,
} from 'temporary-access-pass';
import {
  anyInstantAround,
  anyIntegerAround,
  anyMalformedRequest,
  anyPass,
  anyPolicy,
  anyRequest,
  anySubject,
  type BreakableRule,
} from 'temporary-access-pass/testing/arbitraries';
import { describe, expect, test } from 'vitest';

const NOW = Date.UTC(2026, 10, 23, 9);
const MINUTE = 60_000;
const FIRST = Date.parse('0001-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');
const DRAWS = 1000;

/** Draws of one seed. */
function draws<Value>(arbitrary: Arbitrary<Value>, numRuns = DRAWS): Value[] {
  return fc.sample(arbitrary, { seed: 6, numRuns });
}

/** Every value that shrinking looks at, from failures that let it go on in different directions. */
function shrunk<Value>(arbitrary: Arbitrary<Value>): Value[] {
  const seen: Value[] = [];
  for (let seed = 1; seed <= 20; seed++) {
    let calls = 0;
    const fails = (value: Value): boolean => {
      seen.push(value);
      calls++;
      // Fails at first, so that shrinking begins, and then often but not always, so that it tries each direction.
      return calls > 1 && (calls * seed) % 3 === 0;
    };
    fc.check(fc.property(arbitrary, fails), { seed, numRuns: 1, endOnFailure: false });
  }
  return seen;
}

/** The edges that fewer than so many in a thousand draws hit, with how many did. */
function missed<Value>(
  values: readonly Value[],
  edges: Readonly<Record<string, (value: Value) => boolean>>,
  atLeast = 5,
): (readonly [edge: string, hits: number])[] {
  const figures = Object.entries(edges).map(([name, hits]) => [name, values.filter(hits).length] as const);
  return figures.filter(([, hits]) => hits < (atLeast * values.length) / 1000);
}

describe('anyIntegerAround', () => {
  test('stays in range, when drawn and when shrunk', () => {
    for (const one of [...draws(anyIntegerAround(8, 48, [20, 99])), ...shrunk(anyIntegerAround(8, 48))]) {
      expect(Number.isInteger(one) && one >= 8 && one <= 48).toBe(true);
    }
  });

  test('reaches both ends, their neighbours and each edge in at least one of 25 draws', () => {
    const edges = [8, 9, 19, 20, 21, 47, 48].map((edge) => [String(edge), (one: number) => one === edge] as const);
    expect(missed(draws(anyIntegerAround(8, 48, [20])), Object.fromEntries(edges), 40)).toEqual([]);
  });
});

describe('anyPolicy', () => {
  test('is always a policy, when drawn and when shrunk', () => {
    for (const policy of [...draws(anyPolicy()), ...shrunk(anyPolicy())]) {
      expect(checkPolicy(policy)).toEqual({ ok: true, policy });
    }
  });

  test('reaches each edge in at least one of 200 draws', () => {
    expect(
      missed(draws(anyPolicy()), {
        disabled: ({ state }) => state === 'disabled',
        enabled: ({ state }) => state === 'enabled',
        once: ({ isUsableOnce }) => isUsableOnce,
        many: ({ isUsableOnce }) => !isUsableOnce,
        least: number('minimumLifetimeInMinutes', 10),
        most: number('maximumLifetimeInMinutes', 43_200),
        'minimum is default': (policy) => policy.minimumLifetimeInMinutes === policy.defaultLifetimeInMinutes,
        'default is maximum': (policy) => policy.maximumLifetimeInMinutes === policy.defaultLifetimeInMinutes,
        shortest: number('defaultLength', 8),
        longest: number('defaultLength', 48),
        everybody: ({ includeTargets }) => includeTargets.some(({ id }) => id === 'all_users'),
        nobody: ({ includeTargets }) => includeTargets.length === 0,
        'a user': ({ includeTargets }) => includeTargets.some(({ targetType }) => targetType === 'user'),
        excluded: ({ excludeTargets }) => excludeTargets.length > 0,
        registration: ({ includeTargets }) => includeTargets.some((target) => target.isRegistrationRequired === true),
      }),
    ).toEqual([]);
  });
});

describe('anySubject', () => {
  test('always answers a question about scope, and both ways often', () => {
    const pairs = draws(fc.tuple(anyPolicy(), anySubject()));
    expect(
      missed(
        pairs,
        {
          in: ([policy, subject]) => isInScope(policy, subject),
          out: ([policy, subject]) => !isInScope(policy, subject),
          guest: ([, { isExternalGuest }]) => isExternalGuest === true,
        },
        50,
      ),
    ).toEqual([]);
    for (const [policy, subject] of shrunk(fc.tuple(anyPolicy(), anySubject()))) {
      expect(typeof isInScope(policy, subject)).toBe('boolean');
    }
  });
});

const policy = definePolicy({ state: 'enabled' });

function isRecord(pass: Pass): boolean {
  const end = pass.startsAt + pass.lifetimeInMinutes * MINUTE;
  const used = pass.lastUsedAt;
  redeem(pass, { passcodeMatches: true }, { policy, now: pass.startsAt });
  return (
    [pass.createdAt, pass.startsAt, pass.lifetimeInMinutes, pass.failedAttempts, pass.version].every(
      Number.isInteger,
    ) &&
    pass.startsAt >= FIRST &&
    end <= LAST &&
    pass.lifetimeInMinutes >= 1 &&
    pass.lifetimeInMinutes <= 43_200 &&
    (used === null || (used >= pass.startsAt && used < end)) &&
    pass.redeemedAt === (pass.isUsableOnce ? used : null)
  );
}

describe('anyPass', () => {
  test('is always a record that a store can hold, when drawn and when shrunk', () => {
    const all = [...draws(anyPass()), ...shrunk(anyPass())];
    expect(all.filter((pass) => !isRecord(pass))).toEqual([]);
  });

  test('reaches each edge in at least one of 200 draws', () => {
    expect(
      missed(draws(anyPass()), {
        'the first instant': ({ startsAt }) => startsAt === FIRST,
        'the last instant': ({ startsAt, lifetimeInMinutes }) => startsAt + lifetimeInMinutes * MINUTE === LAST,
        'the epoch': ({ startsAt }) => startsAt === 0,
        'an end at the epoch': ({ startsAt, lifetimeInMinutes }) => startsAt + lifetimeInMinutes * MINUTE === 0,
        shortest: ({ lifetimeInMinutes }) => lifetimeInMinutes === 1,
        longest: ({ lifetimeInMinutes }) => lifetimeInMinutes === 43_200,
        fresh: ({ lastUsedAt, failedAttempts }) => lastUsedAt === null && failedAttempts === 0,
        spent: ({ redeemedAt }) => redeemedAt !== null,
        'used many times': ({ lastUsedAt, isUsableOnce }) => lastUsedAt !== null && !isUsableOnce,
        'one attempt left': ({ failedAttempts }) => failedAttempts === 9,
        locked: ({ failedAttempts }) => failedAttempts === 10,
        'locked under any limit': ({ failedAttempts }) => failedAttempts === 100,
        'created after its start': ({ createdAt, startsAt }) => createdAt > startsAt,
        'created before its start': ({ createdAt, startsAt }) => createdAt < startsAt,
      }),
    ).toEqual([]);
  });
});

describe('anyInstantAround', () => {
  const pass = { startsAt: NOW, lifetimeInMinutes: 60 };
  const end = NOW + 60 * MINUTE;

  test('is always an instant, when drawn and when shrunk', () => {
    for (const now of [...draws(anyInstantAround(pass)), ...shrunk(anyInstantAround(pass))]) {
      expect(toInstant(now, 'now')).toBe(now);
    }
  });

  test('stands on each of the six edges in at least one of 15 draws, and inside and far away', () => {
    const six = [NOW - 1, NOW, NOW + 1, end - 1, end, end + 1].map(
      (edge) => [`${edge - NOW}`, (now: number) => now === edge] as const,
    );
    const values = draws(anyInstantAround(pass));
    expect(missed(values, Object.fromEntries(six), 66)).toEqual([]);
    expect(
      missed(values, {
        inside: (now) => now > NOW + 1 && now < end - 1,
        'ten minutes before the end': (now) => now === end - 10 * MINUTE,
        'the end of time': (now) => Math.abs(now) === 8.64e15,
      }),
    ).toEqual([]);
  });

  test('finds a wrong comparison at each edge, in each of 20 runs of 100 draws', () => {
    const moments = anyPass().chain((one) => fc.record({ pass: fc.constant(one), now: anyInstantAround(one) }));
    const broken = [
      (one: Pass, now: number) => now > one.startsAt && now < one.startsAt + one.lifetimeInMinutes * MINUTE,
      (one: Pass, now: number) => now >= one.startsAt && now <= one.startsAt + one.lifetimeInMinutes * MINUTE,
      (one: Pass, now: number) => now >= one.startsAt && now < one.startsAt + one.lifetimeInMinutes * MINUTE - 1,
      (one: Pass, now: number) => now >= one.startsAt - 1 && now < one.startsAt + one.lifetimeInMinutes * MINUTE,
    ];
    for (const wrong of broken) {
      for (let seed = 1; seed <= 20; seed++) {
        const law = fc.property(moments, (moment) => isUsable(moment) === wrong(moment.pass, moment.now));
        expect(fc.check(law, { seed, numRuns: 100 }).failed).toBe(true);
      }
    }
  });
});

const forced = definePolicy({
  state: 'enabled',
  isUsableOnce: true,
  minimumLifetimeInMinutes: 30,
  maximumLifetimeInMinutes: 90,
});

function codes(request: unknown, tolerance = 0): string[] {
  const check = checkRequest(request, { policy: forced, now: NOW, startToleranceInMilliseconds: tolerance });
  return check.ok ? [] : check.violations.map(({ code }) => code);
}

function startOf({ startDateTime }: PassRequest): number | null {
  return startDateTime === undefined || startDateTime === null ? null : toInstant(startDateTime, 'start');
}

describe('anyRequest', () => {
  test('that breaks nothing is always accepted, when drawn and when shrunk, and reaches each edge in one of 200 draws', () => {
    const valid = anyRequest({ policy: forced, now: NOW, startToleranceInMilliseconds: 1000, breaks: null });
    for (const request of [...draws(valid), ...shrunk(valid)]) expect(codes(request, 1000)).toEqual([]);
    expect(
      missed(draws(valid), {
        shortest: ({ lifetimeInMinutes }) => lifetimeInMinutes === 30,
        longest: ({ lifetimeInMinutes }) => lifetimeInMinutes === 90,
        'the earliest start': (request) => startOf(request) === NOW - 1000,
        'at once': (request) => startOf(request) === NOW,
        'a start far away': (request) => (startOf(request) ?? 0) > NOW + 9000 * 365 * 86_400_000 * 0.8,
        'once, said': ({ isUsableOnce }) => isUsableOnce === true,
        'once, left out': (request) => !('isUsableOnce' in request),
        nothing: (request) => Object.keys(request).length === 0,
        null: ({ startDateTime }) => startDateTime === null,
        'a Date': ({ startDateTime }) => startDateTime instanceof Date,
      }),
    ).toEqual([]);
  });

  test.each<BreakableRule>(['lifetimeOutOfRange', 'multipleUseNotAllowed', 'startInThePast', 'startOutOfRange'])(
    'that breaks %s always breaks that and nothing else, when drawn and when shrunk',
    (rule) => {
      const arbitrary = anyRequest({ policy: forced, now: NOW, breaks: rule });
      for (const request of [...draws(arbitrary), ...shrunk(arbitrary)]) expect(codes(request)).toEqual([rule]);
    },
  );

  test('that breaks a limit stands next to it in at least one of 20 draws', () => {
    const lifetimes = draws(anyRequest({ policy: forced, now: NOW, breaks: 'lifetimeOutOfRange' }));
    expect(
      missed(
        lifetimes,
        {
          below: ({ lifetimeInMinutes }) => lifetimeInMinutes === 29,
          above: ({ lifetimeInMinutes }) => lifetimeInMinutes === 91,
          zero: ({ lifetimeInMinutes }) => lifetimeInMinutes === 0,
        },
        50,
      ),
    ).toEqual([]);
    const past = draws(anyRequest({ policy: forced, now: NOW, breaks: 'startInThePast' }));
    expect(missed(past, { 'a millisecond ago': (request) => startOf(request) === NOW - 1 }, 50)).toEqual([]);
    const late = draws(anyRequest({ policy: forced, now: NOW, breaks: 'startOutOfRange' }));
    expect(missed(late, { 'a millisecond late': (request) => startOf(request) === LAST + 1 }, 50)).toEqual([]);
  });

  test('of any kind breaks each rule alone in at least one of 50 draws, none in one of 10, and several at once', () => {
    const broken = draws(anyRequest({ policy: forced, now: NOW })).map((request) => codes(request));
    for (const rule of ['lifetimeOutOfRange', 'multipleUseNotAllowed', 'startInThePast', 'startOutOfRange']) {
      expect(missed(broken, { [rule]: (found) => found.join() === rule }, 20)).toEqual([]);
    }
    expect(missed(broken, { none: (found) => found.length === 0 }, 100)).toEqual([]);
    expect(missed(broken, { several: (found) => found.length > 1 }, 20)).toEqual([]);
    expect(new Set(broken.flat())).not.toContain('wrongType');
  });

  test('refuses to break a rule that the policy does not have', () => {
    expect(() => anyRequest({ policy, breaks: 'multipleUseNotAllowed' })).toThrow('`breaks` expected a rule');
  });
});

describe('anyMalformedRequest', () => {
  test('is always refused for its types or names, when drawn and when shrunk', () => {
    for (const request of [...draws(anyMalformedRequest()), ...shrunk(anyMalformedRequest())]) {
      expect(codes(request).filter((code) => code === 'wrongType' || code === 'unknownProperty')).not.toEqual([]);
    }
  });

  test('reaches each way of being malformed in at least one of 50 draws', () => {
    expect(
      missed(
        draws(anyMalformedRequest()),
        {
          start: own('startDateTime'),
          lifetime: own('lifetimeInMinutes'),
          once: own('isUsableOnce'),
          misspelt: own('IsUsableOnce'),
          proto: own('__proto__'),
          'no object': (value) =>
            typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date,
        },
        20,
      ),
    ).toEqual([]);
  });
});

function number(name: keyof Policy, value: number) {
  return (one: Policy): boolean => one[name] === value;
}

function own(name: string) {
  return (value: unknown): boolean => typeof value === 'object' && value !== null && Object.hasOwn(value, name);
}

function isUsable({ pass, now }: { readonly pass: Pass; readonly now: number }): boolean {
  return usability({ ...pass, failedAttempts: 0, redeemedAt: null }, { policy, now }).isUsable;
}
