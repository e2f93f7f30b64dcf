/** A refusal as HTTP and Graph know it. */
export interface GraphFailure {
  /** HTTP status. */
  readonly status: number;
  /** Graph's code, such as `badRequest`. */
  readonly code: string;
  /** One sentence for people. It repeats no value that is text. */
  readonly message: string;
  /** The `Allow` header of a 405. */
  readonly allow?: string;
}

type FailureName =
  | 'noToken'
  | 'forbidden'
  | 'ownPass'
  | 'noSignedInUser'
  | 'noPath'
  | 'noUser'
  | 'noPass'
  | 'wrongMethod'
  | 'queryOption'
  | 'wrongType'
  | 'notJson'
  | 'noBody'
  | 'tooLarge'
  | 'badBatch'
  | 'failedDependency';

/** What goes wrong before any rule of the subject is asked. Statuses documented (learn.microsoft.com/graph/errors), texts chosen but for two. */
export const FAILURES: Readonly<Record<FailureName, GraphFailure>> = {
  noToken: fails(401, 'InvalidAuthenticationToken', 'Access token is empty or malformed.'),
  forbidden: fails(403, 'accessDenied', 'Request Authorization failed'),
  ownPass: fails(403, 'accessDenied', 'Nobody can create a Temporary Access Pass for themself.'),
  // Observed.
  noSignedInUser: fails(400, 'BadRequest', '/me request is only valid with delegated authentication flow.'),
  noPath: fails(404, 'ResourceNotFound', 'Resource not found.'),
  noUser: fails(404, 'Request_ResourceNotFound', 'The user does not exist.'),
  noPass: fails(404, 'resourceNotFound', 'The user has no such method.'),
  wrongMethod: fails(405, 'methodNotAllowed', 'This resource does not allow the method.'),
  queryOption: fails(400, 'badRequest', 'This resource supports no query options.'),
  wrongType: fails(400, 'badRequest', 'The Content-Type is not application/json in UTF-8.'),
  notJson: fails(400, 'badRequest', 'The body is not JSON.'),
  // Observed.
  noBody: fails(400, 'badRequest', 'Empty Payload. JSON content expected.'),
  tooLarge: fails(413, 'requestEntityTooLarge', 'The body is longer than 1048576 characters.'),
  badBatch: fails(400, 'badRequest', 'A batch has 1 to 20 requests, each with its own id, method and url.'),
  failedDependency: fails(424, 'failedDependency', 'A request it depends on failed.'),
};

function fails(status: number, code: string, message: string): GraphFailure {
  return { status, code, message };
}
