import type { Issued, Pass, Redemption, RequestViolation } from 'temporary-access-pass';
import { expect } from 'vitest';
import { type Card, chapters, covered, knock, type Office, over, row, SAYINGS } from './naive.ts';
import { COMPUTED } from './naive-request.ts';
import { iso, type Service } from './service.ts';

/** The naive office, with the passcodes that the person remembers, and what happened, by name and number of times. */
export interface World extends Office {
  card: Card | null;
  secret: string;
  former: string;
  readonly diary: Map<string, number>;
}

export function note({ diary }: World, what: string): void {
  diary.set(what, (diary.get(what) ?? 0) + 1);
}

/** The two offices agree about everything: the record, the policy, and each answer, now and at the edges of the pass. */
export function expectAgreement(world: World, service: Service): void {
  const { card, now, settings } = world;
  const pass = service.load();
  expect(pass && cardOf(pass)).toEqual(card);
  expect(service.policy()).toEqual(settings);
  expect(service.covers()).toBe(covered(world));
  if (card === null) return;
  note(world, row(card, world));
  const edges = [card.begins, over(card)].flatMap((edge) => [-1, 0, 1].map((by) => iso(Date.parse(edge) + by)));
  const told = chapters(card, world);
  for (const at of [now, ...edges]) {
    const next = told.find(([from]) => from > at);
    expect(service.line(at)).toBe(
      `${lineOf(row(card, world, at), at)} ${next ? `until ${next.join(' ')}` : 'for ever'}`,
    );
  }
  const ends = told.map(([from, rule], i) => `[${from} ${rule} ${told[i + 1]?.[0] ?? ''})`);
  expect(service.story(now)).toBe(ends.join(' '));
}

function lineOf(rule: string, at: string): string {
  const [reason, remedy] = SAYINGS[rule] ?? [];
  return `${at} ${reason === 'EnabledByPolicy'} ${reason} ${remedy} ${rule}=${rule}=${rule}=${rule}`;
}

function cardOf({ id, ...pass }: Pass): Card {
  const { createdAt, startsAt, lifetimeInMinutes, isUsableOnce, redeemedAt, lastUsedAt, ...rest } = pass;
  const { failedAttempts, version, ...strange } = rest;
  expect([id.length, strange]).toEqual([36, {}]);
  return {
    made: iso(createdAt),
    begins: iso(startsAt),
    minutes: lifetimeInMinutes,
    once: isUsableOnce,
    spent: iso(redeemedAt),
    lastUse: iso(lastUsedAt),
    misses: failedAttempts,
    edition: version,
  };
}

export function expectIssued(issued: Extract<Issued, { ok: true }>, request: object, world: World): void {
  const { pass, passcode, replaced, ignored } = issued;
  expect(passcode.length).toBe(world.settings.defaultLength);
  expect(ignored.toSorted()).toEqual(COMPUTED.filter((name) => name in request).toSorted());
  expect(replaced && cardOf(replaced.pass)).toEqual(world.card);
  expect(replaced?.usability.rule).toBe(world.card ? row(world.card, world) : undefined);
  // A late write meant for the old pass must find neither its id nor its version.
  expect(replaced?.pass.id).not.toBe(pass.id);
  expect([world.secret, world.former]).not.toContain(passcode.reveal());
}

export function expectReplies(world: World, redemptions: readonly Redemption[], isRight: boolean): void {
  for (const redemption of redemptions) {
    const { card } = world;
    if (card === null) throw new Error('there is a pass whenever somebody knocks');
    const { rule, until, registerUntil } = knock(card, world, isRight);
    const [reason, , error] = SAYINGS[rule] ?? ['wrongPasscode', '', 130503];
    const strength = card.once ? 'temporaryAccessPassOneTime' : 'temporaryAccessPassMultiUse';
    const granted = `redeemed null until ${until} register until ${registerUntil} ${strength}`;
    expect(reply(redemption)).toBe(`${world.now} ${until ? granted : `refused ${reason} ${rule} ${error}`}`);
    note(world, `reply ${rule}`);
  }
}

function reply(redemption: Redemption): string {
  const { at, kind, reason, passId, ...strange } = redemption.event;
  expect([passId, strange]).toEqual([redemption.pass.id, {}]);
  const event = `${iso(at)} ${kind} ${reason}`;
  if (!redemption.ok) {
    expect(redemption.refusal.reason).toBe(reason);
    return `${event} ${redemption.refusal.rule} ${redemption.refusal.signInError}`;
  }
  const { endsAt, registrationDeadline, strength } = redemption.grant;
  return `${event} until ${iso(endsAt)} register until ${iso(registrationDeadline)} ${strength}`;
}

/** A violation, as the naive office says it. */
export function complaint(violation: RequestViolation): string {
  const { code, path } = violation;
  if (code === 'lifetimeOutOfRange') {
    return `${code} ${violation.received} in ${violation.minimum}..${violation.maximum}`;
  }
  if (code === 'startInThePast') return `${code} ${iso(violation.received)} before ${iso(violation.minimum)}`;
  return code === 'wrongType' || code === 'unknownProperty' ? `${code} ${path.join()}` : code;
}

/** Complaints about types and names have no place in the order of the rules: after them, by name. */
export function typesLast(a: string, b: string): number {
  const [aIsType, bIsType] = [a, b].map((line) => /^(wrongType|unknownProperty) /.test(line));
  if (aIsType !== bIsType) return aIsType ? 1 : -1;
  return aIsType ? Number(a > b) - Number(a < b) : 0;
}
