/**
 * Temporary Access Passes in a PostgreSQL, for any number of servers: to be copied, with `schema.sql`. No statement holds a rule of the
 * subject; what is stored is what the rules decided, where the row is still the one they decided on.
 */
import type { Pool, QueryResult } from 'pg';
import type { AttemptedRedemption, AuditEvent, BoundRules, Pass, PassWrite, StoredPass } from 'temporary-access-pass';

// As float8, since the driver hands a bigint over as text; it holds every instant exactly.
const RECORD = `id, created_at::float8 AS "createdAt", starts_at::float8 AS "startsAt",
  lifetime_in_minutes AS "lifetimeInMinutes", is_usable_once AS "isUsableOnce", redeemed_at::float8 AS "redeemedAt",
  last_used_at::float8 AS "lastUsedAt", failed_attempts AS "failedAttempts", last_failed_at::float8 AS "lastFailedAt", version`;

/** Every statement, by what it is for. */
export const STATEMENTS = {
  // A new pass replaces the old one, whatever its state, and with it whatever happened to that.
  put: `
INSERT INTO temporary_access_pass
  (user_id, id, sealed, created_at, starts_at, lifetime_in_minutes, is_usable_once, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (user_id) DO UPDATE SET
  id = excluded.id, sealed = excluded.sealed, created_at = excluded.created_at, starts_at = excluded.starts_at,
  lifetime_in_minutes = excluded.lifetime_in_minutes, is_usable_once = excluded.is_usable_once,
  redeemed_at = NULL, last_used_at = NULL, failed_attempts = 0, last_failed_at = NULL, version = excluded.version`,
  find: `
SELECT sealed, ${RECORD}
FROM temporary_access_pass
WHERE user_id = $1`,
  // One statement, so that a decision is stored and recorded, or neither.
  save: `
WITH changed AS (
  UPDATE temporary_access_pass
  SET redeemed_at = $3, last_used_at = $4, failed_attempts = $5, last_failed_at = $6, version = $7
  WHERE id = $1 AND version = $2
  RETURNING id
)
INSERT INTO temporary_access_pass_event (at, pass_id, kind, reason)
SELECT $8, id, $9, $10 FROM changed`,
  log: `
INSERT INTO temporary_access_pass_event (at, pass_id, kind, reason)
VALUES ($1, $2, $3, $4)`,
  list: `
SELECT user_id AS "userId", ${RECORD}
FROM temporary_access_pass
WHERE user_id > $1
ORDER BY user_id
LIMIT $2`,
  sweep: `
DELETE FROM temporary_access_pass
WHERE starts_at + lifetime_in_minutes * 60000::bigint < $1`,
} as const;

/** A pool, or one connection. */
export type Database = Pick<Pool, 'query'>;

/** A pass and whose it is. */
export interface ListedPass {
  readonly userId: string;
  readonly pass: Pass;
}

export class PassStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** By name, so that each connection plans a statement once. */
  async #run<Row extends object>(name: keyof typeof STATEMENTS, values: unknown[]): Promise<QueryResult<Row>> {
    return this.#database.query<Row>({ name, text: STATEMENTS[name], values });
  }

  /** Stores what `issue` made, in place of the person's pass so far. */
  async put(userId: string, { pass, sealed }: { readonly pass: Pass; readonly sealed: string }): Promise<void> {
    const { id, createdAt, startsAt, lifetimeInMinutes, isUsableOnce, version } = pass;
    const values = [userId, id, sealed, createdAt, startsAt, lifetimeInMinutes, isUsableOnce, version];
    await this.#run('put', values);
  }

  async find(userId: string): Promise<StoredPass> {
    const { rows } = await this.#run<Pass & { sealed: string }>('find', [userId]);
    const [row] = rows;
    if (row === undefined) return { pass: null, sealed: null };
    const { sealed, ...pass } = row;
    return { pass, sealed };
  }

  /** Stores a decision and its event; `false`, with nothing stored, where the pass has changed or gone since it was read. */
  async save({ pass, where }: PassWrite, { at, kind, reason }: AuditEvent): Promise<boolean> {
    const { redeemedAt, lastUsedAt, failedAttempts, lastFailedAt = null, version } = pass;
    const record = [redeemedAt, lastUsedAt, failedAttempts, lastFailedAt, version];
    const values = [where.id, where.version, ...record, at, kind, reason];
    const { rowCount } = await this.#run('save', values);
    return rowCount === 1;
  }

  /** Records a refusal that changed nothing. */
  async log({ at, passId, kind, reason }: AuditEvent): Promise<void> {
    await this.#run('log', [at, passId, kind, reason]);
  }

  /** Passes by person, so many after the one given; from `''` on. */
  async list(after: string, limit: number): Promise<ListedPass[]> {
    const { rows } = await this.#run<Pass & { userId: string }>('list', [after, limit]);
    return rows.map(({ userId, ...pass }) => ({ userId, pass }));
  }

  /** Deletes passes that ended before an instant, and says how many. Choose one long past: until then they say why they are refused. */
  async sweep(endedBefore: number): Promise<number> {
    const { rowCount } = await this.#run('sweep', [endedBefore]);
    return rowCount ?? 0;
  }
}

/** One sign-in: decide, store, and decide again where another server was faster. Act on the answer; it is stored already. */
export async function signIn(
  store: PassStore,
  { userId, candidate, rules }: { readonly userId: string; readonly candidate: unknown; readonly rules: BoundRules },
): Promise<AttemptedRedemption> {
  let decision = await rules.attemptRedeem({ ...(await store.find(userId)), candidate });
  // Each turn one write went through, another server's; so somebody always gets on.
  /* oxlint-disable no-await-in-loop */
  while (decision.write !== null && !(await store.save(decision.write, decision.event))) {
    decision = await decision.retry(await store.find(userId));
  }
  /* oxlint-enable no-await-in-loop */
  if (decision.write === null) await store.log(decision.event);
  return decision;
}
