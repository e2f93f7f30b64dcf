import { types } from 'node:util';
import { HOSTILE_MESSAGE } from '../arbitraries.ts';
import { contentOf, SECRET } from './odd.ts';

/** What came of a call. */
export type Outcome =
  | { readonly kind: 'answer'; readonly value: unknown }
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'noEnd' };

/** Which kind of end a call came to; `engine` for the engine's own error about an argument that is none of the kind that is asked for. */
export type End = 'answered' | 'refused' | 'own' | 'engine';

/** `` `field` expected X, got Y ``, or several of them, as from a policy with several mistakes. */
const SENTENCE = /^(?:(?:^|; )(?:`[^`]{1,80}` expected [^;]+|unknown property, expected only [\w, ]+))+$/;

/** What V8 says of a value that has no properties, lacks a method or is no data. None of these texts repeats a value. */
const ENGINE: readonly RegExp[] = [
  /^Cannot read properties of (?:undefined|null)(?: \(reading '[\w$@.]+'\))?$/,
  /^Cannot destructure property '\w+' of '[^']*' as it is (?:undefined|null)\.$/,
  /^Cannot convert (?:undefined or null to object|object to primitive value|a Symbol value to a (?:string|number))$/,
  /^(?:Class constructor \w+ cannot be invoked without 'new'|this is not a (?:Date object|typed array)\.|Iterator value undefined is not an entry object)$/,
  /^(?:Do not know how to serialize a BigInt$|Converting circular structure to JSON\n)/,
  /^Cannot (?:mix BigInt and other types, use explicit conversions|convert a BigInt value to a number)$/,
  /^\w+\.prototype\.\w+ requires that 'this' be a \w+$/,
  /^'caller', 'callee', and 'arguments' properties may not be accessed/,
  /^Method [\w .%]+ called on incompatible receiver (?:\[object \w+\]|#<\w+>)$/,
  /^[\w.?$[\]() ]+ is not (?:a function|a constructor|iterable|a function or its return value is not iterable)(?: \(cannot read property .*\))?$/,
];

/** How an error may come about; `undefined` where nothing documented is like that. */
export function endOfError(error: unknown): End | undefined {
  const message = error instanceof Error ? error.message : '';
  // The getters of a pattern are its own, and throw where a proxy stands before it.
  if (message === HOSTILE_MESSAGE || /\bproxy\b|^RegExp\.prototype\.\w+ getter called on/.test(message)) return 'own';
  // Documented of `writePass`, for half a character in the name of a user.
  if (error instanceof URIError && message === 'URI malformed') return 'refused';
  if (message.includes(SECRET) || !(error instanceof TypeError || error instanceof RangeError)) return undefined;
  if (SENTENCE.test(message)) return 'refused';
  return error instanceof TypeError && ENGINE.some((form) => form.test(message)) ? 'engine' : undefined;
}

/** Where an answer says something about what came: violations, errors, findings, and what a matcher tells. */
const TOLD = new Set(['violations', 'issues', 'error', 'message', 'found', 'fix']);

/** Whether an answer repeats in what it says what must not be repeated. */
export function repeatsSecret(value: unknown): boolean {
  const inside = contentOf(value);
  if (inside === undefined) return false;
  return Object.entries(Object.getOwnPropertyDescriptors(inside)).some(([name, { value: said }]) =>
    TOLD.has(name) || /^\d+$/.test(name)
      ? typeof said === 'string'
        ? TOLD.has(name) && said.includes(SECRET)
        : repeatsSecret(said)
      : false,
  );
}

/** What a tree of arguments holds: each object once, with its properties. */
export type Snapshot = ReadonlyMap<object, readonly unknown[]>;

export function snapshotOf(tree: unknown, seen: Map<object, readonly unknown[]> = new Map()): Snapshot {
  const inside = contentOf(tree);
  if (inside !== undefined && !seen.has(inside)) {
    const content = contents(inside);
    if (content !== undefined) {
      seen.set(inside, content);
      for (const one of content) if (typeof one === 'object') snapshotOf(one, seen);
    }
  } else if (typeof tree === 'object' && tree !== null && !seen.has(tree)) {
    const kept = kernel(tree);
    if (kept !== undefined) seen.set(tree, kept);
  }
  return seen;
}

/** Whether everything is still as it was. */
export function isAsBefore(before: Snapshot): boolean {
  for (const [object, content] of before) {
    const now = contentOf(object) === undefined ? kernel(object) : contents(object);
    if (now?.length !== content.length || !content.every((one, i) => Object.is(one, now[i]))) return false;
  }
  return true;
}

/** Names and values in turn; a getter stands for itself. */
function contents(object: object): unknown[] | undefined {
  try {
    if (Array.isArray(object) && object.length > 100) return [object.length];
    const found: unknown[] = [];
    for (const name of Reflect.ownKeys(object)) {
      const property = Object.getOwnPropertyDescriptor(object, name);
      found.push(name, property !== undefined && 'value' in property ? property.value : name);
    }
    return found;
  } catch {
    return undefined;
  }
}

/** What objects with an inside of their own hold. */
function kernel(value: object): unknown[] | undefined {
  if (types.isProxy(value)) return undefined;
  try {
    if (value instanceof Date) return [value.getTime()];
    if (value instanceof Map || value instanceof Set) return [...value.keys()];
    return value instanceof Uint8Array && value.length < 5000 ? [...value] : undefined;
  } catch {
    return undefined;
  }
}
