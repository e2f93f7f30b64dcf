import * as core from 'temporary-access-pass';
import { scripted, untyped } from '../../arbitraries.ts';
import { cheapHash } from '../../hashes.ts';
import type { Scene } from '../../laws/calls.ts';
import * as is from '../looks.ts';
import { at, type Target } from '../target.ts';

const CODE = 'kXw9-mQ2';
const SEALED = await core.seal(CODE, { random: scripted([]), hash: cheapHash() });

/** A hash that keeps no record of its work. */
function hashOf(): core.PasscodeHash {
  const { work: _work, ...hash } = cheapHash();
  return hash;
}

const issuing = ({ context, pass, script }: Scene): core.IssueContext & { readonly policy: core.Policy } => ({
  ...context,
  current: pass,
  random: scripted(script),
});

const delayed = ({ pass, context }: Scene): core.Pass => ({ ...pass, lastFailedAt: Number(context.now) });

const attempt = (scene: Scene): core.TypedAttempt => ({
  pass: delayed(scene),
  sealed: SEALED,
  candidate: scene.passcodeMatches ? CODE : scene.text,
});

const attempting = (scene: Scene): core.AttemptContext => ({
  ...scene.context,
  hash: hashOf(),
  failedAttemptDelayInMilliseconds: scene.length,
});

