import * as fc from 'fast-check';
import { checkPolicy, defaultPolicy, definePolicy, type Policy, updatePolicy } from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { anyHostile, anyPolicy, everyHostile, frozen, untyped, viaJson } from './arbitraries.ts';
import { always } from './laws/check.ts';

describe('the default policy', () => {
  test('is what a tenant has before anybody touches it', () => {
    expect(defaultPolicy).toEqual({
      id: 'TemporaryAccessPass',
      state: 'disabled',
      defaultLifetimeInMinutes: 60,
      minimumLifetimeInMinutes: 60,
      maximumLifetimeInMinutes: 480,
      defaultLength: 8,
      isUsableOnce: false,
      includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
      excludeTargets: [],
    });
  });

  test('can never be changed', () => {
    expect(deeplyFrozen(defaultPolicy)).toBe(true);
  });

  test.each([[{}], [JSON.parse('{}')], [Object.create(null)], [defaultPolicy]])('is what %o means', (candidate) => {
    expect(checkPolicy(candidate)).toEqual({ ok: true, policy: defaultPolicy });
  });
});

describe('definePolicy', () => {
  test('replaces some of the defaults', () => {
    const policy = definePolicy({ state: 'enabled', defaultLength: 12 });
    expect(policy).toEqual({ ...defaultPolicy, state: 'enabled', defaultLength: 12 });
  });

  test('takes undefined for a default', () => {
    expect(untyped(definePolicy)({ state: undefined, includeTargets: undefined })).toEqual(defaultPolicy);
  });

  test.each([
    [{ defaultLength: 49 }, new RangeError('`defaultLength` expected 8..48, got 49')],
    [{ minimumLifetimeInMinutes: 0 }, new RangeError('`minimumLifetimeInMinutes` expected 10..43200, got 0')],
    [
      { minimumLifetimeInMinutes: 500 },
      new RangeError('`minimumLifetimeInMinutes` expected at most `maximumLifetimeInMinutes` (480), got 500'),
    ],
    [{ defaultLifetimeInMinutes: 500 }, new RangeError('`defaultLifetimeInMinutes` expected 60..480, got 500')],
    [
      { defaultLength: 7, defaultLifetimeInMinutes: 500 },
      new RangeError('`defaultLength` expected 8..48, got 7; `defaultLifetimeInMinutes` expected 60..480, got 500'),
    ],
    [{ state: 'on' }, new TypeError('`state` expected enabled or disabled, got string')],
    [{ defaultLength: '8' }, new TypeError('`defaultLength` expected integer, got string')],
    [
      { includeTargets: [{ targetType: 'group' }] },
      new TypeError('`includeTargets.0.id` expected non-empty string, got undefined'),
    ],
    [
      { maximumLifetime: 480 },
      new TypeError(
        'unknown property, expected only id, state, defaultLifetimeInMinutes, minimumLifetimeInMinutes, maximumLifetimeInMinutes, defaultLength, isUsableOnce, includeTargets, excludeTargets',
      ),
    ],
    [
      { defaultLength: 7, state: 1 },
      new TypeError('`state` expected enabled or disabled, got 1; `defaultLength` expected 8..48, got 7'),
    ],
    [null, new TypeError('`value` expected plain object, got null')],
    [[], new TypeError('`value` expected plain object, got object')],
    [undefined, new TypeError('`value` expected plain object, got undefined')],
  ])('throws for %j', (overrides, error) => {
    const define = untyped(definePolicy);
    expect(() => define(overrides)).toThrow(error);
    expect(kind(() => define(overrides))).toBe(error.name);
  });
});

describe('updatePolicy', () => {
  const base = definePolicy({
    state: 'enabled',
    defaultLength: 12,
    excludeTargets: [{ targetType: 'user', id: 'bert' }],
  });

  test('keeps the fields that are not sent', () => {
    expect(updatePolicy(base, { isUsableOnce: true })).toEqual({ ok: true, policy: { ...base, isUsableOnce: true } });
  });

  test('replaces a list as a whole', () => {
    const excludeTargets = [{ targetType: 'group', id: 'staff' }];
    expect(updatePolicy(base, { excludeTargets })).toEqual({ ok: true, policy: { ...base, excludeTargets } });
    expect(updatePolicy(base, { excludeTargets: [] })).toEqual({ ok: true, policy: { ...base, excludeTargets: [] } });
  });

  test('checks the result, not the patch', () => {
    const raised = { minimumLifetimeInMinutes: 120 };
    expect(updatePolicy(base, raised)).toMatchObject({ ok: false, violations: [{ code: 'defaultOutsideLimits' }] });
    expect(updatePolicy(base, { ...raised, defaultLifetimeInMinutes: 120 }).ok).toBe(true);
    expect(updatePolicy(base, { maximumLifetimeInMinutes: 59 })).toMatchObject({
      ok: false,
      violations: [{ code: 'minimumAboveMaximum', minimum: 60, maximum: 59 }],
    });
  });

  test('does not let the id be changed', () => {
    expect(updatePolicy(base, { id: 'TemporaryAccessPass' })).toEqual({ ok: true, policy: base });
    expect(updatePolicy(base, { id: 'Fido2' })).toMatchObject({ ok: false, violations: [{ path: ['id'] }] });
  });

  test('always gives the merged policy or refuses, for any two policies', () => {
    const keys = Object.keys(defaultPolicy);
    always(
      fc.property(anyPolicy(), anyPolicy(), fc.subarray(keys), (policy, other, names) => {
        const patch = Object.fromEntries(Object.entries(other).filter(([name]) => names.includes(name)));
        const merged = { ...policy, ...patch };
        const {
          minimumLifetimeInMinutes: low,
          defaultLifetimeInMinutes: middle,
          maximumLifetimeInMinutes: high,
        } = merged;
        const check = updatePolicy(frozen(policy), frozen(patch));
        expect(check.ok).toBe(low <= middle && middle <= high);
        expect(check.ok ? check.policy : merged).toEqual(merged);
      }),
      300,
    );
  });

  test('never differs from a check of the policy merged by hand', () => {
    always(
      fc.property(
        anyPolicy(),
        fc.dictionary(fc.constantFrom(...Object.keys(defaultPolicy)), fc.anything()),
        (policy, patch) => {
          const sent = Object.entries(patch).filter(([, value]) => value !== undefined);
          expect(updatePolicy(policy, patch)).toEqual(checkPolicy({ ...policy, ...Object.fromEntries(sent) }));
        },
      ),
      300,
    );
  });
});

