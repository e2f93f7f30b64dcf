import { toInstant } from '../../index.ts';

/** A request that the suite wants sent. */
export interface ConformanceRequest {
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** Path and query, from the version on: `/v1.0/users/…`. */
  readonly path: string;
  /** The headers, those of the caller among them. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text; `null` where there is none. */
  readonly body: string | null;
}

/** What came back. */
export interface ConformanceResponse {
  /** HTTP status. */
  readonly status: number;
  /** The headers, their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text; empty where there is none. */
  readonly body: string;
}

/** Somebody in the directory of what is tested. */
export interface ConformanceUser {
  /** Object id. */
  readonly id: string;
  /** The name they sign in with. */
  readonly userPrincipalName: string;
}

/** What the suite drives: an emulator, or a server in any language behind HTTP. What is left out is skipped, and the results say so. */
export interface ConformanceDriver {
  /** Sends a request and returns what came back. */
  readonly send: (request: ConformanceRequest) => Promise<ConformanceResponse>;
  /** Sets the server's clock to an instant in epoch milliseconds. The suite only ever moves it forward. */
  readonly setClock: (instant: number) => unknown;
  /** Where the clock stands at the beginning, in epoch milliseconds. */
  readonly start: number;
  /** Headers that authenticate a caller, such as `{ authorization: 'Bearer …' }`. */
  readonly callers: {
    /** May read and write the passes of all users, and the policy. An application, or somebody other than `user`. */
    readonly admin: Readonly<Record<string, string>>;
    /** May read the passes of all users and nothing else. */
    readonly reader?: Readonly<Record<string, string>>;
    /** `user` themself, signed in, who may read their own passes. */
    readonly self?: Readonly<Record<string, string>>;
  };
  /** Somebody whose passes the suite makes and deletes, and who is in no group that matters. */
  readonly user: ConformanceUser;
  /** Somebody else. */
  readonly otherUser?: ConformanceUser;
  /** An external guest. */
  readonly externalGuest?: ConformanceUser;
  /** Signs a user in with a passcode, and says whether that went well. */
  readonly redeem?: (userId: string, passcode: string) => Promise<boolean> | boolean;
  /** Whether `/beta` is served as well; default `false`. */
  readonly beta?: boolean;
}

/** What a check may need of a driver besides what every driver has. */
export type Feature = 'reader' | 'self' | 'otherUser' | 'externalGuest' | 'redeem' | 'beta';

/** What became of one check. */
export interface ConformanceResult {
  /** The check, as a sentence; stable, so that results can be compared from run to run. */
  readonly name: string;
  /** `skipped` where the driver lacks what the check needs. */
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What was expected: where it failed, in which respect; else `null`. */
  readonly expected: string | null;
  /** What came instead, or what the driver lacks; else `null`. Never a passcode that an answer had. */
  readonly got: string | null;
}

/** Throws for a driver that can drive nothing, so that it does not look like a server that fails everything. */
export function assertDriver({ send, setClock, start, callers, user }: ConformanceDriver): void {
  const parts = [
    ['send', 'function', typeof send === 'function'],
    ['setClock', 'function', typeof setClock === 'function'],
    ['callers.admin', 'headers', typeof callers?.admin === 'object' && callers.admin !== null],
    ['user.id', 'text', typeof user?.id === 'string' && user.id !== ''],
  ] as const;
  for (const [field, expected, isRight] of parts) {
    if (!isRight) throw new TypeError(`\`${field}\` expected ${expected}`);
  }
  if (typeof start !== 'number') throw new TypeError('`start` expected epoch milliseconds');
  toInstant(start, 'start');
}
