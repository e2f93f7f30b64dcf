/** What must compile of `./ui`, and what must not; see `calls.ts`. */
import { nextTransition, type Pass, type Passcode, type Policy, usability } from 'temporary-access-pass';
import {
  describeUsability,
  english,
  formConstraints,
  spell,
  startFromLocalTime,
  type Words,
} from 'temporary-access-pass/ui';

declare const pass: Pass;
declare const policy: Policy;
declare const passcode: Passcode;
const now = 0;
const zone = 'UTC';

const usable = usability(pass, { policy, now });
describeUsability(usable, { now, zone, next: nextTransition(pass, { policy, now }) });
// @ts-expect-error no hidden clock
describeUsability(usable, { zone });
// @ts-expect-error no hidden zone
describeUsability(usable, { now });
// @ts-expect-error a pass has a usability and is none
describeUsability(pass, { now, zone });

// @ts-expect-error what is read out is revealed first
spell(passcode);
spell(passcode.reveal());

const start = startFromLocalTime({ date: '2026-11-24', time: '08:00', zone });
// @ts-expect-error not known to be one instant
export const early: number = start.startsAt;
if (start.ok) start.startsAt satisfies number;
else if (start.because === 'unreadable') start.field satisfies 'date' | 'time';
else start.choices satisfies readonly [object, object];
// @ts-expect-error a zone is always given
startFromLocalTime({ date: '2026-11-24', time: '08:00' });

// @ts-expect-error a policy is always given
formConstraints();

const { usable: _, ...others } = english.states;
// @ts-expect-error a text is missing
export const words: Words = { ...english, states: others };
