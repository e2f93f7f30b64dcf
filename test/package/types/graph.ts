/**
 * What the door `./graph` has to do with the types of others. This compiles without the DOM and without Node, so that the fallbacks of
 * the platform's types are what is looked at here; `test/graph/emulator.test.ts` compiles with Node's.
 */
import type {
  TemporaryAccessPassAuthenticationMethod,
  TemporaryAccessPassAuthenticationMethodConfiguration,
} from '@microsoft/microsoft-graph-types';
import type { Pass, Policy, RandomSource } from 'temporary-access-pass';
import {
  administrator,
  type FetchResponse,
  graphEmulator,
  type GraphPass,
  type GraphPolicy,
  type GraphRequest,
  parseCreateRequest,
  type PlatformResponse,
  readPass,
  readPolicy,
  respond,
  writePass,
  writePolicy,
} from 'temporary-access-pass/graph';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_answer: Equal<A, B>): void => {};

declare const pass: Pass;
declare const policy: Policy;
declare const random: RandomSource;
declare const graphPass: TemporaryAccessPassAuthenticationMethod;
declare const graphPolicy: TemporaryAccessPassAuthenticationMethodConfiguration;

// What is written is what Microsoft's own types describe. Theirs are mutable, and so lists are copied.
const written: TemporaryAccessPassAuthenticationMethod = writePass(pass, { policy, now: 0 });
const { includeTargets, excludeTargets, ...rest } = writePolicy(policy);
const configuration: TemporaryAccessPassAuthenticationMethodConfiguration = {
  ...rest,
  includeTargets: [...includeTargets],
  excludeTargets: [...excludeTargets],
};
// And what they describe can be read, and sent.
readPass(graphPass);
readPolicy(graphPolicy);
parseCreateRequest(graphPass);
export const exact: GraphPass['methodUsabilityReason'] = 'Expired';
// @ts-expect-error what Microsoft's types leave open is not yet what is written here
export const open: GraphPass = graphPass;
// @ts-expect-error the same for a policy
export const openPolicy: GraphPolicy = graphPolicy;

// Without the platform's types a response is as much as is known of one.
same<PlatformResponse, FetchResponse>(true);

// A request is plain values; the headers of node:http fit.
declare const incoming: {
  readonly method?: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};
export const request: GraphRequest = {
  method: incoming.method ?? 'GET',
  url: '/',
  headers: incoming.headers,
  body: null,
};
// @ts-expect-error a body is text, so that nobody parses it twice
export const parsed: GraphRequest = { ...request, body: {} };

// Time, chance and what was found are always given.
const found = { caller: administrator(), policy, user: null, pass: null };
respond(request, found, { now: 0, random });
// @ts-expect-error no hidden clock
respond(request, found, { random });
// @ts-expect-error no hidden randomness
respond(request, found, { now: 0 });
// @ts-expect-error whoever has no caller says so
respond(request, { policy, user: null, pass: null }, { now: 0, random });
// @ts-expect-error no hidden clock
graphEmulator({ policy, users: [], random });
// @ts-expect-error a clock is asked, not stated
graphEmulator({ policy, users: [], random, clock: 0 });

// Reading the yes without asking is a compile error.
const reading = readPass({});
// @ts-expect-error not known to be a pass
export const early: Pass = reading.pass;
if (reading.ok) same<typeof reading.pass, Pass>(true);

// A change says what it is.
const { change } = respond(request, found, { now: 0, random });
if (change?.kind === 'deletePass') same<typeof change.over, Pass>(true);
// @ts-expect-error only a new pass has a passcode
export const passcode: unknown = change?.kind === 'deletePass' ? change.passcode : null;

export { configuration, written };
