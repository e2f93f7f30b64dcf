import { definePolicy, type Pass, type Policy, type Subject } from 'temporary-access-pass';
import {
  administrator,
  type Caller,
  type Found,
  type GraphRequest,
  respond,
  type RespondContext,
  type Responded,
} from 'temporary-access-pass/graph';
import { describe, expect, test } from 'vitest';
import { frozen, MONDAY, passWith, scripted, untyped } from '../arbitraries.ts';

const PASSES = '/v1.0/users/adele/authentication/temporaryAccessPassMethods';
const ONE = `${PASSES}/6F1C5A3E-2b0d-4c8e-9a57-d1e2f3a4b5c6`;
const POLICY = '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
const TYPE = '"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration"';
const policy = definePolicy({ state: 'enabled' });
const adele: Subject = { id: 'adele' };
const JSON_TYPE = { 'content-type': 'application/json' };

describe('the endpoints', () => {
  test('create a pass', () => {
    const { response, change } = ask('POST', PASSES, '{"lifetimeInMinutes":90}');
    expect(response.status).toBe(201);
    expect(change).toMatchObject({ kind: 'putPass', userId: 'adele', over: null, pass: { lifetimeInMinutes: 90 } });
    const passcode = change?.kind === 'putPass' ? change.passcode.reveal() : '';
    expect(passcode).toHaveLength(8);
    expect(bodyOf(response)).toMatchObject({ temporaryAccessPass: passcode, isUsable: true, lifetimeInMinutes: 90 });
    expect(JSON.stringify(change)).not.toContain(passcode);
  });

  test('replace a pass, whatever its state', () => {
    for (const pass of [passWith(), passWith({ startsAt: MONDAY + 1 }), passWith({ startsAt: 0 })]) {
      expect(ask('POST', PASSES, '{}', { pass }).change).toMatchObject({ kind: 'putPass', over: pass });
    }
  });

  test('list passes, none or one', () => {
    const context =
      "https://graph.microsoft.com/v1.0/$metadata#users('adele')/authentication/temporaryAccessPassMethods";
    expect(bodyOf(ask('GET', PASSES).response)).toEqual({ '@odata.context': context, value: [] });
    const { response, change } = ask('GET', PASSES, null, { pass: passWith() });
    expect(bodyOf(response)).toMatchObject({ value: [{ id: passWith().id, temporaryAccessPass: null }] });
    expect(change).toBeNull();
  });

  test('get a pass by its id in any case', () => {
    const { response } = ask('GET', ONE, null, { pass: passWith() });
    expect([response.status, response.body]).toEqual([200, expect.stringContaining('/$entity","id":"6f1c5a3e')]);
  });

  test('delete a pass', () => {
    const { response, change } = ask('DELETE', ONE, null, { pass: passWith() });
    expect([response.status, response.body]).toEqual([204, null]);
    expect(change).toEqual({ kind: 'deletePass', userId: 'adele', over: passWith() });
  });

  test('get, patch and delete the policy', () => {
    expect(bodyOf(ask('GET', POLICY).response)).toMatchObject({ id: 'TemporaryAccessPass', state: 'enabled' });
    const patched = ask('PATCH', POLICY, `{${TYPE},"isUsableOnce":true}`);
    expect([patched.response.status, patched.response.body]).toEqual([204, null]);
    expect(patched.change).toEqual({ kind: 'putPolicy', policy: { ...policy, isUsableOnce: true }, over: policy });
    const deleted = ask('DELETE', POLICY);
    expect(deleted.response.status).toBe(204);
    expect(deleted.change).toMatchObject({ kind: 'putPolicy', policy: { state: 'disabled' }, over: policy });
  });

  test('have what beta has, under beta', () => {
    const { response } = ask('GET', ONE.replace('v1.0', 'beta'), null, { pass: passWith() });
    expect(bodyOf(response)).toMatchObject({
      lastUsedDateTime: null,
      '@odata.context': expect.stringContaining('/beta/'),
    });
    expect(ask('GET', ONE, null, { pass: passWith() }).response.body).not.toContain('lastUsed');
    expect(ask('GET', POLICY.replace('v1.0', 'beta')).response.body).toContain('/beta/$metadata#');
    expect(ask('GET', POLICY).response.body).not.toContain('/beta/');
  });

  test('name the entity once: in a list for the list, and not in its items', () => {
    const list = bodyOf(ask('GET', PASSES, null, { pass: passWith() }).response) as { value: object[] };
    expect(list).toMatchObject({ '@odata.context': expect.stringMatching(/temporaryAccessPassMethods$/) });
    expect(list.value.flatMap((item) => Object.keys(item))).not.toContain('@odata.context');
  });

  test("answer for the caller's own passes", () => {
    const url = PASSES.replace('users/adele', 'me');
    const { response } = ask('GET', url, null, { caller: administrator('adele'), pass: passWith() });
    expect(bodyOf(response)).toMatchObject({
      '@odata.context': expect.stringContaining("users('adele')"),
      value: [{}],
    });
  });

  test('give answers that no host can change for the next', () => {
    for (const answer of [(): Responded => ask('GET', PASSES), (): Responded => ask('DELETE', POLICY)]) {
      Reflect.set(answer().response.headers, 'cache-control', 'max-age=60');
      Reflect.set(answer().response, 'status', 500);
      expect(answer().response.status).toBeLessThan(300);
      expect(answer().response.headers['cache-control']).toBe('no-store');
    }
  });

  test('never let an answer be kept, and say what it is', () => {
    for (const { response } of [
      ask('GET', PASSES),
      ask('POST', PASSES, '{}'),
      ask('PUT', PASSES),
      ask('DELETE', POLICY),
    ]) {
      expect(response.headers['cache-control']).toBe('no-store');
    }
    expect(ask('GET', PASSES).response.headers['content-type']).toBe('application/json; charset=utf-8');
  });
});

