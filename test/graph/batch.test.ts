import { secureRandom } from 'temporary-access-pass';
import { graphEmulator, type GraphResponse } from 'temporary-access-pass/graph';
import { describe, expect, test } from 'vitest';
import { MONDAY } from '../arbitraries.ts';

const PASSES = '/users/adele/authentication/temporaryAccessPassMethods';
const POLICY = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
const JSON_TYPE = { 'Content-Type': 'application/json' };
const TYPE = { '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration' };
const GET = { id: '1', method: 'GET', url: PASSES };
const POST = { id: '2', method: 'post', url: PASSES, headers: JSON_TYPE, body: {} };
const NOWHERE = { id: '3', method: 'GET', url: '/nowhere' };

describe('a batch', () => {
  test('is answered in order, each request with its own status, headers and body', () => {
    const { response, answers } = batch([GET, POST, { ...GET, id: 'again' }]);
    expect(response.status).toBe(200);
    expect(answers.map(({ id, status }) => [id, status])).toEqual([
      ['1', 200],
      ['2', 201],
      ['again', 200],
    ]);
    expect(answers.map(({ body }) => body)).toMatchObject([
      { value: [] },
      { temporaryAccessPass: expect.any(String) },
      { value: [{ temporaryAccessPass: null }] },
    ]);
    expect(answers[0]?.headers).toMatchObject({ 'Content-Type': 'application/json; charset=utf-8' });
  });

  test('has null for a body where there is none', () => {
    const patch = { id: '1', method: 'PATCH', url: POLICY, headers: JSON_TYPE, body: { ...TYPE, isUsableOnce: true } };
    expect(batch([patch]).answers).toMatchObject([{ status: 204, body: null }]);
  });

  test('fails what depends on a failure, and only that', () => {
    const { answers } = batch([
      NOWHERE,
      { ...GET, dependsOn: ['3'] },
      { ...POST, dependsOn: ['1'] },
      { ...GET, id: '4', dependsOn: [] },
      { ...GET, id: '5', dependsOn: ['4'] },
      { ...GET, id: '6', dependsOn: ['4', '3'] },
      { ...GET, id: '7', dependsOn: ['8'] },
      { ...GET, id: 'me', dependsOn: ['me'] },
      { ...GET, id: 'Yes' },
      { ...GET, id: '10', dependsOn: ['yes'] },
      { ...GET, id: '11', url: `${PASSES}?$top=1` },
      { ...GET, id: '12', dependsOn: ['11'] },
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 424, 424, 200, 200, 424, 424, 424, 200, 200, 400, 424]);
    expect(answers[1]?.body).toMatchObject({
      error: { code: 'failedDependency', message: 'A request it depends on failed.' },
    });
  });

  test.each([
    ['/v1.0/$batch', '/users/adele', 'v1.0'],
    ['/beta/$batch', '/users/adele', 'beta'],
    ['/beta/$batch', 'users/adele', 'beta'],
    ['/beta/$batch', '/v1.0/users/adele', 'v1.0'],
    ['https://graph.microsoft.com/V1.0/$BATCH/', '/beta/users/adele', 'beta'],
    ['/beta/%24batch?x', 'BETA/users/adele', 'beta'],
  ])('at %s answers %s under %s', (url, user, version) => {
    const { answers } = batch([{ ...GET, url: PASSES.replace('/users/adele', user) }], { url });
    expect(answers[0]?.body).toMatchObject({ '@odata.context': expect.stringContaining(`/${version}/$metadata`) });
  });

  test('takes 20 requests and no more, and none is too few', () => {
    expect(batch(many(20)).answers).toHaveLength(20);
    expect(batch(many(21)).response.status).toBe(400);
    expect(batch([]).response.status).toBe(400);
  });

  test('holds no batch', () => {
    const inner = { id: '1', method: 'POST', url: '/$batch', headers: JSON_TYPE, body: { requests: [GET] } };
    expect(batch([inner]).answers).toMatchObject([{ status: 404 }]);
  });

  test.each([
    ['no object', '[]'],
    ['no requests', '{}'],
    ['inherited requests', '{"__proto__":{"requests":[]}}'],
    ['requests that are no list', '{"requests":{}}'],
    ['a request that is none', { requests: [null] }],
    ['no id', { requests: [{ ...GET, id: undefined }] }],
    ['a number for an id', { requests: [{ ...GET, id: 1 }] }],
    ['an empty id', { requests: [{ ...GET, id: '' }] }],
    ['an id of 65 characters', { requests: [{ ...GET, id: 'x'.repeat(65) }] }],
    ['the same id twice', { requests: [GET, { ...POST, id: '1' }] }],
    ['no method', { requests: [{ ...GET, method: undefined }] }],
    ['no url', { requests: [{ ...GET, url: 5 }] }],
    ['a dependency that is no list', { requests: [{ ...GET, dependsOn: '1' }] }],
    ['a dependency that is no id', { requests: [{ ...GET, dependsOn: [1] }] }],
    ['headers that are none', { requests: [{ ...GET, headers: [] }] }],
    ['a header that is no text', { requests: [{ ...GET, headers: { a: 1 } }] }],
    [
      'the same id twice, in capitals',
      {
        requests: [
          { ...GET, id: 'a' },
          { ...POST, id: 'A' },
        ],
      },
    ],
    [
      'a body of 300,000 levels',
      `{"requests":[{"id":"1","method":"POST","url":"/","body":${'['.repeat(3e5)}${']'.repeat(3e5)}}]}`,
    ],
  ])('with %s is refused as a whole', (_what, body) => {
    const emulator = emulated();
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const response = emulator.handle({ method: 'POST', url: '/v1.0/$batch', headers: HEADERS, body: text });
    const message = 'A batch has 1 to 20 requests, each with its own id.';
    expect([response.status, JSON.parse(response.body ?? '')]).toMatchObject([
      400,
      { error: { code: 'badRequest', message } },
    ]);
    expect(emulator.passOf('adele')).toBeNull();
  });

  test.each([
    ['no JSON', '{', 'The body is not JSON.'],
    ['nothing', '', 'Empty Payload. JSON content expected.'],
    ['no body', null, 'Empty Payload. JSON content expected.'],
  ])('with %s says so', (_what, body, message) => {
    const { response } = batch([], { body });
    expect([response.status, JSON.parse(response.body ?? '')]).toMatchObject([400, { error: { message } }]);
  });

  test.each([
    ['a text for a body', 'x', 'Invalid value specified. Expected object.'],
    ['a number for a body', 5, 'Invalid value specified. Expected object.'],
    ['no body', null, 'Empty Payload. JSON content expected.'],
    [
      'a body of 100 levels',
      JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`) as unknown,
      'Invalid value specified. Expected object.',
    ],
  ])('with %s refuses that request', (_what, body, message) => {
    expect(batch([{ ...POST, body }]).answers).toMatchObject([{ status: 400, body: { error: { message } } }]);
  });

  test('needs a content type for each body, a token, and POST', () => {
    expect(batch([{ ...POST, headers: {} }]).answers).toMatchObject([{ status: 400 }]);
    expect(batch([GET], { headers: JSON_TYPE }).response.status).toBe(401);
    const { response } = batch([GET], { method: 'GET' });
    expect([response.status, response.headers['allow']]).toEqual([405, 'POST']);
  });
});

const HEADERS = { authorization: 'Bearer any', 'content-type': 'application/json' };

function emulated(): ReturnType<typeof graphEmulator> {
  const users = [{ id: 'adele', userPrincipalName: 'adele@contoso.example' }];
  return graphEmulator({ policy: { state: 'enabled' }, users, clock: () => MONDAY, random: secureRandom });
}

function many(count: number): object[] {
  return Array.from({ length: count }, (_, i) => ({ ...GET, id: String(i) }));
}

interface Answer {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

function batch(
  requests: readonly object[],
  more: object = {},
): { response: GraphResponse; answers: readonly Answer[] } {
  const body = JSON.stringify({ requests });
  const response = emulated().handle({ method: 'POST', url: '/v1.0/$batch', headers: HEADERS, body, ...more });
  return {
    response,
    answers: (JSON.parse(response.body ?? '{}') as { responses?: readonly Answer[] }).responses ?? [],
  };
}
