import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { DateTime } from 'luxon';
import { type InstantLike, type Pass, type PassRequest, toInstant } from 'temporary-access-pass';
import { scriptedRandom } from 'temporary-access-pass/testing';
import {
  anyInstantAround,
  anyIntegerAround,
  anyPass,
  anyPolicy,
  anyRequest as anyPublicRequest,
  type AnyRequestOptions,
  anySubject,
} from 'temporary-access-pass/testing/arbitraries';

// What users get is what these tests draw from.
export { anyInstantAround, anyIntegerAround, anyPass, anyPolicy, anySubject, scriptedRandom as scripted };

/** 0001-01-01T00:00:00.000Z. */
export const FIRST: number = Date.parse('0001-01-01T00:00:00.000Z');

/** 9999-12-31T23:59:59.999Z. */
export const LAST: number = Date.parse('9999-12-31T23:59:59.999Z');

/** A Monday morning in the time this was written. */
export const MONDAY: number = Date.UTC(2026, 10, 23, 9);

/** The same instant as a number, a `Date` of this realm or another, a luxon `DateTime`, or as Temporal has it. */
export function inAnyForm(millis: number): Arbitrary<InstantLike> {
  return fc.constantFrom<InstantLike>(
    millis,
    new Date(millis),
    foreignDate(millis),
    DateTime.fromMillis(millis, { zone: 'utc' }),
    { epochMilliseconds: millis },
  );
}

/** Another realm, made once, since that takes longer than most tests. */
const foreign: { readonly Date: DateConstructor; readonly object: () => unknown } = runInNewContext(
  '({ Date, object: () => ({ lifetimeInMinutes: 60 }) })',
);

/** A `Date` of another realm, which `instanceof Date` does not know. */
export function foreignDate(millis: number): Date {
  return new foreign.Date(millis);
}

/** As the exported arbitrary, with instants that are of other realms and of luxon as well, also for a `now` that no calendar has. */
export function anyRequest(context: AnyRequestOptions = {}, tolerance = 0): Arbitrary<PassRequest> {
  const now = Math.min(Math.max(context.now ?? MONDAY, FIRST), Date.UTC(9969, 0));
  return anyPublicRequest({ ...context, now, startToleranceInMilliseconds: tolerance }).chain((request) => {
    const { startDateTime = null } = request;
    if (startDateTime === null) return fc.constant(request);
    return inAnyForm(toInstant(startDateTime, 'startDateTime')).map((form) => ({ ...request, startDateTime: form }));
  });
}

class Instance {
  readonly id = 'TemporaryAccessPass';
}

/** Everything a caller in JavaScript, or a body off the wire, can hand over instead of what was asked for. */
const HOSTILE: readonly (() => unknown)[] = [
  // Numbers.
  () => Number.NaN,
  () => Infinity,
  () => -Infinity,
  () => -0,
  () => 0,
  () => 1,
  () => -1,
  () => 60.5,
  () => 2 ** 31,
  () => 2 ** 32 + 8,
  () => 1e308,
  () => Number.MIN_VALUE,
  // Other primitives.
  () => undefined,
  () => null,
  () => true,
  () => false,
  () => '',
  () => '60',
  () => 'false',
  () => '2026-11-23T09:00:00Z',
  () => '\u0000',
  () => '__proto__',
  () => 10n,
  () => Symbol('hostile'),
  // Lists.
  () => [],
  () => [60],
  () => [undefined],
  () => Object.freeze([null, Number.NaN]),
  () => sparse(3),
  () => Object.defineProperty([1], 0, { enumerable: true, get: explode }),
  // Plain objects, or nearly.
  () => ({}),
  () => Object.freeze({ a: Object.freeze({ b: 1 }) }),
  () => Object.create(null),
  () => Object.assign(Object.create(null), { lifetimeInMinutes: 60 }),
  () => JSON.parse('{"__proto__": {"state": "enabled", "isUsableOnce": true}}'),
  () => JSON.parse('{"constructor": {"prototype": {"isUsable": true}}, "toString": null, "hasOwnProperty": 1}'),
  () => Object.create({ state: 'enabled', lifetimeInMinutes: 60, toMillis: () => 0 }),
  () => ({ [Symbol('hostile')]: 1 }),
  foreign.object,
  () => ({ toMillis: explode }),
  () => ({ toMillis: 5 }),
  () => ({ toMillis: () => Number.NaN }),
  () => ({ toMillis: () => '5' }),
  () => ({ epochMilliseconds: null }),
  () => ({ epochMilliseconds: '5' }),
  () => ({ epochMilliseconds: 10n }),
  () => ({ toString: explode, valueOf: explode, toJSON: explode, [Symbol.toPrimitive]: explode }),
  // Getters that throw, under names that somebody will read.
  ...['state', 'id', 'includeTargets', 'lifetimeInMinutes', 'startDateTime', 'startsAt', 'now', 'a'].map(
    (name) => () => Object.defineProperty({}, name, { enumerable: true, get: explode }),
  ),
  // Objects of a kind.
  () => new Instance(),
  () => new Date(Number.NaN),
  () => new Date(MONDAY),
  () => new Map([['lifetimeInMinutes', 60]]),
  () => new Set([60]),
  () => /60/,
  () => new Error('hostile'),
  () => new String('60'),
  () => new Number(60),
  () => new Uint8Array(4),
  () => Promise.resolve({}),
  () => () => 60,
  () => explode,
  () => Instance,
  () => cycle(),
  // Proxies.
  () => revoked({}),
  () => revoked([]),
  () => new Proxy({}, { ownKeys: explode }),
  () => new Proxy({}, { getPrototypeOf: explode }),
  () => new Proxy([1], { get: explode }),
];

