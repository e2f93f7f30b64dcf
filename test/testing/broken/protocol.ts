import { type BrokenDriver, isAbout, objectOf, USER, wire, without } from './tools.ts';

/** Wrong in how it is said over HTTP. */
export const PROTOCOL: readonly BrokenDriver[] = [
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
];
