import { defaultPolicy, updatePolicy } from '../index.ts';
import { readBody } from './body.ts';
import { failureOf } from './error-json.ts';
import { parsePolicyPatch, writePolicy } from './policy-json.ts';
import type { Asked, Outcome } from './respond.ts';
import { answer, NO_CONTENT } from './response.ts';
import type { PolicyRoute } from './route.ts';

/** `GET …/authenticationMethodConfigurations/temporaryAccessPass` */
export function getPolicy({ version }: PolicyRoute, { found }: Asked): Outcome {
  return { response: answer(200, writePolicy(found.policy, { version })), change: null };
}

/** `PATCH …/authenticationMethodConfigurations/temporaryAccessPass` */
export function patchPolicy({ request, found: { policy: over } }: Asked): Outcome {
  const body = readBody(request);
  if ('failure' in body) return body.failure;
  const parsed = parsePolicyPatch(body.json);
  if (!parsed.ok) return failureOf(parsed.violations);
  const updated = updatePolicy(over, parsed.patch);
  if (!updated.ok) return failureOf(updated.violations);
  return { response: NO_CONTENT, change: { kind: 'putPolicy', policy: updated.policy, over } };
}

/** `DELETE …/authenticationMethodConfigurations/temporaryAccessPass`: every field back to its default. Grade: documented. */
export function deletePolicy({ found: { policy: over } }: Asked): Outcome {
  return { response: NO_CONTENT, change: { kind: 'putPolicy', policy: defaultPolicy, over } };
}
