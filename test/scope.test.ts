import * as fc from 'fast-check';
import {
  defaultPolicy,
  definePolicy,
  type IncludeTarget,
  isInScope,
  type PolicyTarget,
  type Subject,
} from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { anyPolicy, anySubject, frozen, untyped } from './arbitraries.ts';
import { always } from './laws/check.ts';
import { covers } from './oracle.ts';

const everybody: PolicyTarget = { targetType: 'group', id: 'all_users' };
const staff: PolicyTarget = { targetType: 'group', id: 'staff' };
const pilots: PolicyTarget = { targetType: 'group', id: 'pilots' };
const adele: PolicyTarget = { targetType: 'user', id: 'adele' };

type Case = readonly [
  include: readonly IncludeTarget[],
  exclude: readonly PolicyTarget[],
  subject: Subject | undefined,
];

describe('a person is in scope', () => {
  test.each<Case>([
    [[everybody], [], undefined],
    [[everybody], [], { id: 'adele' }],
    [[everybody], [], { id: 'adele', groupIds: [] }],
    [[everybody], [adele], { id: 'bert' }],
    [[everybody], [staff], { id: 'adele', groupIds: ['pilots'] }],
    [[adele], [], { id: 'adele' }],
    [[adele], [staff], { id: 'adele', groupIds: [] }],
    [[staff], [], { id: 'adele', groupIds: ['pilots', 'staff'] }],
    [[pilots, staff], [], { id: 'adele', groupIds: ['staff'] }],
    [[{ ...staff, isRegistrationRequired: true }], [], { id: 'adele', groupIds: ['staff'] }],
  ])('under include %j and exclude %j: %j', (includeTargets, excludeTargets, subject) => {
    expect(isInScope(definePolicy({ includeTargets, excludeTargets }), subject)).toBe(true);
  });

  test('whatever the state of the policy', () => {
    expect(isInScope(defaultPolicy)).toBe(true);
    expect(isInScope({ ...defaultPolicy, state: 'enabled' })).toBe(true);
  });

  test.each([[[everybody, staff]], [[staff, everybody]], [[adele, staff, everybody]]])(
    'without being told who it is, where everybody is and nobody is excluded: %j',
    (includeTargets) => {
      expect(isInScope(definePolicy({ includeTargets }))).toBe(true);
      expect(isInScope(definePolicy({ includeTargets }), { id: 'cora' })).toBe(true);
    },
  );

  test.each<Case>([
    [[staff, adele], [], { id: 'adele' }],
    [[adele], [{ targetType: 'user', id: 'bert' }], { id: 'adele' }],
  ])(
    'without being told the groups, where they make no difference: include %j, exclude %j, %j',
    (includeTargets, excludeTargets, subject) => {
      expect(isInScope(definePolicy({ includeTargets, excludeTargets }), subject)).toBe(true);
    },
  );
});

describe('a person is out of scope', () => {
  test.each<Case>([
    [[], [], undefined],
    [[], [], { id: 'adele', groupIds: ['staff'] }],
    [[everybody], [everybody], undefined],
    [[adele], [], { id: 'bert' }],
    // Ids are compared to the letter.
    [[adele], [], { id: 'Adele' }],
    [[staff], [], { id: 'adele', groupIds: ['Staff'] }],
    [[staff], [], { id: 'adele', groupIds: [] }],
    [[staff], [], { id: 'staff', groupIds: ['pilots'] }],
    [[adele], [], { id: 'bert', groupIds: ['adele'] }],
    // Exclude wins, over every kind of include, and also where nothing is told of the groups.
    [[everybody], [staff, adele], { id: 'adele' }],
    [[everybody], [adele], { id: 'adele' }],
    [[adele], [adele], { id: 'adele' }],
    [[adele], [staff], { id: 'adele', groupIds: ['staff'] }],
    [[staff], [adele], { id: 'adele', groupIds: ['staff'] }],
    [[staff], [pilots], { id: 'adele', groupIds: ['staff', 'pilots'] }],
    [[everybody, adele, staff], [pilots, staff], { id: 'adele', groupIds: ['staff'] }],
  ])('under include %j and exclude %j: %j', (includeTargets, excludeTargets, subject) => {
    expect(isInScope(definePolicy({ includeTargets, excludeTargets }), subject)).toBe(false);
  });
});

