import { transformWithOxc } from 'vite';
import { expect } from 'vitest';
import { codeTokens, tokens } from './scan.ts';

export interface Fence {
  readonly path: string;
  /** The line of the file where the fence opens, counted from 1. */
  readonly line: number;
  /** What follows the language in the opening line. */
  readonly info: string;
  readonly code: string;
}

/** Every `ts` fence of a Markdown text. */
export function markdownFences(path: string, text: string, firstLine = 1): Fence[] {
  const found: Fence[] = [];
  for (const match of text.matchAll(/^```(?:ts|typescript)\b(.*)\n([\s\S]*?)^```\s*$/gm)) {
    const line = firstLine + text.slice(0, match.index).split('\n').length - 1;
    found.push({ path, line, info: (match[1] ?? '').trim(), code: match[2] ?? '' });
  }
  return found;
}

/** Every `ts` fence of the doc comments of a source. */
export function sourceFences(path: string, source: string): Fence[] {
  return tokens(source)
    .filter(({ kind, text }) => kind === 'comment' && text.startsWith('/**'))
    .flatMap(({ text, start }) => {
      const firstLine = source.slice(0, start).split('\n').length;
      return markdownFences(path, text.replace(/^[ \t]*\*(?!\/) ?/gm, ''), firstLine);
    });
}

// The expectation stands behind the code or on a line of its own below it.
const EXPECTATION = /^(?<code>.*\S)?\s*\/\/ (?<kind>=>|throws) (?<wanted>.+)$/;
const DECLARATION = /^\s*(?:const|let)\s+(?<name>[\w$]+)\s*(?::[^=]+)?=(?!=)/;

function depth(code: string): number {
  const balance: Readonly<Record<string, number>> = { '(': 1, '[': 1, '{': 1, ')': -1, ']': -1, '}': -1 };
  return codeTokens(code).reduce((sum, { text }) => sum + (balance[text] ?? 0), 0);
}

/** Turns the lines `code // => value` and `code // throws Name: part` into calls of `__is` and `__throws`. */
export function withAssertions(code: string): { readonly code: string; readonly assertions: number } {
  const lines = code.split('\n');
  let assertions = 0;
  for (let i = 0; i < lines.length; i++) {
    const { code: before, kind, wanted: opening } = EXPECTATION.exec(lines[i] ?? '')?.groups ?? {};
    if (opening === undefined) continue;
    assertions++;
    let wanted = opening;
    let end = i;
    while (depth(wanted) > 0 && /^\s*\/\/ /.test(lines[end + 1] ?? '')) {
      wanted += `\n${(lines[++end] ?? '').replace(/^\s*\/\/ /, '')}`;
    }
    let first = i;
    let statement = before ?? '';
    while (first > 0 && !isWhole(statement)) statement = `${lines[--first]}\n${statement}`;
    statement = statement.trimEnd().replace(/;$/, '');
    lines.fill('', first, end + 1);
    lines[end] = kind === '=>' ? equality(statement, wanted, i + 1) : refusal(statement, wanted, i + 1);
  }
  return { code: lines.join('\n'), assertions };
}

function isWhole(statement: string): boolean {
  return statement.trim() !== '' && depth(statement) >= 0 && !/^\s*[.?:&|]/.test(statement);
}

function equality(statement: string, wanted: string, line: number): string {
  const name = DECLARATION.exec(statement)?.groups?.['name'];
  return name === undefined
    ? `__is((${statement}), (${wanted}), ${line});`
    : `${statement}; __is(${name}, (${wanted}), ${line});`;
}

function refusal(statement: string, wanted: string, line: number): string {
  return `await __throws(async () => { ${statement}; }, ${JSON.stringify(wanted)}, ${line});`;
}

export type Modules = (specifier: string) => Promise<Readonly<Record<string, unknown>>>;

const IMPORT = /^import\s+(type\s)?\s*\{([^}]*)\}\s*from\s*(['"][^'"]+['"]);?/gm;

/** Runs a fence as the body of a module; every assertion in it that fails throws, naming the line of the file. */
export async function run(fence: Fence, modules: Modules): Promise<number> {
  const asserted = withAssertions(fence.code);
  const linked = asserted.code.replaceAll(
    IMPORT,
    (_whole, type: string | undefined, names: string, specifier: string) => {
      if (type !== undefined) return '';
      const values = names.split(',').filter((name) => !name.trim().startsWith('type '));
      return `const {${values.join(',').replaceAll(/\bas\b/g, ':')}} = await __import(${specifier});`;
    },
  );
  const module = `export async function fence(__import, __is, __throws) {${linked}\n}`;
  const { code } = await transformWithOxc(module, `${fence.path}.ts`, {
    lang: 'ts',
    sourcemap: false,
    tsconfig: false,
  });
  const where = (line: number): string => `${fence.path}:${fence.line + line}`;
  const is = (actual: unknown, wanted: unknown, line: number): void => {
    expect(actual, where(line)).toStrictEqual(wanted);
  };
  const throws = async (action: () => Promise<void>, wanted: string, line: number): Promise<void> => {
    const [name, ...part] = wanted.split(': ');
    const thrown = await action().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(thrown, where(line)).toMatchObject({ name, message: expect.stringContaining(part.join(': ')) });
  };
  const url = `data:text/javascript,${encodeURIComponent(code)}`;
  const body = (await import(/* @vite-ignore */ url)) as { fence(...tools: readonly unknown[]): Promise<void> };
  await body.fence(modules, is, throws);
  return asserted.assertions;
}
