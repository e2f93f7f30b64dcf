import { defaultPolicy, definePolicy, updatePolicy } from 'temporary-access-pass';
import {
  parseCreateRequest,
  parsePolicyPatch,
  readPass,
  readPolicy,
  writePass,
  writePolicy,
} from 'temporary-access-pass/graph';
import { describe, expect, test } from 'vitest';
import {
  CAPTURED_RESPONSE,
  DRAFT_REQUEST,
  PRINTED_PATCH,
  PRINTED_POLICY,
  PRINTED_REQUEST,
  PRINTED_RESPONSE,
} from './documented.ts';

const policy = definePolicy({ state: 'enabled' });

describe('what Microsoft prints and people captured', () => {
  test('is read: the request', () => {
    const request = { startDateTime: Date.UTC(2021, 0, 26), lifetimeInMinutes: 60, isUsableOnce: false };
    expect(parseCreateRequest(JSON.parse(PRINTED_REQUEST))).toEqual({ ok: true, request });
  });

  test("is read: the draft's request", () => {
    expect(parseCreateRequest(JSON.parse(DRAFT_REQUEST))).toMatchObject({
      ok: true,
      request: { lifetimeInMinutes: 60 },
    });
  });

  test.each([
    [PRINTED_RESPONSE, Date.UTC(2021, 0, 25, 23, 53, 35, 502), Date.UTC(2021, 0, 26)],
    [CAPTURED_RESPONSE, Date.UTC(2021, 7, 7, 13, 2, 7, 574), Date.UTC(2021, 7, 7, 13, 2, 6, 261)],
  ])('is read and written again, but for digits beyond the millisecond: %s', (text, createdAt, startsAt) => {
    const json = JSON.parse(text) as Record<string, unknown>;
    const reading = readPass(json);
    expect(reading).toMatchObject({ ok: true, pass: { createdAt, startsAt } });
    if (!reading.ok) return;
    const { '@odata.type': _type, '@odata.context': _context, temporaryAccessPass: _secret, ...plain } = json;
    const cut = (name: string): object => ({ [name]: String(plain[name]).replace(/(\.\d{3})\d+/, '$1') });
    const { temporaryAccessPass: _null, ...written } = writePass(reading.pass, { policy, now: createdAt });
    expect(written).toEqual({ ...plain, ...cut('createdDateTime'), ...cut('startDateTime') });
  });

  test('has its names in the order in which they are written', () => {
    const reading = readPass(JSON.parse(CAPTURED_RESPONSE));
    if (!reading.ok) throw new Error('refused');
    const written = writePass(reading.pass, { policy, now: 0, userKey: 'x' });
    expect(Object.keys(written)).toEqual(Object.keys(JSON.parse(CAPTURED_RESPONSE) as object));
  });

  test('is read and written again: the policy', () => {
    const check = readPolicy(JSON.parse(PRINTED_POLICY));
    const { excludeTargets, ...written } = writePolicy(check.ok ? check.policy : defaultPolicy, { version: 'beta' });
    expect(excludeTargets).toEqual([]);
    expect(JSON.stringify(written)).toBe(PRINTED_POLICY);
  });

  test('is read: the patch', () => {
    const parsed = parsePolicyPatch(JSON.parse(PRINTED_PATCH));
    expect(parsed.ok && updatePolicy(policy, parsed.patch)).toEqual({
      ok: true,
      policy: { ...policy, isUsableOnce: true },
    });
  });
});
