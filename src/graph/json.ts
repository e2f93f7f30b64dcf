/** The most characters of a body that are parsed: 1,048,576. Grade: chosen; a policy with thousands of targets stays below. */
export const LONGEST_BODY = 1_048_576;

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
    return JSON.parse(text.charCodeAt(0) === 0xfe_ff ? text.slice(1) : text) as unknown;
  } catch {
    return undefined;
  }
}

/** The same properties without OData's annotations (`@odata.type`, `includeTargets@odata.context`), which are about the data and no part of it. */
export function withoutAnnotations(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !name.includes('@')));
}

/** The namespaces of the service, and of the API's early draft. OData 4.01 lets the `#` be left out. */
const TYPE = /^#?microsoft\.(?:graph|strongAuthentication)\.(\w+)$/;

/** Whether an `@odata.type` names a type. */
export function isTypeName(value: unknown, name: string): boolean {
  return typeof value === 'string' && TYPE.exec(value)?.[1] === name;
}
