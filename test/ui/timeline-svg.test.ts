import * as fc from 'fast-check';
import { definePolicy, type Pass, type Policy, type Segment, timeline, usability } from 'temporary-access-pass';
import { english, timelineSvg, type TimelineOptions } from 'temporary-access-pass/ui';
import { german } from 'temporary-access-pass/ui/german';
import { describe, expect, test } from 'vitest';
import { anyHostile, anyMoment, anyPolicy, anySubject, MONDAY, passWith, untyped } from '../arbitraries.ts';
import { always } from '../laws/check.ts';
import { isOnEveryClock } from '../laws/zones.ts';
import { endsWell } from './hostile.ts';
import { anyText, isWellFormed, textsOf } from './markup.ts';

const open = definePolicy({ state: 'enabled' });
const HOUR = 3_600_000;

function picture(
  pass: Partial<Pass> = {},
  { policy = open, ...options }: Partial<TimelineOptions & { policy: Policy }> = {},
): string {
  return timelineSvg(timeline(passWith(pass), { policy }), { zone: 'Europe/Zurich', locale: 'en-GB', ...options });
}

/** Where the mark of the present is, in rows from above. */
function markOf(svg: string): number {
  const y = Number(/<path d="M43 ([\d.]+)v10/.exec(svg)?.[1]) + 5;
  return (y - 8) / 64;
}

describe('the picture of a life', () => {
  test('has a title and a description that say all that is to be seen', () => {
    const svg = picture({}, { now: MONDAY + HOUR / 2 });
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" role="img" aria-labelledby="tap-timeline-title"/);
    const { title, desc } = textsOf(svg);
    expect(title).toBe('The life of this pass');
    expect(desc.replaceAll(/[\s,]+(?:at )?/g, ' ')).toBe(
      'Not yet usable. From Monday 23 November 2026 10:00 CET: Usable. From Monday 23 November 2026 11:00 CET: Expired. ' +
        'Now Monday 23 November 2026 10:30 CET: Usable.',
    );
  });

  test('shows every state in words and with a pattern, beside its colour', () => {
    const svg = picture();
    const { labels } = textsOf(svg);
    expect(labels).toEqual(expect.arrayContaining(['Not yet usable', 'Usable', 'Expired']));
    const fills = [...svg.matchAll(/<rect [^>]*fill="url\(#tap-timeline-(\w+)\)"/g)].map(([, look]) => look);
    expect(fills).toEqual(['wait', 'nothing', 'newPass']);
    for (const look of fills) expect(svg).toContain(`<pattern id="tap-timeline-${look}"`);
    const drawn = [...svg.matchAll(/<pattern [^>]*><path d="([^"]+)"/g)].map(([, path]) => path);
    expect(new Set(drawn).size).toBe(4);
  });

  test.each<[Partial<Pass>, Policy, string[], string[]]>([
    [{ isUsableOnce: true, redeemedAt: MONDAY }, open, ['newPass'], ['Used']],
    [{ failedAttempts: 10 }, open, ['newPass', 'newPass'], ['Locked', 'Expired']],
    [{}, definePolicy({}), ['policy', 'newPass'], ['Blocked: policy off', 'Expired']],
  ])('shows %j', (pass, policy, looks, titles) => {
    const svg = picture(pass, { policy });
    expect([...svg.matchAll(/fill="url\(#tap-timeline-(\w+)\)"/g)].map(([, look]) => look)).toEqual(looks);
    expect(textsOf(svg).labels.filter((label) => !/\d/.test(label))).toEqual(titles);
    expect(svg).toContain(`height="${looks.length * 64 + 16}"`);
  });

  test('can be read in light and dark, and under a strict content security policy', () => {
    const svg = picture({}, { now: MONDAY });
    expect(svg).toContain('fill="currentColor"');
    expect(svg).not.toMatch(/style|class=|script|href|on\w+=|#000|#fff|black|white/i);
    const tones = [...new Set(svg.match(/#[0-9a-f]{6}/g))];
    expect(tones.length).toBe(4);
    for (const tone of tones) {
      expect(contrast(tone, '#ffffff'), tone).toBeGreaterThan(3);
      expect(contrast(tone, '#14161a'), tone).toBeGreaterThan(3);
    }
  });

  test('leaves the mark out where there is no present', () => {
    expect(markOf(picture())).toBeNaN();
    expect(textsOf(picture()).labels).not.toContain('now');
    expect(textsOf(picture({}, { now: MONDAY })).labels).toContain('now');
  });

  test('speaks German, and any other language it is given', () => {
    const svg = picture({}, { now: MONDAY, words: german, locale: 'de' });
    expect(textsOf(svg).title).toBe('Das Leben dieses Passes');
    expect(textsOf(svg).labels).toEqual(expect.arrayContaining(['jetzt', 'Gültig']));
    expect(textsOf(svg).desc).toMatch(/^Noch nicht gültig\. Ab Montag/);
  });

  test('keeps its ids to itself', () => {
    const svg = picture({}, { id: 'second' });
    const ids = [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id?.startsWith('second-'))).toBe(true);
    const named = [...svg.matchAll(/(?:url\(#|labelledby="|describedby=")([\w-]+)/g)].map(([, id]) => id);
    expect(ids).toEqual(expect.arrayContaining(named));
    expect(svg).not.toContain('tap-timeline');
  });

  test.each<[object, string]>([
    [{ id: '' }, '`id` expected'],
    [{ id: '1a' }, '`id` expected a letter'],
    [{ id: 'a"><script>' }, '`id` expected a letter, then [A-Za-z0-9_-], got string'],
    [{ id: 'a b' }, '`id` expected'],
    [{ width: 159 }, '`width` expected 160..4096, got 159'],
    [{ width: Number.NaN }, '`width` expected'],
    [{ width: 4097 }, '`width` expected'],
    [{ now: Number.NaN }, '`now` expected instant'],
    [{ zone: 'Mars' }, '`zone` expected'],
    [{ locale: '!' }, '`locale` expected'],
  ])('refuses %j', (options, message) => {
    expect(() => picture({}, options)).toThrow(RangeError);
    expect(() => picture({}, options)).toThrow(message);
  });

  test('refuses what is no timeline, no title and no text', () => {
    expect(() => timelineSvg([], { zone: 'UTC' })).toThrow(
      '`timeline` expected one segment or more, each from where the last one ends, got object',
    );
    expect(() => untyped(timelineSvg)('<svg>', { zone: 'UTC' })).toThrow(TypeError);
    expect(() => untyped(picture)({}, { title: 5 })).toThrow('`title` expected text, got 5');
    expect(() => untyped(picture)({}, { width: '320' })).toThrow(TypeError);
  });

  test('always says what is so at the instant it marks, in the row of that state', () => {
    const anySituation = fc.record({
      moment: anyMoment().filter(({ now }) => isOnEveryClock(now)),
      policy: fc.oneof(anyPolicy(), fc.constant(open)),
      subject: anySubject(),
    });
    const law = fc.property(anySituation, ({ moment: { pass, now }, policy, subject }) => {
      const life = timeline(pass, { policy, subject });
      const svg = timelineSvg(life, { now, zone: 'Asia/Kolkata' });
      const { title } = english.states[usability(pass, { policy, subject, now }).rule];
      expect(textsOf(svg).desc).toMatch(new RegExp(`: ${title}\\.$`));
      const row = life.findIndex(({ from, until }) => (from ?? -Infinity) <= now && now < (until ?? Infinity));
      expect(markOf(svg)).toBeGreaterThan(row);
      expect(markOf(svg)).toBeLessThan(row + 1);
      expect(isWellFormed(svg)).toBe(true);
    });
    always(law, 300);
  });

  test('never puts its mark outside of the picture, though a part of a life may not reach the present', () => {
    const law = fc.property(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 0, max: 1 }), (days, first) => {
      const part = timeline(passWith(), { policy: open }).slice(first, first + 2);
      const mark = markOf(timelineSvg(part, { now: MONDAY + days * 24 * HOUR, zone: 'UTC' }));
      expect(mark).toBeGreaterThan(0);
      expect(mark).toBeLessThan(part.length);
    });
    always(law, 50);
  });

  test('never draws what is no life: stretches that overlap, are empty, or have no end to measure', () => {
    const [before, within, after] = timeline(passWith(), { policy: open }) as [Segment, Segment, Segment];
    const wrong = [
      [],
      [within, before],
      [before, after],
      [{ ...within, until: within.from }],
      [{ ...before, until: Number.NaN }],
    ];
    for (const life of wrong) {
      expect(() => timelineSvg(life, { zone: 'UTC', now: MONDAY })).toThrow(
        '`timeline` expected one segment or more, each from where the last one ends',
      );
    }
  });

  test('never moves its mark up as time goes by', () => {
    const steps = fc.array(fc.integer({ min: -400 * 24 * HOUR, max: 400 * 24 * HOUR }), { minLength: 2, maxLength: 8 });
    const law = fc.property(steps, fc.constantFrom(open, definePolicy({})), (waits, policy) => {
      const marks = waits
        .toSorted((a, b) => a - b)
        .map((wait) => markOf(picture({}, { policy, now: MONDAY + Math.trunc(wait / 60_000) * 60_000 })));
      expect(marks).toEqual(marks.toSorted((a, b) => a - b));
    });
    always(law, 50);
  });

  test('always shows hostile text as text', () => {
    const law = fc.property(anyText(), anyText(), (title, other) => {
      const states = { ...english.states, usable: { ...english.states.usable, title: other } };
      const words = { ...english, states, timeline: { ...english.timeline, now: other, change: `${other}{title}` } };
      const svg = picture({}, { now: MONDAY, words, title });
      expect(isWellFormed(svg)).toBe(true);
      const texts = textsOf(svg);
      expect(texts.title).toBe(sayable(title));
      expect(texts.labels.filter((label) => label === sayable(other))).toHaveLength(2);
      expect(texts.desc).toContain(sayable(other));
      expect(svg.match(/<\w+/g)).toEqual(picture({}, { now: MONDAY }).match(/<\w+/g));
    });
    always(law, 400);
  });

  test('never fails on hostile options but with a TypeError or a RangeError', () => {
    const names = ['zone', 'locale', 'words', 'now', 'title', 'id', 'width'];
    const law = fc.property(fc.constantFrom(...names), anyHostile(), anyHostile(), (name, make, life) => {
      const pictures: string[] = [];
      expect(endsWell(() => pictures.push(picture({}, { [name]: make() })))).toBe(true);
      expect(endsWell(() => pictures.push(untyped(timelineSvg)(life(), { zone: 'UTC' })))).toBe(true);
      expect(pictures.every(isWellFormed)).toBe(true);
    });
    always(law, 300);
  });
});

/** A text as XML can say it. */
function sayable(text: string): string {
  return Array.from(text, (one) => {
    const code = one.codePointAt(0) ?? 0;
    const isControl = code < 32 ? !'\t\n\r'.includes(one) : code >= 127 && code < 160;
    return isControl || (code >= 0xd8_00 && code < 0xe0_00) || code === 0xff_fe || code === 0xff_ff ? '\ufffd' : one;
  }).join('');
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[0-9a-f]{2}/g) ?? []).map((hex) => {
    const share = Number.parseInt(hex, 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
