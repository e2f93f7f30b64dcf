import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { DateTime } from 'luxon';
import {
  checkRequest,
  definePolicy,
  type PassRequest,
  type Policy,
  type RequestContext,
  type RequestViolation,
  type Subject,
} from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import {
  anyHostile,
  anyPolicy,
  anyRequest,
  anySubject,
  everyHostile,
  explode,
  FIRST,
  foreignDate,
  frozen,
  LAST,
  MONDAY,
  sparse,
  untyped,
  viaJson,
} from './arbitraries.ts';
import { always } from './laws/check.ts';
import { covers } from './oracle.ts';

const enabled = definePolicy({ state: 'enabled' });
const oneTime = definePolicy({ state: 'enabled', isUsableOnce: true });
const now = MONDAY;

describe('an accepted request', () => {
  test.each<[PassRequest, Policy, object]>([
    [{}, enabled, { startDateTime: null, lifetimeInMinutes: 60, isUsableOnce: false }],
    [{}, oneTime, { startDateTime: null, lifetimeInMinutes: 60, isUsableOnce: true }],
    [{ lifetimeInMinutes: 60 }, enabled, { startDateTime: null, lifetimeInMinutes: 60, isUsableOnce: false }],
    [{ lifetimeInMinutes: 480 }, enabled, { startDateTime: null, lifetimeInMinutes: 480, isUsableOnce: false }],
    [{ isUsableOnce: true }, enabled, { startDateTime: null, lifetimeInMinutes: 60, isUsableOnce: true }],
    [{ isUsableOnce: true }, oneTime, { startDateTime: null, lifetimeInMinutes: 60, isUsableOnce: true }],
    [{ isUsableOnce: false }, enabled, { startDateTime: null, lifetimeInMinutes: 60, isUsableOnce: false }],
    [{ startDateTime: now }, enabled, { startDateTime: now, lifetimeInMinutes: 60, isUsableOnce: false }],
    [
      { startDateTime: now + 1, lifetimeInMinutes: 90, isUsableOnce: true },
      oneTime,
      { startDateTime: now + 1, lifetimeInMinutes: 90, isUsableOnce: true },
    ],
    // `null` is the same as nothing.
    [
      { startDateTime: null, lifetimeInMinutes: null, isUsableOnce: null },
      oneTime,
      { startDateTime: null, lifetimeInMinutes: 60, isUsableOnce: true },
    ],
  ])('%j', (request, policy, accepted) => {
    expect(checkRequest(request, { policy, now })).toEqual({ ok: true, request: accepted, ignored: [] });
  });

  test('takes the lifetime from the policy where it has none', () => {
    const policy = definePolicy({ state: 'enabled', minimumLifetimeInMinutes: 10, defaultLifetimeInMinutes: 45 });
    expect(checkRequest({}, { policy, now })).toMatchObject({ request: { lifetimeInMinutes: 45 } });
    expect(checkRequest({ lifetimeInMinutes: 10 }, { policy, now })).toMatchObject({
      request: { lifetimeInMinutes: 10 },
    });
  });

  test.each([
    [new Date(now + 5)],
    [foreignDate(now + 5)],
    [DateTime.fromMillis(now + 5)],
    [{ epochMilliseconds: now + 5 }],
    [now + 5.9],
  ])('starts at the instant that %o says', (startDateTime) => {
    expect(checkRequest({ startDateTime }, { policy: enabled, now })).toMatchObject({
      request: { startDateTime: now + 5 },
    });
  });

  test.each<[object, string[]]>([
    [{ id: 'x' }, ['id']],
    [{ id: null, isUsable: undefined }, ['id', 'isUsable']],
    [
      {
        methodUsabilityReason: 'EnabledByPolicy',
        isUsable: 'yes',
        createdDateTime: 'yesterday',
        temporaryAccessPass: 'kXw9-mQ2',
        id: 5,
      },
      ['id', 'temporaryAccessPass', 'createdDateTime', 'isUsable', 'methodUsabilityReason'],
    ],
  ])('names what is the service’s to set, and ignores it: %j', (request, ignored) => {
    expect(checkRequest(request, { policy: enabled, now })).toEqual({
      ok: true,
      request: { startDateTime: null, lifetimeInMinutes: 60, isUsableOnce: false },
      ignored,
    });
  });
});

