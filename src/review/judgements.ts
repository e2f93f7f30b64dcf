import { alphabets, defaultPolicy, entropyBits, type Policy, policyBounds } from '../index.ts';
import { blocksPasses, includesEverybody, weakenings } from './change.ts';
import type { Facts, Finding } from './finding.ts';
import { TIERS } from './strength.ts';

/** What a check says of a policy: nothing where it is content. */
export type Judgement = Pick<Finding, 'verdict' | 'found' | 'fix'> | undefined;

/** Most failed attempts in a row that count as throttling (NIST SP 800-63B-4 section 3.2.2). */
const MOST_ATTEMPTS = 100;

/** Longest life of a code by the way it is sent, in minutes (NIST SP 800-63B-4 section 4.2.1.2). */
const LONGEST_BY_DELIVERY = { inPerson: Infinity, text: 10, voice: 10, email: 1440 } as const;

export function enabled({ state }: Policy): Judgement {
  return state === 'enabled' ? undefined : broken('`state` is disabled', 'set `state` to enabled');
}

export function oneTime({ isUsableOnce }: Policy): Judgement {
  return isUsableOnce ? undefined : broken('`isUsableOnce` is false', 'set `isUsableOnce` to true');
}

export function enabledForAll(policy: Policy, { conditionalAccess }: Facts): Judgement {
  const off = enabled(policy);
  if (off !== undefined) return off;
  if (!includesEverybody(policy)) {
    return broken('`includeTargets` does not name all_users', 'include the group all_users');
  }
  if (conditionalAccess === undefined)
    return open('Conditional Access is not part of this policy', 'conditionalAccess');
  return conditionalAccess ? undefined : broken('no Conditional Access policy secures it', 'secure the registration');
}

/** The service's own default maximum. */
const SHORT = defaultPolicy.maximumLifetimeInMinutes;

export function shortOrOnce(policy: Policy, { shortLifetimeInMinutes = SHORT }: Facts): Judgement {
  const { isUsableOnce, maximumLifetimeInMinutes: longest } = policy;
  if (isUsableOnce || longest <= shortLifetimeInMinutes) return undefined;
  return broken(
    `multi-use passes of up to ${longest} minutes`,
    `set \`isUsableOnce\` to true, or \`maximumLifetimeInMinutes\` to at most ${shortLifetimeInMinutes}`,
  );
}

function bitsOf({ defaultLength }: Policy, { length = defaultLength, alphabet = alphabets.readable }: Facts): number {
  return entropyBits({ length, alphabet });
}

/** Rounded down, so that 19.99 bits are not told as 20. */
function tell(bits: number): string {
  return `passcodes of ${Math.floor(bits * 10) / 10} bits`;
}

function longer(): string {
  const { maximum } = policyBounds.defaultLength;
  return `raise \`defaultLength\` (up to ${maximum}) or use more symbols`;
}

export function hasTwentyBits(policy: Policy, facts: Facts): Judgement {
  const bits = bitsOf(policy, facts);
  return bits < TIERS[0] ? broken(tell(bits), longer()) : undefined;
}

export function isThrottled(policy: Policy, facts: Facts): Judgement {
  const bits = bitsOf(policy, facts);
  const { failedAttemptLimit: limit } = facts;
  if (bits >= TIERS[1]) return undefined;
  if (limit === undefined) return open(`${tell(bits)}, and no word on how guessing is limited`, 'failedAttemptLimit');
  if (limit !== null && limit <= MOST_ATTEMPTS) return undefined;
  const found = limit === null ? 'no limit of attempts' : `a limit of ${limit} attempts`;
  return broken(`${tell(bits)} and ${found}`, `limit attempts to at most ${MOST_ATTEMPTS}, or ${longer()}`);
}

export function isHashed(policy: Policy, facts: Facts): Judgement {
  const bits = bitsOf(policy, facts);
  const { storage } = facts;
  if (storage === undefined) return open(`${tell(bits)}, and no word on how they are stored`, 'storage');
  if (storage === 'passwordHash' || (storage === 'hash' && bits >= TIERS[2])) return undefined;
  const found = storage === 'plain' ? 'stored as they are' : 'stored under a plain hash';
  return broken(`${tell(bits)}, ${found}`, 'store them under a salted password hash');
}

export function endsBeforeDelivery(policy: Policy, { delivery }: Facts): Judgement {
  if (delivery === undefined) return open('no word on how passcodes are delivered', 'delivery');
  const most = LONGEST_BY_DELIVERY[delivery];
  const { maximumLifetimeInMinutes: longest } = policy;
  if (longest <= most) return undefined;
  const found = `passes of up to ${longest} minutes, delivered by ${delivery}`;
  return broken(found, `set \`maximumLifetimeInMinutes\` to at most ${most}, or deliver otherwise`);
}

export function isNeeded(policy: Policy, { neededLifetimeInMinutes: needed }: Facts): Judgement {
  const found = `\`defaultLifetimeInMinutes\` is ${policy.defaultLifetimeInMinutes}`;
  if (needed === undefined) return open(`${found}, and no word on what is needed`, 'neededLifetimeInMinutes');
  if (policy.defaultLifetimeInMinutes <= needed) return undefined;
  return broken(found, `set \`defaultLifetimeInMinutes\` to at most ${needed}`);
}

export function leavesPasses(to: Policy, { from }: Facts): Judgement {
  const blocked = from === undefined ? [] : blocksPasses({ from, to });
  return blocked.length === 0
    ? undefined
    : broken(blocked.join('; '), 'see with `whatIf` whom it hits, and give them a new pass');
}

export function keepsLength(to: Policy, { from }: Facts): Judgement {
  return from !== undefined && weakenings({ from, to }).includes('shorterPasscodes')
    ? broken(
        `\`defaultLength\` goes from ${from.defaultLength} to ${to.defaultLength}`,
        `keep \`defaultLength\` at ${from.defaultLength}`,
      )
    : undefined;
}

function broken(found: string, fix: string): Judgement {
  return { verdict: 'broken', found, fix };
}

function open(found: string, fact: keyof Facts): Judgement {
  return { verdict: 'open', found, fix: `tell \`${fact}\`` };
}
