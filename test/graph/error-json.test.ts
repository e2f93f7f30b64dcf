import * as fc from 'fast-check';
import { checkRequest, updatePolicy, type Violation, type ViolationCode } from 'temporary-access-pass';
import { readError, writeError } from 'temporary-access-pass/graph';
import { describe, expect, test } from 'vitest';
import {
  anyHostile,
  anyPolicy,
  anyRequest,
  anySubject,
  everyHostile,
  MONDAY,
  untyped,
  viaJson,
} from '../arbitraries.ts';
import { always } from '../laws/check.ts';
import { thrownByItself } from './thrown.ts';

const ID = '00000000-0000-4000-8000-000000000000';
const context = { now: MONDAY + 614, requestId: ID };
const range = { minimum: 10, maximum: 1440, received: 5 };
const blocked = { code: 'policyBlocksMethod', path: [], because: 'policyDisabled', message: '' } as const;

/** What is said, and what is understood of it. The texts are those that people published; the last ones are chosen. */
const SAID: readonly (readonly [Violation, string, object])[] = [
  [
    blocked,
    'Converged UserCredentialPolicy does not allow creating or updating this authentication method. AuthMethodType [TemporaryAccessPass].',
    { path: [] },
  ],
  [
    { code: 'externalGuest', path: [], message: '' },
    'Temporary Access Pass cannot be added to an external guest user.',
    { path: [] },
  ],
  [
    { code: 'lifetimeOutOfRange', path: ['lifetimeInMinutes'], message: '', ...range },
    'Invalid LifetimeInMinutes specified. The valid range between 10 and 1440.',
    { path: ['lifetimeInMinutes'], minimum: 10, maximum: 1440 },
  ],
  [
    { code: 'multipleUseNotAllowed', path: ['isUsableOnce'], message: '' },
    'Invalid IsUsableOnce specified. Tenant Policy does not allow multiple use temporary access pass method.',
    { path: ['isUsableOnce'] },
  ],
  [
    { code: 'startInThePast', path: ['startDateTime'], message: '', received: 1, minimum: 2 },
    'Invalid StartDateTime specified. It can not be a time in the past.',
    { path: ['startDateTime'] },
  ],
  [
    { code: 'startOutOfRange', path: ['startDateTime'], message: '', ...range },
    'Invalid StartDateTime specified. It can not be outside the years 0001..9999.',
    { path: ['startDateTime'] },
  ],
  [
    { code: 'outOfRange', path: ['defaultLength'], message: '', ...range },
    'Invalid defaultLength specified. The valid range between 10 and 1440.',
    { path: ['defaultLength'], minimum: 10, maximum: 1440 },
  ],
  [
    { code: 'minimumAboveMaximum', path: ['minimumLifetimeInMinutes'], message: '', minimum: 500, maximum: 480 },
    'Invalid minimumLifetimeInMinutes specified. It can not be above the maximum of 480.',
    { path: ['minimumLifetimeInMinutes'], maximum: 480 },
  ],
  [
    { code: 'defaultOutsideLimits', path: ['defaultLifetimeInMinutes'], message: '', ...range },
    'Invalid defaultLifetimeInMinutes specified. The valid range of the default between 10 and 1440.',
    { path: ['defaultLifetimeInMinutes'], minimum: 10, maximum: 1440 },
  ],
  [
    { code: 'wrongType', path: ['includeTargets', 0, 'id'], message: '', expected: 'non-empty string', received: 'x' },
    'Invalid includeTargets.0.id specified. Expected non-empty string.',
    { path: ['includeTargets', 0, 'id'] },
  ],
  [
    { code: 'wrongType', path: [], message: '', expected: 'object', received: 'null' },
    'Invalid value specified. Expected object.',
    { path: [] },
  ],
  [
    { code: 'wrongType', path: ['@odata.type'], message: '', expected: 'x', received: 'null' },
    'Invalid @odata.type specified. Expected x.',
    { path: ['@odata.type'] },
  ],
  [{ code: 'unknownProperty', path: ['SECRET'], message: '' }, 'Unknown property specified.', { path: [] }],
];

describe('each violation', () => {
  test.each(SAID)('of %j is said in its words, and understood', (violation, message, told) => {
    const body = writeError([violation, blocked], context);
    expect(body.error).toMatchObject({ code: 'badRequest', message });
    expect(readError(body)).toEqual({
      code: 'badRequest',
      message,
      violation: { code: violation.code, ...told },
      requestId: ID,
    });
  });

  test('is among them', () => {
    const codes = new Set(SAID.map(([{ code }]) => code));
    const all = {
      policyBlocksMethod: 0,
      externalGuest: 0,
      lifetimeOutOfRange: 0,
      multipleUseNotAllowed: 0,
      startInThePast: 0,
      startOutOfRange: 0,
      outOfRange: 0,
      minimumAboveMaximum: 0,
      defaultOutsideLimits: 0,
      wrongType: 0,
      unknownProperty: 0,
    } satisfies Record<ViolationCode, 0>;
    expect([...codes].sort()).toEqual(Object.keys(all).sort());
  });
});

