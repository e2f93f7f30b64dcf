import * as fc from 'fast-check';
import {
  bind,
  checkRequest,
  defaultPolicy,
  definePolicy,
  explain,
  type InstantLike,
  issue,
  nextTransition,
  redeem,
  seal,
  secureRandom,
  timeline,
  usability,
} from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import {
  anyMoment,
  anyPolicy,
  anyRequest,
  anySubject,
  explode,
  HOSTILE_MESSAGE,
  inAnyForm,
  MONDAY,
  passWith,
  scripted,
  untyped,
} from './arbitraries.ts';
import { cheapHash } from './hashes.ts';
import { always } from './laws/check.ts';

const policy = definePolicy({ state: 'enabled' });

describe('bound rules', () => {
  test('tell the life of a pass', () => {
    let now = MONDAY;
    const rules = bind({ policy, clock: () => now, random: secureRandom });
    const issued = rules.issue({ isUsableOnce: true });
    const pass = issued.ok ? issued.pass : passWith();
    expect(pass.startsAt).toBe(MONDAY);
    now += 60_000;
    expect(rules.usability(pass).isUsable).toBe(true);
    expect(rules.nextTransition(pass)?.at).toBe(MONDAY + 3_600_000);
    const redeemed = rules.redeem(pass, { passcodeMatches: true });
    expect(redeemed.ok).toBe(true);
    expect(redeemed.pass.redeemedAt).toBe(MONDAY + 60_000);
    now += 60_000;
    expect(rules.redeem(redeemed.pass, { passcodeMatches: true })).toMatchObject({
      ok: false,
      refusal: { reason: 'OneTimeUsed' },
    });
    expect(rules.issue({}, { current: redeemed.pass })).toMatchObject({
      ok: true,
      replaced: { usability: { rule: 'oneTimeUsed' } },
    });
  });

  test('hold on to the options that are the same in all calls', () => {
    const rules = bind({
      policy,
      clock: () => MONDAY,
      random: scripted([1, 2, 3, 4, 5, 6, 7, 8]),
      alphabet: '0123456789',
      failedAttemptLimit: 2,
      startToleranceInMilliseconds: 1000,
    });
    const issued = rules.issue({ startDateTime: MONDAY - 1000 }, { id: 'x' });
    expect(issued).toMatchObject({ ok: true, pass: { id: 'x', startsAt: MONDAY - 1000 } });
    expect(issued.ok && issued.passcode.reveal()).toBe('12345678');
    expect(rules.checkRequest({ startDateTime: MONDAY - 1001 }).ok).toBe(false);
    expect(rules.usability(passWith({ failedAttempts: 2 })).rule).toBe('locked');
    expect(rules.explain(passWith({ failedAttempts: 1 })).rule).toBe('usable');
    expect(rules.timeline(passWith({ failedAttempts: 2 }))).toHaveLength(2);
  });

  test('take the subject with each call', () => {
    const rules = bind({
      policy: definePolicy({ state: 'enabled', includeTargets: [{ targetType: 'user', id: 'adele' }] }),
      clock: () => MONDAY,
      random: secureRandom,
    });
    const [adele, bert] = [{ subject: { id: 'adele' } }, { subject: { id: 'bert' } }];
    expect([rules.issue({}, adele).ok, rules.issue({}, bert).ok]).toEqual([true, false]);
    expect([rules.checkRequest({}, adele).ok, rules.checkRequest({}, bert).ok]).toEqual([true, false]);
    expect([rules.usability(passWith(), adele).rule, rules.usability(passWith(), bert).rule]).toEqual([
      'usable',
      'outOfScope',
    ]);
    expect([rules.timeline(passWith(), adele).length, rules.timeline(passWith(), bert).length]).toEqual([3, 2]);
    expect(() => rules.usability(passWith())).toThrow('`subject` expected user ids');
  });

  test('read the clock once a call, and no sooner', () => {
    let reads = 0;
    const clock = (): number => MONDAY + reads++;
    const rules = bind({ policy, clock, random: secureRandom });
    expect(reads).toBe(0);
    const calls = [
      () => rules.checkRequest({}),
      () => rules.issue({}, { current: passWith() }),
      () => rules.usability(passWith()),
      () => rules.explain(passWith()),
      () => rules.nextTransition(passWith()),
      () => rules.timeline(passWith()),
      () => rules.redeem(passWith(), { passcodeMatches: true }),
      async () => rules.attemptRedeem({ pass: null, sealed: null, candidate: '' }),
    ];
    for (const [index, call] of calls.entries()) {
      void call();
      expect(reads).toBe(index + 1);
    }
  });

  test('always answer as the functions of the same names do', () => {
    const anyBound = fc
      .tuple(anyMoment(), anyPolicy(), anySubject(), fc.boolean())
      .chain(([moment, one, subject, passcodeMatches]) =>
        fc.record({
          pass: fc.constant(moment.pass),
          now: inAnyForm(moment.now),
          policy: fc.constant(one),
          subject: fc.constant(subject),
          passcodeMatches: fc.constant(passcodeMatches),
          request: anyRequest({ policy: one, now: moment.now }),
        }),
      );
    always(
      fc.property(anyBound, ({ pass, now, policy: one, subject, passcodeMatches, request }) => {
        const context = { policy: one, subject, now };
        const rest = { subject };
        const rules = bind({ policy: one, clock: () => now, random: scripted([]) });
        expect(rules.usability(pass, rest)).toBe(usability(pass, context));
        expect(rules.explain(pass, rest)).toEqual(explain(pass, context));
        expect(rules.nextTransition(pass, rest)).toEqual(nextTransition(pass, context));
        expect(rules.timeline(pass, rest)).toEqual(timeline(pass, context));
        expect(rules.redeem(pass, { passcodeMatches }, rest)).toEqual(redeem(pass, { passcodeMatches }, context));
        expect(rules.checkRequest(request, rest)).toEqual(checkRequest(request, context));
        expect(rules.issue(request, rest)).toEqual(issue(request, { ...context, random: scripted([]) }));
      }),
      200,
    );
  });

  test('never change what they are bound to', () => {
    const binding = { policy, clock: () => MONDAY, random: secureRandom };
    const before = { ...binding };
    const rules = bind(Object.freeze(binding));
    expect(rules.usability(passWith()).isUsable).toBe(true);
    expect(rules.issue({}).ok).toBe(true);
    expect(binding).toEqual(before);
  });

  test.each<[InstantLike]>([[Number.NaN], [new Date(Number.NaN)], [Infinity]])(
    'throw for a clock that says %s',
    (instant) => {
      const rules = bind({ policy, clock: () => instant, random: secureRandom });
      expect(() => rules.usability(passWith())).toThrow(RangeError);
      expect(() => rules.issue({})).toThrow('`now` expected instant, got ');
      expect(() => rules.redeem(passWith(), { passcodeMatches: false })).toThrow(RangeError);
    },
  );
});

