import * as fc from 'fast-check';
import { definePolicy, nextTransition, type Pass, type Policy, timeline, usability } from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { anyMoment, anyPolicy, anySubject, frozen, inAnyForm, MONDAY, passWith, viaJson } from './arbitraries.ts';
import { always } from './laws/check.ts';

const START = MONDAY;
const END = MONDAY + 3_600_000;

const enabled = definePolicy({ state: 'enabled' });
const disabled = definePolicy({ state: 'disabled' });
const oneTime = definePolicy({ state: 'enabled', isUsableOnce: true });
const used = { isUsableOnce: true, redeemedAt: START, lastUsedAt: START };

describe('a timeline', () => {
  test.each<[string, Partial<Pass>, Policy, [number | null, number | null, string][]]>([
    [
      'of a pass under an open policy',
      {},
      enabled,
      [
        [null, START, 'NotYetValid'],
        [START, END, 'EnabledByPolicy'],
        [END, null, 'Expired'],
      ],
    ],
    [
      'of a pass under a disabled policy',
      {},
      disabled,
      [
        [null, END, 'DisabledByPolicy'],
        [END, null, 'Expired'],
      ],
    ],
    [
      'of a multi-use pass under a policy that forces one-time',
      {},
      oneTime,
      [
        [null, END, 'DisabledByPolicy'],
        [END, null, 'Expired'],
      ],
    ],
    [
      'of a locked pass',
      { failedAttempts: 10 },
      enabled,
      [
        [null, END, 'DisabledByPolicy'],
        [END, null, 'Expired'],
      ],
    ],
    ['of a used pass', used, enabled, [[null, null, 'OneTimeUsed']]],
    [
      'of a pass around the epoch',
      { startsAt: -60_000, lifetimeInMinutes: 1 },
      enabled,
      [
        [null, -60_000, 'NotYetValid'],
        [-60_000, 0, 'EnabledByPolicy'],
        [0, null, 'Expired'],
      ],
    ],
  ])('%s', (_name, fields, policy, segments) => {
    const found = timeline(passWith(fields), { policy });
    expect(found.map((one) => [one.from, one.until, one.usability.methodUsabilityReason])).toEqual(segments);
  });

  test('always covers all of time, in order and without gaps or repetitions', () => {
    always(
      fc.property(anySituation(), ({ pass, context }) => {
        const segments = timeline(frozen(pass), frozen(context));
        expect(segments.length).toBeGreaterThanOrEqual(1);
        expect(segments.length).toBeLessThanOrEqual(3);
        expect(segments[0]?.from).toBeNull();
        expect(segments.at(-1)?.until).toBeNull();
        for (const [index, segment] of segments.entries()) {
          const next = segments[index + 1];
          expect(segment.until).toBe(next?.from ?? null);
          expect(segment.usability).not.toBe(next?.usability);
          expect(segment.from ?? -Infinity).toBeLessThan(segment.until ?? Infinity);
        }
      }),
      300,
    );
  });

  test('always agrees with usability, at its edges, around them and anywhere else', () => {
    always(
      fc.property(anySituation(), ({ pass, context, now }) => {
        const segments = timeline(pass, context);
        const edges = segments.flatMap(({ from }) => (from === null ? [] : [from - 1, from, from + 1]));
        for (const instant of [...edges, now, -8.64e15, 8.64e15]) {
          const holding = segments.filter(
            ({ from, until }) => (from ?? -Infinity) <= instant && instant < (until ?? Infinity),
          );
          expect(holding.map((segment) => segment.usability)).toEqual([usability(pass, { ...context, now: instant })]);
        }
      }),
      500,
    );
  });

  test('always survives JSON, and never changes what it is made of', () => {
    always(
      fc.property(anySituation(), ({ pass, context }) => {
        const before = structuredClone([pass, context]);
        const segments = timeline(pass, context);
        expect(viaJson(segments)).toEqual(segments);
        expect([pass, context]).toEqual(before);
      }),
      100,
    );
  });
});

