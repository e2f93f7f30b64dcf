import { definePolicy, secureRandom, usability } from 'temporary-access-pass';
import {
  administrator,
  type EmulatorOptions,
  type GraphEmulator,
  graphEmulator,
  type GraphPass,
  type GraphResponse,
} from 'temporary-access-pass/graph';
import { describe, expect, test } from 'vitest';
import { explode, MONDAY, untyped } from '../arbitraries.ts';

const ADELE = { id: '7C1F3A5B-9d60-4e2f-8a4b-c5dbed0e11ec', userPrincipalName: 'Adele@contoso.example' };
const ALEX = { id: 'alex', userPrincipalName: 'alex@contoso.example', groupIds: ['pilots'] };
const GUEST = { id: 'guest', userPrincipalName: 'guest#EXT#@contoso.example', isExternalGuest: true };
const PASSES = '/v1.0/users/adele@contoso.example/authentication/temporaryAccessPassMethods';
const POLICY = '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
const HEADERS = { authorization: 'Bearer any', 'content-type': 'application/json' };

describe('fetch', () => {
  test('takes a Request and gives a Response, as the platform has them', async () => {
    const { emulator } = emulated();
    const request = new Request(`https://graph.microsoft.com${PASSES}`, {
      method: 'POST',
      headers: HEADERS,
      body: '{}',
    });
    const response: Response = await emulator.fetch(request);
    expect(response).toBeInstanceOf(Response);
    expect([response.status, response.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const { id } = (await response.json()) as GraphPass;
    const url = `https://graph.microsoft.com${PASSES}/${id}`;
    const deleted = await emulator.fetch(new Request(url, { method: 'DELETE', headers: HEADERS }));
    expect([deleted.status, await deleted.text()]).toEqual([204, '']);
  });

  test('can be taken apart from its emulator', async () => {
    const { fetch } = emulated().emulator;
    expect((await fetch(new Request('http://x.example/'))).status).toBe(401);
  });

  test('reads a stream of bytes, and what is no UTF-8 is no JSON', async () => {
    const { emulator } = emulated();
    const post = async (bytes: Uint8Array<ArrayBuffer>): Promise<number> => {
      const request = new Request(`http://x.example${PASSES}`, { method: 'POST', headers: HEADERS, body: bytes });
      return (await emulator.fetch(request)).status;
    };
    expect(await post(new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d]))).toBe(201);
    expect(await post(new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0]))).toBe(400);
    expect(await post(new Uint8Array(10_000_000).fill(0x20))).toBe(413);
  });

  test('never lets two requests at once lose or double a pass', async () => {
    const { emulator } = emulated();
    const create = async (): Promise<GraphPass> => {
      const request = new Request(`http://x.example${PASSES}`, { method: 'POST', headers: HEADERS, body: '{}' });
      return (await (await emulator.fetch(request)).json()) as GraphPass;
    };
    const ids = (await Promise.all(Array.from({ length: 100 }, create))).map(({ id }) => id);
    expect(new Set(ids).size).toBe(100);
    expect(ids).toContain(emulator.passOf(ADELE.id)?.id);
  });
});

