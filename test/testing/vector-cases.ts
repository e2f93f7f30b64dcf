import { definePolicy, type Pass, type Policy, type Subject } from 'temporary-access-pass';
import { passWith } from '../arbitraries.ts';

export const NOW = Date.UTC(2026, 10, 23, 9);

export const MINUTE = 60_000;

const HOUR = 60 * MINUTE;

const LAST = Date.parse('9999-12-31T23:59:59.999Z');

const FIRST = Date.parse('0001-01-01T00:00:00.000Z');

const user = (id: string) => ({ targetType: 'user' as const, id });

const group = (id: string) => ({ targetType: 'group' as const, id });

const everybody = group('all_users');

/** The policies that vectors name. */
export const POLICIES: Readonly<Record<string, Policy>> = {
  defaults: definePolicy({}),
  enabled: definePolicy({ state: 'enabled' }),
  oneTime: definePolicy({ state: 'enabled', isUsableOnce: true }),
  narrow: definePolicy({
    state: 'enabled',
    minimumLifetimeInMinutes: 30,
    defaultLifetimeInMinutes: 30,
    maximumLifetimeInMinutes: 30,
  }),
  wide: definePolicy({
    state: 'enabled',
    minimumLifetimeInMinutes: 10,
    defaultLifetimeInMinutes: 120,
    maximumLifetimeInMinutes: 43_200,
  }),
  pilots: definePolicy({ state: 'enabled', includeTargets: [group('pilots'), user('adele')] }),
  nobody: definePolicy({ state: 'enabled', includeTargets: [] }),
  excluding: definePolicy({ state: 'enabled', excludeTargets: [user('adele'), group('barred')] }),
  closed: definePolicy({ state: 'enabled', excludeTargets: [everybody] }),
  disabledPilots: definePolicy({ includeTargets: [group('pilots')], isUsableOnce: true }),
};

export const PEOPLE: Readonly<Record<string, Subject>> = {
  adele: { id: 'adele', groupIds: [] },
  pilot: { id: 'bert', groupIds: ['staff', 'pilots'] },
  barred: { id: 'cora', groupIds: ['barred'] },
  stranger: { id: 'nobody', groupIds: [] },
  guest: { id: 'guest', groupIds: [], isExternalGuest: true },
};

export const start = NOW + HOUR;

/** Instants around a pass that starts at `start`, by name. */
export const instants = (minutes: number): readonly (readonly [string, number])[] => [
  ['long before', start - 30 * 24 * HOUR],
  ['a millisecond before the start', start - 1],
  ['at the start', start],
  ['a millisecond before the end', start + minutes * MINUTE - 1],
  ['at the end', start + minutes * MINUTE],
  ['long after', start + 400 * 24 * HOUR],
];

export const PASSES: Readonly<Record<string, Pass>> = {
  'multi-use': passWith({ createdAt: NOW, startsAt: start }),
  'one-time': passWith({ createdAt: NOW, startsAt: start, isUsableOnce: true }),
  used: passWith({
    createdAt: NOW,
    startsAt: start,
    isUsableOnce: true,
    redeemedAt: start,
    lastUsedAt: start,
    version: 2,
  }),
  'used often': passWith({ createdAt: NOW, startsAt: start, lastUsedAt: start + MINUTE, version: 9 }),
  'one attempt left': passWith({ createdAt: NOW, startsAt: start, failedAttempts: 9, version: 10 }),
  locked: passWith({ createdAt: NOW, startsAt: start, failedAttempts: 10, version: 11 }),
  shortest: passWith({ createdAt: NOW, startsAt: start, lifetimeInMinutes: 10 }),
  longest: passWith({ createdAt: NOW, startsAt: start, lifetimeInMinutes: 43_200 }),
};

const TOLERANCE = 'startToleranceInMilliseconds';

