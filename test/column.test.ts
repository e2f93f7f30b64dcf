import * as fc from 'fast-check';
import {
  definePolicy,
  type Pass,
  passColumns,
  usability,
  usabilityColumn,
  type UsabilityContext,
  usabilityOf,
} from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import {
  anyHostile,
  anyInstantAround,
  anyIntegerAround,
  anyPass,
  anyPolicy,
  anySubject,
  frozen,
  inAnyForm,
  MONDAY,
  passWith,
  untyped,
} from './arbitraries.ts';
import { always } from './laws/check.ts';
import { matchingRules, REASONS } from './oracle.ts';

const enabled = definePolicy({ state: 'enabled' });
const context = { policy: enabled, now: MONDAY };
const MOST = 2 ** 31 - 1;

describe('columns', () => {
  test('hold what decisions read, at the index of the pass', () => {
    const used = { isUsableOnce: true, redeemedAt: 0 };
    expect(passColumns([passWith({ startsAt: -1 }), passWith({ ...used, failedAttempts: 7 })])).toEqual({
      startsAt: new Float64Array([-1, MONDAY]),
      lifetimeInMinutes: new Int32Array([60, 60]),
      failedAttempts: new Int32Array([0, 7]),
      flags: new Uint8Array([0, 3]),
    });
    expect(passColumns([passWith({ isUsableOnce: true }), passWith({ redeemedAt: 0 })]).flags).toEqual(
      new Uint8Array([1, 2]),
    );
  });

  test.each([[undefined], [{}], [0.5], [null]])('are refused of %o, and never empty in silence', (passes) => {
    expect(() => untyped(passColumns)(passes)).toThrow(/^`passes` expected array, got /);
  });

  test.each<[keyof Pass, unknown, Error]>([
    ['startsAt', Number.NaN, new RangeError('`startsAt` expected integer, got NaN')],
    ['startsAt', String(MONDAY), new TypeError('`startsAt` expected integer, got string')],
    ['lifetimeInMinutes', 0, new RangeError('`lifetimeInMinutes` expected integer from 1, got 0')],
    [
      'lifetimeInMinutes',
      MOST + 1,
      new RangeError(`\`lifetimeInMinutes\` expected integer in 0..${MOST}, got 2147483648`),
    ],
    ['failedAttempts', -1, new RangeError('`failedAttempts` expected integer from 0, got -1')],
    ['failedAttempts', 2 ** 32, new RangeError(`\`failedAttempts\` expected integer in 0..${MOST}, got 4294967296`)],
    ['isUsableOnce', 1, new TypeError('`isUsableOnce` expected boolean, got 1')],
    ['redeemedAt', undefined, new TypeError('`redeemedAt` expected integer or null, got undefined')],
  ])('never hold a pass whose %s is %o', (field, value, error) => {
    const broken = { ...passWith(), [field]: value };
    expect(() => untyped(passColumns)([passWith(), broken])).toThrow(error);
    expect(() => untyped(passColumns)([passWith(), broken])).toThrow(expect.objectContaining({ name: error.name }));
  });

  test('hold what 32 bits can say', () => {
    const most = passWith({ lifetimeInMinutes: MOST, failedAttempts: MOST });
    expect(usabilityOf(usabilityColumn(passColumns([most]), context)[0] ?? 0).rule).toBe('locked');
  });
});