describe('a pass', () => {
  test('changes its answer at the exact millisecond of the clock, with no write in between', () => {
    const { emulator, clock } = emulated();
    send(emulator, 'POST', PASSES, { startDateTime: '2026-11-23T10:00:00.001+01:00', lifetimeInMinutes: 60 });
    const stored = emulator.passOf(ADELE.id);
    const end = MONDAY + 1 + 3_600_000;
    for (const [now, reason] of [
      [MONDAY, 'NotYetValid'],
      [MONDAY + 1, 'EnabledByPolicy'],
      [end - 1, 'EnabledByPolicy'],
      [end, 'Expired'],
      [MONDAY, 'NotYetValid'],
    ] as const) {
      clock.now = now;
      expect(listed(emulator)).toMatchObject({ isUsable: reason === 'EnabledByPolicy', methodUsabilityReason: reason });
    }
    expect(emulator.passOf(ADELE.id)).toBe(stored);
  });

  test('is found by the id and by the name of its user, in any case', () => {
    const { emulator } = emulated();
    created(emulator, {});
    for (const key of [ADELE.id, ADELE.id.toUpperCase(), 'ADELE@CONTOSO.EXAMPLE', 'adele%40contoso.example']) {
      const url = PASSES.replace('adele@contoso.example', key);
      expect(JSON.parse(send(emulator, 'GET', url).body ?? '')).toMatchObject({ value: [{ lifetimeInMinutes: 60 }] });
    }
    expect(send(emulator, 'GET', PASSES.replace('adele', 'nobody')).status).toBe(404);
    expect(send(emulator, 'GET', PASSES.replace('adele@contoso.example', '__proto__')).status).toBe(404);
  });

  test('stays listed when it is used or over, is replaced, and is gone when it is deleted', () => {
    const { emulator, clock } = emulated();
    const first = created(emulator, { isUsableOnce: true });
    expect(emulator.redeem(ADELE.id, first.temporaryAccessPass ?? '')?.ok).toBe(true);
    expect(listed(emulator)).toMatchObject({ id: first.id, methodUsabilityReason: 'OneTimeUsed' });
    clock.now += 86_400_000;
    const second = created(emulator, {});
    expect(listed(emulator)).toMatchObject({ id: second.id, methodUsabilityReason: 'EnabledByPolicy' });
    expect(send(emulator, 'GET', `${PASSES}/${first.id}`).status).toBe(404);
    expect(emulator.redeem(ADELE.id, first.temporaryAccessPass ?? '')).toMatchObject({ ok: false });
    expect(send(emulator, 'DELETE', `${PASSES}/${second.id}`).status).toBe(204);
    expect(send(emulator, 'DELETE', `${PASSES}/${second.id}`).status).toBe(404);
    expect(listed(emulator)).toBeUndefined();
    expect(emulator.passOf(ADELE.id)).toBeNull();
  });

  test('is stored as what happened and nothing else, never with its passcode', () => {
    const { emulator } = emulated();
    const { temporaryAccessPass } = created(emulator, {});
    expect(Object.keys(emulator.passOf(ADELE.id) ?? {}).sort()).toEqual(
      'createdAt failedAttempts id isUsableOnce lastUsedAt lifetimeInMinutes redeemedAt startsAt version'.split(' '),
    );
    expect(JSON.stringify([emulator.passOf(ADELE.id), send(emulator, 'GET', PASSES)])).not.toContain(
      temporaryAccessPass,
    );
  });
});

describe('redeem', () => {
  test('counts what is wrong, and locks', () => {
    const { emulator, clock } = emulated({ failedAttemptLimit: 3 });
    const { temporaryAccessPass } = created(emulator, {});
    for (let i = 1; i <= 3; i++) {
      expect(emulator.redeem('adele@contoso.example', 'wrong'.repeat(i * i))).toMatchObject({
        refusal: { signInError: 130_503 },
      });
      expect(emulator.passOf(ADELE.id)?.failedAttempts).toBe(i);
    }
    const locked = emulator.redeem(ADELE.id, temporaryAccessPass ?? '');
    expect(locked).toMatchObject({ refusal: { reason: 'DisabledByPolicy', rule: 'locked' } });
    expect(listed(emulator)).toMatchObject({ methodUsabilityReason: 'DisabledByPolicy' });
    const pass = emulator.passOf(ADELE.id);
    if (pass === null) throw new Error('no pass');
    const context = { policy: emulator.policy(), now: clock.now, failedAttemptLimit: 3 };
    expect(usability(pass, context).rule).toBe('locked');
  });

  test('is null for nobody and for nothing', () => {
    const { emulator } = emulated();
    expect(emulator.redeem('nobody', 'x')).toBeNull();
    expect(emulator.redeem(ADELE.id, 'x')).toBeNull();
  });
});

describe('the policy', () => {
  test('is changed by PATCH and reset by DELETE, and decides from then on', () => {
    const { emulator } = emulated({ policy: {} });
    const type = { '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration' };
    expect(send(emulator, 'POST', PASSES, {}).status).toBe(400);
    expect(send(emulator, 'PATCH', POLICY, { ...type, state: 'enabled' }).status).toBe(204);
    expect(send(emulator, 'POST', PASSES, {}).status).toBe(201);
    expect(send(emulator, 'PATCH', POLICY, { ...type, isUsableOnce: true }).status).toBe(204);
    expect(emulator.policy()).toEqual(definePolicy({ state: 'enabled', isUsableOnce: true }));
    expect(listed(emulator)).toMatchObject({ methodUsabilityReason: 'DisabledByPolicy' });
    expect(send(emulator, 'PATCH', POLICY, { ...type, defaultLength: 7 }).status).toBe(400);
    expect(send(emulator, 'DELETE', POLICY).status).toBe(204);
    expect(emulator.policy()).toEqual(definePolicy({}));
  });

  test('may name users and groups of the directory', () => {
    const includeTargets = [{ targetType: 'group', id: 'pilots' }] as const;
    const { emulator } = emulated({ policy: { state: 'enabled', includeTargets } });
    expect(send(emulator, 'POST', PASSES, {}).status).toBe(400);
    expect(send(emulator, 'POST', PASSES.replace('adele', 'alex'), {}).status).toBe(201);
    expect(send(emulator, 'POST', PASSES.replace('adele', 'guest%23EXT%23'), {}).status).toBe(400);
  });
});

