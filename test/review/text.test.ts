import * as fc from 'fast-check';
import { definePolicy, explain } from 'temporary-access-pass';
import { toText } from 'temporary-access-pass/review';
import { describe, expect, test } from 'vitest';
import { anyMoment, anyPolicy, anySubject, MONDAY, passWith } from '../arbitraries.ts';
import { always } from '../laws/check.ts';

describe('an explanation in words', () => {
  test('is the answer and each row with what it looked at', () => {
    const pass = passWith({ isUsableOnce: true, redeemedAt: MONDAY + 60_000, failedAttempts: 3 });
    const policy = definePolicy({ state: 'disabled' });
    expect(toText(explain(pass, { policy, now: MONDAY - 1 }))).toBe(
      [
        'not usable: OneTimeUsed, a new pass is needed',
        '> oneTimeUsed: isUsableOnce true, redeemedAt 2026-11-23T09:01:00.000Z',
        '  expired: now 2026-11-23T08:59:59.999Z, endsAt 2026-11-23T10:00:00.000Z',
        '  locked: failedAttempts 3, failedAttemptLimit 10',
        '+ policyDisabled: state disabled',
        '  outOfScope: inScope true',
        '  oneTimeOnly: isUsableOnce true, policyIsUsableOnce false',
        '+ notYetValid: now 2026-11-23T08:59:59.999Z, startsAt 2026-11-23T09:00:00.000Z',
      ].join('\n'),
    );
  });

  test('says of a usable pass that nothing held', () => {
    const text = toText(explain(passWith(), { policy: definePolicy({ state: 'enabled' }), now: MONDAY }));
    expect(text).toMatch(/^usable: EnabledByPolicy, nothing to do\n/);
    expect(text).not.toMatch(/^[>+]/m);
    expect(text).toContain('redeemedAt never');
  });

  test.each([
    ['policy', { state: 'disabled' } as const, MONDAY, 'not usable: DisabledByPolicy, the policy has to change'],
    ['time', { state: 'enabled' } as const, MONDAY - 1, 'not usable: NotYetValid, it begins later'],
  ])('says what would help: %s', (_what, fields, now, first) => {
    expect(toText(explain(passWith(), { policy: definePolicy(fields), now })).split('\n')[0]).toBe(first);
  });

  test('says milliseconds where no calendar has the instant', () => {
    const pass = passWith({ startsAt: 8.64e15, lifetimeInMinutes: 60 });
    expect(toText(explain(pass, { policy: definePolicy({ state: 'enabled' }), now: 0 }))).toContain(
      'endsAt 8640000003600000 ms',
    );
  });

  test('always marks the row that decides, and never throws', () => {
    const law = fc.property(anyMoment(), anyPolicy(), anySubject(), ({ pass, now }, policy, subject) => {
      const explanation = explain(pass, { policy, subject, now });
      const lines = toText(explanation).split('\n');
      const marked = lines.filter((line) => line.startsWith('> '));
      expect(marked.map((line) => line.slice(2).split(':')[0])).toEqual(explanation.isUsable ? [] : [explanation.rule]);
      expect(lines).toHaveLength(8);
    });
    always(law, 200);
  });
});
