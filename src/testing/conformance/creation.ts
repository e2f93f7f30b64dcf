import type { Check, Session } from './session.ts';
import { inTurn, iso, MINUTE } from './values.ts';

const KEYS = [
  '@odata.context',
  'id',
  'temporaryAccessPass',
  'createdDateTime',
  'startDateTime',
  'lifetimeInMinutes',
  'isUsableOnce',
  'isUsable',
  'methodUsabilityReason',
];

function lengthOf(passcode: unknown): number | string {
  return typeof passcode === 'string' ? passcode.length : typeof passcode;
}

async function makes(session: Session, request: object, expected: object): Promise<void> {
  const made = await session.make(request);
  for (const [name, value] of Object.entries(expected)) session.equal(name, value, made[name]);
}

/** What a creation makes. */
export const CREATION: readonly Check[] = [
  {
    name: 'a creation answers with the passcode, of the length that the policy says',
    run: async (session) => {
      await session.begin({ defaultLength: 8 });
      session.equal('length of temporaryAccessPass', 8, lengthOf((await session.make())['temporaryAccessPass']));
      await session.setPolicy({ defaultLength: 48 });
      session.equal('length of temporaryAccessPass', 48, lengthOf((await session.make())['temporaryAccessPass']));
    },
  },
  {
    name: 'a creation names every property, in the order of the service',
    run: async (session) => {
      await session.begin();
      session.equal(
        'properties',
        KEYS,
        Object.keys(await session.make()).filter((key) => KEYS.includes(key)),
      );
    },
  },
  {
    name: 'two creations give two passcodes and two ids',
    run: async (session) => {
      await session.begin();
      const [one, other] = [await session.make(), await session.make()];
      session.equal('same passcode', false, one['temporaryAccessPass'] === other['temporaryAccessPass']);
      session.equal('same id', false, one['id'] === other['id']);
    },
  },
  {
    name: 'a lifetime that is left out is the default of the policy',
    run: async (session) => {
      await session.begin({ defaultLifetimeInMinutes: 75 });
      await makes(session, {}, { lifetimeInMinutes: 75 });
    },
  },
  {
    name: 'a lifetime is kept as asked',
    run: async (session) => {
      await session.begin();
      await makes(session, { lifetimeInMinutes: 61 }, { lifetimeInMinutes: 61 });
    },
  },
  {
    name: 'one-time that is left out is what the policy says',
    run: async (session) => {
      await session.begin();
      await makes(session, {}, { isUsableOnce: false });
      await session.setPolicy({ isUsableOnce: true });
      await makes(session, {}, { isUsableOnce: true });
    },
  },
  {
    name: 'one-time is kept as asked',
    run: async (session) => {
      await session.begin();
      await makes(session, { isUsableOnce: true }, { isUsableOnce: true });
      await makes(session, { isUsableOnce: false }, { isUsableOnce: false });
    },
  },
  {
    name: 'a start that is left out is the instant of the request',
    run: async (session) => {
      await session.begin();
      const { startDateTime, createdDateTime, isUsable } = await session.make();
      session.equal('startDateTime', session.now, Date.parse(String(startDateTime)));
      session.equal('createdDateTime', session.now, Date.parse(String(createdDateTime)));
      session.equal('isUsable', true, isUsable);
    },
  },
  {
    name: 'a start with an offset is the same instant in UTC',
    run: async (session) => {
      await session.begin();
      const start = session.now + 90 * MINUTE;
      const local = `${iso(start + 330 * MINUTE).slice(0, -1)}+05:30`;
      const { startDateTime } = await session.make({ startDateTime: local });
      session.equal('startDateTime', start, Date.parse(String(startDateTime)));
      session.equal('last letter of startDateTime', 'Z', String(startDateTime).slice(-1));
    },
  },
  {
    name: 'a date-time has no trailing zeros, and no dot in whole seconds',
    run: async (session) => {
      await session.begin();
      const minute = Math.ceil(session.now / MINUTE) * MINUTE;
      const starts = [
        [minute, ':00Z'],
        [minute + 500, ':00.5Z'],
      ] as const;
      await inTurn(starts, async ([start, ending]) => {
        const { startDateTime } = await session.make({ startDateTime: iso(start) });
        session.equal('end of startDateTime', ending, String(startDateTime).slice(-ending.length));
      });
    },
  },
  {
    name: 'null means left out',
    run: async (session) => {
      await session.begin({ defaultLifetimeInMinutes: 75 });
      const request = { startDateTime: null, lifetimeInMinutes: null, isUsableOnce: null };
      await makes(session, request, { lifetimeInMinutes: 75, isUsableOnce: false, isUsable: true });
    },
  },
  {
    name: 'properties that only the service sets are ignored',
    run: async (session) => {
      await session.begin();
      const given = { id: 'mine', temporaryAccessPass: 'letmein1', isUsable: false, methodUsabilityReason: 'Expired' };
      const made = await session.make(given);
      session.equal('id is the one that was sent', false, made['id'] === 'mine');
      session.equal('passcode is the one that was sent', false, made['temporaryAccessPass'] === 'letmein1');
      session.equal('isUsable', true, made['isUsable']);
    },
  },
];
