import type { StandardSchemaV1 } from '@standard-schema/spec';
import * as fc from 'fast-check';
import {
  type AcceptedRequest,
  checkPolicy,
  checkRequest,
  definePolicy,
  type PassRequest,
  type Policy,
  policySchema,
  requestSchema,
} from 'temporary-access-pass';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { anyHostile, anyPolicy, anyRequest, anySubject, MONDAY } from './arbitraries.ts';
import { always } from './laws/check.ts';

const policy = definePolicy({ state: 'enabled' });

/** What a library does that knows nothing but the standard. */
async function parse<Schema extends StandardSchemaV1>(
  schema: Schema,
  value: unknown,
): Promise<StandardSchemaV1.InferOutput<Schema> | readonly StandardSchemaV1.Issue[]> {
  const result = await schema['~standard'].validate(value);
  return result.issues ?? result.value;
}

describe('a schema', () => {
  test.each<[string, StandardSchemaV1]>([
    ['policySchema', policySchema],
    ['requestSchema', requestSchema({ policy, now: MONDAY })],
  ])('is a Standard Schema of version 1: %s', (_name, schema) => {
    const { version, vendor, validate } = schema['~standard'];
    expect([version, vendor, typeof validate]).toEqual([1, 'temporary-access-pass', 'function']);
  });

  test('says what goes in and what comes out', () => {
    const requests = requestSchema({ policy, now: MONDAY });
    expectTypeOf<StandardSchemaV1.InferInput<typeof requests>>().toEqualTypeOf<PassRequest>();
    expectTypeOf<StandardSchemaV1.InferOutput<typeof requests>>().toEqualTypeOf<AcceptedRequest>();
    expectTypeOf<StandardSchemaV1.InferInput<typeof policySchema>>().toEqualTypeOf<Partial<Policy>>();
    expectTypeOf<StandardSchemaV1.InferOutput<typeof policySchema>>().toEqualTypeOf<Policy>();
    expectTypeOf(requests).toExtend<StandardSchemaV1<PassRequest, AcceptedRequest>>();
    expectTypeOf(policySchema).toExtend<StandardSchemaV1<Partial<Policy>, Policy>>();
  });

  test('gives the value, with defaults filled in', async () => {
    expect(await parse(policySchema, { state: 'enabled' })).toEqual(policy);
    expect(await parse(requestSchema({ policy, now: MONDAY }), { lifetimeInMinutes: 120 })).toEqual({
      startDateTime: null,
      lifetimeInMinutes: 120,
      isUsableOnce: false,
    });
  });

  test('gives issues with a path and a message, and with code and numbers on top', async () => {
    expect(await parse(policySchema, { includeTargets: [{ targetType: 'group', id: '' }], defaultLength: 49 })).toEqual(
      [
        {
          code: 'outOfRange',
          path: ['defaultLength'],
          message: '`defaultLength` expected 8..48, got 49',
          received: 49,
          minimum: 8,
          maximum: 48,
        },
        {
          code: 'wrongType',
          path: ['includeTargets', 0, 'id'],
          message: '`includeTargets.0.id` expected non-empty string, got string',
          expected: 'non-empty string',
          received: 'string',
        },
      ],
    );
  });

  test('never gives a promise', () => {
    expect(policySchema['~standard'].validate({})).not.toBeInstanceOf(Promise);
    expect(requestSchema({ policy, now: MONDAY })['~standard'].validate({})).not.toBeInstanceOf(Promise);
  });

  test('reads the instant at each validation', () => {
    let now = MONDAY;
    const schema = requestSchema({
      policy,
      get now() {
        return now;
      },
    });
    const issuesAt = (startDateTime: number): boolean => 'issues' in schema['~standard'].validate({ startDateTime });
    expect(issuesAt(MONDAY)).toBe(false);
    now += 1;
    expect(issuesAt(MONDAY)).toBe(true);
    expect(issuesAt(MONDAY + 1)).toBe(false);
  });

  test('never reads a context before it validates, and throws for a wrong one when it does', () => {
    const schema = requestSchema({ policy, now: Number.NaN });
    expect(() => schema['~standard'].validate({})).toThrow(new RangeError('`now` expected instant, got NaN'));
  });

  test('always says what the check of the same name says', () => {
    const anyCase = fc
      .record({ policy: anyPolicy(), subject: anySubject() })
      .chain((context) => anyRequest({ policy: context.policy }).map((request) => ({ context, request })));
    always(
      fc.property(anyCase, ({ context, request }) => {
        const check = checkRequest(request, { ...context, now: MONDAY });
        const result = requestSchema({ ...context, now: MONDAY })['~standard'].validate(request);
        expect(result).toEqual(check.ok ? { value: check.request } : { issues: check.violations });
      }),
      200,
    );
    always(
      fc.property(anyPolicy(), anyHostile(), (one, make) => {
        const candidate = { ...one, defaultLength: make() };
        const check = checkPolicy(candidate);
        const result = policySchema['~standard'].validate(candidate);
        expect(result).toEqual(check.ok ? { value: check.policy } : { issues: check.violations });
      }),
      100,
    );
  });

  test('always has a value or at least one issue that conforms, for any input whatever', () => {
    const schemas: readonly StandardSchemaV1[] = [policySchema, requestSchema({ policy, now: MONDAY })];
    always(
      fc.property(anyHostile(), fc.constantFrom(...schemas), (make, schema) => {
        const result = schema['~standard'].validate(make());
        const { issues } = result instanceof Promise ? { issues: [] } : result;
        expect(issues?.length).not.toBe(0);
        for (const { message, path } of issues ?? []) {
          expect(message).toMatch(/./);
          expect(path?.every((key) => typeof key === 'string' || typeof key === 'number')).toBe(true);
        }
      }),
      300,
    );
  });
});
