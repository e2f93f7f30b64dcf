import type { Explanation, ExplainStep, Remedy } from '../index.ts';

/** Inputs of the table that are instants. */
const INSTANTS: ReadonlySet<string> = new Set(['now', 'startsAt', 'endsAt', 'redeemedAt']);

const REMEDIES = {
  newPass: 'a new pass is needed',
  policy: 'the policy has to change',
  wait: 'it begins later',
  nothing: 'nothing to do',
} as const satisfies Record<Remedy, string>;

/**
 * An explanation as a few lines of text for people: the answer, then each row of the table with what it looked at. `>` marks the row that
 * decided, `+` one that held as well. Instants are in UTC. Grade: chosen.
 *
 * @example
 * ```ts
 * import { definePolicy, explain, type Pass } from 'temporary-access-pass';
 * import { toText } from 'temporary-access-pass/review';
 *
 * const pass: Pass = {
 *   id: 'c5dbed0e-11ec-4f4e-8d2a-7c1f3a5b9d60', createdAt: 0, startsAt: 0, lifetimeInMinutes: 60, isUsableOnce: false,
 *   redeemedAt: null, lastUsedAt: null, failedAttempts: 0, version: 1,
 * };
 * const text = toText(explain(pass, { policy: definePolicy({ state: 'enabled' }), now: 3_600_000 }));
 * text.split('\n').slice(0, 3);
 * // => [
 * //   'not usable: Expired, a new pass is needed',
 * //   '  oneTimeUsed: isUsableOnce false, redeemedAt never',
 * //   '> expired: now 1970-01-01T01:00:00.000Z, endsAt 1970-01-01T01:00:00.000Z',
 * // ]
 * ```
 */
export function toText({ isUsable, methodUsabilityReason, remedy, steps }: Explanation): string {
  const answer = `${isUsable ? 'usable' : 'not usable'}: ${methodUsabilityReason}, ${REMEDIES[remedy]}`;
  return [answer, ...steps.filter(hasInputs).map(line)].join('\n');
}

/** The last row looks at nothing and always holds; it is worth a line only where it decides, and then the answer has said it. */
function hasInputs({ inputs }: ExplainStep): boolean {
  return Object.keys(inputs).length > 0;
}

function line({ rule, matched, decides, inputs }: ExplainStep): string {
  const told = Object.entries(inputs).map(([name, value]) => `${name} ${tell(name, value)}`);
  return `${decides ? '>' : matched ? '+' : ' '} ${rule}: ${told.join(', ')}`;
}

function tell(name: string, value: unknown): string {
  if (!INSTANTS.has(name)) return String(value);
  if (value === null) return 'never';
  const date = new Date(Number(value));
  return Number.isNaN(date.getTime()) ? `${Number(value)} ms` : date.toISOString();
}
