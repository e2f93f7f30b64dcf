import { checkRequest, definePolicy, wrongType } from 'temporary-access-pass';
import { parseCreateRequest } from 'temporary-access-pass/graph';
import { describe, expect, test } from 'vitest';
import { MONDAY } from '../arbitraries.ts';

const policy = definePolicy({ state: 'enabled' });

describe('parseCreateRequest', () => {
  test.each([
    ['{}', {}],
    ['{"startDateTime":"2026-11-23T10:00:00+01:00"}', { startDateTime: MONDAY }],
    ['{"startDateTime":null,"lifetimeInMinutes":60}', { startDateTime: null, lifetimeInMinutes: 60 }],
    [
      '{"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethod","@odata.context":"x","a@b.c":1,"isUsableOnce":true}',
      { isUsableOnce: true },
    ],
    ['{"lifetimeInMinutes":60,"lifetimeInMinutes":90}', { lifetimeInMinutes: 90 }],
  ])('reads %s', (text, request) => {
    expect(parseCreateRequest(JSON.parse(text))).toEqual({ ok: true, request });
  });

  test.each([
    ['"2026-11-23T09:00:00"', ['startDateTime']],
    ['"2026-02-30T09:00:00Z"', ['startDateTime']],
    ['1763888400000', ['startDateTime']],
    ['{"epochMilliseconds":0}', ['startDateTime']],
    ['[]', ['startDateTime']],
    ['false', ['startDateTime']],
    ['""', ['startDateTime']],
  ])('refuses a start of %s', (start, path) => {
    const reading = parseCreateRequest(JSON.parse(`{"startDateTime":${start}}`));
    expect(reading).toMatchObject({ ok: false, violations: [{ code: 'wrongType', path }] });
  });

  test.each(['null', '[]', '5', '"{}"', 'true'])('refuses %s', (text) => {
    const json: unknown = JSON.parse(text);
    expect(parseCreateRequest(json)).toEqual({ ok: false, violations: [wrongType([], 'object', json)] });
  });

  test('refuses another type, and both at once', () => {
    const json = { '@odata.type': '#microsoft.graph.phoneAuthenticationMethod', startDateTime: 'x' };
    const reading = parseCreateRequest(json);
    expect(!reading.ok && reading.violations.map(({ message }) => message)).toEqual([
      '`@odata.type` expected the type of a Temporary Access Pass, got string',
      '`startDateTime` expected date-time with Z or an offset, such as 2026-11-24T08:00:00Z, got string',
    ]);
  });

  test('leaves every rule to the core', () => {
    const text = '{"lifetimeInMinutes":"60","isUsableOnce":1,"__proto__":{"x":1},"toString":1,"id":"mine"}';
    const reading = parseCreateRequest(JSON.parse(text));
    const check = reading.ok && checkRequest(reading.request, { policy, now: MONDAY });
    expect(check && !check.ok && check.violations.map(({ code, path }) => [code, ...path])).toEqual([
      ['wrongType', 'lifetimeInMinutes'],
      ['wrongType', 'isUsableOnce'],
      ['unknownProperty', '__proto__'],
      ['unknownProperty', 'toString'],
    ]);
  });

  test('changes nothing that it is given', () => {
    const json = Object.freeze({ '@odata.type': null, startDateTime: '2026-11-23T09:00:00Z' });
    expect(parseCreateRequest(json)).toEqual({ ok: true, request: { startDateTime: MONDAY } });
  });
});
