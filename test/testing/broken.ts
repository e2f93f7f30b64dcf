import { secureRandom } from 'temporary-access-pass';
import { administrator, graphEmulator } from 'temporary-access-pass/graph';
import {
  type ConformanceDriver,
  type ConformanceRequest,
  type ConformanceResponse,
  manualClock,
} from 'temporary-access-pass/testing';
import { MONDAY } from '../arbitraries.ts';

type Json = Record<string, unknown>;

const USER = { id: '7c1f3a5b-9d60-4e2f-8a4b-c5dbed0e11ec', userPrincipalName: 'adele@contoso.example' };
const OTHER = { id: '2d4f6a8c-1b3d-4f5e-9a7b-8c0d1e2f3a4b', userPrincipalName: 'alex@contoso.example' };
const GUEST = { id: '9e8d7c6b-5a49-4838-a726-150493827160', userPrincipalName: 'guest@fabrikam.example' };

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

/** A driver that is wrong in one thing. */
type Broken = (driver: Driver) => Partial<ConformanceDriver>;

const isAbout = (part: 'passes' | 'policy', { path }: ConformanceRequest): boolean =>
  path.includes(part === 'policy' ? 'authenticationMethodsPolicy' : 'temporaryAccessPassMethods');

/** Changes what is asked, where it is a JSON object that is sent by this method. */
function asks(method: 'POST' | 'PATCH', change: (json: Json) => Json): Broken {
  return ({ send }) => ({
    send: async (request) => {
      const isIt = request.method === method && isAbout(method === 'POST' ? 'passes' : 'policy', request);
      const json = isIt ? objectOf(request.body) : undefined;
      return send(json === undefined ? request : { ...request, body: JSON.stringify(change({ ...json })) });
    },
  });
}

/** Changes a field of what is asked for, where it is there. */
function field(name: string, change: (value: unknown) => unknown): Broken {
  return asks('POST', (json) => (name in json ? { ...json, [name]: change(json[name]) } : json));
}

interface Seen {
  readonly request: ConformanceRequest;
  readonly now: number;
  readonly policy: Json;
}

