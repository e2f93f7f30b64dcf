import { assertOption } from './assert.ts';
import type { Finding, FindingId, Severity } from './finding.ts';

/** A check, as SARIF describes it. */
export interface SarifRule {
  /** The id of the finding. */
  readonly id: FindingId;
  /** What is asked. */
  readonly shortDescription: { readonly text: string };
  /** Where the demand comes from. */
  readonly helpUri: string;
  /** The level of its results. */
  readonly defaultConfiguration: { readonly level: 'error' | 'warning' | 'note' };
  /** The source by name, for people. */
  readonly properties: { readonly source: string };
}

/** A finding, as SARIF says it. */
export interface SarifResult {
  /** The id of the finding. */
  readonly ruleId: FindingId;
  /** Where its check stands in the list of rules. */
  readonly ruleIndex: number;
  /** `fail` for a broken demand, `open` for one that could not be judged. */
  readonly kind: 'fail' | 'open';
  /** By severity; `none` where the kind is not `fail`, as SARIF demands. */
  readonly level: 'error' | 'warning' | 'note' | 'none';
  /** What was found and what to do. */
  readonly message: { readonly text: string };
  /** Where the policy is kept, if that was told. */
  readonly locations?: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
  }[];
  /** Holds the reason, where the finding is accepted. */
  readonly suppressions: readonly { readonly kind: 'external'; readonly justification: string }[];
}

/** As much of a SARIF 2.1.0 log as findings need. Plain data: `JSON.stringify` makes the file. */
export interface SarifLog {
  /** The schema of the format. */
  readonly $schema: string;
  /** The version of the format. */
  readonly version: '2.1.0';
  /** One run of one tool. */
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly informationUri: string;
        readonly rules: readonly SarifRule[];
      };
    };
    readonly results: readonly SarifResult[];
  }[];
}

/** What a SARIF log should say besides the findings. */
export interface SarifOptions {
  /** The file that holds the policy, as a relative URI reference such as `policies/tap.json`, for viewers that show results beside files. */
  readonly artifact?: string;
}

const LEVELS = { high: 'error', medium: 'warning', low: 'note' } as const satisfies Record<Severity, string>;

/** The characters of a URI reference (RFC 3986 section 2); a log with any other is not valid. */
const REFERENCE = /^(?:[\w.~!$&'()*+,;=:@/?#[\]-]|%[\dA-F]{2})+$/i;

/**
 * Findings as a SARIF 2.1.0 log, which code hosts and viewers read. Accepted findings are suppressed with their reason, open ones have the
 * kind `open`. Grade: the format is documented (OASIS, SARIF 2.1.0); the mapping of severities is chosen.
 *
 * @example
 * ```ts
 * import { defaultPolicy } from 'temporary-access-pass';
 * import { lintPolicy, toSarif } from 'temporary-access-pass/review';
 *
 * const [first] = toSarif(lintPolicy(defaultPolicy), { artifact: 'policies/tap.json' }).runs[0]?.results ?? [];
 * first?.message.text; // => '`state` is disabled: set `state` to enabled'
 * ```
 * @throws TypeError where `artifact` is no URI reference
 */
export function toSarif(findings: readonly Finding[], { artifact }: SarifOptions = {}): SarifLog {
  const isReference = artifact === undefined || (typeof artifact === 'string' && REFERENCE.test(artifact));
  assertOption('artifact', 'a URI reference such as policies/tap.json, a space in it as %20', isReference, artifact);
  const rules = new Map(findings.map((finding) => [finding.id, ruleOf(finding)]));
  const ids = [...rules.keys()];
  const locations =
    artifact === undefined ? {} : { locations: [{ physicalLocation: { artifactLocation: { uri: artifact } } }] };
  const results = findings.map((finding): SarifResult => {
    const { id, verdict, severity, found, fix, accepted } = finding;
    const isBroken = verdict === 'broken';
    return {
      ruleId: id,
      ruleIndex: ids.indexOf(id),
      kind: isBroken ? 'fail' : 'open',
      level: isBroken ? LEVELS[severity] : 'none',
      message: { text: `${found}: ${fix}` },
      ...locations,
      suppressions: accepted === null ? [] : [{ kind: 'external', justification: accepted }],
    };
  });
  const name = 'temporary-access-pass';
  const informationUri = 'https://www.npmjs.com/package/temporary-access-pass';
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name, informationUri, rules: [...rules.values()] } }, results }],
  };
}

function ruleOf({ id, asked, severity, source }: Finding): SarifRule {
  return {
    id,
    shortDescription: { text: asked },
    helpUri: source.url,
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { source: source.name },
  };
}
