import * as fc from 'fast-check';
import { definePolicy, type Pass, redeem } from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { anyHostile, anyMoment, MONDAY, passWith, untyped, viaJson } from './arbitraries.ts';
import { always } from './laws/check.ts';

const SECONDS = 1000;
const policy = definePolicy({ state: 'enabled' });
const right = { passcodeMatches: true };
const wrong = { passcodeMatches: false };
const WRONG = { reason: 'wrongPasscode', signInError: 130503, rule: 'wrongPasscode' };

const at = (seconds: number) => ({
  policy,
  now: MONDAY + seconds * SECONDS,
  failedAttemptDelayInMilliseconds: 5 * SECONDS,
});

describe('a delay between attempts', () => {
  test('is off by default, and then keeps nothing', () => {
    const { pass } = redeem(passWith(), wrong, { policy, now: MONDAY });
    expect(pass).toEqual(passWith({ failedAttempts: 1, version: 2 }));
    expect(redeem(pass, right, { policy, now: MONDAY }).ok).toBe(true);
    expect(redeem(pass, right, { policy, now: MONDAY, failedAttemptDelayInMilliseconds: 0 }).ok).toBe(true);
  });

  test('grows with each failed attempt: 5 seconds, then 10, then 15', () => {
    let pass = redeem(passWith(), wrong, at(0)).pass;
    expect(pass).toEqual(passWith({ failedAttempts: 1, lastFailedAt: MONDAY, version: 2 }));
    pass = redeem(pass, wrong, at(5)).pass;
    expect([pass.failedAttempts, pass.lastFailedAt]).toEqual([2, MONDAY + 5 * SECONDS]);
    expect(redeem(pass, right, at(14.999)).ok).toBe(false);
    pass = redeem(pass, wrong, at(15)).pass;
    expect([pass.failedAttempts, pass.lastFailedAt]).toEqual([3, MONDAY + 15 * SECONDS]);
    expect(redeem(pass, right, at(29.999)).ok).toBe(false);
    expect(redeem(pass, right, at(30))).toMatchObject({ ok: true, pass: { failedAttempts: 0 } });
  });

  test.each([right, wrong])(
    'answers whoever comes too early as for a wrong passcode, and counts nothing: %o',
    (attempt) => {
      const { pass } = redeem(passWith(), wrong, at(0));
      expect(redeem(pass, attempt, at(4.999))).toEqual({
        ok: false,
        pass: { ...pass, version: 3 },
        refusal: WRONG,
        event: { at: MONDAY + 4999, passId: pass.id, kind: 'refused', reason: 'tooEarly' },
      });
      expect(redeem(pass, attempt, at(5)).event.reason).toBe(attempt === right ? null : 'wrongPasscode');
    },
  );

  test('never keeps a person waiting for longer because others try in the meantime', () => {
    let { pass } = redeem(passWith(), wrong, at(0));
    for (let i = 1; i < 50; i++) pass = redeem(pass, wrong, at(i / 10)).pass;
    expect(pass.failedAttempts).toBe(1);
    expect(redeem(pass, right, at(5)).ok).toBe(true);
  });

  test('ends with a success', () => {
    const failed = redeem(passWith(), wrong, at(0)).pass;
    const { pass } = redeem(failed, right, at(5));
    expect(redeem(pass, right, at(5.001)).ok).toBe(true);
  });

  test('leaves what comes first as it is: the passcode, then the state', () => {
    const expired = passWith({ failedAttempts: 1, lastFailedAt: MONDAY + 3_599_000 });
    expect(redeem(expired, right, at(3603)).event.reason).toBe('tooEarly');
    expect(redeem(expired, right, at(3604)).event.reason).toBe('Expired');
  });

  test('always lets through the first attempt, and after a failure nobody before failures times delay', () => {
    const anyDelay = fc.oneof(fc.constantFrom(1, 5000, 3_600_000), fc.integer({ min: 1, max: 3_600_000 }));
    const anyCase = fc.tuple(anyMoment(), anyDelay, fc.constantFrom(-1, 0, 1), fc.boolean());
    always(
      fc.property(anyCase, ([{ pass: one, now }, delay, beside, passcodeMatches]) => {
        const lastFailedAt = now - one.failedAttempts * delay + beside;
        const pass: Pass = { ...one, lastFailedAt };
        const context = { policy, now, failedAttemptDelayInMilliseconds: delay };
        const decision = redeem(pass, { passcodeMatches }, context);
        const isEarly = one.failedAttempts > 0 && beside === 1;
        expect(decision.event.reason === 'tooEarly').toBe(isEarly);
        expect(decision.pass.failedAttempts === one.failedAttempts + 1).toBe(!isEarly && !passcodeMatches);
        expect(decision.pass.lastFailedAt).toBe(!isEarly && !passcodeMatches ? now : lastFailedAt);
        expect(decision.pass.version).toBe(one.version + 1);
        expect(viaJson(decision)).toEqual(decision);
        if (!isEarly) return;
        expect(decision).toMatchObject({ ok: false, refusal: WRONG });
      }),
      400,
    );
  });
});

describe('a wrong call throws', () => {
  test.each([
    [-1, RangeError],
    [0.5, RangeError],
    [3_600_001, RangeError],
    [Number.NaN, RangeError],
    ['5000', TypeError],
    [null, TypeError],
    [5000n, TypeError],
  ])('where the delay is %o', (failedAttemptDelayInMilliseconds, error) => {
    for (const attempt of [right, wrong]) {
      const call = (): unknown =>
        untyped(redeem)(passWith(), attempt, { policy, now: MONDAY, failedAttemptDelayInMilliseconds });
      expect(call).toThrow(error);
      expect(call).toThrow('`failedAttemptDelayInMilliseconds` expected integer in 0..3600000, got ');
    }
  });

  test.each([
    [undefined, 'undefined'],
    ['1795424400000', 'string'],
    [new Date(MONDAY), 'object'],
    [Number.NaN, 'NaN'],
    [0.5, '0.5'],
  ])('where a record that counts failures has %o as the time of the last', (lastFailedAt, got) => {
    for (const attempt of [right, wrong]) {
      const pass = { ...passWith({ failedAttempts: 1 }), lastFailedAt };
      expect(() => untyped(redeem)(pass, attempt, at(0))).toThrow(
        `\`pass.lastFailedAt\` expected integer or null, got ${got}`,
      );
    }
  });

  test.each([undefined, null])('not where nothing has failed yet, or nobody knows when: %o', (lastFailedAt) => {
    expect(untyped(redeem)({ ...passWith(), lastFailedAt }, right, at(0))).toMatchObject({ ok: true });
    const unknown = passWith({ failedAttempts: 3, lastFailedAt: null });
    expect(redeem(unknown, right, at(0)).ok).toBe(true);
  });

  test('not at the epoch either, where `null` is no time and above all not that of the epoch', () => {
    const unknown = passWith({ startsAt: 0, failedAttempts: 3, lastFailedAt: null });
    expect(redeem(unknown, right, { ...at(0), now: 1 }).ok).toBe(true);
  });

  test('always, for a hostile time of the last failure', () => {
    always(
      fc.property(anyHostile(), (make) => {
        const value = make();
        fc.pre(typeof value !== 'number' && value !== null);
        const pass = { ...passWith({ failedAttempts: 1 }), lastFailedAt: value };
        expect(() => untyped(redeem)(pass, right, at(0))).toThrow(TypeError);
      }),
      200,
    );
  });
});
