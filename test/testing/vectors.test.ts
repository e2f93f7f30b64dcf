import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { viaJson } from '../arbitraries.ts';
import { type Vector, vectorFile, vectors } from './vectors.ts';

const path = fileURLToPath(new URL('../../src/testing/vectors.json', import.meta.url));
const file: { readonly vectors: readonly Vector[] } = JSON.parse(readFileSync(path, 'utf8'));
const schema: object = JSON.parse(readFileSync(path.replace('.json', '.schema.json'), 'utf8'));
const reader = fileURLToPath(new URL('read_vectors.py', import.meta.url));
const validate = new Ajv2020({ strict: true, strictTypes: false }).compile(schema);
const hasPython = spawnSync('python3', ['--version']).status === 0;

const RULES = {
  usability: 'oneTimeUsed expired locked policyDisabled outOfScope oneTimeOnly notYetValid usable',
  request:
    'accepted policyBlocksMethod externalGuest lifetimeOutOfRange multipleUseNotAllowed startInThePast startOutOfRange wrongType unknownProperty',
  policy: 'valid wrongType unknownProperty outOfRange minimumAboveMaximum defaultOutsideLimits',
  redeem: 'redeemed wrongPasscode oneTimeUsed expired locked policyDisabled oneTimeOnly notYetValid',
  scope: 'inScope outOfScope',
} as const;

describe('the vectors', () => {
  test('are what the rules say today', async () => {
    await expect(vectorFile()).toMatchFileSnapshot(path);
  });

  test('are a few hundred, each with an id of its own', () => {
    expect(file.vectors.length).toBe(vectors().length);
    expect(file.vectors.length).toBeGreaterThan(300);
    expect(new Set(file.vectors.map(({ id }) => id)).size).toBe(file.vectors.length);
    expect(viaJson(vectors())).toEqual(file.vectors);
  });

  test('pin every rule', () => {
    const pinned = new Set(file.vectors.map(({ kind, rule }) => `${kind} ${rule}`));
    const rules = Object.entries(RULES).flatMap(([kind, names]) => names.split(' ').map((name) => `${kind} ${name}`));
    expect([...pinned].toSorted()).toEqual(rules.toSorted());
  });

  test('are valid against their schema, which is able to refuse', () => {
    expect(validate(file), JSON.stringify(validate.errors)).toBe(true);
    const [first] = file.vectors;
    for (const wrong of [{ ...first, now: 'today' }, { ...first, kind: 'other' }, { ...first, more: 1 }, {}]) {
      expect(validate({ ...file, vectors: [...file.vectors, wrong] })).toBe(false);
    }
  });
});

describe.skipIf(!hasPython)('a second reader, in Python (skipped where there is no python3)', () => {
  test('derives the same answers', () => {
    expect(read(path)).toMatchObject({ status: 0, stdout: `${file.vectors.length} vectors, 0 differ\n`, stderr: '' });
  });

  test('notices every vector that says something else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
    const wrong = join(folder, 'vectors.json');
    const twisted = file.vectors.map((one) => ({
      ...one,
      expected: typeof one.expected === 'boolean' ? !one.expected : {},
    }));
    writeFileSync(wrong, JSON.stringify({ ...file, vectors: twisted }));
    expect(read(wrong)).toMatchObject({ status: 1, stdout: expect.stringContaining(`${twisted.length} differ\n`) });
    rmSync(folder, { recursive: true });
  });
});

function read(vectorPath: string) {
  // In a language that every machine has, or what starts it may warn of one that is missing.
  return spawnSync('python3', [reader, vectorPath], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
}
