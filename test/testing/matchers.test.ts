import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect as jestExpect } from 'expect';
import { definePolicy } from 'temporary-access-pass';
import { temporaryAccessPassMatchers as plain } from 'temporary-access-pass/testing';
import { temporaryAccessPassMatchers } from 'temporary-access-pass/testing/vitest';
import { describe, expect, test } from 'vitest';
import { fickle, MONDAY, passWith, saidBy, untyped } from '../arbitraries.ts';

expect.extend(temporaryAccessPassMatchers);
jestExpect.extend(plain);

const END = MONDAY + 3_600_000;
const policy = definePolicy({ state: 'enabled' });
const oneTime = definePolicy({ state: 'enabled', isUsableOnce: true });
const pass = passWith();

function failure(act: () => void): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  return 'no failure';
}

describe('the matchers in Vitest', () => {
  test('hold where the rules do', () => {
    expect(pass).toBeUsableAt(MONDAY, { policy });
    expect(pass).not.toBeUsableAt(END, { policy });
    expect(pass).toHaveReasonAt(new Date(END), 'Expired', { policy });
    expect(pass).not.toHaveReasonAt(END - 1, 'Expired', { policy });
    expect(policy).toAcceptRequest({ lifetimeInMinutes: 480 }, { now: MONDAY });
    expect(policy).not.toAcceptRequest({ lifetimeInMinutes: 481 }, { now: MONDAY });
    expect(policy).toRejectRequest({ lifetimeInMinutes: 481 }, 'lifetimeOutOfRange', { now: MONDAY });
    expect(policy).not.toRejectRequest({ lifetimeInMinutes: 481 }, 'startInThePast', { now: MONDAY });
    expect(oneTime).toSatisfyBaseline(['EIDSCA.AT01', 'EIDSCA.AT02']);
    expect(policy).not.toSatisfyBaseline(['EIDSCA.AT02', 'EIDSCA.AT01']);
    expect(policy).toSatisfyBaseline(['EIDSCA.AT02'], { accepted: { 'EIDSCA.AT02': 'a pilot' } });
  });

  test('take the whole context', () => {
    const pilots = definePolicy({ state: 'enabled', includeTargets: [{ targetType: 'group', id: 'pilots' }] });
    const subject = { id: 'adele', groupIds: ['pilots'] };
    expect(pass).toBeUsableAt(MONDAY, { policy: pilots, subject });
    expect(passWith({ failedAttempts: 3 })).toHaveReasonAt(MONDAY, 'DisabledByPolicy', {
      policy,
      failedAttemptLimit: 3,
    });
    expect(pilots).toAcceptRequest({}, { now: MONDAY, subject });
    expect(pilots).toRejectRequest({}, 'externalGuest', {
      now: MONDAY,
      subject: { ...subject, isExternalGuest: true },
    });
    expect(policy).toAcceptRequest({ startDateTime: MONDAY - 1 }, { now: MONDAY, startToleranceInMilliseconds: 1 });
    expect(oneTime).not.toSatisfyBaseline(['NIST.4.2.1.2'], { delivery: 'text' });
    expect(() => expect(pass).toBeUsableAt(MONDAY, { policy: pilots })).toThrow('`subject`');
  });

  test('tell the whole story of a pass: window, instant, and which rule decided', () => {
    expect(failure(() => expect(pass).toBeUsableAt(END, { policy }))).toBe(
      [
        'expected the pass to be EnabledByPolicy at 2026-11-23T10:00:00.000Z, and it is Expired, decided by expired',
        'window: 2026-11-23T09:00:00.000Z until 2026-11-23T10:00:00.000Z, 60 minutes; its end is no part of it',
        'not usable: Expired, a new pass is needed',
        '  oneTimeUsed: isUsableOnce false, redeemedAt never',
        '> expired: now 2026-11-23T10:00:00.000Z, endsAt 2026-11-23T10:00:00.000Z',
        '  locked: failedAttempts 0, failedAttemptLimit 10',
        '  policyDisabled: state enabled',
        '  outOfScope: inScope true',
        '  oneTimeOnly: isUsableOnce false, policyIsUsableOnce false',
        '  notYetValid: now 2026-11-23T10:00:00.000Z, startsAt 2026-11-23T09:00:00.000Z',
      ].join('\n'),
    );
    expect(failure(() => expect(pass).not.toHaveReasonAt(MONDAY, 'EnabledByPolicy', { policy }))).toMatch(
      /^expected the pass not to be EnabledByPolicy at 2026-11-23T09:00:00.000Z, and it is EnabledByPolicy, decided by usable\n/,
    );
  });

  test('tell the whole story of a request', () => {
    const request = { startDateTime: new Date(MONDAY - 1), lifetimeInMinutes: 481, isUsableOnce: false };
    expect(failure(() => expect(oneTime).toAcceptRequest(request, { now: MONDAY }))).toBe(
      [
        'expected the policy to accept { startDateTime: 2026-11-23T08:59:59.999Z, lifetimeInMinutes: 481, isUsableOnce: false }, and it refuses it:',
        '- lifetimeOutOfRange: `lifetimeInMinutes` expected 60..480, got 481',
        '- multipleUseNotAllowed: `isUsableOnce` expected true, which this policy forces, got false',
        '- startInThePast: `startDateTime` expected 2026-11-23T09:00:00.000Z or later, got 2026-11-23T08:59:59.999Z',
        'policy: enabled, 60..480 minutes, 60 by default, one-time is forced',
        'asked at 2026-11-23T09:00:00.000Z',
      ].join('\n'),
    );
    expect(failure(() => expect(policy).toRejectRequest({}, 'startInThePast', { now: MONDAY }))).toBe(
      [
        'expected the policy to refuse with startInThePast {}, and it accepts it',
        'policy: enabled, 60..480 minutes, 60 by default, multi-use is allowed',
        'asked at 2026-11-23T09:00:00.000Z',
      ].join('\n'),
    );
    expect(failure(() => expect(policy).not.toAcceptRequest({}, { now: MONDAY }))).toContain(
      'expected the policy not to accept {}, and it accepts it',
    );
    expect(
      failure(() =>
        expect(policy).not.toRejectRequest({ lifetimeInMinutes: 5 }, 'lifetimeOutOfRange', { now: MONDAY }),
      ),
    ).toContain(
      'expected the policy not to refuse with lifetimeOutOfRange { lifetimeInMinutes: 5 }, and it refuses it:',
    );
  });

  test('tell what a policy lacks, what would mend it and who asks', () => {
    expect(failure(() => expect(policy).toSatisfyBaseline(['EIDSCA.AT02', 'NIST.4.2.1.2', 'EIDSCA.AT01']))).toBe(
      [
        'expected the policy to meet EIDSCA.AT02, NIST.4.2.1.2, EIDSCA.AT01, and it does not:',
        '- EIDSCA.AT02 (medium, broken): Passes are one-time, where they are enabled.',
        '  found: `isUsableOnce` is false',
        '  to do: set `isUsableOnce` to true',
        '  source: Entra ID Security Config Analyzer, EIDSCA.AT02',
        '- NIST.4.2.1.2 (high, open): A code sent by text or voice lives at most 10 minutes, one sent by e-mail at most 24 hours.',
        '  found: no word on how passcodes are delivered',
        '  to do: tell `delivery`',
        '  source: NIST SP 800-63B-4, section 4.2.1.2',
      ].join('\n'),
    );
    expect(failure(() => expect(policy).not.toSatisfyBaseline(['EIDSCA.AT01']))).toBe(
      'expected the policy not to meet EIDSCA.AT01, and it does',
    );
    expect(failure(() => expect({ defaultLength: 7 }).toSatisfyBaseline(['EIDSCA.AT01']))).toContain('TAP.valid');
  });

  test('never repeat text that somebody put in a request: it may be a passcode', () => {
    const request = { lifetimeInMinutes: 'hunter22', hunter22: 1, startDateTime: 'hunter22' };
    for (const wrong of [request, 'hunter22', ['hunter22']]) {
      const message = failure(() => expect(policy).toAcceptRequest(wrong, { now: MONDAY }));
      expect(message).toContain('wrongType');
      expect(message).not.toContain('hunter22');
    }
  });

  test('never tell what they did not judge, however often an argument changes its mind', () => {
    for (let reads = 0; reads < 10; reads++) {
      const sly = (value: object): object => fickle(value, reads);
      const context = { now: MONDAY };
      const limits = { policy, failedAttemptLimit: 3 };
      const { toBeUsableAt: usableAt, toHaveReasonAt: reasonAt } = plain;
      const told = [
        (): string => untyped(plain.toAcceptRequest)(sly(policy), {}, context).message(),
        (): string => untyped(plain.toRejectRequest)(sly(policy), {}, 'externalGuest', context).message(),
        (): string => untyped(usableAt)(sly(pass), MONDAY, limits).message(),
        (): string => untyped(usableAt)(pass, MONDAY, sly(limits)).message(),
        (): string => untyped(usableAt)(pass, MONDAY, { policy: sly(policy) }).message(),
        (): string => untyped(reasonAt)(sly(pass), MONDAY, 'Expired', limits).message(),
      ].map((tell) => saidBy(tell));
      expect(told.join('\n')).not.toContain('hunter22');
    }
  });

  test('never fail to tell of a request that can not be read', () => {
    const request = {
      get lifetimeInMinutes() {
        throw new Error('hunter22');
      },
    };
    expect(failure(() => expect(policy).toAcceptRequest(request, { now: MONDAY }))).toContain(
      'expected the policy to accept an object that can not be read, and it refuses it:\n- wrongType',
    );
  });

  test.each([[[]], [['EIDSCA.AT03']], ['EIDSCA.AT01'], [undefined]])(
    'refuse a baseline that asks for nothing: %j',
    (ids) => {
      expect(() => untyped(plain.toSatisfyBaseline)(policy, ids)).toThrow('`ids` expected a list of ids of findings');
    },
  );
});