describe('a token', () => {
  test.each([
    ['Bearer any', 200],
    ['bearer  a.b-c_d~e+f/g==', 200],
    [undefined, 401],
    ['', 401],
    ['Bearer', 401],
    ['Bearer ', 401],
    ['Bearer a b', 401],
    ['Bearer a,b', 401],
    ['Basic YTpi', 401],
    ['any', 401],
    [['Bearer a', 'Bearer b'], 401],
  ])('of %j gives %i', (authorization, status) => {
    const { emulator } = emulated();
    const request = { method: 'GET', url: PASSES, headers: { Authorization: authorization }, body: null };
    expect(emulator.handle(request).status).toBe(status);
  });

  test('is shown to authenticate, which says whose it is', () => {
    const seen: string[] = [];
    const authenticate = (token: string): ReturnType<typeof administrator> | null => {
      seen.push(token);
      return token === 'adele' ? administrator(ADELE.id) : null;
    };
    const { emulator } = emulated({ authenticate });
    const status = (token: string): number => {
      const url = PASSES.replace('users/adele@contoso.example', 'me');
      return emulator.handle({ method: 'GET', url, headers: { authorization: `Bearer ${token}` }, body: null }).status;
    };
    expect([status('adele'), status('other')]).toEqual([200, 401]);
    expect(seen).toEqual(['adele', 'other']);
  });

  test('of a user who is not in the directory is nobody', () => {
    const { emulator } = emulated({ authenticate: () => administrator('elsewhere') });
    const url = PASSES.replace('users/adele@contoso.example', 'me');
    expect(send(emulator, 'GET', url).status).toBe(404);
  });
});

describe('graphEmulator', () => {
  const TWICE = '`users` expected no id or userPrincipalName twice';
  const EMPTY = '`users` expected a non-empty id and userPrincipalName';

  test.each([
    [{ policy: { defaultLength: 7 } }, new RangeError('`defaultLength` expected 8..48, got 7')],
    [{ policy: { unheard: 1 } }, /unknown property/],
    [{ users: [ADELE, { ...ALEX, id: ADELE.id.toLowerCase() }] }, new RangeError(TWICE)],
    [{ users: [ADELE, { ...ALEX, userPrincipalName: ADELE.id }] }, new RangeError(TWICE)],
    [{ users: [{ id: '', userPrincipalName: 'x' }] }, new TypeError(EMPTY)],
    [{ users: [{ id: 'x' }] }, new TypeError(EMPTY)],
  ])('refuses %j', (options, error) => {
    expect(() => untyped(emulated)(options)).toThrow(error);
  });

  test('has no pass of nobody, and none once it is deleted', () => {
    const { emulator } = emulated();
    const { id } = created(emulator, {});
    expect([emulator.passOf('nobody'), emulator.redeem('nobody', 'kXw9-mQ2')]).toEqual([null, null]);
    expect(emulator.passOf(ADELE.id)).toMatchObject({ id });
    expect(send(emulator, 'DELETE', `${PASSES}/${id}`).status).toBe(204);
    expect([emulator.passOf(ADELE.id), emulator.redeem(ADELE.id, 'kXw9-mQ2')]).toEqual([null, null]);
  });

  test('says when it is the clock that is wrong', () => {
    const { emulator } = emulated({ clock: () => Number.NaN });
    expect(() => send(emulator, 'GET', PASSES)).toThrow(new RangeError('`clock` expected instant, got NaN'));
  });

  test('reads its clock once a request, and asks nothing of chance to read', () => {
    let asked = 0;
    const clock = (): number => MONDAY + asked++;
    const { emulator } = emulated({ clock, random: explode });
    expect(send(emulator, 'GET', PASSES).status).toBe(200);
    expect(asked).toBe(1);
  });
});

function emulated(options: Partial<EmulatorOptions> = {}): { emulator: GraphEmulator; clock: { now: number } } {
  const clock = { now: MONDAY };
  const base = { policy: { state: 'enabled' }, users: [ADELE, ALEX, GUEST], random: secureRandom } as const;
  return { emulator: graphEmulator({ ...base, clock: () => clock.now, ...options }), clock };
}

function send(emulator: GraphEmulator, method: string, url: string, body?: unknown): GraphResponse {
  return emulator.handle({ method, url, headers: HEADERS, body: body === undefined ? null : JSON.stringify(body) });
}

function created(emulator: GraphEmulator, body: unknown): GraphPass {
  return JSON.parse(send(emulator, 'POST', PASSES, body).body ?? '') as GraphPass;
}

function listed(emulator: GraphEmulator): GraphPass | undefined {
  return (JSON.parse(send(emulator, 'GET', PASSES).body ?? '') as { value: GraphPass[] }).value[0];
}
