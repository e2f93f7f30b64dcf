import { posix } from 'node:path';
import { bareCode, imports, lineOf } from './scan.ts';

export type Rule =
  | 'core imports only siblings'
  | 'a folder reaches the core only through its door'
  | 'no folder imports another'
  | 'externals are those of the door'
  | 'vitest in types only'
  | 'a folder is a known door'
  | 'one entropy door'
  | 'no hidden clock'
  | 'no ambient world'
  | 'no export star'
  | 'no enum'
  | 'no default export'
  | 'no any'
  | 'no silenced checks';

export interface Breach {
  readonly rule: Rule;
  readonly path: string;
  readonly line: number;
}

interface Door {
  readonly externals: readonly string[];
  readonly doors: readonly string[];
}

/** What each door may import besides its own files; `''` is the core. */
const DOORS: ReadonlyMap<string, Door> = new Map([
  ['', { externals: [], doors: [] }],
  ['graph', { externals: ['luxon'], doors: [''] }],
  ['ui', { externals: ['luxon'], doors: [''] }],
  ['review', { externals: [], doors: [''] }],
  ['testing', { externals: ['fast-check', 'vitest'], doors: ['', 'graph', 'review'] }],
]);

interface Words {
  readonly rule: Rule;
  readonly pattern: RegExp;
  /** The files that are there to say it. */
  readonly except?: readonly string[];
}

const ENTROPY = 'src/random.ts';
const SEALING = 'src/seal.ts';
/** Makes the platform's `Response`, and says in types which one that is. */
const FETCHING = 'src/graph/fetch.ts';

const WORDS: readonly Words[] = [
  { rule: 'one entropy door', pattern: /\bgetRandomValues\b/g, except: [ENTROPY] },
  { rule: 'one entropy door', pattern: /\b(?:randomUUID|randomBytes|randomFillSync|randomInt)\b/g },
  { rule: 'one entropy door', pattern: /\bMath\s*(?:\?\.|\.)\s*random\b|\bMath\s*(?:\?\.)?\[|=\s*Math\b(?!\s*[.?[])/g },
  { rule: 'one entropy door', pattern: /\bcrypto\b/g, except: [ENTROPY, SEALING] },
  { rule: 'one entropy door', pattern: /\bsubtle\b/g, except: [SEALING] },
  { rule: 'no hidden clock', pattern: /\bDate\s*(?:\?\.|\.)\s*now\b|\bDate\s*(?:\?\.)?\[|=\s*Date\b(?!\s*[.?[(])/g },
  { rule: 'no hidden clock', pattern: /\bnew\s+Date\b(?!\s*\(\s*[^\s)])|(?<!\bnew\s+|[.\w$])Date\s*\(/g },
  { rule: 'no hidden clock', pattern: /\bDateTime\s*\.\s*now\b|\bDateTime\s*\.\s*(?:local|utc)\s*\(\s*[){]/g },
  { rule: 'no hidden clock', pattern: /\b(?:performance|hrtime|Temporal\s*\.\s*Now)\b/g },
  { rule: 'no ambient world', pattern: /(?<![.\w$])process\b|\beval\s*\(|\bFunction\s*\(/g },
  { rule: 'no ambient world', pattern: /\bglobalThis\b/g, except: [FETCHING] },
  { rule: 'no ambient world', pattern: /\bset(?:Timeout|Interval|Immediate)\b|\bimport\s*\.\s*meta\b/g },
  {
    rule: 'no ambient world',
    pattern: /\bdeclare\s+(?:const|let|var|function|class|namespace|module|global)\b/g,
    except: [ENTROPY, SEALING, FETCHING],
  },
  { rule: 'no export star', pattern: /\bexport\s*(?:type\s*)?\*/g },
  { rule: 'no enum', pattern: /(?<!\.\s*)\benum\s+[\w$]+\s*\{/g },
  { rule: 'no default export', pattern: /\bexport\s+default\b|\bas\s+default\b/g },
  { rule: 'no any', pattern: /(?<![.\w$])any\b(?!\s*\()/g },
];

const SILENCERS = /@ts-(?:ignore|nocheck|expect-error)/g;

/** The door a file of `src` belongs to: its folder, or `''` for the core. */
function doorOf(path: string): string {
  const [, folder = '', ...rest] = path.split('/');
  return rest.length > 0 ? folder : '';
}

function importBreach(path: string, specifier: string | undefined, typeOnly: boolean): Rule | undefined {
  const from = doorOf(path);
  const { externals, doors } = DOORS.get(from) ?? { externals: [], doors: [] };
  if (specifier === undefined) return 'externals are those of the door';
  if (!specifier.startsWith('.')) {
    if (!externals.includes(specifier)) return 'externals are those of the door';
    return specifier === 'vitest' && !typeOnly ? 'vitest in types only' : undefined;
  }
  const target = posix.join(posix.dirname(path), specifier);
  if (!target.startsWith('src/')) return 'externals are those of the door';
  const to = doorOf(target);
  if (to === from) return undefined;
  if (from === '') return 'core imports only siblings';
  if (!doors.includes(to)) return 'no folder imports another';
  if (target === posix.join('src', to, 'index.ts')) return undefined;
  return to === '' ? 'a folder reaches the core only through its door' : 'no folder imports another';
}

function breachesOf(path: string, source: string): Breach[] {
  const found: Breach[] = [];
  const report = (rule: Rule, index: number): void => {
    found.push({ rule, path, line: lineOf(source, index) });
  };
  if (!DOORS.has(doorOf(path))) report('a folder is a known door', 0);
  for (const { specifier, typeOnly, start } of imports(source)) {
    const rule = importBreach(path, specifier, typeOnly);
    if (rule !== undefined) report(rule, start);
  }
  const bare = bareCode(source);
  for (const { rule, pattern, except = [] } of WORDS) {
    if (!except.includes(path)) for (const { index } of bare.matchAll(pattern)) report(rule, index);
  }
  for (const { index } of source.matchAll(SILENCERS)) report('no silenced checks', index);
  return found;
}

/** Every place where the sources, given as path (from the root of the project) and text, break a wall. */
export function breaches(sources: Iterable<readonly [path: string, source: string]>): Breach[] {
  return [...sources].flatMap(([path, source]) => breachesOf(path, source));
}
