import { checkPolicy } from '../index.ts';
import { assertOnly, assertOption } from './assert.ts';
import type { Facts, Finding, FindingId } from './finding.ts';
import { CHECKS, type Rule } from './rules.ts';

/** What is known besides the policy, and which findings are accepted. */
export interface LintOptions extends Facts {
  /** Findings that are known and accepted, with the reason. They stay in the list and say so. */
  readonly accepted?: Readonly<Partial<Record<FindingId, string>>>;
}

const VALID: Omit<Rule, 'judge'> = {
  severity: 'high',
  asked:
    'The policy is one that the service would take: known fields, each in its bounds, minimum <= default <= maximum.',
  source: {
    name: 'temporaryAccessPassAuthenticationMethodConfiguration',
    url: 'https://learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethodconfiguration',
  },
};

/**
 * What a policy lacks: the checks that public tools and standards make, those that they leave out, and what can't be told from a
 * policy alone. A policy that is not valid in itself has no other findings, since nothing else can be said of it. Fields that the policy
 * does not have take the service's defaults, as in `checkPolicy`; JSON that Graph sent has annotations, so read it with `readPolicy` of
 * `temporary-access-pass/graph` first.
 *
 * Grade: the demands are documented by their sources; the severities of ASVS and NIST demands, the limit of a short life and what is
 * assumed of the alphabet are chosen.
 *
 * @example
 * ```ts
 * import { definePolicy } from 'temporary-access-pass';
 * import { lintPolicy } from 'temporary-access-pass/review';
 *
 * const policy = definePolicy({ state: 'enabled', isUsableOnce: true });
 * const findings = lintPolicy(policy, { delivery: 'text', failedAttemptLimit: 10, storage: 'passwordHash', conditionalAccess: true });
 * findings.map(({ id, verdict, found }) => [id, verdict, found]);
 * // => [
 * //   ['NIST.4.2.1.2', 'broken', 'passes of up to 480 minutes, delivered by text'],
 * //   ['TAP.lifetime', 'open', '`defaultLifetimeInMinutes` is 60, and no word on what is needed'],
 * // ]
 * ```
 * @throws TypeError or RangeError where an option is not as described
 */
export function lintPolicy(policy: unknown, options: LintOptions = {}): readonly Finding[] {
  assertOptions(options);
  // What is told is what was checked, whatever a getter says next.
  const accepted = { ...options.accepted };
  const given = { ...options, accepted };
  assertOptions(given);
  const facts = { ...given, ...formerPolicy(given) };
  const check = checkPolicy(policy);
  if (!check.ok) {
    return check.violations.map(({ message }) =>
      finding('TAP.valid', VALID, { verdict: 'broken', found: message, fix: 'correct the field' }, accepted),
    );
  }
  const entries = Object.entries(CHECKS) as [FindingId, Rule][];
  return entries.flatMap(([id, rule]) => {
    const judgement = rule.judge(check.policy, facts);
    return judgement === undefined ? [] : [finding(id, rule, judgement, accepted)];
  });
}

/** Every id of a finding, in the order of the findings. Grade: chosen. */
export const findingIds: readonly FindingId[] = ['TAP.valid', ...(Object.keys(CHECKS) as FindingId[])];

function finding(
  id: FindingId,
  { severity, asked, source }: Omit<Rule, 'judge'>,
  judgement: Pick<Finding, 'verdict' | 'found' | 'fix'>,
  accepted: NonNullable<LintOptions['accepted']>,
): Finding {
  return { id, severity, asked, source, ...judgement, accepted: accepted[id] ?? null };
}

const isMinutes = (value: unknown): boolean => Number.isInteger(value) && (value as number) > 0;
const oneOf =
  (...allowed: readonly unknown[]): ((value: unknown) => boolean) =>
  (value) =>
    allowed.includes(value);

/** Every fact that is checked here; `length`, `alphabet` are checked where bits are counted, `from` below. */
const FACTS: readonly (readonly [name: keyof Facts, expected: string, isRight: (value: unknown) => boolean])[] = [
  ['failedAttemptLimit', 'integer from 1, or null', (value) => value === null || isMinutes(value)],
  ['storage', 'passwordHash, hash or plain', oneOf('passwordHash', 'hash', 'plain')],
  ['delivery', 'inPerson, text, voice or email', oneOf('inPerson', 'text', 'voice', 'email')],
  ['conditionalAccess', 'boolean', oneOf(true, false)],
  ['neededLifetimeInMinutes', 'integer from 1', isMinutes],
  ['shortLifetimeInMinutes', 'integer from 1', isMinutes],
];

/** The former policy is read as the policy at hand is: what it does not have are the service's defaults. */
function formerPolicy({ from }: Facts): Pick<Facts, 'from'> {
  if (from === undefined) return {};
  const check = checkPolicy(from);
  assertOption('from', 'a valid policy', check.ok, from);
  return check.ok ? { from: check.policy } : {};
}

function assertOptions(options: LintOptions): void {
  assertOnly(['length', 'alphabet', 'accepted', 'from', ...FACTS.map(([name]) => name)], options);
  for (const [name, expected, isRight] of FACTS) {
    const value = options[name];
    if (value !== undefined) assertOption(name, expected, isRight(value), value);
  }
  const { accepted = {} } = options;
  assertOption('accepted', 'reasons by ids of findings', Object(accepted) === accepted, accepted);
  for (const [id, reason] of Object.entries(accepted)) {
    assertOption('accepted', 'only ids of findings', findingIds.includes(id as FindingId));
    assertOption('accepted', 'a reason for each id', typeof reason === 'string' && reason.trim() !== '');
  }
}
