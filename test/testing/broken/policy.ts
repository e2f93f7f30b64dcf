import { asks, type BrokenDriver, clamp, isAbout, LIFETIMES, objectOf, wire, without } from './tools.ts';

/** Wrong about the policy. */
export const POLICY: readonly BrokenDriver[] = [
  [
    'keeps the policy when it is deleted',
    'a deletion of the policy returns every field to its default',
    wire(async (request, send) => {
      if (!isAbout('policy', request) || request.method !== 'DELETE') return send(request);
      return { status: 204, headers: {}, body: '' };
    }),
  ],
  [
    'replaces the policy by what is patched',
    'an update of the policy keeps the fields that it does not name',
    wire(async (request, send) => {
      if (isAbout('policy', request) && request.method === 'PATCH')
        await send({ ...request, method: 'DELETE', body: null });
      return send(request);
    }),
  ],
  [
    'knows the policy under one name',
    'the policy is found under each of its names',
    wire((request, send) => send({ ...request, path: request.path.replace("('TemporaryAccessPass')", '/none') })),
  ],
  [
    'tells no type of the policy',
    'the policy names its type',
    wire(async (request, send) => {
      const response = await send(request);
      return isAbout('policy', request) && response.status === 200
        ? { ...response, body: JSON.stringify(without(objectOf(response.body) ?? {}, '@odata.type')) }
        : response;
    }),
  ],
  [
    'wants no type of a patch',
    'an update of the policy without its type is refused',
    asks('PATCH', (json) => ({
      '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
      ...json,
    })),
  ],
  [
    'clamps lengths',
    'a length outside 8..48 is refused',
    asks('PATCH', (json) =>
      'defaultLength' in json ? { ...json, defaultLength: clamp(json['defaultLength'], 8, 48) } : json,
    ),
  ],
  [
    'clamps lifetimes',
    'a lifetime outside 10..43200 is refused',
    asks('PATCH', (json) =>
      Object.fromEntries(
        Object.entries(json).map(([name, value]) => [name, LIFETIMES.has(name) ? clamp(value, 10, 43_200) : value]),
      ),
    ),
  ],
  [
    'checks fields one by one',
    'a default outside the minimum and maximum that result is refused',
    wire(async (request, send) => {
      const response = await send(request);
      const lifetimes = Object.entries(objectOf(request.body) ?? {}).filter(([name]) => LIFETIMES.has(name));
      const areFine = lifetimes.length > 0 && lifetimes.every(([, value]) => value === clamp(value, 10, 43_200));
      return response.status === 400 && areFine ? { status: 204, headers: {}, body: '' } : response;
    }),
  ],
];
