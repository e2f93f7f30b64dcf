import * as core from 'temporary-access-pass';
import * as ui from 'temporary-access-pass/ui';
import { MONDAY, passWith } from '../../arbitraries.ts';
import * as is from '../looks.ts';
import { at, type Target } from '../target.ts';

const words = ui.english;
const audience = { zone: 'Europe/Zurich', locale: 'en', words };
const isLocal = {
  date: is.matching(/^\d{4}-\d\d-\d\d$/),
  time: is.matching(/^\d\d:\d\d/),
  utcOffset: is.matching(/^[+-]\d\d:\d\d$/),
};
const isField = { forced: is.isBoolean, because: is.orNull(is.isText), default: is.anything };

const uiDoor = at('./ui');
export const UI: readonly Target[] = [
  uiDoor('describeUsability', ui.describeUsability, {
    args: ({ context }) => [
      core.usability(passWith(), context),
      { ...audience, now: MONDAY, next: core.nextTransition(passWith(), { ...context, now: MONDAY }) },
    ],
    look: is.record({
      title: is.isText,
      sentence: is.isText,
      remedy: is.isText,
      change: is.orNull(
        is.record({
          at: is.isInteger,
          inMilliseconds: is.isInteger,
          time: is.isText,
          duration: is.isText,
          title: is.isText,
          sentence: is.isText,
        }),
      ),
    }),
    every: 2,
  }),
  uiDoor('formConstraints', ui.formConstraints, {
    args: ({ context }) => [
      context.policy,
      { now: context.now, alphabet: core.alphabets.digits, maximumLifetimeInMinutes: 43_200 },
    ],
    look: is.record({
      startDateTime: is.record({ ...isField, min: is.orNull(is.isInteger), step: is.isInteger }),
      lifetimeInMinutes: is.record({ ...isField, min: is.isInteger, max: is.isInteger, step: is.isInteger }),
      isUsableOnce: is.record(isField),
      passcode: is.isObject,
    }),
  }),
  uiDoor('localTimeOf', ui.localTimeOf, { args: () => [MONDAY, { zone: 'Asia/Kathmandu' }], look: is.record(isLocal) }),
  uiDoor('startFromLocalTime', ui.startFromLocalTime, {
    args: ({ passcodeMatches }) => [
      { date: passcodeMatches ? '2026-03-29' : '2026-10-25', time: '02:30', zone: 'Europe/Zurich' },
    ],
    look: is.either(
      is.record({ ok: is.among(true), startsAt: is.isInteger }),
      is.record({ ok: is.among(false), because: is.among('unreadable'), field: is.among('date', 'time') }),
      is.record({
        ok: is.among(false),
        because: is.among('skipped', 'repeated'),
        choices: is.listOf(is.record({ ...isLocal, startsAt: is.isInteger })),
      }),
    ),
  }),
  uiDoor('spell', ui.spell, {
    args: () => ['K+7l2345', { words, groupSize: 4 }],
    look: is.record({
      groups: is.listOf(is.isText),
      characters: is.listOf(is.isObject),
      spoken: is.isText,
      warnings: is.listOf(is.isText),
    }),
  }),
  uiDoor('timelineSvg', ui.timelineSvg, {
    args: ({ context }) => [
      core.timeline(passWith(), context),
      { ...audience, now: MONDAY, title: 'x', id: 'tap', width: 320 },
    ],
    look: is.matching(/^<svg [\s\S]*<\/svg>$/),
    every: 2,
  }),
];
