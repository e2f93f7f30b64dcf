import { NOT_JSON, NO_BODY, TOO_LARGE, WRONG_TYPE, type GraphFailure } from './failure.ts';
import { LONGEST_BODY, parseJson } from './json.ts';
import { header } from './response.ts';
import type { GraphRequest } from './route.ts';

/** JSON, with no charset but the one that JSON has (RFC 8259 section 8.1). Other parameters are OData's and change nothing here. */
const JSON_TYPE = /^application\/json\s*(?:;(?!\s*charset\s*=(?!"?utf-?8"?\s*(?:;|$)))[^;]*)*$/i;

/** The value of a request's body, or why there is none. The size is looked at before anything is parsed. */
export function readBody(request: GraphRequest): { readonly json: unknown } | GraphFailure {
  const body: unknown = request.body ?? '';
  // What some hosts have parsed already is a wrong call: nobody could say any more what came.
  if (typeof body !== 'string') throw new TypeError(`\`body\` expected text or null, got ${typeof body}`);
  if (body === '') return NO_BODY;
  if (body.length > LONGEST_BODY) return TOO_LARGE;
  const type = header(request, 'content-type') ?? '';
  if (!JSON_TYPE.test(type)) return WRONG_TYPE;
  const json = parseJson(body);
  return json === undefined ? NOT_JSON : { json };
}
