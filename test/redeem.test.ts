import * as fc from 'fast-check';
import {
  type AuditEvent,
  definePolicy,
  issue,
  type Pass,
  type Policy,
  redeem,
  type Redemption,
  secureRandom,
  usability,
} from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import {
  anyHostile,
  anyMoment,
  anyPolicy,
  anySubject,
  frozen,
  inAnyForm,
  MONDAY,
  passWith,
  untyped,
  viaJson,
} from './arbitraries.ts';
import { always } from './laws/check.ts';

const START = MONDAY;
const END = MONDAY + 3_600_000;
const MINUTE = 60_000;

const right = { passcodeMatches: true };
const wrong = { passcodeMatches: false };
const policy = definePolicy({ state: 'enabled' });

/** One pass in each state that refuses it, and what is said of it. */
const REFUSING: readonly [string, Partial<Pass>, Policy, number, string, number][] = [
  [
    'oneTimeUsed',
    { isUsableOnce: true, redeemedAt: START, lastUsedAt: START },
    policy,
    START + 1,
    'OneTimeUsed',
    130505,
  ],
  ['expired', {}, policy, END, 'Expired', 130504],
  ['locked', { failedAttempts: 10 }, policy, START, 'DisabledByPolicy', 130502],
  ['policyDisabled', {}, definePolicy({}), START, 'DisabledByPolicy', 130502],
  ['outOfScope', {}, definePolicy({ state: 'enabled', includeTargets: [] }), START, 'DisabledByPolicy', 130502],
  ['oneTimeOnly', {}, definePolicy({ state: 'enabled', isUsableOnce: true }), START, 'DisabledByPolicy', 130502],
  ['notYetValid', {}, policy, START - 1, 'NotYetValid', 130507],
];

describe('the right passcode', () => {
  test('redeems a multi-use pass, and leaves it as it was but for the time and the count', () => {
    const pass = passWith({ failedAttempts: 3, version: 7 });
    expect(redeem(pass, right, { policy, now: START + 5 })).toEqual({
      ok: true,
      pass: { ...pass, lastUsedAt: START + 5, failedAttempts: 0, version: 8 },
      grant: { endsAt: END, registrationDeadline: END, strength: 'temporaryAccessPassMultiUse' },
      event: { at: START + 5, passId: pass.id, kind: 'redeemed', reason: null },
    });
  });

  test('redeems a one-time pass, and spends it', () => {
    const pass = passWith({ isUsableOnce: true, failedAttempts: 9 });
    expect(redeem(pass, right, { policy, now: START })).toEqual({
      ok: true,
      pass: { ...pass, redeemedAt: START, lastUsedAt: START, failedAttempts: 0, version: 2 },
      grant: { endsAt: END, registrationDeadline: START + 10 * MINUTE, strength: 'temporaryAccessPassOneTime' },
      event: { at: START, passId: pass.id, kind: 'redeemed', reason: null },
    });
  });

  test.each(REFUSING)('is refused where the row `%s` decides', (rule, fields, under, now, reason, signInError) => {
    const pass = passWith(fields);
    expect(redeem(pass, right, { policy: under, now })).toEqual({
      ok: false,
      pass: { ...pass, version: 2 },
      refusal: { reason, signInError, rule },
      event: { at: now, passId: pass.id, kind: 'refused', reason },
    });
  });

  test.each([
    [START - 1, false],
    [START, true],
    [END - 1, true],
    [END, false],
  ])('at %d redeems: %s', (now, ok) => {
    expect(redeem(passWith(), right, { policy, now }).ok).toBe(ok);
  });
});

