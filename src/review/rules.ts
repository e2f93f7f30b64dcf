import type { Policy } from '../index.ts';
import type { Facts, Finding, FindingId } from './finding.ts';
import {
  enabled,
  enabledForAll,
  endsBeforeDelivery,
  hasTwentyBits,
  isHashed,
  isNeeded,
  isThrottled,
  type Judgement,
  keepsLength,
  leavesPasses,
  oneTime,
  shortOrOnce,
} from './judgements.ts';
import { TIERS } from './strength.ts';

/** A check: the constant part of its findings, and how it judges. */
export interface Rule extends Pick<Finding, 'severity' | 'asked' | 'source'> {
  readonly judge: (policy: Policy, facts: Facts) => Judgement;
}

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
    judge: leavesPasses,
  },
  'TAP.shortensPasscodes': {
    severity: 'medium',
    asked: 'A change does not shorten passcodes.',
    source: own,
    judge: keepsLength,
  },
};
