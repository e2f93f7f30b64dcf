import type { ConformanceDriver, ConformanceUser, Feature } from './driver.ts';
import { inTurn, itemsOf, objectOf } from './values.ts';

/** A check of the suite. */
export interface Check {
  /** What holds, as a sentence. */
  readonly name: string;
  /** What the driver has to have. */
  readonly needs?: readonly Feature[];
  /** Does it; throws a `Mismatch` where it does not hold. */
  readonly run: (session: Session) => Promise<void>;
}

/** An answer, its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The body as JSON, `{}` where it is no JSON object. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** What a request is to hold besides method and path. */
export interface Sending {
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly text?: string;
  /** In place of the administrator's. */
  readonly caller?: Readonly<Record<string, string>>;
  /** Besides the caller's. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Something that was expected, and what came. */
export class Mismatch extends Error {
  readonly expected: string;
  readonly got: string;

  constructor(expected: string, got: string) {
    super(`expected ${expected}, got ${got}`);
    this.expected = expected;
    this.got = got;
  }
}

/** Longer than any pass lives, so that each check begins after the last one. */
const BREAK = 50 * 86_400_000;

export const POLICY =
  '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
const POLICY_TYPE = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';

/** Path to the passes of a user, by id. */
export function passesOf({ id }: ConformanceUser, version = 'v1.0'): string {
  return `/${version}/users/${id}/authentication/temporaryAccessPassMethods`;
}

/** What checks work with: a driver with a clock that is known, and short ways to say what every check says. */
export class Session {
  readonly driver: ConformanceDriver;
  readonly #passcodes = new Set<string>();
  #now: number;

  constructor(driver: ConformanceDriver) {
    this.driver = driver;
    this.#now = driver.start;
  }

  get now(): number {
    return this.#now;
  }

  get user(): ConformanceUser {
    return this.driver.user;
  }

  /** A part of the driver that the check said it needs. */
  need<Value>(value: Value | undefined): Value {
    if (value === undefined) throw new Mismatch('what the check needs of the driver', 'nothing');
    return value;
  }

  /** A clean slate: a later time, the service's policy but enabled and as said, no pass. */
  async begin(policy: object = {}): Promise<void> {
    await this.moveTo(this.#now + BREAK);
    this.equal('status of DELETE of the policy', 204, (await this.send('DELETE', POLICY)).status);
    await this.setPolicy({ state: 'enabled', ...policy });
    const { json } = await this.send('GET', passesOf(this.user));
    await inTurn(itemsOf(json), async ({ id }) => this.send('DELETE', `${passesOf(this.user)}/${String(id)}`));
  }

  async moveTo(instant: number): Promise<void> {
    this.#now = instant;
    await this.driver.setClock(instant);
  }

  async send(method: string, path: string, sending: Sending = {}): Promise<Answer> {
    const { json, text, caller = this.driver.callers.admin, headers = {} } = sending;
    const body = json === undefined ? (text ?? null) : JSON.stringify(json);
    const type = body === null ? {} : { 'content-type': 'application/json' };
    const response = await this.driver.send({ method, path, headers: { ...type, ...caller, ...headers }, body });
    const answer = { ...response, json: objectOf(response.body) };
    const { temporaryAccessPass: passcode } = answer.json;
    if (typeof passcode === 'string' && passcode !== '') this.#passcodes.add(passcode);
    return answer;
  }

  /** A text without the passcodes that came in: results end up in logs. */
  redact(text: string): string {
    return [...this.#passcodes].reduce((left, passcode) => left.replaceAll(passcode, '[passcode]'), text);
  }

  async patchPolicy(fields: object): Promise<Answer> {
    return this.send('PATCH', POLICY, { json: { '@odata.type': POLICY_TYPE, ...fields } });
  }

  async setPolicy(fields: object): Promise<void> {
    this.equal('status of PATCH of the policy', 204, (await this.patchPolicy(fields)).status);
  }

  async ask(request: unknown, sending: Sending = {}): Promise<Answer> {
    return this.send('POST', passesOf(this.user), { json: request, ...sending });
  }

  /** Makes a pass, which has to work. */
  async make(request: object = {}): Promise<Readonly<Record<string, unknown>>> {
    const { status, json } = await this.ask(request);
    this.equal('status of the creation', 201, status);
    return json;
  }

  /** The user's passes, as the list has them. */
  async list(): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const { status, json } = await this.send('GET', passesOf(this.user));
    this.equal('status of the list', 200, status);
    return itemsOf(json);
  }

  /** The user's one pass must have this reason, and `isUsable` must go with it, in the list and by itself. */
  async expectReason(reason: string): Promise<void> {
    const [pass = {}] = await this.list();
    const { json } = await this.send('GET', `${passesOf(this.user)}/${String(pass['id'])}`);
    for (const [where, one] of [
      ['the list', pass],
      ['the pass', json],
    ] as const) {
      this.equal(`methodUsabilityReason in ${where}`, reason, one['methodUsabilityReason']);
      this.equal(`isUsable in ${where}`, reason === 'EnabledByPolicy', one['isUsable']);
    }
  }

  /** A refusal with a status and a message that starts so. */
  expectError(answer: Answer, status: number, message = ''): void {
    this.equal('status', status, answer.status);
    const error = objectOf(JSON.stringify(answer.json['error'] ?? {}));
    const text = String(error['message']);
    this.equal('message', message, text.slice(0, message.length));
  }

  equal(what: string, expected: unknown, got: unknown): void {
    const one = JSON.stringify(expected);
    const other = JSON.stringify(got) as string | undefined;
    if (one !== other) throw new Mismatch(`${what}: ${one}`, other ?? 'nothing');
  }
}