/** Changes each pass that is answered; `undefined` leaves it out. Knows what was patched into the policy so far. */
function passes(change: (pass: Json, seen: Seen) => Json | undefined): Broken {
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
function reasons(
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
function wire(
  change: (
    request: ConformanceRequest,
    send: ConformanceDriver['send'],
    driver: Driver,
  ) => Promise<ConformanceResponse>,
): Broken {
  return (driver) => ({ send: async (request) => change(request, driver.send, driver) });
}

function without(json: Json, name: string): Json {
  return Object.fromEntries(Object.entries(json).filter(([key]) => key !== name));
}

function objectOf(text: string | null): Json | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function clamp(value: unknown, minimum: number, maximum: number): number {
  return Math.min(Math.max(Number(value), minimum), maximum);
}

const LIFETIMES = new Set(['minimumLifetimeInMinutes', 'defaultLifetimeInMinutes', 'maximumLifetimeInMinutes']);

/** Every way of being wrong, with the check that is there to notice. */
export const BROKEN: readonly (readonly [bug: string, caughtBy: string, broken: Broken])[] = [
  [
    'cuts passcodes to 8 characters',
    'a creation answers with the passcode, of the length that the policy says',
    passes((pass) => ({
      ...pass,
      temporaryAccessPass:
        pass['temporaryAccessPass'] === null ? null : JSON.stringify(pass['temporaryAccessPass']).slice(1, 9),
    })),
  ],
  [
    'says no passcode',
    'a creation answers with the passcode, of the length that the policy says',
    passes((pass) => ({ ...pass, temporaryAccessPass: null })),
  ],
  [
    'sorts its properties',
    'a creation names every property, in the order of the service',
    passes((pass) => Object.fromEntries(Object.entries(pass).toSorted(([a], [b]) => (a < b ? -1 : 1)))),
  ],
  [
    'leaves isUsable out',
    'a creation names every property, in the order of the service',
    passes((pass) => without(pass, 'isUsable')),
  ],
  [
    'gives everybody the same passcode',
    'two creations give two passcodes and two ids',
    passes((pass) => (pass['temporaryAccessPass'] === null ? pass : { ...pass, temporaryAccessPass: 'A'.repeat(8) })),
  ],
  [
    'defaults to an hour',
    'a lifetime that is left out is the default of the policy',
    asks('POST', (json) => ({ lifetimeInMinutes: 60, ...json })),
  ],
  ['ignores the lifetime', 'a lifetime is kept as asked', asks('POST', (json) => without(json, 'lifetimeInMinutes'))],
  [
    'defaults to multi-use',
    'one-time that is left out is what the policy says',
    asks('POST', (json) => ({ isUsableOnce: false, ...json })),
  ],
  ['ignores one-time', 'one-time is kept as asked', asks('POST', (json) => without(json, 'isUsableOnce'))],
  [
    'starts a second late',
    'a start that is left out is the instant of the request',
    passes((pass) => ({
      ...pass,
      startDateTime: new Date(Date.parse(String(pass['startDateTime'])) + 1000).toISOString(),
    })),
  ],
  [
    'ignores offsets',
    'a start with an offset is the same instant in UTC',
    field('startDateTime', (value) => String(value).replace(/\+05:30$/, 'Z')),
  ],
  [
    'answers in local time',
    'a start with an offset is the same instant in UTC',
    passes((pass) => ({ ...pass, startDateTime: String(pass['startDateTime']).replace(/Z$/, '+00:00') })),
  ],
  [
    'writes three digits always',
    'a date-time has no trailing zeros, and no dot in whole seconds',
    passes((pass) => ({ ...pass, startDateTime: new Date(String(pass['startDateTime'])).toISOString() })),
  ],
  ['reads null as 0', 'null means left out', field('lifetimeInMinutes', (value) => value ?? 0)],
  [
    'takes the id that is sent',
    'properties that only the service sets are ignored',
    passes((pass, { request }) => ({ ...pass, id: objectOf(request.body)?.['id'] ?? pass['id'] })),
  ],
  [
    'leaves null out',
    'the passcode is null in every later answer',
    passes((pass) => (pass['temporaryAccessPass'] === null ? without(pass, 'temporaryAccessPass') : pass)),
  ],
  [
    'hides the passcode by stars',
    'the passcode is null in every later answer',
    passes((pass) => ({ ...pass, temporaryAccessPass: pass['temporaryAccessPass'] ?? '********' })),
  ],
  [
    'forgets one-time in reads',
    'a pass is read as it was made',
    passes((pass, { request }) => (request.method === 'GET' ? { ...pass, isUsableOnce: false } : pass)),
  ],
  [
    'loses a replace',
    'a new pass replaces the old one, whatever its state',
    ({ send }) => {
      let old: Json[] = [];
      return {
        send: async (request) => {
          const response = await send(request);
          if (isAbout('policy', request) && request.method === 'DELETE') old = [];
          if (request.method === 'POST' && response.status === 201)
            old.push({ ...objectOf(response.body), temporaryAccessPass: null });
          const json = objectOf(response.body);
          const isList = request.method === 'GET' && Array.isArray(json?.['value']) && json['value'].length > 0;
          return isList ? { ...response, body: JSON.stringify({ ...json, value: old }) } : response;
        },
      };
    },
  ],
  [
    'shares passes',
    'the pass of one user is not that of another',
    wire((request, send) => send({ ...request, path: request.path.replace(OTHER.id, USER.id) })),
  ],
  [
    'excludes the maximum',
    'the shortest and the longest lifetime of the policy are accepted',
    field('lifetimeInMinutes', (value) => (value === 90 ? 91 : value)),
  ],
  [
    'excludes the minimum',
    'the shortest and the longest lifetime of the policy are accepted',
    field('lifetimeInMinutes', (value) => (value === 30 ? 29 : value)),
  ],
  [
    'raises a short lifetime',
    'a minute less than the shortest lifetime is refused',
    field('lifetimeInMinutes', (value) => (value === 29 ? 30 : value)),
  ],
  [
    'lowers a long lifetime',
    'a minute more than the longest lifetime is refused',
    field('lifetimeInMinutes', (value) => (value === 91 ? 90 : value)),
  ],
  [
    'names the bounds of the service, not of the policy',
    'a minute more than the longest lifetime is refused',
    wire(async (request, send) => {
      const response = await send(request);
      return { ...response, body: response.body.replace('between 30 and 90', 'between 10 and 43200') };
    }),
  ],
  [
    'reads 0 as unset',
    'a lifetime of 0 is refused, and never read as unset',
    field('lifetimeInMinutes', (value) => (value === 0 ? null : value)),
  ],
  [
    'allows multi-use always',
    'multi-use is refused where the policy forces one-time',
    asks('POST', (json) => (json['isUsableOnce'] === false ? without(json, 'isUsableOnce') : json)),
  ],
  [
    'forgives a start of the last second',
    'a start a millisecond ago is refused, and one at the very instant accepted',
    (driver) =>
      field('startDateTime', (value) => (Math.abs(Date.parse(String(value)) - driver.clock()) < 1000 ? null : value))(
        driver,
      ),
  ],
  [
    'wants a start after now',
    'a start a millisecond ago is refused, and one at the very instant accepted',
    (driver) =>
      field('startDateTime', (value) =>
        Date.parse(String(value)) === driver.clock() ? new Date(driver.clock() - 1).toISOString() : value,
      )(driver),
  ],
  [
    'cannot be disabled',
    'a disabled policy refuses every request',
    asks('PATCH', (json) => ({ ...json, state: 'enabled' })),
  ],
  [
    'includes everybody',
    'somebody whom the policy does not include is refused',
    asks('PATCH', (json) => without(json, 'includeTargets')),
  ],
  [
    'excludes nobody',
    'somebody whom the policy excludes is refused, though it includes everybody',
    asks('PATCH', (json) => without(json, 'excludeTargets')),
  ],
  [
    'takes guests',
    'an external guest is refused',
    wire((request, send) => send({ ...request, path: request.path.replace(GUEST.id, OTHER.id) })),
  ],
  [
    'reads text as numbers',
    'text for a number, and a fraction, are refused',
    field('lifetimeInMinutes', (value) => (value === null ? null : Number(value))),
  ],
  [
    'rounds fractions',
    'text for a number, and a fraction, are refused',
    field('lifetimeInMinutes', (value) => (typeof value === 'number' ? Math.floor(value) : value)),
  ],
  ['reads anything as a boolean', 'text and numbers for a boolean are refused', field('isUsableOnce', Boolean)],
  [
    'reads a local time as UTC',
    'a start without an offset is refused',
    field('startDateTime', (value) => (/T[\d:]{8}$/.test(String(value)) ? `${String(value)}Z` : value)),
  ],
  [
    'rolls dates over',
    'a start that is no date is refused',
    field('startDateTime', (value) =>
      Number.isNaN(Date.parse(String(value))) ? value : new Date(String(value)).toISOString(),
    ),
  ],
  [
    'passes unknown properties over',
    'a property that does not exist is refused',
    asks('POST', (json) => without(json, 'lifetime')),
  ],
  [
    'deletes the old pass before it checks the new',
    'a refused request leaves the pass that exists',
    wire(async (request, send) => {
      const response = await send(request);
      if (request.method !== 'POST' || response.status !== 400) return response;
      const list = objectOf((await send({ ...request, method: 'GET', body: null })).body)?.['value'] as Json[];
      for (const { id } of list)
        void send({ ...request, method: 'DELETE', path: `${request.path}/${String(id)}`, body: null });
      return response;
    }),
  ],
  [
    'has a clock of whole seconds that runs ahead',
    'a pass is not yet valid a millisecond before its start',
    ({ setClock }) => ({ setClock: (now) => setClock(Math.ceil(now / 1000) * 1000) }),
  ],
  [
    'begins a millisecond late',
    'a pass is usable at its start',
    reasons((reason, { now, start }) => (now === start ? 'NotYetValid' : reason)),
  ],
  [
    'ends a millisecond early',
    'a pass is usable a millisecond before its end',
    reasons((reason, { now, end }) => (now === end - 1 ? 'Expired' : reason)),
  ],
  [
    'includes the end',
    'a pass is expired at its end',
    reasons((reason, { now, end }) => (now === end ? 'EnabledByPolicy' : reason)),
  ],
  [
    'lists what is usable alone',
    'a pass that is expired stays listed, and expired',
    passes((pass) => (pass['methodUsabilityReason'] === 'Expired' ? undefined : pass)),
  ],
  [
    'spells reasons as early pages did',
    'a pass is usable at its start',
    passes((pass) => ({
      ...pass,
      methodUsabilityReason: String(pass['methodUsabilityReason']).replace(/^./, (letter) => letter.toLowerCase()),
    })),
  ],
  ['says usable of everything', 'a pass is expired at its end', passes((pass) => ({ ...pass, isUsable: true }))],
  [
    'keeps passes usable under a disabled policy',
    'a disabled policy disables a pass',
    reasons((reason, { policy }) =>
      policy['state'] === 'disabled' && reason === 'DisabledByPolicy' ? 'EnabledByPolicy' : reason,
    ),
  ],
  [
    'keeps passes of people out of scope usable',
    'a policy that no longer includes somebody disables their pass',
    reasons((reason, { policy }) =>
      policy['includeTargets'] !== undefined && reason === 'DisabledByPolicy' ? 'EnabledByPolicy' : reason,
    ),
  ],
  [
    'keeps multi-use passes usable',
    'a policy that newly forces one-time disables a multi-use pass',
    reasons((reason, { policy }) =>
      policy['isUsableOnce'] === true && reason === 'DisabledByPolicy' ? 'EnabledByPolicy' : reason,
    ),
  ],
  [
    'asks the policy before the time',
    'an expired pass stays expired under a disabled policy',
    reasons((reason, { policy }) =>
      policy['state'] === 'disabled' && reason === 'Expired' ? 'DisabledByPolicy' : reason,
    ),
  ],
  [
    'shortens passes with the policy',
    'a lower maximum does not shorten a pass that exists',
    reasons((reason, { policy, now, start }) =>
      now >= start + Number(policy['maximumLifetimeInMinutes'] ?? 480) * 60_000 ? 'Expired' : reason,
    ),
  ],
  [
    'asks the start before the policy',
    'a disabled policy goes before a start to come',
    reasons((reason, { now, start }) => (now < start ? 'NotYetValid' : reason)),
  ],
  [
    'stores the reason when the policy changes',
    'a policy that is enabled again enables a pass again',
    (driver) => {
      let wasDisabled = false;
      const inner = reasons((reason) => (wasDisabled && reason === 'EnabledByPolicy' ? 'DisabledByPolicy' : reason))(
        driver,
      );
      return {
        send: async (request) => {
          if (isAbout('policy', request))
            wasDisabled =
              request.method === 'PATCH' && (wasDisabled || objectOf(request.body)?.['state'] === 'disabled');
          return (inner.send ?? driver.send)(request);
        },
      };
    },
  ],
  [
    'lets a one-time pass in twice',
    'a one-time pass is used after its first sign-in, and refuses a second',
    ({ redeem }) => ({ redeem: (userId, passcode) => redeem?.(userId, passcode) === true || passcode.length === 8 }),
  ],
  [
    'forgets that a pass was used',
    'a one-time pass is used after its first sign-in, and refuses a second',
    reasons((reason) => (reason === 'OneTimeUsed' ? 'EnabledByPolicy' : reason)),
  ],
  [
    'asks the time before the use',
    'a used pass stays used, after its end and under a disabled policy',
    reasons((reason, { now, end }) => (now >= end ? 'Expired' : reason)),
  ],
  [
    'uses every pass once',
    'a multi-use pass is usable after a sign-in, until its end',
    ({ redeem }) => {
      const used = new Set<string>();
      return {
        redeem: (userId, passcode) =>
          !used.has(passcode) && redeem?.(userId, passcode) === true && used.add(passcode).size > 0,
      };
    },
  ],
  ['compares no passcode', 'a wrong passcode does not use up a pass', () => ({ redeem: () => true })],
  [
    'tells no last use',
    'beta tells when a pass was last used, and null until then',
    passes((pass) => without(pass, 'lastUsedDateTime')),
  ],
  [
    'finds no list where there is no pass',
    'a user without a pass has an empty list',
    wire(async (request, send) => {
      const response = await send(request);
      return response.body.includes('"value":[]') ? { ...response, status: 404 } : response;
    }),
  ],
  [
    'names users by id always',
    'a user is found by name as by id, and the context repeats what was asked for',
    wire(async (request, send) => {
      const response = await send(request);
      return { ...response, body: response.body.replace("users('adele%40contoso.example')", `users('${USER.id}')`) };
    }),
  ],
  [
    'knows users by id alone',
    'a user is found by name as by id, and the context repeats what was asked for',
    wire((request, send) => send({ ...request, path: request.path.replace('adele%40contoso.example', 'nobody') })),
  ],
  [
    'gives a pass the context of a list',
    'a single pass has the context of an entity',
    wire(async (request, send) => {
      const response = await send(request);
      return { ...response, body: response.body.replace('/$entity', '') };
    }),
  ],
  [
    'answers a deletion with the pass',
    'a deletion answers 204 with nothing, and the pass is gone',
    wire(async (request, send) => {
      const response = await send(request);
      return request.method === 'DELETE' && isAbout('passes', request) ? { ...response, body: '{}' } : response;
    }),
  ],
  [
    'deletes nothing',
    'a deletion answers 204 with nothing, and the pass is gone',
    wire(async (request, send) => {
      if (request.method !== 'DELETE' || !isAbout('passes', request)) return send(request);
      return { status: 204, headers: {}, body: '' };
    }),
  ],
  [
    'updates passes',
    'a pass can not be updated, and a 405 says what can be done',
    wire(async (request, send) => {
      const response = await send(request);
      return response.status === 405 ? { ...response, status: 204 } : response;
    }),
  ],
  [
    'does not say what is allowed',
    'a pass can not be updated, and a 405 says what can be done',
    wire(async (request, send) => ({ ...(await send(request)), headers: {} })),
  ],
  [
    'has an empty list for everybody',
    'an unknown user, pass and path are not found',
    wire(async (request, send) => {
      const response = await send(request);
      return response.status === 404 ? { ...response, status: 200, body: '{"value":[]}' } : response;
    }),
  ],
  [
    'reads what is no JSON as nothing',
    'a body that is no JSON, or is not said to be JSON, is refused',
    wire((request, send) =>
      send(request.method === 'POST' && objectOf(request.body) === undefined ? { ...request, body: '{}' } : request),
    ),
  ],
  [
    'takes any type of body',
    'a body that is no JSON, or is not said to be JSON, is refused',
    wire((request, send) =>
      send({
        ...request,
        headers: { ...request.headers, ...(request.body === null ? {} : { 'content-type': 'application/json' }) },
      }),
    ),
  ],
  [
    'echoes no id',
    'an error says code, message, date and ids, and repeats the id of the caller',
    wire((request, send) =>
      send({ ...request, headers: without(request.headers, 'client-request-id') as Record<string, string> }),
    ),
  ],
  [
    'says dates with a zone',
    'an error says code, message, date and ids, and repeats the id of the caller',
    wire(async (request, send) => {
      const response = await send(request);
      return { ...response, body: response.body.replace(/("date":"[^"]+)"/, '$1Z"') };
    }),
  ],
  [
    'says errors as plain text',
    'an error says code, message, date and ids, and repeats the id of the caller',
    wire(async (request, send) => {
      const response = await send(request);
      return response.status < 400 ? response : { ...response, body: 'Bad Request' };
    }),
  ],
  [
    'asks for no token',
    'without a token nothing is answered',
    wire((request, send, { callers }) =>
      send(
        /^Bearer ./.test(request.headers['authorization'] ?? '')
          ? request
          : { ...request, headers: { ...request.headers, ...callers.admin } },
      ),
    ),
  ],
  [
    'ignores query options',
    'query options are refused',
    wire((request, send) => send({ ...request, path: request.path.replace(/\?.*/, '') })),
  ],
  [
    'lets readers write',
    'who may only read reads, and creates and deletes nothing',
    wire((request, send, { callers }) =>
      send(
        request.headers['authorization'] === 'Bearer reader'
          ? { ...request, headers: { ...request.headers, ...callers.admin } }
          : request,
      ),
    ),
  ],
  [
    'lets people create passes for themselves',
    'somebody reads their own pass under /me, and creates none for themself',
    wire((request, send, { callers }) =>
      send(request.method === 'POST' ? { ...request, headers: { ...request.headers, ...callers.admin } } : request),
    ),
  ],
  [
    'has no /me',
    'somebody reads their own pass under /me, and creates none for themself',
    wire((request, send) => send({ ...request, path: request.path.replace('/me/', '/nobody/') })),
  ],
  [
    'has no beta',
    'beta answers as v1.0 does',
    wire((request, send) => send({ ...request, path: request.path.replace('/beta/', '/v2/') })),
  ],
  [
    'keeps the policy when it is deleted',
    'a deletion of the policy returns every field to its default',
    wire(async (request, send) => {
      if (!isAbout('policy', request) || request.method !== 'DELETE') return send(request);
      return { status: 204, headers: {}, body: '' };
    }),
  ],
  [
    'replaces the policy by what is patched',
    'an update of the policy keeps the fields that it does not name',
    wire(async (request, send) => {
      if (isAbout('policy', request) && request.method === 'PATCH')
        await send({ ...request, method: 'DELETE', body: null });
      return send(request);
    }),
  ],
  [
    'knows the policy under one name',
    'the policy is found under each of its names',
    wire((request, send) => send({ ...request, path: request.path.replace("('TemporaryAccessPass')", '/none') })),
  ],
  [
    'tells no type of the policy',
    'the policy names its type',
    wire(async (request, send) => {
      const response = await send(request);
      return isAbout('policy', request) && response.status === 200
        ? { ...response, body: JSON.stringify(without(objectOf(response.body) ?? {}, '@odata.type')) }
        : response;
    }),
  ],
  [
    'wants no type of a patch',
    'an update of the policy without its type is refused',
    asks('PATCH', (json) => ({
      '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
      ...json,
    })),
  ],
  [
    'clamps lengths',
    'a length outside 8..48 is refused',
    asks('PATCH', (json) =>
      'defaultLength' in json ? { ...json, defaultLength: clamp(json['defaultLength'], 8, 48) } : json,
    ),
  ],
  [
    'clamps lifetimes',
    'a lifetime outside 10..43200 is refused',
    asks('PATCH', (json) =>
      Object.fromEntries(
        Object.entries(json).map(([name, value]) => [name, LIFETIMES.has(name) ? clamp(value, 10, 43_200) : value]),
      ),
    ),
  ],
  [
    'checks fields one by one',
    'a default outside the minimum and maximum that result is refused',
    wire(async (request, send) => {
      const response = await send(request);
      const lifetimes = Object.entries(objectOf(request.body) ?? {}).filter(([name]) => LIFETIMES.has(name));
      const areFine = lifetimes.length > 0 && lifetimes.every(([, value]) => value === clamp(value, 10, 43_200));
      return response.status === 400 && areFine ? { status: 204, headers: {}, body: '' } : response;
    }),
  ],
];
