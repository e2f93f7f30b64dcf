import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  assertInteger,
  describe as name,
  outside,
  own,
  ownFields,
  ownItems,
  refuse,
  sentence,
  unknownProperties,
  violation,
  violationError,
  within,
  wrongType,
} from '../src/refusal.ts';
import { anyHostile, everyHostile, explode, frozen, sparse } from './arbitraries.ts';
import { always } from './laws/check.ts';

describe('what came', () => {
  test.each<[unknown, string]>([
    [60, '60'],
    [-60.5, '-60.5'],
    [Number.NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    [null, 'null'],
    [undefined, 'undefined'],
    [true, 'boolean'],
    ['kXw9-mQ2', 'string'],
    [10n, 'bigint'],
    [Symbol('kXw9-mQ2'), 'symbol'],
    [['kXw9-mQ2'], 'object'],
    [explode, 'function'],
  ])('%o is called %s', (value, expected) => {
    expect(`${name(value)}`).toBe(expected);
  });

  test('is always named, and never read', () => {
    always(
      fc.property(anyHostile(), (make) => {
        expect(`${name(make())}`).toMatch(
          /^(-?[\dInfinityNae+.-]+|undefined|null|boolean|string|bigint|symbol|object|function)$/,
        );
      }),
      300,
    );
  });
});

describe('a sentence', () => {
  test('says the field, what was expected and what came', () => {
    expect(sentence('defaultLength', '8..48', 49)).toBe('`defaultLength` expected 8..48, got 49');
  });

  test('is the message of every violation', () => {
    expect(violation('outOfRange', ['a', 0, 'b'], 'more', 'less', { minimum: 1 })).toEqual({
      code: 'outOfRange',
      path: ['a', 0, 'b'],
      message: '`a.0.b` expected more, got less',
      minimum: 1,
    });
    expect(wrongType([], 'array', 'kXw9-mQ2')).toEqual({
      code: 'wrongType',
      path: [],
      message: '`value` expected array, got string',
      expected: 'array',
      received: 'string',
    });
    expect(outside('outOfRange', ['a'], 7, 8, 48)).toEqual({
      code: 'outOfRange',
      path: ['a'],
      message: '`a` expected 8..48, got 7',
      received: 7,
      minimum: 8,
      maximum: 48,
    });
  });
});

describe('an error', () => {
  test.each<[unknown, Error]>([
    ['kXw9-mQ2', new TypeError('`field` expected a function, got string')],
    [null, new TypeError('`field` expected a function, got null')],
    [{}, new TypeError('`field` expected a function, got object')],
    [true, new TypeError('`field` expected a function, got boolean')],
  ])('for %o is a TypeError', (value, error) => {
    expect(() => refuse('field', 'a function', value)).toThrow(error);
  });

  test.each<[unknown, Error]>([
    [7, new RangeError('`field` expected integer in 8..48, got 7')],
    [49, new RangeError('`field` expected integer in 8..48, got 49')],
    [8.5, new RangeError('`field` expected integer in 8..48, got 8.5')],
    [Number.NaN, new RangeError('`field` expected integer in 8..48, got NaN')],
    ['8', new TypeError('`field` expected integer in 8..48, got string')],
    [8n, new TypeError('`field` expected integer in 8..48, got bigint')],
    [undefined, new TypeError('`field` expected integer in 8..48, got undefined')],
  ])('for an integer that is %o is %o', (value, error) => {
    expect(() => assertInteger('field', value, 8, 48)).toThrow(error);
  });

  test.each([8, 9, 48])('is never thrown for an integer within its bounds: %d', (value) => {
    expect(() => assertInteger('field', value, 8, 48)).not.toThrow();
  });

  const range = outside('outOfRange', ['a'], 7, 8, 48);
  const type = wrongType(['b'], 'integer', '8');
  const [unknown] = unknownProperties([], ['a', 'c'], ['a', 'b']);

  test.each([
    [[range], new RangeError('`a` expected 8..48, got 7')],
    [[type], new TypeError('`b` expected integer, got string')],
    [[range, type], new TypeError('`a` expected 8..48, got 7; `b` expected integer, got string')],
  ])('for the violations %j is %o', (violations, error) => {
    expect(violationError(violations)).toEqual(error);
    expect(violationError(violations)).toBeInstanceOf(error.constructor);
  });

  test('for an unknown property is a TypeError', () => {
    expect(unknown).toEqual({
      code: 'unknownProperty',
      path: ['c'],
      message: 'unknown property, expected only a, b',
    });
    expect(unknown && violationError([range, unknown])).toBeInstanceOf(TypeError);
  });
});

describe('the message about an unknown property', () => {
  test.each(['K7qfW2xM', '', 'two words', '@odata.type', 'line\nbreak', '<b>', 'x'.repeat(65)])(
    'never repeats its name: %j',
    (word) => {
      expect(unknownProperties([], [word], ['a']).map(({ message }) => message)).toEqual([
        'unknown property, expected only a',
      ]);
    },
  );
});

describe('within', () => {
  test.each([
    [8, true],
    [48, true],
    [28, true],
    [7, false],
    [49, false],
    [7.999, false],
    [48.001, false],
    [Number.NaN, false],
    [Infinity, false],
  ])('holds for %d in 8..48: %s', (value, expected) => {
    expect(within(value, 8, 48)).toBe(expected);
  });
});

describe('the fields of a plain object', () => {
  const bare: unknown = Object.assign(Object.create(null), { a: 1 });

  test.each<[unknown, object]>([
    [{}, {}],
    [
      { a: 1, b: { c: 2 } },
      { a: 1, b: { c: 2 } },
    ],
    [bare, { a: 1 }],
    [runInNewContext('({ a: 1 })'), { a: 1 }],
    [Object.freeze({ a: 1 }), { a: 1 }],
    [Object.defineProperty({ a: 1 }, 'hidden', { value: 2 }), { a: 1 }],
  ])('of %o are %o', (value, fields) => {
    expect({ ...ownFields(value) }).toEqual(fields);
  });

  test('are read without what lies above them, so that every name is a name', () => {
    const fields = ownFields(JSON.parse('{"__proto__": {"state": "enabled"}, "toString": 1}')) ?? {};
    expect(Object.keys(fields)).toEqual(['__proto__', 'toString']);
    expect(own(fields, '__proto__')).toEqual({ state: 'enabled' });
    expect(own(fields, 'toString')).toBe(1);
    expect(own(fields, 'state')).toBeUndefined();
    expect(own(fields, 'constructor')).toBeUndefined();
  });

  test.each<[string, () => unknown]>([
    ['undefined', () => undefined],
    ['null', () => null],
    ['a number', () => 60],
    ['text', () => 'text'],
    ['a function', () => explode],
    ['a function that is dressed up as an object', () => Object.setPrototypeOf(() => 60, Object.prototype)],
    ['an array', () => []],
    ['an array of another realm', () => runInNewContext('[]')],
    ['a Date', () => new Date(0)],
    ['a Map', () => new Map()],
    ['bytes', () => new Uint8Array(1)],
    ['an heir', () => Object.create({ a: 1 })],
    ['an object with a getter that throws', () => Object.defineProperty({}, 'b', { enumerable: true, get: explode })],
    ['a proxy that hides its keys', () => new Proxy({}, { ownKeys: explode })],
    ['a proxy that hides its prototype', () => new Proxy({}, { getPrototypeOf: explode })],
  ])('are none where it is %s', (_name, make) => {
    expect(ownFields(make())).toBeUndefined();
  });

  test('are always a copy, and reading them never throws or changes anything', () => {
    always(
      fc.property(anyHostile(), (make) => {
        const value = make();
        expect(Object.is(ownFields(value) ?? {}, value)).toBe(false);
      }),
      300,
    );
    const nested = frozen({ a: { b: 1 } });
    expect(ownFields(nested)?.['a']).toBe(nested.a);
  });
});

describe('the items of an array', () => {
  test.each<[unknown, unknown[]]>([
    [[], []],
    [
      [1, undefined, null],
      [1, undefined, null],
    ],
    [Object.freeze(['a']), ['a']],
    [runInNewContext('[1, 2]'), [1, 2]],
  ])('%o are %o', (value, items) => {
    expect(ownItems(value)).toEqual(items);
    expect(ownItems(value)).not.toBe(value);
  });

  test.each<[string, () => unknown]>([
    ['undefined', () => undefined],
    ['null', () => null],
    ['text', () => 'text'],
    ['like an array', () => ({ length: 0 })],
    ['a Set', () => new Set([1])],
    ['bytes', () => new Uint8Array(2)],
    ['one hole', () => sparse(1)],
    ['as many holes as there can be', () => sparse(2 ** 32 - 1)],
    ['an array with a field', () => Object.assign([1], { extra: 2 })],
    ['a proxy that hides its items', () => new Proxy([1], { get: explode })],
    ['an array with a getter that throws', () => Object.defineProperty([1], 0, { enumerable: true, get: explode })],
  ])('are none where it is %s', (_name, make) => {
    expect(ownItems(make())).toBeUndefined();
  });

  test('are never read from anything hostile with an error', () => {
    for (const make of everyHostile()) expect(() => ownItems(make())).not.toThrow();
  });
});