describe('a policy that passed the check', () => {
  test('is always accepted again, as the same', () => {
    always(
      fc.property(anyPolicy(), (policy) => {
        expect(checkPolicy(frozen(policy))).toEqual({ ok: true, policy });
        expect(definePolicy(policy)).toEqual(policy);
        expect(updatePolicy(policy, {})).toEqual({ ok: true, policy });
        expect(updatePolicy(policy, policy)).toEqual({ ok: true, policy });
      }),
      200,
    );
  });

  test('always survives JSON', () => {
    always(
      fc.property(anyPolicy(), (policy) => {
        const stored = viaJson(definePolicy(policy));
        expect(stored).toEqual(policy);
        expect(checkPolicy(stored)).toEqual({ ok: true, policy });
      }),
      100,
    );
  });

  test('is always frozen through and through, and shares nothing with what came', () => {
    always(
      fc.property(anyPolicy(), (policy) => {
        const before = structuredClone(policy);
        const checked = definePolicy(policy);
        expect(deeplyFrozen(checked)).toBe(true);
        expect(deeplyFrozen(definePolicy(checked))).toBe(true);
        expect(checked.includeTargets).not.toBe(policy.includeTargets);
        expect(policy.includeTargets.some((target) => checked.includeTargets.includes(target))).toBe(false);
        expect(policy).toEqual(before);
        expect(Object.isFrozen(policy)).toBe(false);
      }),
      100,
    );
  });

  test('is a plain object, also where none came', () => {
    const bare: unknown = Object.assign(Object.create(null), { state: 'enabled' });
    const check = checkPolicy(bare);
    expect(Object.getPrototypeOf(check.ok && check.policy)).toBe(Object.prototype);
  });
});

describe('what is no policy', () => {
  test.each<[unknown, string]>([
    [undefined, 'undefined'],
    [null, 'null'],
    ['{}', 'string'],
    [60, '60'],
    [true, 'boolean'],
    [[], 'object'],
    [new Map(), 'object'],
    [new Date(0), 'object'],
    [() => ({}), 'function'],
  ])('is refused as a whole: %o', (candidate, received) => {
    const violations = [
      {
        code: 'wrongType',
        path: [],
        message: `\`value\` expected plain object, got ${received}`,
        expected: 'plain object',
        received,
      },
    ];
    expect(checkPolicy(candidate)).toEqual({ ok: false, violations });
    expect(updatePolicy(defaultPolicy, candidate)).toEqual({ ok: false, violations });
  });

  test('is always answered by a check, and always thrown at as documented by a definition', () => {
    always(
      fc.property(anyHostile(), (make) => {
        expect(checkPolicy(make())).toHaveProperty('ok');
        expect(updatePolicy(defaultPolicy, make())).toHaveProperty('ok');
        expect(kind(() => untyped(definePolicy)(make()))).toMatch(/^$|^(Type|Range)Error$/);
      }),
      500,
    );
  });

  test('never becomes one by being merged with one', () => {
    for (const make of everyHostile()) {
      const check = updatePolicy(defaultPolicy, make());
      expect(check.ok ? check.policy : defaultPolicy).toEqual(defaultPolicy);
    }
  });

  test('is never made up by what objects inherit', () => {
    const polluted: Partial<Policy> = { state: 'enabled', isUsableOnce: true };
    Object.assign(Object.prototype, polluted);
    try {
      expect(checkPolicy({}).ok && definePolicy({}).state).toBe('disabled');
    } finally {
      for (const name of Object.keys(polluted)) Reflect.deleteProperty(Object.prototype, name);
    }
  });
});

/** The name of the error that a call throws, `''` for none. */
function kind(call: () => unknown): string {
  try {
    call();
    return '';
  } catch (error) {
    return error instanceof Error ? error.name : 'no error';
  }
}

function deeplyFrozen(value: unknown): boolean {
  return (
    typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(deeplyFrozen))
  );
}
