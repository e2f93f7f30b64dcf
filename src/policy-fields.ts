import { LONGEST_LIFETIME } from './instant.ts';
import {
  outside,
  ownFields,
  ownItems,
  type Path,
  type PolicyViolation,
  unknownProperties,
  violation,
  violationError,
  within,
  wrongType,
} from './refusal.ts';

type Fields = Readonly<Record<string, unknown>>;

const LIFETIME = /* @__PURE__ */ Object.freeze({ minimum: 10, maximum: LONGEST_LIFETIME });

/** The fields of a policy that are numbers. */
type NumberField =
  | 'defaultLifetimeInMinutes'
  | 'minimumLifetimeInMinutes'
  | 'maximumLifetimeInMinutes'
  | 'defaultLength';

type Bounds = Readonly<Record<NumberField, Readonly<{ minimum: number; maximum: number }>>>;

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

const POLICY_FIELDS = [
  'id',
  'state',
  'defaultLifetimeInMinutes',
  'minimumLifetimeInMinutes',
  'maximumLifetimeInMinutes',
  'defaultLength',
  'isUsableOnce',
  'includeTargets',
  'excludeTargets',
];
const EXCLUDE_FIELDS = ['targetType', 'id'];
const INCLUDE_FIELDS = ['targetType', 'id', 'isRegistrationRequired'];

/** The fields of a policy, or of a part of one, each read once and down to the targets; `undefined` where it is no plain object. */
export function readPolicyFields(value: unknown): Record<string, unknown> | undefined {
  const fields = ownFields(value);
  for (const name of ['includeTargets', 'excludeTargets']) {
    if (typeof fields?.[name] !== 'object' || fields[name] === null) continue;
    // A list that can't be read is stood in for by something that is no list and can be looked at.
    fields[name] = ownItems(fields[name])?.map((item) => ownFields(item) ?? item) ?? {};
  }
  return fields;
}

/** Everything wrong with the fields of a whole policy, in the order of the fields, then what is wrong between them. */
export function policyViolations(fields: Fields): PolicyViolation[] {
  const found: PolicyViolation[] = [];
  literal(found, ['id'], fields['id'], 'TemporaryAccessPass');
  literal(found, ['state'], fields['state'], 'enabled', 'disabled');
  for (const [name, { minimum, maximum }] of Object.entries(policyBounds)) {
    const value = fields[name];
    if (!Number.isInteger(value)) found.push(wrongType([name], 'integer', value));
    else if (!within(value as number, minimum, maximum))
      found.push(outside('outOfRange', [name], value as number, minimum, maximum));
  }
  literal(found, ['isUsableOnce'], fields['isUsableOnce'], true, false);
  targets(found, 'includeTargets', fields, INCLUDE_FIELDS);
  targets(found, 'excludeTargets', fields, EXCLUDE_FIELDS);
  return [...found, ...unknownProperties([], Object.keys(fields), POLICY_FIELDS), ...lifetimes(fields as Lifetimes)];
}

/**
 * Throws unless a policy is complete and right, before anything is made under it. Grade: chosen.
 *
 * @throws TypeError where a field is missing, has the wrong type or does not exist, RangeError where its value is wrong
 */
export function assertWholePolicy(policy: unknown): void {
  const fields = readPolicyFields(policy);
  const violations = fields ? policyViolations(fields) : [wrongType(['policy'], 'plain object', policy)];
  if (violations.length > 0) throw violationError(violations);
}

function literal(found: PolicyViolation[], path: Path, value: unknown, ...allowed: readonly unknown[]): void {
  if (!allowed.includes(value)) found.push(wrongType(path, allowed.join(' or '), value));
}

function targets(found: PolicyViolation[], name: string, fields: Fields, known: readonly string[]): void {
  const list = fields[name];
  if (!Array.isArray(list)) {
    found.push(wrongType([name], 'array', list));
    return;
  }
  for (const [index, item] of list.entries()) {
    const path = [name, index];
    const target = ownFields(item);
    if (target === undefined) {
      found.push(wrongType(path, 'plain object', item));
      continue;
    }
    literal(found, [...path, 'targetType'], target['targetType'], 'group', 'user');
    if (typeof target['id'] !== 'string' || target['id'] === '') {
      found.push(wrongType([...path, 'id'], 'non-empty string', target['id']));
    }
    if (known === INCLUDE_FIELDS) {
      literal(found, [...path, 'isRegistrationRequired'], target['isRegistrationRequired'] ?? false, true, false);
    }
    for (const one of unknownProperties(path, Object.keys(target), known)) found.push(one);
  }
}

type Lifetimes = Record<'minimumLifetimeInMinutes' | 'defaultLifetimeInMinutes' | 'maximumLifetimeInMinutes', number>;

/** What is wrong between the three lifetimes, where all are numbers to compare. */
function lifetimes(fields: Lifetimes): PolicyViolation[] {
  const {
    minimumLifetimeInMinutes: minimum,
    maximumLifetimeInMinutes: maximum,
    defaultLifetimeInMinutes: value,
  } = fields;
  if (![minimum, maximum, value].every(Number.isInteger)) return [];
  if (minimum > maximum) {
    const expected = `at most \`maximumLifetimeInMinutes\` (${maximum})`;
    return [violation('minimumAboveMaximum', ['minimumLifetimeInMinutes'], expected, minimum, { minimum, maximum })];
  }
  if (within(value, minimum, maximum)) return [];
  return [outside('defaultOutsideLimits', ['defaultLifetimeInMinutes'], value, minimum, maximum)];
}
