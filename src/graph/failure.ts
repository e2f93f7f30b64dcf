/** A refusal as HTTP and Graph know it. */
export interface GraphFailure {
  /** HTTP status. */
  readonly status: number;
  /** Graph's code, such as `badRequest`. */
  readonly code: string;
  /** One sentence for people. It repeats no value that is text. */
  readonly message: string;
  /** Headers that the status asks for, their names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

// What goes wrong before any rule of the subject is asked. Statuses are documented (learn.microsoft.com/graph/errors), texts chosen but for
// the two that were observed.

export const NO_TOKEN: GraphFailure = {
  status: 401,
  code: 'InvalidAuthenticationToken',
  message: 'Access token is empty or malformed.',
  // RFC 9110 section 11.6.1.
  headers: { 'www-authenticate': 'Bearer' },
};
export const FORBIDDEN: GraphFailure = {
  status: 403,
  code: 'accessDenied',
  message: 'Request Authorization failed',
};
export const OWN_PASS: GraphFailure = {
  status: 403,
  code: 'accessDenied',
  message: 'Nobody can create a Temporary Access Pass for themself.',
};
/** Observed. */
export const NO_SIGNED_IN_USER: GraphFailure = {
  status: 400,
  code: 'BadRequest',
  message: '/me request is only valid with delegated authentication flow.',
};
export const NO_PATH: GraphFailure = { status: 404, code: 'ResourceNotFound', message: 'Resource not found.' };
export const NO_USER: GraphFailure = {
  status: 404,
  code: 'Request_ResourceNotFound',
  message: 'The user does not exist.',
};
export const NO_PASS: GraphFailure = {
  status: 404,
  code: 'resourceNotFound',
  message: 'The user has no such method.',
};
export const QUERY_OPTION: GraphFailure = badRequest('This resource supports no query options.');
export const WRONG_TYPE: GraphFailure = badRequest('The Content-Type is not application/json in UTF-8.');
export const NOT_JSON: GraphFailure = badRequest('The body is not JSON.');
/** Observed. */
export const NO_BODY: GraphFailure = badRequest('Empty Payload. JSON content expected.');
export const TOO_LARGE: GraphFailure = {
  status: 413,
  code: 'requestEntityTooLarge',
  message: 'The body is longer than 1048576 characters.',
};
export const BAD_BATCH: GraphFailure = badRequest(
  'A batch has 1 to 20 requests, each with its own id, method and url.',
);
export const FAILED_DEPENDENCY: GraphFailure = {
  status: 424,
  code: 'failedDependency',
  message: 'A request it depends on failed.',
};

/** The answer to a method that a resource does not have, with those that it has. */
export function wrongMethod(allow: string): GraphFailure {
  const message = 'This resource does not allow the method.';
  return { status: 405, code: 'methodNotAllowed', message, headers: { allow } };
}

/** A 400. */
export function badRequest(message: string): GraphFailure {
  return { status: 400, code: 'badRequest', message };
}
