import { type InstantLike, isBefore, type Segment, toInstant } from '../index.ts';
import { wrongCall } from './calls.ts';
import { type Audience, type Presenter, presenterFor, timeIn } from './present.ts';
import { escape, looks, patterns, text } from './svg.ts';
import { fill, stateWords } from './words.ts';

/** What the picture shows, and for whom. */
export interface TimelineOptions extends Audience {
  /** The instant that is marked; left out: no mark. */
  readonly now?: InstantLike;
  /** The title, such as whose pass it is; default the one of the words. */
  readonly title?: string;
  /** The first part of every id in the picture: a letter, then letters, digits, `-` and `_`. Give each picture on a page its own. */
  readonly id?: string;
  /** Its width in pixels, 160..4096; default 320. */
  readonly width?: number;
}

const HOUR = 3_600_000;
const ROW = 64;
const BAR = { x: 52, width: 16 };
const TEXT = 84;

/**
 * The life of a pass as a picture, from above to below: an SVG text to put into a page or a file. It is not to scale: every stretch of time
 * is equally high. It has a title and a description, every state has a word and a pattern beside its colour, text takes the colour of the
 * text around it (`currentColor`), and no style is in it that a content security policy would refuse. Whatever the words or the title hold is
 * shown as text. Grade: chosen.
 *
 * @example
 * ```ts
 * import { definePolicy, type Pass, timeline } from 'temporary-access-pass';
 * import { timelineSvg } from 'temporary-access-pass/ui';
 *
 * const pass: Pass = {
 *   id: '6f1c5a3e-2b0d-4c8e-9a57-d1e2f3a4b5c6', createdAt: 0, startsAt: 0, lifetimeInMinutes: 60, isUsableOnce: false,
 *   redeemedAt: null, lastUsedAt: null, failedAttempts: 0, version: 1,
 * };
 * const life = timeline(pass, { policy: definePolicy({ state: 'enabled' }) });
 * const svg = timelineSvg(life, { now: 1000, zone: 'Europe/Zurich', locale: 'en', title: 'Adele & others' });
 * svg.includes('<title id="tap-timeline-title">Adele &amp; others</title>'); // => true
 * ```
 * @throws TypeError or RangeError for a timeline or an option that is not as described
 */
export function timelineSvg(timeline: readonly Segment[], options: TimelineOptions): string {
  const presenter = presenterFor(options);
  const { words } = presenter;
  const { id = 'tap-timeline', width = 320, title = words.timeline.title } = options;
  if (!isTimeline(timeline))
    throw wrongCall('timeline', 'one segment or more, each from where the last one ends', timeline);
  if (typeof id !== 'string' || !/^[A-Za-z][\w-]*$/.test(id)) throw wrongCall('id', 'a letter, then [A-Za-z0-9_-]', id);
  if (!(typeof width === 'number' && width >= 160 && width <= 4096)) throw wrongCall('width', '160..4096', width);
  if (typeof title !== 'string') throw wrongCall('title', 'text', title);
  const now = options.now === undefined ? undefined : toInstant(options.now, 'now');

  const height = timeline.length * ROW + 16;
  const body = [
    `<title id="${id}-title">${escape(title)}</title>`,
    `<desc id="${id}-desc">${escape(descriptionOf(timeline, now, presenter))}</desc>`,
    patterns(id),
    ...timeline.map((segment, row) => rowOf(segment, { row, id, presenter })),
    now === undefined ? '' : mark(timeline, now, presenter),
  ];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="${id}-title" aria-describedby="${id}-desc" ` +
    `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" fill="currentColor" ` +
    `font-family="system-ui, sans-serif" font-size="14">${body.join('')}</svg>`
  );
}

function isTimeline(timeline: readonly Segment[]): boolean {
  if (!Array.isArray(timeline) || timeline.length === 0) return false;
  return timeline.every(
    ({ from, until }, row) =>
      (row === 0 || from === timeline[row - 1]?.until) && (until === null || isBefore(from ?? -Infinity, until)),
  );
}

interface Row {
  readonly row: number;
  readonly id: string;
  readonly presenter: Presenter;
}

function rowOf({ from, usability }: Segment, { row, id, presenter }: Row): string {
  const { remedy } = usability;
  const y = 8 + row * ROW;
  const edge = from === null ? '' : text(TEXT, y + 5, escape(timeIn(presenter, from, true)), 'font-size="12"');
  const line = from === null ? '' : `<path d="M${BAR.x - 4} ${y}h${BAR.width + 12}" stroke="currentColor"/>`;
  return (
    `<rect x="${BAR.x}" y="${y}" width="${BAR.width}" height="${ROW}" fill="url(#${id}-${remedy})" stroke="${looks[remedy].colour}"/>` +
    line +
    edge +
    text(TEXT, y + ROW / 2 + 5, escape(stateWords(presenter.words, usability).title), 'font-weight="600"')
  );
}

function mark(timeline: readonly Segment[], now: number, { words }: Presenter): string {
  const y = 8 + placeOf(timeline, now) * ROW;
  const label = text(
    BAR.x - 12,
    y + 4,
    escape(words.timeline.now),
    'font-size="12" font-weight="600" text-anchor="end"',
  );
  return `<path d="M${BAR.x - 9} ${y - 5}v10l8-5zM${BAR.x} ${y - 1}h${BAR.width}v2h-${BAR.width}z"/>${label}`;
}

/** Where an instant is, in rows from above: in proportion within a stretch with two ends, ever closer to the far end of one with one. */
function placeOf(timeline: readonly Segment[], now: number): number {
  const row = rowAt(timeline, now);
  const { from = null, until = null } = timeline[row] ?? {};
  // Kept off the edges, where one could not tell which side the mark is on, and in a part of a life that does not reach the present.
  return row + 0.04 + 0.92 * Math.min(1, Math.max(0, shareOf(now, { from, until })));
}

function shareOf(now: number, { from, until }: Pick<Segment, 'from' | 'until'>): number {
  if (from !== null) return until === null ? (now - from) / (HOUR + now - from) : (now - from) / (until - from);
  return until === null ? 0.5 : HOUR / (HOUR + until - now);
}

function rowAt(timeline: readonly Segment[], now: number): number {
  return Math.max(0, timeline.filter(({ from }) => from === null || !isBefore(now, from)).length - 1);
}

/** All that the picture shows, in sentences. */
function descriptionOf(timeline: readonly Segment[], now: number | undefined, presenter: Presenter): string {
  const { timeline: texts } = presenter.words;
  const say = (template: string, at: number | null, usability: Segment['usability']): string => {
    const { title } = stateWords(presenter.words, usability);
    return at === null ? `${title}.` : fill(template, { time: timeIn(presenter, at), title });
  };
  const said = timeline.map(({ from, usability }) => say(texts.change, from, usability));
  const present = timeline[now === undefined ? -1 : rowAt(timeline, now)];
  if (now !== undefined && present) said.push(say(texts.present, now, present.usability));
  return said.join(' ');
}
