import * as fc from 'fast-check';
import {
  nextTransition,
  type Pass,
  type PassContext,
  redeem,
  timeline,
  usability,
  type Usability,
} from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { anyInstantAround, anyIntegerAround, anyPass, anyPolicy, anySubject } from '../arbitraries.ts';
import { always } from './check.ts';

/** All that can ever be said about one record under one policy, from the beginning of time to its end, rule by rule. */
const STORIES = [
  'oneTimeUsed',
  'locked > expired',
  'policyDisabled > expired',
  'outOfScope > expired',
  'oneTimeOnly > expired',
  'notYetValid > usable > expired',
];

const BEGINNING = -8.64e15;
const END = 8.64e15;

const anyContext: fc.Arbitrary<PassContext> = fc.record({
  policy: anyPolicy(),
  subject: anySubject(),
  failedAttemptLimit: anyIntegerAround(1, 100, [10]),
});

/** A pass, two circumstances to look at it under, and instants around its edges in order. */
const anyView = anyPass().chain((pass) =>
  fc.record({
    pass: fc.constant(pass),
    context: anyContext,
    other: anyContext,
    instants: fc
      .array(anyInstantAround(pass), { minLength: 2, maxLength: 12 })
      .map((all) => all.toSorted((a, b) => a - b)),
  }),
);

function rulesAt(instants: readonly number[], pass: Pass, context: PassContext): string[] {
  const rules = instants.map((now) => usability(pass, { ...context, now }).rule);
  return rules.filter((rule, i) => rule !== rules[i - 1]);
}

/** The edges of a pass, the instants before them, and both ends of time. */
function everyEdge(pass: Pass): number[] {
  const end = pass.startsAt + pass.lifetimeInMinutes * 60_000;
  return [BEGINNING, pass.startsAt - 1, pass.startsAt, end - 1, end, END];
}

describe('what is said of a pass over time', () => {
  test('is always one of six stories, as long as record and policy stay as they are', () => {
    const law = fc.property(anyView, ({ pass, context, instants }) => {
      expect(STORIES).toContain(rulesAt(everyEdge(pass), pass, context).join(' > '));
      const all = [...instants, ...everyEdge(pass)].toSorted((a, b) => a - b);
      expect(rulesAt(all, pass, context)).toEqual(rulesAt(everyEdge(pass), pass, context));
    });
    always(law, 1000);
  });

  test('is always usable exactly where the reason is EnabledByPolicy', () => {
    const law = fc.property(anyView, ({ pass, context, instants: [now = 0] }) => {
      const { isUsable, methodUsabilityReason } = usability(pass, { ...context, now });
      expect(isUsable).toBe(methodUsabilityReason === 'EnabledByPolicy');
    });
    always(law, 500);
  });

  test('always ends for good when the pass is used or expired: no time, policy, person or limit revives it', () => {
    const law = fc.property(anyView, ({ pass, context, other, instants: [now = 0, ...later] }) => {
      const { methodUsabilityReason: reason } = usability(pass, { ...context, now });
      fc.pre(reason === 'OneTimeUsed' || reason === 'Expired');
      for (const instant of [now, ...later]) {
        expect(usability(pass, { ...other, now: instant }).methodUsabilityReason).toBe(reason);
        const { ok, pass: next } = redeem(pass, { passcodeMatches: true }, { ...other, now: instant });
        expect(ok).toBe(false);
        expect(usability(next, { ...context, now: instant }).methodUsabilityReason).toBe(reason);
      }
    });
    always(law, 500);
  });

  test('never depends on the limits that the policy sets for new passes', () => {
    const law = fc.property(anyView, ({ pass, context, other, instants: [now = 0] }) => {
      const { state, isUsableOnce, includeTargets, excludeTargets } = context.policy;
      const policy = { ...other.policy, state, isUsableOnce, includeTargets, excludeTargets };
      expect(usability(pass, { ...context, policy, now })).toEqual(usability(pass, { ...context, now }));
    });
    always(law, 500);
  });
});

describe('the timeline', () => {
  test('always has no gap, no beginning, no end and no two alike in a row', () => {
    const law = fc.property(anyView, ({ pass, context }) => {
      const segments = timeline(pass, context);
      expect(segments.map(({ from }) => from)).toEqual([null, ...segments.slice(0, -1).map(({ until }) => until)]);
      expect(segments.at(-1)?.until).toBe(null);
      expect(STORIES).toContain(segments.map(({ usability: { rule } }) => rule).join(' > '));
    });
    always(law, 500);
  });

  test('always says of each instant what usability says', () => {
    const law = fc.property(anyView, ({ pass, context, instants }) => {
      const segments = timeline(pass, context);
      for (const now of [...instants, ...everyEdge(pass)]) {
        const around = segments.filter(({ from, until }) => (from ?? BEGINNING) <= now && now < (until ?? Infinity));
        expect(around.map((segment) => segment.usability)).toEqual([usability(pass, { ...context, now })]);
      }
    });
    always(law, 500);
  });

  test('is always what walking from one transition to the next finds', () => {
    const law = fc.property(anyView, ({ pass, context }) => {
      const walked: [number, Usability][] = [];
      let next = nextTransition(pass, { ...context, now: BEGINNING });
      for (; next && walked.length < 9; next = nextTransition(pass, { ...context, now: next.at })) {
        expect(usability(pass, { ...context, now: next.at - 1 })).not.toEqual(next.usability);
        walked.push([next.at, next.usability]);
      }
      expect(walked).toEqual(
        timeline(pass, context)
          .slice(1)
          .map((segment) => [segment.from, segment.usability]),
      );
    });
    always(law, 500);
  });
});
