import { types } from 'node:util';
import { everyHostile, explode } from '../arbitraries.ts';
import { dice } from '../graph/storm.ts';

/** Draws an integer from 0 to below `sides`. */
export type Roll = (sides: number) => number;

/** Stands in odd texts and names. No error and no violation may ever say it. */
export const SECRET = 'kXw9+mQ2=hostile';

const NUMBERS = [
  2 ** 53,
  -(2 ** 53),
  2 ** 31 - 1,
  -(2 ** 31),
  8.64e15,
  8.64e15 + 1,
  -8.64e15 - 1,
  1e21,
  0.1,
  -0.5,
  1e-323,
  7,
  8,
  9,
  48,
  49,
  10,
  43_200,
  43_201,
  100,
  101,
  300_001,
  65_536,
  1_000_000,
  1_000_001,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
];

const TEXTS = [
  SECRET,
  ` ${SECRET}`,
  `${SECRET}\u0000`,
  `2026-11-23T09:00:00${SECRET}`,
  `{"${SECRET}":"${SECRET}"}`,
  `/v1.0/${SECRET}`,
  `$${SECRET}$r=1$AAAAAAAAAAAAAAAAAAAAAA$${'A'.repeat(43)}`,
  '\ud800',
  '\u202e',
  '${x}',
  '(a+)+$',
  '%',
  'all_users',
  'enabled',
  'constructor',
  'toString',
  'Europe/Zurich',
  'aaaaaaaa',
  '0O1Il',
  '🂡'.repeat(9),
  SECRET.repeat(5000),
];

const NAMES = [
  '__proto__',
  'constructor',
  'length',
  'toJSON',
  'then',
  'id',
  'now',
  'state',
  'policy',
  'random',
  SECRET,
];

const TRAPS = ['get', 'has', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor'] as const;

function pick<Item>(roll: Roll, items: readonly Item[]): Item {
  return items[roll(items.length)] as Item;
}

/** A value that nobody asked for. */
function oddValue(roll: Roll): unknown {
  const kind = roll(8);
  if (kind < 4) return pick(roll, everyHostile())();
  if (kind === 4) return pick(roll, NUMBERS);
  if (kind === 5) return pick(roll, TEXTS);
  return kind === 6 ? pick(roll, SHAPES)(roll) : [oddValue(roll), oddValue(roll)];
}

/** Something else each time. It draws for itself, so that who asks it how often is no part of what comes next. */
function everOther(roll: Roll): () => unknown {
  const own = dice(roll(2 ** 31));
  return () => oddValue(own);
}

const SHAPES: readonly ((roll: Roll) => unknown)[] = [
  () => Array.from({ length: 3000 }, (_, i) => i),
  () => deep(300),
  (roll) => ({ [pick(roll, NAMES)]: oddValue(roll) }),
  (roll) => everOther(roll),
  () => async () => SECRET,
  () => new Proxy({}, {}),
  () => new Uint8Array(0),
  () => ({ [SECRET]: SECRET, message: SECRET, code: SECRET }),
  () => [SECRET, SECRET],
  (roll) => ({ toMillis: everOther(roll) }),
];

function deep(depth: number): unknown {
  let value: unknown = SECRET;
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}

/** A property of a plain object or an item of an array, as the way to it from the list of arguments. */
export type Way = readonly string[];

/** Every way into a tree of plain objects and arrays. */
export function waysInto(tree: unknown, way: Way = []): Way[] {
  const inside = contentOf(tree);
  return inside === undefined || way.length > 8
    ? []
    : Object.keys(inside).flatMap((name) => {
        const here = [...way, name];
        const property = Object.getOwnPropertyDescriptor(inside, name);
        return [here, ...waysInto(property?.value, here)];
      });
}

/** A plain object or an array that can be looked into without a trap of anybody. */
export function contentOf(value: unknown): object | undefined {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null ? value : undefined;
}

/** So many in a row put another value in the place of one. */
const PLAIN_EDITS = 5;

/** Changes made to a property of a copy. */
const EDITS: readonly ((roll: Roll, copy: object, name: string) => unknown)[] = [
  ...Array.from(
    { length: PLAIN_EDITS },
    () => (roll: Roll, copy: object, name: string) => define(copy, name, oddValue(roll)),
  ),
  (_roll, copy, name) => Reflect.deleteProperty(copy, name),
  (roll, copy) => define(copy, pick(roll, NAMES), oddValue(roll)),
  (_roll, copy, name) => defineGetter(copy, name, explode),
  (roll, copy, name) => defineGetter(copy, name, everOther(roll)),
  (roll, copy, name) => {
    const value: unknown = Object.getOwnPropertyDescriptor(copy, name)?.value;
    const isObject = typeof value === 'object' && value !== null;
    const handler = roll(3) > 0 ? { [pick(roll, TRAPS)]: explode } : {};
    return isObject && define(copy, name, new Proxy(value, handler));
  },
];

function define(copy: object, name: string, value: unknown): boolean {
  // Not everything can be the length of an array.
  if (name === 'length' && Array.isArray(copy) && typeof value !== 'number') return false;
  try {
    return Reflect.defineProperty(copy, name, { value, enumerable: true, configurable: true, writable: true });
  } catch {
    return false;
  }
}

/** The same arguments with something odd at one place; nothing that was handed in is changed. */
export function spoilt(roll: Roll, args: readonly unknown[], ways: readonly Way[]): unknown[] {
  if (roll(24) === 0) return args.slice(0, roll(args.length + 1));
  const way = ways[roll(ways.length)] ?? ['0'];
  return edited(args, way, (copy, name, left) => {
    // An argument itself has no getter and no name; it is another one, or not there.
    const edits = left === way.length ? EDITS.slice(0, PLAIN_EDITS) : EDITS;
    pick(roll, edits)(roll, copy, name);
  }) as unknown[];
}

function edited(tree: object, way: Way, edit: (copy: object, name: string, left: number) => void): object {
  const copy = copyOf(tree);
  const [name = '', ...rest] = way;
  const inside = contentOf(Object.getOwnPropertyDescriptor(copy, name)?.value);
  // An earlier change may have left nothing to go into.
  if (rest.length === 0 || inside === undefined) edit(copy, name, way.length);
  else define(copy, name, edited(inside, rest, edit));
  return copy;
}

/** Objects that were given a getter, which a copy is not to call. */
const withGetter = new WeakSet<object>();

function copyOf(tree: object): object {
  try {
    if (!withGetter.has(tree)) return Array.isArray(tree) ? [...(tree as unknown[])] : { ...tree };
  } catch {
    // A getter that somebody else made.
  }
  const empty: object = Array.isArray(tree) ? [] : Object.create(Object.getPrototypeOf(tree));
  const copy = Object.defineProperties(empty, Object.getOwnPropertyDescriptors(tree));
  withGetter.add(copy);
  return copy;
}

function defineGetter(copy: object, name: string, get: () => unknown): boolean {
  withGetter.add(copy);
  return Reflect.defineProperty(copy, name, { enumerable: true, configurable: true, get });
}