describe('a request is refused', () => {
  test.each<[string, object, Partial<RequestContext>, RequestViolation]>([
    [
      '2.1 where the policy is disabled',
      {},
      { policy: definePolicy({}) },
      { code: 'policyBlocksMethod', path: [], because: 'policyDisabled', message: 'the policy is disabled' },
    ],
    [
      '2.1 where the policy does not cover the person',
      {},
      { policy: definePolicy({ state: 'enabled', includeTargets: [] }) },
      { code: 'policyBlocksMethod', path: [], because: 'outOfScope', message: 'the policy does not cover this user' },
    ],
    [
      '2.1 where the policy excludes the person',
      {},
      {
        policy: definePolicy({ state: 'enabled', excludeTargets: [{ targetType: 'user', id: 'adele' }] }),
        subject: { id: 'adele' },
      },
      { code: 'policyBlocksMethod', path: [], because: 'outOfScope', message: 'the policy does not cover this user' },
    ],
    [
      '2.1 once, where both hold',
      {},
      { policy: definePolicy({ includeTargets: [] }) },
      { code: 'policyBlocksMethod', path: [], because: 'policyDisabled', message: 'the policy is disabled' },
    ],
    [
      '2.2 for an external guest',
      {},
      { subject: { id: 'guest', isExternalGuest: true } },
      { code: 'externalGuest', path: [], message: 'an external guest cannot have a Temporary Access Pass' },
    ],
    [
      '2.3 a minute below the policy’s minimum',
      { lifetimeInMinutes: 59 },
      {},
      {
        code: 'lifetimeOutOfRange',
        path: ['lifetimeInMinutes'],
        message: '`lifetimeInMinutes` expected 60..480, got 59',
        received: 59,
        minimum: 60,
        maximum: 480,
      },
    ],
    [
      '2.3 a minute above the policy’s maximum',
      { lifetimeInMinutes: 31 },
      {
        policy: definePolicy({
          state: 'enabled',
          minimumLifetimeInMinutes: 20,
          defaultLifetimeInMinutes: 20,
          maximumLifetimeInMinutes: 30,
        }),
      },
      {
        code: 'lifetimeOutOfRange',
        path: ['lifetimeInMinutes'],
        message: '`lifetimeInMinutes` expected 20..30, got 31',
        received: 31,
        minimum: 20,
        maximum: 30,
      },
    ],
    [
      '2.3 for a lifetime of 0, which is not "unset"',
      { lifetimeInMinutes: 0 },
      {},
      {
        code: 'lifetimeOutOfRange',
        path: ['lifetimeInMinutes'],
        message: '`lifetimeInMinutes` expected 60..480, got 0',
        received: 0,
        minimum: 60,
        maximum: 480,
      },
    ],
    [
      '2.3 for more than 32 bits, which are not cut off',
      { lifetimeInMinutes: 2 ** 32 + 60 },
      {},
      {
        code: 'lifetimeOutOfRange',
        path: ['lifetimeInMinutes'],
        message: '`lifetimeInMinutes` expected 60..480, got 4294967356',
        received: 4_294_967_356,
        minimum: 60,
        maximum: 480,
      },
    ],
    [
      '2.4 for multiple use where the policy forces one-time',
      { isUsableOnce: false },
      { policy: oneTime },
      {
        code: 'multipleUseNotAllowed',
        path: ['isUsableOnce'],
        message: '`isUsableOnce` expected true, which this policy forces, got false',
      },
    ],
    [
      '2.5 for a start a millisecond ago',
      { startDateTime: now - 1 },
      {},
      {
        code: 'startInThePast',
        path: ['startDateTime'],
        message: '`startDateTime` expected 2026-11-23T09:00:00.000Z or later, got 2026-11-23T08:59:59.999Z',
        minimum: now,
        received: now - 1,
      },
    ],
    [
      '2.6 for an end a millisecond after year 9999',
      { startDateTime: LAST - 3_599_999 },
      {},
      {
        code: 'startOutOfRange',
        path: ['startDateTime'],
        message: `\`startDateTime\` expected start and end within the years 0001..9999, got ${LAST + 1}`,
        minimum: FIRST,
        maximum: LAST,
        received: LAST + 1,
      },
    ],
    [
      '2.6 for a start a millisecond before year 1',
      { startDateTime: FIRST - 1 },
      { now: FIRST - 1 },
      {
        code: 'startOutOfRange',
        path: ['startDateTime'],
        message: `\`startDateTime\` expected start and end within the years 0001..9999, got ${FIRST - 1}`,
        minimum: FIRST,
        maximum: LAST,
        received: FIRST - 1,
      },
    ],
    [
      '2.6 where "at once" would end after year 9999',
      { lifetimeInMinutes: 61 },
      { now: LAST - 3_600_000 },
      {
        code: 'startOutOfRange',
        path: ['startDateTime'],
        message: `\`startDateTime\` expected start and end within the years 0001..9999, got ${LAST + 60_000}`,
        minimum: FIRST,
        maximum: LAST,
        received: LAST + 60_000,
      },
    ],
  ])('%s', (_title, request, context, violation) => {
    expect(checkRequest(request, { policy: enabled, now, ...context })).toEqual({ ok: false, violations: [violation] });
  });

  test('for every rule it breaks, in the order of the rules', () => {
    const request = { isUsableOnce: false, lifetimeInMinutes: 5, startDateTime: FIRST - 1 };
    const context = {
      policy: definePolicy({ isUsableOnce: true }),
      now,
      subject: { id: 'guest', isExternalGuest: true },
    };
    expect(codes(request, context)).toEqual([
      'policyBlocksMethod',
      'externalGuest',
      'lifetimeOutOfRange',
      'multipleUseNotAllowed',
      'startInThePast',
      'startOutOfRange',
    ]);
  });

  test('for wrong types and unknown properties before all rules, and for the rules none the less', () => {
    const request = { startDateTime: 'now', isUsableOnce: 0, lifetimeInMinutes: 5, lifetime: 5, scope: null };
    expect(codes(request, { policy: definePolicy({}), now })).toEqual([
      'wrongType',
      'wrongType',
      'unknownProperty',
      'unknownProperty',
      'policyBlocksMethod',
      'lifetimeOutOfRange',
    ]);
  });

  test.each<[object]>([[{ lifetimeInMinutes: '60' }], [{ lifetimeInMinutes: 0 }], [{ lifetimeInMinutes: 1e9 }], [{}]])(
    'for a start outside the calendar, also beside %j',
    (request) => {
      const context = { policy: enabled, now: FIRST - 1 };
      expect(codes({ ...request, startDateTime: FIRST - 1 }, context)).toContain('startOutOfRange');
      expect(codes({ ...request, startDateTime: LAST + 1 }, context)).toContain('startOutOfRange');
      expect(codes(request, context)).toContain('startOutOfRange');
    },
  );

  test('not for a start outside the calendar, where only a lifetime that no policy allows puts the end there', () => {
    expect(codes({ lifetimeInMinutes: 1e12 }, { policy: enabled, now })).toEqual(['lifetimeOutOfRange']);
    expect(codes({ lifetimeInMinutes: 43_201, startDateTime: LAST }, { policy: enabled, now })).toEqual([
      'lifetimeOutOfRange',
    ]);
    expect(codes({ lifetimeInMinutes: 43_200, startDateTime: LAST }, { policy: enabled, now })).toEqual([
      'lifetimeOutOfRange',
      'startOutOfRange',
    ]);
  });
});