describe('a grant', () => {
  test.each([
    [START, START + 10 * MINUTE],
    [END - 10 * MINUTE - 1, END - 1],
    [END - 10 * MINUTE, END],
    [END - 10 * MINUTE + 1, END],
    [END - 1, END],
  ])('of a one-time sign-in at %d lets register until %d', (now, registrationDeadline) => {
    const decision = redeem(passWith({ isUsableOnce: true }), right, { policy, now });
    expect(decision).toMatchObject({ ok: true, grant: { endsAt: END, registrationDeadline } });
  });

  test.each([START, END - 1])('of a multi-use sign-in at %d lets register until the end', (now) => {
    expect(redeem(passWith(), right, { policy, now })).toMatchObject({
      ok: true,
      grant: { registrationDeadline: END },
    });
  });

  test('never outlives the pass, and never ends before it is given', () => {
    always(
      fc.property(anySituation(), ({ pass, context, now }) => {
        const decision = redeem(pass, right, { ...context, now });
        fc.pre(decision.ok);
        const { endsAt, registrationDeadline } = decision.grant;
        expect(endsAt).toBe(pass.startsAt + pass.lifetimeInMinutes * MINUTE);
        expect(registrationDeadline).toBe(pass.isUsableOnce ? Math.min(now + 600_000, endsAt) : endsAt);
        expect(registrationDeadline).toBeGreaterThan(now);
      }),
      300,
    );
  });
});

describe('a wrong passcode', () => {
  const usable: (typeof REFUSING)[number] = ['usable', {}, policy, START, '', 0];

  test.each([usable, ...REFUSING])('gets the same answer where the row `%s` decides', (_rule, fields, under, now) => {
    const pass = passWith(fields);
    expect(redeem(pass, wrong, { policy: under, now })).toEqual({
      ok: false,
      pass: { ...pass, failedAttempts: pass.failedAttempts + 1, version: 2 },
      refusal: { reason: 'wrongPasscode', signInError: 130503, rule: 'wrongPasscode' },
      event: { at: now, passId: pass.id, kind: 'refused', reason: 'wrongPasscode' },
    });
  });

  test.each([1, 2, 10, 100])('locks the pass for good at the limit of %d, not one earlier', (failedAttemptLimit) => {
    const context = { policy, now: START, failedAttemptLimit };
    let pass = passWith();
    for (let failed = 1; failed < failedAttemptLimit; failed++) pass = redeem(pass, wrong, context).pass;
    expect(usability(pass, context).rule).toBe('usable');
    expect(redeem(pass, right, context).ok).toBe(true);
    pass = redeem(pass, wrong, context).pass;
    expect(pass.failedAttempts).toBe(failedAttemptLimit);
    expect(usability(pass, context).rule).toBe('locked');
    const decision = redeem(pass, right, context);
    expect(decision).toMatchObject({ ok: false, refusal: { reason: 'DisabledByPolicy', rule: 'locked' } });
    // And the right passcode does not unlock it.
    expect(redeem(decision.pass, right, context).ok).toBe(false);
    expect(decision.pass.failedAttempts).toBe(failedAttemptLimit);
  });

  test('counts from nothing again after a success', () => {
    const context = { policy, now: START };
    let pass = passWith();
    for (let round = 0; round < 5; round++) {
      for (let failed = 0; failed < 9; failed++) pass = redeem(pass, wrong, context).pass;
      expect(pass.failedAttempts).toBe(9);
      pass = redeem(pass, right, context).pass;
      expect(pass.failedAttempts).toBe(0);
    }
    expect(pass.version).toBe(51);
  });

  test('is not forgotten where the right one comes while the pass is not usable', () => {
    const early = { policy, now: START - 1 };
    const { pass } = redeem(redeem(passWith(), wrong, early).pass, right, early);
    expect(pass.failedAttempts).toBe(1);
  });

  test('always gets one and the same answer, whatever the pass, the policy and the time', () => {
    always(
      fc.property(anySituation(), ({ pass, context, now }) => {
        const decision = redeem(pass, wrong, { ...context, now });
        expect(decision).toMatchObject({
          ok: false,
          refusal: { reason: 'wrongPasscode', signInError: 130503, rule: 'wrongPasscode' },
        });
        expect(Object.keys(decision).toSorted()).toEqual(['event', 'ok', 'pass', 'refusal']);
      }),
      300,
    );
  });
});