describe('a refusal', () => {
  const noTap = { state: 'disabled' } as const;
  const guest = { id: 'adele', isExternalGuest: true };
  const once = definePolicy({ state: 'enabled', isUsableOnce: true });
  const nobody = { ...administrator(), roles: [] };

  test.each<readonly [number, string, string, string, string, string | null, Partial<Found>]>([
    [401, 'InvalidAuthenticationToken', 'Access token is empty or malformed.', 'GET', PASSES, null, { caller: null }],
    [
      401,
      'InvalidAuthenticationToken',
      'Access token is empty or malformed.',
      'GET',
      '/nowhere',
      null,
      { caller: null },
    ],
    [404, 'ResourceNotFound', 'Resource not found.', 'GET', '/nowhere', null, {}],
    [404, 'ResourceNotFound', 'Resource not found.', 'PATCH', '/v1.0/groups', '{}', {}],
    [404, 'Request_ResourceNotFound', 'The user does not exist.', 'GET', PASSES, null, { user: null }],
    [404, 'Request_ResourceNotFound', 'The user does not exist.', 'POST', PASSES, 'not even JSON', { user: null }],
    [404, 'resourceNotFound', 'The user has no such method.', 'GET', ONE, null, {}],
    [404, 'resourceNotFound', 'The user has no such method.', 'DELETE', ONE, null, {}],
    [404, 'resourceNotFound', 'The user has no such method.', 'GET', `${PASSES}/other`, null, { pass: passWith() }],
    [404, 'resourceNotFound', 'The user has no such method.', 'DELETE', `${PASSES}/other`, null, { pass: passWith() }],
    [
      400,
      'BadRequest',
      '/me request is only valid with delegated authentication flow.',
      'GET',
      PASSES.replace('users/adele', 'me'),
      null,
      {},
    ],
    [403, 'accessDenied', 'Request Authorization failed', 'GET', PASSES, null, { caller: nobody }],
    [
      403,
      'accessDenied',
      'Nobody can create a Temporary Access Pass for themself.',
      'POST',
      PASSES,
      '{}',
      { caller: administrator('adele') },
    ],
    [405, 'methodNotAllowed', 'This resource does not allow the method.', 'PUT', PASSES, '{}', {}],
    [400, 'badRequest', 'This resource does not allow query options.', 'GET', `${PASSES}?$select=id`, null, {}],
    [400, 'badRequest', 'This resource does not allow query options.', 'GET', `${PASSES}?x=1&%24top=5`, null, {}],
    [
      400,
      'badRequest',
      'This resource does not allow query options.',
      'GET',
      `${ONE}?$expand=x`,
      null,
      { pass: passWith() },
    ],
    [400, 'badRequest', 'This resource does not allow query options.', 'GET', `${POLICY}?$select=state`, null, {}],
    [400, 'badRequest', 'Empty Payload. JSON content expected.', 'POST', PASSES, null, {}],
    [400, 'badRequest', 'Empty Payload. JSON content expected.', 'POST', PASSES, '', {}],
    [400, 'badRequest', 'The body is not JSON.', 'POST', PASSES, '{', {}],
    [400, 'badRequest', 'Invalid value specified. Expected object.', 'POST', PASSES, '[]', {}],
    [400, 'badRequest', 'Invalid value specified. Expected object.', 'POST', PASSES, 'null', {}],
    [
      400,
      'badRequest',
      'Invalid lifetimeInMinutes specified. Expected integer.',
      'POST',
      PASSES,
      '{"lifetimeInMinutes":"60"}',
      {},
    ],
    [
      400,
      'badRequest',
      'Invalid lifetimeInMinutes specified. Expected integer.',
      'POST',
      PASSES,
      '{"lifetimeInMinutes":60.5}',
      {},
    ],
    [400, 'badRequest', 'Unknown property specified.', 'POST', PASSES, '{"lifetime":60}', {}],
    [
      400,
      'badRequest',
      'Invalid startDateTime specified. Expected date-time with Z or an offset, such as 2026-11-24T08:00:00Z.',
      'POST',
      PASSES,
      '{"startDateTime":"2026-11-23T09:00:00"}',
      {},
    ],
    [
      400,
      'badRequest',
      'Converged UserCredentialPolicy does not allow creating or updating this authentication method. AuthMethodType [TemporaryAccessPass].',
      'POST',
      PASSES,
      '{}',
      { policy: definePolicy(noTap) },
    ],
    [
      400,
      'badRequest',
      'Temporary Access Pass cannot be added to an external guest user.',
      'POST',
      PASSES,
      '{}',
      { user: guest },
    ],
    [
      400,
      'badRequest',
      'Invalid IsUsableOnce specified. Tenant Policy does not allow multiple use temporary access pass method.',
      'POST',
      PASSES,
      '{"isUsableOnce":false}',
      { policy: once },
    ],
    [
      400,
      'badRequest',
      'Invalid StartDateTime specified. It can not be a time in the past.',
      'POST',
      PASSES,
      '{"startDateTime":"2026-11-23T08:59:59.999Z"}',
      {},
    ],
    [
      400,
      'badRequest',
      'Invalid StartDateTime specified. It can not be outside the years 0001..9999.',
      'POST',
      PASSES,
      '{"startDateTime":"9999-12-31T23:59:59Z"}',
      {},
    ],
    [
      400,
      'badRequest',
      'Invalid @odata.type specified. Expected #microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration.',
      'PATCH',
      POLICY,
      '{"isUsableOnce":true}',
      {},
    ],
    [
      400,
      'badRequest',
      'Invalid defaultLength specified. The valid range between 8 and 48.',
      'PATCH',
      POLICY,
      `{${TYPE},"defaultLength":7}`,
      {},
    ],
    [
      400,
      'badRequest',
      'Invalid state specified. Expected enabled or disabled.',
      'PATCH',
      POLICY,
      `{${TYPE},"state":null}`,
      {},
    ],
    [400, 'badRequest', 'Empty Payload. JSON content expected.', 'PATCH', POLICY, null, {}],
    [
      413,
      'requestEntityTooLarge',
      'The body is longer than 1048576 characters.',
      'POST',
      PASSES,
      `{"x":"${'x'.repeat(1_048_577)}"}`,
      {},
    ],
  ])('%i %s: %s', (status, code, message, method, url, body, found) => {
    const { response, change } = ask(method, url, body, found);
    expect([response.status, change]).toEqual([status, null]);
    const [, id = ''] = /"request-id":"([-\da-f]{36})"/.exec(response.body ?? '') ?? [];
    const innerError = { message, date: '2026-11-23T09:00:00', 'request-id': id, 'client-request-id': id };
    expect(bodyOf(response)).toEqual({ error: { code, message, innerError } });
    expect(response.headers).toMatchObject({ 'request-id': id, 'client-request-id': id });
  });

  test.each([
    ['PATCH', ONE, 'GET, DELETE'],
    ['PUT', ONE, 'GET, DELETE'],
    ['POST', ONE, 'GET, DELETE'],
    ['DELETE', PASSES, 'GET, POST'],
    ['HEAD', PASSES, 'GET, POST'],
    ['__proto__', PASSES, 'GET, POST'],
    ['get', PASSES, 'GET, POST'],
    ['POST', POLICY, 'GET, PATCH, DELETE'],
    ['PUT', POLICY, 'GET, PATCH, DELETE'],
  ])('405 to %s %s allows %s', (method, url, allow) => {
    const { response } = ask(method, url, '{}', { pass: passWith() });
    expect([response.status, response.headers['allow']]).toEqual([405, allow]);
  });

  test('401 asks for a token', () => {
    expect(ask('GET', PASSES, null, { caller: null }).response.headers['www-authenticate']).toBe('Bearer');
    expect(ask('GET', '/nowhere').response.headers['www-authenticate']).toBeUndefined();
  });

  test.each([
    ['my-request_1', 'my-request_1'],
    ['x'.repeat(64), 'x'.repeat(64)],
    ['x'.repeat(65), undefined],
    ['', undefined],
    ['<script>', undefined],
    ['a\r\nb', undefined],
    [5, undefined],
  ])('echoes a client-request-id only where it looks like one: %j', (given, echoed) => {
    const { response } = untyped(ask)('GET', '/nowhere', null, {}, { 'Client-Request-ID': given });
    const { innerError } = errorOf(response);
    expect(innerError['client-request-id']).toBe(echoed ?? innerError['request-id']);
    expect(response.headers['client-request-id']).toBe(echoed ?? innerError['request-id']);
  });
});

