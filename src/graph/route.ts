import type { GraphVersion } from './pass-json.ts';

/** A request as plain values. Node's `IncomingHttpHeaders` fit; names of headers are looked up in any case. */
export interface GraphRequest {
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** The whole URL, or its path and query. */
  readonly url: string;
  /** The headers. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The body as text; `null` or empty where there is none. */
  readonly body: string | null;
}

/** What a request is about, and so what a host has to load for `respond`. */
export interface Address {
  /** The passes of a user, the policy, or nothing that this package knows. */
  readonly about: 'passes' | 'policy' | 'nothing';
  /** The id or user principal name in the path, decoded and otherwise as it came; `null` for the caller's own passes, and where there is no user. */
  readonly userKey: string | null;
}

/** A path to the passes of a user, to the last detail. */
export interface PassesRoute {
  readonly about: 'passes';
  readonly version: GraphVersion;
  readonly userKey: string | null;
  /** Whether the path is that of the API's early draft. */
  readonly isDraft: boolean;
  readonly passId: string | null;
  readonly query: string;
  readonly methods: readonly string[];
}

/** A path to the policy. */
export interface PolicyRoute {
  readonly about: 'policy';
  readonly version: GraphVersion;
  readonly userKey: null;
  readonly query: string;
  readonly methods: readonly string[];
}

/** Where a URL leads. */
export type Route = PassesRoute | PolicyRoute | { readonly about: 'nothing'; readonly userKey: null };

const NOTHING: Route = { about: 'nothing', userKey: null };

/** Characters of a URL that are looked at. */
const LONGEST_URL = 2048;

// URLs, whole or from the path on, in any case as the service takes them, with keys as segments or in OData's parentheses. Nothing but
// printable ASCII can be one, and a fragment is never sent.
const START = String.raw`^(?:https?://[!"$-.0->@-~]*)?/(v1\.0|beta)/`;
const KEY = String.raw`(/[!"$-.0->@-~]+|\('[!"$-.0->@-~]+'\))`;
const END = String.raw`/?(?:\?([!"$-~]*))?$`;
const PASSES = new RegExp(
  `${START}(?:users${KEY}|me|(user))/authentication/temporaryAccessPassMethods(?:${KEY})?${END}`,
  'i',
);
const POLICY = new RegExp(
  String.raw`${START}policies/authenticationMethodsPolicy/authenticationMethodConfigurations(?:/temporaryAccessPass|\('temporaryAccessPass'\))${END}`,
  'i',
);

/**
 * What a request is about: whose passes, the policy, or nothing that this package knows. A host loads that and hands it to `respond`,
 * which also says what is wrong with a path. Grade: documented paths; that they are read in any case is chosen.
 *
 * @example
 * ```ts
 * import { address } from 'temporary-access-pass/graph';
 *
 * const url = 'https://graph.microsoft.com/v1.0/users/adele%40contoso.example/authentication/temporaryAccessPassMethods';
 * address({ url }); // => { about: 'passes', userKey: 'adele@contoso.example' }
 * address({ url: '/v1.0/me/authentication/temporaryAccessPassMethods' }); // => { about: 'passes', userKey: null }
 * address({ url: '/v1.0/groups' }); // => { about: 'nothing', userKey: null }
 * ```
 */
export function address(request: Pick<GraphRequest, 'url'>): Address {
  const { about, userKey } = route(request.url);
  return { about, userKey };
}

/** Reads a URL. */
export function route(url: string): Route {
  if (!isUrl(url)) return NOTHING;
  const passes = PASSES.exec(url);
  if (passes !== null) return passesRoute(passes);
  const [, version, query = ''] = POLICY.exec(url) ?? [];
  if (version === undefined) return NOTHING;
  return { about: 'policy', version: versionOf(version), userKey: null, query, methods: ['GET', 'PATCH', 'DELETE'] };
}

function passesRoute([, version, user, draft, pass, query = '']: RegExpExecArray): Route {
  try {
    const [userKey, passId] = [keyOf(user), keyOf(pass)];
    const methods = ['GET', passId === null ? 'POST' : 'DELETE'];
    return {
      about: 'passes',
      version: versionOf(version),
      userKey,
      isDraft: Boolean(draft),
      passId,
      query,
      methods,
    };
  } catch {
    // A percent sign that begins no character.
    return NOTHING;
  }
}

/** A key as a segment, or in quotes, where two apostrophes are one. */
function keyOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  return text.startsWith('/') ? decoded(text.slice(1)) : decoded(text.slice(2, -2)).replaceAll("''", "'");
}

/** Most keys are ids and need none of it. */
function decoded(key: string): string {
  return key.includes('%') ? decodeURIComponent(key) : key;
}

function versionOf(text: string | undefined): GraphVersion {
  return text?.toLowerCase() === 'beta' ? 'beta' : 'v1.0';
}

const BATCH = new RegExp(String.raw`${START}(?:\$|%24)batch${END}`, 'i');

/** The version of a batch's URL; `undefined` where the URL is of something else. */
export function batchVersion(url: string): string | undefined {
  return isUrl(url) ? BATCH.exec(url)?.[1] : undefined;
}

/** Anything else would be made text by a pattern that looks at it. */
function isUrl(url: unknown): url is string {
  return typeof url === 'string' && url.length <= LONGEST_URL;
}
