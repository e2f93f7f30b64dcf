import { asks, type BrokenDriver, field, GUEST, type Json, objectOf, OTHER, wire, without } from './tools.ts';

/** Wrong in what is refused. */
export const REFUSALS: readonly BrokenDriver[] = [
  [
    'excludes the maximum',
    'the shortest and the longest lifetime of the policy are accepted',
    field('lifetimeInMinutes', (value) => (value === 90 ? 91 : value)),
  ],
  [
    'excludes the minimum',
    'the shortest and the longest lifetime of the policy are accepted',
    field('lifetimeInMinutes', (value) => (value === 30 ? 29 : value)),
  ],
  [
    'raises a short lifetime',
    'a minute less than the shortest lifetime is refused',
    field('lifetimeInMinutes', (value) => (value === 29 ? 30 : value)),
  ],
  [
    'lowers a long lifetime',
    'a minute more than the longest lifetime is refused',
    field('lifetimeInMinutes', (value) => (value === 91 ? 90 : value)),
  ],
  [
    'names the bounds of the service, not of the policy',
    'a minute more than the longest lifetime is refused',
    wire(async (request, send) => {
      const response = await send(request);
      return { ...response, body: response.body.replace('between 30 and 90', 'between 10 and 43200') };
    }),
  ],
  [
    'reads 0 as unset',
    'a lifetime of 0 is refused, and never read as unset',
    field('lifetimeInMinutes', (value) => (value === 0 ? null : value)),
  ],
  [
    'allows multi-use always',
    'multi-use is refused where the policy forces one-time',
    asks('POST', (json) => (json['isUsableOnce'] === false ? without(json, 'isUsableOnce') : json)),
  ],
  [
    'forgives a start of the last second',
    'a start a millisecond ago is refused, and one at the very instant accepted',
    (driver) =>
      field('startDateTime', (value) => (Math.abs(Date.parse(String(value)) - driver.clock()) < 1000 ? null : value))(
        driver,
      ),
  ],
  [
    'wants a start after now',
    'a start a millisecond ago is refused, and one at the very instant accepted',
    (driver) =>
      field('startDateTime', (value) =>
        Date.parse(String(value)) === driver.clock() ? new Date(driver.clock() - 1).toISOString() : value,
      )(driver),
  ],
  [
    'cannot be disabled',
    'a disabled policy refuses every request',
    asks('PATCH', (json) => ({ ...json, state: 'enabled' })),
  ],
  [
    'includes everybody',
    'somebody whom the policy does not include is refused',
    asks('PATCH', (json) => without(json, 'includeTargets')),
  ],
  [
    'excludes nobody',
    'somebody whom the policy excludes is refused, though it includes everybody',
    asks('PATCH', (json) => without(json, 'excludeTargets')),
  ],
  [
    'takes guests',
    'an external guest is refused',
    wire((request, send) => send({ ...request, path: request.path.replace(GUEST.id, OTHER.id) })),
  ],
  [
    'reads text as numbers',
    'text for a number, and a fraction, are refused',
    field('lifetimeInMinutes', (value) => (value === null ? null : Number(value))),
  ],
  [
    'rounds fractions',
    'text for a number, and a fraction, are refused',
    field('lifetimeInMinutes', (value) => (typeof value === 'number' ? Math.floor(value) : value)),
  ],
  ['reads anything as a boolean', 'text and numbers for a boolean are refused', field('isUsableOnce', Boolean)],
  [
    'reads a local time as UTC',
    'a start without an offset is refused',
    field('startDateTime', (value) => (/T[\d:]{8}$/.test(String(value)) ? `${String(value)}Z` : value)),
  ],
  [
    'rolls dates over',
    'a start that is no date is refused',
    field('startDateTime', (value) =>
      Number.isNaN(Date.parse(String(value))) ? value : new Date(String(value)).toISOString(),
    ),
  ],
  [
    'passes unknown properties over',
    'a property that does not exist is refused',
    asks('POST', (json) => without(json, 'lifetime')),
  ],
  [
    'deletes the old pass before it checks the new',
    'a refused request leaves the pass that exists',
    wire(async (request, send) => {
      const response = await send(request);
      if (request.method !== 'POST' || response.status !== 400) return response;
      const list = objectOf((await send({ ...request, method: 'GET', body: null })).body)?.['value'] as Json[];
      for (const { id } of list)
        void send({ ...request, method: 'DELETE', path: `${request.path}/${String(id)}`, body: null });
      return response;
    }),
  ],
];
