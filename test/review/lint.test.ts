import * as fc from 'fast-check';
import { alphabets, defaultPolicy, definePolicy, type Policy, policyBounds } from 'temporary-access-pass';
import { type Finding, lintPolicy, type LintOptions } from 'temporary-access-pass/review';
import { describe, expect, test } from 'vitest';
import { anyHostile, anyPolicy, fickle, saidBy, untyped } from '../arbitraries.ts';
import { always } from '../laws/check.ts';

const hardened: Policy = definePolicy({
  state: 'enabled',
  isUsableOnce: true,
  minimumLifetimeInMinutes: 10,
  defaultLifetimeInMinutes: 10,
  maximumLifetimeInMinutes: 10,
  defaultLength: 20,
});

const facts: LintOptions = {
  storage: 'passwordHash',
  delivery: 'text',
  conditionalAccess: true,
  failedAttemptLimit: 10,
  neededLifetimeInMinutes: 10,
};

const group = (id: string) => ({ targetType: 'group' as const, id });
const user = (id: string) => ({ targetType: 'user' as const, id });

function told(findings: readonly Finding[]): string[] {
  return findings.map(({ id, verdict }) => (verdict === 'broken' ? id : `${id}?`));
}

describe('the findings of a policy', () => {
  test("are these for the service's defaults, of which nothing else is known", () => {
    expect(told(lintPolicy(defaultPolicy))).toEqual([
      'EIDSCA.AT01',
      'ZTA.21845',
      'ZTA.21846',
      'ASVS.6.6.3?',
      'NIST.3.1.2.2.throttling?',
      'ASVS.6.5.2?',
      'NIST.3.1.2.2.hashing?',
      'NIST.4.2.1.2?',
      'TAP.lifetime?',
    ]);
    expect(lintPolicy({})).toEqual(lintPolicy(defaultPolicy));
  });

  test('are none for a hardened policy of which everything is known', () => {
    expect(lintPolicy(hardened, { ...facts, from: hardened })).toEqual([]);
  });

  test('are open ones for a hardened policy of which nothing is known', () => {
    const findings = lintPolicy(hardened);
    expect(findings.map(({ id, fix }) => [id, fix])).toEqual([
      ['ZTA.21845', 'tell `conditionalAccess`'],
      ['ASVS.6.5.2', 'tell `storage`'],
      ['NIST.3.1.2.2.hashing', 'tell `storage`'],
      ['NIST.4.2.1.2', 'tell `delivery`'],
      ['TAP.lifetime', 'tell `neededLifetimeInMinutes`'],
    ]);
    expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(['open']));
  });

  const short = { alphabet: alphabets.digits, length: 8, failedAttemptLimit: 101, storage: 'hash' } as const;
  const pilots = [{ targetType: 'group', id: 'pilots' }] as const;
  test.each<[string, Partial<Policy>, LintOptions, string[]]>([
    ['disabled', { state: 'disabled' }, {}, ['EIDSCA.AT01', 'ZTA.21845']],
    ['multi-use', { isUsableOnce: false }, {}, ['EIDSCA.AT02', 'ZTA.21846']],
    [
      'disabled and multi-use',
      { state: 'disabled', isUsableOnce: false },
      {},
      ['EIDSCA.AT01', 'ZTA.21845', 'ZTA.21846'],
    ],
    ['for a group', { includeTargets: pilots }, {}, ['ZTA.21845']],
    ['without Conditional Access', {}, { conditionalAccess: false }, ['ZTA.21845']],
    ['longer than a text may live', { maximumLifetimeInMinutes: 11 }, {}, ['NIST.4.2.1.2']],
    ['longer than a call may live', { maximumLifetimeInMinutes: 11 }, { delivery: 'voice' }, ['NIST.4.2.1.2']],
    ['as long as an e-mail may live', { maximumLifetimeInMinutes: 1440 }, { delivery: 'email' }, []],
    ['longer than an e-mail may live', { maximumLifetimeInMinutes: 1441 }, { delivery: 'email' }, ['NIST.4.2.1.2']],
    ['long, handed over in person', { maximumLifetimeInMinutes: 43_200 }, { delivery: 'inPerson' }, []],
    [
      'long by default',
      { maximumLifetimeInMinutes: 11, defaultLifetimeInMinutes: 11 },
      { delivery: 'inPerson' },
      ['TAP.lifetime'],
    ],
    [
      'multi-use for a working day',
      { isUsableOnce: false, maximumLifetimeInMinutes: 480 },
      { delivery: 'email' },
      ['EIDSCA.AT02', 'ZTA.21846'],
    ],
    [
      'multi-use for longer',
      { isUsableOnce: false, maximumLifetimeInMinutes: 481 },
      { delivery: 'email' },
      ['EIDSCA.AT02', 'ZTA.21846', 'ASVS.6.4.1'],
    ],
    [
      'multi-use for longer than is called short',
      { isUsableOnce: false, maximumLifetimeInMinutes: 61 },
      { delivery: 'email', shortLifetimeInMinutes: 60 },
      ['EIDSCA.AT02', 'ZTA.21846', 'ASVS.6.4.1'],
    ],
    ['short, under a limit and a password hash', { defaultLength: 8 }, {}, []],
    ['short, no limit', { defaultLength: 8 }, { failedAttemptLimit: null }, ['ASVS.6.6.3', 'NIST.3.1.2.2.throttling']],
    ['short, high limit', { defaultLength: 8 }, { failedAttemptLimit: 101 }, ['ASVS.6.6.3', 'NIST.3.1.2.2.throttling']],
    ['short, highest limit', { defaultLength: 8 }, { failedAttemptLimit: 100 }, []],
    ['long, no limit', {}, { failedAttemptLimit: null }, []],
    [
      '16 of 16 symbols, which are 64 bits, no limit',
      { defaultLength: 16 },
      { alphabet: '0123456789ABCDEF', failedAttemptLimit: null },
      [],
    ],
    [
      '15 of 16 symbols, no limit',
      { defaultLength: 15 },
      { alphabet: '0123456789ABCDEF', failedAttemptLimit: null },
      ['ASVS.6.6.3', 'NIST.3.1.2.2.throttling'],
    ],
    [
      '28 of 16 symbols, which are 112 bits, plain hash',
      { defaultLength: 28 },
      { alphabet: '0123456789ABCDEF', storage: 'hash' },
      [],
    ],
    [
      '27 of 16 symbols, plain hash',
      { defaultLength: 27 },
      { alphabet: '0123456789ABCDEF', storage: 'hash' },
      ['ASVS.6.5.2', 'NIST.3.1.2.2.hashing'],
    ],
    ['not hashed at all', { defaultLength: 48 }, { storage: 'plain' }, ['ASVS.6.5.2', 'NIST.3.1.2.2.hashing']],
    ['8 of 4 symbols', { defaultLength: 8 }, { alphabet: 'ABCD' }, ['ASVS.6.5.4', 'NIST.3.1.2.1']],
    ['10 of 4 symbols, which are 20 bits', { defaultLength: 10 }, { alphabet: 'ABCD' }, []],
    [
      'of another length than the policy says',
      {},
      short,
      ['ASVS.6.6.3', 'NIST.3.1.2.2.throttling', 'ASVS.6.5.2', 'NIST.3.1.2.2.hashing'],
    ],
    ['shorter than before', { defaultLength: 19 }, { from: hardened }, ['TAP.shortensPasscodes']],
    [
      'disabled from now on',
      { state: 'disabled' },
      { from: hardened },
      ['EIDSCA.AT01', 'ZTA.21845', 'TAP.blocksPasses'],
    ],
    ['one-time from now on', {}, { from: definePolicy({ ...hardened, isUsableOnce: false }) }, ['TAP.blocksPasses']],
    ['for a group from now on', { includeTargets: pilots }, { from: hardened }, ['ZTA.21845', 'TAP.blocksPasses']],
    ['excluding from now on', { excludeTargets: pilots }, { from: hardened }, ['TAP.blocksPasses']],
    ['enabled from now on', {}, { from: defaultPolicy }, []],
    ['for everybody from now on', {}, { from: definePolicy({ ...hardened, includeTargets: pilots }) }, []],
    ['excluding no longer', {}, { from: definePolicy({ ...hardened, excludeTargets: pilots }) }, []],
  ])('are exactly these where it is weaker in one thing: %s', (_what, weaker, other, ids) => {
    expect(told(lintPolicy({ ...hardened, ...weaker }, { ...facts, ...other }))).toEqual(ids);
  });

  test('say what is asked, what was found, how to mend it and who asks', () => {
    const [finding] = lintPolicy({ ...hardened, maximumLifetimeInMinutes: 60 }, facts);
    expect(finding).toEqual({
      id: 'NIST.4.2.1.2',
      severity: 'high',
      verdict: 'broken',
      asked: 'A code sent by text or voice lives at most 10 minutes, one sent by e-mail at most 24 hours.',
      found: 'passes of up to 60 minutes, delivered by text',
      fix: 'set `maximumLifetimeInMinutes` to at most 10, or deliver otherwise',
      source: { name: 'NIST SP 800-63B-4, section 4.2.1.2', url: 'https://pages.nist.gov/800-63-4/sp800-63b.html' },
      accepted: null,
    });
  });

  test('count each lost target of a change, and not what stays covered', () => {
    const from = definePolicy({ ...hardened, includeTargets: [group('a'), group('b'), user('a')] });
    const to = { ...hardened, includeTargets: [group('a')], excludeTargets: [user('x')] };
    const found = lintPolicy(to, { ...facts, from }).find(({ id }) => id === 'TAP.blocksPasses')?.found;
    expect(found).toBe('2 of the included targets are left out; 1 more targets are excluded');
  });

  test('can be accepted with a reason, and stay in the list', () => {
    const accepted = { 'EIDSCA.AT02': 'shared devices need several sign-ins' } as const;
    const findings = lintPolicy({ ...hardened, isUsableOnce: false }, { ...facts, accepted });
    expect(findings.map((finding) => [finding.id, finding.accepted])).toEqual([
      ['EIDSCA.AT02', 'shared devices need several sign-ins'],
      ['ZTA.21846', null],
    ]);
  });

  test('are the violations, and nothing else, where the policy is not valid', () => {
    const findings = lintPolicy({ defaultLifetimeInMinutes: 30, defaultLength: '8' }, facts);
    expect(findings.map(({ id, found }) => [id, found])).toEqual([
      ['TAP.valid', '`defaultLength` expected integer, got string'],
      ['TAP.valid', '`defaultLifetimeInMinutes` expected 60..480, got 30'],
    ]);
  });
});

