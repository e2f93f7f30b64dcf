import { inspect } from 'node:util';
import * as fc from 'fast-check';
import {
  attemptRedeem,
  definePolicy,
  issue,
  type Pass,
  type PasscodeHash,
  pbkdf2,
  type Policy,
  redeem,
  seal,
  secureRandom,
  type StoredPass,
} from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import {
  anyMoment,
  anyPolicy,
  anySubject,
  everyHostile,
  frozen,
  MONDAY,
  passWith,
  untyped,
  viaJson,
} from './arbitraries.ts';
import { cheapHash, scryptHash, watched } from './hashes.ts';
import { alwaysAsync } from './laws/check.ts';

const SECRET = 'kXw9-mQ2';
const END = MONDAY + 3_600_000;
const policy = definePolicy({ state: 'enabled' });
const WRONG = { reason: 'wrongPasscode', signInError: 130503, rule: 'wrongPasscode' };

/** A context with a hash that is watched, and the seal that it makes of the passcode. */
async function scene(fields: Partial<Pass> = {}, hash = cheapHash()) {
  const sealed = await seal(SECRET, { random: secureRandom, hash });
  hash.work.length = 0;
  return { pass: passWith(fields), sealed, hash, context: { policy, now: MONDAY, hash } };
}

describe('the right passcode', () => {
  test('redeems, and says what to store over what', async () => {
    const { pass, sealed, context } = await scene({ isUsableOnce: true, version: 7 });
    expect(await attemptRedeem({ pass, sealed, candidate: SECRET }, context)).toEqual({
      ok: true,
      grant: { endsAt: END, registrationDeadline: MONDAY + 600_000, strength: 'temporaryAccessPassOneTime' },
      write: {
        pass: { ...pass, redeemedAt: MONDAY, lastUsedAt: MONDAY, version: 8 },
        where: { id: pass.id, version: 7 },
      },
      event: { at: MONDAY, passId: pass.id, kind: 'redeemed', reason: null },
      retry: expect.any(Function),
    });
  });

  test('redeems with the default hash as well, and with what issue makes', async () => {
    const issued = issue({}, { policy, now: MONDAY, random: secureRandom });
    if (!issued.ok) throw new Error('refused');
    const sealed = await seal(issued.passcode, { random: secureRandom });
    const decision = await attemptRedeem(
      { pass: issued.pass, sealed, candidate: issued.passcode.reveal() },
      { policy, now: MONDAY },
    );
    expect(decision.ok).toBe(true);
  });

  test.each<[string, Partial<Pass>, Policy, number]>([
    ['OneTimeUsed', { isUsableOnce: true, redeemedAt: MONDAY }, policy, MONDAY],
    ['Expired', {}, policy, END],
    ['DisabledByPolicy', { failedAttempts: 10 }, policy, MONDAY],
    ['DisabledByPolicy', {}, definePolicy({}), MONDAY],
    ['NotYetValid', {}, policy, MONDAY - 1],
  ])('is refused as `redeem` does, with nothing to store: %s', async (reason, fields, under, now) => {
    const { pass, sealed, context } = await scene(fields);
    const decision = await attemptRedeem({ pass, sealed, candidate: SECRET }, { ...context, policy: under, now });
    const { refusal } = redeem(pass, { passcodeMatches: true }, { policy: under, now }) as { refusal: unknown };
    expect(decision).toMatchObject({ ok: false, refusal, write: null, event: { reason, passId: pass.id } });
  });
});

/** Every situation in which the answer is that the passcode is wrong, and what the audit log is told. */
const REFUSED: readonly [string, string, (sealed: string, pass: Pass) => StoredPass & { candidate: unknown }][] = [
  ['a wrong passcode', 'wrongPasscode', (sealed, pass) => ({ pass, sealed, candidate: 'kXw9-mQ3' })],
  ['an expired pass', 'wrongPasscode', (sealed, pass) => ({ pass: { ...pass, startsAt: 0 }, sealed, candidate: 'x' })],
  [
    'a used pass',
    'wrongPasscode',
    (sealed, pass) => ({ pass: { ...pass, isUsableOnce: true, redeemedAt: 0 }, sealed, candidate: '' }),
  ],
  ['no pass', 'noSuchPass', () => ({ pass: null, sealed: null, candidate: SECRET })],
  ['a seal without a pass', 'noSuchPass', (sealed) => ({ pass: null, sealed, candidate: SECRET })],
  ['a pass without a seal', 'unreadableSeal', (_, pass) => ({ pass, sealed: null, candidate: SECRET })],
  ['a broken seal', 'unreadableSeal', (sealed, pass) => ({ pass, sealed: sealed.slice(1), candidate: SECRET })],
  [
    'a seal that asks for too much',
    'unreadableSeal',
    (sealed, pass) => ({ pass, sealed: sealed.replace('r=1', 'r=999999999999'), candidate: SECRET }),
  ],
  [
    'an early attempt',
    'tooEarly',
    (sealed, pass) => ({ pass: { ...pass, failedAttempts: 1, lastFailedAt: MONDAY }, sealed, candidate: SECRET }),
  ],
];

