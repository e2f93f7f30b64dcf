/**
 * A scanner just big enough to read TypeScript source without a compiler: it tells comments, strings, templates and regular
 * expressions from code, so that a word in a sentence is never taken for a use of it.
 */

type TokenKind = 'word' | 'number' | 'string' | 'template' | 'regex' | 'comment' | 'punctuation';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
}

const PLAIN: readonly (readonly [TokenKind, RegExp])[] = [
  ['comment', /\/\/[^\n]*|\/\*[\s\S]*?\*\//y],
  ['string', /'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"/y],
  ['word', /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy],
  ['number', /\d[\w.]*/y],
];
const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;
const TEMPLATE_PART = /(?:\\[\s\S]|\$(?!\{)|[^\\`$])*/y;
const PUNCTUATION = /=>|\?\.(?!\d)|\.\.\.|[\s\S]/y;
const WORDS_BEFORE_REGEX = /^(?:return|typeof|case|in|of|delete|void|throw|new|else|do|yield|await|instanceof)$/;

function matchAt(pattern: RegExp, source: string, start: number): string | undefined {
  pattern.lastIndex = start;
  return pattern.exec(source)?.[0];
}

function regexMayFollow(previous: Token | undefined): boolean {
  if (previous === undefined) return true;
  if (previous.kind === 'word') return WORDS_BEFORE_REGEX.test(previous.text);
  return previous.kind === 'punctuation' && ![')', ']', '}'].includes(previous.text);
}

export function tokens(source: string): Token[] {
  const found: Token[] = [];
  const braces: ('block' | 'template')[] = [];
  let previous: Token | undefined;
  let at = 0;

  const take = (kind: TokenKind, text: string): void => {
    const token = { kind, text, start: at };
    found.push(token);
    if (kind !== 'comment') previous = token;
    at += text.length;
  };
  const takeTemplatePart = (opener: string): void => {
    const body = opener + (matchAt(TEMPLATE_PART, source, at + opener.length) ?? '');
    const closed = source[at + body.length] === '`';
    if (!closed) braces.push('template');
    take('template', body + (closed ? '`' : '${'));
  };

  while (at < source.length) {
    const space = matchAt(/\s+/y, source, at);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const plain = PLAIN.map(([kind, pattern]) => [kind, matchAt(pattern, source, at)] as const).find(
      (match) => match[1],
    );
    const regex = regexMayFollow(previous) ? matchAt(REGEX, source, at) : undefined;
    if (plain?.[1] !== undefined) take(plain[0], plain[1]);
    else if (source[at] === '`') takeTemplatePart('`');
    else if (source[at] === '}' && braces.pop() === 'template') takeTemplatePart('}');
    else if (regex !== undefined) take('regex', regex);
    else {
      if (source[at] === '{') braces.push('block');
      take('punctuation', matchAt(PUNCTUATION, source, at) ?? '');
    }
  }
  return found;
}

/** The tokens that run or type-check: everything but comments. */
export function codeTokens(source: string): Token[] {
  return tokens(source).filter((token) => token.kind !== 'comment');
}

/** The source with the insides of comments and literals blanked, every remaining character where it was. */
export function bareCode(source: string): string {
  let bare = '';
  for (const { kind, text, start } of tokens(source)) {
    bare += source.slice(bare.length, start);
    bare += ['comment', 'string', 'template', 'regex'].includes(kind) ? text.replaceAll(/[^\n]/g, ' ') : text;
  }
  return bare + source.slice(bare.length);
}

export function lineOf(source: string, index: number): number {
  return source.slice(0, index).split('\n').length;
}

export interface Import {
  /** `undefined` where it is computed, so that nobody can say what it is. */
  readonly specifier: string | undefined;
  readonly typeOnly: boolean;
  readonly start: number;
}

/** Every module the source names: static, re-exported, dynamic and required. */
export function imports(source: string): Import[] {
  const code = codeTokens(source);
  const found: Import[] = [];
  let typeOnly = false;
  for (const [i, token] of code.entries()) {
    if (token.kind !== 'word' || code[i - 1]?.text === '.') continue;
    const next = code[i + 1];
    const isCall = next?.text === '(';
    if (token.text === 'import' || token.text === 'export') {
      typeOnly = next?.text === 'type' && code[i + 2]?.text !== 'from';
    }
    if ((token.text === 'import' || token.text === 'require') && isCall) {
      const target = code[i + 2];
      found.push({ specifier: literal(target), typeOnly: false, start: token.start });
    } else if ((token.text === 'import' || token.text === 'from') && next?.kind === 'string') {
      found.push({ specifier: literal(next), typeOnly: token.text === 'from' && typeOnly, start: token.start });
    }
  }
  return found;
}

function literal(token: Token | undefined): string | undefined {
  return token?.kind === 'string' ? token.text.slice(1, -1) : undefined;
}