describe('redemption', () => {
  test('always follows usability where the passcode is right', () => {
    always(
      fc.property(anySituation(), ({ pass, context, now }) => {
        const { isUsable, methodUsabilityReason, rule } = usability(pass, { ...context, now });
        const decision = redeem(frozen(pass), frozen(right), frozen({ ...context, now }));
        expect(decision.ok).toBe(isUsable);
        expect(decision.ok ? null : [decision.refusal.reason, decision.refusal.rule]).toEqual(
          isUsable ? null : [methodUsabilityReason, rule],
        );
        expect(decision.event.reason).toBe(isUsable ? null : methodUsabilityReason);
      }),
      500,
    );
  });

  test('always makes a record that is one version higher, and otherwise only what happened', () => {
    always(
      fc.property(anySituation(), fc.boolean(), ({ pass, context, now }, passcodeMatches) => {
        const decision = redeem(pass, { passcodeMatches }, { ...context, now });
        const { version, failedAttempts, redeemedAt, lastUsedAt, ...rest } = decision.pass;
        const { version: _v, failedAttempts: _f, redeemedAt: _r, lastUsedAt: _l, ...before } = pass;
        expect(rest).toEqual(before);
        expect(version).toBe(pass.version + 1);
        expect(failedAttempts).toBe(decision.ok ? 0 : pass.failedAttempts + (passcodeMatches ? 0 : 1));
        expect(lastUsedAt).toBe(decision.ok ? now : pass.lastUsedAt);
        expect(redeemedAt).toBe(decision.ok && pass.isUsableOnce ? now : pass.redeemedAt);
      }),
      500,
    );
  });

  test('of a one-time pass always succeeds at most once, in any series of attempts', () => {
    always(
      fc.property(anyAttempts(), (attempts) => {
        const decisions = series(passWith({ isUsableOnce: true }), attempts);
        expect(decisions.filter(({ ok }) => ok).length).toBeLessThanOrEqual(1);
        const won = decisions.findIndex(({ ok }) => ok);
        const after = won < 0 ? [] : decisions.slice(won + 1);
        expect(after.every(({ pass }) => usability(pass, { policy, now: START }).rule === 'oneTimeUsed')).toBe(true);
      }),
      300,
    );
  });

  test('of a multi-use pass always succeeds as often as the right passcode comes in time, until it is locked', () => {
    always(
      fc.property(anyAttempts(), (attempts) => {
        let failed = 0;
        const expected = attempts.map(({ passcodeMatches, now }) => {
          const ok = passcodeMatches && failed < 10 && now >= START && now < END;
          if (ok) failed = 0;
          else if (!passcodeMatches) failed += 1;
          return [ok, failed];
        });
        const decisions = series(passWith(), attempts);
        expect(decisions.map(({ ok, pass }) => [ok, pass.failedAttempts])).toEqual(expected);
        expect(decisions.map(({ pass }) => pass.version)).toEqual(attempts.map((_attempt, index) => index + 2));
      }),
      300,
    );
  });

  test('of a one-time pass by many servers at once succeeds exactly once, where the store compares versions', () => {
    always(
      fc.property(fc.integer({ min: 2, max: 20 }), (servers) => {
        let stored = passWith({ isUsableOnce: true });
        const read = stored;
        const decisions = Array.from({ length: servers }, () => redeem(read, right, { policy, now: START }));
        const written = decisions.filter(({ ok, pass }) => {
          if (!ok || pass.version !== stored.version + 1) return false;
          stored = pass;
          return true;
        });
        expect(written).toHaveLength(1);
        expect(redeem(stored, right, { policy, now: START }).ok).toBe(false);
      }),
      20,
    );
  });

  test('never puts a passcode into what is stored, said or logged', () => {
    const issued = issue({}, { policy, now: START, random: secureRandom });
    const secret = issued.ok ? issued.passcode.reveal() : '';
    const pass = issued.ok ? issued.pass : passWith();
    const matches = (candidate: string): boolean => issued.ok && issued.passcode.equals(candidate);
    expect(secret).toHaveLength(8);
    for (const [typed, now, ok] of [
      [secret, START, true],
      [`${secret} `, START, false],
      [secret, END, false],
      [secret.slice(1), END, false],
    ] as const) {
      const decision = redeem(pass, { passcodeMatches: matches(typed) }, { policy, now });
      expect(decision.ok).toBe(ok);
      expect(JSON.stringify(decision)).not.toContain(secret);
    }
  });

  test('always logs when, which pass, what and why, and nothing else', () => {
    always(
      fc.property(anySituation(), fc.boolean(), ({ pass, context, now }, passcodeMatches) => {
        const decision = redeem(pass, { passcodeMatches }, { ...context, now });
        const expected: AuditEvent = {
          at: now,
          passId: pass.id,
          kind: decision.ok ? 'redeemed' : 'refused',
          reason: decision.ok ? null : decision.refusal.reason,
        };
        expect(decision.event).toEqual(expected);
      }),
      200,
    );
  });

  test('is always the same, in whichever form the instant comes, and survives JSON', () => {
    const anyForm = anySituation().chain((one) => inAnyForm(one.now).map((form) => ({ ...one, form })));
    always(
      fc.property(anyForm, fc.boolean(), ({ pass, context, now, form }, passcodeMatches) => {
        const decision = redeem(pass, { passcodeMatches }, { ...context, now: form });
        expect(decision).toEqual(redeem(pass, { passcodeMatches }, { ...context, now }));
        expect(viaJson(decision)).toEqual(decision);
      }),
      200,
    );
  });

  test('never asks twice what time it is, so that one decision is about one instant', () => {
    let reads = 0;
    // The first answer is the last usable millisecond; whoever asks again finds an expired pass.
    const now = { toMillis: () => END - 1 + reads++ };
    expect(redeem(passWith(), right, { policy, now })).toMatchObject({ ok: true, pass: { lastUsedAt: END - 1 } });
    expect(reads).toBe(1);
  });

  test('never changes the pass, the attempt or the context', () => {
    always(
      fc.property(anySituation(), fc.boolean(), ({ pass, context, now }, passcodeMatches) => {
        const attempt = { passcodeMatches };
        const before = structuredClone([pass, attempt, context]);
        expect(redeem(pass, attempt, { ...context, now }).pass).not.toBe(pass);
        expect([pass, attempt, context]).toEqual(before);
      }),
      100,
    );
  });
});

