import { type IssueContext, type Pass, type Passcode, type Policy, type Subject, toInstant } from '../index.ts';
import { type Access, type Caller, may } from './access.ts';
import { FORBIDDEN, NO_PATH, NO_SIGNED_IN_USER, NO_TOKEN, NO_USER, OWN_PASS, QUERY_OPTION, wrongMethod, type GraphFailure } from './failure.ts';
import { createPass, deletePass, getPass, listPasses } from './pass-answers.ts';
import { deletePolicy, getPolicy, patchPolicy } from './policy-answers.ts';
import { type GraphResponse, refuse } from './response.ts';
import { type GraphRequest, type PassesRoute, type PolicyRoute, route } from './route.ts';

/** What a host found in its store for the `address` of a request. */
export interface Found {
  /** Who asks; `null` where the request brings no token that the host accepts. */
  readonly caller: Caller | null;
  /** The tenant's policy. */
  readonly policy: Policy;
  /** The user whose passes it is about; `null` where there is none, or the request is about something else. */
  readonly user: Subject | null;
  /** That user's pass; `null` where there is none. */
  readonly pass: Pass | null;
}

/** Under which circumstances a request is answered: the instant, chance, and the options of `issue` and `usability`. */
export type RespondContext = Pick<
  IssueContext,
  'now' | 'random' | 'alphabet' | 'startToleranceInMilliseconds' | 'failedAttemptLimit'
>;

/**
 * What a host has to store before it sends the response. What stands under `over` was the ground of the answer: store only where that is
 * still there (a pass of the same `id` and `version`, or none), and otherwise load anew and ask again.
 */
export type Change =
  | {
      readonly kind: 'putPass';
      readonly userId: string;
      readonly pass: Pass;
      /** To seal. */
      readonly passcode: Passcode;
      readonly over: Pass | null;
    }
  | { readonly kind: 'deletePass'; readonly userId: string; readonly over: Pass }
  | { readonly kind: 'putPolicy'; readonly policy: Policy; readonly over: Policy };

/** A response, and at most one change for the store. */
export interface Responded {
  /** To send, once the change is stored. */
  readonly response: GraphResponse;
  /** To store; `null` where nothing happened. */
  readonly change: Change | null;
}

/** What a handler says: all of the answer, or only why there is none. */
export type Outcome = Responded | GraphFailure;

/** A request that has a token and a path, and what the host found for it. */
export interface Asked {
  readonly request: GraphRequest;
  readonly found: Found;
  readonly caller: Caller;
  readonly context: RespondContext & { readonly now: number };
}

/**
 * The protocol as a pure function: what Microsoft Graph answers to a request about what the host found, and what changes by it. No rule
 * of the subject lives here; refusals are those of `issue` and `updatePolicy`, states those of `usability`.
 *
 * Grade: paths, permissions and the statuses of success are documented; shapes are observed; the statuses of refusals and the order of the
 * checks (token, path, method, permission, user, query, body) are chosen.
 *
 * @example
 * ```ts
 * import { definePolicy, secureRandom } from 'temporary-access-pass';
 * import { administrator, respond } from 'temporary-access-pass/graph';
 *
 * const request = {
 *   method: 'POST', url: '/v1.0/users/adele/authentication/temporaryAccessPassMethods',
 *   headers: { 'content-type': 'application/json' }, body: '{"lifetimeInMinutes":60}',
 * };
 * const policy = definePolicy({ state: 'enabled' });
 * const found = { caller: administrator(), policy, user: { id: 'adele' }, pass: null };
 * const { response, change } = respond(request, found, { now: Date.UTC(2026, 10, 23, 9), random: secureRandom });
 * response.status; // => 201
 * change?.kind; // => 'putPass'
 * ```
 * @throws TypeError or RangeError where the host is wrong: as `issue` and `usability` do, and for an instant outside the years 0001..9999;
 * never for anything in the request
 */
export function respond(request: GraphRequest, found: Found, context: RespondContext): Responded {
  const fixed = { ...context, now: toInstant(context.now, 'now') };
  const outcome = decide(request, found, fixed);
  return 'response' in outcome ? outcome : { response: refuse(outcome, request, fixed), change: null };
}

function decide(request: GraphRequest, found: Found, context: Asked['context']): Outcome {
  const { caller } = found;
  if (caller === null) return NO_TOKEN;
  const to = route(request.url);
  if (to.about === 'nothing') return NO_PATH;
  const asked = { request, found, caller, context };
  return to.about === 'policy' ? aboutPolicy(to, asked) : aboutPasses(to, asked);
}

/** Documented: the service takes no query options here. Any other parameter means nothing to it. */
const QUERY = /(?:^|&)(?:\$|%24)/i;

function aboutPolicy(to: PolicyRoute, asked: Asked): Outcome {
  const { method } = asked.request;
  if (method !== 'GET' && method !== 'PATCH' && method !== 'DELETE') return wrongMethod('GET, PATCH, DELETE');
  if (!may(asked.caller, method === 'GET' ? 'readPolicy' : 'writePolicy')) return FORBIDDEN;
  if (QUERY.test(to.query)) return QUERY_OPTION;
  if (method === 'GET') return getPolicy(to, asked);
  return method === 'PATCH' ? patchPolicy(asked) : deletePolicy(asked);
}

function aboutPasses(to: PassesRoute, asked: Asked): Outcome {
  const { method } = asked.request;
  const { user } = asked.found;
  const write = to.passId === null ? 'POST' : 'DELETE';
  if (method !== 'GET' && method !== write) return wrongMethod(`GET, ${write}`);
  const denied = passDenial(to, asked);
  if (denied !== null) return denied;
  if (user === null) return NO_USER;
  if (QUERY.test(to.query)) return QUERY_OPTION;
  const { request, found, caller, context } = asked;
  const ofUser = { request, found, caller, context, to, user };
  if (method === 'POST') return createPass(ofUser);
  if (to.passId === null) return listPasses(ofUser);
  return method === 'GET' ? getPass(ofUser) : deletePass(ofUser);
}

/** Why a caller may not do what they ask with a pass; `null` where they may. */
function passDenial(
  { userKey, isDraft }: PassesRoute,
  { request: { method }, found, caller }: Asked,
): GraphFailure | null {
  if (userKey === null && caller.userId === null) return NO_SIGNED_IN_USER;
  const isOwn = caller.userId !== null && (userKey === null || caller.userId === found.user?.id);
  // Documented: nobody creates a pass for themself. The early draft knew no other way, so that on its path they may: chosen.
  if (method === 'POST' && isOwn && !isDraft) return OWN_PASS;
  const access: Access = method === 'GET' ? (isOwn ? 'readOwnPass' : 'readPass') : isOwn ? 'writeOwnPass' : 'writePass';
  return may(caller, access) ? null : FORBIDDEN;
}
