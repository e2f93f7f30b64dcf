import { type Check, passesOf, type Session } from './session.ts';
import { inTurn, itemsOf, objectOf } from './values.ts';

const NOBODY = { id: '00000000-0000-0000-0000-000000000001', userPrincipalName: '' };

const METADATA = 'https://graph.microsoft.com/v1.0/$metadata#users';

async function pathOfNew(session: Session): Promise<string> {
  await session.begin();
  return `${passesOf(session.user)}/${String((await session.make())['id'])}`;
}

/** How it is said over HTTP. */
export const PROTOCOL: readonly Check[] = [
  {
    name: 'a user without a pass has an empty list',
    run: async (session) => {
      await session.begin();
      const { status, json } = await session.send('GET', passesOf(session.user));
      session.equal('status', 200, status);
      session.equal('value', [], json['value']);
    },
  },
  {
    name: 'a user is found by name as by id, and the context repeats what was asked for',
    run: async (session) => {
      await session.begin();
      const { id } = await session.make();
      const key = encodeURIComponent(session.user.userPrincipalName);
      const { status, json } = await session.send(
        'GET',
        `/v1.0/users/${key}/authentication/temporaryAccessPassMethods`,
      );
      session.equal('status', 200, status);
      session.equal(
        'ids in the list',
        [id],
        itemsOf(json).map((item) => item['id']),
      );
      const context = `${METADATA}('${key}')/authentication/temporaryAccessPassMethods`;
      session.equal('@odata.context', context, json['@odata.context']);
    },
  },
  {
    name: 'a single pass has the context of an entity',
    run: async (session) => {
      const path = await pathOfNew(session);
      const context = `${METADATA}('${session.user.id}')/authentication/temporaryAccessPassMethods/$entity`;
      session.equal('@odata.context', context, (await session.send('GET', path)).json['@odata.context']);
    },
  },
  {
    name: 'a deletion answers 204 with nothing, and the pass is gone',
    run: async (session) => {
      const path = await pathOfNew(session);
      const { status, body } = await session.send('DELETE', path);
      session.equal('status', 204, status);
      session.equal('length of the body', 0, body.length);
      session.equal('passes after it', 0, (await session.list()).length);
      session.equal('status of a read', 404, (await session.send('GET', path)).status);
      session.equal('status of another deletion', 404, (await session.send('DELETE', path)).status);
    },
  },
  {
    name: 'a pass can not be updated, and a 405 says what can be done',
    run: async (session) => {
      const path = await pathOfNew(session);
      await inTurn(['PATCH', 'PUT'], async (method) => {
        const answer = await session.send(method, path, { json: { lifetimeInMinutes: 90 } });
        session.equal(`status of ${method}`, 405, answer.status);
        session.equal('Allow names GET', true, (answer.headers['allow'] ?? '').includes('GET'));
      });
      session.equal('lifetimeInMinutes', 60, (await session.send('GET', path)).json['lifetimeInMinutes']);
    },
  },
  {
    name: 'an unknown user, pass and path are not found',
    run: async (session) => {
      await session.begin();
      const paths = [passesOf(NOBODY), `${passesOf(session.user)}/${NOBODY.id}`, `${passesOf(session.user)}/a/b`];
      await inTurn(paths, async (path) => session.expectError(await session.send('GET', path), 404));
    },
  },
  {
    name: 'a body that is no JSON, or is not said to be JSON, is refused',
    run: async (session) => {
      await session.begin();
      const sent = [{ text: '{' }, { text: '[]' }, { text: '{}', headers: { 'content-type': 'text/plain' } }];
      await inTurn(sent, async (sending) => {
        session.expectError(await session.send('POST', passesOf(session.user), sending), 400);
      });
      session.equal('passes after it', 0, (await session.list()).length);
    },
  },
  {
    name: 'an error says code, message, date and ids, and repeats the id of the caller',
    run: async (session) => {
      await session.begin();
      const own = '9b2c7d1e-0a4f-4c3b-8e6d-5f1a2b3c4d5e';
      const answer = await session.ask({ lifetimeInMinutes: 5 }, { headers: { 'client-request-id': own } });
      const error = objectOf(JSON.stringify(answer.json['error']));
      const inner = objectOf(JSON.stringify(error['innerError']));
      session.equal('code', 'badRequest', error['code']);
      session.equal('innerError.message', error['message'], inner['message']);
      session.equal('innerError.date', new Date(session.now).toISOString().slice(0, 19), inner['date']);
      session.equal('type of innerError.request-id', 'string', typeof inner['request-id']);
      session.equal('innerError.client-request-id', own, inner['client-request-id']);
      const second = objectOf(JSON.stringify((await session.ask({ lifetimeInMinutes: 5 })).json['error']));
      const ids = objectOf(JSON.stringify(second['innerError']));
      session.equal('innerError.client-request-id without one', ids['request-id'], ids['client-request-id']);
    },
  },
  {
    name: 'without a token nothing is answered',
    run: async (session) => {
      await session.begin();
      await inTurn([{}, { authorization: 'Bearer' }], async (caller) => {
        const answer = await session.send('GET', passesOf(session.user), { caller });
        session.expectError(answer, 401);
        const error = objectOf(JSON.stringify(answer.json['error']));
        session.equal('code', 'InvalidAuthenticationToken', error['code']);
      });
    },
  },
  {
    name: 'query options are refused',
    run: async (session) => {
      await session.begin();
      session.expectError(await session.send('GET', `${passesOf(session.user)}?$select=id`), 400);
    },
  },
  {
    name: 'who may only read reads, and creates and deletes nothing',
    needs: ['reader'],
    run: async (session) => {
      const path = await pathOfNew(session);
      const caller = session.need(session.driver.callers.reader);
      session.equal('status of a read', 200, (await session.send('GET', path, { caller })).status);
      session.equal('status of a deletion', 403, (await session.send('DELETE', path, { caller })).status);
      session.equal('status of a creation', 403, (await session.ask({}, { caller })).status);
      session.equal('passes after it', 1, (await session.list()).length);
    },
  },
  {
    name: 'somebody reads their own pass under /me, and creates none for themself',
    needs: ['self'],
    run: async (session) => {
      const path = await pathOfNew(session);
      const caller = session.need(session.driver.callers.self);
      const own = await session.send('GET', '/v1.0/me/authentication/temporaryAccessPassMethods', { caller });
      session.equal('status of a read', 200, own.status);
      session.equal(
        'ids in the list',
        [path.split('/').at(-1)],
        itemsOf(own.json).map((item) => item['id']),
      );
      session.equal('status of a creation', 403, (await session.ask({}, { caller })).status);
    },
  },
  {
    name: 'beta answers as v1.0 does',
    needs: ['beta'],
    run: async (session) => {
      await session.begin();
      const { id } = await session.make();
      const { status, json } = await session.send('GET', passesOf(session.user, 'beta'));
      session.equal('status', 200, status);
      session.equal(
        'ids in the list',
        [id],
        itemsOf(json).map((item) => item['id']),
      );
    },
  },
];
