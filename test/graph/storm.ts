import type { GraphRequest } from 'temporary-access-pass/graph';

/** A small generator of numbers, so that a storm can be repeated: mulberry32. */
export function dice(seed: number): (sides: number) => number {
  let state = seed | 0;
  return (sides) => {
    state = (state + 0x6d2b_79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * sides);
  };
}

type Roll = (sides: number) => number;

const METHODS = ['GET', 'GET', 'GET', 'POST', 'POST', 'DELETE', 'PATCH', 'PUT', 'HEAD', '', '__proto__'];
const USERS = [
  'users/adele',
  'users/adele',
  "users('alex')",
  'users/guest',
  'users/__proto__',
  'me',
  'user',
  'users/%',
];
const TYPE = '"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration"';
const VALUES = [
  '60',
  '59',
  '480',
  '0',
  '-1',
  '1e3',
  '60.5',
  '"60"',
  'null',
  'true',
  'false',
  '[]',
  '{}',
  '"\\ud800"',
  '9e999',
];
const DATES = [
  '2026-11-23T09:00:00Z',
  '2026-11-23T08:59:59.999Z',
  '2026-11-24T00:00:00+14:00',
  '2026-02-30T00:00:00Z',
  'x',
];
const NAMES = ['lifetimeInMinutes', 'isUsableOnce', 'startDateTime', 'id', '__proto__', 'constructor', '', 'x@y'];
const FIELDS = [
  'state',
  'defaultLength',
  'minimumLifetimeInMinutes',
  'maximumLifetimeInMinutes',
  'isUsableOnce',
  'includeTargets',
];
const TARGETS = '[{"targetType":"user","id":"alex"},{"targetType":"group","id":"all_users"}]';

function pick<Item>(roll: Roll, items: readonly Item[]): Item {
  return items[roll(items.length)] as Item;
}

function value(roll: Roll): string {
  return roll(4) === 0 ? `"${pick(roll, DATES)}"` : pick(roll, VALUES);
}

function createBody(roll: Roll): string {
  const pairs = Array.from({ length: roll(4) }, () => {
    const name = pick(roll, NAMES);
    if (roll(2) === 0)
      return name === 'startDateTime' ? `"startDateTime":"${pick(roll, DATES)}"` : '"lifetimeInMinutes":60';
    return `"${name}":${value(roll)}`;
  });
  return `{${pairs.join(',')}}`;
}

function patchBody(roll: Roll): string {
  const easy = [
    '"state":"enabled"',
    '"state":"disabled"',
    '"isUsableOnce":true',
    '"isUsableOnce":false',
    `"excludeTargets":${TARGETS}`,
    '"excludeTargets":[]',
  ];
  const pairs = Array.from({ length: roll(3) }, () =>
    roll(2) === 0 ? pick(roll, easy) : `"${pick(roll, FIELDS)}":${roll(5) === 0 ? TARGETS : value(roll)}`,
  );
  return `{${[roll(8) === 0 ? '' : TYPE, ...pairs].filter(Boolean).join(',')}}`;
}

/** Anything at all, as text. */
function noise(roll: Roll, longest: number): string {
  return String.fromCharCode(
    ...Array.from({ length: roll(longest) }, () => (roll(9) === 0 ? roll(65_536) : 32 + roll(96))),
  );
}

function damaged(roll: Roll, text: string): string {
  const at = roll(text.length + 1);
  return text.slice(0, at) + noise(roll, 4) + text.slice(at + roll(3));
}

/** A request that is right, nearly right, or nothing of the kind. `ids` are those of passes that were made. */
export function anyRequest(roll: Roll, ids: readonly string[]): GraphRequest {
  if (roll(20) === 0)
    return {
      method: noise(roll, 8),
      url: noise(roll, 200),
      headers: { authorization: 'Bearer x' },
      body: noise(roll, 200),
    };
  const method = pick(roll, METHODS);
  const version = pick(roll, ['v1.0', 'v1.0', 'beta', 'v2.0']);
  const id = pick(roll, ['', '', '', `/${pick(roll, ids)}`, `('${pick(roll, ids)}')`, '/other']);
  const passes = `/${version}/${pick(roll, USERS)}/authentication/temporaryAccessPassMethods${id}`;
  const policy = `/${version}/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass`;
  const isPolicy = roll(6) === 0;
  const url = (isPolicy ? policy : passes) + (roll(30) === 0 ? '?$select=id' : '');
  const body = isPolicy ? patchBody(roll) : createBody(roll);
  const headers = {
    authorization: pick(roll, [
      'Bearer app',
      'Bearer app',
      'Bearer app',
      'Bearer adele',
      'Bearer weak',
      'Bearer none',
      'x',
    ]),
    'content-type': pick(roll, [
      'application/json',
      'application/json',
      'application/json',
      'application/json',
      'text/plain',
    ]),
  };
  if (roll(300) === 0) return { method: 'POST', url: passes, headers, body: ' '.repeat(1_048_577) };
  if (roll(12) === 0) return batchOf(roll, ids, headers);
  return roll(10) === 0
    ? { method, url: damaged(roll, url), headers, body: damaged(roll, body) }
    : { method, url, headers, body };
}

function batchOf(roll: Roll, ids: readonly string[], headers: Readonly<Record<string, string>>): GraphRequest {
  const requests = Array.from({ length: roll(5) }, (_, i) => {
    const { method, url, body } = anyRequest(roll, ids);
    const json: unknown = roll(2) === 0 ? { lifetimeInMinutes: 60 } : body;
    const dependsOn = roll(3) === 0 ? [String(roll(4))] : [];
    return {
      id: String(roll(20) === 0 ? 0 : i),
      method,
      url,
      headers: { 'content-type': 'application/json' },
      body: json,
      dependsOn,
    };
  });
  const text = JSON.stringify({ requests });
  return { method: 'POST', url: '/v1.0/$batch', headers, body: roll(10) === 0 ? damaged(roll, text) : text };
}
