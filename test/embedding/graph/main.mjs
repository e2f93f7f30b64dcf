// Microsoft Graph's Temporary Access Passes on a port of this machine.
// node test/embedding/graph/main.mjs [port [policy.json]], or PORT and POLICY in the environment
import { readFileSync } from 'node:fs';
import { secureRandom } from 'temporary-access-pass';
import { administrator, graphEmulator, readPolicy } from 'temporary-access-pass/graph';
import { movableClock, withControls } from './controls.mjs';
import { administratorId, users } from './directory.mjs';
import { serve } from './host.mjs';

const [port = process.env.PORT ?? '4010', policyFile = process.env.POLICY] = process.argv.slice(2);

const clock = movableClock();

try {
  const emulator = graphEmulator({
    policy: policyFile ? policyOf(policyFile) : { state: 'enabled' },
    users,
    clock: clock.now,
    random: secureRandom,
    // Any token will do: whoever asks is the administrator, signed in and with every permission.
    authenticate: () => administrator(administratorId),
  });
  const server = serve(withControls(emulator, clock));
  server.on('error', stop);
  server.listen(portOf(port), '127.0.0.1', () => welcome(`http://127.0.0.1:${server.address().port}`));
} catch (error) {
  stop(error);
}

function portOf(text) {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new RangeError('the port expected a number in 0..65535');
  return Number(text);
}

function policyOf(file) {
  const check = readPolicy(JSON.parse(readFileSync(file, 'utf8')));
  if (check.ok) return check.policy;
  throw new TypeError(`${file}: ${check.violations.map(({ message }) => message).join('; ')}`);
}

function stop(error) {
  console.error(error.message);
  process.exitCode = 1;
}

function welcome(url) {
  const passes = `${url}/v1.0/users/adele@contoso.example/authentication/temporaryAccessPassMethods`;
  const policy = `${url}/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass`;
  const token = "-H 'Authorization: Bearer any'";
  const json = "-H 'Content-Type: application/json'";
  console.log(`Microsoft Graph's Temporary Access Passes on ${url}. Any token will do. Stop with Ctrl+C.

Users: ${users.map(({ userPrincipalName }) => userPrincipalName).join(', ')}

Create a pass:
  curl ${token} ${json} ${passes} -d '{"lifetimeInMinutes":60}'
Look at it:
  curl ${token} ${passes}
Look at the policy:
  curl ${token} ${policy}
Force one-time passes:
  curl -i -X PATCH ${token} ${json} ${policy} -d '{"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration","isUsableOnce":true}'
An hour passes:
  curl ${url}/emulator/clock -d '{"minutes":60}'
Sign in with a pass, which Graph has no endpoint for:
  curl ${url}/emulator/redeem -d '{"user":"adele@contoso.example","passcode":"..."}'
`);
}
