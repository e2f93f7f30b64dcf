import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { DateTime, Interval } from 'luxon';
import {
  checkRequest,
  definePolicy,
  nextTransition,
  type Pass,
  policyBounds,
  redeem,
  timeline,
  usability,
} from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { anyInstantAround, anyIntegerAround, anyPass, FIRST, LAST, MONDAY } from '../arbitraries.ts';
import { always } from './check.ts';
import { anyZone, isOnEveryClock } from './zones.ts';

/** Instants at which one of the zones changes its clocks or skips a day. */
const CHANGES = [
  '2026-03-29T01:00Z',
  '2026-10-25T01:00Z',
  '2011-12-30T10:00Z',
  '2026-03-08T07:00Z',
  '2026-04-04T15:00Z',
];

const policy = definePolicy({ state: 'enabled' });

/** Passes that only time can stop, half of them across a change of clocks. */
function anyLivePass(): Arbitrary<Pass> {
  const change = fc.tuple(fc.constantFrom(...CHANGES), anyIntegerAround(-7_200_000, 7_200_000, [0]));
  return fc.tuple(anyPass(), fc.option(change, { freq: 1 })).map(([pass, near]) => ({
    ...pass,
    startsAt: near === null ? pass.startsAt : Date.parse(near[0]) + near[1],
    redeemedAt: null,
    failedAttempts: 0,
  }));
}

/** A pass, an instant, and the places of two clocks on which they are read. */
const anyScene = anyLivePass().chain((pass) =>
  fc.record({
    pass: fc.constant(pass),
    millis: anyInstantAround(pass).filter(isOnEveryClock),
    home: anyZone(),
    away: anyZone(),
  }),
);

type Scene = typeof anyScene extends Arbitrary<infer Value> ? Value : never;

/** The window and the instant as luxon has them. */
function inLuxon({ pass, millis, home, away }: Scene): { window: Interval<true>; end: DateTime; now: DateTime } {
  const start = DateTime.fromMillis(pass.startsAt, { zone: home });
  const end = start.plus({ minutes: pass.lifetimeInMinutes });
  const window = Interval.fromDateTimes(start, end);
  if (!window.isValid) throw new Error('luxon can say every window');
  return { window, end, now: DateTime.fromMillis(millis, { zone: away }) };
}

/** Starts at both ends of the calendar, also such that the end of the pass is there. */
function anyStart(minutes: number): Arbitrary<number> {
  return fc.constantFrom(...[FIRST, LAST, LAST - minutes * 60_000].flatMap((edge) => [edge - 1, edge, edge + 1]));
}

describe('the window of a pass', () => {
  test('is always the interval that luxon makes of its start and its minutes', () => {
    const law = fc.property(anyScene, (scene) => {
      const { window, now } = inLuxon(scene);
      const { isUsable, methodUsabilityReason } = usability(scene.pass, { policy, now });
      const beforeOrAfter = window.isAfter(now) ? 'NotYetValid' : 'Expired';
      expect(isUsable).toBe(window.contains(now));
      expect(methodUsabilityReason).toBe(window.contains(now) ? 'EnabledByPolicy' : beforeOrAfter);
    });
    always(law, 2000);
  });

  test('always begins and ends where luxon says, in the timeline and in the next transition', () => {
    const law = fc.property(anyScene, (scene) => {
      const { window, now } = inLuxon(scene);
      const edges = [window.start.toMillis(), window.end.toMillis()];
      expect(timeline(scene.pass, { policy }).map(({ from }) => from)).toEqual([null, ...edges]);
      const next = edges.find((edge) => DateTime.fromMillis(edge) > now) ?? null;
      expect(nextTransition(scene.pass, { policy, now })?.at ?? null).toBe(next);
    });
    always(law, 500);
  });

  test('always bounds what a redemption grants, as luxon counts ten minutes', () => {
    const law = fc.property(anyScene, (scene) => {
      const { window, end, now } = inLuxon(scene);
      const { pass } = scene;
      const redemption = redeem(pass, { passcodeMatches: true }, { policy, now });
      expect(redemption.ok).toBe(window.contains(now));
      if (!redemption.ok) return;
      const deadline = pass.isUsableOnce ? DateTime.min(now.plus({ minutes: 10 }), end) : end;
      expect(redemption.grant.endsAt).toBe(end.toMillis());
      expect(redemption.grant.registrationDeadline).toBe(deadline.toMillis());
      expect(redemption.pass.redeemedAt).toBe(pass.isUsableOnce ? now.toMillis() : null);
    });
    always(law, 1000);
  });
});

describe('the calendar', () => {
  const { minimum, maximum } = policyBounds.defaultLifetimeInMinutes;
  const wide = definePolicy({ state: 'enabled', minimumLifetimeInMinutes: minimum, maximumLifetimeInMinutes: maximum });
  const anyLifetime = anyIntegerAround(minimum, maximum, [60]);

  test('never lets a pass begin before the year 1 or end after the year 9999', () => {
    const law = fc.property(
      anyLifetime.chain((minutes) => fc.tuple(fc.constant(minutes), anyStart(minutes))),
      ([lifetimeInMinutes, startDateTime]) => {
        const start = DateTime.fromMillis(startDateTime, { zone: 'utc' });
        const end = start.plus({ minutes: lifetimeInMinutes });
        const check = checkRequest({ startDateTime, lifetimeInMinutes }, { policy: wide, now: FIRST - 1 });
        const codes = check.ok ? [] : check.violations.map(({ code }) => code);
        expect(codes).toEqual(start.year >= 1 && end.year <= 9999 ? [] : ['startOutOfRange']);
      },
    );
    always(law, 300);
  });

  test('always refuses a start outside of it, whatever else the request says', () => {
    const anyOdd = fc.constantFrom<unknown>(undefined, null, 60, 0, -1, 2 ** 32 + 8, '60', 60.5);
    const law = fc.property(anyOdd, fc.constantFrom(FIRST - 1, LAST + 1), (lifetimeInMinutes, startDateTime) => {
      const check = checkRequest({ startDateTime, lifetimeInMinutes }, { policy, now: MONDAY });
      expect(check.ok ? [] : check.violations.map(({ code }) => code)).toContain('startOutOfRange');
    });
    always(law, 200);
  });

  test('always draws the line of the past where luxon does, tolerance and all', () => {
    const anyAsk = fc.tuple(fc.nat(300_000), fc.constantFrom(-2, -1, 0, 1), fc.boolean(), anyZone());
    const law = fc.property(anyAsk, ([startToleranceInMilliseconds, by, atTheLine, zone]) => {
      const now = DateTime.fromMillis(MONDAY, { zone });
      const line = now.minus({ milliseconds: startToleranceInMilliseconds });
      const startDateTime = (atTheLine ? line : now).plus({ milliseconds: by });
      const check = checkRequest({ startDateTime }, { policy, now, startToleranceInMilliseconds });
      expect(check.ok).toBe(startDateTime >= line);
      expect(check.ok ? check.request.startDateTime : null).toBe(check.ok ? startDateTime.toMillis() : null);
    });
    always(law, 500);
  });
});