describe('lintPolicy', () => {
  test('never changes its mind about a check because of another field', () => {
    const law = fc.property(anyPolicy(), (policy) => {
      const ids = new Set(told(lintPolicy(policy)));
      expect(ids.has('EIDSCA.AT01')).toBe(policy.state === 'disabled');
      expect(ids.has('EIDSCA.AT02')).toBe(policy.state === 'enabled' && !policy.isUsableOnce);
      expect(ids.has('ZTA.21846')).toBe(!policy.isUsableOnce);
      expect(ids.has('ASVS.6.4.1')).toBe(!policy.isUsableOnce && policy.maximumLifetimeInMinutes > 480);
      expect(ids.has('ASVS.6.6.3?')).toBe(57 ** policy.defaultLength < 2 ** 64);
      expect(ids.has('TAP.valid')).toBe(false);
    });
    always(law, 300);
  });

  test('never takes a policy to be for everybody but where `all_users` is included, whomever it excludes', () => {
    const law = fc.property(anyPolicy(), (some) => {
      const policy = { ...some, state: 'enabled' };
      const named = policy.includeTargets.some(({ id }) => id === 'all_users');
      const ids = told(lintPolicy(policy, { conditionalAccess: true }));
      expect(ids.includes('ZTA.21845')).toBe(!named);
    });
    always(law, 300);
  });

  test('always has something to say of what is no policy, and never throws for it', () => {
    const law = fc.property(anyHostile(), (make) => {
      const findings = lintPolicy(make());
      expect(findings.length).toBeGreaterThan(0);
    });
    always(law, 300);
  });

  test('always reads the former policy as it reads the policy at hand: what is left out is the default', () => {
    const law = fc.property(anyPolicy(), fc.subarray(Object.keys(defaultPolicy)), (policy, names) => {
      const part = Object.fromEntries(names.map((name) => [name, defaultPolicy[name as keyof Policy]]));
      expect(untyped(lintPolicy)(policy, { from: part })).toEqual(lintPolicy(policy, { from: defaultPolicy }));
    });
    always(law, 100);
  });

  test.each<[string, object, RegExp]>([
    ['reasons that are none', { accepted: 5 }, /`accepted` expected reasons by ids of findings, got 5/],
    ['no reasons at all', { accepted: null }, /`accepted` expected reasons by ids of findings, got null/],
    ['an unknown option', { attempts: 5 }, /`options` expected only length, alphabet, accepted, /],
    ['an unknown finding', { accepted: { 'EIDSCA.AT03': 'x' } }, /`accepted` expected only ids of findings/],
    ['no reason', { accepted: { 'EIDSCA.AT02': ' ' } }, /`accepted` expected a reason for each id/],
    ['an unknown delivery', { delivery: 'fax' }, /`delivery` expected inPerson, text, voice or email, got string/],
    ['an unknown storage', { storage: 'secretName' }, /`storage` expected passwordHash, hash or plain, got string/],
    ['a limit of 0', { failedAttemptLimit: 0 }, /`failedAttemptLimit` expected integer from 1, or null, got 0/],
    ['a need of 1.5', { neededLifetimeInMinutes: 1.5 }, /`neededLifetimeInMinutes` expected integer from 1, got 1.5/],
    ['a short life of null', { shortLifetimeInMinutes: null }, /got null/],
    ['no boolean', { conditionalAccess: 'yes' }, /`conditionalAccess` expected boolean, got string/],
    ['an invalid former policy', { from: { defaultLength: 7 } }, /`from` expected a valid policy, got object/],
    ['a length of 7', { length: 7 }, /`length` expected integer in 8..48, got 7/],
    ['an alphabet of one', { alphabet: 'A' }, /`alphabet` expected/],
  ])('refuses %s', (_what, options, message) => {
    expect(() => untyped(lintPolicy)(hardened, options)).toThrow(message);
  });

  test('never tells a reason that it has not checked', () => {
    const reasons = ['known', { reveal: 'kXw9-mQ2' }];
    const accepted = Object.defineProperty({}, 'EIDSCA.AT02', { enumerable: true, get: () => reasons.shift() });
    expect(() => lintPolicy({ ...hardened, isUsableOnce: false }, { accepted })).toThrow(TypeError);
  });

  test('never tells a fact that it has not checked, however often it changes its mind', () => {
    const right = { ...facts, failedAttemptLimit: 500, storage: 'hash', shortLifetimeInMinutes: 20, from: hardened };
    const outcomes = Object.entries(right).flatMap(([name, value]) =>
      Array.from({ length: 8 }, (_, reads) => {
        const options = Object.defineProperties({ ...right, [name]: null }, descriptorsOf({ [name]: value }, reads));
        return saidBy(() => JSON.stringify(untyped(lintPolicy)(defaultPolicy, options)));
      }),
    );
    expect(outcomes.filter((outcome) => outcome.includes('hunter22'))).toEqual([]);
    // Or all of this would be about refusals alone.
    expect(outcomes.filter((outcome) => outcome.includes('a limit of 500 attempts')).length).toBeGreaterThan(40);
  });

  test('names a length that a policy may have', () => {
    const fix = lintPolicy({ ...hardened, defaultLength: 8 }, { ...facts, alphabet: 'ABCD' })[0]?.fix;
    expect(fix).toContain(String(policyBounds.defaultLength.maximum));
  });
});

function descriptorsOf(value: object, reads: number): PropertyDescriptorMap {
  return Object.getOwnPropertyDescriptors(fickle(value, reads));
}
