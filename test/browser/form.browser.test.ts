import * as fc from 'fast-check';
import { alphabets, checkRequest, definePolicy, generatePasscode, secureRandom } from 'temporary-access-pass';
import { formConstraints } from 'temporary-access-pass/ui';
import { describe, expect, test } from 'vitest';
import { anyIntegerAround, anyPolicy, MONDAY } from '../arbitraries.ts';
import { always } from '../laws/check.ts';

function input(properties: object): HTMLInputElement {
  const element = Object.assign(document.createElement('input'), properties);
  document.body.replaceChildren(element);
  return element;
}

/** Whether a browser lets this be sent, typed by hand. */
function accepts(element: HTMLInputElement, typed: string): boolean {
  element.value = typed;
  return element.checkValidity();
}

describe('a number field with the limits of a form', () => {
  test('always accepts what the rules accept, and never else', () => {
    const everybody = { state: 'enabled', includeTargets: [{ targetType: 'group', id: 'all_users' }] } as const;
    const law = fc.property(anyPolicy(), anyIntegerAround(1, 43_201, [10, 60, 480]), (some, asked) => {
      const policy = { ...some, ...everybody, excludeTargets: [] };
      const { min, max, step, default: value } = formConstraints(policy).lifetimeInMinutes;
      const field = input({ type: 'number', required: true, min, max, step });
      for (const lifetimeInMinutes of [asked, min - 1, min, max, max + 1, value, value + 0.5]) {
        const { ok } = checkRequest({ lifetimeInMinutes }, { policy, now: MONDAY });
        expect(accepts(field, String(lifetimeInMinutes))).toBe(ok);
      }
    });
    always(law, 100);
  });
});

describe('a field for a passcode', () => {
  const { passcode } = formConstraints(definePolicy({}));

  test('is set up by assignment', () => {
    const field = input(passcode);
    expect(field.pattern).toBe(passcode.pattern);
    expect([field.minLength, field.maxLength]).toEqual([8, 48]);
    expect([field.inputMode, field.autocapitalize, field.autocomplete, field.spellcheck]).toEqual([
      'text',
      'none',
      'off',
      false,
    ]);
  });

  test.each([
    ['+drkzqAD', true],
    ['~'.repeat(48), true],
    ['+drkzqA', false],
    ['+drk zqAD', false],
    [' +drkzqAD', false],
    ['+drkzqAÄ', false],
    ['~'.repeat(49), false],
  ])('says of %j: %s', (typed, valid) => {
    expect(accepts(input({ ...passcode, required: true }), typed)).toBe(valid);
  });

  test.each(Object.entries(alphabets))('always accepts passcodes of the alphabet %s', (_name, alphabet) => {
    const field = input({ ...formConstraints(definePolicy({}), { alphabet }).passcode, required: true });
    for (const length of [8, 16, 48]) {
      const text = generatePasscode({ random: secureRandom, alphabet, length }).reveal();
      expect(accepts(field, text)).toBe(true);
      expect(accepts(field, `${text.slice(1)}~`)).toBe(false);
    }
  });
});