describe('at the edges of the calendar', () => {
  test.each([
    [FIRST, FIRST, true],
    [FIRST - 1, FIRST - 1, false],
    [FIRST - 1, null, false],
    [FIRST, null, true],
    [now, LAST - 3_600_000, true],
    [now, LAST - 3_599_999, false],
    [LAST - 3_600_000, null, true],
    [LAST - 3_599_999, null, false],
    [LAST + 1, null, false],
    [now, 8.64e15, false],
    [-8.64e15, -8.64e15, false],
  ])('now %d and a start of %s are within it: %s', (instant, startDateTime, ok) => {
    expect(checkRequest({ startDateTime, lifetimeInMinutes: 60 }, { policy: enabled, now: instant }).ok).toBe(ok);
  });
});

describe('a wrong type', () => {
  test.each<[string, unknown, string, string]>([
    ['lifetimeInMinutes', '60', 'integer', 'string'],
    ['lifetimeInMinutes', 60.5, 'integer', '60.5'],
    ['lifetimeInMinutes', Number.NaN, 'integer', 'NaN'],
    ['lifetimeInMinutes', Infinity, 'integer', 'Infinity'],
    ['lifetimeInMinutes', 60n, 'integer', 'bigint'],
    ['lifetimeInMinutes', [60], 'integer', 'object'],
    ['lifetimeInMinutes', true, 'integer', 'boolean'],
    ['lifetimeInMinutes', '', 'integer', 'string'],
    ['isUsableOnce', 'false', 'boolean', 'string'],
    ['isUsableOnce', 1, 'boolean', '1'],
    ['isUsableOnce', 0, 'boolean', '0'],
    ['isUsableOnce', '', 'boolean', 'string'],
    ['isUsableOnce', {}, 'boolean', 'object'],
    ['startDateTime', '2026-11-23T09:00:00Z', 'instant, not text', 'string'],
    ['startDateTime', '', 'instant, not text', 'string'],
    ['startDateTime', Number.NaN, 'instant, not text', 'NaN'],
    ['startDateTime', new Date(Number.NaN), 'instant, not text', 'object'],
    ['startDateTime', DateTime.fromISO('never'), 'instant, not text', 'object'],
    ['startDateTime', 8.64e15 + 1, 'instant, not text', '8640000000000001'],
    ['startDateTime', false, 'instant, not text', 'boolean'],
    ['startDateTime', { toMillis: explode }, 'instant, not text', 'object'],
    ['startDateTime', { epochMilliseconds: '1795424400000' }, 'instant, not text', 'object'],
    ['startDateTime', { epochMilliseconds: null }, 'instant, not text', 'object'],
  ])('of `%s` is never coerced: %o', (name, value, expected, received) => {
    const message = `\`${name}\` expected ${expected}, got ${received}`;
    expect(checkRequest({ [name]: value }, { policy: enabled, now })).toEqual({
      ok: false,
      violations: [{ code: 'wrongType', path: [name], message, expected, received }],
    });
  });

  test.each<[unknown, string]>([
    [undefined, 'undefined'],
    [null, 'null'],
    ['{}', 'string'],
    [[], 'object'],
    [60, '60'],
    [new Date(0), 'object'],
    [new Map(), 'object'],
    [Object.create({ lifetimeInMinutes: 60 }), 'object'],
  ])('of the whole is refused: %o', (request, received) => {
    const message = `\`value\` expected plain object, got ${received}`;
    expect(checkRequest(request, { policy: enabled, now })).toEqual({
      ok: false,
      violations: [{ code: 'wrongType', path: [], message, expected: 'plain object', received }],
    });
  });
});

