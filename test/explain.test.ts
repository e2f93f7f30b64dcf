import * as fc from 'fast-check';
import { definePolicy, explain, usability } from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import {
  anyMoment,
  anyPolicy,
  anySubject,
  fickle,
  frozen,
  inAnyForm,
  MONDAY,
  passWith,
  untyped,
  viaJson,
} from './arbitraries.ts';
import { always } from './laws/check.ts';
import { matchingRules } from './oracle.ts';

const START = MONDAY;
const END = MONDAY + 3_600_000;

describe('an explanation', () => {
  test('is the whole table: each row, what it looked at, whether it matched and which one decided', () => {
    const policy = definePolicy({ state: 'disabled' });
    expect(explain(passWith({ failedAttempts: 3 }), { policy, now: START - 1 })).toEqual({
      isUsable: false,
      methodUsabilityReason: 'DisabledByPolicy',
      rule: 'policyDisabled',
      remedy: 'policy',
      steps: [
        {
          rule: 'oneTimeUsed',
          isUsable: false,
          methodUsabilityReason: 'OneTimeUsed',
          remedy: 'newPass',
          matched: false,
          decides: false,
          inputs: { isUsableOnce: false, redeemedAt: null },
        },
        {
          rule: 'expired',
          isUsable: false,
          methodUsabilityReason: 'Expired',
          remedy: 'newPass',
          matched: false,
          decides: false,
          inputs: { now: START - 1, endsAt: END },
        },
        {
          rule: 'locked',
          isUsable: false,
          methodUsabilityReason: 'DisabledByPolicy',
          remedy: 'newPass',
          matched: false,
          decides: false,
          inputs: { failedAttempts: 3, failedAttemptLimit: 10 },
        },
        {
          rule: 'policyDisabled',
          isUsable: false,
          methodUsabilityReason: 'DisabledByPolicy',
          remedy: 'policy',
          matched: true,
          decides: true,
          inputs: { state: 'disabled' },
        },
        {
          rule: 'outOfScope',
          isUsable: false,
          methodUsabilityReason: 'DisabledByPolicy',
          remedy: 'policy',
          matched: false,
          decides: false,
          inputs: { inScope: true },
        },
        {
          rule: 'oneTimeOnly',
          isUsable: false,
          methodUsabilityReason: 'DisabledByPolicy',
          remedy: 'policy',
          matched: false,
          decides: false,
          inputs: { isUsableOnce: false, policyIsUsableOnce: false },
        },
        {
          rule: 'notYetValid',
          isUsable: false,
          methodUsabilityReason: 'NotYetValid',
          remedy: 'wait',
          matched: true,
          decides: false,
          inputs: { now: START - 1, startsAt: START },
        },
        {
          rule: 'usable',
          isUsable: true,
          methodUsabilityReason: 'EnabledByPolicy',
          remedy: 'nothing',
          matched: true,
          decides: false,
          inputs: {},
        },
      ],
    });
  });

  test('shows what came from the context', () => {
    const policy = definePolicy({
      state: 'enabled',
      isUsableOnce: true,
      includeTargets: [{ targetType: 'user', id: 'adele' }],
    });
    const pass = passWith({ isUsableOnce: true, redeemedAt: START });
    const { steps } = explain(pass, { policy, subject: { id: 'bert' }, failedAttemptLimit: 3, now: new Date(END) });
    expect(steps.map(({ inputs }) => inputs)).toEqual([
      { isUsableOnce: true, redeemedAt: START },
      { now: END, endsAt: END },
      { failedAttempts: 0, failedAttemptLimit: 3 },
      { state: 'enabled' },
      { inScope: false },
      { isUsableOnce: true, policyIsUsableOnce: true },
      { now: END, startsAt: START },
      {},
    ]);
    expect(steps.filter(({ matched }) => matched).map(({ rule }) => rule)).toEqual([
      'oneTimeUsed',
      'expired',
      'outOfScope',
      'usable',
    ]);
  });

  test('is about one instant, since it asks once what time it is', () => {
    let reads = 0;
    const now = { toMillis: () => END - 1 + reads++ };
    const { rule, steps } = explain(passWith(), { policy: definePolicy({ state: 'enabled' }), now });
    expect([reads, rule, steps[1]?.inputs]).toEqual([1, 'usable', { now: END - 1, endsAt: END }]);
  });

  test('asks a context whose fields are inherited as usability does, and reads nothing else of it', () => {
    const policy = definePolicy({ state: 'enabled', includeTargets: [{ targetType: 'user', id: 'adele' }] });
    const read = { policy, subject: { id: 'adele' }, failedAttemptLimit: 3, now: START };
    const context = Object.defineProperty(Object.create(read), 'random', {
      enumerable: true,
      get: () => expect.unreachable('nobody asks for it'),
    });
    expect(untyped(explain)(passWith(), context)).toEqual(explain(passWith(), read));
    expect(untyped(usability)(passWith(), context).rule).toBe('usable');
  });

  test('never shows anything but what decided, however often a value changes its mind', () => {
    always(
      fc.property(anySituation(), fc.integer({ min: 1, max: 6 }), ({ pass, context, now }, reads) => {
        const plain = explain(pass, { ...context, now });
        const limits = { ...context, failedAttemptLimit: context.failedAttemptLimit ?? 10, now };
        const ask = untyped(explain);
        expect(ask(fickle(pass, reads), { ...context, now })).toEqual(plain);
        expect(ask(pass, { ...context, now, policy: fickle(context.policy, reads) })).toEqual(plain);
        expect(ask(pass, fickle(limits, reads))).toEqual(plain);
      }),
      300,
    );
  });

  test('always gives the answer that usability gives, in whichever form the instant comes', () => {
    always(
      fc.property(anySituation(), ({ pass, context, now, form }) => {
        const { steps, ...answer } = explain(frozen(pass), { ...frozen(context), now: form });
        expect(answer).toEqual(usability(pass, { ...context, now }));
        expect(steps).toHaveLength(8);
      }),
      500,
    );
  });

  test('always marks the rows that match in a plain reading of the table, and as deciding the first of them', () => {
    always(
      fc.property(anySituation(), ({ pass, context, now }) => {
        const { steps } = explain(pass, { ...context, now });
        const matching = matchingRules(pass, { ...context, now });
        expect(steps.filter(({ matched }) => matched).map(({ rule }) => rule)).toEqual(matching);
        expect(steps.filter(({ decides }) => decides).map(({ rule }) => rule)).toEqual(matching.slice(0, 1));
      }),
      1000,
    );
  });

  test('always has the eight rows in the order of the rulebook, and survives JSON', () => {
    always(
      fc.property(anySituation(), ({ pass, context, now }) => {
        const explanation = explain(pass, { ...context, now });
        expect(explanation.steps.map(({ rule }) => rule)).toEqual([
          'oneTimeUsed',
          'expired',
          'locked',
          'policyDisabled',
          'outOfScope',
          'oneTimeOnly',
          'notYetValid',
          'usable',
        ]);
        expect(viaJson(explanation)).toEqual(explanation);
      }),
      100,
    );
  });

  test('never matches a row whose inputs say otherwise', () => {
    always(
      fc.property(anySituation(), ({ pass, context, now }) => {
        const { steps } = explain(pass, { ...context, now });
        const [used, expired, locked, disabled, scope, once, pending] = steps.map(({ inputs }) => inputs);
        expect(steps.map(({ matched }) => matched)).toEqual([
          used?.['isUsableOnce'] === true && used['redeemedAt'] !== null,
          Number(expired?.['now']) >= Number(expired?.['endsAt']),
          Number(locked?.['failedAttempts']) >= Number(locked?.['failedAttemptLimit']),
          disabled?.['state'] === 'disabled',
          scope?.['inScope'] === false,
          once?.['isUsableOnce'] === false && once['policyIsUsableOnce'] === true,
          Number(pending?.['now']) < Number(pending?.['startsAt']),
          true,
        ]);
      }),
      300,
    );
  });
});

function anySituation() {
  const anyContext = fc.record(
    { policy: anyPolicy(), subject: anySubject(), failedAttemptLimit: fc.constantFrom(1, 9, 10, 11, 100) },
    { requiredKeys: ['policy', 'subject'] },
  );
  return fc
    .tuple(anyMoment(), anyContext)
    .chain(([moment, context]) => inAnyForm(moment.now).map((form) => ({ ...moment, context, form })));
}
