import { execFile, execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Agent, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BatchRequestContent, BatchResponseContent, Client, GraphError } from '@microsoft/microsoft-graph-client';
import type { TemporaryAccessPassAuthenticationMethod } from '@microsoft/microsoft-graph-types';
import { definePolicy, type Policy, secureRandom } from 'temporary-access-pass';
import {
  administrator,
  type EmulatorOptions,
  type GraphEmulator,
  graphEmulator,
  readError,
} from 'temporary-access-pass/graph';
import { afterEach, describe, expect, test } from 'vitest';
import { MONDAY } from '../arbitraries.ts';
import { read } from '../package/project.ts';
import { fileOf } from './file.ts';
import { serve } from './graph/host.mjs';
import { mockGraph } from './graph/mock.ts';
import { handle, slowStore } from './graph/store-host.ts';

const ADMIN = { id: 'admin', userPrincipalName: 'admin@contoso.example' };
const ADELE = { id: '7c1f3a5b-9d60-4e2f-8a4b-c5dbed0e11ec', userPrincipalName: 'adele@contoso.example' };
const GUEST = { id: 'guest', userPrincipalName: 'guest@contoso.example', isExternalGuest: true };
const PASSES = '/users/adele@contoso.example/authentication/temporaryAccessPassMethods';
const POLICY = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
const TYPE = { '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration' };
const HEADERS = { authorization: 'Bearer any', 'content-type': 'application/json' };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe('the official client over a socket', () => {
  test('lives the whole life of a pass', async () => {
    const { client, clock, emulator } = await connected({ policy: {} });
    expect(await told(client.api(PASSES).post({}))).toMatchObject([400, 'badRequest', { code: 'policyBlocksMethod' }]);
    await client.api(POLICY).patch({ ...TYPE, state: 'enabled', maximumLifetimeInMinutes: 240 });
    expect(await client.api(POLICY).get()).toMatchObject({ ...TYPE, state: 'enabled', maximumLifetimeInMinutes: 240 });

    const asked = { startDateTime: '2026-11-23T10:30:00+01:00', lifetimeInMinutes: 120, isUsableOnce: true };
    const first = (await client.api(PASSES).post(asked)) as TemporaryAccessPassAuthenticationMethod;
    expect(first).toMatchObject({
      startDateTime: '2026-11-23T09:30:00Z',
      isUsable: false,
      methodUsabilityReason: 'NotYetValid',
    });
    expect(first.temporaryAccessPass).toMatch(/^[A-Za-z2-9]{8}$/);

    clock.now += 1_800_000;
    const listed = { ...first, temporaryAccessPass: null, isUsable: true, methodUsabilityReason: 'EnabledByPolicy' };
    const { '@odata.context': _context, ...item } = listed as Record<string, unknown>;
    expect(await client.api(PASSES).get()).toMatchObject({ value: [item] });
    expect(await client.api(`${PASSES}/${first.id}`).get()).toEqual(listed);

    expect(emulator.redeem(ADELE.id, first.temporaryAccessPass ?? '')?.ok).toBe(true);
    expect(await client.api(`${PASSES}/${first.id}`).get()).toMatchObject({ methodUsabilityReason: 'OneTimeUsed' });

    const second = (await client.api(PASSES).post({})) as TemporaryAccessPassAuthenticationMethod;
    await expect(client.api(`${PASSES}/${first.id}`).get()).rejects.toMatchObject({ statusCode: 404 });
    await client.api(`${PASSES}/${second.id}`).delete();
    expect(await client.api(PASSES).get()).toMatchObject({ value: [] });
    await client.api(POLICY).delete();
    expect(await client.api(POLICY).get()).toMatchObject({ state: 'disabled', maximumLifetimeInMinutes: 480 });
  });

  test('is refused in the words of the service, which are understood again', async () => {
    const { client } = await connected({ policy: { state: 'enabled', isUsableOnce: true } });
    expect(await told(client.api(PASSES).post({ lifetimeInMinutes: 59 }))).toMatchObject([
      400,
      'badRequest',
      { code: 'lifetimeOutOfRange', minimum: 60, maximum: 480 },
    ]);
    expect(await told(client.api(PASSES).post({ isUsableOnce: false }))).toMatchObject([
      400,
      'badRequest',
      { code: 'multipleUseNotAllowed' },
    ]);
    expect(await told(client.api(PASSES).post({ startDateTime: '2026-11-23T08:59:59.999Z' }))).toMatchObject([
      400,
      'badRequest',
      { code: 'startInThePast' },
    ]);
    expect(await told(client.api(PASSES).post({ startDateTime: '2026-11-23T09:00:00' }))).toMatchObject([
      400,
      'badRequest',
      { code: 'wrongType' },
    ]);
    expect(await told(client.api(PASSES).post({ lifetime: 60 }))).toMatchObject([
      400,
      'badRequest',
      { code: 'unknownProperty' },
    ]);
    expect(await told(client.api(PASSES.replace('adele', 'guest')).post({}))).toMatchObject([
      400,
      'badRequest',
      { code: 'externalGuest' },
    ]);
    expect(await told(client.api(POLICY).patch({ ...TYPE, defaultLength: 7 }))).toMatchObject([
      400,
      'badRequest',
      { code: 'outOfRange', minimum: 8, maximum: 48 },
    ]);
    expect(await told(client.api(POLICY).patch({ ...TYPE, minimumLifetimeInMinutes: 481 }))).toMatchObject([
      400,
      'badRequest',
      { code: 'minimumAboveMaximum' },
    ]);
    expect(await told(client.api(POLICY).patch({ state: 'enabled' }))).toMatchObject([
      400,
      'badRequest',
      { code: 'wrongType' },
    ]);
  });

  test('is refused with the status of each kind', async () => {
    const { client } = await connected({});
    expect(await statusOf(client.api('/groups').get())).toBe(404);
    expect(await statusOf(client.api(PASSES.replace('adele', 'nobody')).get())).toBe(404);
    expect(await statusOf(client.api(`${PASSES}/none`).patch({}))).toBe(405);
    expect(await statusOf(client.api(`${PASSES}/none`).put({}))).toBe(405);
    expect(await statusOf(client.api(PASSES).select('id').get())).toBe(400);
    expect(await statusOf(client.api('/me/authentication/temporaryAccessPassMethods').post({}))).toBe(403);
    const stranger = await connected({ authenticate: () => null });
    expect(await statusOf(stranger.client.api(PASSES).get())).toBe(401);
    expect(await statusOf(client.api(PASSES).post('x'.repeat(2_000_000)))).toBe(413);
  });

  test('reads its own passes, and beta', async () => {
    const { client } = await connected({});
    expect(await client.api('/me/authentication/temporaryAccessPassMethods').get()).toMatchObject({ value: [] });
    const made = (await client.api('/user/authentication/temporaryAccessPassMethods').version('beta').post({})) as {
      id: string;
    };
    expect(
      await client.api(`/me/authentication/temporaryAccessPassMethods/${made.id}`).version('beta').get(),
    ).toMatchObject({
      '@odata.context': expect.stringContaining("/beta/$metadata#users('admin')"),
      lastUsedDateTime: null,
    });
  });

  test('sends batches', async () => {
    const { client, url } = await connected({});
    const post = new Request(`${url}v1.0${PASSES}`, {
      method: 'POST',
      headers: HEADERS,
      body: '{"lifetimeInMinutes":90}',
    });
    const get = new Request(`${url}v1.0${PASSES}`);
    const content = await new BatchRequestContent([
      { id: '1', request: post },
      { id: '2', request: get, dependsOn: ['1'] },
    ]).getContent();
    const batch = new BatchResponseContent(await client.api('/$batch').post(content));
    expect(batch.getResponseById('1').status).toBe(201);
    expect(await batch.getResponseById('2').json()).toMatchObject({
      value: [{ lifetimeInMinutes: 90, temporaryAccessPass: null }],
    });
  });
});

