import type { Path, WrongType } from '../index.ts';

/** The most characters of a body that are parsed: 1,048,576. Grade: chosen; a policy with thousands of targets stays below. */
export const LONGEST_BODY = 1_048_576;

/** The most levels that a body may be nested. Grade: chosen; a batch with a policy in it has seven. */
const DEEPEST = 32;

/** The own properties of a JSON object; `undefined` for arrays, `null` and everything that is no object. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as Readonly<Record<string, unknown>>;
}

/** An own property, so that `__proto__` and `constructor` are names like any other; `undefined` where there is none. */
export function own(value: object, name: string): unknown {
  return Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

/** The value of a JSON text, one byte order mark before it allowed (RFC 8259 section 8.1), or `undefined` where it is none. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text.charCodeAt(0) === 0xfe_ff ? text.slice(1) : text);
    return isDeeper(value, DEEPEST) ? undefined : value;
  } catch {
    return undefined;
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** The same properties without OData's annotations (`@odata.type`, `includeTargets@odata.context`), which are about the data and no part of it. */
export function withoutAnnotations(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !name.includes('@')));
}

/** The violation for a value on the wire that is not what it should be. It repeats no text that came. */
export function mismatch(path: Path, expected: string, value: unknown): WrongType {
  const received = value === null || typeof value === 'number' ? String(value) : typeof value;
  const message = `\`${path.join('.') || 'value'}\` expected ${expected}, got ${received}`;
  return { code: 'wrongType', path, message, expected, received };
}

const TYPES: Readonly<Record<string, readonly string[]>> = {
  temporaryAccessPassAuthenticationMethod: ['microsoft.graph', 'microsoft.strongAuthentication'],
  temporaryAccessPassAuthenticationMethodConfiguration: ['microsoft.graph'],
};

/** Whether an `@odata.type` names a type. The early draft of the API had another namespace, and its `#` may be left out (OData 4.01). */
export function isTypeName(
  value: unknown,
  name: 'temporaryAccessPassAuthenticationMethod' | 'temporaryAccessPassAuthenticationMethodConfiguration',
): boolean {
  return (TYPES[name] as readonly string[]).some(
    (space) => value === `#${space}.${name}` || value === `${space}.${name}`,
  );
}
