import { definePolicy, nextTransition, timeline, usability } from 'temporary-access-pass';
import {
  describeUsability,
  formConstraints,
  localTimeOf,
  startFromLocalTime,
  timelineSvg,
} from 'temporary-access-pass/ui';
import { afterEach, describe, expect, test } from 'vitest';
import { MONDAY, passWith } from '../arbitraries.ts';
import { ZONES } from '../laws/zones.ts';

const { TZ } = process.env;

afterEach(() => {
  if (TZ === undefined) delete process.env['TZ'];
  else process.env['TZ'] = TZ;
});

/** Everything a page shows of a pass, and what it makes of wishes, two of them in doubt. */
function page(): unknown {
  const policy = definePolicy({ state: 'enabled' });
  const context = { policy, now: MONDAY - 1 };
  const audience = { now: context.now, zone: 'Europe/Zurich' };
  const next = nextTransition(passWith(), context);
  return [
    describeUsability(usability(passWith(), context), { ...audience, next }),
    timelineSvg(timeline(passWith(), context), audience),
    formConstraints(policy, { now: context.now }),
    localTimeOf(MONDAY, { zone: 'America/St_Johns' }),
    ...['2026-03-29', '2026-10-25', '2026-11-24'].map((date) =>
      startFromLocalTime({ date, time: '02:30', zone: 'Europe/Zurich' }),
    ),
  ];
}

describe('the zone of the machine', () => {
  test('never matters: tomorrow at 08:00 in Zurich is that', () => {
    const pages = ZONES.map((zone) => {
      process.env['TZ'] = zone;
      return page();
    });
    for (const shown of pages) expect(shown).toEqual(pages[0]);
    const clocks = ZONES.map((zone) => {
      process.env['TZ'] = zone;
      return new Date(MONDAY).getHours();
    });
    expect(new Set(clocks).size).toBeGreaterThan(5);
  });
});
