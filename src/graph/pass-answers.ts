import { issue, type Pass, type Policy, type Subject } from '../index.ts';
import { readBody } from './body.ts';
import { failureOf } from './error-json.ts';
import { NO_PASS } from './failure.ts';
import { type GraphVersion, passesContext, writePass } from './pass-json.ts';
import { parseCreateRequest } from './request-json.ts';
import type { Outcome, RespondContext } from './respond.ts';
import { answer, NO_CONTENT } from './response.ts';
import type { GraphRequest, PassesRoute } from './route.ts';

/** A request about the passes of somebody who exists, by somebody who may. */
export interface AskedOfUser {
  readonly request: GraphRequest;
  readonly to: PassesRoute;
  readonly user: Subject;
  /** What the caller called the user: observed. Who said `me` gets their id. */
  readonly userKey: string;
  readonly pass: Pass | null;
  readonly context: RespondContext & { readonly policy: Policy; readonly subject: Subject; readonly version: GraphVersion };
}

/** Everything under `…/temporaryAccessPassMethods`. */
export function answerPasses(asked: AskedOfUser): Outcome {
  const { request, to, user, userKey, pass, context } = asked;
  if (request.method === 'POST') return createPass(asked);
  if (to.passId === null) {
    const value = pass === null ? [] : [writePass(pass, context)];
    return { response: answer(200, { '@odata.context': passesContext(userKey, to.version), value }), change: null };
  }
  // GUIDs are the same in any case.
  if (pass?.id.toLowerCase() !== to.passId.toLowerCase()) return NO_PASS;
  if (request.method === 'DELETE') {
    return { response: NO_CONTENT, change: { kind: 'deletePass', userId: user.id, over: pass } };
  }
  return { response: answer(200, writePass(pass, Object.assign({}, context, { userKey }))), change: null };
}

function createPass({ request, user, userKey, pass: over, context }: AskedOfUser): Outcome {
  const body = readBody(request);
  if ('status' in body) return body;
  const reading = parseCreateRequest(body.json);
  if (!reading.ok) return failureOf(reading.violations);
  const issued = issue(reading.request, context);
  if (!issued.ok) return failureOf(issued.violations);
  const { pass, passcode } = issued;
  return {
    response: answer(201, writePass(pass, Object.assign({}, context, { userKey, passcode }))),
    change: { kind: 'putPass', userId: user.id, pass, passcode, over },
  };
}