describe('32 connections', () => {
  const CLIENTS = 32;
  const EACH = 625;

  test('lose and double nothing in 20,000 requests', async () => {
    const users = Array.from({ length: CLIENTS }, (_, i) => ({
      id: `user-${i}`,
      userPrincipalName: `user${i}@contoso.example`,
    }));
    const { url } = await listening(emulated({ users: [...users, ADELE] }).emulator);
    const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
    const everyId: string[] = [];
    const shared: string[] = [];
    let answers = 0;
    const ask = async (method: string, user: string): Promise<{ id: string; value: { id: string }[] }> => {
      const path = `${url}v1.0/users/${user}/authentication/temporaryAccessPassMethods`;
      const { status, body } = await send(path, { method, agent });
      if (status !== (method === 'POST' ? 201 : 200)) throw new Error(`got ${status}`);
      answers++;
      return JSON.parse(body) as { id: string; value: { id: string }[] };
    };
    const client = async (user: string): Promise<void> => {
      /* oxlint-disable no-await-in-loop -- each client waits for its answers */
      for (let i = 0; i < EACH; i += 5) {
        const [{ id }, other] = [await ask('POST', user), await ask('POST', ADELE.id)];
        everyId.push(id, other.id);
        shared.push(other.id);
        const [own, both, again] = [await ask('GET', user), await ask('GET', ADELE.id), await ask('GET', user)];
        if (own.value[0]?.id !== id || again.value[0]?.id !== id || both.value.length !== 1) throw new Error('lost');
      }
      /* oxlint-enable no-await-in-loop */
    };
    await Promise.all(users.map(async ({ id }) => client(id)));
    agent.destroy();
    expect(answers).toBe(CLIENTS * EACH);
    expect(new Set(everyId).size).toBe((CLIENTS * EACH * 2) / 5);
    const { value } = JSON.parse((await send(`${url}v1.0${PASSES}`, { method: 'GET' })).body) as {
      value: { id: string }[];
    };
    expect(value).toHaveLength(1);
    expect(shared).toContain(value[0]?.id);
  });
});

