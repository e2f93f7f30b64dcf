import { alphabets, entropyBits, type Policy, policyBounds } from '../index.ts';
import { blocksPasses, weakenings } from './change.ts';
import type { Facts, Finding, FindingId } from './finding.ts';
import { TIERS } from './strength.ts';

/** What a check says of a policy: nothing where it is content. */
type Judgement = Pick<Finding, 'verdict' | 'found' | 'fix'> | undefined;

/** A check: the constant part of its findings, and how it judges. */
export interface Rule extends Pick<Finding, 'severity' | 'asked' | 'source'> {
  readonly judge: (policy: Policy, facts: Facts) => Judgement;
}

/** Most failed attempts in a row that count as throttling (NIST SP 800-63B-4 section 3.2.2). */
const MOST_ATTEMPTS = 100;

/** Longest life of a code by the way it is sent, in minutes (NIST SP 800-63B-4 section 4.2.1.2). */
const LONGEST_BY_DELIVERY = { inPerson: Infinity, text: 10, voice: 10, email: 1440 } as const;

const NIST = 'https://pages.nist.gov/800-63-4/sp800-63b.html';
const ASVS = 'https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x15-V6-Authentication.md';
const ZTA = 'https://learn.microsoft.com/entra/fundamentals/zero-trust-protect-identities';
const OWN = 'https://www.npmjs.com/package/temporary-access-pass';

const eidsca = (id: string): Rule['source'] => ({
  name: `Entra ID Security Config Analyzer, EIDSCA.${id}`,
  url: `https://maester.dev/docs/tests/EIDSCA.${id}`,
});
const zta = (id: string, anchor: string): Rule['source'] => ({
  name: `Microsoft Zero Trust Assessment, ${id}`,
  url: `${ZTA}#${anchor}`,
});
const asvs = (id: string): Rule['source'] => ({ name: `OWASP ASVS 5.0, ${id}`, url: ASVS });
const nist = (section: string): Rule['source'] => ({ name: `NIST SP 800-63B-4, section ${section}`, url: NIST });
const own: Rule['source'] = { name: 'temporary-access-pass', url: OWN };

const enabled = ({ state }: Policy): Judgement =>
  state === 'enabled' ? undefined : broken('`state` is disabled', 'set `state` to enabled');

const oneTime = ({ isUsableOnce }: Policy): Judgement =>
  isUsableOnce ? undefined : broken('`isUsableOnce` is false', 'set `isUsableOnce` to true');

/** Every check but `TAP.valid`, in the order of the findings. */
export const CHECKS: Readonly<Record<Exclude<FindingId, 'TAP.valid'>, Rule>> = {
  'EIDSCA.AT01': { severity: 'high', asked: 'Passes are enabled.', source: eidsca('AT01'), judge: enabled },
  'EIDSCA.AT02': {
    severity: 'medium',
    asked: 'Passes are one-time, where they are enabled.',
    source: eidsca('AT02'),
    judge: (policy) => (policy.state === 'enabled' ? oneTime(policy) : undefined),
  },
  'ZTA.21845': {
    severity: 'medium',
    asked: 'Passes are enabled for all users, and Conditional Access secures the registration of security information.',
    source: zta('21845', 'temporary-access-pass-is-enabled'),
    judge: enabledForAll,
  },
  'ZTA.21846': {
    severity: 'medium',
    asked: 'Passes are one-time.',
    source: zta('21846', 'restrict-temporary-access-pass-to-single-use'),
    judge: oneTime,
  },
  'ASVS.6.4.1': {
    severity: 'high',
    asked: 'A pass ends after a short time or after its first use.',
    source: asvs('6.4.1'),
    judge: shortOrOnce,
  },
  'ASVS.6.5.4': {
    severity: 'medium',
    asked: `A passcode has at least ${TIERS[0]} bits of entropy.`,
    source: asvs('6.5.4'),
    judge: hasTwentyBits,
  },
  'NIST.3.1.2.1': {
    severity: 'medium',
    asked: `A passcode has at least ${TIERS[0]} bits of entropy.`,
    source: nist('3.1.2.1'),
    judge: hasTwentyBits,
  },
  'ASVS.6.6.3': {
    severity: 'medium',
    asked: `Guessing is limited, or a passcode has at least ${TIERS[1]} bits of entropy.`,
    source: asvs('6.6.3'),
    judge: isThrottled,
  },
  'NIST.3.1.2.2.throttling': {
    severity: 'high',
    asked: `Guessing is limited, where a passcode has less than ${TIERS[1]} bits of entropy.`,
    source: nist('3.1.2.2'),
    judge: isThrottled,
  },
  'ASVS.6.5.2': {
    severity: 'medium',
    asked: `Passcodes are stored under a hash, a salted password hash where they have less than ${TIERS[2]} bits of entropy.`,
    source: asvs('6.5.2'),
    judge: isHashed,
  },
  'NIST.3.1.2.2.hashing': {
    severity: 'high',
    asked: `Passcodes are stored under a hash, a salted password hash where they have less than ${TIERS[2]} bits of entropy.`,
    source: nist('3.1.2.2'),
    judge: isHashed,
  },
  'NIST.4.2.1.2': {
    severity: 'high',
    asked: 'A code sent by text or voice lives at most 10 minutes, one sent by e-mail at most 24 hours.',
    source: nist('4.2.1.2'),
    judge: endsBeforeDelivery,
  },
  'TAP.lifetime': {
    severity: 'low',
    asked: 'A pass lives no longer by default than it is needed.',
    source: own,
    judge: isNeeded,
  },
  'TAP.blocksPasses': {
    severity: 'medium',
    asked: 'A change leaves the passes that exist as they are.',
    source: own,
    judge: (to, { from }) => {
      const blocked = from === undefined ? [] : blocksPasses({ from, to });
      return blocked.length === 0
        ? undefined
        : broken(blocked.join('; '), 'see with `whatIf` whom it hits, and give them a new pass');
    },
  },
  'TAP.shortensPasscodes': {
    severity: 'medium',
    asked: 'A change does not shorten passcodes.',
    source: own,
    judge: (to, { from }) =>
      from !== undefined && weakenings({ from, to }).includes('shorterPasscodes')
        ? broken(
            `\`defaultLength\` goes from ${from.defaultLength} to ${to.defaultLength}`,
            `keep \`defaultLength\` at ${from.defaultLength}`,
          )
        : undefined,
  },
};

