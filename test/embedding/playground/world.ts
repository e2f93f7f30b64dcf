import {
  type AttemptedRedemption,
  attemptRedeem,
  nextTransition,
  type Pass,
  pbkdf2,
  type Policy,
  type Redemption,
  secureRandom,
  timeline,
  usability,
} from 'temporary-access-pass';
import { graphEmulator, readError } from 'temporary-access-pass/graph';
import type { Phrase } from './language.ts';

/** A step that was taken: what was asked, what was answered. */
export interface Step {
  readonly title: Phrase;
  /** `null` for what is no call of Graph. */
  readonly path: string | null;
  readonly request: unknown;
  readonly status: number | `AADSTS${number}` | 'signed in';
  readonly isGood: boolean;
  readonly response: unknown;
}

const ADELE = '7c1f3a5b-9d60-4e2f-8a4b-c5dbed0e11ec';
const NAME = 'adele@contoso.example';
export const PILOTS = '0c8e8f2c-51e2-4b4c-9d55-6f1c5a3e2b0d';
export const OTHERS = 'd1e2f3a4-9a57-4c8e-8d2a-7c1f3a5b9d60';
export const SUBJECT = { id: ADELE, userPrincipalName: NAME, groupIds: [PILOTS] };

const PASSES = `/v1.0/users/${NAME}/authentication/temporaryAccessPassMethods`;
const POLICY = '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
const POLICY_TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
const SECRET = 'temporaryAccessPass';
const NOTHING = { pass: null, sealed: null };
/** As quick as a hash for passcodes may be: nothing is stored under it. */
const hash = pbkdf2(100_000);

/** A clock that goes on by itself, or stands, and can be moved forward. `?at=` in the address sets it, and holds it there. */
class Clock {
  #moved = 0;
  #held: number | undefined;

  constructor(at: string | null) {
    const given = at === null ? Number.NaN : Date.parse(at);
    if (!Number.isNaN(given)) this.#held = given;
  }

  now = (): number => this.#held ?? Date.now() + this.#moved;

  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  hold(isHeld: boolean): void {
    const now = this.now();
    this.#moved = now - Date.now();
    this.#held = isHeld ? now : undefined;
  }

  forward(milliseconds: number): void {
    if (this.#held === undefined) this.#moved += milliseconds;
    else this.#held += milliseconds;
  }
}

export const clock = new Clock(new URLSearchParams(location.search).get('at'));

const emulator = graphEmulator({
  policy: { state: 'enabled' },
  users: [SUBJECT],
  clock: clock.now,
  random: secureRandom,
});

const circumstances = () => ({ policy: emulator.policy(), subject: SUBJECT, now: clock.now() });

/** Everything a page shows of Adele's pass, all of it about one reading of the clock. */
export function look() {
  const context = circumstances();
  const pass = emulator.passOf(NAME);
  return { ...context, life: pass === null ? null : lifeOf(pass, context) };
}

function lifeOf(pass: Pass, context: { policy: Policy; subject: typeof SUBJECT; now: number }) {
  return {
    pass,
    usability: usability(pass, context),
    next: nextTransition(pass, context),
    segments: timeline(pass, context),
  };
}

export type View = ReturnType<typeof look>;

/** Asks the emulated Graph, as a page would ask the real one. */
async function graph(title: Phrase, method: string, path: string, body?: unknown): Promise<Step> {
  const headers = { authorization: 'Bearer playground', 'content-type': 'application/json' };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await emulator.fetch(new Request(`https://graph.microsoft.com${path}`, init));
  const text = await response.text();
  const answer: unknown = text === '' ? null : JSON.parse(text);
  return {
    title,
    path: `${method} ${path}`,
    request: body ?? null,
    status: response.status,
    isGood: response.ok,
    response: answer,
  };
}

export const changePolicy = (changes: object): Promise<Step> =>
  graph('Change the policy', 'PATCH', POLICY, { '@odata.type': POLICY_TYPE, ...changes });

export const resetPolicy = (): Promise<Step> => graph('Reset the policy', 'DELETE', POLICY);

export const askForPass = (): Promise<Step> => graph('Ask for the pass', 'GET', PASSES);

export const deletePass = (): Promise<Step> =>
  graph('Delete the pass', 'DELETE', `${PASSES}/${emulator.passOf(NAME)?.id ?? ''}`);

/** Creates a pass. The passcode is taken out of the answer, so that it is on one place of the page and in no log. */
export async function createPass(request: object): Promise<{ step: Step; passcode: string | null }> {
  const step = await graph('Create a pass', 'POST', PASSES, request);
  const answer = step.response as Record<string, unknown>;
  const { [SECRET]: passcode } = answer;
  if (typeof passcode !== 'string') return { step, passcode: null };
  return { step: { ...step, response: { ...answer, [SECRET]: '(shown once, on this page)' } }, passcode };
}

/** An attempt to sign in: its step, and what was decided. */
export interface SignIn {
  readonly step: Step;
  readonly found: Redemption | AttemptedRedemption;
}

/** Signs Adele in, or not. Where there is no pass, the library answers as for a wrong passcode, and takes a while for it. */
export async function signIn(candidate: string): Promise<SignIn> {
  const found =
    emulator.redeem(NAME, candidate) ?? (await attemptRedeem({ ...NOTHING, candidate }, { ...circumstances(), hash }));
  const asked = { title: 'Sign in', path: null, request: { passcode: '(typed)' } } as const;
  const { event } = found;
  if (!found.ok) {
    const { refusal } = found;
    const status = `AADSTS${refusal.signInError}` as const;
    return { found, step: { ...asked, status, isGood: false, response: { refusal, event } } };
  }
  return { found, step: { ...asked, status: 'signed in', isGood: true, response: { grant: found.grant, event } } };
}

/** What an answer says that is a refusal. */
export function refusalOf({ response }: Step): string {
  return readError(response).message || 'Refused.';
}
