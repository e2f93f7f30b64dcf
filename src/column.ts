import { toInstant } from './instant.ts';
import { assertPass, type Pass } from './pass.ts';
import { assertInteger, refuse } from './refusal.ts';
import { matches, rowsForAll, TABLE, type Usability, type UsabilityContext } from './usability.ts';

/** What decisions read of many passes, a column a field: what belongs to one pass stands at the same index in each. */
export interface PassColumns {
  /** As in `Pass`. */
  readonly startsAt: Float64Array;
  /** As in `Pass`. */
  readonly lifetimeInMinutes: Int32Array;
  /** As in `Pass`. */
  readonly failedAttempts: Int32Array;
  /** 1 for a one-time pass, plus 2 where `redeemedAt` is not `null`. */
  readonly flags: Uint8Array;
}

/**
 * The columns of these passes, in their order. Grade: chosen.
 *
 * @throws TypeError or RangeError for a pass that `usability` would refuse, and for a lifetime or a count of more than 32 bits
 */
export function passColumns(passes: readonly Pass[]): PassColumns {
  // Of nothing that is countable columns of no passes would be made in silence.
  if (!Array.isArray(passes)) refuse('passes', 'array', passes);
  const { length } = passes;
  const columns = {
    startsAt: new Float64Array(length),
    lifetimeInMinutes: new Int32Array(length),
    failedAttempts: new Int32Array(length),
    flags: new Uint8Array(length),
  };
  for (let i = 0; i < length; i++) {
    const pass = passes[i] as Pass;
    assertPass(pass);
    columns.flags[i] = (pass.isUsableOnce ? 1 : 0) | (pass.redeemedAt === null ? 0 : 2);
    columns.startsAt[i] = pass.startsAt;
    for (const field of ['lifetimeInMinutes', 'failedAttempts'] as const) {
      assertInteger(field, pass[field], 0, 2 ** 31 - 1);
      columns[field][i] = pass[field];
    }
  }
  return columns;
}

/**
 * What `usability` says of many passes in the same circumstances, without an object a pass: for each of them the number of the deciding
 * row. `usabilityOf` has the answer for it. Grade: chosen.
 *
 * @example
 * ```ts
 * import { definePolicy, type Pass, passColumns, usabilityColumn, usabilityOf } from 'temporary-access-pass';
 *
 * const pass: Pass = {
 *   id: '6f1c5a3e-2b0d-4c8e-9a57-d1e2f3a4b5c6', createdAt: 0, startsAt: 0, lifetimeInMinutes: 60, isUsableOnce: false,
 *   redeemedAt: null, lastUsedAt: null, failedAttempts: 0, version: 1,
 * };
 * const columns = passColumns([pass, { ...pass, startsAt: 60_000 }]);
 * const rows = usabilityColumn(columns, { policy: definePolicy({ state: 'enabled' }), now: 0 });
 * Array.from(rows, (row) => usabilityOf(row).methodUsabilityReason); // => ['EnabledByPolicy', 'NotYetValid']
 * ```
 * @throws as `usability` does, and RangeError for columns that are not equally long or flags above 3
 */
export function usabilityColumn(columns: PassColumns, context: UsabilityContext): Uint8Array<ArrayBuffer> {
  const now = toInstant(context.now, 'now');
  const forAll = rowsForAll(context);
  const { startsAt, lifetimeInMinutes, failedAttempts, flags } = columns;
  const { length } = startsAt;
  for (const column of [lifetimeInMinutes, failedAttempts, flags])
    assertInteger('length', column.length, length, length);
  const rows = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const flag = flags[i] as number;
    if ((flag & 3) !== flag) refuse('flags', 'integer in 0..3', flag);
    // An object in name only: engines keep its fields in registers.
    const pass = {
      startsAt: startsAt[i] as number,
      lifetimeInMinutes: lifetimeInMinutes[i] as number,
      failedAttempts: failedAttempts[i] as number,
      isUsableOnce: (flag & 1) !== 0,
      redeemedAt: (flag & 2) === 0 ? null : 0,
    };
    rows[i] = Math.clz32(matches(pass, context, now, forAll));
  }
  return rows;
}

/**
 * The answer of a row of the decision table, the same frozen object that `usability` gives. Grade: chosen.
 *
 * @param row 0..7, as in the column of `usabilityColumn`
 * @throws TypeError or RangeError for anything else
 */
export function usabilityOf(row: number): Usability {
  assertInteger('row', row, 0, TABLE.length - 1);
  return TABLE[row] as Usability;
}
