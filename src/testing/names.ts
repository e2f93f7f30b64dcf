import type { MethodUsabilityReason, RequestViolation } from '../index.ts';
import { type FindingId, findingIds } from '../review/index.ts';

// With `not`, a misspelt name would make a test that can't fail; so matchers take names that exist, and nothing else.

const REASONS = {
  EnabledByPolicy: true,
  DisabledByPolicy: true,
  Expired: true,
  NotYetValid: true,
  OneTimeUsed: true,
} as const satisfies Record<MethodUsabilityReason, true>;

const CODES = {
  policyBlocksMethod: true,
  externalGuest: true,
  lifetimeOutOfRange: true,
  multipleUseNotAllowed: true,
  startInThePast: true,
  startOutOfRange: true,
  wrongType: true,
  unknownProperty: true,
} as const satisfies Record<RequestViolation['code'], true>;

/** Throws a RangeError for what is no reason. */
export function assertReason(reason: MethodUsabilityReason): void {
  assertOneOf('reason', REASONS, reason);
}

/** Throws a RangeError for what is no code of a request's violation. */
export function assertCode(code: RequestViolation['code']): void {
  assertOneOf('code', CODES, code);
}

function assertOneOf(field: string, names: object, name: string): void {
  if (typeof name === 'string' && Object.hasOwn(names, name)) return;
  throw new RangeError(`\`${field}\` expected one of ${Object.keys(names).join(', ')}`);
}

/** Throws a RangeError for a baseline that demands nothing, or what no check knows. */
export function assertBaseline(ids: readonly FindingId[]): void {
  if (Array.isArray(ids) && ids.length > 0 && ids.every((id) => findingIds.includes(id))) return;
  throw new RangeError('`ids` expected a list of ids of findings, at least one');
}
