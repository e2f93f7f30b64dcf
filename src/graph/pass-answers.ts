import { issue, type Pass, type Subject } from '../index.ts';
import { readBody } from './body.ts';
import { failureOf } from './error-json.ts';
import { FAILURES } from './failure.ts';
import { passesContext, writePass, type WritePassContext } from './pass-json.ts';
import { parseCreateRequest } from './request-json.ts';
import type { Asked, Outcome } from './respond.ts';
import { answer, NO_CONTENT } from './response.ts';
import type { PassesRoute } from './route.ts';

/** A request about the passes of somebody who exists. */
interface AskedOfUser extends Asked {
  readonly user: Subject;
}

/** `POST …/temporaryAccessPassMethods` */
export function createPass(to: PassesRoute, asked: AskedOfUser): Outcome {
  const { request, found, user, context } = asked;
  const body = readBody(request);
  if ('failure' in body) return body.failure;
  const reading = parseCreateRequest(body.json);
  if (!reading.ok) return failureOf(reading.violations);
  const { policy, pass: over } = found;
  const issued = issue(reading.request, { ...context, policy, subject: user, current: over });
  if (!issued.ok) return failureOf(issued.violations);
  const { pass, passcode } = issued;
  return {
    response: answer(201, writePass(pass, { ...writing(to, asked), passcode, userKey: to.userKey ?? user.id })),
    change: { kind: 'putPass', userId: user.id, pass, passcode, over },
  };
}

/** `GET …/temporaryAccessPassMethods` */
export function listPasses(to: PassesRoute, asked: AskedOfUser): Outcome {
  const { found, user } = asked;
  const value = found.pass === null ? [] : [writePass(found.pass, writing(to, asked))];
  const list = { '@odata.context': passesContext(to.userKey ?? user.id, to.version), value };
  return { response: answer(200, list), change: null };
}

/** `GET …/temporaryAccessPassMethods/{id}` */
export function getPass(to: PassesRoute, asked: AskedOfUser): Outcome {
  const { found, user } = asked;
  if (!isAsked(found.pass, to)) return FAILURES.noPass;
  const written = writePass(found.pass, { ...writing(to, asked), userKey: to.userKey ?? user.id });
  return { response: answer(200, written), change: null };
}

/** `DELETE …/temporaryAccessPassMethods/{id}` */
export function deletePass(to: PassesRoute, { found, user }: AskedOfUser): Outcome {
  if (!isAsked(found.pass, to)) return FAILURES.noPass;
  return { response: NO_CONTENT, change: { kind: 'deletePass', userId: user.id, over: found.pass } };
}

/** GUIDs are the same in any case. */
function isAsked(pass: Pass | null, { passId }: PassesRoute): pass is Pass {
  return pass !== null && pass.id.toLowerCase() === passId?.toLowerCase();
}

function writing({ version }: PassesRoute, { found: { policy }, context, user }: AskedOfUser): WritePassContext {
  return { ...context, policy, subject: user, version };
}
