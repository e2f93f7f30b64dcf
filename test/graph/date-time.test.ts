import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test, vi } from 'vitest';
import { readDateTime, writeDateTime } from '../../src/graph/date-time.ts';
import { anyHostile, anyIntegerAround, everyHostile, FIRST, LAST, MONDAY, untyped } from '../arbitraries.ts';
import { always } from '../laws/check.ts';

const READ: readonly (readonly [text: string, instant: number])[] = [
  ['2026-11-23T09:00:00Z', MONDAY],
  ['2026-11-23T10:00:00+01:00', MONDAY],
  ['2026-11-23T09:00Z', MONDAY],
  ['2026-11-23t09:00:00z', MONDAY],
  ['2026-11-23t09:00:00Z', MONDAY],
  ['2026-11-22T19:00:00-14:00', MONDAY],
  ['2026-11-23T22:59:00.0000000+13:59', MONDAY],
  ['2021-04-01T17:02:01.6148372Z', Date.UTC(2021, 3, 1, 17, 2, 1, 614)],
  ['2021-04-01T17:02:01.6148372+00:00', Date.UTC(2021, 3, 1, 17, 2, 1, 614)],
  [`2026-11-23T09:00:00.${'9'.repeat(40)}Z`, MONDAY + 999],
  [`2026-11-23T09:00:00.${'9'.repeat(40)}-00:00`, MONDAY + 999],
  ['2026-11-23T09:00:00.1Z', MONDAY + 100],
  ['2026-11-23T09:00:00.02Z', MONDAY + 20],
  ['1969-12-31T23:59:59.9999Z', -1],
  ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
  ['2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29)],
  ['0001-01-01T00:00:00Z', FIRST],
  ['0099-12-31T00:00:00Z', FIRST + 36_158 * 86_400_000],
  ['0100-01-01T00:00:00Z', FIRST + 36_159 * 86_400_000],
  ['9999-12-31T23:59:59.9999999Z', LAST],
];

describe('reading', () => {
  test.each(READ)('takes %s', (text, instant) => {
    expect(readDateTime(text)).toBe(instant);
  });

  test.each([
    '2026-11-23T24:00:00Z',
    '2026-11-23T09:00:00',
    '2026-11-23T09:00:60Z',
    '2026-11-23T09:60:00Z',
    '2026-11-23T25:00:00Z',
    '2026-02-30T09:00:00Z',
    '2026-02-29T09:00:00Z',
    '1900-02-29T09:00:00Z',
    '2026-04-31T09:00:00.5Z',
    '2026-02-30T09:00:00+01:00',
    '2026-00-10T09:00:00Z',
    '2026-13-10T09:00:00Z',
    '2026-11-00T09:00:00Z',
    '2026-11-32T09:00:00Z',
    '2026-W48-1T09:00:00Z',
    '2026-327T09:00:00Z',
    '2026-11-23',
    '2026-11-23Z',
    '20261123T090000Z',
    '2026-11-23 09:00:00Z',
    '2026-11-23T09Z',
    '2026-11-23T09:00:00.Z',
    '2026-11-23T09:00.5Z',
    '2026-11-23T09:00:00,5Z',
    '2026-11-23T09:00:00+01',
    '2026-11-23T09:00:00+0100',
    '2026-11-23T09:00:00+14:01',
    '2026-11-23T09:00:00+15:00',
    '2026-11-23T09:00:00+01:60',
    '2026-11-23T09:00:00[UTC]',
    '2026-11-23T09:00:00Z[UTC]',
    '2026-11-23T10:00:00+01:00[Europe/Zurich]',
    '2026-11-23T09:00:00Z ',
    ' 2026-11-23T09:00:00Z',
    '2026-11-23T09:00:00Z\n',
    '+002026-11-23T09:00:00Z',
    '-2026-11-23T09:00:00Z',
    '0000-01-01T00:00:00Z',
    '0000-12-31T23:00:00-14:00',
    '0001-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59-00:01',
    '１９９９-11-23T09:00:00Z',
    '1763888400000',
    '/Date(1763888400000)/',
    'now',
    '',
    '9'.repeat(100_000),
  ])('refuses %j', (text) => {
    expect(readDateTime(text)).toBeUndefined();
  });

  test('never throws and never takes what is no text', () => {
    for (const make of everyHostile().filter((one) => one() !== '2026-11-23T09:00:00Z')) {
      expect(readDateTime(make())).toBeUndefined();
    }
    always(
      fc.property(
        anyHostile().filter((make) => typeof make() !== 'string'),
        (make) => {
          expect(readDateTime(make())).toBeUndefined();
        },
      ),
      300,
    );
  });

  test('is the same on a platform that reads none of these by itself', () => {
    const parse = vi.spyOn(Date, 'parse').mockReturnValue(Number.NaN);
    const read = READ.map(([text]) => readDateTime(text));
    expect(parse).toHaveBeenCalled();
    parse.mockRestore();
    expect(read).toEqual(READ.map(([, instant]) => instant));
  });

  test('always agrees with luxon about real dates, and about impossible ones', () => {
    const year = fc.oneof(anyIntegerAround(0, 9999, [99, 100, 1970, 2000, 2100]), fc.integer({ min: 1900, max: 2100 }));
    const date = fc.tuple(year, part(13), anyIntegerAround(0, 32, [28, 29, 30, 31]));
    const time = fc.tuple(part(24), part(60), part(60));
    const fraction = fc.oneof(
      fc.constant(''),
      fc.stringMatching(/^\.[0-9]{1,9}$/),
      fc.stringMatching(/^\.0{0,2}[1-9]0{0,6}$/),
    );
    const offset = fc.constantFrom('Z', 'Z', 'Z', '+00:00', '-00:00', '+01:00', '-05:30', '+14:00', '-14:00');
    always(
      fc.property(date, time, fraction, offset, ([y, mo, d], [h, mi, s], f, o) => {
        const text = `${padded(y, 4)}-${padded(mo)}-${padded(d)}T${padded(h)}:${padded(mi)}:${padded(s)}${f}${o}`;
        expect(readDateTime(text)).toBe(byLuxon([y, mo, d, h, mi, s, Number(f.slice(1, 4).padEnd(3, '0'))], o));
      }),
      6000,
    );
  });

  test('never takes a text that one wrong character has made another', () => {
    const printed = fc.integer({ min: FIRST, max: LAST }).map((instant) => writeDateTime(instant));
    const characters = fc.constantFrom(...'0123456789-+:.,TZtzW /\u0660'.split(''));
    always(
      fc.property(printed, fc.nat(28), characters, fc.constantFrom(0, 1), (text, at, character, cut) => {
        const mutated = text.slice(0, at) + character + text.slice(at + cut);
        const read = readDateTime(mutated);
        if (read === undefined) return;
        // Whatever is still taken is a whole date-time, and luxon's own reading of it.
        expect(mutated).toMatch(/^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d+)?)?[Zz]$/);
        expect(read).toBe(DateTime.fromISO(mutated.toUpperCase().replace(/(\.\d{3})\d+/, '$1')).toMillis());
      }),
      6000,
    );
  });
});

