import { describe, expect, test } from 'vitest';
import { sources } from './project.ts';
import { bareCode, imports } from './scan.ts';
import { breaches, type Rule } from './walls.ts';

type Sample = readonly [path: string, source: string];

/** At least one source that breaks each rule: a rule that nothing can break proves nothing. */
const BROKEN = {
  'core imports only siblings': [
    ['src/policy.ts', "import { writePass } from './graph/index.ts';"],
    ['src/policy.ts', "import type { Finding } from './review/index.ts';"],
    ['src/index.ts', "export { lintPolicy } from './review/lint.ts';"],
  ],
  'a folder reaches the core only through its door': [
    ['src/graph/read.ts', "import { toInstant } from '../instant.ts';"],
    ['src/ui/deep/form.ts', "import type { Policy } from '../../policy.ts';"],
  ],
  'no folder imports another': [
    ['src/ui/form.ts', "import { readPass } from '../graph/index.ts';"],
    ['src/graph/read.ts', "export { vectors } from '../testing/index.ts';"],
    ['src/review/lint.ts', "const graph = await import('../graph/index.ts');"],
    ['src/testing/conformance.ts', "import { readPass } from '../graph/read.ts';"],
    ['src/testing/picture.ts', "import { timelineSvg } from '../ui/index.ts';"],
  ],
  'externals are those of the door': [
    ['src/policy.ts', "import { DateTime } from 'luxon';"],
    ['src/policy.ts', "import { randomBytes } from 'node:crypto';"],
    ['src/policy.ts', "import 'side-effect';"],
    ['src/policy.ts', 'const hidden = await import(`luxon`);'],
    ['src/policy.ts', "const old = require('luxon');"],
    ['src/policy.ts', "import { version } from '../package.json';"],
    ['src/graph/read.ts', "import fc from 'fast-check';"],
    ['src/review/lint.ts', "import type { DateTime } from 'luxon';"],
    ['src/testing/any.ts', "import { DateTime } from 'luxon';"],
    ['src/pass.ts', "type Late = import('luxon').DateTime;"],
  ],
  'vitest in types only': [
    ['src/testing/matchers.ts', "import { expect } from 'vitest';"],
    ['src/testing/matchers.ts', "import { type Assertion } from 'vitest';"],
  ],
  'a folder is a known door': [['src/utils/strings.ts', 'export const x: number = 1;']],
  'one entropy door': [
    ['src/passcode.ts', 'crypto.getRandomValues(bytes);'],
    ['src/passcode.ts', 'const id = Math.random();'],
    ['src/passcode.ts', "const id = Math['random']();"],
    ['src/passcode.ts', 'const { random } = Math;'],
    ['src/passcode.ts', 'const text = `${`${Math.random()}`}`;'],
    ['src/random.ts', 'Math.random();'],
    ['src/random.ts', 'await crypto.subtle.digest();'],
    ['src/seal.ts', 'crypto.getRandomValues(salt);'],
    ['src/seal.ts', 'crypto.randomUUID();'],
    ['src/testing/random.ts', 'crypto.getRandomValues(bytes);'],
  ],
  'no hidden clock': [
    ['src/usability.ts', 'const now = Date.now();'],
    ['src/usability.ts', 'const now = Date /* later */ . now();'],
    ['src/usability.ts', "const now = Date['now']();"],
    ['src/usability.ts', 'const { now } = Date;'],
    ['src/usability.ts', 'const now = new Date();'],
    ['src/usability.ts', 'const now = new Date( );'],
    ['src/usability.ts', 'const now = +new Date;'],
    ['src/usability.ts', 'const now = Date();'],
    ['src/usability.ts', 'performance.now();'],
    ['src/graph/read.ts', 'DateTime.now();'],
    ['src/ui/wording.ts', 'DateTime.local();'],
  ],
  'no ambient world': [
    ['src/policy.ts', 'process.env.NODE_ENV;'],
    ['src/policy.ts', 'globalThis.crypto;'],
    ['src/policy.ts', 'declare const console: { log(text: string): void };'],
    ['src/policy.ts', 'setTimeout(check, 5);'],
    ['src/graph/read.ts', 'type Host = typeof globalThis;'],
    ['src/graph/read.ts', 'declare const Response: unknown;'],
    ['src/graph/fetch.ts', 'process.env;'],
    ['src/policy.ts', 'const half = a / b; process.exit(); const other = c / d;'],
  ],
  'no export star': [
    ['src/index.ts', "export * from './policy.ts';"],
    ['src/index.ts', "export type * from './policy.ts';"],
    ['src/index.ts', "export * as policy from './policy.ts';"],
  ],
  'no enum': [
    ['src/policy.ts', 'export enum State { Enabled }'],
    ['src/policy.ts', 'declare const enum State { Enabled }'],
  ],
  'no default export': [
    ['src/policy.ts', 'export default {};'],
    ['src/policy.ts', 'export { policy as default };'],
  ],
  'no any': [
    ['src/policy.ts', 'export function check(value: any): void {}'],
    ['src/policy.ts', 'const parsed = value as any;'],
    ['src/policy.ts', 'type Bag = Record<string, any>;'],
  ],
  'no silenced checks': [['src/policy.ts', '// @ts-expect-error\nconst x: string = 1;']],
} satisfies Record<Rule, readonly Sample[]>;

