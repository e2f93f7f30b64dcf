/**
 * Microsoft Graph's Temporary Access Passes on the wire: JSON both ways, errors both ways, the protocol as a pure function, and an
 * emulator in memory. No rule of the subject lives here; those are the core's.
 *
 * @packageDocumentation
 */
export { administrator, type Caller } from './access.ts';
export { type EmulatorOptions, type EmulatorUser, type GraphEmulator, graphEmulator } from './emulator.ts';
export {
  type ErrorReading,
  type GraphErrorBody,
  readError,
  type ToldViolation,
  writeError,
  type WriteErrorContext,
} from './error-json.ts';
export type { GraphFailure } from './failure.ts';
export type { FetchRequest, FetchResponse, PlatformResponse } from './fetch.ts';
export { type GraphPass, type GraphVersion, writePass, type WritePassContext } from './pass-json.ts';
export { type GraphPolicy, parsePolicyPatch, type PolicyPatch, readPolicy, writePolicy } from './policy-json.ts';
export { type PassReading, readPass, type Reported } from './read-pass.ts';
export { parseCreateRequest, type RequestReading } from './request-json.ts';
export { type Change, type Found, respond, type RespondContext, type Responded } from './respond.ts';
export type { GraphResponse } from './response.ts';
export { type Address, address, type GraphRequest } from './route.ts';