describe('the answer "wrong passcode"', () => {
  test.each(REFUSED)(
    'is the same, after the same work, for %s; the log knows better: %s',
    async (_what, reason, make) => {
      const { pass, sealed, hash, context } = await scene();
      const attempt = make(sealed, pass);
      const decision = await attemptRedeem(attempt, { ...context, failedAttemptDelayInMilliseconds: 5000 });
      const { event, write, retry, ...told } = decision;
      expect(told).toEqual({ ok: false, refusal: WRONG });
      expect(event).toEqual({ at: MONDAY, passId: attempt.pass?.id ?? null, kind: 'refused', reason });
      expect(hash.work).toEqual([[expect.any(String), 'r=1']]);
      // Only a passcode that was wrong is counted.
      expect(write?.pass.failedAttempts).toBe(reason === 'wrongPasscode' ? 1 : undefined);
      expect(write?.where).toEqual(reason === 'wrongPasscode' ? { id: pass.id, version: 1 } : undefined);
      expect(retry).toBeInstanceOf(Function);
    },
  );

  test('costs the same work by the default hash, where the seal is an older one too', async () => {
    const old = await seal(SECRET, { random: secureRandom, hash: pbkdf2(100_000) });
    const hash = watched(pbkdf2(120_000));
    const context = { policy, now: MONDAY, hash };
    await attemptRedeem({ pass: passWith(), sealed: old, candidate: 'wrong-one' }, context);
    await attemptRedeem({ pass: null, sealed: null, candidate: 'wrong-one' }, context);
    await attemptRedeem({ pass: passWith(), sealed: '$pbkdf2-sha256$i=600000$$', candidate: 'wrong-one' }, context);
    expect(hash.work.map(([, parameters]) => parameters)).toEqual(['i=100000', 'i=120000', 'i=120000']);
  });

  test('never depends on what is typed: any type, any length, lone surrogates', async () => {
    const { pass, sealed, hash, context } = await scene();
    const candidates = [
      ...everyHostile().map((make) => make()),
      'x'.repeat(10_000_000),
      '\uD800'.repeat(8),
      { toString: () => SECRET },
      [SECRET],
      new String(SECRET),
      `${SECRET}\u0000`,
    ];
    for (const candidate of candidates) {
      for (const stored of [
        { pass, sealed },
        { pass: null, sealed: null },
      ]) {
        // oxlint-disable-next-line no-await-in-loop
        expect(await attemptRedeem({ ...stored, candidate }, context)).toMatchObject({ ok: false, refusal: WRONG });
      }
    }
    expect(hash.work).toHaveLength(2 * candidates.length);
  });

  test('never is the right one for a decoy: no passcode opens it', async () => {
    const hash: PasscodeHash = { ...cheapHash(), derive: async () => new Uint8Array(32) };
    const attempt = { pass: null, sealed: null, candidate: SECRET };
    expect((await attemptRedeem(attempt, { policy, now: MONDAY, hash })).ok).toBe(false);
    const unreadable = { pass: passWith(), sealed: '', candidate: SECRET };
    expect((await attemptRedeem(unreadable, { policy, now: MONDAY, hash })).ok).toBe(false);
  });
});

