import { posix } from 'node:path';
import { codeTokens, tokens, type Token } from './scan.ts';

export interface Declaration {
  readonly path: string;
  readonly name: string;
  readonly keyword: string;
  /** The comment right above it, without its marks; empty where there is none. */
  readonly doc: string;
  readonly text: string;
}

// The formatter keeps every top-level statement, and nothing else but closing brackets, at the start of a line.
const STATEMENT = /^(?=[\p{L}/@$_])/mu;
const DECLARATION =
  /^(?:export\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(function|const|let|class|interface|type)\*?\s+([\w$]+)/;

/** The top-level declarations of a source. */
export function declarations(path: string, source: string): Declaration[] {
  const found: Declaration[] = [];
  let doc = '';
  for (const statement of statements(source)) {
    const comment = /^\/\*\*([\s\S]*?)\*\/\s*/.exec(statement);
    const text = comment === null ? statement : statement.slice(comment[0].length);
    if (comment !== null) doc = (comment[1] ?? '').replaceAll(/^\s*\*? ?/gm, '').trim();
    const [, keyword, name] = DECLARATION.exec(text) ?? [];
    if (keyword !== undefined && name !== undefined) found.push({ path, name, keyword, doc, text });
    if (text.trim() !== '') doc = '';
  }
  return found;
}

function statements(source: string): string[] {
  // A line comment between a doc comment and its declaration belongs to neither.
  const uncommented = source.replaceAll(/^\/\/[^\n]*\n/gm, '');
  return uncommented.split(STATEMENT).filter((text) => text.trim() !== '');
}

export interface PublicName {
  readonly exported: string;
  readonly declared: string;
  readonly path: string;
}

/** The names a door exports by hand, with the file each comes from. */
export function publicNames(path: string, source: string): PublicName[] {
  const code = codeTokens(source);
  const found: PublicName[] = [];
  let waiting: (readonly [declared: string, exported: string])[] = [];
  for (const [i, { text }] of code.entries()) {
    if (text === 'export') waiting = namesIn(code, i);
    if (text !== 'from' || code[i + 1]?.kind !== 'string') continue;
    const from = posix.join(posix.dirname(path), code[i + 1]?.text.slice(1, -1) ?? '');
    found.push(...waiting.map(([declared, exported]) => ({ declared, exported, path: from })));
    waiting = [];
  }
  return found;
}

function namesIn(code: readonly Token[], start: number): (readonly [string, string])[] {
  const open = code.findIndex(({ text }, i) => i > start && text === '{');
  const close = code.findIndex(({ text }, i) => i > open && text === '}');
  const list = code.slice(open + 1, close).map(({ text }) => text);
  const entries = list
    .join(' ')
    .split(',')
    .map((entry) => entry.trim().replace(/^type (?=\S)/, ''));
  return entries.filter(Boolean).map((entry) => {
    const [declared = '', exported = declared] = entry.split(' as ');
    return [declared, exported] as const;
  });
}

function isFunction({ keyword, text }: Declaration): boolean {
  return (
    keyword === 'function' || (keyword === 'const' && /^[^=]*=\s*(?:async\s*)?(?:\([^)]*\)|\w+)[^=]*=>/.test(text))
  );
}

/** What runs outside a `try` that catches. */
function unguarded(text: string): Token[] {
  const code = codeTokens(text);
  const kept: Token[] = [];
  for (let i = 0; i < code.length; i++) {
    const token = code[i] as Token;
    const isTry = token.text === 'try' && code[i + 1]?.text === '{';
    const end = isTry ? closingBrace(code, i + 1) : i;
    if (isTry && code[end + 1]?.text === 'catch') i = end;
    else kept.push(token);
  }
  return kept;
}

function closingBrace(code: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < code.length; i++) {
    // A template's `${` is balanced by the part that starts with `}`, so only bare braces count.
    if (code[i]?.text === '{') depth++;
    if (code[i]?.text === '}' && --depth === 0) return i;
  }
  return code.length;
}

/** The names of functions that can throw: they say `throw`, or call one that can, and do not catch it. */
export function throwers(all: readonly Declaration[]): Set<string> {
  const functions = all.filter(isFunction).map(({ name, text }) => ({ name, code: unguarded(text) }));
  const found = new Set<string>();
  let before = -1;
  while (found.size !== before) {
    before = found.size;
    for (const { name, code } of functions) {
      const can = code.some(({ kind, text }, i) => {
        if (kind !== 'word' || code[i - 1]?.text === '.') return false;
        return text === 'throw' || (found.has(text) && code[i + 1]?.text === '(' && code[i - 1]?.text !== 'function');
      });
      if (can) found.add(name);
    }
  }
  return found;
}

/** What is missing from the docs of the names a door exports, in sentences. */
export function gaps(door: string, files: Iterable<readonly [path: string, source: string]>): string[] {
  const sources = new Map(files);
  const all = [...sources].flatMap(([path, source]) => declarations(path, source));
  const canThrow = throwers(all);
  const names = publicNames(door, sources.get(door) ?? '');
  return names.flatMap(({ declared, exported, path }) => {
    const declaration = all.find((one) => one.path === path && one.name === declared);
    if (declaration === undefined) return [`${exported}: no declaration in ${path}`];
    return gapsOf(declaration, canThrow).map((gap) => `${exported}: ${gap}`);
  });
}

function gapsOf(declaration: Declaration, canThrow: ReadonlySet<string>): string[] {
  const { doc, name, keyword, text } = declaration;
  if (doc.replace(/@[\s\S]*/, '').trim() === '') return ['no doc comment'];
  const found: string[] = [];
  if (isFunction(declaration) && canThrow.has(name) && !/@throws\s+\S/.test(doc))
    found.push('can throw and has no @throws');
  for (const member of keyword === 'interface' ? bareMembers(text) : []) found.push(`no doc comment on ${member}`);
  const hasRules = keyword === 'function' || keyword === 'const';
  if (hasRules && !/\b(?:documented|observed|chosen)\b/.test(doc))
    found.push('no grade: documented, observed or chosen');
  return found;
}

function bareMembers(text: string): string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, i) => {
    const name = /^ {2}(?:readonly )?([\w$]+)\??[:(<]/.exec(line)?.[1];
    return name !== undefined && !lines[i - 1]?.trimEnd().endsWith('*/') ? [name] : [];
  });
}

/** Every doc comment of a source, for rules that hold for all of them. */
export function docComments(source: string): string[] {
  return tokens(source)
    .filter(({ kind, text }) => kind === 'comment' && text.startsWith('/**'))
    .map(({ text }) => text);
}