describe('a column of answers', () => {
  test('has the deciding row of each pass', () => {
    const passes = [
      passWith({ isUsableOnce: true, redeemedAt: MONDAY }),
      passWith({ startsAt: MONDAY - 3_600_000 }),
      passWith({ failedAttempts: 10 }),
      passWith({ startsAt: MONDAY + 1 }),
      passWith(),
    ];
    const rows = usabilityColumn(passColumns(passes), context);
    expect(rows).toEqual(new Uint8Array([0, 1, 2, 6, 7]));
    expect(Array.from(rows, (row) => usabilityOf(row).rule)).toEqual([
      'oneTimeUsed',
      'expired',
      'locked',
      'notYetValid',
      'usable',
    ]);
  });

  test('is empty for no passes, and a wrong call throws all the same', () => {
    const none = passColumns([]);
    expect(usabilityColumn(none, context)).toEqual(new Uint8Array());
    const wrong = {
      now: { now: Number.NaN },
      failedAttemptLimit: { failedAttemptLimit: 0 },
      state: { policy: { ...enabled, state: 'on' } },
    };
    for (const [name, fields] of Object.entries(wrong))
      expect(() => untyped(usabilityColumn)(none, { ...context, ...fields })).toThrow(`\`${name}\` expected `);
  });

  test('is always what usability says of each, the same object', () => {
    always(
      fc.property(anyMany(), ({ passes, ask }) => {
        const rows = usabilityColumn(frozen(passColumns(passes)), frozen(ask));
        expect(rows).toHaveLength(passes.length);
        passes.forEach((pass, i) => expect(usabilityOf(rows[i] ?? -1)).toBe(usability(pass, ask)));
      }),
      600,
    );
  });

  test('is always what a plain reading of the table says of each', () => {
    always(
      fc.property(anyMany(), ({ passes, ask }) => {
        const rows = usabilityColumn(passColumns(passes), ask);
        const expected = passes.map((pass) => matchingRules(pass, ask)[0] ?? 'usable');
        expect(Array.from(rows, (row) => usabilityOf(row))).toMatchObject(
          expected.map((rule) => ({ rule, methodUsabilityReason: REASONS[rule] })),
        );
      }),
      300,
    );
  });

  test('always takes columns in any memory, and never changes them', () => {
    always(
      fc.property(anyMany(), inAnyForm(MONDAY), ({ passes, ask }, now) => {
        const { startsAt, lifetimeInMinutes, failedAttempts, flags } = passColumns(passes);
        const moved = { startsAt: shifted(startsAt), lifetimeInMinutes, failedAttempts, flags: shifted(flags) };
        const before = structuredClone(moved);
        expect(usabilityColumn(moved, { ...ask, now })).toEqual(
          usabilityColumn(passColumns(passes), { ...ask, now: MONDAY }),
        );
        expect(moved).toEqual(before);
      }),
      100,
    );
  });

  test.each([
    ['startsAt', Float64Array.of(Number.NaN), '`startsAt` expected integer, got NaN'],
    ['startsAt', Float64Array.of(Infinity), '`startsAt` expected integer, got Infinity'],
    ['startsAt', Float64Array.of(0.5), '`startsAt` expected integer, got 0.5'],
    ['lifetimeInMinutes', Int32Array.of(0), '`lifetimeInMinutes` expected integer from 1, got 0'],
    ['lifetimeInMinutes', Float64Array.of(60.5), '`lifetimeInMinutes` expected integer from 1, got 60.5'],
    ['lifetimeInMinutes', Int32Array.of(60, 60), '`length` expected integer in 1..1, got 2'],
    ['failedAttempts', Int32Array.of(-1), '`failedAttempts` expected integer from 0, got -1'],
    ['failedAttempts', Int32Array.of(), '`length` expected integer in 1..1, got 0'],
    ['flags', Uint8Array.of(4), '`flags` expected integer in 0..3, got 4'],
    ['flags', Float64Array.of(Number.NaN), '`flags` expected integer in 0..3, got NaN'],
    ['flags', Uint8Array.of(0, 0), '`length` expected integer in 1..1, got 2'],
  ])('is refused where %s holds %o', (name, column, message) => {
    const columns = { ...passColumns([passWith()]), [name]: column };
    expect(() => usabilityColumn(columns, context)).toThrow(new RangeError(message));
  });

  test('is always refused where a column is none, and never guessed', () => {
    always(
      fc.property(fc.constantFrom(...Object.keys(passColumns([]))), anyHostile(), (name, make) => {
        const column = make();
        const ask = untyped(usabilityColumn);
        const refused = throws(() => ask({ ...passColumns([passWith()]), [name]: column }, context));
        // A list of one integer is as good as a column of one.
        expect(refused || Number.isInteger((column as number[])[0])).toBe(true);
      }),
      300,
    );
  });

  test.each([-1, 8, 0.5, Number.NaN, '7', null, undefined])('has no row %o', (row) => {
    expect(() => untyped(usabilityOf)(row)).toThrow(/^`row` expected integer in 0\.\.7, got /);
  });
});

/** Passes, and circumstances at an instant around the edges of one of them. */
function anyMany(): fc.Arbitrary<{
  readonly passes: Pass[];
  readonly ask: UsabilityContext & { readonly now: number };
}> {
  // Two in three with a policy that lets passes through, so that the lower rows are reached.
  const anyState = fc.constantFrom(enabled, definePolicy({ state: 'enabled', isUsableOnce: true }));
  return fc.array(anyPass(), { minLength: 1, maxLength: 8 }).chain((passes) =>
    fc
      .nat(passes.length - 1)
      .chain((one) =>
        fc.record({
          policy: fc.oneof(anyPolicy(), anyState, anyState),
          subject: anySubject(),
          failedAttemptLimit: anyIntegerAround(1, 100, [10]),
          now: anyInstantAround(passes[one] as Pass),
        }),
      )
      .map((ask) => ({ passes, ask })),
  );
}

function throws(call: () => unknown): boolean {
  try {
    call();
    return false;
  } catch {
    return true;
  }
}

/** The same numbers in the midst of other memory. */
function shifted<Column extends Float64Array | Uint8Array>(column: Column): Column {
  const { BYTES_PER_ELEMENT: size } = column;
  const memory = new ArrayBuffer((column.length + 3) * size);
  const copy = Reflect.construct(column.constructor, [memory, size, column.length]);
  copy.set(column);
  return copy;
}
