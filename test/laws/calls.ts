import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { DateTime } from 'luxon';
import {
  bind,
  checkPolicy,
  checkRequest,
  constantTimeEqual,
  definePolicy,
  endOf,
  entropyBits,
  explain,
  generatePasscode,
  generatePasscodes,
  isBefore,
  isInScope,
  issue,
  nextTransition,
  type Pass,
  passColumns,
  policySchema,
  pooledRandom,
  type Policy,
  redeem,
  requestSchema,
  type Subject,
  timeline,
  toInstant,
  updatePolicy,
  usability,
  usabilityColumn,
  type UsabilityContext,
  usabilityOf,
  uuid,
  wholePolicy,
} from 'temporary-access-pass';
import { anyMoment, anyPolicy, anyRequest, anySubject, MONDAY, scripted } from '../arbitraries.ts';

/** Arguments for a call of anything the package exports. */
export interface Scene {
  readonly pass: Pass;
  readonly context: UsabilityContext;
  readonly request: unknown;
  readonly patch: unknown;
  readonly passcodeMatches: boolean;
  readonly script: readonly number[];
  readonly length: number;
  readonly text: string;
}

const anyContext = (
  now: number,
): Arbitrary<UsabilityContext & { readonly policy: Policy; readonly subject: Subject }> =>
  fc.record({
    policy: anyPolicy(),
    subject: anySubject(),
    now: fc.constantFrom<(number | Date)[]>(now, new Date(now)),
    failedAttemptLimit: fc.integer({ min: 1, max: 100 }),
  });

/** A request in which no luxon object lies: those share their insides, which must not be frozen. */
const anyPlainRequest = anyRequest().map(({ startDateTime, ...rest }) => ({
  ...rest,
  startDateTime: DateTime.isDateTime(startDateTime) ? startDateTime.toJSDate() : startDateTime,
}));

export function anyScene(): Arbitrary<Scene> {
  return anyMoment().chain(({ pass, now }) =>
    fc.record({
      pass: fc.constant(pass),
      context: fc.oneof(anyContext(now), anyContext(MONDAY)),
      request: fc.oneof({ weight: 4, arbitrary: anyPlainRequest }, { weight: 1, arbitrary: fc.jsonValue() }),
      patch: fc.oneof(anyPolicy(), fc.jsonValue(), fc.constantFrom({ state: 'enabled' }, { defaultLength: 49 })),
      passcodeMatches: fc.boolean(),
      script: fc.array(fc.nat(255), { maxLength: 40 }),
      length: fc.integer({ min: 7, max: 49 }),
      text: fc.string(),
    }),
  );
}

const reveal = (passcode: { reveal(): string }): string => passcode.reveal();

function issueFor({ request, context, pass, script }: Scene): unknown {
  const issued = issue(request, { ...context, current: pass, random: scripted(script) });
  return issued.ok ? [issued, issued.passcode.reveal()] : issued;
}

function bound({ request, context, pass, passcodeMatches, script }: Scene): unknown {
  const { policy, subject, now } = context;
  const rules = bind({ policy, clock: () => now, random: scripted(script) });
  const who = subject ? { subject } : {};
  return [
    rules.checkRequest(request, who),
    rules.issue(request, { ...who, current: pass }),
    rules.usability(pass, who),
    rules.explain(pass, who),
    rules.nextTransition(pass, who),
    rules.timeline(pass, who),
    rules.redeem(pass, { passcodeMatches }, who),
  ];
}

/** One call of each exported function, by its name, and of each method of what it returns. */
export const CALLS: Readonly<Record<string, (scene: Scene) => unknown>> = {
  bind: bound,
  checkPolicy: ({ patch }) => [checkPolicy(patch), policySchema['~standard'].validate(patch)],
  checkRequest: ({ request, context }) => checkRequest(request, context),
  constantTimeEqual: ({ text, pass }) => [constantTimeEqual(text, pass.id), constantTimeEqual(text, text)],
  definePolicy: ({ context }) => definePolicy(context.policy),
  endOf: ({ pass }) => endOf(pass),
  entropyBits: ({ length }) => entropyBits({ length }),
  explain: ({ pass, context }) => explain(pass, context),
  generatePasscode: ({ length, script }) => reveal(generatePasscode({ length, random: scripted(script) })),
  generatePasscodes: ({ length, script }) =>
    generatePasscodes(5, { length, random: scripted(script) }).map((passcode) => [
      passcode.reveal(),
      passcode.equals('wrong'),
      passcode.length,
      passcode.entropyBits,
      JSON.stringify([passcode, String(passcode)]),
    ]),
  isBefore: ({ pass }) => isBefore(pass.startsAt, endOf(pass)),
  isInScope: ({ context: { policy, subject } }) => isInScope(policy, subject),
  issue: issueFor,
  nextTransition: ({ pass, context }) => nextTransition(pass, context),
  passColumns: ({ pass }) => passColumns([pass]),
  pooledRandom: ({ script }) => [...pooledRandom(scripted(script))(new Uint8Array(9))],
  redeem: ({ pass, passcodeMatches, context }) => redeem(pass, { passcodeMatches }, context),
  requestSchema: ({ request, context }) => requestSchema(context)['~standard'].validate(request),
  timeline: ({ pass, context }) => timeline(pass, context),
  toInstant: ({ context }) => toInstant(context.now, 'now'),
  updatePolicy: ({ context, patch }) => updatePolicy(context.policy, patch),
  usability: ({ pass, context }) => usability(pass, context),
  usabilityColumn: ({ pass, context }) => usabilityColumn(passColumns([pass, pass]), context),
  usabilityOf: ({ pass }) => usabilityOf(pass.lifetimeInMinutes % 8),
  uuid: ({ script }) => uuid(scripted(script)),
  wholePolicy: ({ context }) => wholePolicy(context.policy),
};
