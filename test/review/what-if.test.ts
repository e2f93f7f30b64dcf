import * as fc from 'fast-check';
import { checkRequest, defaultPolicy, definePolicy, type Pass, type Policy, type Subject } from 'temporary-access-pass';
import { type LifetimeRange, type PassGroup, type PolicyChange, whatIf } from 'temporary-access-pass/review';
import { describe, expect, test } from 'vitest';
import {
  anyInstantAround,
  anyIntegerAround,
  anyPass,
  anyPolicy,
  anySubject,
  frozen,
  MONDAY,
  passWith,
  untyped,
  viaJson,
} from '../arbitraries.ts';
import { always } from '../laws/check.ts';
import { covers, matchingRules, REASONS } from '../oracle.ts';

const MINUTE = 60_000;
const enabled = definePolicy({ state: 'enabled' });
const disabled = definePolicy({ state: 'disabled' });
const oneTime = definePolicy({ state: 'enabled', isUsableOnce: true });

function told({ from, to, next, passes, nextAt }: PassGroup): unknown[] {
  return [
    `${from.rule} > ${to.rule}`,
    next && `${next.from.rule} > ${next.to.rule}`,
    passes.map(({ id }) => id),
    nextAt,
  ];
}

describe('what if a policy changed', () => {
  test('names the passes whose reason changes, now and at their next transition', () => {
    const passes = [
      passWith({ id: 'usable' }),
      passWith({ id: 'expired', startsAt: MONDAY - 61 * MINUTE }),
      passWith({ id: 'pending', startsAt: MONDAY + MINUTE }),
      passWith({ id: 'once', isUsableOnce: true }),
      passWith({ id: 'used', isUsableOnce: true, redeemedAt: MONDAY }),
      passWith({ id: 'usable too' }),
      passWith({ id: 'locked', failedAttempts: 10 }),
    ];
    const end = MONDAY + 60 * MINUTE;
    const off = whatIf({ from: enabled, to: disabled }, { passes, now: MONDAY });
    expect(off.passes.map(told)).toEqual([
      ['usable > policyDisabled', 'expired > expired', ['usable', 'once', 'usable too'], [end, end, end]],
      ['notYetValid > policyDisabled', 'usable > policyDisabled', ['pending'], [MONDAY + MINUTE]],
    ]);
    expect(off.unchanged).toBe(3);
    const forced = whatIf({ from: enabled, to: oneTime }, { passes, now: MONDAY });
    expect(forced.passes.map(told)).toEqual([
      ['usable > oneTimeOnly', 'expired > expired', ['usable', 'usable too'], [end, end]],
      ['notYetValid > oneTimeOnly', 'usable > oneTimeOnly', ['pending'], [MONDAY + MINUTE]],
    ]);
    expect(forced.passes[0]?.passes[0]).toBe(passes[0]);
  });

  test('says which requests become legal or illegal', () => {
    const from = definePolicy({ state: 'enabled', minimumLifetimeInMinutes: 30, maximumLifetimeInMinutes: 480 });
    const to = definePolicy({ state: 'enabled', minimumLifetimeInMinutes: 60, maximumLifetimeInMinutes: 600 });
    expect(whatIf({ from, to }, { now: 0 }).requests).toEqual({
      legal: [
        { isUsableOnce: true, minimum: 481, maximum: 600 },
        { isUsableOnce: false, minimum: 481, maximum: 600 },
      ],
      illegal: [
        { isUsableOnce: true, minimum: 30, maximum: 59 },
        { isUsableOnce: false, minimum: 30, maximum: 59 },
      ],
    });
  });

  test('says ranges that meet as one', () => {
    const from = definePolicy({ state: 'enabled', minimumLifetimeInMinutes: 30 });
    const to = definePolicy({ minimumLifetimeInMinutes: 60, maximumLifetimeInMinutes: 240 });
    const illegal = [true, false].map((isUsableOnce) => ({ isUsableOnce, minimum: 30, maximum: 480 }));
    expect(whatIf({ from, to }, { now: 0 }).requests).toEqual({ legal: [], illegal });
  });

  test.each<[string, Partial<Policy>, Partial<Policy>, string[]]>([
    ['nothing', {}, {}, []],
    [
      'a stronger policy',
      { defaultLength: 8 },
      { defaultLength: 9, isUsableOnce: true, maximumLifetimeInMinutes: 479 },
      [],
    ],
    ['shorter passcodes', { defaultLength: 9 }, { defaultLength: 8 }, ['shorterPasscodes']],
    ['a longer life at most', {}, { maximumLifetimeInMinutes: 481 }, ['longerLives']],
    ['a longer life by default', {}, { defaultLifetimeInMinutes: 61 }, ['longerLives']],
    ['multi-use', { isUsableOnce: true }, {}, ['oneTimeLifted']],
    [
      'everything',
      { isUsableOnce: true, defaultLength: 48 },
      { maximumLifetimeInMinutes: 43_200 },
      ['shorterPasscodes', 'longerLives', 'oneTimeLifted'],
    ],
  ])('says how it weakens: %s', (_what, before, after, weakens) => {
    const change = { from: definePolicy(before), to: definePolicy(after) };
    expect(whatIf(change, { now: 0 }).weakens).toEqual(weakens);
  });

  test('says whom the policy gains and loses', () => {
    const [adele, bert, cora] = ['adele', 'bert', 'cora'].map(
      (id): Subject => ({ id, groupIds: id === 'cora' ? ['g'] : [] }),
    );
    const from = definePolicy({
      state: 'enabled',
      includeTargets: [
        { targetType: 'user', id: 'adele' },
        { targetType: 'user', id: 'bert' },
      ],
    });
    const to = definePolicy({
      state: 'enabled',
      includeTargets: [
        { targetType: 'user', id: 'bert' },
        { targetType: 'group', id: 'g' },
      ],
    });
    const subjects = [adele, bert, cora] as Subject[];
    const passes = subjects.map(({ id }) => passWith({ id }));
    const result = whatIf({ from, to }, { now: MONDAY, passes, subjects });
    expect(result.scope).toEqual({ gains: [cora], loses: [adele] });
    expect(result.passes.map(told)).toEqual([
      ['usable > outOfScope', 'expired > expired', ['adele'], [MONDAY + 60 * MINUTE]],
      ['outOfScope > usable', 'expired > expired', ['cora'], [MONDAY + 60 * MINUTE]],
    ]);
  });

  test.each<[string, object, object, string]>([
    [
      'fewer subjects than passes',
      {},
      { passes: [passWith()], subjects: [], now: 0 },
      '`subjects` expected as many as passes',
    ],
    [
      'no subject where one is needed',
      { to: { ...enabled, includeTargets: [{ targetType: 'user', id: 'a' }] } },
      { passes: [passWith()], now: 0 },
      '`subject`',
    ],
    [
      'an invalid policy',
      { to: { ...disabled, defaultLength: 7 } },
      { now: 0 },
      'defaultLength` expected 8..48, got 7',
    ],
    ['a patch for a policy', { to: { isUsableOnce: true } }, { now: 0 }, '`policy.state` expected enabled or disabled'],
    ['no policy', { to: undefined }, { now: 0 }, '`policy` expected plain object, got undefined'],
    ['a number for passes', {}, { passes: 5, now: 0 }, '`passes` expected a list of passes, got 5'],
    ['one pass for passes', {}, { passes: passWith(), now: 0 }, '`passes` expected a list of passes, got object'],
    ['null for passes', {}, { passes: null, now: 0 }, '`passes` expected a list of passes, got null'],
    ['null for subjects', {}, { subjects: null, now: 0 }, '`subjects` expected as many as passes'],
    [
      'a number for a person, though nobody is named',
      { to: defaultPolicy },
      { subjects: [0.1], passes: [passWith()], now: 0 },
      '`subjects` expected a person for each pass, got 0.1',
    ],
    [
      'null for a person',
      { to: enabled },
      { subjects: [null], passes: [passWith()], now: 0 },
      '`subjects` expected a person for each pass, got null',
    ],
    ['no instant', {}, {}, '`now` expected instant'],
    ['a limit of 0', {}, { now: 0, passes: [passWith()], failedAttemptLimit: 0 }, '`failedAttemptLimit`'],
    ['a broken pass', {}, { now: 0, passes: [passWith({ startsAt: Number.NaN })] }, '`startsAt`'],
  ])('refuses %s', (_what, change, context, message) => {
    expect(() => untyped(whatIf)({ from: enabled, to: disabled, ...change }, context)).toThrow(message);
  });
});

