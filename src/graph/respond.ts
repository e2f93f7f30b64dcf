import { type IssueContext, type Pass, type Passcode, type Policy, type Subject, toInstant } from '../index.ts';
import { type Caller, may, PASS_PERMISSION, POLICY_PERMISSION } from './access.ts';
import {
  FORBIDDEN,
  type GraphFailure,
  NO_PATH,
  NO_SIGNED_IN_USER,
  NO_TOKEN,
  NO_USER,
  OWN_PASS,
  QUERY_OPTION,
  wrongMethod,
} from './failure.ts';
import { answerPasses } from './pass-answers.ts';
import { answerPolicy } from './policy-answers.ts';
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

/** A request, and all that is to be known to answer it. */
export interface Asked {
  readonly request: GraphRequest;
  readonly found: Found;
  readonly context: RespondContext;
  readonly now: number;
}

/**
 * The protocol as a pure function: what Microsoft Graph answers to a request about what the host found, and what changes by it. No rule
 * of the subject lives here; refusals are those of `issue` and `updatePolicy`, states those of `usability`.
 *
 * Grade: paths, permissions and the statuses of success are documented; shapes are observed; the statuses of refusals and the order of the
 * checks (token, path, method, query, permission, user, body) are chosen.
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
 * @throws TypeError, RangeError or URIError where the host is wrong: as `issue`, `usability` and `writePass` do;
 * never for anything in the request
 */
export function respond(request: GraphRequest, found: Found, context: RespondContext): Responded {
  const { random } = context;
  const now = toInstant(context.now, 'now');
  const outcome = decide({ request, found, context, now });
  return 'response' in outcome ? outcome : { response: refuse(outcome, request, { now, random }), change: null };
}

/** Documented: the service takes no query options here. Any other parameter means nothing to it. */
const QUERY = /(?:^|&)(?:\$|%24)/i;

function decide(asked: Asked): Outcome {
  const {
    request: { method, url },
    found: { caller },
  } = asked;
  if (caller === null) return NO_TOKEN;
  const to = route(url);
  if (to.about === 'nothing') return NO_PATH;
  if (!to.methods.includes(method)) return wrongMethod(to.methods.join(', '));
  if (QUERY.test(to.query)) return QUERY_OPTION;
  return to.about === 'policy' ? aboutPolicy(to, caller, asked) : aboutPasses(to, caller, asked);
}

function aboutPolicy(to: PolicyRoute, caller: Caller, asked: Asked): Outcome {
  // Nobody's policy is somebody else's.
  return may(caller, POLICY_PERMISSION, asked.request.method, true) ? answerPolicy(to, asked) : FORBIDDEN;
}

function aboutPasses(to: PassesRoute, caller: Caller, { request, found, context, now }: Asked): Outcome {
  const { policy, user, pass } = found;
  const { userKey, isDraft, version } = to;
  if (userKey === null && caller.userId === null) return NO_SIGNED_IN_USER;
  // GUIDs are the same in any case.
  const isOwn = caller.userId !== null && (userKey === null || caller.userId.toLowerCase() === user?.id.toLowerCase());
  // Documented: nobody creates a pass for themself. The early draft knew no other way, so that on its path they may: chosen.
  if (request.method === 'POST' && isOwn && !isDraft) return OWN_PASS;
  if (!may(caller, PASS_PERMISSION, request.method, isOwn)) return FORBIDDEN;
  if (user === null) return NO_USER;
  // What the caller called the user: observed. Who said `me` gets their id.
  const more = { now, policy, subject: user, current: null, version, userKey: userKey ?? user.id };
  // Assigned, since spreads before other properties are slow, and this is on the way of every answer.
  return answerPasses({ request, passId: to.passId, pass, context: Object.assign({}, context, more) });
}
