import { defaultPolicy } from 'temporary-access-pass';
import { type Finding, lintPolicy, toMarkdown } from 'temporary-access-pass/review';
import { describe, expect, test } from 'vitest';

describe('findings in Markdown', () => {
  test('are a table: what is broken, then what is open, then what is accepted and why', () => {
    const accepted = { 'EIDSCA.AT01': 'a pilot' } as const;
    const keep = new Set(['EIDSCA.AT01', 'ZTA.21846', 'NIST.4.2.1.2']);
    const findings = lintPolicy(defaultPolicy, { accepted }).filter(({ id }) => keep.has(id));
    expect(toMarkdown(findings)).toBe(
      [
        '1 broken, 1 open, 1 accepted',
        '',
        '| | check | severity | found | to do |',
        '|---|---|---|---|---|',
        '| broken | [ZTA.21846](https://learn.microsoft.com/entra/fundamentals/zero-trust-protect-identities#restrict-temporary-access-pass-to-single-use) | medium | `isUsableOnce` is false | set `isUsableOnce` to true |',
        '| open | [NIST.4.2.1.2](https://pages.nist.gov/800-63-4/sp800-63b.html) | high | no word on how passcodes are delivered | tell `delivery` |',
        '| accepted | [EIDSCA.AT01](https://maester.dev/docs/tests/EIDSCA.AT01) | high | `state` is disabled | a pilot |',
        '',
      ].join('\n'),
    );
  });

  test('are one line where there are none', () => {
    expect(toMarkdown([])).toBe('0 broken, 0 open, 0 accepted\n');
  });

  test.each([
    ['a|b\\|c\n\n<img> & d', 'a&#124;b&#92;&#124;c &#60;img&#62; &#38; d'],
    ['![x](https://e.example/x.png)', '&#33;&#91;x&#93;(https&#58;//e.example/x.png)'],
    ['`code` **bold** ~~gone~~ @all', '&#96;code&#96; &#42;&#42;bold&#42;&#42; &#126;&#126;gone&#126;&#126; &#64;all'],
    ['a\u0000b\ud800c', 'a\ufffdb\ufffdc'],
    ['Geräte 🔑 (Annex A.1, 2026-11)', 'Geräte 🔑 (Annex A.1, 2026-11)'],
  ])('never let a reason be more than text in its cell: %j', (reason, told) => {
    const [first] = lintPolicy(defaultPolicy, { accepted: { 'EIDSCA.AT01': reason } }) as [Finding];
    expect(toMarkdown([first]).split('\n').at(-2)).toMatch(
      new RegExp(` \\| ${told.replaceAll(/[.()]/g, '\\$&')} \\|$`),
    );
  });
});
