import {
  definePolicy,
  type InstantLike,
  type Pass,
  type Policy,
  type RandomSource,
  redeem,
  type Redemption,
  toInstant,
} from '../index.ts';
import { administrator, type Caller } from './access.ts';
import { answerBatch } from './batch.ts';
import { type Account, directoryOf, type EmulatorUser } from './directory.ts';
import { type FetchRequest, plainRequest, type PlatformResponse, platformResponse } from './fetch.ts';
import { respond, type RespondContext } from './respond.ts';
import { type GraphResponse, header, refuse } from './response.ts';
import { address, batchVersion, type GraphRequest } from './route.ts';

/** What an emulator is made of. */
export interface EmulatorOptions extends Omit<RespondContext, 'now'> {
  /** The policy to begin with; fields left out are the service's defaults. */
  readonly policy: Partial<Policy>;
  /** The directory. */
  readonly users: Iterable<EmulatorUser>;
  /** Says what time it is; read once a request. */
  readonly clock: () => InstantLike;
  /** The random source for passcodes and ids; `secureRandom` unless a test says otherwise. */
  readonly random: RandomSource;
  /** Whose token a request brings; `null` for a token that is not accepted. Left out, any token is an application with every permission. */
  readonly authenticate?: (token: string) => Caller | null;
}

/** Microsoft Graph in memory, as far as Temporary Access Passes go. */
export interface GraphEmulator {
  /** Answers a `Request`, as `fetch` does: mount it where one is handed to you. */
  readonly fetch: (request: FetchRequest) => Promise<PlatformResponse>;
  /** Answers a request of plain values, at once. */
  readonly handle: (request: GraphRequest) => GraphResponse;
  /**
   * Signs a user in with what they typed; `null` where there is no such user or they have no pass. It is no endpoint of Graph: it is here so that
   * passes can be used up, fail and lock.
   */
  readonly redeem: (userKey: string, candidate: string) => Redemption | null;
  /** A user's record as it is stored; `null` where there is none. */
  readonly passOf: (userKey: string) => Pass | null;
  /** The policy as it stands. */
  readonly policy: () => Policy;
}

/**
 * An emulator of Microsoft Graph's Temporary Access Passes: the host of `address` and `respond` that keeps everything in memory. Give it a
 * clock of your own and passes begin and end when your test says so. `POST /$batch` works as well, with up to 20 requests. Grade: the
 * answers are those of `respond`; batches documented (learn.microsoft.com/graph/json-batching); that any token is accepted is chosen.
 *
 * A request is read to its end first and then answered in one go, so that no other comes in between and nothing is lost or done twice.
 *
 * @example
 * ```ts
 * import { secureRandom } from 'temporary-access-pass';
 * import { graphEmulator } from 'temporary-access-pass/graph';
 *
 * const emulator = graphEmulator({
 *   policy: { state: 'enabled' },
 *   users: [{ id: '7c1f3a5b-9d60-4e2f-8a4b-c5dbed0e11ec', userPrincipalName: 'adele@contoso.example' }],
 *   clock: () => Date.UTC(2026, 10, 23, 9),
 *   random: secureRandom,
 * });
 * const url = 'https://graph.microsoft.com/v1.0/users/adele@contoso.example/authentication/temporaryAccessPassMethods';
 * const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
 * const response = await emulator.fetch(new Request(url, { method: 'POST', headers, body: '{}' }));
 * response.status; // => 201
 * emulator.passOf('adele@contoso.example')?.lifetimeInMinutes; // => 60
 * ```
 * @throws TypeError or RangeError for a policy that is not one, and for two users with the same id or name
 */
export function graphEmulator(options: EmulatorOptions): GraphEmulator {
  const { policy: initial, users, clock, random, authenticate = () => administrator(), ...rest } = options;
  const directory = directoryOf(users);
  let policy = definePolicy(initial);

  const find = (key: string | null | undefined): Account | undefined => directory.get(key?.toLowerCase() ?? '');

  const handleOne = (request: GraphRequest, caller: Caller | null, now: number): GraphResponse => {
    const account = find(address(request).userKey ?? caller?.userId);
    const found = { caller, policy, user: account?.user ?? null, pass: account?.stored?.pass ?? null };
    const { response, change } = respond(request, found, { ...rest, random, now });
    if (change?.kind === 'putPolicy') policy = change.policy;
    else if (change && account) {
      account.stored = change.kind === 'putPass' ? { pass: change.pass, passcode: change.passcode } : null;
    }
    return response;
  };

  const handle = (request: GraphRequest): GraphResponse => {
    const now = toInstant(clock(), 'clock');
    const token = tokenOf(request);
    const caller = token === undefined ? null : authenticate(token);
    const version = batchVersion(request.url);
    if (!version || !caller) return handleOne(request, caller, now);
    return answerBatch(request, {
      version,
      handle: (one) => handleOne(one, caller, now),
      refuse: (failure, one) => refuse(failure, one, { now, random }),
    });
  };

  return {
    handle,
    fetch: async (request) => platformResponse(handle(await plainRequest(request))),
    redeem: (userKey, candidate) => {
      const account = find(userKey);
      if (!account?.stored) return null;
      const { user: subject, stored } = account;
      const passcodeMatches = stored.passcode.equals(candidate);
      const redemption = redeem(stored.pass, { passcodeMatches }, { ...rest, policy, subject, now: clock() });
      account.stored = { ...stored, pass: redemption.pass };
      return redemption;
    },
    passOf: (userKey) => find(userKey)?.stored?.pass ?? null,
    policy: () => policy,
  };
}

/** RFC 6750 section 2.1. */
function tokenOf(request: GraphRequest): string | undefined {
  return /^Bearer +([\w.~+/-]+=*)$/i.exec(header(request, 'authorization') ?? '')?.[1];
}
