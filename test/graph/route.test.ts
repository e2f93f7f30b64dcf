import * as fc from 'fast-check';
import { address } from 'temporary-access-pass/graph';
import { describe, expect, test } from 'vitest';
import { batchVersion, route } from '../../src/graph/route.ts';
import { untyped } from '../arbitraries.ts';
import { always } from '../laws/check.ts';

const PASSES = 'authentication/temporaryAccessPassMethods';
const CONFIGURATIONS = 'policies/authenticationMethodsPolicy/authenticationMethodConfigurations';

describe('address', () => {
  test.each([
    [`/v1.0/users/adele/${PASSES}`, 'adele'],
    [`/beta/users/adele%40contoso.example/${PASSES}`, 'adele@contoso.example'],
    [`/v1.0/users/adele@contoso.example/${PASSES}/`, 'adele@contoso.example'],
    [`https://graph.microsoft.com/v1.0/users/adele/${PASSES}/5`, 'adele'],
    [`http://127.0.0.1:4010/v1.0/users/adele/${PASSES}?x=1`, 'adele'],
    [`/V1.0/USERS/Adele/${PASSES.toUpperCase()}`, 'Adele'],
    [`/v1.0/users('adele')/${PASSES}('5')`, 'adele'],
    [`/v1.0/users('o''neil')/${PASSES}`, "o'neil"],
    [`/v1.0/users/o'neil/${PASSES}`, "o'neil"],
    [`/v1.0/users/a%2Fb/${PASSES}`, 'a/b'],
    [`/v1.0/users/%E2%82%AC/${PASSES}`, '€'],
    [`/v1.0/users/__proto__/${PASSES}`, '__proto__'],
    [`/v1.0/users/me/${PASSES}`, 'me'],
    [`/v1.0/me/${PASSES}`, null],
    [`/beta/user/${PASSES}/5`, null],
  ])('of %s is %j', (url, userKey) => {
    expect(address({ url })).toEqual({ about: 'passes', userKey });
  });

  test.each([
    `/v1.0/${CONFIGURATIONS}/temporaryAccessPass`,
    `https://graph.microsoft.com/beta/${CONFIGURATIONS}/TemporaryAccessPass/`,
    `/v1.0/${CONFIGURATIONS}('TemporaryAccessPass')`,
    `/v1.0/${CONFIGURATIONS.toLowerCase()}/temporaryaccesspass?$select=state`,
  ])('of %s is the policy', (url) => {
    expect(address({ url })).toEqual({ about: 'policy', userKey: null });
  });

  test.each([
    '',
    '/',
    '/v1.0',
    `/v2.0/users/adele/${PASSES}`,
    `/users/adele/${PASSES}`,
    `/v1x0/users/adele/${PASSES}`,
    `/v1.0/users//${PASSES}`,
    `/v1.0/users('')/${PASSES}`,
    `/v1.0/users/adele/b/${PASSES}`,
    `/v1.0/users/adele/${PASSES}//`,
    `/v1.0/users/adele/${PASSES}/5/6`,
    `/v1.0/users/adele/${PASSES}s`,
    `/v1.0/users/%/${PASSES}`,
    `/v1.0/users/%ff/${PASSES}`,
    `/v1.0/users/a b/${PASSES}`,
    `/v1.0/users/é/${PASSES}`,
    `/v1.0/users/\ud800/${PASSES}`,
    `/v1.0/users/adele/${PASSES}#fragment`,
    `/v1.0/users/adele/${PASSES}\n`,
    `/v1.0/mes/${PASSES}`,
    `/v1.0/${CONFIGURATIONS}/fido2`,
    `/v1.0/${CONFIGURATIONS}`,
    `ftp://graph.microsoft.com/v1.0/me/${PASSES}`,
    `//graph.microsoft.com/v1.0/me/${PASSES}`,
    `/v1.0/users/${'a'.repeat(3000)}/${PASSES}`,
  ])('of %s is nothing', (url) => {
    expect(address({ url })).toEqual({ about: 'nothing', userKey: null });
  });

  test.each([
    ['v1.0', 'v1.0'],
    ['V1.0', 'v1.0'],
    ['beta', 'beta'],
    ['Beta', 'beta'],
  ])('under %s is that of %s', (written, version) => {
    expect(route(`/${written}/me/${PASSES}`)).toMatchObject({ version });
    expect(route(`/${written}/${CONFIGURATIONS}/temporaryAccessPass`)).toMatchObject({ version });
  });

  test.each([`me/${PASSES}`, `${CONFIGURATIONS}/temporaryAccessPass`])('of %s says what stands behind it', (path) => {
    const queries = ['', '?', '?$top=1&x'].map((query) => {
      const to = route(`/v1.0/${path}${query}`);
      return to.about === 'nothing' ? undefined : to.query;
    });
    expect(queries).toEqual(['', '', '$top=1&x']);
  });

  test('of what is no text is nothing, and never made text', () => {
    const path = `/v1.0/me/${PASSES}`;
    const sly: unknown[] = [
      new Proxy(/60/, {}),
      { toString: () => path },
      [path],
      new String(path),
      5,
      null,
      undefined,
    ];
    for (const url of sly) {
      expect(untyped(address)({ url })).toEqual({ about: 'nothing', userKey: null });
      expect(untyped(batchVersion)(url)).toBeUndefined();
    }
    expect(untyped(batchVersion)(['/v1.0/$batch'])).toBeUndefined();
  });

  test('of more than 2048 characters is nothing', () => {
    const url = `/v1.0/users/adele/${PASSES}?`.padEnd(2048, 'x');
    expect([address({ url }).about, address({ url: `${url}x` }).about]).toEqual(['passes', 'nothing']);
  });

  test('always finds a key again, however odd it is', () => {
    const key = fc.string({ minLength: 1, unit: 'binary', maxLength: 30 });
    always(
      fc.property(key, key, (user, id) => {
        const encoded = encodeURIComponent(user);
        expect(route(`/v1.0/users/${encoded}/${PASSES}/${encodeURIComponent(id)}`)).toMatchObject({
          userKey: user,
          passId: id,
        });
        const quoted = encodeURIComponent(user.replaceAll("'", "''"));
        expect(route(`/beta/users('${quoted}')/${PASSES}`)).toMatchObject({
          version: 'beta',
          userKey: user,
          passId: null,
        });
      }),
      1000,
    );
  });

  test('never throws', () => {
    const piece = fc.constantFrom(
      '/',
      'v1.0',
      'users',
      PASSES,
      "('",
      "')",
      '%',
      '%41',
      '%e2',
      '?',
      '#',
      'me',
      'http://',
      '\ud800',
    );
    always(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        expect(['passes', 'policy', 'nothing']).toContain(address({ url: pieces.join('') }).about);
      }),
      1000,
    );
  });
});