describe('an attempt', () => {
  test('always decides as `redeem` does, once the passcode is compared', async () => {
    const { sealed, hash } = await scene();
    const anyContext = fc.record({ policy: fc.oneof(anyPolicy(), fc.constant(policy)), subject: anySubject() });
    await alwaysAsync(
      fc.asyncProperty(anyMoment(), anyContext, fc.boolean(), async ({ pass, now }, some, passcodeMatches) => {
        const context = { ...some, now };
        const candidate = passcodeMatches ? SECRET : 'wrong-one';
        const decision = await attemptRedeem(frozen({ pass, sealed, candidate }), { ...frozen(context), hash });
        const { pass: next, ...expected } = redeem(pass, { passcodeMatches }, context);
        expect(decision).toMatchObject(expected);
        const changes = expected.ok || !passcodeMatches;
        const write = { pass: next, where: { id: pass.id, version: pass.version } };
        expect(decision.write).toEqual(changes ? write : null);
        const { retry: _retry, ...data } = decision;
        expect(viaJson(data)).toEqual(data);
      }),
      200,
    );
  });

  test('never shows the passcode, the candidate or the seal', async () => {
    const { pass, sealed, context } = await scene();
    for (const candidate of [SECRET, 'wrong-one-9']) {
      // oxlint-disable-next-line no-await-in-loop
      const decision = await attemptRedeem({ pass, sealed, candidate }, context);
      const shown = inspect([decision, String(decision.retry)], { depth: Infinity, showHidden: true });
      expect(shown).not.toContain(candidate);
      expect(shown).not.toContain(sealed.slice(-43));
    }
  });

  test('never asks twice what time it is', async () => {
    let reads = 0;
    const { pass, sealed, context } = await scene();
    const now = { toMillis: () => END - 1 + reads++ };
    const decision = await attemptRedeem({ pass, sealed, candidate: SECRET }, { ...context, now });
    expect(decision.ok).toBe(true);
    expect((await decision.retry({ pass, sealed })).event.at).toBe(END - 1);
    expect(reads).toBe(1);
  });

  test('never notices what the caller does to its context in the meantime', async () => {
    const { pass, sealed, context } = await scene();
    const changing = { ...context, failedAttemptLimit: 5 };
    const attempt = { pass, sealed, candidate: SECRET };
    const decision = attemptRedeem(attempt, changing);
    changing.policy = definePolicy({});
    Object.assign(attempt, { pass: null, sealed: null, candidate: '' });
    expect((await decision).ok).toBe(true);
    const other = await seal(SECRET, { random: secureRandom, hash: cheapHash() });
    expect((await (await decision).retry({ pass, sealed: other })).ok).toBe(true);
  });

  test('of a hash that gives anything but 32 bytes is told apart from a wrong one', async () => {
    const { pass, sealed, context } = await scene();
    for (const derive of [async () => new Uint8Array(33), async () => new Uint8Array(31), async () => null]) {
      const hash = { ...context.hash, derive };
      // oxlint-disable-next-line no-await-in-loop
      const decision = await attemptRedeem({ pass, sealed, candidate: SECRET }, { ...context, hash });
      expect(decision).toMatchObject({ ok: false, refusal: WRONG, write: null, event: { reason: 'unreadableSeal' } });
    }
  });

  test('takes a hash of the server', async () => {
    const hash = scryptHash(10);
    const sealed = await seal(SECRET, { random: secureRandom, hash });
    const decide = async (candidate: string): Promise<boolean> =>
      (await attemptRedeem({ pass: passWith(), sealed, candidate }, { policy, now: MONDAY, hash })).ok;
    expect([await decide(SECRET), await decide('wrong-one')]).toEqual([true, false]);
  });
});

