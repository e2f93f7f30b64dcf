import { DateTime } from 'luxon';
import {
  defaultPolicy,
  explain,
  type InstantLike,
  isInScope,
  issue,
  type Issued,
  nextTransition,
  type Pass,
  type Passcode,
  type Policy,
  type RandomSource,
  redeem,
  type Redemption,
  type Subject,
  timeline,
  updatePolicy,
  usability,
} from 'temporary-access-pass';

/** What stays the same for a whole life. */
export interface House {
  readonly failedAttemptLimit: number | undefined;
  readonly startToleranceInMilliseconds: number;
  readonly alphabet: string;
  readonly random: RandomSource;
}

interface Circumstances extends Omit<House, 'failedAttemptLimit'> {
  readonly policy: Policy;
  readonly subject: Subject;
  readonly now: InstantLike;
  readonly failedAttemptLimit?: number;
}

const FORMS: readonly ((millis: number) => InstantLike)[] = [
  (millis) => millis,
  (millis) => new Date(millis),
  (millis) => DateTime.fromMillis(millis, { zone: 'America/St_Johns' }),
  (millis) => ({ epochMilliseconds: millis }),
];

/**
 * A server as people build it around the package: one pass a person, everything kept as JSON text, nothing derived kept. It hands out
 * fresh copies only, so that nothing the package does to an object could be remembered.
 */
export class Service {
  /** Everything the package ever answered, for whoever wants to search it. */
  readonly heard: unknown[] = [];
  /** Every passcode there ever was. No server should keep them. */
  readonly secrets: string[] = [];
  readonly house: House;
  #pass: string | null = null;
  #passcode: Passcode | null = null;
  #policy: string;
  #subject: string;
  #reads = 0;

  constructor(house: House, policy: Policy, subject: Subject) {
    this.house = house;
    this.#policy = JSON.stringify(policy);
    this.#subject = JSON.stringify(subject);
  }

  /** The record in the store. */
  load(): Pass | null {
    const pass: Pass | null = this.#pass === null ? null : JSON.parse(this.#pass);
    return pass;
  }

  circumstances(now: string): Circumstances {
    const policy: Policy = JSON.parse(this.#policy);
    const subject: Subject = JSON.parse(this.#subject);
    const { failedAttemptLimit, ...house } = this.house;
    const form = FORMS[this.#reads++ % FORMS.length] ?? Number;
    const limit = failedAttemptLimit === undefined ? {} : { failedAttemptLimit };
    return { ...house, ...limit, policy, subject, now: form(Date.parse(now)) };
  }

  issue(request: unknown, now: string): Issued {
    const issued = this.#hear(issue(request, { ...this.circumstances(now), current: this.load() }));
    if (issued.ok) {
      this.#pass = JSON.stringify(issued.pass);
      this.#passcode = issued.passcode;
      this.secrets.push(issued.passcode.reveal());
    }
    return issued;
  }

  redeem(typed: string, now: string): Redemption {
    return this.redeemAtOnce(1, typed, now)[0] as Redemption;
  }

  /** Many servers read the same record before any of them writes. Whose write comes too late reads and decides again. */
  redeemAtOnce(servers: number, typed: string, now: string): Redemption[] {
    const read = Array.from({ length: servers }, () => this.load());
    const decided = read.map((pass) => this.#decide(pass, typed, now));
    return decided.map((first, server) => {
      if (this.#swap(read[server], first.pass)) return first;
      const fresh = this.load();
      const again = this.#decide(fresh, typed, now);
      if (!this.#swap(fresh, again.pass)) throw new Error('nobody else writes now');
      return again;
    });
  }

  changePolicy(patch: unknown): boolean {
    const policy: Policy = JSON.parse(this.#policy);
    const check = this.#hear(updatePolicy(policy, patch));
    if (check.ok) this.#policy = JSON.stringify(check.policy);
    return check.ok;
  }

  resetPolicy(): void {
    this.#policy = JSON.stringify(defaultPolicy);
  }

  covers(): boolean {
    const { policy, subject } = this.circumstances(iso(0));
    return isInScope(policy, subject);
  }

  changeSubject(subject: Subject): void {
    this.#subject = JSON.stringify(subject);
  }

  policy(): unknown {
    return JSON.parse(this.#policy);
  }

  /** All that can be said about the pass at an instant, as one line. */
  line(at: string): string {
    const pass = this.load();
    if (pass === null) return 'no pass';
    const answer = this.#hear(usability(pass, this.circumstances(at)));
    const told = this.#hear(explain(pass, this.circumstances(at)));
    const next = this.#hear(nextTransition(pass, this.circumstances(at)));
    const deciding = told.steps.filter(({ decides }) => decides).map(({ rule }) => rule);
    const first = told.steps.find(({ matched }) => matched)?.rule;
    const then = next === null ? 'for ever' : `until ${iso(next.at)} ${next.usability.rule}`;
    const { isUsable, methodUsabilityReason, remedy, rule } = answer;
    return `${at} ${isUsable} ${methodUsabilityReason} ${remedy} ${rule}=${told.rule}=${deciding.join()}=${first} ${then}`;
  }

  /** The timeline, as one line. */
  story(now: string): string {
    const pass = this.load();
    if (pass === null) return 'no pass';
    const segments = this.#hear(timeline(pass, this.circumstances(now)));
    const texts = segments.map(({ from, until, usability: { rule } }) => `[${iso(from)} ${rule} ${iso(until)})`);
    return texts.join(' ');
  }

  #decide(pass: Pass | null | undefined, typed: string, now: string): Redemption {
    if (!pass || this.#passcode === null) throw new Error('there is a pass whenever somebody knocks');
    return this.#hear(redeem(pass, { passcodeMatches: this.#passcode.equals(typed) }, this.circumstances(now)));
  }

  /** UPDATE … SET … WHERE id = … AND version = … */
  #swap(read: Pass | null | undefined, next: Pass): boolean {
    const stored = this.load();
    if (stored?.id !== read?.id || stored?.version !== read?.version) return false;
    this.#pass = JSON.stringify(next);
    return true;
  }

  #hear<Answer>(answer: Answer): Answer {
    this.heard.push(answer);
    return answer;
  }
}

export function iso(instant: number | null): string {
  return instant === null ? '' : new Date(instant).toISOString();
}
