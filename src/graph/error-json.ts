import { type InstantLike, type Path, toInstant, type Violation, type ViolationCode } from '../index.ts';
import { writeDateTime } from './date-time.ts';
import { badRequest, type GraphFailure } from './failure.ts';
import { asObject, own, parseJson } from './json.ts';

/** The body of every refusal. Grade: observed; that `client-request-id` repeats `request-id` where the caller sent none as well. */
export interface GraphErrorBody {
  /** The error. */
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly innerError: {
      readonly message: string;
      readonly date: string;
      readonly 'request-id': string;
      readonly 'client-request-id': string;
    };
  };
}

/** What an error body tells besides the error. */
export interface WriteErrorContext {
  /** When. */
  readonly now: InstantLike;
  /** The id of the answer, a GUID. */
  readonly requestId: string;
  /** The `client-request-id` that the caller sent; left out, `requestId` again. */
  readonly clientRequestId?: string;
}

/**
 * What Graph says to each violation, with the violation's own fields in braces: written and read by this one table. A message can be read
 * in two ways where a later text is wider, and the first that fits is meant.
 *
 * Grades: `policyBlocksMethod`, `lifetimeOutOfRange`, `multipleUseNotAllowed` and `startInThePast` observed 2021..2026, `externalGuest`
 * documented (Entra how-to on Temporary Access Pass, 03/04/2025), the others chosen in the style of those, for want of published ones.
 */
const TEXTS: Readonly<Record<ViolationCode, string>> = {
  policyBlocksMethod:
    'Converged UserCredentialPolicy does not allow creating or updating this authentication method. AuthMethodType [TemporaryAccessPass].',
  externalGuest: 'Temporary Access Pass cannot be added to an external guest user.',
  lifetimeOutOfRange: 'Invalid LifetimeInMinutes specified. The valid range between {minimum} and {maximum}.',
  multipleUseNotAllowed:
    'Invalid IsUsableOnce specified. Tenant Policy does not allow multiple use temporary access pass method.',
  startInThePast: 'Invalid StartDateTime specified. It can not be a time in the past.',
  startOutOfRange: 'Invalid StartDateTime specified. It can not be outside the years 0001..9999.',
  outOfRange: 'Invalid {path} specified. The valid range between {minimum} and {maximum}.',
  minimumAboveMaximum: 'Invalid {path} specified. It can not be above the maximum of {maximum}.',
  defaultOutsideLimits: 'Invalid {path} specified. The valid range of the default between {minimum} and {maximum}.',
  wrongType: 'Invalid {path} specified. Expected {expected}.',
  unknownProperty: 'Unknown property specified.',
};

/** What Graph answers to violations: the first of them, as a 400. */
export function failureOf(violations: readonly Violation[]): GraphFailure {
  const [first] = violations;
  if (first === undefined) throw new TypeError('`violations` expected at least one, got none');
  const fields: Readonly<Record<string, unknown>> = { ...first, path: first.path.join('.') || 'value' };
  return badRequest(TEXTS[first.code].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(fields[name])));
}

/**
 * The body of a refusal in Graph's shape. Of several violations it tells the first, as the service does. Grade: shape and four texts observed,
 * one documented; the other texts are chosen.
 *
 * @example
 * ```ts
 * import { checkRequest, definePolicy } from 'temporary-access-pass';
 * import { writeError } from 'temporary-access-pass/graph';
 *
 * const now = Date.UTC(2026, 10, 23, 9);
 * const check = checkRequest({ lifetimeInMinutes: 5 }, { policy: definePolicy({ state: 'enabled' }), now });
 * const body = !check.ok && writeError(check.violations, { now, requestId: '00000000-0000-4000-8000-000000000000' });
 * body && body.error.message; // => 'Invalid LifetimeInMinutes specified. The valid range between 60 and 480.'
 * body && body.error.innerError.date; // => '2026-11-23T09:00:00'
 * ```
 * @throws TypeError where there is no violation, RangeError for an instant outside the years 0001..9999
 */
