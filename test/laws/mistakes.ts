import {
  alphabets,
  bind,
  checkPolicy,
  checkRequest,
  constantTimeEqual,
  definePolicy,
  entropyBits,
  explain,
  foldLookAlikes,
  generatePasscode,
  generatePasscodes,
  isInScope,
  issue,
  needsReseal,
  nextTransition,
  pbkdf2,
  policySchema,
  redeem,
  requestSchema,
  timeline,
  updatePolicy,
  usability,
} from 'temporary-access-pass';
import { MONDAY, passWith, scripted, untyped } from '../arbitraries.ts';

const policy = definePolicy({ state: 'enabled' });
const named = definePolicy({ includeTargets: [{ targetType: 'group', id: 'staff' }] });
const context = { policy, now: MONDAY };
const random = scripted([]);
const pass = passWith();
const right = { passcodeMatches: true };

/** Calls in which somebody has put a passcode where it does not belong. */
export const MISTAKES: Readonly<Record<string, (text: string) => unknown>> = {
  'as a request': (text) => checkRequest(text, context),
  'as a start': (text) => checkRequest({ startDateTime: text }, context),
  'as a lifetime': (text) => checkRequest({ lifetimeInMinutes: text }, context),
  'as a flag': (text) => checkRequest({ isUsableOnce: text }, context),
  'as everything': (text) =>
    checkRequest({ startDateTime: [text], lifetimeInMinutes: { text }, isUsableOnce: text }, context),
  'as what the service sets': (text) => issue({ id: text, temporaryAccessPass: text }, { ...context, random }),
  'as an unknown property': (text) => checkRequest({ passcode: text }, context),
  'through a schema': (text) => requestSchema(context)['~standard'].validate({ lifetimeInMinutes: text }),
  'as the instant': (text) => untyped(checkRequest)({}, { policy, now: text }),
  'as the tolerance': (text) => untyped(checkRequest)({}, { ...context, startToleranceInMilliseconds: text }),
  'as the policy': (text) => untyped(checkRequest)({}, { policy: text, now: MONDAY }),
  'as the context': (text) => untyped(checkRequest)({}, text),
  'as the person': (text) => untyped(issue)({}, { ...context, policy: named, subject: text, random }),
  'as a guest': (text) => untyped(issue)({}, { ...context, subject: { id: 'adele', isExternalGuest: text }, random }),
  'as the random source': (text) => untyped(issue)({}, { ...context, random: text }),
  'as what the random source returns': (text) => untyped(issue)({}, { ...context, random: () => text }),
  'as the alphabet': (text) => issue({}, { ...context, random, alphabet: `${text}${text}` }),
  'as the pass so far': (text) => untyped(issue)({}, { ...context, random, current: text }),
  'as a state': (text) => untyped(definePolicy)({ state: text }),
  'as the name of the policy': (text) => checkPolicy({ id: text }),
  'as numbers': (text) => checkPolicy({ defaultLength: text, defaultLifetimeInMinutes: text }),
  'as a list': (text) => checkPolicy({ includeTargets: text, excludeTargets: text }),
  'as a target': (text) =>
    updatePolicy(policy, { includeTargets: [text], excludeTargets: [{ targetType: text, id: 5 }] }),
  'as a whole policy': (text) => policySchema['~standard'].validate(text),
  'as a patch': (text) => updatePolicy(policy, text),
  'as the policy to patch': (text) => untyped(updatePolicy)(text, {}),
  'as somebody in scope': (text) => untyped(isInScope)(named, text),
  'as groups': (text) => untyped(isInScope)(named, { id: 'adele', groupIds: text }),
  'as a pass': (text) => untyped(usability)(text, context),
  'as a field of a pass': (text) => untyped(usability)({ ...pass, startsAt: text }, context),
  'as the time of use': (text) => untyped(explain)({ ...pass, redeemedAt: text }, context),
  'as a count of attempts': (text) => untyped(timeline)({ ...pass, failedAttempts: text }, context),
  'as the limit of attempts': (text) => untyped(nextTransition)(pass, { ...context, failedAttemptLimit: text }),
  'as an attempt': (text) => untyped(redeem)(pass, text, context),
  'as what matches': (text) => untyped(redeem)(pass, { passcodeMatches: text }, context),
  'beside what matches': (text) => untyped(redeem)(pass, { ...right, passcode: text }, { ...context, passcode: text }),
  'as a version': (text) => untyped(redeem)({ ...pass, version: text }, right, context),
  'beside a number': (text) => untyped(constantTimeEqual)(text, 5),
  'after a number': (text) => untyped(constantTimeEqual)(5, text),
  'as a length': (text) => untyped(generatePasscode)({ length: text, random }),
  'as a count': (text) => untyped(generatePasscodes)(text, { random }),
  'as a format': (text) => untyped(entropyBits)({ alphabet: `${text} ` }),
  'as an alphabet in a list': (text) => untyped(entropyBits)({ alphabet: [text, alphabets] }),
  'as a delay': (text) => untyped(redeem)(pass, right, { ...context, failedAttemptDelayInMilliseconds: text }),
  'as the time of a failure': (text) =>
    untyped(redeem)({ ...pass, failedAttempts: 1, lastFailedAt: text }, right, {
      ...context,
      failedAttemptDelayInMilliseconds: 1,
    }),
  'as iterations': (text) => untyped(pbkdf2)(text),
  'as a sealed passcode': (text) => needsReseal(text),
  'as an alphabet to fold': (text) => foldLookAlikes('12345678', { alphabet: `0O${text}` }),
  'as what the clock says': (text) => untyped(bind)({ policy, random, clock: () => text }).usability(pass),
};
