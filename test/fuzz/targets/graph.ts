import * as core from 'temporary-access-pass';
import * as graph from 'temporary-access-pass/graph';
import { MONDAY, passWith, scripted, untyped } from '../../arbitraries.ts';
import type { Scene } from '../../laws/calls.ts';
import * as is from '../looks.ts';
import { SECRET } from '../odd.ts';
import { at, type Target } from '../target.ts';

const PASSES = '/v1.0/users/adele/authentication/temporaryAccessPassMethods';
const POLICY = '/beta/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
const TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';

/** Requests of every kind, by what the scene happens to say. */
function requestOf({ text, length, passcodeMatches }: Scene): graph.GraphRequest {
  const method = ['GET', 'POST', 'DELETE', 'PATCH'][length % 4] ?? '';
  const body = [`{"lifetimeInMinutes":60}`, `{"@odata.type":"${TYPE}","isUsableOnce":true}`, text][length % 3] ?? '';
  const headers = {
    authorization: 'Bearer admin',
    'content-type': 'application/json',
    'client-request-id': passWith().id,
  };
  return { method, url: passcodeMatches ? PASSES : POLICY, headers, body };
}

/** Graph's JSON holds what the host has stored; a refusal in it holds nothing of what was asked. */
const tellsNothing = ({ error }: { readonly error?: { readonly message: string } }): boolean =>
  error === undefined || !error.message.includes(SECRET);

const isResponse = is.record({
  status: is.among(200, 201, 204, 400, 401, 403, 404, 405),
  headers: (value) => Object.values(value as object).every(is.isText),
  body: is.orNull((value) => is.isText(value) && tellsNothing(JSON.parse(String(value)))),
});
/** Whose pass it is, is for the host to know; an `id` that nothing asks for is not looked at. */
const isChange = is.orNull(
  is.either(
    is.record({
      kind: is.among('putPass'),
      userId: is.anything,
      pass: is.isPass,
      passcode: is.isPasscode,
      over: is.anything,
    }),
    is.record({ kind: is.among('deletePass'), userId: is.anything, over: is.anything }),
    is.record({ kind: is.among('putPolicy'), policy: is.isPolicy, over: is.anything }),
  ),
);
const isCaller = is.record({ userId: is.anything, scopes: is.listOf(is.isText), roles: is.listOf(is.isText) });
const isReading = is.record({
  code: is.orNull(is.isText),
  message: is.isText,
  violation: is.orNull(
    is.record({ code: is.isText, path: is.listOf(is.isText) }, { minimum: is.isNumber, maximum: is.isNumber }),
  ),
  requestId: is.orNull(is.isText),
});
/** An emulator of one user, and what is asked of it. */
const emulating = ({ context, script }: Scene): graph.EmulatorOptions => ({
  policy: { ...(context as { policy: core.Policy }).policy },
  users: [{ id: 'adele', userPrincipalName: 'adele@contoso.example' }],
  clock: () => MONDAY,
  random: scripted(script),
});
const emulated =
  (use: (emulator: graph.GraphEmulator, ...args: never[]) => unknown) =>
  (options: graph.EmulatorOptions, ...args: unknown[]): unknown =>
    untyped(use)(graph.graphEmulator(options), ...args);

const graphDoor = at('./graph');
export const GRAPH: readonly Target[] = [
  graphDoor('administrator', graph.administrator, { args: ({ pass }) => [pass.id], look: isCaller }),
  graphDoor('address', graph.address, {
    args: (scene) => [requestOf(scene)],
    look: is.record({ about: is.among('passes', 'policy', 'nothing'), userKey: is.orNull(is.isText) }),
  }),
  graphDoor('respond', graph.respond, {
    args: (scene) => [
      requestOf(scene),
      { caller: graph.administrator(), policy: scene.context.policy, user: scene.context.subject, pass: scene.pass },
      { now: MONDAY, random: scripted(scene.script) },
    ],
    look: is.record({ response: isResponse, change: isChange }),
  }),
  graphDoor('parseCreateRequest', graph.parseCreateRequest, {
    args: ({ length }) => [
      { startDateTime: '2026-11-24T08:00:00Z', lifetimeInMinutes: length, isUsableOnce: true, 'a@b': 1 },
    ],
    look: is.isCheck({ request: is.isObject }),
  }),
  graphDoor('parsePolicyPatch', graph.parsePolicyPatch, {
    args: ({ context }) => [{ '@odata.type': TYPE, ...context.policy }],
    look: is.isCheck({ patch: is.isObject }),
  }),
  graphDoor('readPolicy', graph.readPolicy, {
    args: ({ context }) => [graph.writePolicy(context.policy)],
    look: is.isCheck({ policy: is.isPolicy }),
  }),
  graphDoor('writePolicy', graph.writePolicy, {
    args: ({ context }) => [context.policy, { version: 'beta' }],
    look: is.isObject,
  }),
  graphDoor('readPass', graph.readPass, {
    args: () => [graph.writePass(passWith({ isUsableOnce: true }), { policy: core.defaultPolicy, now: MONDAY })],
    look: is.isCheck({
      pass: is.isPass,
      reported: is.orNull(is.record({ isUsable: is.isBoolean, methodUsabilityReason: is.isText })),
    }),
  }),
  graphDoor('writePass', graph.writePass, {
    args: ({ context }) => [passWith({ isUsableOnce: true }), { ...context, userKey: 'adele', version: 'beta' }],
    look: is.isObject,
  }),
  graphDoor('readError', graph.readError, {
    args: () => [
      graph.writeError([{ code: 'externalGuest', path: [], message: 'x' }], { now: MONDAY, requestId: passWith().id }),
    ],
    look: isReading,
    echoes: true,
  }),
  graphDoor('writeError', graph.writeError, {
    args: ({ length }) => [
      [
        {
          code: 'lifetimeOutOfRange',
          path: ['lifetimeInMinutes'],
          message: 'x',
          minimum: 60,
          maximum: 480,
          received: length,
        },
      ],
      { now: MONDAY, requestId: passWith().id },
    ],
    look: is.record({ error: is.record({ code: is.anything, message: is.anything, innerError: is.isObject }) }),
    echoes: true,
  }),
  graphDoor('graphEmulator', graph.graphEmulator, {
    args: (scene) => [emulating(scene)],
    look: is.record(
      Object.fromEntries(['fetch', 'handle', 'redeem', 'passOf', 'policy'].map((name) => [name, is.isFunction])),
    ),
  }),
  graphDoor(
    'graphEmulator.handle',
    emulated((emulator, request: graph.GraphRequest) => emulator.handle(request)),
    {
      args: (scene) => [emulating(scene), requestOf(scene)],
      look: isResponse,
    },
  ),
  graphDoor(
    'graphEmulator.redeem',
    emulated((emulator, key: string, typed: string) => emulator.redeem(key, typed)),
    {
      args: (scene) => [emulating(scene), 'adele', scene.text],
      look: is.orNull(is.isRedemption),
    },
  ),
  graphDoor(
    'graphEmulator.passOf',
    emulated((emulator, key: string) => emulator.passOf(key)),
    {
      args: (scene) => [emulating(scene), 'adele'],
      look: is.orNull(is.isPass),
    },
  ),
  graphDoor(
    'graphEmulator.fetch',
    emulated((emulator, request: graph.FetchRequest) => emulator.fetch(request)),
    {
      args: (scene) => [emulating(scene), { ...requestOf(scene), headers: new Map(), text: async () => scene.text }],
      look: (value) => value instanceof Response,
      later: true,
      every: 4,
    },
  ),
];
