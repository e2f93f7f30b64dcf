import * as fc from 'fast-check';
import { alphabets, checkRequest, definePolicy, generatePasscode, policyBounds } from 'temporary-access-pass';
import { formConstraints } from 'temporary-access-pass/ui';
import { describe, expect, test } from 'vitest';
import {
  anyHostile,
  anyIntegerAround,
  anyPolicy,
  frozen,
  inAnyForm,
  MONDAY,
  scripted,
  untyped,
  viaJson,
} from '../arbitraries.ts';
import { always } from '../laws/check.ts';
import { endsWell } from './hostile.ts';

const everybody = { state: 'enabled', includeTargets: [{ targetType: 'group', id: 'all_users' }] } as const;
const free = { forced: false, because: null };

describe('the form of a pass', () => {
  test("has the tenant's limits, not anybody else's", () => {
    const policy = definePolicy({
      state: 'enabled',
      minimumLifetimeInMinutes: 10,
      maximumLifetimeInMinutes: 1440,
      defaultLifetimeInMinutes: 30,
    });
    expect(formConstraints(policy).lifetimeInMinutes).toEqual({ min: 10, max: 1440, step: 1, default: 30, ...free });
    expect(formConstraints(policy).isUsableOnce).toEqual({ default: false, ...free });
  });

  test('says why a field is forced', () => {
    const policy = definePolicy({ isUsableOnce: true, maximumLifetimeInMinutes: 60 });
    const { isUsableOnce, lifetimeInMinutes, startDateTime } = formConstraints(policy);
    expect(isUsableOnce).toEqual({ default: true, forced: true, because: 'oneTimeForcedByPolicy' });
    expect(lifetimeInMinutes).toMatchObject({ min: 60, max: 60, forced: true, because: 'onlyOneLifetimeAllowed' });
    expect(startDateTime).toEqual({ min: null, step: 60_000, default: null, ...free });
  });

  test.each([
    [480, 480, 120],
    [90, 90, 90],
    [60, 60, 60],
    [43_200, 480, 120],
  ])('has a house ceiling of %d where that is lower', (maximumLifetimeInMinutes, max, value) => {
    const policy = definePolicy({ defaultLifetimeInMinutes: 120 });
    const { lifetimeInMinutes } = formConstraints(policy, { maximumLifetimeInMinutes });
    expect(lifetimeInMinutes).toEqual({
      min: 60,
      max,
      step: 1,
      default: value,
      forced: max === 60,
      because: max === 60 ? 'onlyOneLifetimeAllowed' : null,
    });
  });

  test.each([
    [MONDAY, MONDAY],
    [MONDAY + 1, MONDAY + 60_000],
    [MONDAY - 1, MONDAY],
    [-1, 0],
  ])('begins at the first whole minute: %d, %d', (now, min) => {
    expect(formConstraints(definePolicy({}), { now }).startDateTime.min).toBe(min);
  });

  test.each<[string, object, string]>([
    ['a ceiling below the minimum', { maximumLifetimeInMinutes: 59 }, 'integer in 60..43200, got 59'],
    ['a ceiling beyond 30 days', { maximumLifetimeInMinutes: 43_201 }, 'integer in 60..43200, got 43201'],
    ['a fraction', { maximumLifetimeInMinutes: 60.5 }, '`maximumLifetimeInMinutes` expected integer'],
    [
      'text',
      { maximumLifetimeInMinutes: '120' },
      '`maximumLifetimeInMinutes` expected integer in 60..43200, got string',
    ],
    ['no instant', { now: Number.NaN }, '`now` expected instant, got NaN'],
    ['no alphabet', { alphabet: 'aa' }, '`alphabet` expected'],
    ['a misspelt option', { ceilling: 60 }, '`options` expected only maximumLifetimeInMinutes, now, alphabet'],
    ['a misspelt option without a value', { ceilling: undefined }, '`options` expected only'],
  ])('refuses %s', (_what, options, message) => {
    expect(() => untyped(formConstraints)(definePolicy({}), options)).toThrow(message);
  });

  test('never takes a name that it does not know, and never repeats it', () => {
    const known = new Set(['maximumLifetimeInMinutes', 'now', 'alphabet']);
    const law = fc.property(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'Now', 'constructor')), (name) => {
      fc.pre(!known.has(name));
      const options = Object.fromEntries([
        ['now', MONDAY],
        [name, 60],
      ]);
      expect(() => untyped(formConstraints)(definePolicy({}), options)).toThrow(
        new TypeError('`options` expected only maximumLifetimeInMinutes, now, alphabet'),
      );
    });
    always(law, 200);
  });

  test('never fills in what a policy lacks', () => {
    const { defaultLength: _, ...partial } = definePolicy({});
    expect(() => untyped(formConstraints)(partial)).toThrow('`policy.defaultLength` expected integer, got undefined');
    expect(() => untyped(formConstraints)({ ...partial, defaultLength: 7 })).toThrow(RangeError);
  });

  test('always accepts exactly what the rules accept', () => {
    const law = fc.property(
      anyPolicy(),
      anyIntegerAround(1, 43_201, [10, 60, 480]),
      fc.boolean(),
      (some, asked, once) => {
        const policy = { ...some, ...everybody, excludeTargets: [] };
        const {
          lifetimeInMinutes: field,
          isUsableOnce,
          startDateTime,
        } = formConstraints(frozen(policy), { now: MONDAY });
        const accepts = (request: object): boolean => checkRequest(request, { policy, now: MONDAY }).ok;
        for (const lifetimeInMinutes of [asked, field.min - 1, field.min, field.max, field.max + 1]) {
          const within = lifetimeInMinutes >= field.min && lifetimeInMinutes <= field.max;
          expect(accepts({ lifetimeInMinutes })).toBe(within);
        }
        expect(field.forced).toBe(
          !accepts({ lifetimeInMinutes: field.default + 1 }) && !accepts({ lifetimeInMinutes: field.default - 1 }),
        );
        expect(accepts({ isUsableOnce: once })).toBe(!isUsableOnce.forced || once === isUsableOnce.default);
        const check = checkRequest({}, { policy, now: MONDAY });
        expect(check.ok && check.request).toEqual({
          startDateTime: startDateTime.default,
          lifetimeInMinutes: field.default,
          isUsableOnce: isUsableOnce.default,
        });
      },
    );
    always(law, 300);
  });

  test('never begins with what its own ceiling forbids, and never goes beyond the policy', () => {
    const law = fc.property(anyPolicy(), anyIntegerAround(10, 43_200, [60, 480]), (policy, ceiling) => {
      fc.pre(ceiling >= policy.minimumLifetimeInMinutes);
      const {
        min,
        max,
        default: value,
      } = formConstraints(policy, { maximumLifetimeInMinutes: ceiling }).lifetimeInMinutes;
      expect([min, value, max]).toEqual([min, value, max].toSorted((a, b) => a - b));
      expect(max).toBeLessThanOrEqual(Math.min(ceiling, policy.maximumLifetimeInMinutes));
      expect(min).toBe(policy.minimumLifetimeInMinutes);
    });
    always(law, 200);
  });

  test('always has a first start that the rules accept, whatever form the instant has', () => {
    const policy = definePolicy({ state: 'enabled' });
    const law = fc.property(fc.integer({ min: 0, max: 4e12 }), (now) => {
      const [form] = fc.sample(inAnyForm(now), { numRuns: 1, seed: now });
      const { min } = formConstraints(policy, { now: form ?? now }).startDateTime;
      expect(checkRequest({ startDateTime: min }, { policy, now }).ok).toBe(true);
      expect((min ?? 0) % 60_000).toBe(0);
      expect(checkRequest({ startDateTime: (min ?? 0) - 60_000 }, { policy, now }).ok).toBe(false);
    });
    always(law, 200);
  });

  test('is plain data', () => {
    const form = formConstraints(definePolicy({}), { now: MONDAY });
    expect(viaJson(form)).toEqual(form);
  });

  test('never fails on hostile arguments but with a TypeError or a RangeError', () => {
    const law = fc.property(anyHostile(), anyHostile(), (one, other) => {
      for (const args of [
        [one()],
        [definePolicy({}), { maximumLifetimeInMinutes: one(), now: 0, alphabet: other() }],
      ]) {
        expect(endsWell(() => untyped(formConstraints)(...args))).toBe(true);
      }
    });
    always(law, 300);
  });
});

