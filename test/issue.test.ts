import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  alphabets,
  checkRequest,
  definePolicy,
  issue,
  type IssueContext,
  type Issued,
  type Pass,
  type Policy,
  secureRandom,
  usability,
} from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import {
  anyHostile,
  anyPass,
  anyPolicy,
  anyRequest,
  anySubject,
  explode,
  frozen,
  inAnyForm,
  MONDAY,
  passWith,
  scripted,
  untyped,
  viaJson,
} from './arbitraries.ts';
import { always } from './laws/check.ts';

const START = MONDAY;
const policy = definePolicy({ state: 'enabled' });
const random = secureRandom;

describe('an issued pass', () => {
  test('starts at once and is what the policy says, for an empty request', () => {
    const issued = accepted(issue({}, { policy, now: START, random, id: 'pass 1' }));
    expect(issued.pass).toEqual({
      id: 'pass 1',
      createdAt: START,
      startsAt: START,
      lifetimeInMinutes: 60,
      isUsableOnce: false,
      redeemedAt: null,
      lastUsedAt: null,
      failedAttempts: 0,
      version: 1,
    });
    expect(issued.passcode.reveal()).toMatch(/^[A-HJ-NP-Za-km-z2-9]{8}$/);
    expect(issued.replaced).toBeNull();
    expect(issued.ignored).toEqual([]);
  });

  test('is what was asked for, within the policy', () => {
    const request = {
      startDateTime: DateTime.fromMillis(START + 1),
      lifetimeInMinutes: 480,
      isUsableOnce: true,
      isUsable: true,
    };
    const issued = accepted(issue(request, { policy, now: new Date(START), random }));
    expect(issued.pass).toMatchObject({
      createdAt: START,
      startsAt: START + 1,
      lifetimeInMinutes: 480,
      isUsableOnce: true,
    });
    expect(issued.ignored).toEqual(['isUsable']);
  });

  test('may begin before it was created, within the tolerance', () => {
    const context = { policy, now: START, random, startToleranceInMilliseconds: 1500 };
    const { pass } = accepted(issue({ startDateTime: START - 1500 }, context));
    expect(pass).toMatchObject({ createdAt: START, startsAt: START - 1500 });
    expect(issue({ startDateTime: START - 1501 }, context).ok).toBe(false);
  });

  test.each([8, 12, 48])('has a passcode of the policy’s length, %d', (defaultLength) => {
    const context = { policy: definePolicy({ state: 'enabled', defaultLength }), now: START, random };
    expect(accepted(issue({}, context)).passcode.length).toBe(defaultLength);
    // Which a request can't choose.
    expect(issue({ defaultLength: 20 }, context)).toMatchObject({
      ok: false,
      violations: [{ code: 'unknownProperty' }],
    });
  });

  test('has a passcode of the symbols that were asked for', () => {
    const context = { policy, now: START, random, alphabet: alphabets.digits };
    expect(accepted(issue({}, context)).passcode.reveal()).toMatch(/^\d{8}$/);
    expect(accepted(issue({}, { ...context, random: scripted([1, 2, 3, 4, 5, 6, 7, 8]) })).passcode.reveal()).toBe(
      '00010102',
    );
  });

  test('has a random UUID of version 4', () => {
    const ids = Array.from({ length: 2000 }, () => accepted(issue({}, { policy, now: START, random })).pass.id);
    expect(ids.every((id) => /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    // Every digit but the version and the half-fixed variant is drawn: each of the sixteen turns up at each place.
    const digits = ids.map((id) => id.replaceAll('-', ''));
    const seen = Array.from({ length: 32 }, (_, place) => new Set(digits.map((id) => id.charAt(place))).size);
    expect(seen).toEqual(Array.from({ length: 32 }, (_, place) => ({ 12: 1, 16: 4 })[place] ?? 16));
  });

  test('has the bytes of its id from the random source', () => {
    // 16 bytes are asked for the id alone; version and variant take six bits of them.
    const { pass } = accepted(issue({}, { policy, now: START, random: countsUpFromD0 }));
    expect(pass.id).toBe('d0d1d2d3-d4d5-46d7-98d9-dadbdcdddedf');
  });

  test.each<[unknown]>([[''], [5], [null], [{}], [Symbol('id')]])('never has the id %o', (id) => {
    expect(() => untyped(issue)({}, { policy, now: START, random, id })).toThrow(TypeError);
    expect(() => untyped(issue)({}, { policy, now: START, random, id })).toThrow(
      /`id` expected a non-empty string, got /,
    );
  });
});

describe('the pass that is replaced', () => {
  test.each<[string, Partial<Pass>, Policy, number]>([
    ['usable', {}, policy, START],
    ['notYetValid', {}, policy, START - 1],
    ['expired', {}, policy, START + 3_600_000],
    ['oneTimeUsed', { isUsableOnce: true, redeemedAt: START, lastUsedAt: START }, policy, START],
    ['locked', { failedAttempts: 10 }, policy, START],
    ['oneTimeOnly', {}, definePolicy({ state: 'enabled', isUsableOnce: true }), START],
  ])('is told, with what it was: %s', (rule, fields, under, now) => {
    const current = passWith(fields);
    const { replaced, pass } = accepted(issue({}, { policy: under, now, random, current }));
    expect(replaced?.pass).toBe(current);
    expect(replaced?.usability.rule).toBe(rule);
    expect(pass.id).not.toBe(current.id);
    expect(pass.version).toBe(1);
  });

  test('is judged by the limit that the caller has', () => {
    const current = passWith({ failedAttempts: 3 });
    const context = { policy, now: START, random, current };
    expect(accepted(issue({}, context)).replaced?.usability.rule).toBe('usable');
    expect(accepted(issue({}, { ...context, failedAttemptLimit: 3 })).replaced?.usability.rule).toBe('locked');
  });

  test.each([undefined, null])('is none where there is none: %s', (current) => {
    const issued = untyped(issue)({}, { policy, now: START, random, current });
    expect(issued).toMatchObject({ ok: true, replaced: null });
  });

  test('is never a broken record', () => {
    const current = { ...passWith(), startsAt: '0' };
    expect(() => untyped(issue)({}, { policy, now: START, random, current })).toThrow(
      '`startsAt` expected integer, got string',
    );
  });
});

describe('a refused request', () => {
  test('never costs a random byte, and never makes a passcode', () => {
    const issued = issue({ lifetimeInMinutes: 59 }, { policy, now: START, random: explode });
    expect(issued).toEqual(checkRequest({ lifetimeInMinutes: 59 }, { policy, now: START }));
    expect(issued.ok).toBe(false);
  });

  test('is always refused as checkRequest refuses it', () => {
    always(
      fc.property(anyCase(), ({ request, context }) => {
        const check = checkRequest(request, context);
        const issued = issue(frozen(request), { ...frozen(context), random: scripted([]) });
        expect(issued.ok).toBe(check.ok);
        expect(issued.ok ? [issued.ignored] : issued).toEqual(check.ok ? [check.ignored] : check);
      }),
      300,
    );
  });
});

describe('issuing', () => {
  test('always makes a pass that is what was accepted, and usable from its first millisecond to its last', () => {
    always(
      fc.property(anyCase(), ({ request, context }) => {
        const check = checkRequest(request, context);
        fc.pre(check.ok);
        const { pass, passcode } = accepted(issue(request, { ...context, random: scripted([]) }));
        const { startDateTime, ...rest } = check.request;
        const { now } = context;
        expect(pass).toMatchObject({ ...rest, createdAt: now, startsAt: startDateTime ?? now });
        expect(passcode.length).toBe(context.policy.defaultLength);
        const end = pass.startsAt + pass.lifetimeInMinutes * 60_000;
        const course = [pass.startsAt - 1, pass.startsAt, end - 1, end].map(
          (at) => usability(pass, { ...context, now: at }).rule,
        );
        expect(course).toEqual(['notYetValid', 'usable', 'usable', 'expired']);
      }),
      200,
    );
  });

  test('never puts the passcode into the record, or into JSON of all that comes out', () => {
    always(
      fc.property(anyPolicy(), fc.option(anyPass()), (any, current) => {
        const context = {
          policy: { ...any, state: 'enabled' as const, includeTargets: policy.includeTargets, excludeTargets: [] },
        };
        const issued = accepted(issue({}, { ...context, now: START, random, current }));
        const secret = issued.passcode.reveal();
        expect(JSON.stringify(issued)).not.toContain(secret);
        expect(Object.values(issued.pass)).not.toContain(secret);
        expect(viaJson(issued.pass)).toEqual(issued.pass);
      }),
      100,
    );
  });

  test('always reads one instant, in whichever form it comes', () => {
    always(
      fc.property(inAnyForm(START), (now) => {
        const { pass } = accepted(issue({}, { policy, now, random, id: 'x' }));
        expect(pass).toEqual(accepted(issue({}, { policy, now: START, random, id: 'x' })).pass);
      }),
      20,
    );
    let reads = 0;
    const clock = { toMillis: () => START + reads++ };
    const { pass, replaced } = accepted(
      issue({}, { policy, now: clock, random, current: passWith({ startsAt: START + 1 }) }),
    );
    expect(reads).toBe(1);
    expect([pass.createdAt, pass.startsAt, replaced?.usability.rule]).toEqual([START, START, 'notYetValid']);
  });

  test('never changes the request, the context or the pass so far', () => {
    always(
      fc.property(anyCase(), anyPass(), ({ request, context }, current) => {
        const before = [{ ...request }, structuredClone([context, current])];
        issue(request, { ...context, current, random: scripted([]) });
        expect([request, [context, current]]).toEqual(before);
      }),
      100,
    );
  });

  test('never makes two alike', () => {
    const many = Array.from({ length: 1000 }, () => accepted(issue({}, { policy, now: START, random })));
    expect(new Set(many.map(({ passcode }) => passcode.reveal())).size).toBe(1000);
  });

  test.each<[string, object, typeof Error]>([
    ['an alphabet with a duplicate', { alphabet: 'aab' }, RangeError],
    ['an alphabet that is none', { alphabet: 5 }, TypeError],
    ['a source that is none', { random: undefined }, TypeError],
    ['a source that throws', { random: explode }, TypeError],
    ['a source that fills nothing', { random: (buffer: Uint8Array) => buffer }, RangeError],
    ['no instant', { now: Number.NaN }, RangeError],
    ['no policy', { policy: {} }, TypeError],
    ['a tolerance that is too wide', { startToleranceInMilliseconds: 300_001 }, RangeError],
  ])('throws for %s', (_name, context, error) => {
    expect(() => untyped(issue)({}, { policy, now: START, random, ...context })).toThrow(error);
  });

  test('of anything hostile is always refused or documented', () => {
    always(
      fc.property(anyHostile(), anyHostile(), (make, other) => {
        const context = { policy, now: START, random: scripted([]), id: 'x' };
        expect(untyped(issue)(make(), context)).toHaveProperty('ok');
        expect(untyped(issue)({ startDateTime: make(), isUsableOnce: other() }, context)).toHaveProperty('ok');
      }),
      300,
    );
  });
});

type Accepted = Extract<Issued, { ok: true }>;

function accepted(issued: Issued): Accepted {
  if (!issued.ok) throw new Error(issued.violations.map(({ message }) => message).join('; '));
  return issued;
}

function countsUpFromD0(buffer: Uint8Array<ArrayBuffer>): Uint8Array {
  for (let i = 0; i < buffer.length; i++) buffer[i] = 0xd0 + i;
  return buffer;
}

function anyCase() {
  const everybody = anyPolicy().map((any) => ({
    ...policy,
    isUsableOnce: any.isUsableOnce,
    defaultLength: any.defaultLength,
  }));
  const context: fc.Arbitrary<Omit<IssueContext, 'random' | 'now'> & { now: number }> = fc.record({
    policy: fc.oneof(anyPolicy(), everybody),
    subject: anySubject(),
    now: fc.constantFrom(START, 0, -1),
  });
  return context.chain((one) => anyRequest(one).map((request) => ({ request, context: one })));
}