describe('the other hosts', () => {
  test('a request mock answers in place of Microsoft Graph', async () => {
    const { emulator } = emulated({});
    const mock = mockGraph(emulator);
    mock.listen({ onUnhandledRequest: 'error' });
    try {
      const post = { method: 'POST', headers: HEADERS, body: '{}' };
      const response = await fetch(`https://graph.microsoft.com/v1.0${PASSES}`, post);
      expect([response.status, emulator.passOf(ADELE.id)?.lifetimeInMinutes]).toEqual([201, 60]);
    } finally {
      mock.close();
    }
  });

  test('a store that answers in promises loses nothing to writers at once', async () => {
    const store = slowStore([ADELE], definePolicy({ state: 'enabled' }));
    const url = `/v1.0/users/${ADELE.id}/authentication/temporaryAccessPassMethods`;
    const ask = async (method: string, path = url): ReturnType<typeof handle> =>
      handle({ method, url: path, headers: HEADERS, body: '{}' }, store, secureRandom);
    const made = await Promise.all(Array.from({ length: 50 }, async () => ask('POST')));
    const bodies = made.map(({ body }) => JSON.parse(body ?? '') as { id: string; temporaryAccessPass: string });
    const last = await store.passOf(ADELE.id);
    expect(new Set(bodies.map(({ id }) => id)).size).toBe(50);
    expect(bodies.every(({ id, temporaryAccessPass }) => store.passcodes.get(id)?.equals(temporaryAccessPass))).toBe(
      true,
    );
    const gone = await Promise.all(Array.from({ length: 5 }, async () => ask('DELETE', `${url}/${last?.id}`)));
    expect(gone.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 404, 404, 404, 404]);
  });

  test('a server outlives a client that goes away in the middle of its request', async () => {
    const { url } = await listening(emulated({}).emulator);
    await new Promise((resolve) => {
      const half = httpRequest(`${url}v1.0${PASSES}`, {
        method: 'POST',
        headers: { ...HEADERS, 'content-length': 5000 },
      });
      half.on('error', resolve);
      half.write('{');
      setTimeout(() => half.destroy(), 20);
    });
    expect((await send(`${url}v1.0${PASSES}`, { method: 'GET' })).status).toBe(200);
  });
});

