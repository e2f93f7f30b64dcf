import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { complaints } from './compile.ts';
import { declarations, docComments, gaps, publicNames, throwers } from './exports.ts';
import { type Fence, markdownFences, type Modules, run, sourceFences, withAssertions } from './fences.ts';
import { read, root, sources } from './project.ts';

const modules: Modules = async (specifier) => import(/* @vite-ignore */ specifier);

const readme = existsSync(`${root}/README.md`) ? markdownFences('README.md', read('README.md')) : [];
const fences = [...readme, ...sources().flatMap(([path, source]) => sourceFences(path, source))];

describe('every example', () => {
  test('is found', () => {
    expect(readme).not.toEqual([]);
    expect(fences.length).toBeGreaterThan(readme.length);
  });

  test.each(fences.map((fence) => [`${fence.path}:${fence.line}`, fence] as const))(
    '%s runs',
    async (_title, fence) => {
      expect(fence.info, 'what follows the language').toBe('');
      expect(await run(fence, modules), 'assertions').toBeGreaterThan(0);
    },
  );

  test('compiles as strictly as the package itself', () => {
    expect(complaints(fences)).toBe('');
  });

  test('has a fence', () => {
    const bare = sources().flatMap(([path, source]) =>
      docComments(source)
        .filter((comment) => /@example(?!\s*\n\s*\*\s*```ts\n)/.test(comment))
        .map((comment) => `${path}: ${comment}`),
    );
    expect(bare).toEqual([]);
  });
});

const doors = sources().filter(([path]) => path.endsWith('/index.ts'));

describe.each(doors)('every public name of %s', (door, source) => {
  test('is documented', () => {
    expect(gaps(door, sources())).toEqual([]);
  });

  test('is found by the search', async () => {
    const values = Object.keys(await import(/* @vite-ignore */ `${root}/${door}`));
    const names = publicNames(door, source).map(({ exported }) => exported);
    expect(names).toEqual(expect.arrayContaining(values));
    expect(new Set(names).size).toBe(names.length);
    expect(values).not.toEqual([]);
  });
});

describe('the runner of examples', () => {
  test.each([
    ["import { half } from 'x';\nhalf(4); // => 2\nhalf(3) // => 1.5", 2],
    ["import { half as h, type N } from 'x';\nimport type { M } from 'x';\nconst n: number = h(4); // => 2", 1],
    ["import { half } from 'x';\n[1, 2].map((n) => {\n  return half(n);\n}); // => [0.5, 1]", 1],
    ['({ a: 1, b: [2] }); // => {\n//   a: 1,\n//   b: [2],\n// }', 1],
    ["import { half } from 'x';\nhalf(NaN); // throws RangeError: `n` expected", 1],
    ['[1, 2]\n  .map((n) => n + 1)\n  .join();\n// => "2,3"', 1],
    ['const a = [\n  1,\n];\n// => [1]\n\na.length;\n// => 1', 2],
    ['await Promise.reject(new TypeError("late")); // throws TypeError: late', 1],
    ["'http://x' // => 'http://x'", 1],
    ['const nothing = 1;', 0],
  ])('accepts %j', async (code, assertions) => {
    expect(await run(sample(code), half)).toBe(assertions);
  });

  test.each([
    ["import { half } from 'x';\nhalf(4); // => 3", 'sample.md:12'],
    ["import { half } from 'x';\nconst n = half(4); // => 3", 'sample.md:12'],
    ['({ a: 1 }); // => { a: 1, b: undefined }', 'sample.md:11'],
    ['({\n  a: 1,\n}); // => {\n//   a: 2,\n// }', 'sample.md:13'],
    ["import { half } from 'x';\nhalf(4); // throws RangeError: `n`", 'sample.md:12'],
    ["import { half } from 'x';\nhalf(NaN); // throws RangeError: `m`", 'sample.md:12'],
    ["import { half } from 'x';\nhalf(NaN); // throws TypeError: `n`", 'sample.md:12'],
    ["import { half } from 'x';\nhalf(NaN);", '`n` expected a number'],
    ['this is no code', 'PARSE_ERROR'],
  ])('refuses %j', async (code, message) => {
    await expect(run(sample(code), half)).rejects.toThrow(message);
  });

  test('compiles them, and counts lines as the file does', () => {
    const wrong =
      "import { defaultPolicy } from 'temporary-access-pass';\nconst state: number = defaultPolicy.state;\n";
    expect(complaints([sample(wrong)])).toMatch(/^sample\.md\(12,7\): error TS2322: /);
    expect(complaints([sample('1 + 1;')])).toBe('');
  });

  test('finds fences, their lines and their infos', () => {
    const text = 'a\n```ts\none\n```\n\n```js\ntwo\n```\n```ts no-run\nthree\n```\n';
    expect(markdownFences('a.md', text)).toEqual([
      { path: 'a.md', line: 2, info: '', code: 'one\n' },
      { path: 'a.md', line: 9, info: 'no-run', code: 'three\n' },
    ]);
    const source = 'const a = 1;\n/**\n * b\n *\n * ```ts\n * one();\n *   two(); // => 2\n * ```\n */\n';
    expect(sourceFences('a.ts', source)).toEqual([
      { path: 'a.ts', line: 5, info: '', code: 'one();\n  two(); // => 2\n' },
    ]);
    expect(withAssertions('const a = 1; // not => one\n').assertions).toBe(0);
  });
});

describe('the search for undocumented names', () => {
  const door = ['src/index.ts', "export { a, type B } from './a.ts';\nexport { c as d } from './a.ts';"] as const;
  const documented =
    '/** A, as observed. */\nexport const a = 1;\n/** B. */\nexport type B = 1;\n/** C, as chosen. */\nexport function c() {}\n';
  const found = (source: string): string[] => gaps('src/index.ts', [door, ['src/a.ts', source]]);

  test('is content with documented ones', () => {
    expect(found(documented)).toEqual([]);
  });

  test.each([
    ['no comment', documented.replace('/** B. */\n', ''), 'B: no doc comment'],
    ['an empty comment', documented.replace('A, as observed. ', ''), 'a: no doc comment'],
    ['a tag alone', documented.replace('C, as chosen.', '@throws TypeError'), 'd: no doc comment'],
    ['another comment', documented.replace('d. */', 'd. */\nlet x = 1;'), 'a: no doc comment'],
    ['a missing name', documented.replace('const a', 'const z'), 'a: no declaration in src/a.ts'],
    ['throw', documented.replace('{}', '{ throw 1; }'), 'd: can throw and has no @throws'],
    [
      'a call',
      `${documented.replace('{}', '{ e(); }')}const e = () => {\n  f();\n};\nfunction f() { throw 1; }\n`,
      'd: can throw and has no @throws',
    ],
    ['no grade', documented.replace(', as chosen', ''), 'd: no grade: documented, observed or chosen'],
    [
      'a bare member',
      documented.replace('type B = 1;', 'interface B {\n  /** X. */\n  x: 1;\n  readonly y?: 2;\n}'),
      'B: no doc comment on y',
    ],
  ])('notices %s', (_what, source, gap) => {
    expect(found(source)).toEqual([gap]);
  });

  test('forgives what is caught', () => {
    const source =
      'function a() { try { throw 1; } catch { return `${{}}`; } }\nfunction b() { try { a(); } finally { throw 1; } }\n';
    expect([...throwers(declarations('a.ts', source))]).toEqual(['b']);
  });
});

function sample(code: string): Fence {
  return { path: 'sample.md', line: 10, info: '', code };
}

const half: Modules = async () => ({
  half(n: number): number {
    if (Number.isNaN(n)) throw new RangeError('`n` expected a number, got NaN');
    return n / 2;
  },
});
