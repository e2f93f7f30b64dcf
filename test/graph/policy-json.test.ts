import * as fc from 'fast-check';
import { checkPolicy, defaultPolicy, updatePolicy, wrongType } from 'temporary-access-pass';
import { parsePolicyPatch, readPolicy, writePolicy } from 'temporary-access-pass/graph';
import { describe, expect, test } from 'vitest';
import { anyPolicy, frozen, viaJson } from '../arbitraries.ts';
import { always } from '../laws/check.ts';

/** The same type without its `#`, and in the namespace of the early draft. */
const LIKE_IT = ['microsoft.graph', '#microsoft.strongAuthentication'].map((space) => ({
  '@odata.type': `${space}.temporaryAccessPassAuthenticationMethodConfiguration`,
}));

const TYPE = { '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration' };

describe('a policy on the wire', () => {
  test('has the names of Graph in the order of Graph', () => {
    expect(JSON.stringify(writePolicy(defaultPolicy))).toBe(
      '{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#authenticationMethodConfigurations/$entity",' +
        '"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration","id":"TemporaryAccessPass",' +
        '"state":"disabled","defaultLifetimeInMinutes":60,"defaultLength":8,"minimumLifetimeInMinutes":60,' +
        '"maximumLifetimeInMinutes":480,"isUsableOnce":false,"excludeTargets":[],"includeTargets@odata.context":' +
        '"https://graph.microsoft.com/v1.0/$metadata#policies/authenticationMethodsPolicy/authenticationMethodConfigurations(\'TemporaryAccessPass\')/microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration/includeTargets",' +
        '"includeTargets":[{"targetType":"group","id":"all_users","isRegistrationRequired":false}]}',
    );
    expect(writePolicy(defaultPolicy, { version: 'beta' })['@odata.context']).toContain('/beta/$metadata#');
  });

  test('is always the same after it', () => {
    always(
      fc.property(anyPolicy(), (candidate) => {
        const check = checkPolicy(candidate);
        if (!check.ok) throw new Error('no policy');
        expect(readPolicy(viaJson(writePolicy(frozen(check.policy))))).toEqual(check);
      }),
      500,
    );
  });

  test('is read without annotations, down to its targets', () => {
    const target = { '@odata.type': '#microsoft.graph.authenticationMethodTarget', targetType: 'user', id: 'adele' };
    const check = readPolicy({ ...TYPE, includeTargets: [target], excludeTargets: [target] });
    expect(check).toMatchObject({
      policy: {
        includeTargets: [{ targetType: 'user', id: 'adele', isRegistrationRequired: false }],
        excludeTargets: [{ targetType: 'user', id: 'adele' }],
      },
    });
  });

  test.each([null, [], 'x', 5, { state: 'on' }, { includeTargets: [null] }, { unheard: 1 }, { includeTargets: {} }])(
    'is refused by the core: %j',
    (json) => {
      expect(readPolicy(json)).toEqual(checkPolicy(json));
      expect(readPolicy(json).ok).toBe(false);
    },
  );

  test.each([
    ['#microsoft.graph.fido2AuthenticationMethodConfiguration', 'string'],
    ['', 'string'],
    [null, 'null'],
    [[TYPE['@odata.type']], 'object'],
  ])('is refused where it is the configuration of another method: %j', (type, received) => {
    const expected = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration';
    const message = `\`@odata.type\` expected ${expected}, got ${received}`;
    expect(readPolicy({ '@odata.type': type, state: 'enabled' })).toEqual({
      ok: false,
      violations: [{ code: 'wrongType', path: ['@odata.type'], message, expected, received }],
    });
  });

  test('is read without a type, without its `#`, and with one in the namespace of the draft', () => {
    for (const type of [{}, TYPE, ...LIKE_IT])
      expect(readPolicy({ ...type, state: 'enabled' })).toMatchObject({ ok: true, policy: { state: 'enabled' } });
  });
});

describe('parsePolicyPatch', () => {
  test('gives what updatePolicy takes', () => {
    const parsed = parsePolicyPatch({ ...TYPE, 'x@y': 1, state: 'enabled', unheard: 1 });
    expect(parsed).toEqual({ ok: true, patch: { state: 'enabled', unheard: 1 } });
    expect(parsed.ok && updatePolicy(defaultPolicy, parsed.patch)).toMatchObject({ ok: false });
  });

  test.each([
    undefined,
    null,
    '#microsoft.graph.fido2AuthenticationMethodConfiguration',
    'temporaryAccessPassAuthenticationMethodConfiguration',
    [TYPE['@odata.type']],
    `x${TYPE['@odata.type']}`,
    `${TYPE['@odata.type']}#`,
  ])('refuses %j for a type', (type) => {
    const violations = [wrongType(['@odata.type'], TYPE['@odata.type'], type)];
    expect(parsePolicyPatch({ '@odata.type': type })).toEqual({ ok: false, violations });
  });

  test('refuses a type that is not there, or inherited', () => {
    const violations = [wrongType(['@odata.type'], TYPE['@odata.type'], undefined)];
    expect(parsePolicyPatch({})).toEqual({ ok: false, violations });
    expect(parsePolicyPatch(Object.create(TYPE))).toEqual({ ok: false, violations });
  });

  test.each([null, [TYPE], 'x'])('refuses %j', (json) => {
    expect(parsePolicyPatch(json)).toEqual({ ok: false, violations: [wrongType([], 'object', json)] });
  });
});