const anyChange: fc.Arbitrary<PolicyChange> = fc.oneof(
  fc.record({ from: anyPolicy(), to: anyPolicy() }),
  // Small changes, as people make them.
  fc
    .record({
      from: anyPolicy(),
      fields: fc.subarray(Object.keys(defaultPolicy) as (keyof Policy)[]),
      other: anyPolicy(),
    })
    .map(({ from, fields, other }) => {
      const lifetimes = ['minimumLifetimeInMinutes', 'defaultLifetimeInMinutes', 'maximumLifetimeInMinutes'] as const;
      const names = fields.some((name) => name.includes('Lifetime')) ? [...fields, ...lifetimes] : fields;
      return { from, to: { ...from, ...Object.fromEntries(names.map((name) => [name, other[name]])) } };
    }),
);

const anyCase = fc
  .record({
    change: anyChange,
    people: fc.array(fc.record({ pass: anyPass(), subject: anySubject() }), { maxLength: 6 }),
    failedAttemptLimit: anyIntegerAround(1, 100, [10]),
  })
  .chain((one) => {
    const around = one.people[0]?.pass ?? { startsAt: 0, lifetimeInMinutes: 10 };
    return anyInstantAround(around).map((now) => ({ ...one, now }));
  });

describe('what if', () => {
  test('always tells of each pass what a naive reading of the table tells, and keeps quiet about none that ever changes', () => {
    const seen = new Set<string>();
    const law = fc.property(anyCase, ({ change, people, failedAttemptLimit, now }) => {
      const passes = people.map(({ pass }, i) => ({ ...pass, id: String(i) }));
      const subjects = people.map(({ subject }) => subject);
      const result = whatIf(frozen(change), frozen({ passes, subjects, now, failedAttemptLimit }));
      const naive = passes.map((pass, i) =>
        naively(pass, { ...change, subject: subjects[i] as Subject, now, failedAttemptLimit }),
      );
      const listed = result.passes.flatMap((group) =>
        group.passes.map(({ id }, i) => `${id} ${told(group).slice(0, 2).join(' | ')} ${group.nextAt[i] ?? null}`),
      );
      for (const group of result.passes) seen.add(String(told(group)[0]));
      const expected = naive.flatMap((line, i) => (line === null ? [] : [`${i} ${line}`]));
      expect(listed.toSorted()).toEqual(expected.toSorted());
      expect(result.unchanged).toBe(passes.length - expected.length);
      const sizes = result.passes.map((group) => group.passes.length);
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      expect(new Set(result.passes.map((group) => told(group).slice(0, 2).join())).size).toBe(sizes.length);
      expect(viaJson(result)).toEqual(result);
    });
    always(law, 600);
    expect(seen.size).toBeGreaterThan(5);
  });

  test('always tells of requests what checkRequest tells', () => {
    const law = fc.property(anyChange, (change) => {
      const { legal, illegal } = whatIf(change, { now: 0 }).requests;
      // Every lifetime would take seconds a change: all those around an edge, and every 97th of the rest.
      const edges = [change.from, change.to, ...[...legal, ...illegal].map(asPolicy)].flatMap(
        ({ minimumLifetimeInMinutes: low, maximumLifetimeInMinutes: high }) => [low, high],
      );
      const near = edges.flatMap((edge) => [edge - 1, edge, edge + 1]).filter((one) => one >= 10 && one <= 43_200);
      const rest = Array.from({ length: 446 }, (_, i) => 10 + i * 97);
      expect(mistaken(change, new Set([...near, ...rest]))).toEqual([]);
      expect(legal.length + illegal.length).toBeLessThanOrEqual(8);
    });
    always(law, 25);
  });

  test('tells of requests what checkRequest tells of every single lifetime, for one change', () => {
    const from = definePolicy({ state: 'enabled', maximumLifetimeInMinutes: 43_199 });
    const to = definePolicy({ state: 'enabled', minimumLifetimeInMinutes: 10, isUsableOnce: true });
    const all = Array.from({ length: 43_191 }, (_, i) => 10 + i);
    expect(mistaken({ from, to }, all)).toEqual([]);
    expect(whatIf({ from, to }, { now: 0 }).requests.legal).toEqual([{ isUsableOnce: true, minimum: 10, maximum: 59 }]);
  });
});

