import { LONGEST_LIFETIME } from './instant.ts';
import {
  outside,
  own,
  ownFields,
  ownItems,
  type Path,
  type PolicyViolation,
  unknownProperties,
  violation,
  within,
  wrongType,
} from './refusal.ts';

const LIFETIME = /* @__PURE__ */ Object.freeze({ minimum: 10, maximum: LONGEST_LIFETIME });

/** The fields of a policy that are numbers. */
type NumberField =
  | 'defaultLifetimeInMinutes'
  | 'minimumLifetimeInMinutes'
  | 'maximumLifetimeInMinutes'
  | 'defaultLength';

type Bound = Readonly<{ minimum: number; maximum: number }>;

type Bounds = Readonly<Record<NumberField, Bound>>;

/**
 * The bounds of each number in a policy, inclusive: minutes for lifetimes (43,200 are 30 days), characters for the length. Grade:
 * documented (learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration, 07/22/2024).
 */
export const policyBounds: Bounds = /* @__PURE__ */ Object.freeze({
  defaultLifetimeInMinutes: LIFETIME,
  minimumLifetimeInMinutes: LIFETIME,
  maximumLifetimeInMinutes: LIFETIME,
  defaultLength: /* @__PURE__ */ Object.freeze({ minimum: 8, maximum: 48 }),
});

/** Takes a value from an untrusted place: returns what may be kept of it, and says in `found` what is wrong with it. */
type Read = (found: PolicyViolation[], path: Path, value: unknown) => unknown;

/** THE fields of a policy, in the order in which violations are reported. */
const FIELDS: readonly [string, Read][] = /* @__PURE__ */ policyFields();

function policyFields(): [string, Read][] {
  const lifetime = integerIn(LIFETIME);
  const flag = oneOf(true, false);
  const target = { targetType: oneOf('group', 'user'), id: readId };
  const isRegistrationRequired: Read = (found, path, value) => flag(found, path, value ?? false);
  return Object.entries({
    id: oneOf('TemporaryAccessPass'),
    state: oneOf('enabled', 'disabled'),
    defaultLifetimeInMinutes: lifetime,
    minimumLifetimeInMinutes: lifetime,
    maximumLifetimeInMinutes: lifetime,
    defaultLength: integerIn(policyBounds.defaultLength),
    isUsableOnce: flag,
    includeTargets: listOf({ ...target, isRegistrationRequired }),
    excludeTargets: listOf(target),
  });
}

/**
 * A whole policy, read once and copied down to its targets, with everything that is wrong with it pushed to `found`: the fields in
 * order, unknown ones, then what is wrong between them.
 */
export function readPolicy(found: PolicyViolation[], path: Path, value: unknown): unknown {
  const policy = readRecord(FIELDS, found, path, value);
  if (policy !== undefined) compareLifetimes(found, path, policy as Record<NumberField, number>);
  return policy;
}

function readRecord(
  fields: readonly [string, Read][],
  found: PolicyViolation[],
  path: Path,
  value: unknown,
): Record<string, unknown> | undefined {
  const given = ownFields(value);
  if (given === undefined) {
    found.push(wrongType(path, 'plain object', value));
    return undefined;
  }
  const record: Record<string, unknown> = {};
  for (const [name, read] of fields) record[name] = read(found, [...path, name], own(given, name));
  const known = fields.map(([name]) => name);
  for (const unknown of unknownProperties(path, Object.keys(given), known)) found.push(unknown);
  return record;
}

function listOf(fields: Readonly<Record<string, Read>>): Read {
  const entries = Object.entries(fields);
  return (found, path, value) => {
    const items = ownItems(value);
    if (items === undefined) found.push(wrongType(path, 'array', value));
    return items?.map((item, index) => readRecord(entries, found, [...path, index], item));
  };
}

function oneOf(...allowed: readonly unknown[]): Read {
  return (found, path, value) => {
    if (!allowed.includes(value)) found.push(wrongType(path, allowed.join(' or '), value));
    return value;
  };
}

function integerIn({ minimum, maximum }: Bound): Read {
  return (found, path, value) => {
    if (!Number.isInteger(value)) found.push(wrongType(path, 'integer', value));
    else if (!within(value as number, minimum, maximum))
      found.push(outside('outOfRange', path, value as number, minimum, maximum));
    return value;
  };
}

function readId(found: PolicyViolation[], path: Path, value: unknown): unknown {
  if (typeof value !== 'string' || value === '') found.push(wrongType(path, 'non-empty string', value));
  return value;
}

/** What is wrong between the three lifetimes, where all are numbers to compare. */
function compareLifetimes(found: PolicyViolation[], path: Path, policy: Readonly<Record<NumberField, number>>): void {
  const { minimumLifetimeInMinutes: minimum, maximumLifetimeInMinutes: maximum } = policy;
  const value = policy.defaultLifetimeInMinutes;
  if (![minimum, maximum, value].every(Number.isInteger)) return;
  if (minimum > maximum) {
    const expected = `at most \`maximumLifetimeInMinutes\` (${maximum})`;
    const at = [...path, 'minimumLifetimeInMinutes'];
    found.push(violation('minimumAboveMaximum', at, expected, minimum, { minimum, maximum }));
  } else if (!within(value, minimum, maximum)) {
    found.push(outside('defaultOutsideLimits', [...path, 'defaultLifetimeInMinutes'], value, minimum, maximum));
  }
}
