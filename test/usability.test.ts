import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  definePolicy,
  explain,
  isInScope,
  nextTransition,
  type Pass,
  type PassContext,
  type Policy,
  usability,
  type UsabilityRule,
} from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import {
  anyHostile,
  anyInstantAround,
  anyMoment,
  anyPass,
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
import { matchingRules, REASONS } from './oracle.ts';

const START = MONDAY;
const END = MONDAY + 3_600_000;
const LONG_AGO = -8.64e15;
const FAR_AHEAD = 8.64e15;

const enabled = definePolicy({ state: 'enabled' });
const disabled = definePolicy({ state: 'disabled' });
const oneTimePolicy = definePolicy({ state: 'enabled', isUsableOnce: true });
const nobody = definePolicy({ state: 'enabled', includeTargets: [] });
const subject = { id: 'adele', groupIds: ['staff'] };

const used = { isUsableOnce: true, redeemedAt: START, lastUsedAt: START };
const locked = { failedAttempts: 10 };

describe('each row of the table', () => {
  test.each<[UsabilityRule, Partial<Pass>, Policy, number, number]>([
    ['oneTimeUsed', used, enabled, LONG_AGO, FAR_AHEAD],
    ['expired', {}, enabled, END, FAR_AHEAD],
    ['locked', locked, enabled, LONG_AGO, END - 1],
    ['policyDisabled', {}, disabled, LONG_AGO, END - 1],
    ['outOfScope', {}, nobody, LONG_AGO, END - 1],
    ['oneTimeOnly', {}, oneTimePolicy, LONG_AGO, END - 1],
    ['notYetValid', {}, enabled, LONG_AGO, START - 1],
    ['usable', {}, enabled, START, END - 1],
    ['usable', { isUsableOnce: true }, oneTimePolicy, START, END - 1],
    ['usable', { isUsableOnce: true }, enabled, START, END - 1],
  ])('%s decides from its first millisecond to its last: %j', (rule, fields, policy, first, last) => {
    const at = (now: number): string => usability(passWith(fields), { policy, now }).rule;
    expect([at(first), at(last)]).toEqual([rule, rule]);
    // And not a millisecond before or after, where there is such a one.
    expect(first === LONG_AGO || at(first - 1) !== rule).toBe(true);
    expect(last === FAR_AHEAD || at(last + 1) !== rule).toBe(true);
  });

  test.each([
    ['oneTimeUsed', used, enabled, START, false, 'OneTimeUsed', 'newPass'],
    ['expired', {}, enabled, END, false, 'Expired', 'newPass'],
    ['locked', locked, enabled, START, false, 'DisabledByPolicy', 'newPass'],
    ['policyDisabled', {}, disabled, START, false, 'DisabledByPolicy', 'policy'],
    ['outOfScope', {}, nobody, START, false, 'DisabledByPolicy', 'policy'],
    ['oneTimeOnly', {}, oneTimePolicy, START, false, 'DisabledByPolicy', 'policy'],
    ['notYetValid', {}, enabled, START - 1, false, 'NotYetValid', 'wait'],
    ['usable', {}, enabled, START, true, 'EnabledByPolicy', 'nothing'],
  ])('%s says what, why and what to do', (rule, fields, policy, now, isUsable, methodUsabilityReason, remedy) => {
    expect(usability(passWith(fields), { policy, now })).toEqual({ isUsable, methodUsabilityReason, rule, remedy });
  });

  test.each<[UsabilityRule, UsabilityRule, Partial<Pass>, Policy, number]>([
    ['oneTimeUsed', 'expired', used, enabled, END],
    ['oneTimeUsed', 'locked', { ...used, ...locked }, enabled, START],
    ['oneTimeUsed', 'policyDisabled', used, disabled, START],
    ['oneTimeUsed', 'outOfScope', used, nobody, START],
    ['oneTimeUsed', 'notYetValid', used, enabled, START - 1],
    ['oneTimeUsed', 'usable', used, enabled, START],
    ['expired', 'locked', locked, enabled, END],
    ['expired', 'policyDisabled', {}, disabled, END],
    ['expired', 'outOfScope', {}, nobody, END],
    ['expired', 'oneTimeOnly', {}, oneTimePolicy, END],
    ['expired', 'usable', {}, enabled, END],
    ['locked', 'policyDisabled', locked, disabled, START],
    ['locked', 'outOfScope', locked, nobody, START],
    ['locked', 'oneTimeOnly', locked, oneTimePolicy, START],
    ['locked', 'notYetValid', locked, enabled, START - 1],
    ['locked', 'usable', locked, enabled, START],
    ['policyDisabled', 'outOfScope', {}, { ...nobody, state: 'disabled' }, START],
    ['policyDisabled', 'oneTimeOnly', {}, { ...oneTimePolicy, state: 'disabled' }, START],
    ['policyDisabled', 'notYetValid', {}, disabled, START - 1],
    ['outOfScope', 'oneTimeOnly', {}, { ...oneTimePolicy, includeTargets: [] }, START],
    ['outOfScope', 'notYetValid', {}, nobody, START - 1],
    ['oneTimeOnly', 'notYetValid', {}, oneTimePolicy, START - 1],
  ])('%s goes before %s', (rule, other, fields, policy, now) => {
    const pass = passWith(fields);
    expect(matchingRules(pass, { policy, now })).toEqual(expect.arrayContaining([rule, other]));
    expect(usability(pass, { policy, now }).rule).toBe(rule);
  });

  test('that speaks of being used is only for one-time passes', () => {
    const pass = passWith({ isUsableOnce: false, redeemedAt: START, lastUsedAt: START });
    expect(usability(pass, { policy: enabled, now: START }).rule).toBe('usable');
  });

  test('that speaks of being used holds for every instant, 0 and negative ones too', () => {
    for (const redeemedAt of [0, -1, START]) {
      expect(usability(passWith({ ...used, redeemedAt }), { policy: enabled, now: START }).rule).toBe('oneTimeUsed');
    }
  });

  test.each([
    [{}, 9, 'usable'],
    [{}, 10, 'locked'],
    [{}, 11, 'locked'],
    [{ failedAttemptLimit: 1 }, 0, 'usable'],
    [{ failedAttemptLimit: 1 }, 1, 'locked'],
    [{ failedAttemptLimit: 11 }, 10, 'usable'],
    [{ failedAttemptLimit: 100 }, 99, 'usable'],
    [{ failedAttemptLimit: 100 }, 100, 'locked'],
    [{ failedAttemptLimit: undefined }, 10, 'locked'],
  ])('that speaks of locks, with %j and %d failed attempts, leads to %s', (limit, failedAttempts, rule) => {
    const ask = untyped(usability);
    expect(ask(passWith({ failedAttempts }), { policy: enabled, now: START, ...limit })).toMatchObject({ rule });
  });

  test('that speaks of scope asks about the subject', () => {
    const policy = definePolicy({
      state: 'enabled',
      includeTargets: [{ targetType: 'group', id: 'staff' }],
      excludeTargets: [{ targetType: 'user', id: 'bert' }],
    });
    const at = { policy, now: START };
    expect(usability(passWith(), { ...at, subject }).rule).toBe('usable');
    expect(usability(passWith(), { ...at, subject: { ...subject, id: 'bert' } }).rule).toBe('outOfScope');
    expect(usability(passWith(), { ...at, subject: { ...subject, groupIds: [] } }).rule).toBe('outOfScope');
    expect(() => usability(passWith(), at)).toThrow(new TypeError('`subject` expected user ids, got undefined'));
  });
});

describe('a wrong call throws', () => {
  test.each<[string, object, Error]>([
    ['NaN', { now: Number.NaN }, new RangeError('`now` expected instant, got NaN')],
    ['an invalid Date', { now: new Date(Number.NaN) }, new RangeError('`now` expected instant, got NaN')],
    ['an invalid DateTime', { now: DateTime.fromISO('never') }, new RangeError('`now` expected instant, got NaN')],
    ['text', { now: '2026-11-23T09:00:00Z' }, new TypeError('`now` expected instant, got string')],
    ['no instant', { now: undefined }, new TypeError('`now` expected instant, got undefined')],
    [
      'an unknown state',
      { policy: { ...enabled, state: 'Enabled' } },
      new TypeError('`state` expected enabled or disabled, got string'),
    ],
    [
      'no state',
      { policy: { ...enabled, state: undefined } },
      new TypeError('`state` expected enabled or disabled, got undefined'),
    ],
    [
      'half a policy',
      { policy: { ...enabled, isUsableOnce: undefined } },
      new TypeError('`isUsableOnce` expected boolean, got undefined'),
    ],
    [
      'a policy with 0 for false',
      { policy: { ...enabled, isUsableOnce: 0 } },
      new TypeError('`isUsableOnce` expected boolean, got 0'),
    ],
    [
      'a limit of 0',
      { failedAttemptLimit: 0 },
      new RangeError('`failedAttemptLimit` expected integer in 1..100, got 0'),
    ],
    [
      'a limit of 101',
      { failedAttemptLimit: 101 },
      new RangeError('`failedAttemptLimit` expected integer in 1..100, got 101'),
    ],
    [
      'a limit of 1.5',
      { failedAttemptLimit: 1.5 },
      new RangeError('`failedAttemptLimit` expected integer in 1..100, got 1.5'),
    ],
    [
      'a limit of NaN',
      { failedAttemptLimit: Number.NaN },
      new RangeError('`failedAttemptLimit` expected integer in 1..100, got NaN'),
    ],
    [
      'a limit of Infinity',
      { failedAttemptLimit: Infinity },
      new RangeError('`failedAttemptLimit` expected integer in 1..100, got Infinity'),
    ],
    [
      'a limit in text',
      { failedAttemptLimit: '10' },
      new TypeError('`failedAttemptLimit` expected integer in 1..100, got string'),
    ],
    [
      'no limit',
      { failedAttemptLimit: null },
      new TypeError('`failedAttemptLimit` expected integer in 1..100, got null'),
    ],
    [
      'a policy for some, and nobody to ask about',
      { policy: { ...enabled, includeTargets: [{ targetType: 'group', id: 'staff' }] } },
      new TypeError('`subject` expected group ids, got undefined'),
    ],
  ])('for %s, whatever the state of the pass and whoever is asked', (_name, context, error) => {
    for (const fields of [{}, used, locked, { startsAt: START + 1 }, { startsAt: 0 }]) {
      for (const ask of [untyped(usability), untyped(explain), untyped(nextTransition)]) {
        const call = (): unknown => ask(passWith(fields), { policy: enabled, now: START, ...context });
        expect(call).toThrow(error);
        expect(call).toThrow(expect.objectContaining({ name: error.name }));
      }
    }
  });

  test('always with a documented error, whatever it was called with', () => {
    const context = fc.record(
      { policy: anyHostile(), now: anyHostile(), failedAttemptLimit: anyHostile() },
      { requiredKeys: ['policy'] },
    );
    always(
      fc.property(context, (makers) => {
        const made = Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, make?.()]));
        expect(() => untyped(usability)(passWith(), { policy: enabled, now: START, ...made })).toThrow(/./);
        // A getter's own error is what it throws, all others are the ones that are documented.
        expect(thrown(() => untyped(usability)(passWith(), { policy: enabled, now: START, ...made }))).toMatch(
          /^(Type|Range|Syntax)Error$/,
        );
      }),
      300,
    );
  });
});