/**
 * Makes a value that nobody asked for, a fresh one at each call. It comes as a function, since a revoked proxy can't even be looked at by
 * the property runner: `test.prop([anyHostile()])('…', (make) => check(make()))`.
 */
export function anyHostile(): Arbitrary<() => unknown> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
    {
      weight: 1,
      arbitrary: fc
        .anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true, withDate: true, withMap: true })
        .map((value) => Object.assign(() => value, { [fc.toStringMethod]: () => fc.stringify(value) })),
    },
  );
}

/** Every maker of the list above, for loops that leave none out. */
export function everyHostile(): readonly (() => unknown)[] {
  return HOSTILE;
}

/** A value whose every property says what it should so many times, and text from then on. */
export function fickle(value: object, reads: number): object {
  const entries = Object.entries(value).map(([name, right]): [string, PropertyDescriptor] => {
    let left = reads;
    return [name, { enumerable: true, get: (): unknown => (left-- > 0 ? right : 'hunter22') }];
  });
  return Object.defineProperties({}, Object.fromEntries(entries));
}

/** What a call says, or the error that it throws. */
export function saidBy(call: () => string): string {
  try {
    return call();
  } catch (error) {
    return String(error);
  }
}

/** The message of what a hostile getter throws: nothing that this package says. */
export const HOSTILE_MESSAGE = 'a hostile getter';

/** An array of holes. */
export function sparse(length: number): unknown[] {
  const holes: unknown[] = [];
  holes.length = length;
  return holes;
}

/** What hostile getters, traps and methods do. */
export function explode(): never {
  throw new SyntaxError(HOSTILE_MESSAGE);
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

function cycle(): object {
  const self: Record<string, unknown> = {};
  self['self'] = self;
  return self;
}

/** Every byte of a buffer by its place. */
export function fill(buffer: Uint8Array<ArrayBuffer>, byte: (index: number) => number): Uint8Array<ArrayBuffer> {
  for (let i = 0; i < buffer.length; i++) buffer[i] = byte(i);
  return buffer;
}

/** The same value with everything in it frozen, so that a function that changes its input throws. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
}

/** A pass together with an instant around its edges. */
export function anyMoment(): Arbitrary<{ readonly pass: Pass; readonly now: number }> {
  return anyPass().chain((pass) => anyInstantAround(pass).map((now) => ({ pass, now })));
}

/** A fresh multi-use pass of an hour from Monday on, with some fields replaced. */
export function passWith(fields: Partial<Pass> = {}): Pass {
  return {
    id: '6f1c5a3e-2b0d-4c8e-9a57-d1e2f3a4b5c6',
    createdAt: MONDAY,
    startsAt: MONDAY,
    lifetimeInMinutes: 60,
    isUsableOnce: false,
    redeemedAt: null,
    lastUsedAt: null,
    failedAttempts: 0,
    version: 1,
    ...fields,
  };
}

/** The same function as JavaScript sees it, for arguments that no compiler has looked at. */
export function untyped<Result>(call: (...args: never[]) => Result): (...args: unknown[]) => Result {
  return (...args) => Reflect.apply(call, undefined, args);
}

/** What is left of a value after a store or a wire that speaks JSON. */
export function viaJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
