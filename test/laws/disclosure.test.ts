import { inspect } from 'node:util';
import { serialize } from 'node:v8';
import * as fc from 'fast-check';
import { alphabets, generatePasscode } from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { scripted } from '../arbitraries.ts';
import { always } from './check.ts';
import { anyBirth, anySteps, begin } from './lives.ts';
import { MISTAKES } from './mistakes.ts';

/** Every way in which something ends up in a log, a store or on a wire. */
function everyText(value: unknown): string {
  const texts = [
    JSON.stringify(value),
    String(value),
    inspect(value, { depth: Infinity, showHidden: true, maxArrayLength: null, maxStringLength: null }),
    inspect(value, { depth: Infinity, customInspect: false, getters: true, maxArrayLength: null }),
  ];
  if (value instanceof Error) texts.push(value.message, String(value.stack), everyText(value.cause));
  return texts.join('\n');
}

/** The spellings in which a passcode is still one, and its pieces of eight characters, too long to be in any text by accident. */
function traces(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const codes = [...bytes];
  const pieces = codes.slice(7).map((_, i) => secret.slice(i, i + 8));
  const reversed = Array.from(secret).toReversed().join('');
  const coded = [bytes.toString('base64').slice(0, -4), bytes.toString('hex'), encodeURIComponent(secret)];
  return [...pieces, reversed, ...coded, codes.join(), codes.join(', ')];
}

function found(secrets: readonly string[], text: string): string[] {
  return secrets.filter((secret) => traces(secret).some((trace) => text.includes(trace)));
}

function outcome(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

describe('a passcode', () => {
  test('never appears in anything that is said or stored in a life', () => {
    let secrets = 0;
    const law = fc.property(anyBirth(), anySteps(12), (birth, steps) => {
      const { model, real } = begin(birth, new Map());
      fc.modelRun(() => ({ model, real }), steps);
      secrets += real.secrets.length;
      expect(found(real.secrets, everyText([real.heard, real.load(), real.policy()]))).toEqual([]);
    });
    always(law, 60);
    expect(secrets).toBeGreaterThan(0);
  });

  const anyPasscode = fc
    .tuple(fc.integer({ min: 16, max: 48 }), fc.constantFrom(alphabets.readable, alphabets.graphLike), fc.nat(255))
    .map(([length, alphabet, byte]) => generatePasscode({ length, alphabet, random: scripted([byte]) }));

  test('never shows itself but by reveal, however it is printed, copied or wrapped', () => {
    const law = fc.property(anyPasscode, (passcode) => {
      const secret = passcode.reveal();
      const wrapped = { deep: [{ passcode }], map: new Map([[passcode, passcode]]), set: new Set([passcode]) };
      const copies = [
        structuredClone(passcode),
        Object.assign({}, passcode),
        Object.entries(passcode),
        Reflect.ownKeys(passcode),
      ];
      const error = new Error(['it was', passcode].join(' '), { cause: passcode });
      const texts = [passcode, wrapped, copies, error, [passcode].join()].map(everyText);
      expect(found([secret], texts.join('\n'))).toEqual([]);
      expect(serialize(passcode).includes(secret)).toBe(false);
      expect([String(passcode), JSON.stringify(passcode)]).toEqual(['[passcode]', '"[passcode]"']);
      // A search that finds nothing anywhere would be none.
      expect(found([secret], everyText({ deep: [{ secret }] }))).toEqual([secret]);
    });
    always(law, 60);
  });

  test.each(Object.entries(MISTAKES))('never comes back when it is pasted into the wrong place: %s', (_, mistake) => {
    const law = fc.property(anyPasscode, (passcode) => {
      expect(found([passcode.reveal()], everyText(outcome(() => mistake(passcode.reveal()))))).toEqual([]);
    });
    always(law, 20);
  });
});
