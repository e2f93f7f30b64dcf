import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { endOf, type Pass, policyBounds } from '../../index.ts';
import { FIRST, LAST, MINUTE, MONDAY } from './calendar.ts';
import { anyIntegerAround } from './policy.ts';

/**
 * Records as a store may hold them: fresh, used, failed at and locked, created a little after their start, at both ends of the calendar.
 * A multi-use pass has no `redeemedAt`. Whether one is pending, usable or expired is a matter of the instant: see `anyInstantAround`.
 * Grade: chosen.
 */
export function anyPass(): Arbitrary<Pass> {
  return anyIntegerAround(1, policyBounds.maximumLifetimeInMinutes.maximum, [10, 60, 480]).chain(
    (lifetimeInMinutes) => {
      const lifetime = lifetimeInMinutes * MINUTE;
      return fc
        .record({
          id: fc.uuid(),
          startsAt: anyIntegerAround(FIRST, LAST - lifetime, [0, MONDAY, -lifetime]),
          createdLater: anyIntegerAround(-86_400_000, 300_000, [0]),
          isUsableOnce: fc.boolean(),
          usedAfter: fc.option(anyIntegerAround(0, lifetime - 1)),
          failedAttempts: anyIntegerAround(0, 101, [9, 10, 100]),
          version: anyIntegerAround(1, 1000),
        })
        .map(({ createdLater, usedAfter, ...rest }) => {
          const lastUsedAt = usedAfter === null ? null : rest.startsAt + usedAfter;
          return {
            ...rest,
            lifetimeInMinutes,
            createdAt: rest.startsAt + createdLater,
            redeemedAt: rest.isUsableOnce ? lastUsedAt : null,
            lastUsedAt,
          };
        });
    },
  );
}

/**
 * Instants in epoch milliseconds on, just before and just after the start and the end of a pass (six in ten), in between, around the
 * last ten minutes, and far away. Grade: chosen.
 *
 * @example
 * ```ts
 * import { check, constant, property, record } from 'fast-check';
 * import { definePolicy, usability } from 'temporary-access-pass';
 * import { anyInstantAround, anyPass } from 'temporary-access-pass/testing/arbitraries';
 *
 * const policy = definePolicy({ state: 'disabled' });
 * const anyMoment = anyPass().chain((pass) => record({ pass: constant(pass), now: anyInstantAround(pass) }));
 * check(property(anyMoment, ({ pass, now }) => !usability(pass, { policy, now }).isUsable)).failed; // => false
 * ```
 * @throws TypeError or RangeError as `endOf` does
 */
export function anyInstantAround(pass: Pick<Pass, 'startsAt' | 'lifetimeInMinutes'>): Arbitrary<number> {
  const { startsAt } = pass;
  const end = endOf(pass);
  const edges = [startsAt - 1, startsAt, startsAt + 1, end - 1, end, end + 1];
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...edges) },
    { weight: 2, arbitrary: fc.integer({ min: startsAt, max: end - 1 }) },
    // Ten minutes before the end a grant stops to be ten minutes long.
    { weight: 1, arbitrary: fc.constantFrom(end - 600_001, end - 600_000, end - 599_999) },
    { weight: 1, arbitrary: fc.constantFrom(-8.64e15, FIRST - 1, FIRST, -1, 0, 1, MONDAY, LAST, LAST + 1, 8.64e15) },
  );
}
