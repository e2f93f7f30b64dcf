import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, read, sources } from './project.ts';

const temp = mkdtempSync(join(tmpdir(), 'artefact-'));
const project = join(temp, 'project');
const { name } = JSON.parse(read('package.json')) as { name: string };
let packed: readonly string[] = [];

// npm is a script beside or below node on every platform; started by its name it would need a shell on some.
function npm(args: readonly string[], cwd: string): string {
  const script = process.env['npm_execpath'];
  const [command, first] = script === undefined ? ['npm', []] : [process.execPath, [script]];
  return execFileSync(command, [...first, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

function node(args: readonly string[], cwd = project): string {
  return execFileSync(process.execPath, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function tool(path: string, args: readonly string[], cwd: string): void {
  try {
    node([join(root, 'node_modules', path), ...args], cwd);
  } catch (error) {
    throw new Error((error as { stdout: string }).stdout, { cause: error });
  }
}

function filesOf(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1).replaceAll(sep, '/'), readFileSync(path, 'utf8')]),
  );
}

function pack(folder: string): { filename: string; files: { path: string }[] } {
  const told = npm(['pack', '--json', '--ignore-scripts', '--pack-destination', temp], folder);
  const [made] = JSON.parse(told) as ReturnType<typeof pack>[];
  if (made === undefined) throw new Error(`npm packed nothing in ${folder}`);
  return made;
}

beforeAll(() => {
  mkdirSync(project);
  const tarball = pack(root);
  packed = tarball.files.map(({ path }) => path).sort();
  writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true }');
  // Luxon from what is installed here, so that nothing is asked of a registry.
  const luxon = pack(join(root, 'node_modules/luxon'));
  const paths = [luxon, tarball].map(({ filename }) => join(temp, filename));
  npm(['install', '--offline', '--no-audit', '--no-fund', ...paths], project);
}, 120_000);

afterAll(() => rmSync(temp, { recursive: true, force: true }));

describe('the tarball', () => {
  test('holds the build, the declarations, the vectors and three texts, and nothing else', () => {
    const declarations = sources().map(([path]) => path.replace(/^src\/(.*)\.ts$/, 'dist/$1.d.ts'));
    const texts = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];
    const chunk = /^dist\/chunk-[A-Z0-9]{8}\.js$/;
    const doors = declarations
      .filter((path) => path.endsWith('/index.d.ts'))
      .map((path) => path.replace('.d.ts', '.js'));
    const data = ['dist/testing/vectors.json', 'dist/testing/vectors.schema.json'];
    const expected = [...texts, ...data, ...doors, ...declarations].sort();
    expect(packed.filter((path) => !chunk.test(path))).toEqual(expected);
  });

  test('brings luxon along, which two doors read and write dates with, and no other package', () => {
    const installed = readdirSync(join(project, 'node_modules')).filter((entry) => !entry.startsWith('.'));
    expect(installed).toEqual(['luxon', name].sort());
  });

  test('names no machine', () => {
    const texts = Object.values(filesOf(join(project, 'node_modules', name))).join('\n');
    expect(texts).not.toContain(root);
    expect(texts).not.toMatch(/sourceMappingURL/);
  });
});

describe('a program that installs the tarball', () => {
  const use =
    'const { entropyBits } = tap; console.log(Math.round(entropyBits({ length: 48 })), Object.keys(tap).length)';

  test('imports it', async () => {
    const names = Object.keys(await import('temporary-access-pass')).length;
    const printed = node(['--input-type=module', '-e', `import * as tap from '${name}'; ${use}`]);
    expect(printed).toMatch(new RegExp(String.raw`^\d+ ${names}\n$`));
  });

  test('requires it', () => {
    const imported = node(['--input-type=module', '-e', `import * as tap from '${name}'; ${use}`]);
    const required = node(['--input-type=commonjs', '-e', `const { ...tap } = require('${name}'); ${use}`]);
    expect(required).toBe(imported);
  });

  test('opens every door but one without a peer, and that one names what it misses', () => {
    const open = `for (const door of ['graph', 'review', 'testing', 'testing/vitest', 'ui', 'ui/german']) await import('${name}/' + door);`;
    const json = `const { default: file } = await import('${name}/testing/vectors.json', { with: { type: 'json' } });`;
    const told = `console.log(file.vectors.length > 300, (await import('${name}/testing/arbitraries').catch((e) => e)).message)`;
    const printed = node(['--no-warnings', '--input-type=module', '-e', `${open} ${json} ${told}`]);
    expect(printed).toMatch(/^true Cannot find package 'fast-check'/);
  });

  test('cannot reach behind the door', () => {
    const code = `import('${name}/dist/index.js').catch((error) => console.log(error.code))`;
    expect(node(['--input-type=module', '-e', code])).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED\n');
  });

  const program = [
    `import { definePolicy, type Policy } from '${name}';`,
    // Neither needs fast-check or Vitest, nor their types.
    `import { type Finding, lintPolicy } from '${name}/review';`,
    `import { type ConformanceResult, manualClock } from '${name}/testing';`,
    `import { address, type PlatformResponse } from '${name}/graph';`,
    "export const { about } = address({ url: '' });",
    `import { formConstraints } from '${name}/ui';`,
    'export const status = (response: PlatformResponse): number => response.status;',
    'export const policy: Policy = definePolicy({});',
    'export const { min } = formConstraints(policy).lifetimeInMinutes;',
    'export const findings: readonly Finding[] = lintPolicy(policy);',
    'export const instant: number = manualClock(0)();',
    'export const results: readonly ConformanceResult[] = [];\n',
  ].join('\n');
  test.each([
    ['nodenext', 'main.mts'],
    ['nodenext', 'main.cts'],
    ['preserve', 'main.mts'],
  ])('compiles under module %s as %s, without Node, DOM or skipLibCheck', (module, file) => {
    writeFileSync(join(project, file), program);
    const resolution = module === 'preserve' ? ['--moduleResolution', 'bundler'] : [];
    const options = ['--module', module, ...resolution, '--target', 'es2022', '--lib', 'es2022', '--types', ''];
    const strictness = ['--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--noEmit'];
    const compile = (): void => tool('typescript/bin/tsc', [...options, ...strictness, file], project);
    compile();
    writeFileSync(join(project, file), `${program}export const wrong: number = policy;\n`);
    expect(compile).toThrow("Type 'Policy' is not assignable to type 'number'");
  });
});

describe('the build', () => {
  test('gives the same bytes in another place', () => {
    const copy = join(temp, 'copy');
    for (const path of ['src', 'package.json', 'tsconfig.json', 'tsconfig.build.json', 'tsup.config.ts']) {
      cpSync(join(root, path), join(copy, path), { recursive: true });
    }
    expect(existsSync(join(copy, 'dist'))).toBe(false);
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
    tool('tsup/dist/cli-default.js', ['--silent'], copy);
    expect(filesOf(join(copy, 'dist'))).toEqual(filesOf(join(root, 'dist')));
  });
});
