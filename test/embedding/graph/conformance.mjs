// Holds a server to the rules, over HTTP. Start `npm run emulator`, then: node test/embedding/graph/conformance.mjs [url]
// For a server of your own, copy this, and say how its clock is set and who is in its directory.
import { graphConformance } from 'temporary-access-pass/testing';
import { users } from './directory.mjs';

const [url = 'http://127.0.0.1:4010'] = process.argv.slice(2);
const [, user, otherUser] = users;

const results = await graphConformance({
  send: async ({ method, path, headers, body }) => {
    const response = await fetch(url + path, { method, headers, body, signal: AbortSignal.timeout(10_000) });
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  },
  setClock: (instant) => control('clock', { instant }),
  // A Monday; from here on, the suite moves the clock.
  start: Date.UTC(2026, 10, 23, 9),
  callers: { admin: { authorization: 'Bearer any' } },
  user,
  otherUser,
  externalGuest: users.find(({ isExternalGuest }) => isExternalGuest),
  redeem: async (userId, passcode) => 'grant' in (await control('redeem', { user: userId, passcode })),
  beta: true,
});

/** Graph has no endpoints for these; the emulator that is served has its own. */
async function control(name, json) {
  const response = await fetch(`${url}/emulator/${name}`, { method: 'POST', body: JSON.stringify(json) });
  return response.json();
}

for (const { name, outcome, expected, got } of results) {
  if (outcome === 'skipped') console.log(`skipped: ${name} (${got})`);
  if (outcome === 'failed') console.log(`FAILED: ${name}\n  expected ${expected}\n  got ${got}`);
}
const count = (wanted) => results.filter(({ outcome }) => outcome === wanted).length;
console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
process.exitCode = count('failed') === 0 ? 0 : 1;