describe('an unknown property', () => {
  test.each([
    ['lifetime', ''],
    ['LifetimeInMinutes', ''],
    ['defaultLength', ''],
    ['toString', ''],
    ['constructor', ''],
    ['hasOwnProperty', ''],
    ['@odata.type', ''],
    ['', ''],
  ])('is refused, also where it is called %j', (name, named) => {
    const message = `unknown property${named}, expected only startDateTime, lifetimeInMinutes, isUsableOnce`;
    expect(checkRequest({ [name]: 60 }, { policy: enabled, now })).toEqual({
      ok: false,
      violations: [{ code: 'unknownProperty', path: [name], message }],
    });
  });

  test('is a property like any other where it is called __proto__', () => {
    const request: unknown = JSON.parse('{"__proto__": {"isUsableOnce": true}}');
    expect(checkRequest(request, { policy: enabled, now })).toMatchObject({
      ok: false,
      violations: [{ code: 'unknownProperty', path: ['__proto__'] }],
    });
  });
});

describe('a guest', () => {
  test.each<[Subject]>([[{ id: 'adele' }], [{ id: 'adele', isExternalGuest: false }]])(
    'who is internal can have a pass: %j',
    (subject) => {
      expect(checkRequest({}, { policy: enabled, now, subject }).ok).toBe(true);
    },
  );

  test.each([['yes'], [1], [{}], ['false']])('is one or is none, not %j', (isExternalGuest) => {
    const check = untyped(checkRequest);
    const error = /`isExternalGuest` expected boolean, got /;
    expect(() => check({}, { policy: enabled, now, subject: { id: 'adele', isExternalGuest } })).toThrow(error);
    expect(() => check({}, { policy: enabled, now, subject: { id: 'adele', isExternalGuest } })).toThrow(TypeError);
  });
});

