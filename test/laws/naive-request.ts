import { DateTime } from 'luxon';
import { type Card, covered, type Office } from './naive.ts';

type Asked = Readonly<Record<string, unknown>>;

/** Section 2, as one line of text a complaint, in the order of the table; complaints about types and names are sorted to the end. */
export function complaints(asked: Asked, office: Office): string[] {
  const { settings, person } = office;
  const said: string[] = [];
  const types: string[] = [];
  const minutes = asked['lifetimeInMinutes'] ?? settings.defaultLifetimeInMinutes;
  const once = asked['isUsableOnce'] ?? settings.isUsableOnce;
  const start = asked['startDateTime'] ?? new Date(office.now);
  if (settings.state === 'disabled' || !covered(office)) said.push('policyBlocksMethod');
  if (person.isExternalGuest === true) said.push('externalGuest');
  if (typeof minutes !== 'number' || String(minutes).match(/^-?\d+$/) === null)
    types.push('wrongType lifetimeInMinutes');
  else if (minutes < settings.minimumLifetimeInMinutes || minutes > settings.maximumLifetimeInMinutes) {
    const { minimumLifetimeInMinutes: least, maximumLifetimeInMinutes: most } = settings;
    said.push(`lifetimeOutOfRange ${minutes} in ${least}..${most}`);
  }
  if (once !== true && once !== false) types.push('wrongType isUsableOnce');
  else if (settings.isUsableOnce && !once) said.push('multipleUseNotAllowed');
  const begins = moment(start);
  if (begins?.isValid !== true) types.push('wrongType startDateTime');
  else {
    const earliest = DateTime.fromISO(office.now).minus({ milliseconds: office.slack });
    if (begins.diff(earliest).toMillis() < 0)
      said.push(`startInThePast ${written(begins)} before ${written(earliest)}`);
    // No pass lives longer than 30 days; what asks for more has an end in no calendar.
    const ends = begins.plus({ minutes: typeof minutes === 'number' && minutes <= 43_200 ? minutes : 0 });
    if (begins.year < 1 || begins.year > 9999 || ends.year > 9999) said.push('startOutOfRange');
  }
  for (const name of Object.keys(asked)) {
    if (![...SETTABLE, ...COMPUTED].includes(name)) types.push(`unknownProperty ${name}`);
  }
  return [...said, ...types.toSorted()];
}

function written(instant: DateTime): string {
  return instant.toJSDate().toISOString();
}

const SETTABLE = ['startDateTime', 'lifetimeInMinutes', 'isUsableOnce'];

/** 2.11. */
export const COMPUTED = ['id', 'temporaryAccessPass', 'createdDateTime', 'isUsable', 'methodUsabilityReason'];

/** 3.2, the kinds of instants that the laws make. */
function moment(value: unknown): DateTime | undefined {
  if (value instanceof Date) return DateTime.fromJSDate(value, { zone: 'utc' });
  if (DateTime.isDateTime(value)) return value.toUTC();
  return typeof value === 'number' ? DateTime.fromMillis(value, { zone: 'utc' }) : undefined;
}

/** 2.8, for a request without complaints. */
export function cardFor(asked: Asked, { settings, now }: Office): Card {
  return {
    made: now,
    begins: moment(asked['startDateTime'])?.toJSDate().toISOString() ?? now,
    minutes: Number(asked['lifetimeInMinutes'] ?? settings.defaultLifetimeInMinutes),
    once: asked['isUsableOnce'] === true || settings.isUsableOnce,
    spent: '',
    lastUse: '',
    misses: 0,
    edition: 1,
  };
}
