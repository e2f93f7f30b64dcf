import { definePolicy, secureRandom } from 'temporary-access-pass';
import {
  administrator,
  type EmulatorUser,
  type Found,
  type GraphEmulator,
  graphEmulator,
  type GraphRequest,
  respond,
} from 'temporary-access-pass/graph';
import { atMost, type BenchPromise, measure, median, ratio, table } from './measure.ts';

const COUNT = 2000;
const now = Date.UTC(2026, 10, 23, 9);
const policy = definePolicy({ state: 'enabled' });
const user = { id: '7c1f3a5b-9d60-4e2f-8a4b-c5dbed0e11ec' };
const url = `https://graph.microsoft.com/v1.0/users/${user.id}/authentication/temporaryAccessPassMethods`;
const headers = { authorization: 'Bearer token', 'content-type': 'application/json' };
const create: GraphRequest = {
  method: 'POST',
  url,
  headers,
  body: '{"startDateTime":"2026-11-23T10:00:00Z","lifetimeInMinutes":60,"isUsableOnce":true}',
};
const found: Found = { caller: administrator(), policy, user, pass: null };
const made = respond(create, found, { now, random: secureRandom });
const pass = made.change?.kind === 'putPass' ? made.change.pass : undefined;
if (pass === undefined) throw new Error('nothing was made');
const get: GraphRequest = { method: 'GET', url: `${url}/${pass.id}`, headers, body: null };
const stored: Found = { ...found, pass };
const createdJson: unknown = JSON.parse(made.response.body ?? '');
const gotJson: unknown = JSON.parse(respond(get, stored, { now, random: secureRandom }).response.body ?? '');

function repeat(work: () => { readonly length: number } | undefined): () => number {
  return () => {
    let characters = 0;
    for (let i = 0; i < COUNT; i++) characters += work()?.length ?? Number.NaN;
    if (!(characters > COUNT)) throw new Error('an answer is missing');
    return characters;
  };
}

function answer(request: GraphRequest, host: Found): () => { readonly length: number } | undefined {
  return () => respond(request, host, { now, random: secureRandom }).response.body ?? undefined;
}

const createFloor = (): string => {
  if (JSON.parse(create.body ?? '') === null || crypto.getRandomValues(new Uint8Array(8)).length === 0) return '';
  return JSON.stringify(createdJson);
};

/** How many times as long the second emulator takes in each round, both in turn, each asked about users all over its directory. */
async function fetches(emulators: readonly (readonly [GraphEmulator, readonly EmulatorUser[]])[]): Promise<number[]> {
  const rounds: number[][] = [];
  /* oxlint-disable no-await-in-loop -- one after the other is what is timed */
  for (let round = 0; round < 9; round++) {
    const row: number[] = [];
    for (const [emulator, users] of emulators) {
      const start = performance.now();
      for (let i = 0; i < 1000; i++) {
        const id = users[(i * 7919 + round * 104_729) % users.length]?.id ?? '';
        const path = `https://graph.microsoft.com/v1.0/users/${id}/authentication/temporaryAccessPassMethods`;
        const response = await emulator.fetch(new Request(path, { headers }));
        if (response.status !== 200) throw new Error(`got ${response.status}`);
      }
      row.push(performance.now() - start);
    }
    rounds.push(row);
  }
  /* oxlint-enable no-await-in-loop */
  // The first round warms up.
  return rounds.slice(1).map(([few = Number.NaN, many = Number.NaN]) => many / few);
}

function emulatorOf(count: number): readonly [GraphEmulator, readonly EmulatorUser[]] {
  const users = Array.from({ length: count }, (_, i) => ({
    id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    userPrincipalName: `user${i}@contoso.example`,
  }));
  return [graphEmulator({ policy, users, clock: () => now, random: secureRandom }), users];
}

export async function run(): Promise<readonly BenchPromise[]> {
  const samples = await measure({
    'respond, create': { work: repeat(answer(create, found)), size: COUNT },
    'its JSON and one call for entropy': { work: repeat(createFloor), size: COUNT },
    'respond, get': { work: repeat(answer(get, stored)), size: COUNT },
    'its JSON': { work: repeat(() => JSON.stringify(gotJson)), size: COUNT },
  });
  table(samples);
  const flat = median(await fetches([emulatorOf(10), emulatorOf(1_000_000)]));
  return [
    atMost(
      'create against its JSON and entropy',
      ratio(samples['respond, create'], samples['its JSON and one call for entropy']),
      4,
    ),
    atMost('get against its JSON', ratio(samples['respond, get'], samples['its JSON']), 3),
    atMost('fetch, a million users against ten', flat, 1.5),
  ];
}
