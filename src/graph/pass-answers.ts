import { issue, type Pass, type Subject } from '../index.ts';
import { readBody } from './body.ts';
import { failureOf } from './error-json.ts';
import { NO_PASS } from './failure.ts';
import { passesContext, writePass, type WritePassContext } from './pass-json.ts';
import { parseCreateRequest } from './request-json.ts';
import type { Asked, Outcome } from './respond.ts';
import { answer, NO_CONTENT } from './response.ts';
import type { PassesRoute } from './route.ts';

/** A request about the passes of somebody who exists. */
export interface AskedOfUser extends Asked {
  readonly to: PassesRoute;
  readonly user: Subject;
}

/** `POST …/temporaryAccessPassMethods` */
export function createPass(asked: AskedOfUser): Outcome {
  const { request, found, user, context } = asked;
  const body = readBody(request);
  if ('failure' in body) return body.failure;
  const reading = parseCreateRequest(body.json);
  if (!reading.ok) return failureOf(reading.violations);
  const { policy, pass: over } = found;
  // What the pass replaces is told by the change alone.
  const issued = issue(reading.request, Object.assign({}, context, { policy, subject: user, current: null }));
  if (!issued.ok) return failureOf(issued.violations);
  const { pass, passcode } = issued;
  return {
    response: answer(201, writePass(pass, writing(asked, { passcode, userKey: keyOf(asked) }))),
    change: { kind: 'putPass', userId: user.id, pass, passcode, over },
  };
}

/** `GET …/temporaryAccessPassMethods` */
export function listPasses(asked: AskedOfUser): Outcome {
  const { pass } = asked.found;
  const value = pass === null ? [] : [writePass(pass, writing(asked, {}))];
  const list = { '@odata.context': passesContext(keyOf(asked), asked.to.version), value };
  return { response: answer(200, list), change: null };
}

/** `GET …/temporaryAccessPassMethods/{id}` */
export function getPass(asked: AskedOfUser): Outcome {
  const { pass } = asked.found;
  if (!isAsked(pass, asked.to)) return NO_PASS;
  return { response: answer(200, writePass(pass, writing(asked, { userKey: keyOf(asked) }))), change: null };
}

/** `DELETE …/temporaryAccessPassMethods/{id}` */
export function deletePass({ found: { pass }, user, to }: AskedOfUser): Outcome {
  if (!isAsked(pass, to)) return NO_PASS;
  return { response: NO_CONTENT, change: { kind: 'deletePass', userId: user.id, over: pass } };
}

/** GUIDs are the same in any case. */
function isAsked(pass: Pass | null, { passId }: PassesRoute): pass is Pass {
  return pass !== null && pass.id.toLowerCase() === passId?.toLowerCase();
}

/** What the caller called the user: observed. Who said `me` gets their id. */
function keyOf({ to, user }: AskedOfUser): string {
  return to.userKey ?? user.id;
}

/** Assigned, since spreads behind other properties are slow, and this is on the way of every answer. */
function writing<More extends object>(
  { to: { version }, found: { policy }, context, user }: AskedOfUser,
  more: More,
): WritePassContext & More {
  return Object.assign({}, context, { policy, subject: user, version }, more);
}
