import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { always } from './check.ts';
import { anyBirth, anySteps, begin } from './lives.ts';
import { SAYINGS } from './naive.ts';

const RULES = Object.keys(SAYINGS);

/** A pass that the policy blocks is not replaced, since no new one is issued either. */
const REPLACED = RULES.filter((rule) => rule !== 'policyDisabled' && rule !== 'outOfScope');

const OTHERS =
  'first patched refused wrongType unknownProperty policyBlocksMethod externalGuest lifetimeOutOfRange ' +
  'multipleUseNotAllowed startInThePast startOutOfRange';

/** What lives have to run into, or the law would be about nothing. */
const EVENTS = [
  ...RULES,
  ...RULES.map((rule) => `reply ${rule}`),
  ...REPLACED.map((rule) => `replaced ${rule}`),
  ...OTHERS.split(' '),
  'reply wrongPasscode',
];

/** Lives that go as the naive reading says; `diary` takes down what happened in them. */
function goesByTheRules(diary: Map<string, number>): fc.IPropertyWithHooks<unknown> {
  return fc.property(anyBirth(), anySteps(30), (birth, steps) => {
    const setup = begin(birth, diary);
    fc.modelRun(() => setup, steps);
    expect(setup.real.load() === null).toBe(setup.model.card === null);
  });
}

describe('the life of a pass', () => {
  // A failure prints `replayPath` beside `seed` and `path`: give it to `fc.commands` to repeat that very life.
  test('always goes as a naive reading of the rules says, whatever happens in whatever order', () => {
    expect.hasAssertions();
    always(goesByTheRules(new Map()), 500);
  });

  test('never lacks anything that can happen in a life', () => {
    const diary = new Map<string, number>();
    fc.assert(goesByTheRules(diary), { seed: 1, numRuns: 300 });
    expect(EVENTS.filter((event) => !diary.has(event))).toEqual([]);
  });
});