describe('writeError', () => {
  test('has the shape of the service', () => {
    const failure = { status: 404, code: 'notFound', message: 'No.' };
    expect(JSON.stringify(writeError(failure, { ...context, clientRequestId: 'mine' }))).toBe(
      `{"error":{"code":"notFound","message":"No.","innerError":{"message":"No.","date":"2026-11-23T09:00:00",` +
        `"request-id":"${ID}","client-request-id":"mine"}}}`,
    );
    expect(writeError(failure, context).error.innerError['client-request-id']).toBe(ID);
  });

  test('throws without a violation', () => {
    expect(() => writeError([], context)).toThrow(new TypeError('`violations` expected at least one, got none'));
  });
});

describe('readError', () => {
  const message = 'Invalid LifetimeInMinutes specified. The valid range between 10 and 43200.';
  const told = { code: 'lifetimeOutOfRange', path: ['lifetimeInMinutes'], minimum: 10, maximum: 43_200 };

  test.each([
    message,
    message.slice(0, -1),
    `BadRequest: ${message} (request 5)`,
    message.toUpperCase(),
    message.replaceAll(' ', '\n  '),
    message.replaceAll(/[ .]+/g, '-'),
    { message },
    new Error(message),
    Object.assign(new Error(message), { statusCode: 400, code: 'badRequest', body: '{}' }),
    { error: { message } },
    JSON.stringify({ error: { code: 'badRequest', message } }),
    `\uFEFF${JSON.stringify({ error: { message } })}`,
  ])('understands %j', (error) => {
    expect(readError(error).violation).toEqual(told);
  });

  test.each([
    '',
    'Invalid LifetimeInMinutes specified.',
    'The valid range between 10 and 43200.',
    null,
    undefined,
    5,
    [],
    [message],
    {},
    { error: message },
    { error: null },
    JSON.parse('{"error":{"__proto__":{"message":"x"}}}'),
    Object.create({ message }),
    `${'x'.repeat(3000)}${message}`,
  ])('makes nothing of %j', (error) => {
    expect(readError(error).violation).toBeNull();
  });

  test('reads a body as text like the body, and a text that is none as a message', () => {
    const body = { error: { code: 'badRequest', message, innerError: { 'request-id': ID } } };
    expect(readError(JSON.stringify(body))).toEqual({ code: 'badRequest', message, violation: told, requestId: ID });
    expect(readError(message)).toEqual({ code: null, message, violation: told, requestId: null });
    expect(readError({})).toEqual({ code: null, message: '', violation: null, requestId: null });
  });

  test('takes a part of a path for a place in a list only where it is a number', () => {
    const paths = ['includeTargets.12.id', 'a1.1a.a1b'].map(
      (field) => readError(`Invalid ${field} specified. Expected x.`).violation?.path,
    );
    expect(paths).toEqual([
      ['includeTargets', 12, 'id'],
      ['a1', '1a', 'a1b'],
    ]);
  });

  test('never throws anything of its own', () => {
    for (const make of everyHostile())
      expect(readings(make).map(thrownByItself)).toEqual([undefined, undefined, undefined]);
    always(
      fc.property(anyHostile(), (make) => {
        expect(readings(make).map(thrownByItself)).toEqual([undefined, undefined, undefined]);
      }),
      300,
    );
    always(
      fc.property(fc.string(), (text) => {
        expect(readError(text).violation).toBeNull();
      }),
      300,
    );
  });

  test('never takes long over a message that is made for it', () => {
    const start = performance.now();
    for (const piece of ['Invalid a specified. ', 'Invalid ', 'Converged   ', 'x.', ' ', '.', 'Expected . ', '9']) {
      readError(piece.repeat(200_000));
      readError({ message: piece.repeat(200_000) });
    }
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test('always understands what was refused', () => {
    const request = anyPolicy().chain((policy) =>
      fc.tuple(fc.constant(policy), anySubject(), fc.oneof(anyRequest({ policy, now: MONDAY }), fc.object())),
    );
    const patch = fc.record(
      { minimumLifetimeInMinutes: fc.nat(50_000), defaultLength: fc.integer() },
      { requiredKeys: [] },
    );
    always(
      fc.property(request, patch, ([policy, subject, asked], changes) => {
        for (const check of [checkRequest(asked, { policy, subject, now: MONDAY }), updatePolicy(policy, changes)]) {
          if (check.ok) continue;
          const [first] = check.violations;
          const { violation } = readError(viaJson(writeError(check.violations, context)));
          const path = first?.code === 'unknownProperty' ? [] : first?.path;
          expect(violation).toMatchObject({ code: first?.code, path });
          const { code: _code, path: _path, ...numbers } = violation ?? {};
          expect(first).toMatchObject(numbers);
        }
      }),
      1000,
    );
  });

  test('takes a wrong call for one', () => {
    expect(() => untyped(writeError)(null, context)).toThrow(/ is not iterable/);
    expect(() => untyped(writeError)('kXw9-mQ2', context)).toThrow(TypeError);
    expect(() => untyped(writeError)('kXw9-mQ2', context)).not.toThrow(/kXw9/);
    expect(() => untyped(writeError)([blocked], { ...context, now: 'soon' })).toThrow(
      new TypeError('`now` expected instant, got string'),
    );
    expect(() => writeError([blocked], { ...context, now: 8.64e15 })).toThrow(RangeError);
  });
});

function readings(make: () => unknown): (() => unknown)[] {
  return [
    () => readError(make()),
    () => readError({ error: make() }),
    () => readError({ error: { message: make(), innerError: make(), code: make() } }),
  ];
}
