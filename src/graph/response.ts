import { type InstantLike, type RandomSource, uuid } from '../index.ts';
import { writeError } from './error-json.ts';
import type { GraphFailure } from './failure.ts';
import type { GraphRequest } from './route.ts';

/** An answer as plain values. */
export interface GraphResponse {
  /** HTTP status. */
  readonly status: number;
  /** Headers, their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; `null` where there is no body. */
  readonly body: string | null;
}

/** An answer with a JSON body. It may hold a passcode, and always holds a state of the moment: nobody is to keep it. */
export function answer(status: number, value: object, more?: GraphResponse['headers']): GraphResponse {
  const headers = { 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' };
  return { status, headers: more ? { ...headers, ...more } : headers, body: JSON.stringify(value) };
}

/** The answer where all is said with the status. */
export function noContent(): GraphResponse {
  return { status: 204, headers: { 'cache-control': 'no-store' }, body: null };
}

/** The answer to a request that is refused. */
export function refuse(
  failure: GraphFailure,
  request: GraphRequest,
  context: { readonly now: InstantLike; readonly random: RandomSource },
): GraphResponse {
  const { now, random } = context;
  const requestId = uuid(random);
  const given = header(request, 'client-request-id') ?? '';
  // Echoed, and so only where it looks like the GUID that it should be.
  const clientRequestId = /^[\w-]{1,64}$/.test(given) ? given : requestId;
  const told = writeError(failure, { now, requestId, clientRequestId });
  const ids = { 'request-id': requestId, 'client-request-id': clientRequestId };
  return answer(failure.status, told, { ...ids, ...failure.headers });
}

/** A header by its name in lower case. */
export function header({ headers }: GraphRequest, name: string): string | undefined {
  const key = Object.hasOwn(headers, name) ? name : Object.keys(headers).find((one) => one.toLowerCase() === name);
  const value = key === undefined ? undefined : headers[key];
  const text = typeof value === 'object' ? value.join(', ') : value;
  return typeof text === 'string' ? text : undefined;
}
