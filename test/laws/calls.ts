import { inspect } from 'node:util';
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { DateTime } from 'luxon';
import {
  attemptRedeem,
  bind,
  checkPolicy,
  checkRequest,
  constantTimeEqual,
  definePolicy,
  endOf,
  entropyBits,
  explain,
  foldLookAlikes,
  generatePasscode,
  generatePasscodes,
  isBefore,
  isInScope,
  issue,
  needsReseal,
  nextTransition,
  type Pass,
  passColumns,
  pbkdf2,
  policySchema,
  pooledRandom,
  type Policy,
  redeem,
  requestSchema,
  seal,
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
  wrongType,
  verifySeal,
} from 'temporary-access-pass';
import { cheapHash } from '../hashes.ts';
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
  foldLookAlikes: ({ text, pass }) => [foldLookAlikes(text, {}), foldLookAlikes(pass.id, { alphabet: '01' })],
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
  needsReseal: ({ text }) => needsReseal(text),
  nextTransition: ({ pass, context }) => nextTransition(pass, context),
  passColumns: ({ pass }) => passColumns([pass]),
  pooledRandom: ({ script }) => [...pooledRandom(scripted(script))(new Uint8Array(9))],
  pbkdf2: ({ length }) => inspect(pbkdf2(100_000 + length)),
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
  wrongType: ({ text, length }) => wrongType(['field', length], 'integer', text),
};

const SECRET = 'kXw9-mQ2';

async function sealFor({ script }: Scene): Promise<string> {
  return seal(SECRET, { random: scripted(script), hash: cheapHash() });
}

/** One call of each exported function that answers later, with a hash that needs nothing of the platform. */
export const LATER_CALLS: Readonly<Record<string, (scene: Scene) => Promise<unknown>>> = {
  attemptRedeem: async (scene) => {
    const { pass, context, passcodeMatches, length } = scene;
    const sealed = await sealFor(scene);
    const held = { ...context, hash: cheapHash(), failedAttemptDelayInMilliseconds: 0 };
    const candidate = passcodeMatches ? SECRET : length;
    const found = await attemptRedeem({ pass, sealed, candidate }, held);
    const none = await attemptRedeem({ pass: null, sealed: null, candidate }, held);
    return [found, none, await none.retry({ pass, sealed })];
  },
  seal: sealFor,
  verifySeal: async (scene) => {
    const { text } = scene;
    const sealed = await sealFor(scene);
    const hash = cheapHash();
    return [
      await verifySeal(sealed, SECRET, { hash }),
      await verifySeal(sealed, text, { hash }),
      await verifySeal(text, text),
    ];
  },
};
