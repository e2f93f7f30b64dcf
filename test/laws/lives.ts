import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { alphabets, type Policy, type Subject } from 'temporary-access-pass';
import { anyIntegerAround, anyPolicy, anySubject, scripted } from '../arbitraries.ts';
import type { World } from './agreement.ts';
import { ask, move, patch, race, reset, type Step, type, type Wait, wait } from './life.ts';
import { anyAsk } from './drafts.ts';
import { FACTORY } from './naive.ts';
import { iso, Service } from './service.ts';

const BIRTH = Date.UTC(2024, 1, 28, 23, 59, 59, 999);

/** How a life begins. */
export interface Birth {
  readonly policy: Policy;
  readonly subject: Subject;
  readonly limit: number | undefined;
  readonly slack: number;
  readonly alphabet: string;
  readonly chance: readonly number[];
}

/** Policies under which something happens most of the time. Passcodes are so long that no text contains one by accident. */
function anyHousePolicy(): Arbitrary<Policy> {
  const usual = {
    isUsableOnce: fc.boolean(),
    maximumLifetimeInMinutes: fc.constantFrom(60, 61, 480),
    includeTargets: fc.constantFrom(
      FACTORY.includeTargets,
      FACTORY.includeTargets,
      [{ targetType: 'group', id: 'staff', isRegistrationRequired: true }],
      [{ targetType: 'user', id: 'adele', isRegistrationRequired: false }],
    ),
  };
  const open = fc
    .record(usual)
    .map((some): Policy => ({ ...FACTORY, ...some, state: 'enabled', minimumLifetimeInMinutes: 10 }));
  const policy = fc.oneof({ weight: 3, arbitrary: open }, { weight: 1, arbitrary: anyPolicy() });
  return fc.tuple(policy, anyIntegerAround(16, 48)).map(([fields, defaultLength]) => ({ ...fields, defaultLength }));
}

export function anyBirth(): Arbitrary<Birth> {
  return fc.record({
    policy: anyHousePolicy(),
    subject: anySubject(),
    limit: fc.constantFrom(undefined, 1, 2, 3),
    slack: fc.constantFrom(0, 1, 300_000),
    alphabet: fc.constantFrom(alphabets.readable, alphabets.graphLike),
    chance: fc.array(fc.nat(255), { maxLength: 4 }),
  });
}

/** A naive office and a real one that know the same. Lives change both, so that each life needs its own. */
export function begin(
  { policy, subject, limit, slack, alphabet, chance }: Birth,
  diary: World['diary'],
): { model: World; real: Service } {
  const house = {
    failedAttemptLimit: limit,
    startToleranceInMilliseconds: slack,
    alphabet,
    random: scripted(chance),
  };
  const settings = policy;
  const remembered = { card: null, secret: '', former: '', diary };
  const model = { now: iso(BIRTH), settings, person: subject, missesAllowed: limit ?? 10, slack, ...remembered };
  return { model, real: new Service(house, policy, subject) };
}

const to: Arbitrary<Wait[0]> = fc.constantFrom<Wait[0][]>('start', 'end', 'deadline', 0, 10, 60, 60 * 24 * 30);

const change: Arbitrary<Readonly<Record<string, unknown>>> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom({ state: 'enabled' }, { isUsableOnce: false }, {}) },
  { weight: 3, arbitrary: fc.constantFrom({ state: 'disabled' }, { isUsableOnce: true }, { isUsableOnce: true }) },
  anyPolicy().map(({ includeTargets, excludeTargets }) => ({ includeTargets, excludeTargets })),
  fc.record(
    {
      minimumLifetimeInMinutes: fc.constantFrom(9, 10, 60, 61),
      defaultLifetimeInMinutes: fc.constantFrom(10, 60, 61, 480),
      maximumLifetimeInMinutes: fc.constantFrom(60, 480, 43_200, 43_201),
      defaultLength: fc.constantFrom(7, 16, 48, 49, '16'),
    },
    { requiredKeys: [] },
  ),
  // A person is no group, whatever the group is called, and a group no person.
  fc.constantFrom(
    { includeTargets: [{ targetType: 'group', id: 'adele', isRegistrationRequired: false }] },
    {
      excludeTargets: [
        { targetType: 'user', id: 'staff' },
        { targetType: 'group', id: 'bert' },
      ],
    },
  ),
  fc.constantFrom(
    { state: 'on' },
    { isUsableOnce: 1 },
    { maximumLifetimeInMinutes: 0 },
    { defaultLifetimeInMinutes: -60 },
  ),
);

/** Everything that can happen, in any order. */
export function anySteps(maxCommands: number): Arbitrary<Iterable<Step>> {
  const happens: Arbitrary<Step>[] = [
    anyAsk(),
    fc.constant(ask('a pass', () => ({}))),
    fc.boolean().map((isUsableOnce) => ask(`a pass with ${isUsableOnce}`, () => ({ isUsableOnce }))),
    fc.constant(patch({ state: 'enabled', includeTargets: FACTORY.includeTargets, excludeTargets: [] })),
    fc.tuple(to, fc.constantFrom(-1, 0, 1)).map((one) => wait(...one)),
    fc.tuple(fc.constantFrom('start', 'end'), fc.constantFrom(-1, 0, 1)).map((one) => wait(...one)),
    fc.constant(type('right', 1)),
    fc
      .tuple(fc.constantFrom('former', 'wrong', 'sloppy', 'short', 'loud'), fc.constantFrom(1, 2, 9, 10))
      .map((one) => type(...one)),
    fc.integer({ min: 2, max: 4 }).map(race),
    change.map(patch),
    change.map(patch),
    fc.oneof({ weight: 3, arbitrary: change.map(patch) }, { weight: 1, arbitrary: fc.constant(reset()) }),
    anySubject().map(move),
  ];
  return fc.commands(happens, { maxCommands, size: 'max' });
}
