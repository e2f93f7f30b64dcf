import { defaultPolicy, type Policy, updatePolicy } from '../index.ts';
import { readBody } from './body.ts';
import { failureOf } from './error-json.ts';
import { parsePolicyPatch, writePolicy } from './policy-json.ts';
import type { Asked, Outcome } from './respond.ts';
import { answer, noContent } from './response.ts';
import type { PolicyRoute } from './route.ts';

/** Everything under `…/authenticationMethodConfigurations/temporaryAccessPass`, for somebody who may. */
export function answerPolicy({ version }: PolicyRoute, { request, found: { policy: over } }: Asked): Outcome {
  if (request.method === 'GET') return { response: answer(200, writePolicy(over, { version })), change: null };
  // Every field back to its default. Grade: documented.
  if (request.method === 'DELETE') return putPolicy(defaultPolicy, over);
  const body = readBody(request);
  if ('status' in body) return body;
  const parsed = parsePolicyPatch(body.json);
  if (!parsed.ok) return failureOf(parsed.violations);
  const updated = updatePolicy(over, parsed.patch);
  return updated.ok ? putPolicy(updated.policy, over) : failureOf(updated.violations);
}

function putPolicy(policy: Policy, over: Policy): Outcome {
  return { response: noContent(), change: { kind: 'putPolicy', policy, over } };
}
