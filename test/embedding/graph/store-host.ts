import type { Pass, Passcode, Policy, RandomSource, Subject } from 'temporary-access-pass';
import {
  address,
  type Caller,
  type Change,
  type GraphRequest,
  type GraphResponse,
  respond,
} from 'temporary-access-pass/graph';

/** What a host keeps elsewhere, in a database say. `apply` stores a change only where what it stands over is still there. */
export interface Store {
  callerOf(request: GraphRequest): Promise<Caller | null>;
  policy(): Promise<Policy>;
  findUser(key: string): Promise<Subject | null>;
  passOf(userId: string): Promise<Pass | null>;
  /** Seals the passcode, if the change brings one; `false` where somebody else was faster. */
  apply(change: Change): Promise<boolean>;
}

/** How often somebody else may be faster. */
const MOST_TRIES = 100;

/** A host whose store answers in promises: load what the request is about, ask for the answer, store the change, and only then send it. */
export async function handle(request: GraphRequest, store: Store, random: RandomSource): Promise<GraphResponse> {
  const { userKey, about } = address(request);
  const caller = await store.callerOf(request);
  const key = about === 'passes' ? (userKey ?? caller?.userId ?? null) : null;
  /* oxlint-disable no-await-in-loop -- each try stands on what is stored by then */
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const user = key === null ? null : await store.findUser(key);
    const pass = user === null ? null : await store.passOf(user.id);
    const found = { caller, policy: await store.policy(), user, pass };
    const { response, change } = respond(request, found, { now: Date.now(), random });
    if (change === null || (await store.apply(change))) return response;
  }
  /* oxlint-enable no-await-in-loop */
  throw new Error('too many writers');
}

/** A store in memory that takes its time, with the compare-and-set that a database does in one statement. */
export function slowStore(
  users: readonly Subject[],
  policy: Policy,
): Store & { readonly passcodes: ReadonlyMap<string, Passcode> } {
  const passes = new Map<string, Pass>();
  const passcodes = new Map<string, Passcode>();
  let current = policy;
  const apply = (change: Change): boolean => {
    if (change.kind === 'putPolicy') {
      if (change.over !== current) return false;
      current = change.policy;
      return true;
    }
    if (!isStill(change.over, passes.get(change.userId) ?? null)) return false;
    if (change.kind === 'deletePass') return passes.delete(change.userId);
    passes.set(change.userId, change.pass);
    passcodes.set(change.pass.id, change.passcode);
    return true;
  };
  return {
    passcodes,
    callerOf: async () => later(() => ({ userId: null, scopes: [], roles: ['UserAuthMethod-TAP.ReadWrite.All'] })),
    policy: async () => later(() => current),
    findUser: async (key) => later(() => users.find(({ id }) => id === key) ?? null),
    passOf: async (userId) => later(() => passes.get(userId) ?? null),
    apply: async (change) => later(() => apply(change)),
  };
}

async function later<Value>(value: () => Value): Promise<Value> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  return value();
}

function isStill(over: Pass | null, stored: Pass | null): boolean {
  return over?.id === stored?.id && over?.version === stored?.version;
}
