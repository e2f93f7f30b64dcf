import * as fc from 'fast-check';
import { checkPolicy, defaultPolicy, type Policy, policyBounds } from 'temporary-access-pass';
import { describe, expect, test } from 'vitest';
import { anyHostile, anyIntegerAround, everyHostile, explode, frozen, sparse, viaJson } from './arbitraries.ts';
import { always } from './laws/check.ts';

/** Fields that leave every number of the named kind free to be anything within its bounds. */
const WIDE = { minimumLifetimeInMinutes: 10, maximumLifetimeInMinutes: 43_200 };

const LIFETIMES = ['defaultLifetimeInMinutes', 'minimumLifetimeInMinutes', 'maximumLifetimeInMinutes'] as const;

describe('the bounds', () => {
  test('are those of the Graph reference', () => {
    expect(policyBounds).toEqual({
      defaultLifetimeInMinutes: { minimum: 10, maximum: 43_200 },
      minimumLifetimeInMinutes: { minimum: 10, maximum: 43_200 },
      maximumLifetimeInMinutes: { minimum: 10, maximum: 43_200 },
      defaultLength: { minimum: 8, maximum: 48 },
    });
  });

  test('can never be changed', () => {
    expect(Object.isFrozen(policyBounds)).toBe(true);
    expect(Object.values(policyBounds).every((bound) => Object.isFrozen(bound))).toBe(true);
  });

  test.each([
    [{ defaultLength: 8 }],
    [{ defaultLength: 48 }],
    [{ minimumLifetimeInMinutes: 10 }],
    [{ minimumLifetimeInMinutes: 60, maximumLifetimeInMinutes: 60 }],
    [{ maximumLifetimeInMinutes: 43_200 }],
    [{ ...WIDE, defaultLifetimeInMinutes: 10 }],
    [{ ...WIDE, defaultLifetimeInMinutes: 43_200 }],
    [{ minimumLifetimeInMinutes: 43_200, defaultLifetimeInMinutes: 43_200, maximumLifetimeInMinutes: 43_200 }],
    [{ minimumLifetimeInMinutes: 10, defaultLifetimeInMinutes: 10, maximumLifetimeInMinutes: 10 }],
  ])('are inclusive: %j', (fields) => {
    expect(checkPolicy(fields)).toEqual({ ok: true, policy: { ...defaultPolicy, ...fields } });
  });

  test.each([
    ['defaultLength', 7, '8..48'],
    ['defaultLength', 49, '8..48'],
    ['defaultLength', 0, '8..48'],
    ['defaultLength', -8, '8..48'],
    ['defaultLength', 2 ** 32 + 8, '8..48'],
    ['minimumLifetimeInMinutes', 9, '10..43200'],
    ['maximumLifetimeInMinutes', 43_201, '10..43200'],
    ['maximumLifetimeInMinutes', 2 ** 31, '10..43200'],
    ['maximumLifetimeInMinutes', 2 ** 32 + 60, '10..43200'],
  ])('refuse `%s` of %d', (name, received, range) => {
    const [minimum, maximum] = range.split('..').map(Number);
    expect(checkPolicy({ [name]: received })).toEqual({
      ok: false,
      violations: [
        {
          code: 'outOfRange',
          path: [name],
          message: `\`${name}\` expected ${range}, got ${received}`,
          received,
          minimum,
          maximum,
        },
      ],
    });
  });

  test.each(LIFETIMES)('refuse a `%s` of 0, which never means "unset" or "for ever"', (name) => {
    expect(codes({ ...WIDE, [name]: 0 })).toContain(`outOfRange ${name}`);
    expect(codes({ ...WIDE, [name]: -0 })).toContain(`outOfRange ${name}`);
    expect(codes({ ...WIDE, [name]: -60 })).toContain(`outOfRange ${name}`);
    expect(codes({ ...WIDE, [name]: 9 })).toContain(`outOfRange ${name}`);
    expect(codes({ ...WIDE, [name]: 43_201 })).toContain(`outOfRange ${name}`);
  });

  test('always decide alone about the length', () => {
    always(
      fc.property(anyIntegerAround(-1, 100, [8, 48]), (defaultLength) => {
        expect(checkPolicy({ defaultLength }).ok).toBe(defaultLength > 7 && defaultLength < 49);
      }),
      200,
    );
  });

  test('always decide about lifetimes together with their order, and nothing else does', () => {
    const anyLifetime = anyIntegerAround(8, 43_202, [10, 60, 480, 43_200]);
    always(
      fc.property(anyLifetime, anyLifetime, anyLifetime, (low, middle, high) => {
        const check = checkPolicy({
          minimumLifetimeInMinutes: low,
          defaultLifetimeInMinutes: middle,
          maximumLifetimeInMinutes: high,
        });
        const sorted = [10, low, middle, high, 43_200].toSorted((a, b) => a - b);
        expect(check.ok).toBe(String(sorted) === String([10, low, middle, high, 43_200]));
      }),
      500,
    );
  });
});

