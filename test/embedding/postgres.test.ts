import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AttemptedRedemption,
  bind,
  type Binding,
  type BoundRules,
  definePolicy,
  type Pass,
  pbkdf2,
  seal,
  secureRandom,
} from 'temporary-access-pass';
import { build } from 'tsup';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MONDAY, passWith } from '../arbitraries.ts';
import { cheapHash } from '../hashes.ts';
import { read, root } from '../package/project.ts';
import { type Cluster, startCluster } from './postgres/cluster.ts';
import type { Orders, Report } from './postgres/server.ts';
import { PassStore, signIn, STATEMENTS } from './postgres/store.ts';

const HOUR = 3_600_000;
const policy = definePolicy({ state: 'enabled' });
const random = secureRandom;
const hash = cheapHash();

// A machine on which no PostgreSQL starts is no reason to distrust the package, but a build that tests nothing is.
const started: Cluster | Error = await startCluster().catch((reason: unknown) => reason as Error);
const missing = started instanceof Error ? started : undefined;
if (missing !== undefined && process.env['CI']) throw missing;
if (missing !== undefined)
  console.warn(`SKIPPED: everything about the store recipe, since there is ${missing.message}`);
const cluster = started as Cluster;

/** Every passcode that was made here, and everything that a server process printed. */
const secrets: string[] = [];
const printed: string[] = [];
const program = join(root, '.reports/postgres');

function rulesAt(now: number, held: Partial<Binding> = {}): BoundRules {
  return bind({ policy, clock: () => now, random, hash, ...held });
}

/** Issues a pass and stores it; the passcode is what comes back. */
async function give(store: PassStore, userId: string, options: { once?: boolean; held?: Partial<Binding> } = {}) {
  const { once: isUsableOnce = true, held = {} } = options;
  const issued = rulesAt(MONDAY, held).issue({ isUsableOnce });
  if (!issued.ok) throw new Error('refused');
  const { pass, passcode } = issued;
  const sealed = await seal(passcode, { random, hash, ...held });
  await store.put(userId, { pass, sealed });
  secrets.push(passcode.reveal());
  return { pass, secret: passcode.reveal() };
}

interface EventRow {
  readonly at: number;
  readonly kind: string;
  readonly reason: string | null;
}

async function eventsOf(passId: string): Promise<EventRow[]> {
  const sql = 'SELECT at::float8, kind, reason FROM temporary_access_pass_event WHERE pass_id = $1 ORDER BY at';
  return (await pool.query<EventRow>(sql, [passId])).rows;
}

const successes = async (passId: string): Promise<number> =>
  (await eventsOf(passId)).filter(({ kind }) => kind === 'redeemed').length;

const reasonOf = ({ event }: AttemptedRedemption): string | null => event.reason;

/** So many connections, a store on each. */
let pool: ReturnType<Cluster['pool']>;
let store: PassStore;

