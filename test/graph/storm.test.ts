import { secureRandom } from 'temporary-access-pass';
import { administrator, type Caller, graphEmulator, type GraphResponse } from 'temporary-access-pass/graph';
import { expect, test } from 'vitest';
import { MONDAY } from '../arbitraries.ts';
import { anyRequest, dice } from './storm.ts';

/** `STORM=1000000` makes it last, and `FAST_CHECK_SEED` makes it another. */
const { STORM: requests = '100000', FAST_CHECK_SEED: seed = '20261123' } = process.env;

/** The statuses that are documented for any request here; 424 only inside a batch. */
const STATUSES = [200, 201, 204, 400, 401, 403, 404, 405, 413];

const CALLERS: Readonly<Record<string, Caller>> = {
  app: administrator(),
  adele: administrator('adele'),
  weak: { userId: 'alex', scopes: ['UserAuthMethod-TAP.Read'], roles: [] },
};

test('random requests always get a documented answer, and never an exception or a passcode that is not theirs', () => {
  const roll = dice(Number(seed));
  let now = MONDAY;
  const emulator = graphEmulator({
    policy: { state: 'enabled' },
    users: ['adele', 'alex', 'guest'].map((id) => ({
      id,
      userPrincipalName: `${id}@x.example`,
      isExternalGuest: id === 'guest',
    })),
    clock: () => now,
    random: secureRandom,
    authenticate: (token) => CALLERS[token] ?? null,
  });
  const ids = ['none'];
  const counts = new Map<number, number>();
  for (let i = 0; i < Number(requests); i++) {
    now += roll(3) === 0 ? roll(3_600_000) : 0;
    const request = anyRequest(roll, ids.slice(-3));
    const response = emulator.handle(request);
    counts.set(response.status, (counts.get(response.status) ?? 0) + 1);
    const complaint = complaintAbout(response, ids);
    // Compared by hand, and asserted only where it fails: an assertion takes longer than an answer.
    if (complaint !== '')
      throw new Error(`${complaint}\nrequest ${i}: ${JSON.stringify(request)}\n${JSON.stringify(response)}`);
  }
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual(STATUSES);
}, 600_000);

function complaintAbout({ status, headers, body }: GraphResponse, ids: string[]): string {
  if (!STATUSES.includes(status)) return 'undocumented status';
  if ((body === null) !== (status === 204)) return 'a body is missing, or one too many';
  if (headers['cache-control'] !== 'no-store') return 'may be cached';
  const json = body === null ? {} : (JSON.parse(body) as Readonly<Record<string, unknown>>);
  if (status >= 400) return isError(json) ? '' : 'not the shape of an error';
  if (Array.isArray(json['responses']))
    return json['responses'].map((one) => complaintAboutStep(one as Step, ids)).join('');
  return complaintAboutPass(status, json, ids);
}

interface Step {
  readonly status: number;
  readonly headers: GraphResponse['headers'];
  readonly body: unknown;
}

function complaintAboutStep({ status, headers, body }: Step, ids: string[]): string {
  if (status === 424) return isError(body as Readonly<Record<string, unknown>>) ? '' : 'not the shape of an error';
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return complaintAbout({ status, headers: lower, body: body === null ? null : JSON.stringify(body) }, ids);
}

function complaintAboutPass(status: number, json: Readonly<Record<string, unknown>>, ids: string[]): string {
  const passes = (Array.isArray(json['value']) ? json['value'] : [json]) as Readonly<Record<string, unknown>>[];
  for (const { id, temporaryAccessPass: secret } of passes) {
    if (status === 201 && (typeof secret !== 'string' || ids.includes(String(id)))) return 'no new pass';
    if (status === 201) ids.push(String(id));
    else if (typeof secret === 'string') return 'a passcode twice';
  }
  return passes.length > 1 ? 'two passes' : '';
}

function isError(json: Readonly<Record<string, unknown>>): boolean {
  const { code, message, innerError } = json['error'] as Readonly<Record<string, unknown>>;
  const inner = Object.keys(innerError as object).join();
  return (
    typeof code === 'string' && typeof message === 'string' && inner === 'message,date,request-id,client-request-id'
  );
}