describe('the order of the three lifetimes', () => {
  test('is told where the minimum is above the maximum', () => {
    expect(checkPolicy({ minimumLifetimeInMinutes: 481 })).toEqual({
      ok: false,
      violations: [
        {
          code: 'minimumAboveMaximum',
          path: ['minimumLifetimeInMinutes'],
          message: '`minimumLifetimeInMinutes` expected at most `maximumLifetimeInMinutes` (480), got 481',
          minimum: 481,
          maximum: 480,
        },
      ],
    });
  });

  test.each([59, 481])('is told where the default of %d is outside the two', (received) => {
    expect(checkPolicy({ defaultLifetimeInMinutes: received })).toEqual({
      ok: false,
      violations: [
        {
          code: 'defaultOutsideLimits',
          path: ['defaultLifetimeInMinutes'],
          message: `\`defaultLifetimeInMinutes\` expected 60..480, got ${received}`,
          received,
          minimum: 60,
          maximum: 480,
        },
      ],
    });
  });

  test('is told beside a number that is out of its bounds', () => {
    expect(codes({ defaultLifetimeInMinutes: 9 })).toEqual([
      'outOfRange defaultLifetimeInMinutes',
      'defaultOutsideLimits defaultLifetimeInMinutes',
    ]);
  });

  test('is not asked of what is no number', () => {
    expect(codes({ minimumLifetimeInMinutes: '900' })).toEqual(['wrongType minimumLifetimeInMinutes']);
  });
});

describe('a field of the wrong type', () => {
  test.each<[string, unknown, string, string]>([
    ['id', 'temporaryAccessPass', 'TemporaryAccessPass', 'string'],
    ['id', null, 'TemporaryAccessPass', 'null'],
    ['state', 'Enabled', 'enabled or disabled', 'string'],
    ['state', true, 'enabled or disabled', 'boolean'],
    ['defaultLength', '8', 'integer', 'string'],
    ['defaultLength', 8.5, 'integer', '8.5'],
    ['defaultLength', 10n, 'integer', 'bigint'],
    ['defaultLength', Number.NaN, 'integer', 'NaN'],
    ['defaultLength', Infinity, 'integer', 'Infinity'],
    ['defaultLength', null, 'integer', 'null'],
    ['defaultLength', [8], 'integer', 'object'],
    ['defaultLifetimeInMinutes', 60.5, 'integer', '60.5'],
    ['minimumLifetimeInMinutes', true, 'integer', 'boolean'],
    ['maximumLifetimeInMinutes', new Date(480), 'integer', 'object'],
    ['isUsableOnce', 'false', 'true or false', 'string'],
    ['isUsableOnce', 0, 'true or false', '0'],
    ['isUsableOnce', null, 'true or false', 'null'],
    ['includeTargets', 'all_users', 'array', 'string'],
    ['includeTargets', null, 'array', 'null'],
    ['includeTargets', { length: 0 }, 'array', 'object'],
    ['excludeTargets', new Set(), 'array', 'object'],
  ])('`%s`: %o is refused', (name, value, expected, received) => {
    expect(checkPolicy({ [name]: value })).toEqual({
      ok: false,
      violations: [
        {
          code: 'wrongType',
          path: [name],
          message: `\`${name}\` expected ${expected}, got ${received}`,
          expected,
          received,
        },
      ],
    });
  });
});

