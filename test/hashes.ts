import { createHash, scrypt } from 'node:crypto';
import type { PasscodeHash } from 'temporary-access-pass';

/** A hash that remembers what it was asked to do. */
export interface WatchedHash extends PasscodeHash {
  /** The passcode and the parameters of every call. */
  readonly work: (readonly [passcode: string, parameters: string])[];
}

/** One round of SHA-256: as fast as a hash must never be, for tests of all but the hash itself. */
export function cheapHash(rounds = 1): WatchedHash {
  const work: WatchedHash['work'] = [];
  return {
    id: 'cheap-test',
    parameters: `r=${rounds}`,
    work,
    async derive(passcode, { salt, parameters }) {
      if (!/^r=[1-9]$/.test(parameters)) return null;
      work.push([passcode, parameters]);
      return createHash('sha256').update(`${parameters}$`).update(salt).update(passcode).digest();
    },
  };
}

/** The scrypt of Node, with N = 2^logN, r = 8 and p = 1, as a server would bring it along. */
export function scryptHash(logN = 17): PasscodeHash {
  return {
    id: 'scrypt',
    parameters: `ln=${logN},r=8,p=1`,
    async derive(passcode, { salt, parameters }) {
      const ln = Number(/^ln=(1[0-9]),r=8,p=1$/.exec(parameters)?.[1] ?? 0);
      if (ln === 0) return null;
      return new Promise((resolve, reject) => {
        const cost = { N: 2 ** ln, r: 8, p: 1, maxmem: 2 ** 30 };
        scrypt(passcode, salt, 32, cost, (error, bytes) => (error === null ? resolve(bytes) : reject(error)));
      });
    },
  };
}

/** The same hash, watched. */
export function watched(hash: PasscodeHash): WatchedHash {
  const work: WatchedHash['work'] = [];
  return {
    ...hash,
    work,
    async derive(passcode, inputs) {
      work.push([passcode, inputs.parameters]);
      return hash.derive(passcode, inputs);
    },
  };
}
