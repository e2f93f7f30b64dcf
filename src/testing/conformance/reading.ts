import { type Check, passesOf } from './session.ts';
import { inTurn, iso, MINUTE } from './values.ts';

/** What is read of a pass after its creation. */
export const READING: readonly Check[] = [
  {
    name: 'the passcode is null in every later answer',
    run: async (session) => {
      await session.begin();
      const { id } = await session.make();
      const [item = {}] = await session.list();
      const { json } = await session.send('GET', `${passesOf(session.user)}/${String(id)}`);
      session.equal('temporaryAccessPass in the list', null, item['temporaryAccessPass']);
      session.equal('temporaryAccessPass of the pass', null, json['temporaryAccessPass']);
    },
  },
  {
    name: 'a pass is read as it was made',
    run: async (session) => {
      await session.begin();
      const made = await session.make({
        lifetimeInMinutes: 90,
        isUsableOnce: true,
        startDateTime: iso(session.now + MINUTE),
      });
      const { status, json } = await session.send('GET', `${passesOf(session.user)}/${String(made['id'])}`);
      session.equal('status', 200, status);
      const fields = ['id', 'createdDateTime', 'startDateTime', 'lifetimeInMinutes', 'isUsableOnce'];
      for (const name of fields) session.equal(name, made[name], json[name]);
    },
  },
  {
    name: 'a new pass replaces the old one, whatever its state',
    run: async (session) => {
      await session.begin();
      const old = [await session.make({ startDateTime: iso(session.now + 60 * MINUTE) }), await session.make()];
      await session.moveTo(session.now + 60 * MINUTE);
      const { id } = await session.make();
      session.equal(
        'ids in the list',
        [id],
        (await session.list()).map((item) => item['id']),
      );
      await inTurn(old, async (one) => {
        const { status } = await session.send('GET', `${passesOf(session.user)}/${String(one['id'])}`);
        session.equal('status of a pass that was replaced', 404, status);
      });
    },
  },
  {
    name: 'the pass of one user is not that of another',
    needs: ['otherUser'],
    run: async (session) => {
      await session.begin();
      const { id } = await session.make();
      const other = passesOf(session.need(session.driver.otherUser));
      session.equal('status by way of the other', 404, (await session.send('GET', `${other}/${String(id)}`)).status);
      session.equal('status of the creation', 201, (await session.send('POST', other, { json: {} })).status);
      session.equal(
        'ids in the list',
        [id],
        (await session.list()).map((item) => item['id']),
      );
    },
  },
];