const isColumn = (value: unknown): boolean => value instanceof Uint8Array && value.every((row) => row < 8);
const isColumns = is.record({
  startsAt: (value) => value instanceof Float64Array,
  lifetimeInMinutes: (value) => value instanceof Int32Array,
  failedAttempts: (value) => value instanceof Int32Array,
  flags: (value) => value instanceof Uint8Array && value.every((flags) => flags < 4),
});
const isHash = is.record({ id: is.isText, parameters: is.matching(/^i=\d{6,8}$/), derive: is.isFunction });
const isSchema = is.record({
  '~standard': is.record({ version: is.among(1), vendor: is.isText, validate: is.isFunction }),
});
const isSealed = is.matching(/^\$[a-z0-9-]+\$[a-z0-9=,$-]+\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
const isUuid = is.matching(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);

const target = at('.');

/** A rule of `bind`, bound anew at each call. */
const bound = (
  name: keyof core.BoundRules,
  args: Target['args'],
  rest: Omit<Target, 'door' | 'name' | 'call' | 'args'>,
): Target =>
  target(
    `bind.${name}`,
    (binding: core.Binding, ...given: unknown[]) =>
      untyped(core.bind(binding)[name] as (...args: never[]) => unknown)(...given),
    {
      args: (scene) => {
        const { subject: _subject, current: _current, now, ...held } = { ...issuing(scene), hash: hashOf() };
        return [{ ...held, clock: () => now }, ...args(scene), { subject: scene.context.subject }];
      },
      ...rest,
    },
  );

const format = ({ length, script }: Scene): core.PasscodeOptions => ({
  length: Math.min(Math.max(length, 8), 48),
  alphabet: core.alphabets.graphLike,
  random: scripted(script),
});

export const CORE: readonly Target[] = [
  target('checkPolicy', core.checkPolicy, { args: ({ patch }) => [patch], look: is.isCheck({ policy: is.isPolicy }) }),
  target('policySchema', core.policySchema['~standard'].validate, {
    args: ({ context }) => [context.policy],
    look: is.isValidation(is.isPolicy),
  }),
  target('definePolicy', core.definePolicy, { args: ({ context }) => [context.policy], look: is.isPolicy }),
  target('updatePolicy', core.updatePolicy, {
    args: ({ context, patch }) => [context.policy, patch],
    look: is.isCheck({ policy: is.isPolicy }),
  }),
  target('wholePolicy', core.wholePolicy, { args: ({ context }) => [context.policy], look: is.isPolicy }),
  // Where and what was expected is for the caller to say, and is said again.
  target('wrongType', (value: unknown) => core.wrongType(['field', 0], 'integer', value), {
    args: ({ text }) => [text],
    look: is.isViolation,
  }),
  target('isInScope', core.isInScope, { args: ({ context }) => [context.policy, context.subject], look: is.isBoolean }),
  target('checkRequest', core.checkRequest, {
    args: ({ request, context }) => [request, { ...context, startToleranceInMilliseconds: 1000 }],
    look: is.isCheck({ request: is.isRequest, ignored: is.listOf(is.isText) }),
  }),
  target(
    'requestSchema',
    (context: core.RequestContext, value: unknown) => core.requestSchema(context)['~standard'].validate(value),
    {
      args: ({ request, context }) => [context, request],
      look: is.isValidation(is.isRequest),
    },
  ),
  target('requestSchema.itself', core.requestSchema, { args: ({ context }) => [context], look: isSchema }),
  target('issue', core.issue, { args: (scene) => [scene.request, issuing(scene)], look: is.isIssued }),
  target('usability', core.usability, { args: ({ pass, context }) => [pass, context], look: is.isUsability }),
  target('explain', core.explain, { args: ({ pass, context }) => [pass, context], look: is.isExplanation }),
  target('nextTransition', core.nextTransition, {
    args: ({ pass, context }) => [pass, context],
    look: is.isTransition,
  }),
  target('timeline', core.timeline, { args: ({ pass, context }) => [pass, context], look: is.isTimeline }),
  target('redeem', core.redeem, {
    args: (scene) => [delayed(scene), { passcodeMatches: scene.passcodeMatches }, attempting(scene)],
    look: is.isRedemption,
  }),
  target('passColumns', core.passColumns, { args: ({ pass }) => [[pass, pass]], look: isColumns }),
  target('usabilityColumn', core.usabilityColumn, {
    args: ({ pass, context }) => [{ ...core.passColumns([pass, pass]) }, context],
    look: isColumn,
  }),
  target('usabilityOf', core.usabilityOf, { args: ({ length }) => [length % 8], look: is.isUsability }),
  // The name of the field is for the caller to say, and is said again.
  target('toInstant', (value: core.InstantLike) => core.toInstant(value, 'now'), {
    args: ({ context }) => [context.now],
    look: is.isInteger,
  }),
  target('isBefore', core.isBefore, { args: ({ pass }) => [pass.startsAt, pass.createdAt], look: is.isBoolean }),
  target('endOf', core.endOf, { args: ({ pass }) => [pass], look: is.isNumber }),
  target('entropyBits', core.entropyBits, { args: (scene) => [format(scene)], look: is.isNumber }),
  target('foldLookAlikes', core.foldLookAlikes, {
    args: ({ text }) => [text, { alphabet: core.alphabets.crockford32 }],
    // What can't be a passcode comes back as it is.
    look: is.anything,
    echoes: true,
  }),
  target('generatePasscode', core.generatePasscode, { args: (scene) => [format(scene)], look: is.isPasscode }),
  target(
    'generatePasscode.equals',
    (options: core.PasscodeOptions, text: string) => core.generatePasscode(options).equals(text),
    {
      args: (scene) => [format(scene), scene.text],
      look: is.isBoolean,
    },
  ),
  target('generatePasscodes', core.generatePasscodes, {
    args: (scene) => [3, format(scene)],
    look: is.listOf(is.isPasscode),
    // A count may become a million.
    every: 20,
  }),
  target('constantTimeEqual', core.constantTimeEqual, {
    args: ({ text, pass }) => [text, pass.id],
    look: is.isBoolean,
  }),
  target('secureRandom', core.secureRandom, {
    args: () => [new Uint8Array(16)],
    look: (value) => ArrayBuffer.isView(value),
    fills: true,
  }),
  target(
    'pooledRandom',
    (source: core.RandomSource, options: object, buffer: Uint8Array<ArrayBuffer>) =>
      core.pooledRandom(source, options)(buffer),
    {
      args: ({ script }) => [scripted(script), { size: 64 }, new Uint8Array(9)],
      look: (value) => ArrayBuffer.isView(value),
      fills: true,
    },
  ),
  target('uuid', core.uuid, { args: ({ script }) => [scripted(script)], look: isUuid }),
  target('pbkdf2', core.pbkdf2, { args: ({ length }) => [100_000 + length], look: isHash }),
  target('needsReseal', core.needsReseal, { args: () => [SEALED, { hash: hashOf() }], look: is.isBoolean }),
  target('seal', core.seal, {
    args: ({ script }) => [CODE, { random: scripted(script), hash: hashOf() }],
    look: isSealed,
    later: true,
    keeps: ['hash'],
  }),
  target('verifySeal', core.verifySeal, {
    args: () => [SEALED, CODE, { hash: hashOf() }],
    look: is.isBoolean,
    later: true,
    keeps: ['hash'],
  }),
  target('attemptRedeem', core.attemptRedeem, {
    args: (scene) => [attempt(scene), attempting(scene)],
    look: is.isAttempted,
    later: true,
    keeps: ['hash'],
  }),
  target('bind', core.bind, {
    args: (scene) => [{ ...issuing(scene), clock: () => 0 }],
    look: is.record(
      Object.fromEntries(
        ['checkRequest', 'issue', 'usability', 'explain', 'nextTransition', 'timeline', 'redeem', 'attemptRedeem'].map(
          (name) => [name, is.isFunction],
        ),
      ),
    ),
  }),
  bound('checkRequest', ({ request }) => [request], {
    look: is.isCheck({ request: is.isRequest, ignored: is.listOf(is.isText) }),
  }),
  bound('issue', ({ request }) => [request], { look: is.isIssued }),
  bound('usability', ({ pass }) => [pass], { look: is.isUsability }),
  bound('explain', ({ pass }) => [pass], { look: is.isExplanation }),
  bound('nextTransition', ({ pass }) => [pass], { look: is.isTransition }),
  bound('timeline', ({ pass }) => [pass], { look: is.isTimeline }),
  bound('redeem', (scene) => [scene.pass, { passcodeMatches: scene.passcodeMatches }], { look: is.isRedemption }),
  bound('attemptRedeem', (scene) => [attempt(scene)], { look: is.isAttempted, later: true, keeps: ['hash'] }),
];
