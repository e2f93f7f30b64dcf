import { type PassRequest, type WrongType, wrongType } from '../index.ts';
import { DATE_TIME, readDateTime } from './date-time.ts';
import { asObject, isTypeName, own, withoutAnnotations } from './json.ts';

/** The outcome of reading the body of a creation: what `checkRequest` and `issue` take, or what is wrong. */
export type RequestReading =
  | { readonly ok: true; readonly request: PassRequest }
  | { readonly ok: false; readonly violations: readonly WrongType[] };

/**
 * The body of a creation, parsed from JSON, as a request for `checkRequest` and `issue`, which check it: here only the start becomes an
 * instant and OData's annotations go. Grade: chosen; names documented.
 *
 * @example
 * ```ts
 * import { parseCreateRequest } from 'temporary-access-pass/graph';
 *
 * parseCreateRequest({ startDateTime: '1970-01-01T01:00:00+01:00', lifetimeInMinutes: 60 });
 * // => { ok: true, request: { startDateTime: 0, lifetimeInMinutes: 60 } }
 * parseCreateRequest({ startDateTime: '1970-01-01T01:00:00' }).ok; // => false
 * ```
 */
export function parseCreateRequest(json: unknown): RequestReading {
  const fields = asObject(json);
  if (fields === undefined) return { ok: false, violations: [wrongType([], 'object', json)] };
  const violations: WrongType[] = [];
  const type = own(fields, '@odata.type') ?? null;
  if (type !== null && !isTypeName(type, 'temporaryAccessPassAuthenticationMethod')) {
    violations.push(wrongType(['@odata.type'], 'the type of a Temporary Access Pass', type));
  }
  const request = withoutAnnotations(fields);
  const given = own(fields, 'startDateTime') ?? null;
  if (given !== null) {
    request['startDateTime'] = readDateTime(given);
    if (request['startDateTime'] === undefined) violations.push(wrongType(['startDateTime'], DATE_TIME, given));
  }
  return violations.length > 0 ? { ok: false, violations } : { ok: true, request };
}