export function writeError(error: readonly Violation[] | GraphFailure, context: WriteErrorContext): GraphErrorBody {
  const { code, message } = typeof error === 'object' && error !== null && 'status' in error ? error : failureOf(error);
  const { requestId, clientRequestId = requestId } = context;
  const date = writeDateTime(toInstant(context.now, 'now')).slice(0, 19);
  const innerError = { message, date, 'request-id': requestId, 'client-request-id': clientRequestId };
  return { error: { code, message, innerError } };
}

/** A violation as an error message tells it. */
export interface ToldViolation {
  /** The code that `checkRequest` or `updatePolicy` has for it. */
  readonly code: ViolationCode;
  /** What it is about; `[]` where the message does not say. */
  readonly path: Path;
  /** The smallest allowed value, where the message tells it. */
  readonly minimum?: number;
  /** The largest allowed value, where the message tells it. */
  readonly maximum?: number;
}

/** What an error says. */
export interface ErrorReading {
  /** Graph's code, such as `badRequest`; `null` where only a message came. */
  readonly code: string | null;
  /** The message; empty where none came. */
  readonly message: string;
  /** The rule that was broken, where the message is one of those that are known. */
  readonly violation: ToldViolation | null;
  /** The id of the answer, for a support case; `null` where none came. */
  readonly requestId: string | null;
}

/**
 * What an error of Graph says: give it a response's body, parsed or as text, the error that a client library throws, or only the message.
 * Messages are recognised wherever they stand in the text and in any case, since clients put words of their own around them. Grade: chosen.
 *
 * @example
 * ```ts
 * import { readError } from 'temporary-access-pass/graph';
 *
 * readError('Invalid LifetimeInMinutes specified. The valid range between 10 and 1440.').violation;
 * // => { code: 'lifetimeOutOfRange', path: ['lifetimeInMinutes'], minimum: 10, maximum: 1440 }
 * readError({ error: { code: 'UnknownError', message: '' } }).violation; // => null
 * ```
 */
export function readError(error: unknown): ErrorReading {
  const outer = asObject(typeof error === 'string' ? parseJson(error) : error) ?? { message: error };
  const fields = asObject(own(outer, 'error')) ?? outer;
  const inner = asObject(own(fields, 'innerError')) ?? {};
  const message = asText(own(fields, 'message')) ?? '';
  return {
    code: asText(own(fields, 'code')),
    message,
    violation: toldIn(message.slice(0, LONGEST_MESSAGE)),
    requestId: asText(own(inner, 'request-id')),
  };
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Characters of a message that are looked at. */
const LONGEST_MESSAGE = 2000;

function toldIn(message: string): ToldViolation | null {
  for (const [code, text] of Object.entries(TEXTS) as [ViolationCode, string][]) {
    const found = patternOf(text).exec(message);
    if (found === null) continue;
    const { path = /Invalid (\w+) /.exec(text)?.[1] ?? 'value', ...numbers } = found.groups ?? {};
    const told = Object.entries(numbers).map(([name, digits]) => [name, Number(digits)] as const);
    return { code, path: path === 'value' ? [] : pathOf(path), ...Object.fromEntries(told) };
  }
  return null;
}

/** A text as a pattern, whatever its case and whatever stands between its words. */
function patternOf(text: string): RegExp {
  const pattern = text.slice(0, -1).replaceAll(/\{(\w+)\}|[^\w{]+/g, (_, name: string | undefined) => {
    if (name === undefined) return '[^\\w@]+';
    return { path: String.raw`(?<path>[\w@][\w@.]*)`, expected: '' }[name] ?? String.raw`(?<${name}>\d+)`;
  });
  return new RegExp(pattern, 'i');
}

/** The service writes the names of fields with a capital. */
function pathOf(field: string): Path {
  if (field.startsWith('@')) return [field];
  const path = field.charAt(0).toLowerCase() + field.slice(1);
  return path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