/** The lifetimes of which `whatIf` says something else than asking for them says. */
function mistaken(change: PolicyChange, lifetimes: Iterable<number>): unknown[] {
  const { legal, illegal } = whatIf(change, { now: 0 }).requests;
  const everybody = { includeTargets: defaultPolicy.includeTargets, excludeTargets: [] };
  const policies = [change.from, change.to].map((policy) => definePolicy({ ...policy, ...everybody }));
  const wrong: unknown[] = [];
  for (const isUsableOnce of [true, false]) {
    for (const lifetimeInMinutes of lifetimes) {
      const request = { lifetimeInMinutes, isUsableOnce };
      const [was, will] = policies.map((policy) => checkRequest(request, { policy, now: 0 }).ok);
      const asked = [legal, illegal].map((ranges) => ranges.filter((range) => holds(range, request)).length);
      if (asked[0] !== Number(!was && will) || asked[1] !== Number(was && !will)) wrong.push(request);
    }
  }
  return wrong;
}

function holds(
  range: LifetimeRange,
  { lifetimeInMinutes, isUsableOnce }: { readonly lifetimeInMinutes: number; readonly isUsableOnce: boolean },
): boolean {
  return (
    range.isUsableOnce === isUsableOnce && lifetimeInMinutes >= range.minimum && lifetimeInMinutes <= range.maximum
  );
}