describe('the field a passcode is typed into', () => {
  const { passcode } = formConstraints(definePolicy({ defaultLength: 12 }));

  test('takes every length a policy may ask for, since a pass may be older than the policy', () => {
    expect([passcode.minLength, passcode.maxLength]).toEqual([8, 48]);
    expect(policyBounds.defaultLength).toEqual({ minimum: 8, maximum: 48 });
    expect(passcode.pattern).toBe('[!-~]{8,48}');
  });

  test('never changes what is typed, suggests or remembers it', () => {
    expect(passcode).toMatchObject({ autocapitalize: 'none', autocomplete: 'off', spellcheck: false });
  });

  test.each([
    [alphabets.digits, 'numeric'],
    [alphabets.crockford32, 'text'],
    [undefined, 'text'],
  ])('asks for a keyboard that has %s: %s', (alphabet, inputMode) => {
    expect(formConstraints(definePolicy({}), { ...(alphabet && { alphabet }) }).passcode.inputMode).toBe(inputMode);
  });

  test.each(['u', 'v'])(
    'always matches the passcodes of its alphabet, and no other text, under the flag %s',
    (flag) => {
      const printable = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i));
      const law = fc.property(
        fc.subarray(printable, { minLength: 2 }),
        fc.integer({ min: 8, max: 48 }),
        (symbols, length) => {
          const alphabet = symbols.join('');
          const { pattern } = formConstraints(definePolicy({}), { alphabet }).passcode;
          const whole = new RegExp(`^(?:${pattern})$`, flag);
          const text = generatePasscode({ random: scripted([]), length, alphabet }).reveal();
          expect(whole.test(text)).toBe(true);
          expect(whole.test(`${text} `)).toBe(false);
          expect(whole.test(text.slice(0, 7))).toBe(false);
          expect(whole.test(text.padEnd(49, text))).toBe(false);
          for (const other of printable) {
            expect(whole.test(text.slice(1) + other)).toBe(alphabet.includes(other));
          }
        },
      );
      always(law, 50);
    },
  );
});
