import { type InstantLike, type Path, toInstant, type Violation, type ViolationCode } from '../index.ts';
import { readDateTime, writeDateTime } from './date-time.ts';
import type { GraphFailure } from './failure.ts';
import { asObject, LONGEST_BODY, own, parseJson } from './json.ts';

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

interface Text {
  /** What it is about. */
  readonly path: Path;
  /** The service's own words, with the violation's numbers in braces. */
  readonly text: string;
}

/** Violations that the service has published words for, both ways. Grades: observed 2021..2026; `externalGuest` documented. */
const TEXTS = {
  policyBlocksMethod: {
    path: [],
    text: 'Converged UserCredentialPolicy does not allow creating or updating this authentication method. AuthMethodType [TemporaryAccessPass].',
  },
  externalGuest: { path: [], text: 'Temporary Access Pass cannot be added to an external guest user.' },
  lifetimeOutOfRange: {
    path: ['lifetimeInMinutes'],
    text: 'Invalid LifetimeInMinutes specified. The valid range between {minimum} and {maximum}.',
  },
  multipleUseNotAllowed: {
    path: ['isUsableOnce'],
    text: 'Invalid IsUsableOnce specified. Tenant Policy does not allow multiple use temporary access pass method.',
  },
  startInThePast: {
    path: ['startDateTime'],
    text: 'Invalid StartDateTime specified. It can not be a time in the past.',
  },
  // For the others nothing is published. They are told in this package's words, behind their code: chosen.
  startOutOfRange: null,
  wrongType: null,
  unknownProperty: null,
  outOfRange: null,
  minimumAboveMaximum: null,
  defaultOutsideLimits: null,
} as const satisfies Record<ViolationCode, Text | null>;

/** What Graph answers to violations: the first of them, as a 400. */
export function failureOf(violations: readonly Violation[]): GraphFailure {
  const [first] = violations;
  if (first === undefined) throw new TypeError('`violations` expected at least one, got none');
  return { status: 400, code: 'badRequest', message: messageOf(first) };
}

function messageOf(violation: Violation): string {
  const known = TEXTS[violation.code];
  if (known === null) return `${violation.code}: ${violation.message}`;
  return Object.entries(violation).reduce<string>(
    (filled, [name, value]) => filled.replace(`{${name}}`, String(value)),
    known.text,
  );
}

/**
 * The body of a refusal in Graph's shape. Of several violations it tells the first, as the service does. Grade: shape and five texts observed,
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
  const { code, message } = 'status' in error ? error : failureOf(error);
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
  /** The value that was refused, where the message tells it. */
  readonly received?: number;
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
  /** When the service answered, in epoch milliseconds; `null` where it does not say. */
  readonly date: number | null;
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
  const parsed =
    typeof error === 'string' && error.length <= LONGEST_BODY ? asObject(parseJson(error)) : asObject(error);
  const outer = parsed ?? { message: error };
  const fields = asObject(own(outer, 'error')) ?? outer;
  const inner = asObject(own(fields, 'innerError')) ?? {};
  const message = text(own(fields, 'message')) ?? text(own(inner, 'message')) ?? '';
  return {
    code: text(own(fields, 'code')),
    message,
    violation: toldIn(message.slice(0, LONGEST_MESSAGE)),
    requestId: text(own(inner, 'request-id')),
    date: readDateTime(`${text(own(inner, 'date'))}Z`) ?? null,
  };
}

/** Characters of a message that are looked at. */
const LONGEST_MESSAGE = 2000;

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function toldIn(message: string): ToldViolation | null {
  for (const [code, known] of Object.entries(TEXTS) as [ViolationCode, Text | null][]) {
    const found = known === null ? toldByUs(message, code) : toldByService(message, code, known);
    if (found !== null) return found;
  }
  return null;
}

function toldByService(message: string, code: ViolationCode, { path, text: words }: Text): ToldViolation | null {
  const pattern = words
    .replace(/\.$/, '')
    .replace(/[.[\]]/g, String.raw`\$&`)
    .replaceAll(' ', String.raw`\s+`)
    .replace(/\{(\w+)\}/g, String.raw`(?<$1>\d{1,10})`);
  const { groups = {} } = new RegExp(pattern, 'i').exec(message) ?? { groups: null };
  if (groups === null) return null;
  return { code, path, ...numbers(groups) };
}

function toldByUs(message: string, code: ViolationCode): ToldViolation | null {
  const at = message.indexOf(`${code}: `);
  if (at < 0) return null;
  const sentence = message.slice(at);
  const path = /`([\w.@]+)` expected/.exec(sentence)?.[1] ?? 'value';
  const range = / expected (?<minimum>-?\d+)\.\.(?<maximum>-?\d+),/.exec(sentence)?.groups;
  const most = / expected at most .* \((?<maximum>\d+)\), got (?<minimum>\d+)/.exec(sentence)?.groups;
  const received = /, got (?<received>-?\d+(?:\.\d+)?)$/.exec(sentence)?.groups;
  return {
    code,
    path: path === 'value' ? [] : path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part)),
    ...numbers({ ...range, ...(most ?? received) }),
  };
}

function numbers(groups: Readonly<Record<string, string>>): Record<string, number> {
  return Object.fromEntries(Object.entries(groups).map(([name, digits]) => [name, Number(digits)]));
}