describe('the next transition', () => {
  test.each<[number, number | null, string | null]>([
    [-8.64e15, START, 'EnabledByPolicy'],
    [START - 1, START, 'EnabledByPolicy'],
    [START, END, 'Expired'],
    [START + 1, END, 'Expired'],
    [END - 1, END, 'Expired'],
    [END, null, null],
    [8.64e15, null, null],
  ])('after %d is at %s, to %s', (now, at, reason) => {
    const next = nextTransition(passWith(), { policy: enabled, now });
    expect(next && [next.at, next.usability.methodUsabilityReason]).toEqual(at === null ? null : [at, reason]);
  });

  test.each<[string, Partial<Pass>, Policy, number, [number, string] | null]>([
    ['where the policy is disabled', {}, disabled, START - 1, [END, 'expired']],
    ['where the pass is used', used, enabled, START, null],
    ['where the pass is locked', { failedAttempts: 10 }, enabled, START, [END, 'expired']],
    ['where it is used and expired', used, enabled, END, null],
  ])('%s: %j', (_name, fields, policy, now, expected) => {
    const next = nextTransition(passWith(fields), { policy, now });
    expect(next && [next.at, next.usability.rule]).toEqual(expected);
  });

  test('is always the earliest later instant with another answer, and never missed', () => {
    always(
      fc.property(anySituation(), ({ pass, context, now }) => {
        const at = (instant: number): string => usability(pass, { ...context, now: instant }).rule;
        const end = pass.startsAt + pass.lifetimeInMinutes * 60_000;
        // Answers change at whole instants that the pass knows of, or a millisecond beside them if somebody got an edge wrong.
        const candidates = [pass.startsAt - 1, pass.startsAt, pass.startsAt + 1, end - 1, end, end + 1, 8.64e15];
        const changed = candidates.find((instant) => instant > now && at(instant) !== at(now));
        const next = nextTransition(frozen(pass), frozen({ ...context, now }));
        expect(next?.at).toBe(changed);
        expect(next?.usability.rule).toBe(changed === undefined ? undefined : at(changed));
        expect(changed === undefined || at(changed - 1) === at(now)).toBe(true);
      }),
      500,
    );
  });

  test('is always the same, in whichever form the instant comes, and survives JSON', () => {
    const anyForm = anySituation().chain((one) => inAnyForm(one.now).map((form) => ({ ...one, form })));
    always(
      fc.property(anyForm, ({ pass, context, now, form }) => {
        const next = nextTransition(pass, { ...context, now: form });
        expect(next).toEqual(nextTransition(pass, { ...context, now }));
        expect(viaJson(next)).toEqual(next);
      }),
      200,
    );
  });

  test.each([[Number.NaN], [Infinity], [new Date(Number.NaN)]])('is never told after %s', (now) => {
    expect(() => nextTransition(passWith(), { policy: enabled, now })).toThrow(RangeError);
  });

  test('always leads, step by step, through the whole timeline', () => {
    always(
      fc.property(anySituation(), ({ pass, context }) => {
        const steps: [number, string][] = [];
        let next = nextTransition(pass, { ...context, now: -8.64e15 });
        while (next) {
          steps.push([next.at, next.usability.rule]);
          next = nextTransition(pass, { ...context, now: next.at });
        }
        const segments = timeline(pass, context).slice(1);
        expect(steps).toEqual(segments.map((segment) => [segment.from, segment.usability.rule]));
      }),
      200,
    );
  });
});

function anySituation() {
  const anyContext = fc.record({ policy: anyPolicy(), subject: anySubject() });
  // Half of them with a policy that lets passes through, and passes that are fresh.
  const anyOpen = anyContext.map((context) => ({ ...context, policy: enabled }));
  return fc.tuple(anyMoment(), fc.oneof(anyContext, anyOpen), fc.boolean()).map(([{ pass, now }, context, fresh]) => ({
    now,
    context,
    pass: fresh ? { ...pass, redeemedAt: null, failedAttempts: 0 } : pass,
  }));
}
