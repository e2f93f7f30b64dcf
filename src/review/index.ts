/**
 * For people who look at policies rather than at passes: what a policy lacks, how strong its passcodes are, what a change would do, and
 * why a pass is answered as it is, in words. Everything is plain data; nothing here reads a clock or a file.
 *
 * @packageDocumentation
 */
export type { PolicyChange, Weakening } from './change.ts';
export type { Facts, Finding, FindingId, Severity } from './finding.ts';
export { findingIds, lintPolicy, type LintOptions } from './lint.ts';
export { toMarkdown } from './markdown.ts';
export type { LifetimeRange, RequestChanges } from './requests.ts';
export { toSarif, type SarifLog, type SarifOptions, type SarifResult, type SarifRule } from './sarif.ts';
export { strength, type Strength, type StrengthOptions, type Tier } from './strength.ts';
export { toText } from './text.ts';
export { type PassGroup, whatIf, type WhatIf, type WhatIfContext } from './what-if.ts';
