/** Who asks, as the token of a request says. */
export interface Caller {
  /** Object id of the signed-in user; `null` for an application that acts on its own. */
  readonly userId: string | null;
  /** Delegated permissions (a token's `scp`), for a signed-in user. */
  readonly scopes: readonly string[];
  /** Application permissions (a token's `roles`), for an application on its own. */
  readonly roles: readonly string[];
}

// The permissions that there are: a `Write` is needed for all but GET, and for passes `.All` for those of others. Grade: documented (the pages
// of the single operations, learn.microsoft.com/graph/api/authentication-list-temporaryaccesspassmethods and its neighbours, read 2026-11).
export const PASS_PERMISSION: RegExp = /^User(?:AuthMethod-TAP|AuthenticationMethod)\.Read(Write)?(\.All)?$/;
export const POLICY_PERMISSION: RegExp = /^Policy\.Read(?:\.All|(Write)\.AuthenticationMethod)$/;

/** Whether a caller may: a signed-in user by the delegated permissions, an application on its own by its roles. */
export function may({ userId, scopes, roles }: Caller, permission: RegExp, method: string, isOwn: boolean): boolean {
  return (userId === null ? roles : scopes).some((one) => {
    const found = permission.exec(one);
    return found !== null && (method === 'GET' || Boolean(found[1])) && (isOwn || Boolean(found[2]));
  });
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