describe('usability', () => {
  test('is always the first row that matches in a plain reading of the table', () => {
    always(
      fc.property(anySituation(), ({ pass, context, now }) => {
        const [rule = 'usable'] = matchingRules(pass, { ...context, now });
        const answer = usability(frozen(pass), frozen({ ...context, now }));
        expect(answer).toMatchObject({ rule, methodUsabilityReason: REASONS[rule] });
      }),
      2000,
    );
  });

  test('is always a yes exactly where the reason is EnabledByPolicy', () => {
    always(
      fc.property(anySituation(), ({ pass, context, now }) => {
        const { isUsable, methodUsabilityReason, rule } = usability(pass, { ...context, now });
        expect(isUsable).toBe(methodUsabilityReason === 'EnabledByPolicy');
        expect(isUsable).toBe(rule === 'usable');
      }),
      500,
    );
  });

  test('never comes back once a one-time pass is used, under any other time and policy', () => {
    always(
      fc.property(anyTwoSituations(), ([{ pass }, { context, now }]) => {
        const spent = { ...pass, isUsableOnce: true, redeemedAt: pass.startsAt };
        expect(usability(spent, { ...context, now }).methodUsabilityReason).toBe('OneTimeUsed');
      }),
      500,
    );
  });

  test('never comes back once a pass is expired, under any later time and any policy', () => {
    always(
      fc.property(anyTwoSituations(), ([{ pass, context, now }, later]) => {
        fc.pre(usability(pass, { ...context, now }).rule === 'expired');
        const then = Math.max(now, later.now);
        expect(usability(pass, { ...later.context, now: then }).methodUsabilityReason).toBe('Expired');
      }),
      300,
    );
  });

  test('never comes back once a pass is locked, under any other time and policy with the same limit', () => {
    always(
      fc.property(anyTwoSituations(), ([{ pass, context, now }, later]) => {
        fc.pre(usability(pass, { ...context, now }).rule === 'locked');
        const { failedAttemptLimit = 10 } = context;
        expect(usability(pass, { ...later.context, failedAttemptLimit, now: later.now }).remedy).toBe('newPass');
      }),
      200,
    );
  });

  test('is never changed by the lifetimes and the length in the policy', () => {
    always(
      fc.property(anySituation(), anyPolicy(), ({ pass, context, now }, other) => {
        const { state, isUsableOnce, includeTargets, excludeTargets } = context.policy;
        const policy = { ...other, state, isUsableOnce, includeTargets, excludeTargets };
        expect(usability(pass, { ...context, policy, now })).toBe(usability(pass, { ...context, now }));
      }),
      300,
    );
  });

  test('over time always follows one of three courses', () => {
    const courses = [['OneTimeUsed'], ['DisabledByPolicy', 'Expired'], ['NotYetValid', 'EnabledByPolicy', 'Expired']];
    always(
      fc.property(anySituation(), ({ pass, context }) => {
        const end = pass.startsAt + pass.lifetimeInMinutes * 60_000;
        const instants = [
          -8.64e15,
          pass.startsAt - 1,
          pass.startsAt,
          pass.startsAt + 1,
          end - 1,
          end,
          end + 1,
          8.64e15,
        ];
        const reasons = instants.map((now) => usability(pass, { ...context, now }).methodUsabilityReason);
        expect(courses).toContainEqual(reasons.filter((reason, index) => reason !== reasons[index - 1]));
      }),
      500,
    );
  });

  test('is always one frozen object an answer, that survives JSON', () => {
    always(
      fc.property(anySituation(), ({ pass, context, now }) => {
        const answer = usability(pass, { ...context, now });
        expect(usability({ ...pass, id: 'another' }, { ...context, now })).toBe(answer);
        expect(Object.isFrozen(answer)).toBe(true);
        expect(viaJson(answer)).toEqual(answer);
      }),
      200,
    );
  });

  test('is always the same, in whichever form the instant comes', () => {
    const anyForm = anyMoment().chain((moment) => inAnyForm(moment.now).map((form) => ({ ...moment, form })));
    always(
      fc.property(anyForm, ({ pass, now, form }) => {
        expect(usability(pass, { policy: enabled, now: form })).toBe(usability(pass, { policy: enabled, now }));
      }),
      300,
    );
  });

  test('never depends on what a decision does not look at', () => {
    always(
      fc.property(anySituation(), anyPass(), ({ pass, context, now }, { id, createdAt, lastUsedAt, version }) => {
        const other = { ...pass, id, createdAt, lastUsedAt, version };
        expect(usability(other, { ...context, now })).toBe(usability(pass, { ...context, now }));
      }),
      200,
    );
  });

  test('never changes the pass or the context', () => {
    always(
      fc.property(anySituation(), ({ pass, context, now }) => {
        const before = structuredClone([pass, context]);
        usability(pass, { ...context, now });
        expect([pass, context]).toEqual(before);
      }),
      100,
    );
  });

  test('never differs from the scope for a pass that is otherwise usable', () => {
    always(
      fc.property(anyPolicy(), anySubject(), (policy, person) => {
        const pass = passWith({ isUsableOnce: true });
        const context = { policy: { ...policy, state: 'enabled' as const }, subject: person, now: START };
        expect(usability(pass, context).isUsable).toBe(isInScope(policy, person));
      }),
      200,
    );
  });
});

