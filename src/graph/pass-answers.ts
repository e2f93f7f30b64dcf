import { issue, type IssueContext, type Pass, type Subject } from '../index.ts';
import { readBody } from './body.ts';
import { failureOf } from './error-json.ts';
import { NO_PASS } from './failure.ts';
import { type GraphVersion, passesContext, writePass } from './pass-json.ts';
import { parseCreateRequest } from './request-json.ts';
import type { Outcome } from './respond.ts';
import { answer, noContent } from './response.ts';
import type { GraphRequest } from './route.ts';

/** A request about the passes of somebody who exists, by somebody who may. */
export interface AskedOfUser {
  readonly request: GraphRequest;
  /** The pass in the path. */
  readonly passId: string | null;
  /** The pass that there is. */
  readonly pass: Pass | null;
  /** What a pass is issued and written under. What one replaces is told by the change alone. */
  readonly context: IssueContext & {
    readonly subject: Subject;
    readonly version: GraphVersion;
    readonly userKey: string;
  };
}

/** Everything under `…/temporaryAccessPassMethods`. */
export function answerPasses(asked: AskedOfUser): Outcome {
  const { request, passId, pass, context } = asked;
  if (request.method === 'POST') return createPass(asked);
  if (passId === null) {
    const value = pass === null ? [] : [writePass(pass, Object.assign({}, context, { userKey: undefined }))];
    const list = { '@odata.context': passesContext(context.userKey, context.version), value };
    return { response: answer(200, list), change: null };
  }
  // GUIDs are the same in any case.
  if (pass?.id.toLowerCase() !== passId.toLowerCase()) return NO_PASS;
  if (request.method === 'GET') return { response: answer(200, writePass(pass, context)), change: null };
  return { response: noContent(), change: { kind: 'deletePass', userId: context.subject.id, over: pass } };
}

function createPass({ request, pass: over, context }: AskedOfUser): Outcome {
  const body = readBody(request);
  if ('status' in body) return body;
  const reading = parseCreateRequest(body.json);
  if (!reading.ok) return failureOf(reading.violations);
  const issued = issue(reading.request, context);
  if (!issued.ok) return failureOf(issued.violations);
  const { pass, passcode } = issued;
  return {
    response: answer(201, writePass(pass, Object.assign({}, context, { passcode }))),
    change: { kind: 'putPass', userId: context.subject.id, pass, passcode, over },
  };
}
