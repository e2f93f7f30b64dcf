import { sample } from 'fast-check';
import * as testing from 'temporary-access-pass/testing';
import * as arbitraries from 'temporary-access-pass/testing/arbitraries';
import { MONDAY, passWith, untyped } from '../../arbitraries.ts';
import { emulatorDriver, USER } from '../../testing/broken/tools.ts';
import * as is from '../looks.ts';
import { at, type Target } from '../target.ts';

/** The matchers, with the message that they make when it is asked for. Two of them repeat the reason or the code that the test wished for. */
const matcher = (
  name: keyof typeof testing.temporaryAccessPassMatchers,
  args: Target['args'],
  echoes = false,
): Target =>
  at('./testing')(
    `temporaryAccessPassMatchers.${name}`,
    (...given: unknown[]) => {
      const { pass, message } = untyped(testing.temporaryAccessPassMatchers[name])(...given);
      return { pass, message: message() };
    },
    { args, echoes, look: is.record({ pass: is.isBoolean, message: is.isText }) },
  );

const testingDoor = at('./testing');
export const TESTING: readonly Target[] = [
  testingDoor('manualClock', testing.manualClock, {
    args: () => [MONDAY],
    look: (clock) => is.isInteger((clock as () => number)()),
  }),
  testingDoor('manualClock.advance', (start: number, by: number) => testing.manualClock(start).advance(by), {
    args: () => [MONDAY, 5],
    look: is.isInteger,
  }),
  testingDoor('manualClock.set', (start: number, to: number) => testing.manualClock(start).set(to), {
    args: () => [MONDAY, 5],
    look: is.isInteger,
  }),
  testingDoor('scriptedRandom', testing.scriptedRandom, { args: ({ script }) => [script], look: is.isFunction }),
  matcher('toBeUsableAt', ({ context }) => [passWith(), MONDAY, context]),
  matcher('toHaveReasonAt', ({ context }) => [passWith(), MONDAY, 'Expired', context], true),
  matcher('toAcceptRequest', ({ context, request }) => [
    context.policy,
    request,
    { now: MONDAY, subject: context.subject },
  ]),
  matcher(
    'toRejectRequest',
    ({ context, request }) => [context.policy, request, 'wrongType', { now: MONDAY, subject: context.subject }],
    true,
  ),
  matcher('toSatisfyBaseline', ({ context }) => [context.policy, ['EIDSCA.AT01'], { delivery: 'text' }]),
  testingDoor('graphConformance', testing.graphConformance, {
    args: () => [{ ...emulatorDriver(), user: USER }],
    look: is.listOf(
      is.record({
        name: is.isText,
        outcome: is.among('passed', 'failed', 'skipped'),
        expected: is.orNull(is.isText),
        got: is.orNull(is.isText),
      }),
    ),
    later: true,
    every: 150,
  }),
];

/** One value of an arbitrary, which is what anybody has of it. */
const drawn = (name: string, make: (...args: never[]) => unknown, rest: Pick<Target, 'args' | 'look'>): Target =>
  at('./testing/arbitraries')(
    name,
    (...given: unknown[]) => sample(untyped(make)(...given) as Parameters<typeof sample>[0], 1)[0],
    {
      ...rest,
      spared: true,
      every: 20,
    },
  );

export const ARBITRARIES: readonly Target[] = [
  drawn('anyHistory', arbitraries.anyHistory, {
    args: () => [{ maxLength: 3 }],
    look: is.record({ policy: is.isObject, subject: is.isObject, moments: is.listOf(is.isObject) }),
  }),
  drawn('anyInstantAround', arbitraries.anyInstantAround, { args: ({ pass }) => [pass], look: is.isInteger }),
  drawn('anyIntegerAround', arbitraries.anyIntegerAround, {
    args: ({ length }) => [0, length, [3]],
    look: is.isInteger,
  }),
  drawn('anyMalformedRequest', arbitraries.anyMalformedRequest, { args: () => [], look: is.anything }),
  drawn('anyPass', arbitraries.anyPass, { args: () => [], look: is.isPass }),
  drawn('anyPolicy', arbitraries.anyPolicy, { args: () => [], look: is.isPolicy }),
  drawn('anyRequest', arbitraries.anyRequest, {
    args: ({ context }) => [{ policy: context.policy, now: MONDAY, breaks: null }],
    look: is.isObject,
  }),
  drawn('anySubject', arbitraries.anySubject, {
    args: () => [],
    look: is.record({ id: is.isText, groupIds: is.listOf(is.isText) }, { isExternalGuest: is.isBoolean }),
  }),
];
