import { type InstantLike, toInstant } from '../index.ts';

/** A clock that stands still until it is told to move: call it to read it. */
export interface ManualClock {
  /** The instant it shows, in epoch milliseconds. */
  (): number;
  /** Puts it forward by so many milliseconds, a whole number from 0. Returns what it shows then. */
  advance(milliseconds: number): number;
  /** Sets it to an instant, earlier or later. Returns what it shows then. */
  set(instant: InstantLike): number;
}

/**
 * A clock for tests, to give to `bind` or to an emulator. Grade: chosen.
 *
 * @example
 * ```ts
 * import { bind, definePolicy, secureRandom } from 'temporary-access-pass';
 * import { manualClock } from 'temporary-access-pass/testing';
 *
 * const clock = manualClock(Date.UTC(2026, 10, 23, 9));
 * const rules = bind({ policy: definePolicy({ state: 'enabled' }), clock, random: secureRandom });
 * const issued = rules.issue({ lifetimeInMinutes: 60 });
 * clock.advance(3_600_000) === Date.UTC(2026, 10, 23, 10); // => true
 * issued.ok && rules.usability(issued.pass).methodUsabilityReason; // => 'Expired'
 * ```
 * @throws TypeError or RangeError where an instant is none, or the milliseconds are no whole number from 0
 */
export function manualClock(start: InstantLike): ManualClock {
  let shown = toInstant(start, 'start');
  return Object.assign(() => shown, {
    advance(milliseconds: number): number {
      if (!Number.isSafeInteger(milliseconds) || milliseconds < 0) {
        throw new RangeError(`\`milliseconds\` expected integer from 0, got ${describe(milliseconds)}`);
      }
      shown = toInstant(shown + milliseconds, 'milliseconds');
      return shown;
    },
    set(instant: InstantLike): number {
      shown = toInstant(instant, 'instant');
      return shown;
    },
  });
}

/** A number as it is, anything else by its type. */
function describe(value: unknown): string {
  return typeof value === 'number' ? String(value) : typeof value;
}
