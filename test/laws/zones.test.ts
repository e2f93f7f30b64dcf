import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  checkRequest,
  explain,
  type InstantLike,
  issue,
  nextTransition,
  redeem,
  timeline,
  usability,
  type UsabilityContext,
} from 'temporary-access-pass';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { anyMoment, anyPolicy, anyRequest, anySubject, MONDAY, scripted } from '../arbitraries.ts';
import { shiftedDate } from '../elsewhere/clock.ts';
import { always } from './check.ts';
import { anyZone, isOnEveryClock, ZONES } from './zones.ts';

const { TZ } = process.env;

afterEach(() => {
  vi.unstubAllGlobals();
  if (TZ === undefined) delete process.env['TZ'];
  else process.env['TZ'] = TZ;
});

const anyQuestion = fc.tuple(
  anyMoment().filter(({ now }) => isOnEveryClock(now)),
  anyPolicy(),
  anySubject(),
  anyRequest(),
);

type Question = typeof anyQuestion extends fc.Arbitrary<infer Value> ? Value : never;

/** Everything the package says about a question, as one text. */
function answers([{ pass, now }, policy, subject, request]: Question, at: InstantLike = now): string {
  const context: UsabilityContext = { policy, subject, now: at };
  return inspect(
    [
      usability(pass, context),
      explain(pass, context),
      nextTransition(pass, context),
      timeline(pass, context),
      redeem(pass, { passcodeMatches: true }, context),
      checkRequest(request, { ...context, now: MONDAY }),
      issue(request, { ...context, random: scripted([]), current: pass }),
    ],
    { depth: Infinity },
  );
}

describe('a zone', () => {
  test('never matters: an instant is the same on every clock', () => {
    const law = fc.property(anyQuestion, anyZone(), (question, zone) => {
      const at = DateTime.fromMillis(question[0].now, { zone });
      expect(answers(question, at)).toBe(answers(question));
      expect(answers(question, at.toJSDate())).toBe(answers(question));
    });
    always(law, 300);
  });

  test('never matters where it is the one of the machine', () => {
    const law = fc.property(anyQuestion, (question) => {
      const heard = ZONES.map((zone) => {
        process.env['TZ'] = zone;
        return answers(question);
      });
      expect(new Set(heard).size).toBe(1);
    });
    always(law, 50);
  });

  test('of the machine can be changed, or the law above would be about nothing', () => {
    const hours = ZONES.map((zone) => {
      process.env['TZ'] = zone;
      return new Date(MONDAY).toString();
    });
    expect(new Set(hours).size).toBeGreaterThan(5);
  });
});

describe('the clock of the machine', () => {
  test('never matters: in 1970, in 2038, in 9999 and while clocks change', () => {
    const law = fc.property(anyQuestion, (question) => {
      const here = answers(question);
      for (const instant of ['1970-01-01', '2038-01-19T03:14:07Z', '9999-12-31T23:59Z', '2026-03-29T00:59:59.999Z']) {
        vi.stubGlobal('Date', shiftedDate(Date.parse(instant) - Date.now()));
        expect(answers(question)).toBe(here);
        vi.unstubAllGlobals();
      }
    });
    always(law, 50);
  });
});
