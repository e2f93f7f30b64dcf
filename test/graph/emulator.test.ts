import { secureRandom } from 'temporary-access-pass';
import { graphEmulator } from 'temporary-access-pass/graph';
import { expect, test } from 'vitest';
import { MONDAY } from '../arbitraries.ts';

const ADELE = { id: '7c1f3a5b-9d60-4e2f-8a4b-c5dbed0e11ec', userPrincipalName: 'adele@contoso.example' };
const passes = 'https://graph.microsoft.com/v1.0/users/adele@contoso.example/authentication/temporaryAccessPassMethods';

test('a pass becomes usable at its millisecond, with no write in between', async () => {
  let now = MONDAY;
  const emulator = graphEmulator({
    policy: { state: 'enabled' },
    users: [ADELE],
    clock: () => now,
    random: secureRandom,
  });
  const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
  const body = '{"startDateTime":"2026-11-23T10:00:00.001+01:00"}';
  const created = await emulator.fetch(new Request(passes, { method: 'POST', headers, body }));
  expect(created.status).toBe(201);
  const reason = async (): Promise<unknown> => {
    const { value } = (await (await emulator.fetch(new Request(passes, { headers }))).json()) as { value: unknown[] };
    return value;
  };
  expect(await reason()).toMatchObject([{ isUsable: false, methodUsabilityReason: 'NotYetValid' }]);
  now += 1;
  expect(await reason()).toMatchObject([{ isUsable: true, methodUsabilityReason: 'EnabledByPolicy' }]);
});
