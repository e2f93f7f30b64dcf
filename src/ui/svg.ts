/** Mid tones, with a contrast of at least 3:1 on white and on near-black. */
export const COLOURS = { pending: '#b7791f', usable: '#2f8f5b', over: '#7a7f87', blocked: '#d64545' } as const;

/** How a stretch of a timeline looks. */
export type Look = keyof typeof COLOURS;

/** A pattern a look, so that nobody has to tell colours apart: stripes, solid, dots and crosses. */
const STROKES: Readonly<Record<Look, string>> = {
  pending: 'M-2 2l4-4M0 8l8-8M6 10l4-4',
  usable: 'M0 0h8v8h-8z',
  over: 'M3 3h2v2h-2z',
  blocked: 'M0 0l8 8M8 0l-8 8',
};

/** The definitions of every pattern, for an id to begin with. */
export function patterns(id: string): string {
  return `<defs>${(Object.keys(COLOURS) as Look[]).map((look) => pattern(look, id)).join('')}</defs>`;
}

function pattern(look: Look, id: string): string {
  const drawn =
    look === 'usable' || look === 'over' ? `fill="${COLOURS[look]}"` : `stroke="${COLOURS[look]}" stroke-width="2"`;
  return (
    `<pattern id="${id}-${look}" width="8" height="8" patternUnits="userSpaceOnUse">` +
    `<path d="${STROKES[look]}" ${drawn}/></pattern>`
  );
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
