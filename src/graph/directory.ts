import type { Pass, Passcode, Subject } from '../index.ts';

/** Somebody in the emulator's directory. */
export interface EmulatorUser extends Subject {
  /** The name they sign in with, such as `adele@contoso.example`; paths may name them by it as well as by their id. */
  readonly userPrincipalName: string;
}

/** Somebody, and their pass. */
export interface Account {
  readonly user: EmulatorUser;
  stored: Stored | null;
}

interface Stored {
  readonly pass: Pass;
  /** Held as an object that shows nothing of itself, for want of anything to seal it for. */
  readonly passcode: Passcode;
}

/** Accounts by id and by name, in lower case: the directory compares neither by case. A policy may name groups, and so theirs are all known. */
export function directoryOf(users: Iterable<EmulatorUser>): ReadonlyMap<string, Account> {
  const directory = new Map<string, Account>();
  for (const given of users) {
    const user = { ...given, groupIds: given.groupIds ?? [] };
    const account = { user, stored: null };
    for (const key of [user.id, user.userPrincipalName]) {
      if (typeof key !== 'string' || key === '') {
        throw new TypeError('`users` expected a non-empty id and userPrincipalName');
      }
      const other = directory.get(key.toLowerCase()) ?? account;
      if (other !== account) throw new RangeError('`users` expected no id or userPrincipalName twice');
      directory.set(key.toLowerCase(), account);
    }
  }
  return directory;
}