describe('a wrong call throws', () => {
  const call = untyped(redeem);
  const context = { policy, now: START };

  test.each([
    [undefined, new TypeError('`passcodeMatches` expected boolean, got undefined')],
    [null, new TypeError('`passcodeMatches` expected boolean, got null')],
    [1, new TypeError('`passcodeMatches` expected boolean, got 1')],
    ['kXw9-mQ2', new TypeError('`passcodeMatches` expected boolean, got string')],
    ['true', new TypeError('`passcodeMatches` expected boolean, got string')],
    [Promise.resolve(true), new TypeError('`passcodeMatches` expected boolean, got object')],
  ])('where the comparison came to %o', (passcodeMatches, error) => {
    expect(() => call(passWith(), { passcodeMatches }, context)).toThrow(error);
  });

  test.each([
    [-1, new RangeError('`pass.version` expected integer in 0..9007199254740990, got -1')],
    [0.5, new RangeError('`pass.version` expected integer in 0..9007199254740990, got 0.5')],
    [Number.NaN, new RangeError('`pass.version` expected integer in 0..9007199254740990, got NaN')],
    [2 ** 53 - 1, new RangeError('`pass.version` expected integer in 0..9007199254740990, got 9007199254740991')],
    ['1', new TypeError('`pass.version` expected integer in 0..9007199254740990, got string')],
    [undefined, new TypeError('`pass.version` expected integer in 0..9007199254740990, got undefined')],
  ])('where the version is %o', (version, error) => {
    for (const attempt of [right, wrong])
      expect(() => call({ ...passWith(), version }, attempt, context)).toThrow(error);
  });

  // None of these decides anything, and the next record would have them still.
  test.each([
    ['createdAt', 'integer', [undefined, null, '1795424400000', Number.NaN, 0.5, Infinity]],
    ['lastUsedAt', 'integer or null', [undefined, '1795424400000', Number.NaN, 0.5, Infinity, true]],
    ['lastFailedAt', 'integer or null', ['1795424400000', Number.NaN, 0.5, Infinity, true]],
  ])('where the record has a wrong %s', (name, expected, values) => {
    for (const value of values) {
      const got = typeof value === 'number' || value === null ? value : typeof value;
      const error = typeof value === 'number' ? RangeError : TypeError;
      for (const attempt of [right, wrong])
        expect(() => call({ ...passWith(), [name]: value }, attempt, context)).toThrow(
          new error(`\`pass.${name}\` expected ${expected}, got ${got}`),
        );
    }
  });

  test.each([undefined, null, MONDAY])('not where the time of the last failure is %o', (lastFailedAt) => {
    expect(call({ ...passWith(), lastFailedAt }, right, context)).toMatchObject({ ok: true, pass: { lastFailedAt } });
  });

  test('for each field that a record lacks', () => {
    const record = passWith();
    for (const name of Object.keys(record)) {
      const { [name as 'id']: _missing, ...rest } = record;
      for (const attempt of [right, wrong])
        expect(() => call(rest, attempt, context)).toThrow(
          new RegExp(`^\`(?:pass\\.)?${name}\` expected .*, got undefined$`),
        );
    }
  });

  test.each([0, 2 ** 53 - 2])('not where the version is %d', (version) => {
    expect(redeem(passWith({ version }), right, context).pass.version).toBe(version + 1);
  });

  test('for a wrong passcode as for the right one', () => {
    for (const attempt of [right, wrong]) {
      expect(() => call(passWith(), attempt, { policy, now: Number.NaN })).toThrow('`now` expected instant, got NaN');
      expect(() => call(passWith(), attempt, { policy, now: START, failedAttemptLimit: 0 })).toThrow(RangeError);
      expect(() => call({ ...passWith(), startsAt: '0' }, attempt, context)).toThrow(TypeError);
      const some = definePolicy({ state: 'enabled', includeTargets: [{ targetType: 'user', id: 'adele' }] });
      expect(() => call(passWith(), attempt, { policy: some, now: START })).toThrow('`subject` expected user ids');
    }
  });

  test('always, for an attempt that is none', () => {
    always(
      fc.property(anyHostile(), (make) => {
        expect(() => call(passWith(), make(), context)).toThrow(/./);
        const value = make();
        fc.pre(typeof value !== 'boolean');
        expect(() => call(passWith(), { passcodeMatches: value }, context)).toThrow(TypeError);
      }),
      300,
    );
  });
});

