/** Who asks, as the token of a request says. */
export interface Caller {
  /** Object id of the signed-in user; `null` for an application that acts on its own. */
  readonly userId: string | null;
  /** Delegated permissions (a token's `scp`), for a signed-in user. */
  readonly scopes: readonly string[];
  /** Application permissions (a token's `roles`), for an application on its own. */
  readonly roles: readonly string[];
}

/** What is asked for. */
export type Access = 'readPass' | 'readOwnPass' | 'writePass' | 'writeOwnPass' | 'readPolicy' | 'writePolicy';

/**
 * The permissions that suffice, least first. Grade: documented (the pages of the single operations, learn.microsoft.com/graph/api/
 * authentication-list-temporaryaccesspassmethods and its neighbours, read 2026-11).
 */
const PERMISSIONS: Readonly<Record<Access, readonly string[]>> = {
  readPass: passPermissions(['Read.All', 'ReadWrite.All']),
  readOwnPass: passPermissions(['Read', 'ReadWrite', 'Read.All', 'ReadWrite.All']),
  writePass: passPermissions(['ReadWrite.All']),
  writeOwnPass: passPermissions(['ReadWrite', 'ReadWrite.All']),
  readPolicy: ['Policy.Read.All', 'Policy.ReadWrite.AuthenticationMethod'],
  writePolicy: ['Policy.ReadWrite.AuthenticationMethod'],
};

function passPermissions(rights: readonly string[]): readonly string[] {
  return ['UserAuthMethod-TAP', 'UserAuthenticationMethod'].flatMap((kind) =>
    rights.map((right) => `${kind}.${right}`),
  );
}

/** Whether a caller may: a signed-in user by the delegated permissions, an application on its own by its roles. */
export function may({ userId, scopes, roles }: Caller, access: Access): boolean {
  const granted = userId === null ? roles : scopes;
  return PERMISSIONS[access].some((permission) => granted.includes(permission));
}

/**
 * A caller with every permission that an answer here can ask for: an application on its own, or a signed-in user where `userId` is
 * given. For emulators and tests. Grade: chosen.
 *
 * @example
 * ```ts
 * import { administrator } from 'temporary-access-pass/graph';
 *
 * administrator().userId; // => null
 * administrator().roles.includes('UserAuthMethod-TAP.ReadWrite.All'); // => true
 * ```
 */
export function administrator(userId: string | null = null): Caller {
  const all = [...new Set(Object.values(PERMISSIONS).flat())];
  return { userId, scopes: all, roles: all };
}