/** Name, request, and what is other than usual. */
export const REQUESTS: readonly (readonly [
  string,
  unknown,
  { policy?: string; subject?: string; now?: number; [TOLERANCE]?: number }?,
])[] = [
  ['nothing', {}],
  ['nothing, one-time forced', {}, { policy: 'oneTime' }],
  ['nothing, another default', {}, { policy: 'wide' }],
  ['nulls', { startDateTime: null, lifetimeInMinutes: null, isUsableOnce: null }],
  ['the minimum', { lifetimeInMinutes: 60 }],
  ['a minute under the minimum', { lifetimeInMinutes: 59 }],
  ['the maximum', { lifetimeInMinutes: 480 }],
  ['a minute over the maximum', { lifetimeInMinutes: 481 }],
  ['the only lifetime', { lifetimeInMinutes: 30 }, { policy: 'narrow' }],
  ['a minute under the only lifetime', { lifetimeInMinutes: 29 }, { policy: 'narrow' }],
  ['a minute over the only lifetime', { lifetimeInMinutes: 31 }, { policy: 'narrow' }],
  ['the shortest of all', { lifetimeInMinutes: 10 }, { policy: 'wide' }],
  ['shorter than any', { lifetimeInMinutes: 9 }, { policy: 'wide' }],
  ['the longest of all', { lifetimeInMinutes: 43_200 }, { policy: 'wide' }],
  ['longer than any', { lifetimeInMinutes: 43_201 }, { policy: 'wide' }],
  ['zero', { lifetimeInMinutes: 0 }],
  ['a negative lifetime', { lifetimeInMinutes: -60 }],
  ['more than 32 bits', { lifetimeInMinutes: 4_294_967_356 }],
  ['one-time', { isUsableOnce: true }],
  ['multi-use', { isUsableOnce: false }],
  ['one-time where it is forced', { isUsableOnce: true }, { policy: 'oneTime' }],
  ['multi-use where one-time is forced', { isUsableOnce: false }, { policy: 'oneTime' }],
  ['a start at the instant', { startDateTime: NOW }],
  ['a start a millisecond ago', { startDateTime: NOW - 1 }],
  ['a start in a millisecond', { startDateTime: NOW + 1 }],
  ['a start within the tolerance', { startDateTime: NOW - 5000 }, { [TOLERANCE]: 5000 }],
  ['a start a millisecond before the tolerance', { startDateTime: NOW - 5001 }, { [TOLERANCE]: 5000 }],
  ['a start at the epoch', { startDateTime: 0 }, { now: 0 }],
  ['a start before the epoch', { startDateTime: -1 }, { now: -HOUR }],
  ['an end in the last millisecond', { startDateTime: LAST - HOUR, lifetimeInMinutes: 60 }],
  ['an end after the last millisecond', { startDateTime: LAST - HOUR + 1, lifetimeInMinutes: 60 }],
  ['a start before the first millisecond', { startDateTime: FIRST - 1 }],
  ['a start at the first millisecond', { startDateTime: FIRST }, { now: FIRST }],
  ['disabled', {}, { policy: 'defaults' }],
  [
    'everything wrong',
    { startDateTime: NOW - 1, lifetimeInMinutes: 5, isUsableOnce: false },
    { policy: 'oneTime', subject: 'guest' },
  ],
  [
    'everything wrong, disabled',
    { startDateTime: NOW - 1, lifetimeInMinutes: 5, isUsableOnce: false },
    { policy: 'disabledPilots', subject: 'guest' },
  ],
  ['an external guest', {}, { subject: 'guest' }],
  ['by id', {}, { policy: 'pilots', subject: 'adele' }],
  ['by group', {}, { policy: 'pilots', subject: 'pilot' }],
  ['not included', {}, { policy: 'pilots', subject: 'stranger' }],
  ['excluded by id', {}, { policy: 'excluding', subject: 'adele' }],
  ['excluded by group', {}, { policy: 'excluding', subject: 'barred' }],
  ['not excluded', {}, { policy: 'excluding', subject: 'stranger' }],
  ['text for a number', { lifetimeInMinutes: '60' }],
  ['a fraction', { lifetimeInMinutes: 60.5 }],
  ['true for a number', { lifetimeInMinutes: true }],
  ['a list for a number', { lifetimeInMinutes: [60] }],
  ['text for a boolean', { isUsableOnce: 'false' }],
  ['1 for a boolean', { isUsableOnce: 1 }],
  ['0 for a boolean', { isUsableOnce: 0 }],
  ['text for an instant', { startDateTime: '2026-11-23T09:00:00Z' }],
  ['an unknown property', { lifetime: 60 }],
  ['a misspelt property', { LifetimeInMinutes: 60 }],
  [
    'a property of the service',
    { isUsable: true, id: 'mine', temporaryAccessPass: 'x', createdDateTime: 'x', methodUsabilityReason: 'x' },
  ],
  ['a wrong type and a broken rule', { lifetimeInMinutes: '60', startDateTime: NOW - 1 }],
  ['a list', []],
  ['a text', '{}'],
  ['a null', null],
];

export const CANDIDATES: readonly (readonly [string, unknown])[] = [
  ['nothing', {}],
  ['enabled', { state: 'enabled' }],
  ...['minimumLifetimeInMinutes', 'maximumLifetimeInMinutes'].flatMap((name) =>
    [9, 10, 43_200, 43_201, 0, -1, 60.5, '60', null].map(
      (value) =>
        [
          `${name} ${JSON.stringify(value)}`,
          {
            defaultLifetimeInMinutes: name.startsWith('max') ? 10 : 43_200,
            minimumLifetimeInMinutes: 10,
            maximumLifetimeInMinutes: 43_200,
            [name]: value,
          },
        ] as const,
    ),
  ),
  ...[7, 8, 48, 49, 0, '8', 8.5].map(
    (value) => [`defaultLength ${JSON.stringify(value)}`, { defaultLength: value }] as const,
  ),
  ...[59, 60, 480, 481].map(
    (value) => [`defaultLifetimeInMinutes ${value}`, { defaultLifetimeInMinutes: value }] as const,
  ),
  ['minimum is maximum', { minimumLifetimeInMinutes: 90, defaultLifetimeInMinutes: 90, maximumLifetimeInMinutes: 90 }],
  ['minimum above maximum', { minimumLifetimeInMinutes: 481 }],
  ['maximum below default', { maximumLifetimeInMinutes: 59, minimumLifetimeInMinutes: 10 }],
  ['another state', { state: 'on' }],
  ['a state in capitals', { state: 'Enabled' }],
  ['1 for one-time', { isUsableOnce: 1 }],
  ['text for one-time', { isUsableOnce: 'true' }],
  ['another id', { id: 'Fido2' }],
  ['an unknown field', { lifetime: 60 }],
  ['no targets', { includeTargets: [] }],
  ['a target', { includeTargets: [group('pilots')], excludeTargets: [user('adele')] }],
  ['a target of another type', { includeTargets: [{ targetType: 'role', id: 'x' }] }],
  ['a target without id', { excludeTargets: [{ targetType: 'user' }] }],
  ['a target with an empty id', { excludeTargets: [user('')] }],
  ['a target with another flag', { excludeTargets: [{ ...user('x'), isRegistrationRequired: true }] }],
  ['targets that are no list', { includeTargets: {} }],
  ['several mistakes', { state: 'on', defaultLength: 7, minimumLifetimeInMinutes: 500 }],
  ['a list', []],
  ['a null', null],
];