function enabledForAll(policy: Policy, { conditionalAccess }: Facts): Judgement {
  const off = enabled(policy);
  if (off !== undefined) return off;
  if (!policy.includeTargets.some(({ id }) => id === 'all_users')) {
    return broken('`includeTargets` does not name all_users', 'include the group all_users');
  }
  if (conditionalAccess === undefined)
    return open('Conditional Access is not part of this policy', 'conditionalAccess');
  return conditionalAccess ? undefined : broken('no Conditional Access policy secures it', 'secure the registration');
}

function shortOrOnce(policy: Policy, { shortLifetimeInMinutes = 480 }: Facts): Judgement {
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

function hasTwentyBits(policy: Policy, facts: Facts): Judgement {
  const bits = bitsOf(policy, facts);
  return bits < TIERS[0] ? broken(tell(bits), longer()) : undefined;
}

function isThrottled(policy: Policy, facts: Facts): Judgement {
  const bits = bitsOf(policy, facts);
  const { failedAttemptLimit: limit } = facts;
  if (bits >= TIERS[1]) return undefined;
  if (limit === undefined) return open(`${tell(bits)}, and no word on how guessing is limited`, 'failedAttemptLimit');
  if (limit !== null && limit <= MOST_ATTEMPTS) return undefined;
  const found = limit === null ? 'no limit of attempts' : `a limit of ${limit} attempts`;
  return broken(`${tell(bits)} and ${found}`, `limit attempts to at most ${MOST_ATTEMPTS}, or ${longer()}`);
}

function isHashed(policy: Policy, facts: Facts): Judgement {
  const bits = bitsOf(policy, facts);
  const { storage } = facts;
  if (storage === undefined) return open(`${tell(bits)}, and no word on how they are stored`, 'storage');
  if (storage === 'passwordHash' || (storage === 'hash' && bits >= TIERS[2])) return undefined;
  const found = storage === 'plain' ? 'stored as they are' : 'stored under a plain hash';
  return broken(`${tell(bits)}, ${found}`, 'store them under a salted password hash');
}

function endsBeforeDelivery(policy: Policy, { delivery }: Facts): Judgement {
  if (delivery === undefined) return open('no word on how passcodes are delivered', 'delivery');
  const most = LONGEST_BY_DELIVERY[delivery];
  const { maximumLifetimeInMinutes: longest } = policy;
  if (longest <= most) return undefined;
  const found = `passes of up to ${longest} minutes, delivered by ${delivery}`;
  return broken(found, `set \`maximumLifetimeInMinutes\` to at most ${most}, or deliver otherwise`);
}

function isNeeded(policy: Policy, { neededLifetimeInMinutes: needed }: Facts): Judgement {
  const found = `\`defaultLifetimeInMinutes\` is ${policy.defaultLifetimeInMinutes}`;
  if (needed === undefined) return open(`${found}, and no word on what is needed`, 'neededLifetimeInMinutes');
  if (policy.defaultLifetimeInMinutes <= needed) return undefined;
  return broken(found, `set \`defaultLifetimeInMinutes\` to at most ${needed}`);
}

function broken(found: string, fix: string): Judgement {
  return { verdict: 'broken', found, fix };
}

function open(found: string, fact: keyof Facts): Judgement {
  return { verdict: 'open', found, fix: `tell \`${fact}\`` };
}