test('a bound attempt has the hash, the delay and the limit of all of them, and rejects where the clock fails', async () => {
  const hash = cheapHash();
  const sealed = await seal('kXw9-mQ2', { random: secureRandom, hash });
  let now: InstantLike = MONDAY;
  const limits = { failedAttemptLimit: 2, failedAttemptDelayInMilliseconds: 5000 };
  const rules = bind({ policy, clock: () => now, random: secureRandom, hash, ...limits });
  const attempt = { pass: passWith(), sealed, candidate: 'wrong-one' };
  const failed = await rules.attemptRedeem(attempt);
  expect(failed.write?.pass).toMatchObject({ failedAttempts: 1, lastFailedAt: MONDAY });
  const pass = failed.write?.pass ?? passWith();
  expect((await rules.attemptRedeem({ ...attempt, pass })).event.reason).toBe('tooEarly');
  expect(rules.redeem(pass, { passcodeMatches: true }).event.reason).toBe('tooEarly');
  now = MONDAY + 5000;
  expect((await rules.attemptRedeem({ pass, sealed, candidate: 'kXw9-mQ2' })).ok).toBe(true);
  const locked = { ...pass, failedAttempts: 2, lastFailedAt: null };
  const right = { pass: locked, sealed, candidate: 'kXw9-mQ2' };
  expect(await rules.attemptRedeem(right)).toMatchObject({ refusal: { rule: 'locked' } });
  now = Number.NaN;
  await expect(rules.attemptRedeem(attempt)).rejects.toThrow(RangeError);
  const stopped = bind({ policy, clock: explode, random: secureRandom }).attemptRedeem(attempt);
  await expect(stopped).rejects.toThrow(HOSTILE_MESSAGE);
});

test('a bound attempt has the person of its call', async () => {
  const some = definePolicy({ state: 'enabled', includeTargets: [{ targetType: 'user', id: 'adele' }] });
  const hash = cheapHash();
  const sealed = await seal('kXw9-mQ2', { random: secureRandom, hash });
  const rules = bind({ policy: some, clock: () => MONDAY, random: secureRandom, hash });
  const attempt = { pass: passWith(), sealed, candidate: 'kXw9-mQ2' };
  expect((await rules.attemptRedeem(attempt, { subject: { id: 'adele' } })).ok).toBe(true);
  expect((await rules.attemptRedeem(attempt, { subject: { id: 'bert' } })).event.reason).toBe('DisabledByPolicy');
});

test('what is bound is never replaced by a call', () => {
  const rules = bind({
    policy: definePolicy({ state: 'enabled' }),
    clock: () => MONDAY,
    random: scripted([]),
    failedAttemptLimit: 3,
  });
  const rest = { failedAttemptLimit: undefined, policy: defaultPolicy };
  expect(untyped(rules.usability)(passWith({ failedAttempts: 5 }), rest)).toMatchObject({ rule: 'locked' });
});