describe('the tolerance', () => {
  test.each([
    [0, -1, false],
    [0, 0, true],
    [1, -1, true],
    [1, -2, false],
    [1000, -1000, true],
    [1000, -1001, false],
    [300_000, -300_000, true],
    [300_000, -300_001, false],
    [300_000, 1, true],
  ])('of %d ms for a start %d ms from now: %s', (startToleranceInMilliseconds, offset, ok) => {
    const context = { policy: enabled, now, startToleranceInMilliseconds };
    const check = checkRequest({ startDateTime: now + offset }, context);
    expect(check.ok).toBe(ok);
    // What is accepted is kept as asked.
    expect(check.ok && check.request.startDateTime).toBe(ok && now + offset);
  });

  test('is part of what a refusal says', () => {
    const context = { policy: enabled, now, startToleranceInMilliseconds: 60_000 };
    expect(checkRequest({ startDateTime: now - 60_001 }, context)).toMatchObject({
      violations: [
        {
          minimum: now - 60_000,
          message: '`startDateTime` expected 2026-11-23T08:59:00.000Z or later, got 2026-11-23T08:58:59.999Z',
        },
      ],
    });
  });

  test.each([
    [-1, new RangeError('`startToleranceInMilliseconds` expected integer in 0..300000, got -1')],
    [300_001, new RangeError('`startToleranceInMilliseconds` expected integer in 0..300000, got 300001')],
    [0.5, new RangeError('`startToleranceInMilliseconds` expected integer in 0..300000, got 0.5')],
    [Number.NaN, new RangeError('`startToleranceInMilliseconds` expected integer in 0..300000, got NaN')],
    [Infinity, new RangeError('`startToleranceInMilliseconds` expected integer in 0..300000, got Infinity')],
    ['1000', new TypeError('`startToleranceInMilliseconds` expected integer in 0..300000, got string')],
    [null, new TypeError('`startToleranceInMilliseconds` expected integer in 0..300000, got null')],
  ])('of %j is a wrong call', (startToleranceInMilliseconds, error) => {
    const check = untyped(checkRequest);
    expect(() => check({}, { policy: enabled, now, startToleranceInMilliseconds })).toThrow(error);
    expect(() => check(null, { policy: enabled, now, startToleranceInMilliseconds })).toThrow(error);
  });
});

describe('a wrong context', () => {
  test.each<[string, object, Error]>([
    ['no instant', { now: Number.NaN }, new RangeError('`now` expected instant, got NaN')],
    ['text for an instant', { now: '2026-11-23T09:00:00Z' }, new TypeError('`now` expected instant, got string')],
    ['no policy', { policy: undefined }, new TypeError('`policy` expected plain object, got undefined')],
    [
      'a policy with a wrong number',
      { policy: { ...enabled, defaultLength: 7 } },
      new RangeError('`policy.defaultLength` expected 8..48, got 7'),
    ],
    [
      'a policy with a wrong type',
      { policy: { ...enabled, state: 'on' } },
      new TypeError('`policy.state` expected enabled or disabled, got string'),
    ],
    [
      'a policy that contradicts itself',
      { policy: { ...enabled, defaultLifetimeInMinutes: 481 } },
      new RangeError('`policy.defaultLifetimeInMinutes` expected 60..480, got 481'),
    ],
    [
      'a policy for some, and nobody to ask about',
      { policy: { ...enabled, includeTargets: [{ targetType: 'group', id: 'staff' }] } },
      new TypeError('`subject` expected group ids, got undefined'),
    ],
    [
      'the same, where the policy is disabled anyway',
      { policy: { ...enabled, state: 'disabled', includeTargets: [{ targetType: 'group', id: 'staff' }] } },
      new TypeError('`subject` expected group ids, got undefined'),
    ],
  ])('throws: %s', (_title, context, error) => {
    expect(() => untyped(checkRequest)({}, { policy: enabled, now, ...context })).toThrow(error);
  });
});

