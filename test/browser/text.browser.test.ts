import * as fc from 'fast-check';
import { definePolicy, timeline } from 'temporary-access-pass';
import { english, spell, timelineSvg, type TimelineOptions } from 'temporary-access-pass/ui';
import { describe, expect, test } from 'vitest';
import { MONDAY, passWith } from '../arbitraries.ts';
import { always } from '../laws/check.ts';
import { anyText } from '../ui/markup.ts';

const life = timeline(passWith(), { policy: definePolicy({ state: 'enabled' }) });

function picture(options: Partial<TimelineOptions> = {}): string {
  return timelineSvg(life, { now: MONDAY, zone: 'Europe/Zurich', ...options });
}

function elements(root: ParentNode): string[] {
  return [...root.querySelectorAll('*')].map(({ localName }) => localName);
}

describe('a picture in a page', () => {
  test('always shows hostile text as text, to the XML and to the HTML parser', () => {
    const plain = new DOMParser().parseFromString(picture(), 'image/svg+xml');
    const law = fc.property(anyText(), anyText(), (title, other) => {
      const states = { ...english.states, usable: { ...english.states.usable, title: other } };
      const svg = picture({ title, words: { ...english, states } });
      const xml = new DOMParser().parseFromString(svg, 'image/svg+xml');
      expect(xml.querySelector('parsererror')).toBeNull();
      expect(elements(xml)).toEqual(elements(plain));
      const page = document.createElement('div');
      page.innerHTML = svg;
      expect(elements(page)).toEqual(elements(plain));
      for (const parsed of [xml, page]) {
        const shown = [...parsed.querySelectorAll('text')].map(({ textContent }) => textContent);
        expect(shown).toHaveLength(6);
        expect(lines(parsed.querySelector('title')?.textContent)).toBe(lines(sayable(title)));
      }
    });
    always(law, 200);
  });

  test('has a size, and draws its bar and its mark inside it', () => {
    document.body.innerHTML = picture();
    const svg = document.querySelector('svg');
    const frame = svg?.getBoundingClientRect();
    expect([frame?.width, frame?.height]).toEqual([320, 208]);
    const shapes = [...(svg?.querySelectorAll('rect, text, svg > path') ?? [])].map((one) =>
      one.getBoundingClientRect(),
    );
    expect(shapes.length).toBeGreaterThan(8);
    for (const { left, right, top, bottom } of shapes) {
      expect(left).toBeGreaterThanOrEqual(frame?.left ?? Infinity);
      expect(right).toBeLessThanOrEqual(frame?.right ?? -Infinity);
      expect(top).toBeGreaterThanOrEqual(frame?.top ?? Infinity);
      expect(bottom).toBeLessThanOrEqual(frame?.bottom ?? -Infinity);
    }
  });
});

describe('a passcode in groups', () => {
  test('is copied exactly where the groups are set apart by margins', () => {
    const passcode = 'K+7l<b>&';
    document.body.replaceChildren();
    for (const group of spell(passcode).groups) {
      const span = document.createElement('span');
      span.textContent = group;
      span.style.marginInlineEnd = '1ch';
      document.body.append(span);
    }
    getSelection()?.selectAllChildren(document.body);
    expect(getSelection()?.toString()).toBe(passcode);
  });
});

function sayable(text: string): string {
  return text.replaceAll(/(?![\t\n\r])\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/gu, '\ufffd');
}

/** The parsers read a carriage return as a line feed. */
function lines(text: string | null | undefined): string | undefined {
  return text?.replaceAll(/\r\n?/g, '\n');
}
