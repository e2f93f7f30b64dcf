import { type BrokenDriver, isAbout, objectOf, passes, reasons, without } from './tools.ts';

/** Wrong in whether a pass is usable. */
export const USABILITY: readonly BrokenDriver[] = [
  [
    'has a clock of whole seconds that runs ahead',
    'a pass is not yet valid a millisecond before its start',
    ({ setClock }) => ({ setClock: (now) => setClock(Math.ceil(now / 1000) * 1000) }),
  ],
  [
    'begins a millisecond late',
    'a pass is usable at its start',
    reasons((reason, { now, start }) => (now === start ? 'NotYetValid' : reason)),
  ],
  [
    'ends a millisecond early',
    'a pass is usable a millisecond before its end',
    reasons((reason, { now, end }) => (now === end - 1 ? 'Expired' : reason)),
  ],
  [
    'includes the end',
    'a pass is expired at its end',
    reasons((reason, { now, end }) => (now === end ? 'EnabledByPolicy' : reason)),
  ],
  [
    'lists what is usable alone',
    'a pass that is expired stays listed, and expired',
    passes((pass) => (pass['methodUsabilityReason'] === 'Expired' ? undefined : pass)),
  ],
  [
    'spells reasons as early pages did',
    'a pass is usable at its start',
    passes((pass) => ({
      ...pass,
      methodUsabilityReason: String(pass['methodUsabilityReason']).replace(/^./, (letter) => letter.toLowerCase()),
    })),
  ],
  ['says usable of everything', 'a pass is expired at its end', passes((pass) => ({ ...pass, isUsable: true }))],
  [
    'keeps passes usable under a disabled policy',
    'a disabled policy disables a pass',
    reasons((reason, { policy }) =>
      policy['state'] === 'disabled' && reason === 'DisabledByPolicy' ? 'EnabledByPolicy' : reason,
    ),
  ],
  [
    'keeps passes of people out of scope usable',
    'a policy that no longer includes somebody disables their pass',
    reasons((reason, { policy }) =>
      policy['includeTargets'] !== undefined && reason === 'DisabledByPolicy' ? 'EnabledByPolicy' : reason,
    ),
  ],
  [
    'keeps multi-use passes usable',
    'a policy that newly forces one-time disables a multi-use pass',
    reasons((reason, { policy }) =>
      policy['isUsableOnce'] === true && reason === 'DisabledByPolicy' ? 'EnabledByPolicy' : reason,
    ),
  ],
  [
    'asks the policy before the time',
    'an expired pass stays expired under a disabled policy',
    reasons((reason, { policy }) =>
      policy['state'] === 'disabled' && reason === 'Expired' ? 'DisabledByPolicy' : reason,
    ),
  ],
  [
    'shortens passes with the policy',
    'a lower maximum does not shorten a pass that exists',
    reasons((reason, { policy, now, start }) =>
      now >= start + Number(policy['maximumLifetimeInMinutes'] ?? 480) * 60_000 ? 'Expired' : reason,
    ),
  ],
  [
    'asks the start before the policy',
    'a disabled policy goes before a start to come',
    reasons((reason, { now, start }) => (now < start ? 'NotYetValid' : reason)),
  ],
  [
    'stores the reason when the policy changes',
    'a policy that is enabled again enables a pass again',
    (driver) => {
      let wasDisabled = false;
      const inner = reasons((reason) => (wasDisabled && reason === 'EnabledByPolicy' ? 'DisabledByPolicy' : reason))(
        driver,
      );
      return {
        send: async (request) => {
          if (isAbout('policy', request))
            wasDisabled =
              request.method === 'PATCH' && (wasDisabled || objectOf(request.body)?.['state'] === 'disabled');
          return (inner.send ?? driver.send)(request);
        },
      };
    },
  ],
  [
    'lets a one-time pass in twice',
    'a one-time pass is used after its first sign-in, and refuses a second',
    ({ redeem }) => ({ redeem: (userId, passcode) => redeem?.(userId, passcode) === true || passcode.length === 8 }),
  ],
  [
    'forgets that a pass was used',
    'a one-time pass is used after its first sign-in, and refuses a second',
    reasons((reason) => (reason === 'OneTimeUsed' ? 'EnabledByPolicy' : reason)),
  ],
  [
    'asks the time before the use',
    'a used pass stays used, after its end and under a disabled policy',
    reasons((reason, { now, end }) => (now >= end ? 'Expired' : reason)),
  ],
  [
    'uses every pass once',
    'a multi-use pass is usable after a sign-in, until its end',
    ({ redeem }) => {
      const used = new Set<string>();
      return {
        redeem: (userId, passcode) =>
          !used.has(passcode) && redeem?.(userId, passcode) === true && used.add(passcode).size > 0,
      };
    },
  ],
  ['compares no passcode', 'a wrong passcode does not use up a pass', () => ({ redeem: () => true })],
  [
    'tells no last use',
    'beta tells when a pass was last used, and null until then',
    passes((pass) => without(pass, 'lastUsedDateTime')),
  ],
];