describe('a target', () => {
  const staff = { targetType: 'group', id: 'staff' };

  test.each([
    [{ includeTargets: [] }],
    [{ includeTargets: [{ ...staff, isRegistrationRequired: true }] }],
    [{ includeTargets: [{ targetType: 'user', id: 'adele', isRegistrationRequired: false }] }],
    [{ excludeTargets: [staff, { targetType: 'user', id: 'adele' }] }],
  ])('can be %j', (fields) => {
    expect(checkPolicy(fields)).toEqual({ ok: true, policy: { ...defaultPolicy, ...fields } });
  });

  test.each([undefined, null])('that is included requires no registration where the flag is %s', (flag) => {
    const check = checkPolicy({ includeTargets: [{ ...staff, isRegistrationRequired: flag }] });
    const includeTargets = [{ ...staff, isRegistrationRequired: false }];
    expect(check).toEqual({ ok: true, policy: { ...defaultPolicy, includeTargets } });
  });

  test.each<[unknown, string]>([
    [null, 'wrongType includeTargets.1'],
    ['all_users', 'wrongType includeTargets.1'],
    [[], 'wrongType includeTargets.1'],
    [undefined, 'wrongType includeTargets.1'],
    [{ id: 'staff' }, 'wrongType includeTargets.1.targetType'],
    [{ ...staff, targetType: 'Group' }, 'wrongType includeTargets.1.targetType'],
    [{ targetType: 'group' }, 'wrongType includeTargets.1.id'],
    [{ ...staff, id: '' }, 'wrongType includeTargets.1.id'],
    [{ ...staff, id: 5 }, 'wrongType includeTargets.1.id'],
    [{ ...staff, isRegistrationRequired: 'false' }, 'wrongType includeTargets.1.isRegistrationRequired'],
    [{ ...staff, isRegistrationRequired: 0 }, 'wrongType includeTargets.1.isRegistrationRequired'],
    [{ ...staff, displayName: 'Staff' }, 'unknownProperty includeTargets.1.displayName'],
  ])('%j is refused where it stands', (target, code) => {
    expect(codes({ includeTargets: [staff, target] })).toEqual([code]);
  });

  test('that is excluded knows nothing of registration', () => {
    expect(codes({ excludeTargets: [{ ...staff, isRegistrationRequired: false }] })).toEqual([
      'unknownProperty excludeTargets.0.isRegistrationRequired',
    ]);
  });
});

describe('everything wrong', () => {
  const wrong = {
    zeal: 1,
    excludeTargets: [{ targetType: 'group' }],
    includeTargets: [{ targetType: 'tenant', id: '', isRegistrationRequired: 1, zest: 1 }],
    isUsableOnce: 1,
    defaultLength: 60,
    maximumLifetimeInMinutes: 11,
    minimumLifetimeInMinutes: 12,
    defaultLifetimeInMinutes: 0,
    state: 'on',
    id: 'tap',
  };

  test('is told at once, in the order of the fields, then unknown ones, then what is between them', () => {
    expect(codes(wrong)).toEqual([
      'wrongType id',
      'wrongType state',
      'outOfRange defaultLifetimeInMinutes',
      'outOfRange defaultLength',
      'wrongType isUsableOnce',
      'wrongType includeTargets.0.targetType',
      'wrongType includeTargets.0.id',
      'wrongType includeTargets.0.isRegistrationRequired',
      'unknownProperty includeTargets.0.zest',
      'wrongType excludeTargets.0.id',
      'unknownProperty zeal',
      'minimumAboveMaximum minimumLifetimeInMinutes',
    ]);
  });

  test('is told in plain data', () => {
    const check = checkPolicy(wrong);
    expect(viaJson(check)).toEqual(check);
  });

  test('never repeats text that came in', () => {
    const secret = 'kXw9-mQ2';
    const check = checkPolicy({
      id: secret,
      state: secret,
      defaultLength: secret,
      isUsableOnce: [secret],
      includeTargets: [secret, { targetType: secret, id: { secret }, isRegistrationRequired: secret }],
      excludeTargets: secret,
      note: secret,
    });
    expect(check.ok).toBe(false);
    expect(JSON.stringify(check)).not.toContain(secret);
  });
});