describe('a check', () => {
  test('always finds what a plain reading of the rules finds, in that order', () => {
    always(
      fc.property(anyCase(), ({ request, context }) => {
        const check = checkRequest(frozen(request), frozen(context));
        expect(check.ok ? [] : check.violations.map(({ code }) => code)).toEqual(broken(request, context));
      }),
      1000,
    );
  });

  test('always accepts what it accepted, as the same', () => {
    always(
      fc.property(anyCase(), ({ request, context }) => {
        const check = checkRequest(request, context);
        fc.pre(check.ok);
        expect(checkRequest(frozen(check.request), context)).toEqual({ ...check, ignored: [] });
        expect(checkRequest(viaJson(check.request), context)).toEqual({ ...check, ignored: [] });
      }),
      200,
    );
  });

  test('never cares whether a field is null or missing', () => {
    always(
      fc.property(anyCase(), ({ request, context }) => {
        const present = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== null));
        expect(checkRequest(present, context)).toEqual(checkRequest(request, context));
        const all = { startDateTime: null, lifetimeInMinutes: null, isUsableOnce: null, ...request };
        expect(checkRequest(all, context)).toEqual(checkRequest(request, context));
        const none = { startDateTime: undefined, lifetimeInMinutes: undefined, isUsableOnce: undefined, ...request };
        expect(checkRequest(none, context)).toEqual(checkRequest(request, context));
      }),
      200,
    );
  });

  test('never changes the request or the context, and always answers in plain data', () => {
    always(
      fc.property(anyCase(), ({ request, context }) => {
        const before = [{ ...request }, structuredClone(context)];
        const check = checkRequest(request, context);
        expect([request, context]).toEqual(before);
        // JSON knows no -0; every number but that one comes back.
        fc.pre(!Object.is(request.lifetimeInMinutes, -0));
        expect(viaJson(check)).toEqual(check);
      }),
      200,
    );
  });

  test('always refuses an end that an accepted request could not have', () => {
    always(
      fc.property(anyCase(), ({ request, context }) => {
        const check = checkRequest(request, context);
        fc.pre(check.ok);
        const { startDateTime, lifetimeInMinutes } = check.request;
        const startsAt = startDateTime ?? Number(context.now);
        expect(startsAt).toBeGreaterThanOrEqual(FIRST);
        expect(startsAt + lifetimeInMinutes * 60_000).toBeLessThanOrEqual(LAST);
      }),
      200,
    );
  });
});

describe('a hostile request', () => {
  const names = ['startDateTime', 'lifetimeInMinutes', 'isUsableOnce', 'id', '__proto__', 'toString'];

  test('is always answered, never thrown at', () => {
    always(
      fc.property(anyHostile(), fc.dictionary(fc.constantFrom(...names), anyHostile()), (make, fields) => {
        const request = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field()]));
        expect(checkRequest(make(), { policy: enabled, now })).toHaveProperty('ok');
        expect(checkRequest(request, { policy: enabled, now })).toHaveProperty('ok');
      }),
      500,
    );
  });

  test('is never accepted as anything but integers, booleans and instants', () => {
    for (const name of names) {
      for (const make of everyHostile()) {
        const check = checkRequest({ [name]: make() }, { policy: enabled, now: FIRST });
        const { startDateTime, lifetimeInMinutes, isUsableOnce } = check.ok
          ? check.request
          : { startDateTime: null, lifetimeInMinutes: 60, isUsableOnce: false };
        expect(startDateTime === null || Number.isInteger(startDateTime)).toBe(true);
        expect(lifetimeInMinutes).toBe(60);
        expect(isUsableOnce).toBeTypeOf('boolean');
      }
    }
  });

  test('in the context always gives the documented errors, or passes on what a getter threw', () => {
    const context = fc.record({ policy: anyHostile(), subject: anyHostile(), now: anyHostile() }, { requiredKeys: [] });
    always(
      fc.property(context, anyHostile(), (makers, tolerance) => {
        const made = Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, make?.()]));
        const full = { policy: enabled, now, ...made, startToleranceInMilliseconds: tolerance() };
        expect(thrown(() => untyped(checkRequest)({}, full))).toMatch(/^$|^(Type|Range)Error$|^SyntaxError$/);
      }),
      500,
    );
  });

  test('is answered in bounded time, however large', () => {
    const many = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`field ${index}`, index]));
    const started = performance.now();
    expect(codes(many, { policy: enabled, now })).toHaveLength(200_000);
    expect(codes(sparse(2 ** 32 - 1), { policy: enabled, now })).toEqual(['wrongType']);
    expect(codes({ startDateTime: sparse(2 ** 32 - 1) }, { policy: enabled, now })).toEqual(['wrongType']);
    expect(codes({ lifetimeInMinutes: '6'.repeat(10_000_000) }, { policy: enabled, now })).toEqual(['wrongType']);
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  test('is read once, so that what was checked is what is used', () => {
    const reads: string[] = [];
    const lifetimes = [90, 9999, 5];
    const request = {
      get lifetimeInMinutes() {
        reads.push('lifetimeInMinutes');
        return lifetimes.shift();
      },
      get isUsableOnce() {
        reads.push('isUsableOnce');
        return reads.length < 3;
      },
    };
    expect(checkRequest(request, { policy: enabled, now })).toMatchObject({
      ok: true,
      request: { lifetimeInMinutes: 90, isUsableOnce: true },
    });
    expect(reads).toEqual(['lifetimeInMinutes', 'isUsableOnce']);
  });

  test('is about one instant, since a check asks once what time it is', () => {
    let reads = 0;
    const clock = { toMillis: () => now + reads++ };
    expect(checkRequest({ startDateTime: now }, { policy: enabled, now: clock }).ok).toBe(true);
    expect(reads).toBe(1);
  });

  test('never gets its text into a message', () => {
    const secret = 'kXw9-mQ2';
    const check = checkRequest(
      {
        [secret]: 1,
        startDateTime: secret,
        lifetimeInMinutes: secret,
        isUsableOnce: secret,
        temporaryAccessPass: secret,
      },
      { policy: enabled, now },
    );
    const messages = check.ok ? [] : check.violations.map((violation) => JSON.stringify({ ...violation, path: [] }));
    expect(messages).toHaveLength(4);
    expect(messages.join('\n')).not.toContain(secret);
  });

  test('never gains a field from what objects inherit', () => {
    const polluted = { lifetimeInMinutes: 480, isUsableOnce: true, startDateTime: 0 };
    Object.assign(Object.prototype, polluted);
    try {
      expect(checkRequest({}, { policy: enabled, now })).toEqual({
        ok: true,
        request: { startDateTime: null, lifetimeInMinutes: 60, isUsableOnce: false },
        ignored: [],
      });
    } finally {
      for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name);
    }
  });
});

