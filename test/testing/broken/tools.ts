import { secureRandom } from 'temporary-access-pass';
import { administrator, graphEmulator } from 'temporary-access-pass/graph';
import {
  type ConformanceDriver,
  type ConformanceRequest,
  type ConformanceResponse,
  manualClock,
} from 'temporary-access-pass/testing';
import { MONDAY } from '../../arbitraries.ts';

export type Json = Record<string, unknown>;

export const USER = { id: '7c1f3a5b-9d60-4e2f-8a4b-c5dbed0e11ec', userPrincipalName: 'adele@contoso.example' };
export const OTHER = { id: '2d4f6a8c-1b3d-4f5e-9a7b-8c0d1e2f3a4b', userPrincipalName: 'alex@contoso.example' };
export const GUEST = { id: '9e8d7c6b-5a49-4838-a726-150493827160', userPrincipalName: 'guest@fabrikam.example' };

const CALLERS = new Map([
  ['admin', administrator()],
  ['self', administrator(USER.id)],
  ['reader', { userId: null, scopes: [], roles: ['UserAuthMethod-TAP.Read.All'] }],
]);

/** The emulator of this package, with everything that the suite can use. */
export function emulatorDriver(): ConformanceDriver & { readonly clock: () => number } {
  const clock = manualClock(MONDAY);
  const emulator = graphEmulator({
    policy: {},
    users: [USER, OTHER, { ...GUEST, isExternalGuest: true }],
    clock,
    random: secureRandom,
    authenticate: (token) => CALLERS.get(token) ?? null,
  });
  return {
    clock,
    send: async ({ method, path, headers, body }) => {
      const { body: text, ...response } = emulator.handle({ method, url: path, headers, body });
      return { ...response, body: text ?? '' };
    },
    setClock: (instant) => clock.set(instant),
    start: MONDAY,
    callers: {
      admin: { authorization: 'Bearer admin' },
      reader: { authorization: 'Bearer reader' },
      self: { authorization: 'Bearer self' },
    },
    user: USER,
    otherUser: OTHER,
    externalGuest: GUEST,
    redeem: (userId, passcode) => emulator.redeem(userId, passcode)?.ok ?? false,
    beta: true,
  };
}

type Driver = ReturnType<typeof emulatorDriver>;

/** A bug, the check that is there to notice, and how to have the bug. */
export type BrokenDriver = readonly [bug: string, caughtBy: string, broken: Broken];

/** A driver that is wrong in one thing. */
type Broken = (driver: Driver) => Partial<ConformanceDriver>;

export const isAbout = (part: 'passes' | 'policy', { path }: ConformanceRequest): boolean =>
  path.includes(part === 'policy' ? 'authenticationMethodsPolicy' : 'temporaryAccessPassMethods');

/** Changes what is asked, where it is a JSON object that is sent by this method. */
export function asks(method: 'POST' | 'PATCH', change: (json: Json) => Json): Broken {
  return ({ send }) => ({
    send: async (request) => {
      const isIt = request.method === method && isAbout(method === 'POST' ? 'passes' : 'policy', request);
      const json = isIt ? objectOf(request.body) : undefined;
      return send(json === undefined ? request : { ...request, body: JSON.stringify(change({ ...json })) });
    },
  });
}

/** Changes a field of what is asked for, where it is there. */
export function field(name: string, change: (value: unknown) => unknown): Broken {
  return asks('POST', (json) => (name in json ? { ...json, [name]: change(json[name]) } : json));
}

interface Seen {
  readonly request: ConformanceRequest;
  readonly now: number;
  readonly policy: Json;
}

/** Changes each pass that is answered; `undefined` leaves it out. Knows what was patched into the policy so far. */
export function passes(change: (pass: Json, seen: Seen) => Json | undefined): Broken {
  return ({ send, clock }) => {
    let policy: Json = {};
    return {
      send: async (request) => {
        const response = await send(request);
        if (isAbout('policy', request)) {
          if (request.method === 'DELETE') policy = {};
          if (request.method === 'PATCH' && response.status === 204) policy = { ...policy, ...objectOf(request.body) };
        }
        if (!isAbout('passes', request) || response.status > 201) return response;
        const json = objectOf(response.body) ?? {};
        const seen = { request, now: clock(), policy };
        if (!Array.isArray(json['value'])) return { ...response, body: JSON.stringify(change(json, seen) ?? {}) };
        const value = json['value'].map((one: Json) => change(one, seen)).filter((one) => one !== undefined);
        return { ...response, body: JSON.stringify({ ...json, value }) };
      },
    };
  };
}

/** Says another reason where it is wrong to; `isUsable` goes with it. */
export function reasons(
  change: (reason: string, window: Seen & { start: number; end: number; pass: Json }) => string,
): Broken {
  return passes((pass, seen) => {
    const start = Date.parse(String(pass['startDateTime']));
    const end = start + Number(pass['lifetimeInMinutes']) * 60_000;
    const reason = change(String(pass['methodUsabilityReason']), { ...seen, start, end, pass });
    return { ...pass, methodUsabilityReason: reason, isUsable: reason === 'EnabledByPolicy' };
  });
}

/** Changes answers, or the requests that lead to them. */
export function wire(
  change: (
    request: ConformanceRequest,
    send: ConformanceDriver['send'],
    driver: Driver,
  ) => Promise<ConformanceResponse>,
): Broken {
  return (driver) => ({ send: async (request) => change(request, driver.send, driver) });
}

export function without(json: Json, name: string): Json {
  return Object.fromEntries(Object.entries(json).filter(([key]) => key !== name));
}

export function objectOf(text: string | null): Json | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

export function clamp(value: unknown, minimum: number, maximum: number): number {
  return Math.min(Math.max(Number(value), minimum), maximum);
}

export const LIFETIMES = new Set(['minimumLifetimeInMinutes', 'defaultLifetimeInMinutes', 'maximumLifetimeInMinutes']);
