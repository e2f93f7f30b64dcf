import type { Remedy } from '../index.ts';

/** How a stretch of a timeline looks. */
interface Look {
  /** A mid tone, with a contrast of at least 3:1 on white and on near-black. */
  readonly colour: string;
  /** A line in a square of 8, repeated, so that nobody has to tell colours apart. */
  readonly path: string;
  /** How wide the line is. */
  readonly stroke: number;
}

/** One look for each thing that can be done about a state: dots, crosses, stripes, solid. */
export const looks: Readonly<Record<Remedy, Look>> = {
  newPass: { colour: '#7a7f87', path: 'M3 4h2', stroke: 2 },
  policy: { colour: '#d64545', path: 'M0 0l8 8M8 0l-8 8', stroke: 2 },
  wait: { colour: '#b7791f', path: 'M-2 2l4-4M0 8l8-8M6 10l4-4', stroke: 2 },
  nothing: { colour: '#2f8f5b', path: 'M0 4h8', stroke: 8 },
};

/** The definitions of every look, for an id to begin with. */
export function patterns(id: string): string {
  const all = Object.entries(looks).map(
    ([remedy, { colour, path, stroke }]) =>
      `<pattern id="${id}-${remedy}" width="8" height="8" patternUnits="userSpaceOnUse">` +
      `<path d="${path}" stroke="${colour}" stroke-width="${stroke}"/></pattern>`,
  );
  return `<defs>${all.join('')}</defs>`;
}

/** A line of text that has been escaped. */
export function text(x: number, y: number, escaped: string, attributes: string): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escaped}</text>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as XML has it: markup escaped, and what XML cannot say (control characters, half surrogate pairs) replaced. */
export function escape(raw: string): string {
  return raw
    .replaceAll(/(?![\t\n\r])\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/gu, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
