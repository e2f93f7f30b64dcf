import { CREATION } from './creation.ts';
import { assertDriver, type ConformanceDriver, type ConformanceResult, type Feature } from './driver.ts';
import { POLICIES } from './policy.ts';
import { PROTOCOL } from './protocol.ts';
import { READING } from './reading.ts';
import { REFUSALS } from './refusals.ts';
import { type Check, Mismatch, Session } from './session.ts';
import { USABILITY } from './usability.ts';

const CHECKS: readonly Check[] = [...CREATION, ...READING, ...REFUSALS, ...USABILITY, ...PROTOCOL, ...POLICIES];

/**
 * Holds an emulator or a server to the rules, over HTTP: how passes are made and refused, when they are usable, what errors look like.
 * Each check cleans up before itself and moves the clock on by 50 days, so that one failure does not lead to another. A check that needs
 * what the driver does not have is skipped, and its result says what is missing. The policy is changed and the passes of `user` are
 * deleted: drive nothing that anybody needs. What the driver throws or gives is a failure at most and never a rejection. There is no time
 * limit in it: give each request one of its own (`AbortSignal.timeout`), or a server that never answers hangs the suite. Grade:
 * documented, observed and chosen, as the rules themselves (see the README).
 *
 * @example
 * ```ts
 * import { secureRandom } from 'temporary-access-pass';
 * import { graphEmulator } from 'temporary-access-pass/graph';
 * import { graphConformance, manualClock } from 'temporary-access-pass/testing';
 *
 * const clock = manualClock(Date.UTC(2026, 10, 23, 9));
 * const user = { id: '7c1f3a5b-9d60-4e2f-8a4b-c5dbed0e11ec', userPrincipalName: 'adele@contoso.example' };
 * const emulator = graphEmulator({ policy: {}, users: [user], clock, random: secureRandom });
 * const results = await graphConformance({
 *   send: async ({ method, path, headers, body }) => {
 *     const { status, headers: received, body: text } = emulator.handle({ method, url: path, headers, body });
 *     return { status, headers: received, body: text ?? '' };
 *   },
 *   setClock: clock.set,
 *   start: clock(),
 *   callers: { admin: { authorization: 'Bearer any' } },
 *   user,
 *   redeem: (userId, passcode) => emulator.redeem(userId, passcode)?.ok ?? false,
 * });
 * results.filter(({ outcome }) => outcome === 'failed'); // => []
 * results.find(({ outcome }) => outcome === 'skipped')?.got; // => 'no `otherUser`'
 * ```
 * @throws (as a rejection) TypeError or RangeError where the driver itself is not as described
 */
export async function graphConformance(driver: ConformanceDriver): Promise<readonly ConformanceResult[]> {
  assertDriver(driver);
  const session = new Session(driver);
  const results: ConformanceResult[] = [];
  // One after the other: they share a clock, a policy and a user.
  // oxlint-disable-next-line no-await-in-loop
  for (const check of CHECKS) results.push(await resultOf(check, session));
  return results;
}

async function resultOf({ name, needs = [], run }: Check, session: Session): Promise<ConformanceResult> {
  const missing = needs.filter((feature) => !has(session.driver, feature));
  if (missing.length > 0) {
    return { name, outcome: 'skipped', expected: null, got: `no \`${missing.join('`, no `')}\`` };
  }
  try {
    await run(session);
    return { name, outcome: 'passed', expected: null, got: null };
  } catch (error) {
    const { expected, got } = error instanceof Mismatch ? error : { expected: 'an answer', got: textOf(error) };
    return { name, outcome: 'failed', expected: session.redact(expected), got: session.redact(got) };
  }
}

/** What was thrown, in words; a thing without any is told by its type. */
function textOf(error: unknown): string {
  try {
    return String(error);
  } catch {
    return typeof error;
  }
}

function has(driver: ConformanceDriver, feature: Feature): boolean {
  if (feature === 'reader' || feature === 'self') return driver.callers[feature] !== undefined;
  return feature === 'beta' ? driver.beta === true : driver[feature] !== undefined;
}
