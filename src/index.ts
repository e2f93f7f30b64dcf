/**
 * The rules of Temporary Access Passes as pure functions. Time and chance are arguments (`now`, `random`); nothing here reads a
 * clock, draws entropy by itself, keeps state or does I/O.
 *
 * @packageDocumentation
 */
export { alphabets, entropyBits, type PasscodeFormat } from './alphabet.ts';
export {
  type AttemptContext,
  attemptRedeem,
  type AttemptedRedemption,
  type PassWrite,
  type StoredPass,
  type TypedAttempt,
} from './attempt.ts';
export { bind, type Binding, type BoundRules } from './bind.ts';
export { type PassColumns, passColumns, usabilityColumn, usabilityOf } from './column.ts';
export { explain, type ExplainStep, type Explanation } from './explain.ts';
export { foldLookAlikes } from './fold.ts';
export { generatePasscode, generatePasscodes, type PasscodeOptions } from './generate.ts';
export { FIRST_INSTANT, type InstantLike, LAST_INSTANT, toInstant } from './instant.ts';
export { issue, type IssueContext, type Issued, type Replaced } from './issue.ts';
export type { Pass } from './pass.ts';
export { constantTimeEqual, type Passcode } from './passcode.ts';
export { policyBounds } from './policy-fields.ts';
export {
  checkPolicy,
  defaultPolicy,
  definePolicy,
  type IncludeTarget,
  type Policy,
  type PolicyCheck,
  type PolicyTarget,
  updatePolicy,
  wholePolicy,
} from './policy.ts';
export { type PooledRandom, pooledRandom } from './pool.ts';
export { type RandomSource, secureRandom, uuid } from './random.ts';
export {
  type Attempt,
  type AuditEvent,
  type AuditReason,
  type Grant,
  redeem,
  type RedeemContext,
  type Redemption,
  type Refusal,
  type RefusalReason,
} from './redeem.ts';
export {
  type Path,
  type PolicyViolation,
  type RequestViolation,
  type UnknownProperty,
  type Violation,
  type ViolationCode,
  type WrongType,
  wrongType,
} from './refusal.ts';
export {
  type AcceptedRequest,
  checkRequest,
  type PassRequest,
  type RequestCheck,
  type RequestContext,
} from './request.ts';
export { policySchema, requestSchema, type Schema } from './schema.ts';
export {
  needsReseal,
  type PasscodeHash,
  pbkdf2,
  seal,
  type SealInputs,
  type SealOptions,
  type VerifyOptions,
  verifySeal,
} from './seal.ts';
export { isInScope, type Subject } from './scope.ts';
export { nextTransition, type Segment, timeline, type Transition } from './timeline.ts';
export {
  type MethodUsabilityReason,
  type PassContext,
  type Remedy,
  type Usability,
  type UsabilityContext,
  type UsabilityRule,
  usability,
} from './usability.ts';
export { endOf, isBefore } from './window.ts';
