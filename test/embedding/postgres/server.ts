/**
 * One of several servers, as a process: signs people in, tells its parent how each went, and dies in the middle of a redemption if
 * that is what it is told. What people type comes over the channel to the parent and never on the command line.
 */
import { Client, type QueryConfig } from 'pg';
import { bind, definePolicy, secureRandom } from 'temporary-access-pass';
import { cheapHash } from '../../hashes.ts';
import { type Database, PassStore, signIn, STATEMENTS } from './store.ts';

/** What a server has to do. */
export interface Orders {
  readonly connectionString: string;
  readonly now: number;
  /** Who signs in and with what, in order. */
  readonly people: readonly (readonly [userId: string, typed: string])[];
  /** At which of its writes, counted from 1, the process is killed, and whether the statement has left it by then. */
  readonly death: { readonly write: number; readonly sent: boolean } | null;
}

/** What it says of each sign-in. */
export interface Report {
  readonly userId: string;
  readonly ok: boolean;
}

/** A connection over which the process dies at one of its writes. */
function mortal(database: Client, death: Orders['death']): Database {
  let writes = 0;
  const query = async (statement: QueryConfig): Promise<unknown> => {
    const isLast = statement.text === STATEMENTS.save && ++writes === death?.write;
    if (isLast && !death?.sent) process.kill(process.pid, 'SIGKILL');
    const answer = database.query(statement);
    // The driver writes to its socket before the event loop turns; the answer to that comes later.
    if (isLast) setImmediate(() => process.kill(process.pid, 'SIGKILL'));
    return answer;
  };
  return { query } as Database;
}

async function serve({ connectionString, now, people, death }: Orders): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  const store = new PassStore(mortal(client, death));
  const policy = definePolicy({ state: 'enabled' });
  const rules = bind({ policy, clock: () => now, random: secureRandom, hash: cheapHash() });
  for (const [userId, candidate] of people) {
    // oxlint-disable-next-line no-await-in-loop
    const { ok } = await signIn(store, { userId, candidate, rules });
    process.send?.({ userId, ok } satisfies Report);
  }
  await client.end();
  process.disconnect();
}

process.once('message', (orders: Orders) => void serve(orders));
