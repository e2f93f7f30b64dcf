import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { defaultPolicy } from 'temporary-access-pass';
import { lintPolicy, toSarif } from 'temporary-access-pass/review';
import { describe, expect, test } from 'vitest';
import { anyPolicy, untyped } from '../arbitraries.ts';
import { always } from '../laws/check.ts';

/** The schema that Microsoft's own matchers for SARIF bring along. It is a draft-04 schema and uses nothing that later drafts read otherwise. */
const path = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(
  schema,
);

function errors(log: unknown): string[] {
  validate(JSON.parse(JSON.stringify(log)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const accepted = { 'EIDSCA.AT01': 'a pilot, until March' } as const;

describe('a SARIF log', () => {
  const log = toSarif(lintPolicy(defaultPolicy, { accepted }), { artifact: 'policies/tap.json' });
  const [run] = log.runs;

  test('is valid against the schema of SARIF 2.1.0', () => {
    expect(errors(log)).toEqual([]);
    expect(errors(toSarif([]))).toEqual([]);
    expect(errors({ ...log, version: '2.0.0' })).not.toEqual([]);
    expect(errors({ ...log, runs: [{ ...run, results: [{ ruleId: 5 }] }] })).not.toEqual([]);
  });

  test('says what is broken, where, how badly and why it is accepted', () => {
    expect(run?.results[0]).toEqual({
      ruleId: 'EIDSCA.AT01',
      ruleIndex: 0,
      kind: 'fail',
      level: 'error',
      message: { text: '`state` is disabled: set `state` to enabled' },
      locations: [{ physicalLocation: { artifactLocation: { uri: 'policies/tap.json' } } }],
      suppressions: [{ kind: 'external', justification: 'a pilot, until March' }],
    });
    expect(run?.results[1]).toMatchObject({ ruleId: 'ZTA.21845', ruleIndex: 1, level: 'warning', suppressions: [] });
  });

  test('says what could not be judged, without a level', () => {
    const open = run?.results.filter(({ kind }) => kind === 'open') ?? [];
    expect(open.map(({ ruleId, level }) => `${ruleId} ${level}`)).toContain('NIST.4.2.1.2 none');
    expect(open).toHaveLength(6);
  });

  test('describes each check once, with its source', () => {
    const twice = toSarif(lintPolicy({ defaultLength: 7, isUsableOnce: 1 }));
    expect(twice.runs[0]?.results.map(({ ruleIndex }) => ruleIndex)).toEqual([0, 0]);
    expect(run?.tool.driver.rules[0]).toEqual({
      id: 'EIDSCA.AT01',
      shortDescription: { text: 'Passes are enabled.' },
      helpUri: 'https://maester.dev/docs/tests/EIDSCA.AT01',
      defaultConfiguration: { level: 'error' },
      properties: { source: 'Entra ID Security Config Analyzer, EIDSCA.AT01' },
    });
  });

  test.each(['policies/tap.json', '../a%20b/%C3%BC.json', 'https://e.example/tap.json?x=1#y'])(
    'is valid for an artifact like %s',
    (artifact) => {
      expect(errors(toSarif(lintPolicy(defaultPolicy), { artifact }))).toEqual([]);
    },
  );

  test.each([['a b.json'], ['ü.json'], ['policies\\tap.json'], ['50%.json'], [''], [5], [null]])(
    'never names an artifact that is no URI reference: %j',
    (artifact) => {
      expect(() => untyped(toSarif)([], { artifact })).toThrow('`artifact` expected a URI reference such as');
    },
  );

  test('is always valid, whatever the policy', () => {
    const law = fc.property(anyPolicy(), (policy) => {
      const { runs } = toSarif(lintPolicy(policy));
      expect(errors(toSarif(lintPolicy(policy)))).toEqual([]);
      for (const { ruleId, ruleIndex } of runs[0]?.results ?? []) {
        expect(runs[0]?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      }
    });
    always(law, 30);
  });
});
