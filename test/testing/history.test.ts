import * as fc from 'fast-check';
import { anyHistory, type History, type Moment } from 'temporary-access-pass/testing/arbitraries';
import { describe, expect, test } from 'vitest';
import { anyIntegerAround } from '../arbitraries.ts';
import { always } from '../laws/check.ts';
import { type Card, iso, knock, type Office, row, SAYINGS } from '../laws/naive.ts';
import { cardFor, complaints } from '../laws/naive-request.ts';

/** Lives through a history in the naive office of the laws and says where it differs. */
function differences({ policy, subject, moments }: History): string[] {
  const found: string[] = [];
  let card: Card | null = null;
  let before = { at: -Infinity, settings: policy, id: 0 };
  for (const [i, { at, happening, policy: after, pass, refused }] of moments.entries()) {
    const office: Office = { now: iso(at), settings: before.settings, person: subject, missesAllowed: 10, slack: 0 };
    let expected: string[] = [];
    if (happening.kind === 'request') {
      expected = complaints(happening.request as Record<string, unknown>, office).map((said) =>
        said.replace(/ .*/, ''),
      );
      if (expected.length === 0) card = cardFor(happening.request as Record<string, unknown>, office);
    } else if (happening.kind === 'attempt' && card !== null) {
      const { rule } = knock(card, office, happening.passcodeMatches);
      expected = rule === 'usable' ? [] : [SAYINGS[rule]?.[0] ?? rule];
    }
    const settings = happening.kind === 'policy' ? happening.policy : before.settings;
    if (refused.join() !== expected.join()) found.push(`${i}: refused ${refused.join()}, expected ${expected.join()}`);
    if (JSON.stringify(after) !== JSON.stringify(settings)) found.push(`${i}: another policy`);
    if (at < before.at) found.push(`${i}: time goes back`);
    const made = happening.kind === 'request' && refused.length === 0 ? 1 : 0;
    if (pass !== null && pass.id !== `pass-${before.id + made}`) found.push(`${i}: is ${pass.id}`);
    if (line(pass) !== cardLine(card)) found.push(`${i}: ${line(pass)}, expected ${cardLine(card)}`);
    before = { at, settings, id: before.id + made };
  }
  return found;
}

function line(pass: Moment['pass']): string {
  if (pass === null) return 'none';
  const { createdAt, startsAt, lifetimeInMinutes, isUsableOnce, redeemedAt, lastUsedAt, failedAttempts, version } =
    pass;
  return [
    iso(createdAt),
    iso(startsAt),
    lifetimeInMinutes,
    isUsableOnce,
    told(redeemedAt),
    told(lastUsedAt),
    failedAttempts,
    version,
  ].join();
}

function told(instant: number | null): string {
  return instant === null ? '' : iso(instant);
}

function cardLine(card: Card | null): string {
  if (card === null) return 'none';
  const { made, begins, minutes, once, spent, lastUse, misses, edition } = card;
  return [made, begins, minutes, once, spent, lastUse, misses, edition].join();
}

/** What can happen, as names: each kind with what came of it, and at which edge of the pass. */
function events({ moments, subject }: History): string[] {
  return moments.flatMap(({ at, happening, refused, pass, policy }, i) => {
    const old = moments[i - 1]?.pass;
    const edges = old ? [old.startsAt, old.startsAt + old.lifetimeInMinutes * 60_000] : [];
    const where = edges.flatMap((edge, which) =>
      [-1, 0, 1].filter((by) => at === edge + by).map((by) => `${which ? 'end' : 'start'} ${by}`),
    );
    const what =
      happening.kind === 'attempt'
        ? `attempt ${refused.join() || 'redeemed'}`
        : `${happening.kind} ${refused[0] ?? 'done'}`;
    const card = old ? cardOf(old) : null;
    const replaced =
      card && pass?.id !== old?.id
        ? [`replaces ${row(card, { now: iso(at), settings: policy, person: subject, missesAllowed: 10, slack: 0 })}`]
        : [];
    return [what, ...where, ...replaced];
  });
}

function cardOf(pass: NonNullable<Moment['pass']>): Card {
  const spent = pass.redeemedAt === null ? '' : iso(pass.redeemedAt);
  return {
    made: '',
    begins: iso(pass.startsAt),
    minutes: pass.lifetimeInMinutes,
    once: pass.isUsableOnce,
    spent,
    lastUse: '',
    misses: pass.failedAttempts,
    edition: 1,
  };
}

describe('anyHistory', () => {
  test('always goes as the naive reading of the rules says, moment by moment', () => {
    const law = fc.property(
      anyIntegerAround(1, 30).chain((maxLength) => anyHistory({ maxLength })),
      (history) => {
        expect(differences(history)).toEqual([]);
      },
    );
    always(law, 500);
  });

  test('always does so after shrinking as well', () => {
    const seen: History[] = [];
    for (let seed = 1; seed <= 10; seed++) {
      const fails = (history: History): boolean => {
        seen.push(history);
        return history.moments.length < 3;
      };
      fc.check(fc.property(anyHistory(), fails), { seed });
    }
    expect(seen.length).toBeGreaterThan(50);
    expect(seen.flatMap(differences)).toEqual([]);
  });

  test('is never longer than asked, and often as long as that', () => {
    const lengths = fc
      .sample(anyHistory({ maxLength: 5 }), { seed: 1, numRuns: 500 })
      .map(({ moments }) => moments.length);
    expect(Math.max(...lengths)).toBe(5);
    expect(lengths.filter((length) => length >= 3).length).toBeGreaterThan(200);
  });

  test('reaches everything that can happen, each in at least one of 200 histories', () => {
    const seen = new Map<string, number>();
    for (const history of fc.sample(anyHistory({ maxLength: 30 }), { seed: 1, numRuns: 1000 })) {
      for (const event of new Set(events(history))) seen.set(event, (seen.get(event) ?? 0) + 1);
    }
    const reasons = ['redeemed', 'wrongPasscode', 'OneTimeUsed', 'Expired', 'DisabledByPolicy', 'NotYetValid'];
    const codes = [
      'done',
      'policyBlocksMethod',
      'externalGuest',
      'lifetimeOutOfRange',
      'multipleUseNotAllowed',
      'startInThePast',
    ];
    const edges = ['start', 'end'].flatMap((edge) => [-1, 0, 1].map((by) => `${edge} ${by}`));
    const replaced = ['usable', 'expired', 'oneTimeUsed', 'notYetValid'].map((rule) => `replaces ${rule}`);
    const wanted = [
      ...reasons.map((one) => `attempt ${one}`),
      ...codes.map((one) => `request ${one}`),
      ...edges,
      ...replaced,
      'policy done',
    ];
    expect(wanted.filter((event) => (seen.get(event) ?? 0) < 5)).toEqual([]);
  });
});
