import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { DateTime } from 'luxon';
import type {
  InstantLike,
  Pass,
  PassRequest,
  Policy,
  PolicyTarget,
  RandomSource,
  Subject,
} from 'temporary-access-pass';

const MINUTE = 60_000;

/** 0001-01-01T00:00:00.000Z. */
export const FIRST: number = Date.parse('0001-01-01T00:00:00.000Z');

/** 9999-12-31T23:59:59.999Z. */
export const LAST: number = Date.parse('9999-12-31T23:59:59.999Z');

/** A Monday morning in the time this was written. */
export const MONDAY: number = Date.UTC(2026, 10, 23, 9);

/** Small pools, so that policies and subjects often name the same ids. */
const USERS = ['adele', 'bert', 'cora'] as const;
const GROUPS = ['pilots', 'staff', 'night shift'] as const;

/** Integers in a range, most of them at or next to its ends or at one of `edges`. */
export function anyIntegerAround(minimum: number, maximum: number, edges: readonly number[] = []): Arbitrary<number> {
  const near = [minimum, maximum, ...edges].flatMap((edge) => [edge - 1, edge, edge + 1]);
  const inside = [...new Set(near)].filter((one) => one >= minimum && one <= maximum);
  return fc.oneof(fc.constantFrom(...inside), fc.integer({ min: minimum, max: maximum }));
}

function anyTarget(): Arbitrary<PolicyTarget> {
  return fc.oneof(
    fc.record({ targetType: fc.constant('group' as const), id: fc.constantFrom('all_users', ...GROUPS) }),
    fc.record({ targetType: fc.constant('user' as const), id: fc.constantFrom(...USERS) }),
  );
}

/** Whole policies that pass the check: any state, bounds at their edges, targets for everybody, somebody or nobody. */
export function anyPolicy(): Arbitrary<Policy> {
  const lifetime = anyIntegerAround(10, 43_200, [60, 480]);
  const everybody = [{ targetType: 'group' as const, id: 'all_users', isRegistrationRequired: false }];
  return fc
    .record({
      state: fc.oneof(
        { weight: 3, arbitrary: fc.constant('enabled' as const) },
        { weight: 1, arbitrary: fc.constant('disabled' as const) },
      ),
      lifetimes: fc.tuple(lifetime, lifetime, lifetime),
      defaultLength: anyIntegerAround(8, 48),
      isUsableOnce: fc.boolean(),
      includeTargets: fc.oneof(
        fc.constant(everybody),
        fc.array(
          fc.tuple(anyTarget(), fc.boolean()).map(([target, isRegistrationRequired]) => ({
            ...target,
            isRegistrationRequired,
          })),
          { maxLength: 3 },
        ),
      ),
      excludeTargets: fc.oneof(fc.constant([]), fc.array(anyTarget(), { maxLength: 2 })),
    })
    .map(({ lifetimes, ...rest }) => {
      const [minimum = 0, value = 0, maximum = 0] = lifetimes.toSorted((a, b) => a - b);
      return {
        id: 'TemporaryAccessPass',
        defaultLifetimeInMinutes: value,
        minimumLifetimeInMinutes: minimum,
        maximumLifetimeInMinutes: maximum,
        ...rest,
      };
    });
}

/** Subjects that can answer every question about scope, since all their groups are told. */
export function anySubject(): Arbitrary<Subject> {
  const told = { id: fc.constantFrom(...USERS, 'nobody'), groupIds: fc.subarray([...GROUPS]) };
  return fc.oneof(
    { weight: 4, arbitrary: fc.record(told) },
    { weight: 1, arbitrary: fc.record({ ...told, isExternalGuest: fc.boolean() }) },
  );
}

