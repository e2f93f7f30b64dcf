import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';

/** Texts that would do something if they were not shown as text. */
const HOSTILE_TEXTS = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</title><script>',
  ']]></desc>',
  '<!--',
  '-->',
  "' onload='alert(1)",
  '&lt;',
  '&amp;amp;',
  '&#x3c;b&#x3e;',
  '{title}',
  '{constructor}{__proto__}',
  '$&$1$`',
  '\u0000\u0008\u001b[31m',
  '\ud800',
  '\udc00\ud800',
  '\uffff\ufffe',
  '\u202egnp.exe',
  'javascript:alert(1)',
  '',
];

export function anyText(): Arbitrary<string> {
  const piece = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'binary', maxLength: 6 }), fc.string());
  return fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(''));
}

const TAG = /<(\/?)([a-z]+)((?: [\w:-]+="[^"<>&]*")*)(\/?)>/g;

/** Whether a text is markup in which every tag is closed and every `&` begins an entity; strict, and no more than a picture needs. */
export function isWellFormed(markup: string): boolean {
  const open: string[] = [];
  for (const [, close, name = '', , alone] of markup.matchAll(TAG)) {
    if (alone === '/') continue;
    if (close === '/' && open.pop() !== name) return false;
    if (close === '') open.push(name);
  }
  const texts = markup.replaceAll(TAG, '');
  const isText = !/[<>]|&(?!(?:amp|lt|gt|quot|#39);)|(?![\t\n\r])\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/u.test(texts);
  return open.length === 0 && isText;
}

/** What a picture says: its title, its description and its labels. */
export function textsOf(svg: string): {
  readonly title: string;
  readonly desc: string;
  readonly labels: readonly string[];
} {
  const inside = (tag: string): string[] =>
    [...svg.matchAll(new RegExp(`<${tag}(?: [^>]*)?>([^<]*)</${tag}>`, 'g'))].map(([, text = '']) => unescaped(text));
  const [title = ''] = inside('title');
  const [desc = ''] = inside('desc');
  return { title, desc, labels: inside('text') };
}

function unescaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_whole, name: string) => entities[name] ?? '');
}