/** Attempts in order of time, most of them while the pass is usable. */
function anyAttempts(): fc.Arbitrary<{ passcodeMatches: boolean; now: number }[]> {
  const instants = fc.constantFrom(START - 1, START, START, START, START + 1, END - 1, END - 1, END);
  return fc
    .array(fc.record({ passcodeMatches: fc.boolean(), now: instants }), { maxLength: 40 })
    .map((attempts) => attempts.toSorted((a, b) => a.now - b.now));
}

function series(first: Pass, attempts: readonly { passcodeMatches: boolean; now: number }[]): Redemption[] {
  let pass = first;
  return attempts.map(({ now, ...attempt }) => {
    const decision = redeem(pass, attempt, { policy, now });
    pass = decision.pass;
    return decision;
  });
}

function anySituation() {
  const anyContext = fc.record(
    { policy: anyPolicy(), subject: anySubject(), failedAttemptLimit: fc.constantFrom(1, 9, 10, 11, 100) },
    { requiredKeys: ['policy', 'subject'] },
  );
  const anyOpen = anyContext.map((context) => ({ ...context, policy }));
  return fc.tuple(anyMoment(), fc.oneof(anyContext, anyOpen), fc.boolean()).map(([{ pass, now }, context, fresh]) => ({
    now,
    context,
    pass: fresh ? { ...pass, redeemedAt: null, lastUsedAt: null, failedAttempts: 0 } : pass,
  }));
}

describe('a row object whose fields are not its own', () => {
  test('is refused and never stored empty', () => {
    const row: unknown = Object.create(passWith());
    expect(() =>
      untyped(redeem)(row, { passcodeMatches: true }, { policy: definePolicy({ state: 'enabled' }), now: MONDAY }),
    ).toThrow(new TypeError('`startsAt` expected integer, got undefined'));
  });

  test('has an id', () => {
    const row: unknown = { ...passWith(), id: undefined };
    expect(() =>
      untyped(redeem)(row, { passcodeMatches: true }, { policy: definePolicy({ state: 'enabled' }), now: MONDAY }),
    ).toThrow(new TypeError('`pass.id` expected string, got undefined'));
  });
});