/** Records as a store may hold them: pending, used, failed and long gone, at both ends of the calendar too. */
export function anyPass(): Arbitrary<Pass> {
  return anyIntegerAround(1, 43_200, [10, 60, 480]).chain((lifetimeInMinutes) => {
    const lifetime = lifetimeInMinutes * MINUTE;
    return fc
      .record({
        id: fc.uuid(),
        startsAt: anyIntegerAround(FIRST, LAST - lifetime, [0, MONDAY, -lifetime]),
        createdLater: anyIntegerAround(-86_400_000, 300_000, [0]),
        isUsableOnce: fc.boolean(),
        usedAfter: fc.option(anyIntegerAround(0, lifetime - 1)),
        failedAttempts: anyIntegerAround(0, 101, [9, 10, 100]),
        version: anyIntegerAround(1, 1000),
      })
      .map(({ createdLater, usedAfter, ...rest }) => {
        const lastUsedAt = usedAfter === null ? null : rest.startsAt + usedAfter;
        return {
          ...rest,
          lifetimeInMinutes,
          createdAt: rest.startsAt + createdLater,
          redeemedAt: rest.isUsableOnce ? lastUsedAt : null,
          lastUsedAt,
        };
      });
  });
}

/** Instants on, just before and just after the start and the end of a pass, in between, and far away. */
export function anyInstantAround(pass: Pick<Pass, 'startsAt' | 'lifetimeInMinutes'>): Arbitrary<number> {
  const { startsAt } = pass;
  const end = startsAt + pass.lifetimeInMinutes * MINUTE;
  const edges = [startsAt - 1, startsAt, startsAt + 1, end - 1, end, end + 1];
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...edges) },
    { weight: 2, arbitrary: fc.integer({ min: startsAt, max: end - 1 }) },
    // Ten minutes before the end a grant stops to be ten minutes long.
    { weight: 1, arbitrary: fc.constantFrom(end - 600_001, end - 600_000, end - 599_999) },
    { weight: 1, arbitrary: fc.constantFrom(-8.64e15, FIRST - 1, FIRST, -1, 0, 1, MONDAY, LAST, LAST + 1, 8.64e15) },
  );
}

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

/** A `Date` of another realm, which `instanceof Date` does not know. */
export function foreignDate(millis: number): Date {
  const date: Date = runInNewContext(`new Date(${millis})`);
  return date;
}

/** Requests with the right types, many of which break a rule: lifetimes and starts are drawn around the edges of the policy and of `now`. */
export function anyRequest(
  { policy, now }: { readonly policy?: Policy; readonly now?: number } = {},
  tolerance = 0,
): Arbitrary<PassRequest> {
  const { minimumLifetimeInMinutes: minimum = 60, maximumLifetimeInMinutes: maximum = 480 } = policy ?? {};
  const from = now ?? MONDAY;
  const startsAt = fc.oneof(
    fc.constantFrom(...[from, from - tolerance, FIRST, LAST].flatMap((edge) => [edge - 1, edge, edge + 1])),
    fc.integer({ min: from - 2 * MINUTE, max: from + 30 * 86_400_000 }),
  );
  return fc.record(
    {
      startDateTime: fc.option(startsAt.chain(inAnyForm)),
      lifetimeInMinutes: fc.option(
        fc.oneof(
          { weight: 4, arbitrary: anyIntegerAround(minimum, maximum) },
          { weight: 1, arbitrary: fc.constantFrom(minimum - 1, maximum + 1, 0, -1, -0, 2 ** 31, 2 ** 32 + 8) },
        ),
      ),
      isUsableOnce: fc.option(fc.boolean()),
    },
    { requiredKeys: [] },
  );
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
  () => runInNewContext('({ lifetimeInMinutes: 60 })'),
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

/** A random source that says these bytes in this order, and after them others that never repeat, the same ones in every run. */
export function scripted(bytes: Iterable<number>): RandomSource {
  const script = [...bytes];
  let told = 0;
  let state = 0x9e37_79b9;
  const next = (): number => {
    // Numerical Recipes' generator; its high bits are the good ones.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
  return (buffer) => {
    for (let i = 0; i < buffer.length; i++) buffer[i] = told < script.length ? (script[told++] ?? 0) : next();
    return buffer;
  };
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
