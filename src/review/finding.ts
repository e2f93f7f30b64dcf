import type { Policy } from '../index.ts';

/**
 * The checks, by the names that their authors gave them: Entra ID Security Config Analyzer, Microsoft's Zero Trust Assessment, OWASP
 * ASVS 5.0, NIST SP 800-63B-4, and those of this package (`TAP`).
 */
export type FindingId =
  | 'TAP.valid'
  | 'EIDSCA.AT01'
  | 'EIDSCA.AT02'
  | 'ZTA.21845'
  | 'ZTA.21846'
  | 'ASVS.6.4.1'
  | 'ASVS.6.5.4'
  | 'NIST.3.1.2.1'
  | 'ASVS.6.6.3'
  | 'NIST.3.1.2.2.throttling'
  | 'ASVS.6.5.2'
  | 'NIST.3.1.2.2.hashing'
  | 'NIST.4.2.1.2'
  | 'TAP.lifetime'
  | 'TAP.blocksPasses'
  | 'TAP.shortensPasscodes';

/** How much a finding matters. EIDSCA and Zero Trust Assessment say so themselves; a level 1 demand of ASVS is high, level 2 medium. */
export type Severity = 'high' | 'medium' | 'low';

/** One demand that a policy does not meet, or of which the policy alone can't tell. Plain data. */
export interface Finding {
  /** The check. */
  readonly id: FindingId;
  /** How much it matters. */
  readonly severity: Severity;
  /** `broken`: the demand is not met. `open`: nothing that was given tells; `fix` says what would. */
  readonly verdict: 'broken' | 'open';
  /** What the check demands, as a sentence. */
  readonly asked: string;
  /** What there is instead. */
  readonly found: string;
  /** What to do about it. */
  readonly fix: string;
  /** Where the demand comes from. */
  readonly source: { readonly name: string; readonly url: string };
  /** Why it is accepted, where `options.accepted` says so; else `null`. */
  readonly accepted: string | null;
}

/** What a policy alone can't tell. Each fact that is not told leaves the findings that need it open. */
export interface Facts {
  /** Characters of a passcode, 8..48; default the policy's `defaultLength`. */
  readonly length?: number;
  /** The symbols of a passcode; default `alphabets.readable`. The service's own are unpublished. Grade: chosen. */
  readonly alphabet?: string;
  /** Wrong passcodes in a row that lock a pass; `null` where nothing limits guessing. */
  readonly failedAttemptLimit?: number | null;
  /** How passcodes are kept: under a salted password hash, under a plain hash, or as they are. */
  readonly storage?: 'passwordHash' | 'hash' | 'plain';
  /** How a passcode reaches its person. */
  readonly delivery?: 'inPerson' | 'text' | 'voice' | 'email';
  /** Whether a Conditional Access policy secures the registration of security information. */
  readonly conditionalAccess?: boolean;
  /** Minutes within which a person really needs their pass. */
  readonly neededLifetimeInMinutes?: number;
  /** Most minutes that count as a short life; default 480, the service's own default maximum. Grade: chosen, since ASVS gives no number. */
  readonly shortLifetimeInMinutes?: number;
  /** The policy so far, where the one at hand is to replace it. */
  readonly from?: Policy;
}
