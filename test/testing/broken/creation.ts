import {
  asks,
  type BrokenDriver,
  field,
  isAbout,
  type Json,
  objectOf,
  OTHER,
  passes,
  USER,
  wire,
  without,
} from './tools.ts';

/** Wrong in what a creation makes, or in how it is read. */
export const CREATION: readonly BrokenDriver[] = [
  [
    'cuts passcodes to 8 characters',
    'a creation answers with the passcode, of the length that the policy says',
    passes((pass) => ({
      ...pass,
      temporaryAccessPass:
        pass['temporaryAccessPass'] === null ? null : JSON.stringify(pass['temporaryAccessPass']).slice(1, 9),
    })),
  ],
  [
    'says no passcode',
    'a creation answers with the passcode, of the length that the policy says',
    passes((pass) => ({ ...pass, temporaryAccessPass: null })),
  ],
  [
    'sorts its properties',
    'a creation names every property, in the order of the service',
    passes((pass) => Object.fromEntries(Object.entries(pass).toSorted(([a], [b]) => (a < b ? -1 : 1)))),
  ],
  [
    'leaves isUsable out',
    'a creation names every property, in the order of the service',
    passes((pass) => without(pass, 'isUsable')),
  ],
  [
    'gives everybody the same passcode',
    'two creations give two passcodes and two ids',
    passes((pass) => (pass['temporaryAccessPass'] === null ? pass : { ...pass, temporaryAccessPass: 'A'.repeat(8) })),
  ],
  [
    'defaults to an hour',
    'a lifetime that is left out is the default of the policy',
    asks('POST', (json) => ({ lifetimeInMinutes: 60, ...json })),
  ],
  ['ignores the lifetime', 'a lifetime is kept as asked', asks('POST', (json) => without(json, 'lifetimeInMinutes'))],
  [
    'defaults to multi-use',
    'one-time that is left out is what the policy says',
    asks('POST', (json) => ({ isUsableOnce: false, ...json })),
  ],
  ['ignores one-time', 'one-time is kept as asked', asks('POST', (json) => without(json, 'isUsableOnce'))],
  [
    'starts a second late',
    'a start that is left out is the instant of the request',
    passes((pass) => ({
      ...pass,
      startDateTime: new Date(Date.parse(String(pass['startDateTime'])) + 1000).toISOString(),
    })),
  ],
  [
    'ignores offsets',
    'a start with an offset is the same instant in UTC',
    field('startDateTime', (value) => String(value).replace(/\+05:30$/, 'Z')),
  ],
  [
    'answers in local time',
    'a start with an offset is the same instant in UTC',
    passes((pass) => ({ ...pass, startDateTime: String(pass['startDateTime']).replace(/Z$/, '+00:00') })),
  ],
  [
    'writes three digits always',
    'a date-time has no trailing zeros, and no dot in whole seconds',
    passes((pass) => ({ ...pass, startDateTime: new Date(String(pass['startDateTime'])).toISOString() })),
  ],
  ['reads null as 0', 'null means left out', field('lifetimeInMinutes', (value) => value ?? 0)],
  [
    'takes the id that is sent',
    'properties that only the service sets are ignored',
    passes((pass, { request }) => ({ ...pass, id: objectOf(request.body)?.['id'] ?? pass['id'] })),
  ],
  [
    'leaves null out',
    'the passcode is null in every later answer',
    passes((pass) => (pass['temporaryAccessPass'] === null ? without(pass, 'temporaryAccessPass') : pass)),
  ],
  [
    'hides the passcode by stars',
    'the passcode is null in every later answer',
    passes((pass) => ({ ...pass, temporaryAccessPass: pass['temporaryAccessPass'] ?? '********' })),
  ],
  [
    'forgets one-time in reads',
    'a pass is read as it was made',
    passes((pass, { request }) => (request.method === 'GET' ? { ...pass, isUsableOnce: false } : pass)),
  ],
  [
    'loses a replace',
    'a new pass replaces the old one, whatever its state',
    ({ send }) => {
      let old: Json[] = [];
      return {
        send: async (request) => {
          const response = await send(request);
          if (isAbout('policy', request) && request.method === 'DELETE') old = [];
          if (request.method === 'POST' && response.status === 201)
            old.push({ ...objectOf(response.body), temporaryAccessPass: null });
          const json = objectOf(response.body);
          const isList = request.method === 'GET' && Array.isArray(json?.['value']) && json['value'].length > 0;
          return isList ? { ...response, body: JSON.stringify({ ...json, value: old }) } : response;
        },
      };
    },
  ],
  [
    'shares passes',
    'the pass of one user is not that of another',
    wire((request, send) => send({ ...request, path: request.path.replace(OTHER.id, USER.id) })),
  ],
];