describe.skipIf(missing !== undefined)('a store on PostgreSQL', () => {
  beforeAll(async () => {
    pool = cluster.pool(200);
    store = new PassStore(pool);
    await build({
      config: false,
      entry: { server: join(root, 'test/embedding/postgres/server.ts') },
      outDir: program,
      format: 'esm',
      target: 'node20',
      // The package as it is shipped.
      external: [/^[^./]/],
      outExtension: () => ({ js: '.mjs' }),
      silent: true,
    });
  });

  afterAll(async () => {
    await cluster.stop();
    cluster.remove();
    rmSync(program, { recursive: true, force: true });
  });

  describe('keeps', () => {
    test('a pass as it was issued, and what happens to it', async () => {
      const { pass, secret } = await give(store, 'adele', { once: false });
      expect((await store.find('adele')).pass).toEqual({ ...pass, lastFailedAt: null });
      const rules = rulesAt(MONDAY + 1, { failedAttemptDelayInMilliseconds: 5000 });
      expect(reasonOf(await signIn(store, { userId: 'adele', candidate: 'wrong-one', rules }))).toBe('wrongPasscode');
      const failed = { ...pass, failedAttempts: 1, lastFailedAt: MONDAY + 1, version: 2 };
      expect((await store.find('adele')).pass).toEqual(failed);
      expect(reasonOf(await signIn(store, { userId: 'adele', candidate: secret, rules }))).toBe('tooEarly');
      const later = rulesAt(MONDAY + 5001, { failedAttemptDelayInMilliseconds: 5000 });
      expect((await signIn(store, { userId: 'adele', candidate: secret, rules: later })).ok).toBe(true);
      const used = { ...failed, failedAttempts: 0, lastUsedAt: MONDAY + 5001, version: 3 };
      expect((await store.find('adele')).pass).toEqual(used);
      expect((await eventsOf(pass.id)).map(({ at, kind, reason }) => [at - MONDAY, kind, reason])).toEqual([
        [1, 'refused', 'wrongPasscode'],
        [1, 'refused', 'tooEarly'],
        [5001, 'redeemed', null],
      ]);
    });

    test('one pass a person: a new one replaces the old one, with all that happened to it', async () => {
      const first = await give(store, 'bert');
      await signIn(store, { userId: 'bert', candidate: first.secret, rules: rulesAt(MONDAY) });
      const second = await give(store, 'bert');
      expect((await store.find('bert')).pass).toEqual({ ...second.pass, lastFailedAt: null });
      const late = await signIn(store, { userId: 'bert', candidate: first.secret, rules: rulesAt(MONDAY) });
      expect(reasonOf(late)).toBe('wrongPasscode');
      expect((await signIn(store, { userId: 'bert', candidate: second.secret, rules: rulesAt(MONDAY) })).ok).toBe(true);
    });

    test('nothing of a person it does not know, but the attempt', async () => {
      const decision = await signIn(store, { userId: 'nobody', candidate: 'wrong-one', rules: rulesAt(7) });
      expect(decision).toMatchObject({ ok: false, refusal: { reason: 'wrongPasscode' } });
      const sql = 'SELECT pass_id, kind, reason FROM temporary_access_pass_event WHERE at = 7';
      expect((await pool.query(sql)).rows).toEqual([{ pass_id: null, kind: 'refused', reason: 'noSuchPass' }]);
    });

    test('a list, page by page, and sweeps what is long over', async () => {
      const people = ['list-a', 'list-b', 'list-c', 'list-d', 'list-e'];
      const given = await Promise.all(people.map(async (userId) => give(store, userId)));
      const pages = [await store.list('list-', 2), await store.list('list-b', 2), await store.list('list-d', 2)];
      expect(pages.flat().map(({ userId }) => userId)).toEqual(people);
      expect(pages[0]?.[0]?.pass).toEqual({ ...given[0]?.pass, lastFailedAt: null });
      expect(await store.sweep(MONDAY + HOUR)).toBe(0);
      expect((await store.list('list-', 9)).length).toBe(5);
      await store.put('list-c', {
        pass: { ...passWith(), startsAt: MONDAY - 1 },
        sealed: await seal('long-over', { random, hash }),
      });
      expect(await store.sweep(MONDAY + HOUR)).toBe(1);
      expect(await store.find('list-c')).toEqual({ pass: null, sealed: null });
    });

    test.each<[string, Partial<Record<string, unknown>>]>([
      ['a plain passcode for a seal', { sealed: 'kXw9-mQ2' }],
      ['a seal with a passcode behind it', { sealed: `$x$r=1$AAAA$${'A'.repeat(43)} kXw9-mQ2` }],
      ['no seal', { sealed: null }],
      ['a lifetime of nothing', { lifetime_in_minutes: 9 }],
      ['a lifetime of years', { lifetime_in_minutes: 43_201 }],
      ['a multi-use pass that is spent', { is_usable_once: false, redeemed_at: 5 }],
      ['fewer failed attempts than none', { failed_attempts: -1 }],
      ['no version', { version: 0 }],
      ['an id that is none', { id: 'adele' }],
    ])('never %s', async (_what, fields) => {
      const sealed = await seal('somebody1', { random, hash });
      const row = { user_id: 'strange', id: crypto.randomUUID(), sealed, created_at: 1, starts_at: 1, version: 1 };
      const whole: Record<string, unknown> = { ...row, lifetime_in_minutes: 60, is_usable_once: true, ...fields };
      const names = Object.keys(whole);
      const sql = `INSERT INTO temporary_access_pass (${names.join()}) VALUES (${names.map((_, i) => `$${i + 1}`).join()})`;
      await expect(pool.query(sql, Object.values(whole))).rejects.toThrow(/violates|invalid input/);
    });
  });

  describe('under a race', () => {
    test('of 200 connections, always redeems a one-time pass exactly once, in 100 rounds', async () => {
      const people = Array.from({ length: 200 }, (_, i) => i);
      for (let round = 0; round < 100; round++) {
        // oxlint-disable-next-line no-await-in-loop
        const { pass, secret } = await give(store, 'race');
        const rules = rulesAt(MONDAY + round);
        const all = people.map(async () => signIn(store, { userId: 'race', candidate: secret, rules }));
        // oxlint-disable-next-line no-await-in-loop
        const decisions = await Promise.all(all);
        const reasons = decisions.map(reasonOf).toSorted(byText);
        expect(reasons).toEqual([...people.slice(1).map(() => 'OneTimeUsed'), null]);
        // oxlint-disable-next-line no-await-in-loop
        expect([round, await successes(pass.id)]).toEqual([round, 1]);
        // oxlint-disable-next-line no-await-in-loop
        expect((await store.find('race')).pass).toMatchObject({ redeemedAt: MONDAY + round, version: 2 });
      }
    });

    test('with the default hash, too', async () => {
      for (let round = 0; round < 2; round++) {
        const held = { hash: pbkdf2() };
        // oxlint-disable-next-line no-await-in-loop
        const { pass, secret } = await give(store, 'slow', { held });
        const rules = rulesAt(MONDAY, held);
        const all = Array.from({ length: 6 }, async () => signIn(store, { userId: 'slow', candidate: secret, rules }));
        // oxlint-disable-next-line no-await-in-loop
        expect((await Promise.all(all)).filter(({ ok }) => ok)).toHaveLength(1);
        // oxlint-disable-next-line no-await-in-loop
        expect(await successes(pass.id)).toBe(1);
      }
    });

    test('always counts every wrong passcode, and locks at the limit, not one earlier', async () => {
      const held = { failedAttemptLimit: 60 };
      const { pass, secret } = await give(store, 'guessed', { once: false });
      const rules = rulesAt(MONDAY, held);
      const guess = async (count: number): Promise<void> => {
        await Promise.all(
          Array.from({ length: count }, async () =>
            signIn(store, { userId: 'guessed', candidate: 'wrong-one', rules }),
          ),
        );
      };
      await guess(59);
      expect((await store.find('guessed')).pass).toMatchObject({ failedAttempts: 59, version: 60 });
      expect((await signIn(store, { userId: 'guessed', candidate: secret, rules })).ok).toBe(true);
      await guess(60);
      expect((await store.find('guessed')).pass).toMatchObject({ failedAttempts: 60, version: 121 });
      const locked = await signIn(store, { userId: 'guessed', candidate: secret, rules });
      expect(locked).toMatchObject({ ok: false, refusal: { reason: 'DisabledByPolicy', rule: 'locked' } });
      const counted = (await eventsOf(pass.id)).filter(({ reason }) => reason === 'wrongPasscode');
      expect(counted).toHaveLength(119);
    });

    test('of right and wrong passcodes, always has a success for each right one, and never a count it did not have', async () => {
      const { pass, secret } = await give(store, 'mixed', { once: false });
      const rules = rulesAt(MONDAY, { failedAttemptLimit: 100 });
      const typed = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? secret : 'wrong-one'));
      await Promise.all(typed.map(async (candidate) => signIn(store, { userId: 'mixed', candidate, rules })));
      const reasons = (await eventsOf(pass.id)).map(({ reason }) => reason).toSorted(byText);
      expect(reasons).toEqual([...typed.slice(40).map(() => null), ...typed.slice(20).map(() => 'wrongPasscode')]);
      expect((await store.find('mixed')).pass).toMatchObject({ version: 61 });
    });

    test('with a delay, always counts one wrong passcode of many at once', async () => {
      await give(store, 'slowed', { once: false });
      const rules = rulesAt(MONDAY, { failedAttemptDelayInMilliseconds: 5000 });
      const all = Array.from({ length: 50 }, async () =>
        signIn(store, { userId: 'slowed', candidate: 'wrong-one', rules }),
      );
      const reasons = (await Promise.all(all)).map(reasonOf).toSorted(byText);
      expect(reasons).toEqual([...all.slice(1).map(() => 'tooEarly'), 'wrongPasscode']);
      expect((await store.find('slowed')).pass).toMatchObject({ failedAttempts: 1, version: 2 });
    });

    test('with a replacement, always ends in one of the two orders, and never in a mixture', async () => {
      const orders = new Set<boolean>();
      for (let round = 0; round < 100 || (orders.size < 2 && round < 1000); round++) {
        // oxlint-disable-next-line no-await-in-loop
        const { pass, secret } = await give(store, 'both');
        const typed = async (): Promise<AttemptedRedemption> => {
          // The one or the other a little later, so that they meet in different places.
          if (round % 3 === 0) await new Promise(setImmediate);
          return signIn(store, { userId: 'both', candidate: secret, rules: rulesAt(MONDAY) });
        };
        const replace = async (): Promise<Pass> => {
          // oxlint-disable-next-line no-await-in-loop
          for (let turn = 0; turn < round % 5; turn++) await new Promise(setImmediate);
          return (await give(store, 'both')).pass;
        };
        // oxlint-disable-next-line no-await-in-loop
        const [decision, fresh] = await Promise.all([typed(), replace()]);
        // oxlint-disable-next-line no-await-in-loop
        const stored = (await store.find('both')).pass;
        const refused = decision.ok ? 0 : 1;
        // The new pass is untouched, but for an attempt with the old passcode that came after it.
        expect(stored).toEqual({ ...fresh, lastFailedAt: null, failedAttempts: refused, version: 1 + refused });
        // oxlint-disable-next-line no-await-in-loop
        expect([await successes(pass.id), await successes(fresh.id)]).toEqual([1 - refused, 0]);
        orders.add(decision.ok);
      }
      expect(orders.size).toBe(2);
    });
  });

  test('with ten servers, some killed in the middle, never redeems a pass twice and never loses one', async () => {
    const people = Array.from({ length: 40 }, (_, i) => `person-${i}`);
    const given = new Map(
      await Promise.all(people.map(async (userId) => [userId, await give(store, userId)] as const)),
    );
    const typed = people.map((userId) => [userId, given.get(userId)?.secret ?? ''] as const);
    const deaths: readonly Orders['death'][] = [
      { write: 1, sent: false },
      { write: 2, sent: false },
      { write: 1, sent: true },
      { write: 2, sent: true },
      { write: 3, sent: true },
    ];
    const mortal = typed.slice(0, 4 * deaths.length);
    const others = typed.slice(mortal.length);
    const ready = startingLine(10);
    const runs = Array.from({ length: 10 }, async (_, i) => {
      const own = typed.slice(i * 4, i * 4 + 4);
      // Each begins with its own and goes on elsewhere, so that they meet everywhere; the people of servers that are to die come last, or
      // on a busy machine nothing would be left for those to die at.
      const order = [...own, ...others.slice(i), ...others.slice(0, i), ...mortal].filter(
        (one, at, list) => list.indexOf(one) === at,
      );
      const { connectionString } = cluster;
      const orders = { connectionString, now: MONDAY + i, people: order, death: deaths[i] ?? null };
      return server(orders, { isShot: i === 5 || i === 6, ready });
    });
    const ends = await Promise.all(runs);
    expect(ends.filter(({ signal }) => signal === 'SIGKILL').length).toBeGreaterThanOrEqual(deaths.length);
    expect(ends.filter(({ code }) => code === 0).length).toBeGreaterThanOrEqual(3);
    let unanswered = 0;
    for (const userId of people) {
      const { pass, secret } = given.get(userId) ?? { pass: passWith(), secret: '' };
      const answered = ends.flatMap(({ reports }) => reports).filter((one) => one.userId === userId && one.ok).length;
      // oxlint-disable-next-line no-await-in-loop
      const [recorded, stored] = [await successes(pass.id), (await store.find(userId)).pass];
      expect([userId, recorded <= 1 && answered <= recorded]).toEqual([userId, true]);
      expect([userId, stored?.redeemedAt !== null]).toEqual([userId, recorded === 1]);
      unanswered += recorded - answered;
      // oxlint-disable-next-line no-await-in-loop
      const last = await signIn(store, { userId, candidate: secret, rules: rulesAt(MONDAY + 60_000) });
      expect([userId, last.ok]).toEqual([userId, recorded === 0]);
      // oxlint-disable-next-line no-await-in-loop
      expect(await successes(pass.id)).toBe(1);
    }
    // A server that dies after its statement has left it has redeemed the pass, and told nobody: the person needs a new one.
    expect(unanswered).toBeGreaterThan(0);
  });

  test('the README shows the same statements', () => {
    const section = /^## On your own database$[\s\S]*?(?=^## )/m.exec(read('README.md'))?.[0] ?? '';
    const shown = [...section.matchAll(/^```sql\n([\s\S]*?)^```$/gm)].map(([, sql = '']) => sql.trim());
    const schema = read('test/embedding/postgres/schema.sql').trim();
    expect(shown).toEqual([schema, ...Object.values(STATEMENTS).map((sql) => sql.trim())]);
  });

  test('a passcode is never found in a file of the database or in anything printed', async () => {
    const marker = 'kXw9-mQ2-in-the-open';
    const loud = new PassStore(cluster.pool(1, '-c log_statement=all'));
    const { secret } = await give(loud, 'loud');
    await signIn(loud, { userId: 'loud', candidate: `${secret}x`, rules: rulesAt(MONDAY) });
    await signIn(loud, { userId: 'loud', candidate: secret, rules: rulesAt(MONDAY) });
    // What is looked for would be found.
    await loud.find(marker);
    await store.put(marker, {
      pass: passWith({ id: crypto.randomUUID() }),
      sealed: await seal('somebody1', { random, hash }),
    });
    await cluster.stop();
    const texts = [...printed, ...cluster.log].join('\n');
    expect(texts).toContain(marker);
    expect(texts).toContain('temporary_access_pass');
    expect(cluster.filesWith([marker])).not.toEqual([]);
    expect(secrets.length).toBeGreaterThan(300);
    const some = [...secrets.slice(0, 12), ...secrets.slice(-60)];
    expect(secrets.filter((one) => texts.includes(one))).toEqual([]);
    expect(cluster.filesWith(some)).toEqual([]);
  }, 120_000);
});

/** `null`, for a success, stands where the word would. */
function byText(a: string | null, b: string | null): number {
  return Number(String(a) > String(b)) - Number(String(a) < String(b));
}

/** A server process: what it reported, and how it ended. `isShot` kills it from outside after its first report. */
/** Lets nobody go on until so many wait. */
function startingLine(count: number): () => Promise<void> {
  const waiting: (() => void)[] = [];
  return async () =>
    new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length === count) for (const go of waiting) go();
    });
}

async function server(
  orders: Orders,
  { isShot, ready }: { readonly isShot: boolean; readonly ready: () => Promise<void> },
) {
  const child = fork(join(program, 'server.mjs'), { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const reports: Report[] = [];
  child.stdout?.on('data', (chunk) => printed.push(String(chunk)));
  child.stderr?.on('data', (chunk) => printed.push(String(chunk)));
  child.on('message', (report: Report | 'ready') => {
    if (report === 'ready') {
      void ready().then(() => child.send('go'));
      return;
    }
    reports.push(report);
    if (isShot) child.kill('SIGKILL');
  });
  child.send(orders);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { reports, code, signal };
}
