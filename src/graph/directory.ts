import type { Subject } from '../index.ts';

/** Somebody in the emulator's directory. */
export interface EmulatorUser extends Subject {
  /** The name they sign in with, such as `adele@contoso.example`; paths may name them by it as well as by their id. */
  readonly userPrincipalName: string;
}

/** Users by id and by name, in lower case: the directory compares neither by case. A policy may name groups, and so theirs are all known. */
export function directoryOf(users: Iterable<EmulatorUser>): ReadonlyMap<string, EmulatorUser> {
  const directory = new Map<string, EmulatorUser>();
  for (const given of users) {
    const user = { ...given, groupIds: given.groupIds ?? [] };
    for (const key of [user.id, user.userPrincipalName]) {
      if (typeof key !== 'string' || key === '') {
        throw new TypeError('`users` expected a non-empty id and userPrincipalName');
      }
      const other = directory.get(key.toLowerCase()) ?? user;
      if (other !== user) throw new RangeError('`users` expected no id or userPrincipalName twice');
      directory.set(key.toLowerCase(), user);
    }
  }
  return directory;
}
