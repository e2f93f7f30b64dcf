/** Who asks, as the token of a request says. */
export interface Caller {
  /** Object id of the signed-in user; `null` for an application that acts on its own. */
  readonly userId: string | null;
  /** Delegated permissions (a token's `scp`), for a signed-in user. */
  readonly scopes: readonly string[];
  /** Application permissions (a token's `roles`), for an application on its own. */
  readonly roles: readonly string[];
}

// The permissions that suffice. Grade: documented (the pages of the single operations, learn.microsoft.com/graph/api/
// authentication-list-temporaryaccesspassmethods and its neighbours, read 2026-11).
const READ_PASS = /^User(?:AuthMethod-TAP|AuthenticationMethod)\.Read(?:Write)?\.All$/;
const READ_OWN_PASS = /^User(?:AuthMethod-TAP|AuthenticationMethod)\.Read(?:Write)?(?:\.All)?$/;
const WRITE_PASS = /^User(?:AuthMethod-TAP|AuthenticationMethod)\.ReadWrite\.All$/;
const WRITE_OWN_PASS = /^User(?:AuthMethod-TAP|AuthenticationMethod)\.ReadWrite(?:\.All)?$/;
export const READ_POLICY: RegExp = /^Policy\.Read(?:\.All|Write\.AuthenticationMethod)$/;
export const WRITE_POLICY: RegExp = /^Policy\.ReadWrite\.AuthenticationMethod$/;

/** The permissions for a method on somebody's passes. */
export function accessTo(method: string, isOwn: boolean): RegExp {
  if (method === 'GET') return isOwn ? READ_OWN_PASS : READ_PASS;
  return isOwn ? WRITE_OWN_PASS : WRITE_PASS;
}

/** Whether a caller may: a signed-in user by the delegated permissions, an application on its own by its roles. */
export function may({ userId, scopes, roles }: Caller, permissions: RegExp): boolean {
  return (userId === null ? roles : scopes).some((permission) => permissions.test(permission));
}

/**
 * A caller whose permissions suffice for every answer here: an application on its own, or a signed-in user where `userId` is
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
  const all = ['UserAuthMethod-TAP.ReadWrite.All', 'Policy.ReadWrite.AuthenticationMethod'];
  return { userId, scopes: all, roles: all };
}
