import {
  checkPolicy,
  checkRequest,
  isInScope,
  nextTransition,
  type Pass,
  type Policy,
  redeem,
  usability,
} from 'temporary-access-pass';
import { passWith } from '../arbitraries.ts';
import { CANDIDATES, instants, MINUTE, NOW, PASSES, PEOPLE, POLICIES, REQUESTS, start } from './vector-cases.ts';

/** Vectors are made here from the rules, and kept in `src/testing/vectors.json`: `npx vitest run test/testing/vectors.test.ts -u` writes them anew. */
export interface Vector {
  readonly id: string;
  readonly kind: 'usability' | 'request' | 'policy' | 'redeem' | 'scope';
  readonly rule: string;
  readonly expected: unknown;
  readonly [input: string]: unknown;
}

function usabilityVectors(): Vector[] {
  return Object.entries(PASSES).flatMap(([name, pass]) =>
    ['enabled', 'defaults', 'oneTime', 'narrow', 'pilots', 'disabledPilots'].flatMap((policy) =>
      instants(pass.lifetimeInMinutes).flatMap(([when, now]) => {
        const common = policy === 'enabled' || name === 'multi-use' || name === 'used' || when === 'at the start';
        if (!common) return [];
        const subject = policy === 'enabled' || policy === 'oneTime' ? undefined : PEOPLE['stranger'];
        const context = { policy: POLICIES[policy] as Policy, now, ...(subject === undefined ? {} : { subject }) };
        const { isUsable, methodUsabilityReason, rule, remedy } = usability(pass, context);
        const next = nextTransition(pass, context);
        const then =
          next === null ? null : { at: next.at, methodUsabilityReason: next.usability.methodUsabilityReason };
        const expected = { isUsable, methodUsabilityReason, remedy, next: then };
        return [
          { id: `${name}, ${policy}, ${when}`, kind: 'usability' as const, rule, policy, subject, now, pass, expected },
        ];
      }),
    ),
  );
}

function limitVectors(): Vector[] {
  const policy = 'enabled';
  return [1, 3, 100].flatMap((failedAttemptLimit) =>
    [failedAttemptLimit - 1, failedAttemptLimit].map((failedAttempts) => {
      const pass = passWith({ createdAt: NOW, startsAt: start, failedAttempts });
      const context = { policy: POLICIES[policy] as Policy, now: start, failedAttemptLimit };
      const { isUsable, methodUsabilityReason, rule, remedy } = usability(pass, context);
      const next = nextTransition(pass, context);
      const then = next && { at: next.at, methodUsabilityReason: next.usability.methodUsabilityReason };
      const expected = { isUsable, methodUsabilityReason, remedy, next: then };
      const id = `${failedAttempts} failed attempts of ${failedAttemptLimit}`;
      return { id, kind: 'usability' as const, rule, policy, failedAttemptLimit, now: start, pass, expected };
    }),
  );
}

function requestVectors(): Vector[] {
  return REQUESTS.map(([id, request, { policy = 'enabled', subject: person, now = NOW, ...rest } = {}]) => {
    const subject = person === undefined ? undefined : PEOPLE[person];
    const context = { policy: POLICIES[policy] as Policy, now, ...rest, ...(subject === undefined ? {} : { subject }) };
    const check = checkRequest(request, context);
    const codes = check.ok ? [] : check.violations.map(({ code }) => code);
    const expected = check.ok ? { accepted: check.request } : { refused: codes };
    return {
      id,
      kind: 'request' as const,
      rule: codes[0] ?? 'accepted',
      policy,
      subject,
      now,
      ...rest,
      request,
      expected,
    };
  });
}

function policyVectors(): Vector[] {
  return CANDIDATES.map(([id, candidate]) => {
    const check = checkPolicy(candidate);
    const found = check.ok ? [] : check.violations.map(({ code, path }) => ({ code, path }));
    const expected = check.ok ? { valid: true } : { valid: false, violations: found };
    return { id, kind: 'policy' as const, rule: found[0]?.code ?? 'valid', candidate, expected };
  });
}

function redeemVectors(): Vector[] {
  const moments = [
    ...instants(60),
    ['ten minutes before the end', start + 50 * MINUTE] as const,
    ['a millisecond later than that', start + 50 * MINUTE + 1] as const,
  ];
  const names = ['multi-use', 'one-time', 'used', 'one attempt left', 'locked'];
  return names.flatMap((name) =>
    ['enabled', 'defaults', 'oneTime'].flatMap((policy) =>
      moments.flatMap(([when, now]) =>
        [true, false].flatMap((passcodeMatches) => {
          if (policy !== 'enabled' && when !== 'at the start') return [];
          const pass = PASSES[name] as Pass;
          const redemption = redeem(pass, { passcodeMatches }, { policy: POLICIES[policy] as Policy, now });
          const { redeemedAt, lastUsedAt, failedAttempts, version } = redemption.pass;
          const after = { redeemedAt, lastUsedAt, failedAttempts, version };
          const expected = redemption.ok
            ? { grant: redemption.grant, after }
            : { refusal: redemption.refusal.reason, signInError: redemption.refusal.signInError, after };
          const rule = redemption.ok ? 'redeemed' : redemption.refusal.rule;
          const id = `${passcodeMatches ? 'right' : 'wrong'} passcode, ${name}, ${policy}, ${when}`;
          return [{ id, kind: 'redeem' as const, rule, policy, now, pass, passcodeMatches, expected }];
        }),
      ),
    ),
  );
}

function scopeVectors(): Vector[] {
  return ['enabled', 'pilots', 'nobody', 'excluding', 'closed', 'defaults'].flatMap((policy) =>
    Object.entries(PEOPLE).map(([name, subject]) => {
      const expected = isInScope(POLICIES[policy] as Policy, subject);
      return {
        id: `${name}, ${policy}`,
        kind: 'scope' as const,
        rule: expected ? 'inScope' : 'outOfScope',
        policy,
        subject,
        expected,
      };
    }),
  );
}

/** Every vector. */
export function vectors(): Vector[] {
  const all = [
    usabilityVectors(),
    limitVectors(),
    requestVectors(),
    policyVectors(),
    redeemVectors(),
    scopeVectors(),
  ].flat();
  return all.map(({ id, ...rest }) => ({ id: `${rest.kind}: ${id}`, ...rest }));
}

/** The file, one vector a line, so that a change of a rule is read in a diff. */
export function vectorFile(): string {
  const policies = Object.entries(POLICIES).map(
    ([name, policy]) => `${JSON.stringify(name)}: ${JSON.stringify(policy)}`,
  );
  const head = `  "$schema": "./vectors.schema.json",\n  "version": 1,\n`;
  return `{\n${head}  "policies": {\n${lines(policies)}\n  },\n  "vectors": [\n${lines(vectors().map((one) => JSON.stringify(one)))}\n  ]\n}\n`;
}

function lines(items: readonly string[]): string {
  return items.map((item) => `    ${item}`).join(',\n');
}
