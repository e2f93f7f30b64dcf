import { type Check, passesOf, type Session } from './session.ts';
import { iso, MINUTE } from './values.ts';

const NOBODY = [{ targetType: 'user', id: '00000000-0000-0000-0000-000000000001' }];

/** A pass of an hour that starts in an hour, looked at so many milliseconds from its start. */
function window(name: string, from: number, reason: string): Check {
  return {
    name,
    run: async (session) => {
      await session.begin();
      const start = session.now + 60 * MINUTE;
      await session.make({ startDateTime: iso(start), lifetimeInMinutes: 60 });
      await session.moveTo(start + from);
      await session.expectReason(reason);
    },
  };
}

/** A multi-use pass of an hour, then another policy, some minutes later. */
function under(name: string, { policy, after = 0, reason }: { policy: object; after?: number; reason: string }): Check {
  return {
    name,
    run: async (session) => {
      await session.begin();
      await session.make({ startDateTime: iso(session.now + MINUTE), lifetimeInMinutes: 60 });
      await session.setPolicy(policy);
      await session.moveTo(session.now + MINUTE + after * MINUTE);
      await session.expectReason(reason);
    },
  };
}

async function used(session: Session, isUsableOnce: boolean): Promise<string> {
  await session.begin();
  const redeem = session.need(session.driver.redeem);
  const { temporaryAccessPass } = await session.make({ isUsableOnce, lifetimeInMinutes: 60 });
  session.equal('first sign-in', true, await redeem(session.user.id, String(temporaryAccessPass)));
  return String(temporaryAccessPass);
}

/** Whether a pass is usable, and why. */
export const USABILITY: readonly Check[] = [
  window('a pass is not yet valid a millisecond before its start', -1, 'NotYetValid'),
  window('a pass is usable at its start', 0, 'EnabledByPolicy'),
  window('a pass is usable a millisecond before its end', 60 * MINUTE - 1, 'EnabledByPolicy'),
  window('a pass is expired at its end', 60 * MINUTE, 'Expired'),
  window('a pass that is expired stays listed, and expired', 30 * 1440 * MINUTE, 'Expired'),
  under('a disabled policy disables a pass', { policy: { state: 'disabled' }, reason: 'DisabledByPolicy' }),
  under('a policy that no longer includes somebody disables their pass', {
    policy: { includeTargets: NOBODY },
    reason: 'DisabledByPolicy',
  }),
  under('a policy that newly forces one-time disables a multi-use pass', {
    policy: { isUsableOnce: true },
    reason: 'DisabledByPolicy',
  }),
  under('an expired pass stays expired under a disabled policy', {
    policy: { state: 'disabled' },
    after: 60,
    reason: 'Expired',
  }),
  under('a lower maximum does not shorten a pass that exists', {
    policy: { minimumLifetimeInMinutes: 10, defaultLifetimeInMinutes: 10, maximumLifetimeInMinutes: 10 },
    after: 59,
    reason: 'EnabledByPolicy',
  }),
  {
    name: 'a disabled policy goes before a start to come',
    run: async (session) => {
      await session.begin();
      await session.make({ startDateTime: iso(session.now + MINUTE) });
      await session.setPolicy({ state: 'disabled' });
      await session.expectReason('DisabledByPolicy');
    },
  },
  {
    name: 'a policy that is enabled again enables a pass again',
    run: async (session) => {
      await session.begin();
      await session.make();
      await session.setPolicy({ state: 'disabled' });
      await session.setPolicy({ state: 'enabled' });
      await session.expectReason('EnabledByPolicy');
    },
  },
  {
    name: 'a one-time pass is used after its first sign-in, and refuses a second',
    needs: ['redeem'],
    run: async (session) => {
      const passcode = await used(session, true);
      await session.expectReason('OneTimeUsed');
      session.equal('second sign-in', false, await session.driver.redeem?.(session.user.id, passcode));
    },
  },
  {
    name: 'a used pass stays used, after its end and under a disabled policy',
    needs: ['redeem'],
    run: async (session) => {
      await used(session, true);
      await session.setPolicy({ state: 'disabled' });
      await session.expectReason('OneTimeUsed');
      await session.moveTo(session.now + 60 * MINUTE);
      await session.expectReason('OneTimeUsed');
    },
  },
  {
    name: 'a multi-use pass is usable after a sign-in, until its end',
    needs: ['redeem'],
    run: async (session) => {
      const passcode = await used(session, false);
      await session.expectReason('EnabledByPolicy');
      session.equal('second sign-in', true, await session.driver.redeem?.(session.user.id, passcode));
      await session.moveTo(session.now + 60 * MINUTE);
      session.equal('sign-in at the end', false, await session.driver.redeem?.(session.user.id, passcode));
    },
  },
  {
    name: 'a wrong passcode does not use up a pass',
    needs: ['redeem'],
    run: async (session) => {
      await session.begin();
      const { temporaryAccessPass } = await session.make({ isUsableOnce: true });
      const wrong = `${String(temporaryAccessPass).slice(0, -1)} `;
      session.equal('sign-in', false, await session.driver.redeem?.(session.user.id, wrong));
      await session.expectReason('EnabledByPolicy');
    },
  },
  {
    name: 'beta tells when a pass was last used, and null until then',
    needs: ['redeem', 'beta'],
    run: async (session) => {
      await session.begin();
      const { id, temporaryAccessPass } = await session.make({ lifetimeInMinutes: 60 });
      const path = `${passesOf(session.user, 'beta')}/${String(id)}`;
      session.equal('lastUsedDateTime', null, (await session.send('GET', path)).json['lastUsedDateTime']);
      await session.moveTo(session.now + MINUTE);
      await session.driver.redeem?.(session.user.id, String(temporaryAccessPass));
      const { lastUsedDateTime } = (await session.send('GET', path)).json;
      session.equal('lastUsedDateTime', session.now, Date.parse(String(lastUsedDateTime)));
    },
  },
];
