import { definePolicy, explain, type Pass, usability, type UsabilityContext } from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { MONDAY, passWith } from '../arbitraries.ts';

/** The rows in the order in which the rulebook prints them, and what each says. */
const ROWS = [
  ['oneTimeUsed', 'OneTimeUsed', 'newPass'],
  ['expired', 'Expired', 'newPass'],
  ['locked', 'DisabledByPolicy', 'newPass'],
  ['policyDisabled', 'DisabledByPolicy', 'policy'],
  ['outOfScope', 'DisabledByPolicy', 'policy'],
  ['oneTimeOnly', 'DisabledByPolicy', 'policy'],
  ['notYetValid', 'NotYetValid', 'wait'],
  ['usable', 'EnabledByPolicy', 'nothing'],
] as const;

type Rule = (typeof ROWS)[number][0];

interface Case {
  /** The rows whose condition holds, first to last. */
  readonly holds: readonly Rule[];
  readonly pass: Pass;
  readonly context: UsabilityContext;
}

/** Milliseconds after the start of a pass of an hour, and the row that the clock alone makes hold. */
const CLOCK: readonly (readonly [sinceStart: number, rule: Rule | undefined])[] = [
  [-1, 'notYetValid'],
  [0, undefined],
  [3_599_999, undefined],
  [3_600_000, 'expired'],
  [3_600_001, 'expired'],
];

/** Wrong passcodes in a row, where the fifth locks. */
const MISSES: readonly (readonly [failedAttempts: number, rule: Rule | undefined])[] = [
  [0, undefined],
  [4, undefined],
  [5, 'locked'],
  [6, 'locked'],
];

/** Every combination of conditions there is: 640 of them, of which the rows see 72 different sets. */
const CASES: readonly Case[] = Array.from({ length: 32 }, (_, bits) => bits).flatMap((bits) =>
  CLOCK.flatMap(([sinceStart, byClock]) =>
    MISSES.map(([failedAttempts, byMisses]): Case => {
      const [isUsed, isDisabled, isOutside, isOnce, isForced] = [1, 2, 4, 8, 16].map((bit) => (bits & bit) !== 0);
      const held = new Set<Rule | undefined>([byClock, byMisses, 'usable']);
      if (isOnce && isUsed) held.add('oneTimeUsed');
      if (isDisabled) held.add('policyDisabled');
      if (isOutside) held.add('outOfScope');
      if (isForced && !isOnce) held.add('oneTimeOnly');
      const policy = definePolicy({
        state: isDisabled ? 'disabled' : 'enabled',
        isUsableOnce: isForced === true,
        excludeTargets: isOutside ? [{ targetType: 'user', id: 'adele' }] : [],
      });
      return {
        holds: ROWS.map(([rule]) => rule).filter((rule) => held.has(rule)),
        pass: passWith({ isUsableOnce: isOnce === true, redeemedAt: isUsed ? MONDAY : null, failedAttempts }),
        context: { policy, subject: { id: 'adele' }, now: MONDAY + sinceStart, failedAttemptLimit: 5 },
      };
    }),
  ),
);

describe('the order of the rows', () => {
  test.each(ROWS)('always lets %s decide where it is the first that holds', (rule, methodUsabilityReason, remedy) => {
    const decided = CASES.filter(({ holds }) => holds[0] === rule);
    const answer = { rule, isUsable: rule === 'usable', methodUsabilityReason, remedy };
    expect(decided.length).toBeGreaterThan(3);
    for (const { pass, context } of decided) expect(usability(pass, context)).toEqual(answer);
  });

  test('is always explained as it is decided, with every row that holds', () => {
    for (const { holds, pass, context } of CASES) {
      const { steps, ...answer } = explain(pass, context);
      expect(answer).toEqual(usability(pass, context));
      expect(steps.map(({ rule }) => rule)).toEqual(ROWS.map(([rule]) => rule));
      expect(steps.filter(({ matched }) => matched).map(({ rule }) => rule)).toEqual(holds);
      expect(steps.filter(({ decides }) => decides).map(({ rule }) => rule)).toEqual(holds.slice(0, 1));
    }
  });

  test('is never asked about less than every set of conditions that can hold', () => {
    // Seven conditions, less the sets with two that exclude each other: used and multi-use, expired and pending.
    expect(new Set(CASES.map(({ holds }) => holds.join())).size).toBe(2 ** 7 - 2 * 2 ** 5 + 2 ** 3);
  });
});
