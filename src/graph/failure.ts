/** A refusal as HTTP and Graph know it. */
export interface GraphFailure {
  /** HTTP status. */
  readonly status: number;
  /** Graph's code, such as `badRequest`. */
  readonly code: string;
  /** One sentence for people. It repeats no value that is text. */
  readonly message: string;
  /** Headers that the status asks for, their names in lower case. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

// What goes wrong before any rule of the subject is asked. Statuses are documented (learn.microsoft.com/graph/errors), texts chosen but for
// the two that were observed.

export const NO_TOKEN: GraphFailure = fails(401, 'InvalidAuthenticationToken', 'Access token is empty or malformed.', {
  // RFC 9110 section 11.6.1.
  'www-authenticate': 'Bearer',
});
export const FORBIDDEN: GraphFailure = fails(403, 'accessDenied', 'Request Authorization failed');
export const OWN_PASS: GraphFailure = fails(
  403,
  'accessDenied',
  'Nobody can create a Temporary Access Pass for themself.',
);
/** Observed. */
export const NO_SIGNED_IN_USER: GraphFailure = fails(
  400,
  'BadRequest',
  '/me request is only valid with delegated authentication flow.',
);
export const NO_PATH: GraphFailure = fails(404, 'ResourceNotFound', 'Resource not found.');
export const NO_USER: GraphFailure = fails(404, 'Request_ResourceNotFound', 'The user does not exist.');
export const NO_PASS: GraphFailure = fails(404, 'resourceNotFound', 'The user has no such method.');
export const QUERY_OPTION: GraphFailure = badRequest('This resource does not allow query options.');
export const WRONG_TYPE: GraphFailure = badRequest('The Content-Type is not application/json in UTF-8.');
export const NOT_JSON: GraphFailure = badRequest('The body is not JSON.');
/** Observed. */
export const NO_BODY: GraphFailure = badRequest('Empty Payload. JSON content expected.');
export const TOO_LARGE: GraphFailure = fails(
  413,
  'requestEntityTooLarge',
  'The body is longer than 1048576 characters.',
);
export const BAD_BATCH: GraphFailure = badRequest('A batch has 1 to 20 requests, each with its own id.');
export const FAILED_DEPENDENCY: GraphFailure = fails(424, 'failedDependency', 'A request it depends on failed.');

/** The answer to a method that a resource does not have, with those that it has. */
export function wrongMethod(allow: string): GraphFailure {
  return fails(405, 'methodNotAllowed', 'This resource does not allow the method.', { allow });
}

/** A 400. */
export function badRequest(message: string): GraphFailure {
  return fails(400, 'badRequest', message);
}

function fails(status: number, code: string, message: string, headers?: GraphFailure['headers']): GraphFailure {
  return { status, code, message, headers };
}
