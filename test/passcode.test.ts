import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import * as fc from 'fast-check';
import { alphabets, constantTimeEqual, generatePasscode, type Passcode, secureRandom } from 'temporary-access-pass';
import { describe, expect, test, vi } from 'vitest';
import { anyHostile, everyHostile, scripted, untyped } from './arbitraries.ts';
import { always } from './laws/check.ts';

describe('a passcode', () => {
  const passcode = generatePasscode({
    length: 12,
    alphabet: alphabets.digits,
    random: scripted([249, 250, 0, 10, 19, 25]),
  });

  test('tells its secret when asked for it, every time', () => {
    expect(passcode.reveal()).toMatch(/^970007\d{6}$/);
    expect(passcode.reveal()).toBe(passcode.reveal());
  });

  test('tells its length and entropy', () => {
    expect(passcode.length).toBe(12);
    expect(passcode.entropyBits).toBeCloseTo(39.863, 3);
  });

  test('knows itself, and nothing else', () => {
    const secret = passcode.reveal();
    expect(passcode.equals(secret)).toBe(true);
    expect(passcode.equals(` ${secret}`)).toBe(false);
    expect(passcode.equals(`${secret} `)).toBe(false);
    expect(passcode.equals(secret.slice(1))).toBe(false);
    expect(passcode.equals(secret + secret)).toBe(false);
    expect(passcode.equals('')).toBe(false);
    expect(passcode.equals('[passcode]')).toBe(false);
  });
});

describe('redaction', () => {
  const passcode = generatePasscode({ length: 48, random: secureRandom });
  const holder = { passcode, list: [passcode], deep: { deeper: { deepest: { passcode } } } };

  test.each<[string, (passcode: Passcode) => string]>([
    ['String()', String],
    ['a template', (one) => String.raw`${one}`],
    ['concatenation', (one) => ''.concat(String(one))],
    ['toString', (one) => one.toString()],
    ['toLocaleString', (one) => one.toLocaleString()],
    ['join', (one) => [one].join()],
    ['toJSON', (one) => one.toJSON()],
    ['JSON', (one) => JSON.stringify(one).slice(1, -1)],
    ['the %s of a format', (one) => format('%s', one)],
  ])('gives `[passcode]` in %s', (_name, tell) => {
    expect(tell(passcode)).toBe('[passcode]');
  });

  test.each<[string, () => unknown]>([
    ['JSON of what holds it', () => JSON.stringify(holder)],
    ['JSON with a replacer', () => JSON.stringify(holder, (_key, value: unknown) => value)],
    ['the inspector', () => inspect(holder)],
    ['the inspector, told to show everything', () => inspect(holder, { showHidden: true, depth: null, getters: true })],
    [
      'the inspector, told to skip custom functions',
      () => inspect(passcode, { showHidden: true, customInspect: false, showProxy: true }),
    ],
    ['%o, %O and %j', () => format('%o %O %j %d %s', holder, holder, holder, passcode, holder)],
    ['its keys', () => [...Object.keys(passcode), ...Reflect.ownKeys(passcode).map(String), ...namesOf(passcode)]],
    ['its entries', () => Object.entries(passcode)],
    ['its descriptors', () => Object.getOwnPropertyDescriptors(passcode)],
    ['a copy', () => JSON.stringify(copy(passcode))],
    ['a clone', () => JSON.stringify(structuredClone(passcode))],
    ['a serialised clone', () => serialize(holder).toString('latin1')],
    ['a clone of a serialised clone', () => JSON.stringify(deserialize(serialize(holder)))],
    ['an assignment', () => JSON.stringify(Object.assign({}, passcode))],
    ['a number', () => Number(passcode)],
    ['an error message', () => new Error(String.raw`no use for ${passcode}`).stack],
    ['an error with a cause', () => inspect(new Error('no', { cause: passcode }))],
    ['the code of its class', () => String(passcode.constructor)],
    ['a URL', () => String(new URLSearchParams({ passcode: String(passcode) }))],
  ])('never lets the secret into %s', (_name, tell) => {
    expect(inspect(tell(), { showHidden: true, depth: null })).not.toContain(passcode.reveal());
  });

  test('never lets the secret onto a console', () => {
    const printed: string[] = [];
    const stdout = new Writable({
      write(chunk: Buffer, _encoding, done) {
        printed.push(chunk.toString());
        done();
      },
    });
    const console = new Console({ stdout, stderr: stdout });
    console.log(passcode, String.raw`${passcode}`, holder);
    console.dir(holder, { showHidden: true, depth: null });
    console.table([holder, { passcode }]);
    console.error('%s %o %O %j', passcode, passcode, passcode, passcode);
    expect(printed.join('')).toContain('[passcode]');
    expect(printed.join('')).not.toContain(passcode.reveal());
  });

  test('is always the same, whatever the secret', () => {
    always(
      fc.property(
        fc.shuffledSubarray(
          Array.from({ length: 256 }, (_, byte) => byte),
          { minLength: 100 },
        ),
        (bytes) => {
          const one = generatePasscode({ length: 48, random: scripted(bytes) });
          expect(inspect(one, { showHidden: true })).toBe(inspect(passcode, { showHidden: true }));
          expect(JSON.stringify({ one })).toBe('{"one":"[passcode]"}');
        },
      ),
      50,
    );
  });

  test('holds in what is thrown for a wrong candidate', () => {
    const digits = generatePasscode({ alphabet: alphabets.digits, random: scripted([7]) });
    const secret = digits.reveal();
    // A body of JSON may well have the digits as a number.
    for (const candidate of [
      Number(secret),
      BigInt(secret),
      [secret],
      { secret },
      new String(secret),
      null,
      undefined,
    ]) {
      const error = thrown(() => untyped((one) => digits.equals(one))(candidate));
      expect(error).toBeInstanceOf(TypeError);
      expect(String(error)).toMatch(/`candidate` expected a string, got /);
      expect(inspect(error)).not.toContain(String(Number(secret)));
    }
  });
});

