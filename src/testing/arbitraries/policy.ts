import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { type Policy, policyBounds, type PolicyTarget, type Subject } from '../../index.ts';

/** Small pools, so that policies and subjects often name the same ids. */
const USERS = ['adele', 'bert', 'cora'] as const;
const GROUPS = ['pilots', 'staff', 'night shift'] as const;

/**
 * Integers in `minimum..maximum`, most of them at or next to its ends or at or next to one of `edges`. Grade: chosen.
 *
 * @throws (from fast-check) where the range is empty
 */
export function anyIntegerAround(minimum: number, maximum: number, edges: readonly number[] = []): Arbitrary<number> {
  const near = [minimum, maximum, ...edges].flatMap((edge) => [edge - 1, edge, edge + 1]);
  const inside = [...new Set(near)].filter((one) => one >= minimum && one <= maximum);
  return fc.oneof(fc.constantFrom(...inside), fc.integer({ min: minimum, max: maximum }));
}

function anyTarget(): Arbitrary<PolicyTarget> {
  return fc.oneof(
    fc.record({ targetType: fc.constant('group' as const), id: fc.constantFrom('all_users', ...GROUPS) }),
    fc.record({ targetType: fc.constant('user' as const), id: fc.constantFrom(...USERS) }),
  );
}

/**
 * Whole policies that pass `checkPolicy`: one in four disabled, bounds at their edges and equal ones among them, targets for everybody,
 * somebody or nobody, of the same few ids that `anySubject` has. Grade: chosen.
 */
export function anyPolicy(): Arbitrary<Policy> {
  const { maximumLifetimeInMinutes: lifetimes, defaultLength: lengths } = policyBounds;
  const lifetime = anyIntegerAround(lifetimes.minimum, lifetimes.maximum, [60, 480]);
  const everybody = [{ targetType: 'group' as const, id: 'all_users', isRegistrationRequired: false }];
  const some = fc
    .tuple(anyTarget(), fc.boolean())
    .map(([target, isRegistrationRequired]) => ({ ...target, isRegistrationRequired }));
  return fc
    .record({
      state: fc.oneof(
        { weight: 3, arbitrary: fc.constant('enabled' as const) },
        { weight: 1, arbitrary: fc.constant('disabled' as const) },
      ),
      minutes: fc.tuple(lifetime, lifetime, lifetime),
      defaultLength: anyIntegerAround(lengths.minimum, lengths.maximum),
      isUsableOnce: fc.boolean(),
      includeTargets: fc.oneof(fc.constant(everybody), fc.array(some, { maxLength: 3 })),
      excludeTargets: fc.oneof(fc.constant([]), fc.array(anyTarget(), { maxLength: 2 })),
    })
    .map(({ minutes, ...rest }) => {
      const [minimum = 0, value = 0, maximum = 0] = [...minutes].sort((a, b) => a - b);
      return {
        id: 'TemporaryAccessPass',
        defaultLifetimeInMinutes: value,
        minimumLifetimeInMinutes: minimum,
        maximumLifetimeInMinutes: maximum,
        ...rest,
      };
    });
}

/** Subjects that can answer every question about scope, since all their groups are told; few are guests. Grade: chosen. */
export function anySubject(): Arbitrary<Subject> {
  const told = { id: fc.constantFrom(...USERS, 'nobody'), groupIds: fc.subarray([...GROUPS]) };
  return fc.oneof(
    { weight: 4, arbitrary: fc.record(told) },
    { weight: 1, arbitrary: fc.record({ ...told, isExternalGuest: fc.boolean() }) },
  );
}
