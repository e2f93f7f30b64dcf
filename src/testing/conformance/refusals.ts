import { type Check, passesOf, type Session } from './session.ts';
import { inTurn, iso, MINUTE } from './values.ts';

const BLOCKED =
  'Converged UserCredentialPolicy does not allow creating or updating this authentication method. AuthMethodType [TemporaryAccessPass].';
const RANGE = 'Invalid LifetimeInMinutes specified. The valid range between 30 and 90.';

/** An id that no directory has. */
const NOBODY = '00000000-0000-0000-0000-000000000001';

function refusedLifetime(name: string, lifetimeInMinutes: number): Check {
  return {
    name,
    run: async (session) => {
      await session.begin({ minimumLifetimeInMinutes: 30, maximumLifetimeInMinutes: 90 });
      session.expectError(await session.ask({ lifetimeInMinutes }), 400, RANGE);
      session.equal('passes after it', 0, (await session.list()).length);
    },
  };
}

function malformed(name: string, requests: readonly object[]): Check {
  return {
    name,
    run: async (session) => {
      await session.begin();
      await inTurn(requests, async (request) => session.expectError(await session.ask(request), 400));
      session.equal('passes after it', 0, (await session.list()).length);
    },
  };
}

async function accepts(session: Session, request: object): Promise<void> {
  session.equal(`status of ${JSON.stringify(request)}`, 201, (await session.ask(request)).status);
}

/** What a creation refuses, and what stands beside it. */
export const REFUSALS: readonly Check[] = [
  {
    name: 'the shortest and the longest lifetime of the policy are accepted',
    run: async (session) => {
      await session.begin({ minimumLifetimeInMinutes: 30, maximumLifetimeInMinutes: 90 });
      await accepts(session, { lifetimeInMinutes: 30 });
      await accepts(session, { lifetimeInMinutes: 90 });
    },
  },
  refusedLifetime('a minute less than the shortest lifetime is refused', 29),
  refusedLifetime('a minute more than the longest lifetime is refused', 91),
  refusedLifetime('a lifetime of 0 is refused, and never read as unset', 0),
  {
    name: 'multi-use is refused where the policy forces one-time',
    run: async (session) => {
      await session.begin({ isUsableOnce: true });
      const message = 'Invalid IsUsableOnce specified. Tenant Policy does not allow multiple use';
      session.expectError(await session.ask({ isUsableOnce: false }), 400, message);
      await accepts(session, { isUsableOnce: true });
    },
  },
  {
    name: 'a start a millisecond ago is refused, and one at the very instant accepted',
    run: async (session) => {
      await session.begin();
      const refused = await session.ask({ startDateTime: iso(session.now - 1) });
      session.expectError(refused, 400, 'Invalid StartDateTime specified. It can not be a time in the past.');
      await accepts(session, { startDateTime: iso(session.now) });
    },
  },
  {
    name: 'a disabled policy refuses every request',
    run: async (session) => {
      await session.begin({ state: 'disabled' });
      session.expectError(await session.ask({}), 400, BLOCKED);
    },
  },
  {
    name: 'somebody whom the policy does not include is refused',
    run: async (session) => {
      await session.begin({ includeTargets: [{ targetType: 'user', id: NOBODY }] });
      session.expectError(await session.ask({}), 400, BLOCKED);
    },
  },
  {
    name: 'somebody whom the policy excludes is refused, though it includes everybody',
    run: async (session) => {
      await session.begin({ excludeTargets: [{ targetType: 'user', id: session.user.id }] });
      session.expectError(await session.ask({}), 400, BLOCKED);
    },
  },
  {
    name: 'an external guest is refused',
    needs: ['externalGuest'],
    run: async (session) => {
      await session.begin();
      const guest = passesOf(session.need(session.driver.externalGuest));
      const message = 'Temporary Access Pass cannot be added to an external guest user';
      session.expectError(await session.send('POST', guest, { json: {} }), 400, message);
    },
  },
  malformed('text for a number, and a fraction, are refused', [
    { lifetimeInMinutes: '60' },
    { lifetimeInMinutes: 60.5 },
  ]),
  malformed('text and numbers for a boolean are refused', [{ isUsableOnce: 'false' }, { isUsableOnce: 1 }]),
  malformed('a start without an offset is refused', [{ startDateTime: '2999-01-01T09:00:00' }]),
  malformed('a start that is no date is refused', [
    { startDateTime: 'tomorrow' },
    { startDateTime: '2999-02-30T09:00:00Z' },
  ]),
  malformed('a property that does not exist is refused', [{ lifetime: 60 }]),
  {
    name: 'a refused request leaves the pass that exists',
    run: async (session) => {
      await session.begin();
      const { id } = await session.make();
      session.expectError(await session.ask({ lifetimeInMinutes: 5 }), 400);
      await session.moveTo(session.now + MINUTE);
      session.equal(
        'ids in the list',
        [id],
        (await session.list()).map((item) => item['id']),
      );
    },
  },
];