function asPolicy({ minimum, maximum }: LifetimeRange) {
  return { minimumLifetimeInMinutes: minimum, maximumLifetimeInMinutes: maximum };
}

interface Naive extends PolicyChange {
  readonly subject: Subject;
  readonly now: number;
  readonly failedAttemptLimit: number;
}

/** The line of one pass, or `null` where its reason is the same at every instant from now on. */
function naively(pass: Pass, { from, to, ...context }: Naive): string | null {
  const { now } = context;
  const rules = (at: number) =>
    [from, to].map((policy) => matchingRules(pass, { ...context, policy, now: at })[0] ?? 'usable');
  const reasons = (at: number) => rules(at).map((rule) => REASONS[rule]);
  const later = [pass.startsAt, pass.startsAt + pass.lifetimeInMinutes * MINUTE].filter((edge) => edge > now);
  const ever = [now, ...later].some((at) => new Set(reasons(at)).size > 1);
  expect([from, to].every((policy) => typeof covers(policy, context.subject) === 'boolean')).toBe(true);
  if (!ever) return null;
  const next = later.find((edge) => rules(edge).join() !== rules(edge - 1).join());
  const then = next === undefined ? '' : rules(next).join(' > ');
  return `${rules(now).join(' > ')} | ${then} ${next ?? null}`;
}