type Situation = { readonly pass: Pass; readonly now: number; readonly context: PassContext };

/** A pass at an instant around its edges, under any policy and for anybody. */
function anySituation(): fc.Arbitrary<Situation> {
  const anyContext = fc.record(
    { policy: anyPolicy(), subject: anySubject(), failedAttemptLimit: fc.constantFrom(1, 2, 9, 10, 11, 99, 100) },
    { requiredKeys: ['policy', 'subject'] },
  );
  // Two in three with a policy that lets passes through, so that the lower rows are reached.
  const anyOpen = anyContext.map((context) => ({
    ...context,
    policy: { ...enabled, isUsableOnce: context.policy.isUsableOnce },
  }));
  return fc.tuple(anyMoment(), fc.oneof(anyContext, anyOpen), fc.boolean()).map(([{ pass, now }, context, fresh]) => ({
    now,
    context,
    pass: fresh ? { ...pass, redeemedAt: null, failedAttempts: 0 } : pass,
  }));
}

/** A situation, and another one of the same pass: another instant around it, another policy. */
function anyTwoSituations(): fc.Arbitrary<[Situation, Situation]> {
  return fc
    .tuple(anySituation(), anyPolicy(), anySubject())
    .chain(([one, policy, person]) =>
      anyInstantAround(one.pass).map((now) => [one, { pass: one.pass, now, context: { policy, subject: person } }]),
    );
}

function thrown(call: () => unknown): string {
  try {
    call();
    return '';
  } catch (error) {
    return error instanceof Error ? error.name : 'no error';
  }
}
