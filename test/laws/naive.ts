import { DateTime } from 'luxon';
import type { Policy, Subject } from 'temporary-access-pass';

/**
 * A second reading of the rules, for the laws alone: slow, mutable, a chain of ifs for each question. It shares no line and no shape
 * with the package. Instants are ISO 8601 text in UTC and compared as text, so its windows know nothing of milliseconds.
 */

/** What the naive office remembers of a pass. `''` means never. */
export interface Card {
  made: string;
  begins: string;
  minutes: number;
  once: boolean;
  spent: string;
  lastUse: string;
  misses: number;
  edition: number;
}

/** Everything an answer depends on. */
export interface Office {
  now: string;
  settings: Policy;
  person: Subject;
  missesAllowed: number;
  slack: number;
}

/** What each row of the rules says: reason, remedy, and the sign-in error of a refusal. Written out by hand, in the documented order. */
export const SAYINGS: Readonly<Record<string, readonly [reason: string, remedy: string, signInError: number]>> = {
  oneTimeUsed: ['OneTimeUsed', 'newPass', 130505],
  expired: ['Expired', 'newPass', 130504],
  locked: ['DisabledByPolicy', 'newPass', 130502],
  policyDisabled: ['DisabledByPolicy', 'policy', 130502],
  outOfScope: ['DisabledByPolicy', 'policy', 130502],
  oneTimeOnly: ['DisabledByPolicy', 'policy', 130502],
  notYetValid: ['NotYetValid', 'wait', 130507],
  usable: ['EnabledByPolicy', 'nothing', 0],
};

export function iso(millis: number): string {
  return new Date(millis).toISOString();
}

export function later(instant: string, minutes: number): string {
  return DateTime.fromISO(instant, { zone: 'utc' }).plus({ minutes }).toJSDate().toISOString();
}

export function over(card: Card): string {
  return later(card.begins, card.minutes);
}

/** 1.4. */
export function covered({ settings, person }: Pick<Office, 'settings' | 'person'>): boolean {
  const labels = new Set(['group all_users', `user ${person.id}`]);
  for (const group of person.groupIds ?? []) labels.add(`group ${group}`);
  let inside = false;
  for (const { targetType, id } of settings.includeTargets) if (labels.has(`${targetType} ${id}`)) inside = true;
  for (const { targetType, id } of settings.excludeTargets) if (labels.has(`${targetType} ${id}`)) inside = false;
  return inside;
}

/** 4.1 to 4.8. */
export function row(card: Card, office: Office, now: string = office.now): string {
  if (card.once && card.spent !== '') return 'oneTimeUsed';
  if (now >= over(card)) return 'expired';
  if (card.misses >= office.missesAllowed) return 'locked';
  if (office.settings.state === 'disabled') return 'policyDisabled';
  if (!covered(office)) return 'outOfScope';
  if (!card.once && office.settings.isUsableOnce) return 'oneTimeOnly';
  if (now < card.begins) return 'notYetValid';
  return 'usable';
}

/** 4.9: each row that ever decides, with the first instant at which it does; the first has been so for ever. */
export function chapters(card: Card, office: Office): [from: string, rule: string][] {
  const found: [string, string][] = [['', row(card, office, '0000-01-01T00:00:00.000Z')]];
  for (const instant of [card.begins, over(card)]) {
    const rule = row(card, office, instant);
    if (found.at(-1)?.[1] !== rule) found.push([instant, rule]);
  }
  return found;
}

export interface Reply {
  /** The row that refused, `wrongPasscode`, or `usable` where nothing did. */
  rule: string;
  until?: string;
  registerUntil?: string;
}

/** Section 5: somebody types a passcode. The card changes. */
export function knock(card: Card, office: Office, isRight: boolean): Reply {
  const rule = row(card, office);
  card.edition += 1;
  if (!isRight) {
    card.misses += 1;
    return { rule: 'wrongPasscode' };
  }
  if (rule !== 'usable') return { rule };
  card.misses = 0;
  card.lastUse = office.now;
  if (card.once) card.spent = office.now;
  const until = over(card);
  const inTenMinutes = later(office.now, 10);
  return { rule, until, registerUntil: card.once && inTenMinutes < until ? inTenMinutes : until };
}

/** 1.3: what a delete leaves behind. */
export const FACTORY: Policy = {
  id: 'TemporaryAccessPass',
  state: 'disabled',
  defaultLifetimeInMinutes: 60,
  minimumLifetimeInMinutes: 60,
  maximumLifetimeInMinutes: 480,
  defaultLength: 8,
  isUsableOnce: false,
  includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
  excludeTargets: [],
};

/** 1.1 to 1.3, for the patches that the laws make: the settings after it, or `undefined` where it is refused. */
export function patched(settings: Policy, patch: Readonly<Record<string, unknown>>): Policy | undefined {
  const next = { ...settings, ...patch };
  const { minimumLifetimeInMinutes: least, defaultLifetimeInMinutes: usual, maximumLifetimeInMinutes: most } = next;
  for (const minutes of [least, usual, most]) {
    if (!Number.isInteger(minutes) || minutes < 10 || minutes > 43_200) return undefined;
  }
  if (!Number.isInteger(next.defaultLength) || next.defaultLength < 8 || next.defaultLength > 48) return undefined;
  if (next.state !== 'enabled' && next.state !== 'disabled') return undefined;
  if (typeof next.isUsableOnce !== 'boolean') return undefined;
  return least > usual || usual > most ? undefined : next;
}