describe('a name that does not exist', () => {
  test.each(['Expierd', 'enabledByPolicy', 'toString', 'hunter22', undefined, 7])(
    'never makes a test of a reason that always holds: %j',
    (reason) => {
      const call = (): unknown => untyped(plain.toHaveReasonAt)(pass, MONDAY, reason, { policy });
      expect(call).toThrow(RangeError);
      expect(call).toThrow('`reason` expected one of EnabledByPolicy, DisabledByPolicy, Expired');
      expect(call).not.toThrow('hunter22');
    },
  );

  test.each(['lifetimeOutOfRang', 'outOfRange', '__proto__', 'hunter22', null])(
    'never makes a test of a refusal that always holds: %j',
    (code) => {
      const call = (): unknown => untyped(plain.toRejectRequest)(policy, {}, code, { now: MONDAY });
      expect(call).toThrow(RangeError);
      expect(call).toThrow('`code` expected one of policyBlocksMethod, externalGuest');
      expect(call).not.toThrow('hunter22');
    },
  );
});

describe('the matchers elsewhere', () => {
  test("work in Jest's expect", () => {
    const assertion = jestExpect(pass) as unknown as { toBeUsableAt: (now: number, context: object) => void };
    assertion.toBeUsableAt(MONDAY, { policy });
    expect(() => assertion.toBeUsableAt(END, { policy })).toThrow('decided by expired');
    const not = jestExpect(pass).not as unknown as typeof assertion;
    expect(() => not.toBeUsableAt(MONDAY, { policy })).toThrow('not to be EnabledByPolicy');
  });

  test('work in node:test, by a call', () => {
    const file = fileURLToPath(new URL('node-test/policy.test.mjs', import.meta.url));
    const { stdout, status } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', file], {
      encoding: 'utf8',
    });
    expect(stdout).toContain('ok 1 - a pass is usable within its window');
    expect(stdout).toContain('not ok 2 - a pass outlives its window');
    expect(stdout).toContain('decided by expired');
    expect(status).toBe(1);
  });
});
