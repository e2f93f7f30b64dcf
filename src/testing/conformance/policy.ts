import { defaultPolicy } from '../../index.ts';
import { type Check, POLICY, type Session } from './session.ts';
import { inTurn } from './values.ts';

/** The service's defaults but for the targets, which a server may send with annotations. */
const { includeTargets: _included, excludeTargets: _excluded, ...DEFAULTS } = defaultPolicy;

async function expectPolicy(session: Session, expected: object): Promise<void> {
  const { status, json } = await session.send('GET', POLICY);
  session.equal('status', 200, status);
  for (const [name, value] of Object.entries(expected)) session.equal(name, value, json[name]);
}

function refusedPatch(name: string, patches: readonly object[]): Check {
  return {
    name,
    run: async (session) => {
      await session.begin({ defaultLength: 9 });
      await inTurn(patches, async (patch) => session.expectError(await session.patchPolicy(patch), 400));
      await expectPolicy(session, { ...DEFAULTS, state: 'enabled', defaultLength: 9 });
    },
  };
}

/** The policy over HTTP. */
export const POLICIES: readonly Check[] = [
  {
    name: 'a deletion of the policy returns every field to its default',
    run: async (session) => {
      await session.begin({ isUsableOnce: true, maximumLifetimeInMinutes: 600, defaultLength: 12 });
      const { status, body } = await session.send('DELETE', POLICY);
      session.equal('status', 204, status);
      session.equal('length of the body', 0, body.length);
      await expectPolicy(session, DEFAULTS);
    },
  },
  {
    name: 'an update of the policy keeps the fields that it does not name',
    run: async (session) => {
      await session.begin({ defaultLength: 12 });
      await session.setPolicy({ maximumLifetimeInMinutes: 600 });
      await session.setPolicy({ defaultLifetimeInMinutes: 600 });
      const changed = {
        state: 'enabled',
        defaultLength: 12,
        maximumLifetimeInMinutes: 600,
        defaultLifetimeInMinutes: 600,
      };
      await expectPolicy(session, { ...DEFAULTS, ...changed });
    },
  },
  {
    name: 'the policy is found under each of its names',
    run: async (session) => {
      await session.begin();
      const base = POLICY.slice(0, POLICY.lastIndexOf('/'));
      await inTurn(["('TemporaryAccessPass')", '/TemporaryAccessPass', '/temporaryaccesspass'], async (name) => {
        session.equal(`status of ${name}`, 200, (await session.send('GET', `${base}${name}`)).status);
      });
    },
  },
  {
    name: 'the policy names its type',
    run: async (session) => {
      await session.begin();
      await expectPolicy(session, {
        '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
      });
    },
  },
  {
    name: 'an update of the policy without its type is refused',
    run: async (session) => {
      await session.begin();
      session.expectError(await session.send('PATCH', POLICY, { json: { defaultLength: 12 } }), 400);
      await expectPolicy(session, { defaultLength: 8 });
    },
  },
  refusedPatch('a length outside 8..48 is refused', [{ defaultLength: 7 }, { defaultLength: 49 }]),
  refusedPatch('a lifetime outside 10..43200 is refused', [
    { minimumLifetimeInMinutes: 9 },
    { maximumLifetimeInMinutes: 43_201 },
    { maximumLifetimeInMinutes: 0 },
  ]),
  refusedPatch('a default outside the minimum and maximum that result is refused', [
    { minimumLifetimeInMinutes: 61 },
    { maximumLifetimeInMinutes: 59 },
    { defaultLifetimeInMinutes: 481 },
  ]),
];