describe('a hostile field', () => {
  const names = Object.keys(defaultPolicy);

  test.each(names)('`%s` is never accepted as anything but what it is', (name) => {
    for (const make of everyHostile()) {
      const check = checkPolicy({ [name]: make() });
      expect(check.ok ? viaJson(check.policy) : null).toEqual(check.ok ? check.policy : null);
      // What the types of the policy say is all that comes out.
      if (check.ok) whole(check.policy);
    }
  });

  test('is always answered, never thrown at', () => {
    const target = fc.record(
      { targetType: anyHostile(), id: anyHostile(), isRegistrationRequired: anyHostile() },
      { requiredKeys: [] },
    );
    always(
      fc.property(fc.constantFrom(...names), anyHostile(), target, (name, make, parts) => {
        const fields = Object.entries(parts).map(([key, part]) => [key, part?.()]);
        const includeTargets = [Object.fromEntries(fields), make()];
        expect(checkPolicy({ [name]: make() })).toHaveProperty('ok');
        expect(checkPolicy({ [name]: [make()] })).toHaveProperty('ok');
        expect(checkPolicy({ includeTargets })).toHaveProperty('ok', false);
      }),
      500,
    );
  });

  test('that is a list of holes is no list, however long', () => {
    expect(codes({ includeTargets: sparse(3) })).toEqual(['wrongType includeTargets']);
    expect(codes({ excludeTargets: sparse(3) })).toEqual(['wrongType excludeTargets']);
    expect(codes({ includeTargets: sparse(2 ** 32 - 1) })).toEqual(['wrongType includeTargets']);
  });

  test('that is a list which can not be read is no list', () => {
    const items: unknown[] = [
      Object.defineProperty([1], 0, { enumerable: true, get: explode }),
      new Proxy([1], { get: explode }),
    ];
    for (const item of items) expect(codes({ includeTargets: item })).toEqual(['wrongType includeTargets']);
  });

  test('is answered in bounded time where there are 200,000', () => {
    const many = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`field ${index}`, index]));
    const includeTargets = Array.from({ length: 200_000 }, () => null);
    const started = performance.now();
    expect(codes(many)).toHaveLength(200_000);
    expect(codes({ includeTargets })).toHaveLength(200_000);
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  test('that answers differently each time is read once', () => {
    let reads = 0;
    const check = checkPolicy({
      get defaultLength() {
        reads += 1;
        return reads === 1 ? 12 : 4;
      },
      includeTargets: [
        {
          targetType: 'group',
          get id() {
            reads += 10;
            return reads > 11 ? 'all_users' : 'staff';
          },
        },
      ],
    });
    const includeTargets = [{ targetType: 'group', id: 'staff', isRegistrationRequired: false }];
    expect(check).toEqual({ ok: true, policy: { ...defaultPolicy, defaultLength: 12, includeTargets } });
    expect(reads).toBe(11);
  });

  test('with the name of something every object has is unknown, and nothing more', () => {
    const parsed: unknown = JSON.parse(
      '{"__proto__": {"state": "enabled"}, "constructor": 1, "toString": 2, "hasOwnProperty": 3}',
    );
    expect(codes(frozen(parsed))).toEqual([
      'unknownProperty __proto__',
      'unknownProperty constructor',
      'unknownProperty toString',
      'unknownProperty hasOwnProperty',
    ]);
    expect(Object.hasOwn(Object.prototype, 'state')).toBe(false);
  });

  test('that is inherited is never read', () => {
    expect(codes(Object.create({ state: 'enabled' }))).toEqual(['wrongType ']);
    const target: unknown = Object.create({ targetType: 'group', id: 'all_users' });
    expect(codes({ includeTargets: [target] })).toEqual(['wrongType includeTargets.0']);
  });
});

/** `code path` of everything wrong with a policy; nothing for a right one. */
function codes(candidate: unknown): string[] {
  const check = checkPolicy(candidate);
  return check.ok ? [] : check.violations.map(({ code, path }) => `${code} ${path.join('.')}`);
}

/** Throws unless a policy is what its type says. */
function whole(policy: Policy): void {
  expect(policy).toEqual({
    id: 'TemporaryAccessPass',
    state: expect.stringMatching(/^(en|dis)abled$/),
    defaultLifetimeInMinutes: expect.any(Number),
    minimumLifetimeInMinutes: expect.any(Number),
    maximumLifetimeInMinutes: expect.any(Number),
    defaultLength: expect.any(Number),
    isUsableOnce: expect.any(Boolean),
    includeTargets: policy.includeTargets.map(() => ({
      targetType: expect.stringMatching(/^(group|user)$/),
      id: expect.stringMatching(/./),
      isRegistrationRequired: expect.any(Boolean),
    })),
    excludeTargets: policy.excludeTargets.map(() => ({
      targetType: expect.stringMatching(/^(group|user)$/),
      id: expect.stringMatching(/./),
    })),
  });
}