interface Case {
  readonly request: PassRequest;
  readonly context: RequestContext & { readonly now: number; readonly startToleranceInMilliseconds: number };
}

/** A request in its circumstances, the times of both around the same edges. */
function anyCase(): Arbitrary<Case> {
  const instants = fc.constantFrom(MONDAY, 0, -1, FIRST, FIRST - 1, LAST - 3_600_000, LAST);
  const tolerances = fc.constantFrom(0, 0, 1, 1000, 299_999, 300_000);
  return fc
    .record({ policy: anyPolicy(), subject: anySubject(), now: instants, startToleranceInMilliseconds: tolerances })
    .chain((context) =>
      anyRequest(context, context.startToleranceInMilliseconds).map((request) => ({ request, context })),
    );
}

/** The codes of the rulebook's section 2, in its order, for requests whose types are right. */
function broken(request: PassRequest, { policy, subject, ...context }: Case['context']): string[] {
  const start = request.startDateTime ?? null;
  const asked = start === null ? null : millis(start);
  const minutes = request.lifetimeInMinutes ?? policy.defaultLifetimeInMinutes;
  const begins = asked ?? context.now;
  const ends = begins + (minutes > 0 && minutes <= 43_200 ? minutes : 0) * 60_000;
  const rules: [string, boolean][] = [
    ['policyBlocksMethod', policy.state === 'disabled' || !covers(policy, subject)],
    ['externalGuest', subject?.isExternalGuest === true],
    ['lifetimeOutOfRange', minutes < policy.minimumLifetimeInMinutes || minutes > policy.maximumLifetimeInMinutes],
    ['multipleUseNotAllowed', policy.isUsableOnce && request.isUsableOnce === false],
    ['startInThePast', asked !== null && asked - context.now < -context.startToleranceInMilliseconds],
    ['startOutOfRange', begins < FIRST || ends > LAST],
  ];
  return rules.filter(([, holds]) => holds).map(([code]) => code);
}

function millis(instant: NonNullable<PassRequest['startDateTime']>): number {
  if (typeof instant === 'number') return instant;
  if ('epochMilliseconds' in instant) return instant.epochMilliseconds;
  return 'toMillis' in instant ? instant.toMillis() : instant.getTime();
}

function codes(request: unknown, context: RequestContext): string[] {
  const check = checkRequest(request, context);
  return check.ok ? [] : check.violations.map(({ code }) => code);
}

/** The name of the error that a call throws, `''` for none. */
function thrown(call: () => unknown): string {
  try {
    call();
    return '';
  } catch (error) {
    return error instanceof Error ? error.name : 'no error';
  }
}