describe('the body', () => {
  test.each([
    'application/json',
    'APPLICATION/JSON',
    'application/json;charset=utf-8',
    'application/json; charset="UTF-8"',
    'application/json;odata.metadata=minimal;IEEE754Compatible=false;charset=utf-8',
    'application/json ; charset=utf8',
    'application/json;charset=utf-8 ; x=y',
    ['application/json'],
    ['application/json; a=b', 'c'],
  ])('is read as %s', (type) => {
    expect(ask('POST', PASSES, '{}', {}, { 'Content-Type': type }).response.status).toBe(201);
  });

  test.each([
    'text/plain',
    'application/jsonx',
    'application/json-patch+json',
    'text/json',
    'application/json; charset=utf-16',
    'application/json;odata=verbose;charset=iso-8859-1',
    'application/json; charset=utf-8x',
    'application/json; charset =latin1',
    'application/json; charset= utf-8',
    'text/html, application/json',
    'xapplication/json',
    'application/x-www-form-urlencoded',
    ['application/', 'json'],
    '',
    undefined,
  ])('is not read as %s', (type) => {
    const { response } = ask('POST', PASSES, '{}', {}, { 'content-type': type });
    expect([response.status, errorOf(response).message]).toEqual([
      400,
      'The Content-Type is not application/json in UTF-8.',
    ]);
  });

  test('is read by its own header alone', () => {
    const among = { Accept: 'text/html', 'CONTENT-TYPE': 'application/json', X: 'text/plain' };
    expect(ask('POST', PASSES, '{}', {}, among).response.status).toBe(201);
    for (const headers of [{ Accept: 'application/json' }, { undefined: 'application/json' }])
      expect(ask('POST', PASSES, '{}', {}, headers).response.status).toBe(400);
  });

  test.each([
    ['a byte order mark', '\uFEFF{}', 201],
    ['two of them', '\uFEFF\uFEFF{}', 400],
    ['an own __proto__', '{"__proto__":{"lifetimeInMinutes":60}}', 400],
    ['an own constructor', '{"constructor":{"prototype":{}}}', 400],
    ['an own toString', '{"toString":"x"}', 400],
    ['an own hasOwnProperty', '{"hasOwnProperty":1}', 400],
    ['10,000 levels', `{"x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 400],
    ['100,000 levels', '['.repeat(100_000) + ']'.repeat(100_000), 400],
    ['open brackets', '['.repeat(1_000_000), 400],
    ['a lone surrogate in a name', '{"\\ud800":1}', 400],
    ['a lone surrogate in a value', '{"startDateTime":"\\udfff"}', 400],
    ['NaN', '{"lifetimeInMinutes":NaN}', 400],
    ['Infinity', '{"lifetimeInMinutes":Infinity}', 400],
    ['1e999', '{"lifetimeInMinutes":1e999}', 400],
    ['-0', '{"lifetimeInMinutes":-0}', 400],
    ['60.0, which JSON has no other number for', '{"lifetimeInMinutes":60.0}', 201],
    ['6e1', '{"lifetimeInMinutes":6e1}', 201],
    ['2^53 and one', '{"lifetimeInMinutes":9007199254740993}', 400],
    ['the last of two keys', '{"lifetimeInMinutes":5,"lifetimeInMinutes":60}', 201],
    ['the last of two keys, a bad one', '{"lifetimeInMinutes":60,"lifetimeInMinutes":5}', 400],
    ['comments', '{/* */}', 400],
    ['single quotes', "{'lifetimeInMinutes':60}", 400],
    ['something behind', '{}{}', 400],
    ['nothing but space', ' ', 400],
    ['null for every field', '{"startDateTime":null,"lifetimeInMinutes":null,"isUsableOnce":null}', 201],
    ['text of exactly the limit', `{}${' '.repeat(1_048_574)}`, 201],
    ['text of one more', `{}${' '.repeat(1_048_575)}`, 413],
  ])('with %s', (_what, body, status) => {
    const { response } = ask('POST', PASSES, body);
    expect(response.status).toBe(status);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  test('of the early draft works: its path, its type, and all of its eight properties', () => {
    const body = JSON.stringify({
      '@odata.type': '#microsoft.strongAuthentication.temporaryAccessPassAuthenticationMethod',
      id: 'mine',
      temporaryAccessPass: 'MINE-OWN',
      createdDateTime: '2020-01-01T00:00:00Z',
      startDateTime: '2026-11-23T10:00:00Z',
      lifetimeInMinutes: 60,
      isUsableOnce: true,
      isUsable: true,
      methodUsabilityReason: 'enabledByPolicy',
    });
    const url = '/beta/user/authentication/temporaryAccessPassMethods';
    const { response, change } = ask('POST', url, body, { caller: administrator('adele') });
    expect(response.status).toBe(201);
    expect(bodyOf(response)).toMatchObject({
      isUsable: false,
      methodUsabilityReason: 'NotYetValid',
      isUsableOnce: true,
    });
    expect(`${response.body}${JSON.stringify(change)}`).not.toMatch(/mine|MINE|2020/);
  });
});

describe('permissions', () => {
  const own = { ...administrator('adele'), scopes: [] };
  const other = { ...administrator('alex'), scopes: [] };
  const app = { ...administrator(), roles: [] };
  const TAP = 'UserAuthMethod-TAP';
  const ALL = 'UserAuthenticationMethod';

  /** Who may what with which permission: documented on the page of each operation. `-` is nobody. */
  const TABLE: readonly (readonly [permission: string, may: string])[] = [
    ['-', ''],
    [`${TAP}.Read`, 'own:get'],
    [`${ALL}.Read`, 'own:get'],
    [`${TAP}.ReadWrite`, 'own:get own:delete'],
    [`${ALL}.ReadWrite`, 'own:get own:delete'],
    [`${TAP}.Read.All`, 'own:get other:get app:get'],
    [`${ALL}.Read.All`, 'own:get other:get app:get'],
    [`${TAP}.ReadWrite.All`, 'own:get own:delete other:get other:post other:delete app:get app:post app:delete'],
    [`${ALL}.ReadWrite.All`, 'own:get own:delete other:get other:post other:delete app:get app:post app:delete'],
    ['Policy.Read.All', 'own:policy other:policy app:policy'],
    [
      'Policy.ReadWrite.AuthenticationMethod',
      'own:policy other:policy app:policy own:patch other:patch app:patch own:reset other:reset app:reset',
    ],
    ['userauthmethod-tap.read.all', ''],
    ['Policy.Read.All.Users', ''],
    ['My.Policy.Read.All', ''],
    [`${TAP}.ReadWrite.All.Users`, ''],
    [`My.${ALL}.ReadWrite.All`, ''],
    [`${TAP}.Write.All`, ''],
    ['Directory.ReadWrite.All', ''],
  ];
  const asks = {
    get: ['GET', PASSES, null],
    post: ['POST', PASSES, '{}'],
    delete: ['DELETE', ONE, null],
    policy: ['GET', POLICY, null],
    patch: ['PATCH', POLICY, `{${TYPE}}`],
    reset: ['DELETE', POLICY, null],
  } as const;

  test.each(TABLE)('%s may %s', (permission, may) => {
    const granted: string[] = [];
    for (const [name, caller] of Object.entries({ own, other, app })) {
      for (const [what, [method, url, body]] of Object.entries(asks)) {
        const given: Caller = { ...caller, [name === 'app' ? 'roles' : 'scopes']: [permission] };
        const { status } = ask(method, url, body, { caller: given, pass: passWith() }).response;
        expect([200, 201, 204, 403], `${name}:${what}`).toContain(status);
        if (status !== 403) granted.push(`${name}:${what}`);
      }
    }
    expect(granted.sort()).toEqual(may.split(' ').filter(Boolean).sort());
  });

  test('of an application do nothing for a user, nor the other way round', () => {
    const all = administrator();
    expect(ask('GET', PASSES, null, { caller: { ...all, userId: 'alex', scopes: [] } }).response.status).toBe(403);
    expect(ask('GET', PASSES, null, { caller: { ...all, roles: [] } }).response.status).toBe(403);
  });

  test('never let somebody create a pass for themself, but on the path of the draft', () => {
    const caller = administrator('adele');
    expect(ask('POST', PASSES, '{}', { caller }).response.status).toBe(403);
    expect(ask('POST', PASSES.replace('users/adele', 'me'), '{}', { caller }).response.status).toBe(403);
    expect(ask('POST', PASSES.replace('users/adele', 'user'), '{}', { caller }).response.status).toBe(201);
    // Ids are GUIDs, and those are the same in any case.
    expect(ask('POST', PASSES, '{}', { caller: administrator('ADELE') }).response.status).toBe(403);
    const weak = { ...caller, scopes: ['UserAuthMethod-TAP.Read'] };
    expect(ask('POST', PASSES.replace('users/adele', 'user'), '{}', { caller: weak }).response.status).toBe(403);
  });

  test('of their own suffice somebody who is not in the directory to hear so', () => {
    const { response } = ask('GET', PASSES.replace('users/adele', 'me'), null, {
      caller: { ...own, scopes: [`${TAP}.Read`] },
      user: null,
    });
    expect([response.status, bodyOf(response)]).toMatchObject([404, { error: { code: 'Request_ResourceNotFound' } }]);
  });

  test('are asked before anything is told of a user', () => {
    const caller = { ...app, roles: ['Policy.Read.All'] };
    expect(ask('GET', PASSES, null, { caller, user: null }).response.status).toBe(403);
  });
});

describe('respond', () => {
  test('takes the options of the rules, and nothing that stands for what was found', () => {
    const url = PASSES;
    const past = '{"startDateTime":"2026-11-23T08:59:00Z"}';
    const context = { startToleranceInMilliseconds: 60_000, alphabet: '01' };
    expect(ask('POST', url, past).response.status).toBe(400);
    const { response } = ask('POST', url, past, {}, JSON_TYPE, context);
    expect(bodyOf(response)).toMatchObject({ temporaryAccessPass: expect.stringMatching(/^[01]{8}$/) });
    const locked = ask('GET', ONE, null, { pass: passWith({ failedAttempts: 3 }) }, {}, { failedAttemptLimit: 3 });
    expect(bodyOf(locked.response)).toMatchObject({ methodUsabilityReason: 'DisabledByPolicy' });
    const sneaky = {
      random: scripted([]),
      policy: definePolicy({}),
      subject: { id: 'x', isExternalGuest: true },
      current: 5,
    };
    expect(bodyOf(ask('POST', url, '{}', {}, JSON_TYPE, sneaky).response)).toMatchObject({ isUsable: true });
  });

  test('throws where the host is wrong', () => {
    expect(() => untyped(ask)('POST', PASSES, { lifetimeInMinutes: 60 })).toThrow(
      '`body` expected text or null, got object',
    );
    expect(() => ask('GET', PASSES, null, {}, {}, { now: Number.NaN })).toThrow(
      new RangeError('`now` expected instant, got NaN'),
    );
    expect(() => ask('GET', PASSES, null, { pass: passWith({ startsAt: Number.NaN }) })).toThrow(RangeError);
    const groups: Policy = definePolicy({ state: 'enabled', includeTargets: [{ targetType: 'group', id: 'pilots' }] });
    expect(() => ask('POST', PASSES, '{}', { policy: groups })).toThrow(TypeError);
  });
});

function ask(
  method: string,
  url: string,
  body: string | null = null,
  found: Partial<Found> = {},
  headers: GraphRequest['headers'] = JSON_TYPE,
  context: Partial<RespondContext> = {},
): Responded {
  const pass: Pass | null = null;
  return respond(
    frozen({ method, url, headers, body }),
    frozen({ caller: administrator(), policy, user: adele, pass, ...found }),
    { now: MONDAY, random: scripted([]), ...context },
  );
}

function bodyOf({ body }: { readonly body: string | null }): unknown {
  return JSON.parse(body ?? 'null');
}

function errorOf(response: { readonly body: string | null }): {
  readonly message: string;
  readonly innerError: Readonly<Record<string, string>>;
} {
  return (bodyOf(response) as { error: ReturnType<typeof errorOf> }).error;
}