const INNOCENT: readonly Sample[] = [
  ['src/policy.ts', "import { toInstant } from './instant.ts';"],
  [
    'src/policy.ts',
    "// Date.now() and Math.random() are for others\n/** any process, `export *` */\nconst x = 'globalThis';",
  ],
  [
    'src/policy.ts',
    'const url = /* new Date() */ /\\/\\/ any[`/]/.test(text); const y = `process ${text} Date.now()`;',
  ],
  ['src/policy.ts', 'const at = new Date(now); const plain = value instanceof Date; const any1 = list.any;'],
  ['src/random.ts', 'declare const crypto: { getRandomValues(b: Uint8Array): void }; crypto.getRandomValues(buffer);'],
  ['src/seal.ts', 'declare const crypto: { readonly subtle: object }; crypto.subtle;'],
  [
    'src/graph/read.ts',
    "import { DateTime } from 'luxon';\nimport { issue } from '../index.ts';\nimport { x } from './x.ts';",
  ],
  ['src/graph/wire/deep.ts', "import { issue } from '../../index.ts';\nimport { x } from '../read.ts';"],
  [
    'src/testing/conformance.ts',
    "import { respond } from '../graph/index.ts';\nimport type { Assertion } from 'vitest';",
  ],
  ['src/graph/fetch.ts', 'declare const Response: object; type Host = typeof globalThis;'],
  ['src/testing/arbitraries.ts', "import fc from 'fast-check';\nimport { lintPolicy } from '../review/index.ts';"],
];

describe('the walls of the house', () => {
  test('stand in the source as it is', () => {
    expect(breaches(sources())).toEqual([]);
  });

  test('are looked for where the source is', () => {
    const paths = sources().map(([path]) => path);
    expect(paths).toContain('src/index.ts');
    expect(paths.length).toBeGreaterThan(5);
  });

  const broken = Object.entries(BROKEN).flatMap(([rule, samples]) =>
    samples.map((sample) => [rule, ...sample] as const),
  );
  test.each(broken)('%s: %s must not say %s', (rule, path, source) => {
    expect(breaches([[path, source]]).map((breach) => breach.rule)).toContain(rule);
  });

  test.each(INNOCENT)('%s may say %s', (path, source) => {
    expect(breaches([[path, source]])).toEqual([]);
  });

  test('name the line', () => {
    expect(breaches([['src/policy.ts', "/* one\n two */\nexport * from './pass.ts';"]])).toEqual([
      { rule: 'no export star', path: 'src/policy.ts', line: 3 },
    ]);
  });
});

describe('the scanner', () => {
  test('keeps every character of code where it was', () => {
    const source = "const a = 'x'; // y\nconst b = `1${a /* z */ + `${2}`}3`; const c = a / 2 / 1;";
    const bare = bareCode(source);
    expect(bare).toHaveLength(source.length);
    expect(bare.replaceAll(/ +/g, ' ')).toBe('const a = ; \nconst b = a + 2 ; const c = a / 2 / 1;');
  });

  test('finds imports in every form', () => {
    const source =
      "import a, { b } from 'one';\nimport type { C } from 'two';\nexport { d } from 'three';\nexport type { E } from 'four';";
    expect(imports(source).map(({ specifier, typeOnly }) => [specifier, typeOnly])).toEqual([
      ['one', false],
      ['two', true],
      ['three', false],
      ['four', true],
    ]);
  });
});