describe('constantTimeEqual', () => {
  test.each([
    ['', '', true],
    ['abcd', 'abcd', true],
    ['+drkzqAD', '+drkzqAD', true],
    ['+drkzqAD', '+drkzqAd', false],
    ['+drkzqAD', '-drkzqAD', false],
    ['+drkzqAD', '+drkzqA', false],
    ['+drkzqAD', '+drkzqADD', false],
    ['+drkzqAD', ' +drkzqAD', false],
    ['+drkzqAD', '+drkzqAD\n', false],
    ['ab', 'abab', false],
    ['abab', 'ab', false],
    ['a', '', false],
    ['', 'a', false],
    ['', '\u0000', false],
    ['\u0000', '', false],
    ['a', 'a\u0000', false],
    ['\u00E9', 'e\u0301', false],
    ['A', 'Ａ', false],
    ['0', 'O', false],
    ['\u0141', 'A', false],
    ['ab', 'ba', false],
    // Differences that would cancel out if they were added or xored up.
    ['ac', 'bb', false],
    ['aa', 'bb', false],
  ])('of %j and %j is %s', (secret, candidate, expected) => {
    expect(constantTimeEqual(secret, candidate)).toBe(expected);
  });

  test('is always what === is', () => {
    const anyText = fc.oneof(fc.string({ maxLength: 4 }), fc.string({ unit: 'binary', maxLength: 60 }));
    const anyPair = fc.oneof(
      fc.tuple(anyText, anyText),
      anyText.map((text) => [text, text] as const),
      fc.tuple(anyText, anyText).map(([text, more]) => [text, text + more] as const),
      fc.tuple(anyText, fc.nat({ max: 59 }), fc.integer({ min: 1, max: 0xffff })).map(([text, at, flip]) => {
        const code = text.charCodeAt(at % text.length) ^ flip;
        return [
          text,
          text.slice(0, at % text.length) + String.fromCharCode(code) + text.slice((at % text.length) + 1),
        ] as const;
      }),
    );
    always(
      fc.property(anyPair, ([secret, candidate]) => {
        expect(constantTimeEqual(secret, candidate)).toBe(secret === candidate);
        expect(constantTimeEqual(candidate, secret)).toBe(secret === candidate);
      }),
      1000,
    );
  });

  test('always throws a TypeError for what is no string, and never says what it was', () => {
    const equal = untyped(constantTimeEqual);
    for (const make of everyHostile().filter((one) => typeof one() !== 'string')) {
      const expected = `expected a string, got ${typeof make()}`;
      expect(() => equal('12345678', make())).toThrow(new TypeError(`\`candidate\` ${expected}`));
      expect(() => equal(make(), '12345678')).toThrow(new TypeError(`\`secret\` ${expected}`));
    }
    always(
      fc.property(anyHostile(), fc.integer({ min: 10_000_000, max: 99_999_999 }), (make, secret) => {
        expect(String(thrown(() => equal(make(), secret)))).not.toContain(String(secret));
        expect(String(thrown(() => equal(secret, make())))).not.toContain(String(secret));
      }),
      200,
    );
  });

  test('always reads as many characters as the candidate has, whatever the secret and wherever they differ', () => {
    const read = vi.spyOn(String.prototype, 'charCodeAt');
    const steps = ['kXw9-mQ2', 'kXw9-mQ3', 'xXw9-mQ2', '', 'k', 'k'.repeat(48)].map((secret) => {
      read.mockClear();
      constantTimeEqual(secret, 'kXw9-mQ2');
      return read.mock.calls.length;
    });
    read.mockRestore();
    // One of each.
    expect(steps).toEqual(steps.map(() => 16));
  });

  test('is answered in bounded time for a candidate of any length', () => {
    expect(constantTimeEqual('kXw9-mQ2', 'k'.repeat(10_000_000))).toBe(false);
  });
});

/** The own fields of a value, as `{ ...value }` copies them. */
function copy({ ...fields }: object): object {
  return fields;
}

/** Every name that `in` and `for` could find. */
function namesOf(value: object): string[] {
  const names: string[] = [];
  for (const name in value) names.push(name);
  return names;
}

function thrown(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}
