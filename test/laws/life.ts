import type * as fc from 'fast-check';
import type { Subject } from 'temporary-access-pass';
import { expect } from 'vitest';
import { complaint, expectAgreement, expectIssued, expectReplies, note, typesLast, type World } from './agreement.ts';
import { FACTORY, later, over, patched, row } from './naive.ts';
import { cardFor, complaints } from './naive-request.ts';
import { iso, type Service } from './service.ts';

/** One thing that happens to both. */
export type Step = fc.Command<World, Service>;

/** Which instant time goes to: an edge of the pass, ten minutes before its end, or some minutes from now; and milliseconds beside it. */
export type Wait = readonly [to: 'start' | 'end' | 'deadline' | number, beside: number];

/** What somebody types. */
export type Typed = 'right' | 'former' | 'wrong' | 'sloppy' | 'short' | 'loud';

export function ask(told: string, make: (world: World) => Readonly<Record<string, unknown>>): Step {
  return step(`ask for ${told}`, (world, service) => {
    const request = make(world);
    const expected = complaints(request, world);
    const issued = service.issue(request, world.now);
    expect(issued.ok ? [] : issued.violations.map(complaint).toSorted(typesLast)).toEqual(expected);
    for (const line of expected) note(world, line.replace(/ .*/, ''));
    if (!issued.ok) return;
    expectIssued(issued, request, world);
    note(world, world.card === null ? 'first' : `replaced ${row(world.card, world)}`);
    world.card = cardFor(request, world);
    world.former = world.secret;
    world.secret = issued.passcode.reveal();
  });
}

export function wait(...[to, beside]: Wait): Step {
  return step(`wait ${to} ${beside}`, (world) => {
    const { now, card } = world;
    const edges = {
      start: card?.begins ?? now,
      end: card ? over(card) : now,
      deadline: card ? later(over(card), -10) : now,
    };
    const edge = Date.parse(typeof to === 'number' ? later(now, to) : edges[to]) + beside;
    world.now = [now, iso(edge)].toSorted().at(-1) ?? now;
  });
}

export function type(typed: Typed, times: number): Step {
  const run = (world: World, service: Service): void => {
    for (let i = 0; i < times; i++) {
      const text = spell(typed, world);
      expectReplies(world, [service.redeem(text, world.now)], text === world.secret);
    }
  };
  return step(`type ${typed} ${times} times`, run, ({ card }) => card !== null);
}

export function race(servers: number): Step {
  const run = (world: World, service: Service): void =>
    expectReplies(world, service.redeemAtOnce(servers, world.secret, world.now), true);
  return step(`redeem at ${servers} servers`, run, ({ card }) => card !== null);
}

export function patch(changes: Readonly<Record<string, unknown>>): Step {
  return step(`patch ${JSON.stringify(changes)}`, (world, service) => {
    const next = patched(world.settings, changes);
    expect(service.changePolicy(changes)).toBe(next !== undefined);
    note(world, next ? 'patched' : 'refused');
    world.settings = next ?? world.settings;
  });
}

export function reset(): Step {
  return step('delete the policy', (world, service) => {
    world.settings = FACTORY;
    service.resetPolicy();
  });
}

export function move(person: Subject): Step {
  return step(`move to ${JSON.stringify(person)}`, (world, service) => {
    world.person = person;
    service.changeSubject(person);
  });
}

function step(
  told: string,
  run: (world: World, service: Service) => void,
  check: (world: Readonly<World>) => boolean = () => true,
): Step {
  const both = (world: World, service: Service): void => {
    run(world, service);
    expectAgreement(world, service);
  };
  return { check, run: both, toString: () => told };
}

function spell(typed: Typed, { secret, former }: World): string {
  const texts = {
    right: secret,
    former,
    wrong: `${secret.slice(1)}x`,
    sloppy: ` ${secret}`,
    short: secret.slice(0, -1),
    loud: secret.toUpperCase(),
  };
  return texts[typed];
}