describe('the question can not be answered', () => {
  test.each<[...Case, string]>([
    [[adele], [], undefined, '`subject` expected user ids, got undefined'],
    [[staff], [], undefined, '`subject` expected group ids, got undefined'],
    [[staff], [], { id: 'adele' }, '`subject` expected group ids, got object'],
    [[everybody], [adele], undefined, '`subject` expected user ids, got undefined'],
    [[everybody], [staff], undefined, '`subject` expected group ids, got undefined'],
    [[everybody], [staff], { id: 'adele' }, '`subject` expected group ids, got object'],
    [[], [adele], undefined, '`subject` expected user ids, got undefined'],
    [[adele], [staff], { id: 'adele' }, '`subject` expected group ids, got object'],
  ])('under include %j and exclude %j of %j', (includeTargets, excludeTargets, subject, message) => {
    const policy = definePolicy({ includeTargets, excludeTargets });
    expect(() => isInScope(policy, subject)).toThrow(new TypeError(message));
  });

  test('under a target of another type, and the type is not repeated: it may be anything', () => {
    const policy = { ...defaultPolicy, includeTargets: [{ targetType: 'kXw9-mQ2', id: 'adele' }] };
    expect(() => untyped(isInScope)(policy, { id: 'adele' })).toThrow(
      new TypeError('`subject` expected group ids, got object'),
    );
  });

  test.each<[unknown]>([
    [null],
    ['adele'],
    [{}],
    [{ id: 5 }],
    [{ id: null, groupIds: [null] }],
    [{ id: ['adele'], groupIds: [5] }],
    [{ id: undefined, groupIds: [undefined] }],
    [5],
  ])('of %j, who is nobody in particular', (subject) => {
    const ask = untyped(isInScope);
    for (const [target, ids] of [
      [adele, 'user ids'],
      [staff, 'group ids'],
    ] as const) {
      const error = new RegExp(`^\`subject\` expected ${ids}, got `);
      expect(() => ask(definePolicy({ includeTargets: [target] }), subject)).toThrow(error);
      expect(() => ask(definePolicy({ excludeTargets: [target] }), subject)).toThrow(error);
    }
  });

  test.each<[unknown]>([['staff'], [{ length: 1, 0: 'staff' }], [new Set(['staff'])], [5], [null]])(
    'of groups that are %o',
    (groupIds) => {
      const ask = untyped(isInScope);
      const error = new TypeError('`subject` expected group ids, got object');
      expect(() => ask(definePolicy({ includeTargets: [staff] }), { id: 'adele', groupIds })).toThrow(error);
      expect(() => ask(definePolicy({ excludeTargets: [staff] }), { id: 'adele', groupIds })).toThrow(error);
    },
  );
});

describe('scope', () => {
  test('is always what a reading with sets says, where the groups are told', () => {
    always(
      fc.property(anyPolicy(), anySubject(), (policy, subject) => {
        expect(isInScope(frozen(policy), frozen(subject))).toBe(covers(policy, subject));
      }),
      500,
    );
  });

  test('is never a yes without a subject, unless everybody is included and nobody excluded', () => {
    always(
      fc.property(anyPolicy(), (policy) => {
        const included = policy.includeTargets.some(({ id }) => id === 'all_users');
        expect(answer(() => isInScope(policy)) === 'yes').toBe(included && policy.excludeTargets.length === 0);
      }),
      300,
    );
  });

  test('is never another answer for somebody of whom less is known', () => {
    always(
      fc.property(anyPolicy(), anySubject(), (policy, subject) => {
        const known = answer(() => isInScope(policy, subject));
        expect([known, 'throws']).toContain(answer(() => isInScope(policy, { id: subject.id })));
        expect([known, 'throws']).toContain(answer(() => isInScope(policy)));
      }),
      300,
    );
  });

  test('never depends on the order of targets or groups', () => {
    always(
      fc.property(anyPolicy(), fc.option(anySubject(), { nil: undefined }), (policy, subject) => {
        const turned = {
          ...policy,
          includeTargets: policy.includeTargets.toReversed(),
          excludeTargets: policy.excludeTargets.toReversed(),
        };
        const groups = subject?.groupIds && { ...subject, groupIds: subject.groupIds.toReversed() };
        expect(answer(() => isInScope(turned, groups))).toBe(answer(() => isInScope(policy, subject)));
      }),
      300,
    );
  });

  test('is always lost by one more exclusion of the person, and never gained by it', () => {
    always(
      fc.property(anyPolicy(), anySubject(), (policy, subject) => {
        const target: PolicyTarget = { targetType: 'user', id: subject.id };
        const excludeTargets = [...policy.excludeTargets, target];
        expect(isInScope({ ...policy, excludeTargets }, subject)).toBe(false);
      }),
      100,
    );
  });

  test('is never told by lists that are no lists', () => {
    const ask = untyped(isInScope);
    for (const list of [undefined, null, {}, 5, true]) {
      expect(answer(() => ask({ ...defaultPolicy, excludeTargets: list }, { id: 'adele', groupIds: [] }))).toBe(
        'throws',
      );
      expect(answer(() => ask({ ...defaultPolicy, includeTargets: list }, { id: 'adele', groupIds: [] }))).toBe(
        'throws',
      );
    }
  });
});

function answer(ask: () => unknown): string {
  try {
    return ask() === true ? 'yes' : 'no';
  } catch (error) {
    if (error instanceof TypeError) return 'throws';
    throw error;
  }
}

function everybodyBut(target: object): unknown {
  return { ...defaultPolicy, excludeTargets: [target] };
}

describe('an exclusion', () => {
  test.each([
    [
      { targetType: 'Group', id: 'staff' },
      { id: 'adele', groupIds: ['staff'] },
    ],
    [{ id: 'staff' }, { id: 'adele', groupIds: ['staff'] }],
    [{ targetType: 'user', id: 'adele' }, { id: '' }],
    [{ targetType: 'user', id: 'adele' }, { id: 5 }],
    [
      { targetType: 'group', id: 'staff' },
      { id: 'adele', groupIds: [''] },
    ],
  ])('is never passed over because something is wrong with it or with the subject: %j %j', (target, subject) => {
    expect(() => untyped(isInScope)(everybodyBut(target), subject)).toThrow(TypeError);
  });
});
