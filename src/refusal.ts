/**
 * What every door says when it refuses: violations for data that breaks a rule, and errors for calls that are wrong in themselves.
 *
 * No text made here repeats a string that came in. A passcode pasted into the wrong place must not surface in a log.
 */

/** Where in the checked value a violation sits: `[]` is the value itself, `['includeTargets', 0, 'id']` a place inside it. */
export type Path = readonly (string | number)[];

interface Base<Code extends string> {
  /** Stable, for programs. */
  readonly code: Code;
  /** Where, as Standard Schema writes paths. */
  readonly path: Path;
  /** One English sentence, for people. It repeats no value that is text. */
  readonly message: string;
}

interface Limits {
  /** The smallest allowed value, inclusive. */
  readonly minimum: number;
  /** The largest allowed value, inclusive. */
  readonly maximum: number;
}

interface Range extends Limits {
  /** The value that came. */
  readonly received: number;
}

interface Mismatch {
  /** What would have been accepted, in words. */
  readonly expected: string;
  /** What came: a number or boolean as it is, everything else only by kind. */
  readonly received: string;
}

/** The value has the wrong type: `"60"` or `60.5` for an integer, `1` for a boolean. Nothing is coerced. Grade: chosen. */
export interface WrongType extends Base<'wrongType'>, Mismatch {}
/** A property nobody reads. Refused, because a misspelt limit would otherwise be a default in silence. Grade: chosen. */
export interface UnknownProperty extends Base<'unknownProperty'> {}

/** What can be wrong with a request, one member a rule. The order of the rules is the order of the list a check returns. */
export type RequestViolation =
  | WrongType
  | UnknownProperty
  | (Base<'policyBlocksMethod'> & { readonly because: 'policyDisabled' | 'outOfScope' })
  | Base<'externalGuest'>
  | (Base<'lifetimeOutOfRange'> & Range)
  | Base<'multipleUseNotAllowed'>
  | (Base<'startInThePast'> & { readonly received: number; readonly minimum: number })
  | (Base<'startOutOfRange'> & Range);

/** What can be wrong with a policy. */
export type PolicyViolation =
  | WrongType
  | UnknownProperty
  | (Base<'outOfRange'> & Range)
  | (Base<'minimumAboveMaximum'> & Limits)
  | (Base<'defaultOutsideLimits'> & Range);

/** Any violation of any check. */
export type Violation = RequestViolation | PolicyViolation;

/** Every violation code there is; map it with `satisfies Record<ViolationCode, …>` and a new code becomes a compile error. */
export type ViolationCode = Violation['code'];

/** Names a value without repeating any text in it: a number and null as they are, anything else by its type. */
export function describe(value: unknown): string | number | null {
  return value === null || typeof value === 'number' ? value : typeof value;
}

/** The sentence of every refusal: field, what was expected, what came. */
export function sentence(field: string, expected: string, got: string | number): string {
  return `\`${field}\` expected ${expected}, got ${got}`;
}

/** A violation whose message is that sentence. */
export function violation<Code extends string, Numbers extends object>(
  code: Code,
  path: Path,
  expected: string,
  got: string | number,
  numbers: Numbers,
): { code: Code; path: Path; message: string } & Numbers {
  return { code, path, message: sentence(path.join('.') || 'value', expected, got), ...numbers };
}

/** The violation for a value of the wrong type, for readers of your own. It repeats no text that came. Grade: chosen. */
export function wrongType(path: Path, expected: string, value: unknown): WrongType {
  const received = `${describe(value)}`;
  return violation('wrongType', path, expected, received, { expected, received });
}

/** The violations for properties that do not exist. The path names them, the message does not: a name may be a passcode. */
export function unknownProperties(path: Path, names: readonly string[], known: readonly string[]): UnknownProperty[] {
  return names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: 'unknownProperty',
      path: [...path, name],
      message: `unknown property, expected only ${known.join(', ')}`,
    }));
}

/** Whether a number lies within two limits, both inclusive. NaN does not. */
export function within(value: number, minimum: number, maximum: number): boolean {
  return value >= minimum && value <= maximum;
}

/** The violation for a number outside two limits. */
export function outside<Code extends string>(
  code: Code,
  path: Path,
  received: number,
  minimum: number,
  maximum: number,
): { code: Code; path: Path; message: string; received: number; minimum: number; maximum: number } {
  return violation(code, path, `${minimum}..${maximum}`, received, { received, minimum, maximum });
}

/**
 * Throws for a wrong call: a `RangeError` where a number came for a number (every one is an integer or an instant), else a `TypeError`.
 * Callers test and then call, so that the tests stay small enough for engines to inline where they run a million times.
 */
export function refuse(field: string, expected: string, value: unknown): never {
  throw new (typeof value === 'number' && expected[0] === 'i' ? RangeError : TypeError)(
    `\`${field}\` expected ${expected}, got ${describe(value)}`,
  );
}

/** Throws unless `value` is an integer in `minimum..maximum`. */
export function assertInteger(
  field: string,
  value: unknown,
  minimum: number,
  maximum: number,
): asserts value is number {
  if (Number.isInteger(value) && within(value as number, minimum, maximum)) return;
  refuse(field, `integer in ${minimum}..${maximum}`, value);
}

/**
 * The own enumerable properties of a plain object, copied so that each is read once; to be read with `own`. Anything else (arrays, class
 * instances, getters that throw) is `undefined`.
 */
export function ownFields(value: unknown): Record<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  try {
    const prototype: unknown = Object.getPrototypeOf(value);
    // A plain object of another realm (an iframe, a Jest sandbox) has another Object.prototype, with nothing above it.
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return undefined;
    // Copying by spread is an order of magnitude faster than into an object without a prototype, and takes `__proto__` as data too.
    return { ...value };
  } catch {
    return undefined;
  }
}

/** A property that the object itself has: nothing that `Object.prototype` holds or was made to hold. */
export function own(fields: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** The items of an array, each read once; `undefined` for anything else, an array with holes or one that can't be read. */
export function ownItems(value: unknown): readonly unknown[] | undefined {
  try {
    if (!Array.isArray(value)) return undefined;
    const items: unknown[] = Object.values(value);
    return items.length === value.length ? items : undefined;
  } catch {
    return undefined;
  }
}

/** The error for a call whose argument has these violations. */
export function violationError(violations: readonly Violation[]): Error {
  const error = violations.some(({ code }) => code === 'wrongType' || code === 'unknownProperty')
    ? TypeError
    : RangeError;
  return new error(violations.map(({ message }) => message).join('; '));
}