describe('a retry', () => {
  test('decides on what is stored now, without hashing anew', async () => {
    const { pass, sealed, hash, context } = await scene({ isUsableOnce: true });
    const first = await attemptRedeem({ pass, sealed, candidate: SECRET }, context);
    const used = { ...pass, redeemedAt: MONDAY, version: 2 };
    const second = await first.retry({ pass: used, sealed });
    expect(second).toMatchObject({ ok: false, write: null, event: { reason: 'OneTimeUsed' } });
    const third = await second.retry({ pass: { ...pass, version: 9 }, sealed });
    expect(third).toMatchObject({ ok: true, write: { where: { version: 9 } } });
    expect(hash.work).toHaveLength(1);
  });

  test('counts a wrong passcode on top of the others', async () => {
    const { pass, sealed, hash, context } = await scene();
    const first = await attemptRedeem({ pass, sealed, candidate: 'wrong-one' }, context);
    const second = await first.retry({ pass: { ...pass, failedAttempts: 4, version: 5 }, sealed });
    expect(second.write).toMatchObject({ pass: { failedAttempts: 5, version: 6 }, where: { version: 5 } });
    expect(hash.work).toHaveLength(1);
  });

  test('compares anew where the pass was replaced, or is gone', async () => {
    const { pass, sealed, hash, context } = await scene();
    const first = await attemptRedeem({ pass, sealed, candidate: SECRET }, context);
    const other = await seal('another-1', { random: secureRandom, hash: cheapHash() });
    const replaced = await first.retry({ pass: { ...pass, id: 'new' }, sealed: other });
    expect(replaced).toMatchObject({ ok: false, refusal: WRONG, write: { where: { id: 'new', version: 1 } } });
    const gone = await first.retry({ pass: null, sealed: null });
    expect(gone).toMatchObject({
      ok: false,
      refusal: WRONG,
      write: null,
      event: { passId: null, reason: 'noSuchPass' },
    });
    const back = await gone.retry({ pass, sealed });
    expect(back.ok).toBe(true);
    expect(hash.work).toHaveLength(4);
  });

  test('of an attempt that found nothing never takes the same nothing for a match', async () => {
    const { pass, context } = await scene();
    const first = await attemptRedeem({ pass: null, sealed: null, candidate: SECRET }, context);
    expect(await first.retry({ pass, sealed: null })).toMatchObject({
      ok: false,
      refusal: WRONG,
      event: { reason: 'unreadableSeal' },
    });
  });
});

describe('a wrong call is rejected', () => {
  const NONE = { pass: null, sealed: null, candidate: SECRET };

  test.each<[string, object, string]>([
    ['an instant that is none', { now: Number.NaN }, '`now` expected instant, got NaN'],
    [
      'a limit above the ceiling',
      { failedAttemptLimit: 101 },
      '`failedAttemptLimit` expected integer in 1..100, got 101',
    ],
    ['a limit of nothing', { failedAttemptLimit: 0 }, '`failedAttemptLimit` expected integer in 1..100, got 0'],
    [
      'a delay that is none',
      { failedAttemptDelayInMilliseconds: -1 },
      '`failedAttemptDelayInMilliseconds` expected integer in 0..3600000, got -1',
    ],
    [
      'a policy that is none',
      { policy: { ...policy, state: 'on' } },
      '`state` expected enabled or disabled, got string',
    ],
    [
      'a person nobody knows',
      { policy: definePolicy({ includeTargets: [{ targetType: 'user', id: 'adele' }] }) },
      '`subject` expected user ids, got undefined',
    ],
  ])('alike where there is a pass and where there is none: %s', async (_name, fields, message) => {
    const { pass, sealed, context } = await scene();
    for (const attempt of [{ pass, sealed, candidate: SECRET }, { pass, sealed, candidate: 'x' }, NONE]) {
      // oxlint-disable-next-line no-await-in-loop
      await expect(untyped(attemptRedeem)(attempt, { ...context, ...fields })).rejects.toThrow(message);
    }
  });

  test('and never thrown, for attempts and contexts of any kind', async () => {
    const { context } = await scene();
    for (const make of everyHostile()) {
      const settled = [
        untyped(attemptRedeem)(make(), context),
        untyped(attemptRedeem)(NONE, make()),
        untyped(attemptRedeem)({ ...NONE, pass: make() }, context),
        untyped(attemptRedeem)({ ...NONE, sealed: make() }, context),
      ].map(async (one) =>
        (one as Promise<{ ok: boolean }>).then(
          ({ ok }) => ok,
          () => false,
        ),
      );
      // oxlint-disable-next-line no-await-in-loop
      expect(await Promise.all(settled)).toEqual([false, false, false, false]);
    }
  });

  test('for a record that is none, rather than taken for no pass', async () => {
    const { sealed, context } = await scene();
    for (const pass of [0, false, '', 'kXw9-mQ2', {}, []]) {
      const call = untyped(attemptRedeem)({ pass, sealed, candidate: SECRET }, context);
      // oxlint-disable-next-line no-await-in-loop
      await expect(call).rejects.toThrow(TypeError);
    }
    expect(await untyped(attemptRedeem)({ candidate: SECRET }, context)).toMatchObject({
      event: { reason: 'noSuchPass' },
    });
  });

  test('where the hash fails, since that is no wrong passcode', async () => {
    const { pass, sealed, context } = await scene();
    const hash = { ...context.hash, derive: async () => Promise.reject(new Error('out of memory')) };
    const call = attemptRedeem({ pass, sealed, candidate: SECRET }, { ...context, hash });
    await expect(call).rejects.toThrow('out of memory');
  });
});
