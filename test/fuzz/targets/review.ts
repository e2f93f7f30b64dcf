import * as core from 'temporary-access-pass';
import * as review from 'temporary-access-pass/review';
import { passWith } from '../../arbitraries.ts';
import type { Scene } from '../../laws/calls.ts';
import * as is from '../looks.ts';
import { at, type Target } from '../target.ts';

const facts: review.LintOptions = {
  storage: 'hash',
  delivery: 'text',
  failedAttemptLimit: 10,
  accepted: { 'ZTA.21846': 'known' },
};
const findingsOf = ({ context }: Scene): readonly review.Finding[] => review.lintPolicy(context.policy, facts);
const isFinding = is.record({
  id: is.among(...review.findingIds),
  severity: is.among('high', 'medium', 'low'),
  verdict: is.among('broken', 'open'),
  asked: is.isText,
  found: is.isText,
  fix: is.isText,
  source: is.record({ name: is.isText, url: is.matching(/^https:/) }),
  accepted: is.orNull(is.isText),
});
const isRange = is.listOf(is.record({ isUsableOnce: is.isBoolean, minimum: is.isInteger, maximum: is.isInteger }));
const isGroup = is.record({
  from: is.isUsability,
  to: is.isUsability,
  next: is.orNull(is.record({ from: is.isUsability, to: is.isUsability })),
  passes: is.listOf(is.isObject),
  nextAt: is.listOf(is.isNumber),
});
const isChance: is.Look = (value) => is.isNumber(value) && (value as number) >= 0 && (value as number) <= 1;

const reviewDoor = at('./review');
export const REVIEW: readonly Target[] = [
  reviewDoor('lintPolicy', review.lintPolicy, {
    args: ({ context }) => [context.policy, facts],
    look: is.listOf(isFinding),
  }),
  reviewDoor('strength', review.strength, {
    args: ({ length }) => [
      {
        length: Math.min(Math.max(length, 8), 48),
        alphabet: core.alphabets.digits,
        attempts: 10,
        lifetimeInMinutes: 60,
        wanted: { chance: 1e-6 },
      },
    ],
    look: is.record({
      bits: is.isNumber,
      guesses: is.isNumber,
      chance: isChance,
      tiers: is.record({ 20: is.isBoolean, 64: is.isBoolean, 112: is.isBoolean }),
      lengthNeeded: is.orNull(is.isInteger),
    }),
  }),
  reviewDoor('whatIf', review.whatIf, {
    args: ({ context, pass, passcodeMatches }) => [
      { from: context.policy, to: { ...context.policy, isUsableOnce: passcodeMatches, state: 'enabled' } },
      { now: context.now, passes: [pass, pass], subjects: [context.subject, context.subject] },
    ],
    look: is.record({
      weakens: is.listOf(is.isText),
      requests: is.record({ legal: isRange, illegal: isRange }),
      scope: is.record({ gains: is.listOf(is.isObject), loses: is.listOf(is.isObject) }),
      passes: is.listOf(isGroup),
      unchanged: is.isInteger,
    }),
  }),
  reviewDoor('toSarif', review.toSarif, {
    args: (scene) => [findingsOf(scene), { artifact: 'a.json' }],
    look: is.isObject,
    echoes: true,
  }),
  reviewDoor('toMarkdown', review.toMarkdown, { args: (scene) => [findingsOf(scene)], look: is.isText }),
  reviewDoor('toText', review.toText, { args: ({ context }) => [core.explain(passWith(), context)], look: is.isText }),
];
