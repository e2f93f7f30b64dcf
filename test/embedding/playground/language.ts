import { german } from './german.ts';

/** A text that the page can say in both languages. */
export type Phrase = keyof typeof german;
type Values = Readonly<Record<string, string | number>>;

/** How each text that does not change by itself is said, for when another language is chosen. */
const told = new WeakMap<Text, () => string>();

/** A text in the language of the page, with its braces filled in. */
export function tell(text: Phrase, values: Values = {}): string {
  const said = document.documentElement.lang === 'de' ? german[text] : text;
  return said.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => String(values[name]));
}

/** The same as a part of the page, which changes with the language. */
export function phrase(text: Phrase, values: () => Values = () => ({})): Text {
  const say = (): string => tell(text, values());
  const node = document.createTextNode(say());
  told.set(node, say);
  return node;
}

/** What others say to the page in English, whatever language it is in. */
export function quote(text: string): HTMLElement {
  return Object.assign(document.createElement('span'), { lang: 'en', textContent: text });
}

/** Says everything in a language. */
export function speak(language: string): void {
  document.documentElement.lang = language;
  for (const node of texts()) {
    const say = told.get(node);
    if (say) node.data = say();
  }
}

/** Finds the texts of the page as it was served, in English. */
export function learn(): void {
  for (const node of texts()) {
    const { data } = node;
    const text = data.trim();
    if (isPhrase(text)) told.set(node, () => data.replace(text, () => tell(text)));
  }
}

function isPhrase(text: string): text is Phrase {
  return Object.hasOwn(german, text);
}

function* texts(): Generator<Text> {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) if (node instanceof Text) yield node;
}
