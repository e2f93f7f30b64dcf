import type { Finding } from './finding.ts';

/**
 * Findings as a Markdown table, for a pull request or a wiki: broken ones first, then open ones, then accepted ones with their reason.
 * Grade: chosen.
 *
 * @example
 * ```ts
 * import { definePolicy } from 'temporary-access-pass';
 * import { lintPolicy, toMarkdown } from 'temporary-access-pass/review';
 *
 * const findings = lintPolicy(definePolicy({ state: 'enabled' })).filter(({ id }) => id === 'EIDSCA.AT02');
 * toMarkdown(findings).split('\n')[4];
 * // => '| broken | [EIDSCA.AT02](https://maester.dev/docs/tests/EIDSCA.AT02) | medium | `isUsableOnce` is false | set `isUsableOnce` to true |'
 * ```
 */
export function toMarkdown(findings: readonly Finding[]): string {
  const count = (state: string): number => findings.filter((finding) => stateOf(finding) === state).length;
  const summary = `${count('broken')} broken, ${count('open')} open, ${count('accepted')} accepted`;
  if (findings.length === 0) return `${summary}\n`;
  const rows = ['broken', 'open', 'accepted'].flatMap((state) =>
    findings.filter((finding) => stateOf(finding) === state).map((finding) => row(finding, state)),
  );
  return [summary, '', '| | check | severity | found | to do |', '|---|---|---|---|---|', ...rows, ''].join('\n');
}

function stateOf({ verdict, accepted }: Finding): string {
  return accepted === null ? verdict : 'accepted';
}

function row({ id, severity, found, fix, source, accepted }: Finding, state: string): string {
  const cells = [
    state,
    `[${id}](${source.url})`,
    severity,
    cell(found),
    accepted === null ? cell(fix) : quote(accepted),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** Text that is a cell and nothing more. */
function cell(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('\\', '&#92;')
    .replaceAll('|', '&#124;')
    .replaceAll(/\s+/g, ' ');
}

/** A reason is somebody else's text: no link, picture or code in it is one, and what no page can show is replaced. */
function quote(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\p{Cc}|\p{Surrogate}/gu, '\ufffd')
    .replaceAll(/[&<>\\|[\]`*_~!:@]/g, (symbol) => `&#${symbol.charCodeAt(0)};`);
}