describe('npm run emulator', () => {
  test("and the README's curl lines give what the README says", async () => {
    const [, transcript = ''] = /```console\n(\$ PASSES=[\s\S]*?)```/.exec(read('README.md')) ?? [];
    const commands = transcript.match(/^\$ .*$/gm)?.map((line) => line.slice(2)) ?? [];
    expect(commands.length).toBeGreaterThan(4);
    const said = await running(['0'], async (url) => {
      const script = commands
        .map((command) => `echo '$' ${quoted(command)}; ${command}${command.startsWith('curl') ? '; echo' : ''}`)
        .join('\n');
      return execFileSync('bash', ['-c', script.replaceAll('http://127.0.0.1:4010', url)], {
        encoding: 'utf8',
      }).replaceAll(url, 'http://127.0.0.1:4010');
    });
    expect(masked(said)).toBe(masked(transcript));
  });

  test('says what is wrong with a call of its controls', async () => {
    const said = await running(['0'], async (url) =>
      execFileSync(
        'bash',
        [
          '-c',
          `for body in x null '{}' '{"minutes":"1"}' '{"minutes":1e300}' '{"minutes":1e10}' '{"instant":1e15}' '{"minutes":0}'; do curl -s ${url}/emulator/clock -d "$body"; done; curl -s ${url}/emulator/redeem -d '{"user":"x"}'; curl -s ${url}/emulator/redeem -d null`,
        ],
        { encoding: 'utf8' },
      ),
    );
    expect(said).toMatch(
      /^\{"error":"the body expected JSON"\}(\{"error":"`minutes` or `instant` expected a number"\}){3}(\{"error":"`minutes` expected an instant.*?"\}){2}\{"error":"`instant` expected an instant.*"\}\{"now":"20.*"\}(\{"error":"no such user.*?"\}){2}$/,
    );
  });

  test('is held to the rules over HTTP, as a server in any language can be', async () => {
    const program = fileURLToPath(new URL('graph/conformance.mjs', import.meta.url));
    const said = await running(['0'], async (url) => {
      const { stdout } = await promisify(execFile)(process.execPath, [program, url]);
      return stdout;
    });
    expect(said.trim().split('\n')).toEqual([
      'skipped: who may only read reads, and creates and deletes nothing (no `reader`)',
      'skipped: somebody reads their own pass under /me, and creates none for themself (no `self`)',
      expect.stringMatching(/^\d\d passed, 0 failed, 2 skipped$/),
    ]);
  });

  test('takes a policy, and says what is wrong with one', async () => {
    const file = fileOf('policy.json', '{"state":"enabled","defaultLength":20}');
    const body = await running(
      ['0', file],
      async (url) => (await send(`${url}/v1.0${POLICY}`, { method: 'GET' })).body,
    );
    expect(JSON.parse(body)).toMatchObject({ defaultLength: 20 } satisfies Partial<Policy>);
    writeFileSync(file, '{"defaultLength":7}');
    await expect(running(['0', file], async () => '')).rejects.toThrow('`defaultLength` expected 8..48, got 7');
    await expect(running(['70000'], async () => '')).rejects.toThrow('the port expected a number in 0..65535');
  });
});

function emulated(options: Partial<EmulatorOptions>): { emulator: GraphEmulator; clock: { now: number } } {
  const clock = { now: MONDAY };
  const emulator = graphEmulator({
    policy: { state: 'enabled' },
    users: [ADMIN, ADELE, GUEST],
    clock: () => clock.now,
    random: secureRandom,
    authenticate: () => administrator(ADMIN.id),
    ...options,
  });
  return { emulator, clock };
}

async function listening(emulator: GraphEmulator): Promise<{ url: string }> {
  const server = serve(emulator);
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

async function connected(
  options: Partial<EmulatorOptions>,
): Promise<ReturnType<typeof emulated> & { client: Client; url: string }> {
  const { emulator, clock } = emulated(options);
  const { url } = await listening(emulator);
  // The client gives its token to https alone and takes an `Authorization` away, though not one in lower case.
  const fetchOptions = { headers: { authorization: 'Bearer any' } };
  const client = Client.init({ baseUrl: url, fetchOptions, authProvider: (done) => done(null, 'any') });
  return { emulator, clock, client, url };
}

/** The error that the client makes of a refusal. */
async function errorOf(answer: Promise<unknown>): Promise<GraphError> {
  const error: unknown = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof GraphError) return error;
  throw new Error('not refused', { cause: error });
}

async function statusOf(answer: Promise<unknown>): Promise<number> {
  return (await errorOf(answer)).statusCode;
}

/** What is understood of a refusal. */
async function told(answer: Promise<unknown>): Promise<unknown> {
  const error = await errorOf(answer);
  return [error.statusCode, error.code, readError(error).violation];
}

async function send(
  url: string,
  { method, agent }: { method: string; agent?: Agent },
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      url,
      { method, headers: HEADERS, ...(agent === undefined ? {} : { agent }) },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          body += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      },
    );
    sent.on('error', reject).end(method === 'POST' ? '{}' : undefined);
  });
}

/** Runs the program until `use` is done with it. */
async function running(args: readonly string[], use: (url: string) => Promise<string>): Promise<string> {
  const program = fileURLToPath(new URL('graph/main.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, ...args]);
  try {
    const url = await new Promise<string>((resolve, reject) => {
      let text = '';
      child.stderr.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      child.stdout.on('data', (chunk: Buffer) =>
        resolve(/http:\/\/127\.0\.0\.1:\d+/.exec(chunk.toString())?.[0] ?? ''),
      );
      child.on('exit', () => reject(new Error(text)));
    });
    return await use(url);
  } finally {
    child.kill();
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Without what is another each time: ids, instants and passcodes. */
function masked(text: string): string {
  return text
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, '<id>')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?|(?<=":)\d{13}/g, '<instant>')
    .replaceAll(/"temporaryAccessPass":"[A-Za-z2-9]{8}"/g, '"temporaryAccessPass":"<passcode>"');
}