describe('writing', () => {
  test.each([
    [MONDAY, '2026-11-23T09:00:00Z'],
    [MONDAY + 1, '2026-11-23T09:00:00.001Z'],
    [MONDAY + 20, '2026-11-23T09:00:00.02Z'],
    [MONDAY + 300, '2026-11-23T09:00:00.3Z'],
    [MONDAY + 120, '2026-11-23T09:00:00.12Z'],
    [-1, '1969-12-31T23:59:59.999Z'],
    [FIRST, '0001-01-01T00:00:00Z'],
    [LAST, '9999-12-31T23:59:59.999Z'],
  ])('of %i is %s', (instant, text) => {
    expect(writeDateTime(instant)).toBe(text);
  });

  test.each([FIRST - 1, LAST + 1, Number.NaN, Infinity, null, '0', true, new Date(0)])('throws for %o', (instant) => {
    expect(() => untyped(writeDateTime)(instant)).toThrow(RangeError);
  });

  test('is always what luxon writes, without the zeros, and is read back as the same', () => {
    const instants = fc.oneof(
      anyIntegerAround(FIRST, LAST, [0, MONDAY, Date.UTC(2024, 1, 29), Date.UTC(2000, 1, 29), Date.UTC(1900, 2, 1)]),
      fc.integer({ min: 0, max: 3_652_058 }).map((day) => FIRST + day * 86_400_000),
      fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) }),
    );
    always(
      fc.property(instants, (instant) => {
        const text = writeDateTime(instant);
        const luxon = DateTime.fromMillis(instant, { zone: 'utc' }).toISO() ?? '';
        expect(text).toBe(luxon.replace(/\.?0*Z$/, 'Z'));
        expect(readDateTime(text)).toBe(instant);
      }),
      6000,
    );
  });
});

function part(maximum: number): fc.Arbitrary<number> {
  return anyIntegerAround(0, maximum);
}

function padded(value: number, digits = 2): string {
  return String(value).padStart(digits, '0');
}

function byLuxon(
  parts: readonly [number, number, number, number, number, number, number],
  offset: string,
): number | undefined {
  const [year, month, day, hour, minute, second, millisecond] = parts;
  // Luxon takes an hour of 24 at midnight, and a DateTimeOffset has no year 0.
  if (hour === 24 || year === 0) return undefined;
  const zone = offset === 'Z' ? 'utc' : `UTC${offset}`;
  const date = DateTime.fromObject({ year, month, day, hour, minute, second, millisecond }, { zone });
  const instant = date.toMillis();
  return date.isValid && instant >= FIRST && instant <= LAST ? instant : undefined;
}
