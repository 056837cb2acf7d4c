import type { Severity } from '../../domain/template-finding';
import type { Place } from './place';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** The levels of SARIF have the same names. */
type Level = Severity;

export interface SarifRule {
  readonly id: string;
  readonly text: string;
  /** What a reader is told beside what it found, and a page about it. */
  readonly help: { readonly text: string; readonly uri?: string };
  readonly severity: Severity;
  readonly tags: readonly string[];
}

export interface SarifResult {
  /** The id of its rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Where to mend it, the best place first. */
  readonly places: readonly [Place, ...Place[]];
  /** What it is about, where that has a name. */
  readonly about?: { readonly name: string; readonly kind: string } | undefined;
  readonly fingerprint: string;
  /** That somebody accepted it, and why. */
  readonly suppression?: SarifSuppression;
}

interface SarifSuppression {
  readonly kind: 'inSource' | 'external';
  readonly reason: string;
  readonly place?: Place | undefined;
}

/** Something that is about the run, and no result. */
export interface SarifNotification {
  readonly level: Level;
  readonly message: string;
}

export interface SarifReport {
  /** `orgstrap nag`. */
  readonly tool: string;
  readonly version: string;
  /** Every rule that a result names. */
  readonly rules: readonly SarifRule[];
  readonly results: readonly SarifResult[];
  /** Without an error among them, the run looked at all that it should. */
  readonly notifications: readonly SarifNotification[];
}

/**
 * A report as SARIF 2.1.0.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifDocument({ tool, version, rules, results, notifications }: SarifReport): string {
  const ids = rules.map(({ id }) => id);
  return `${JSON.stringify(
    {
      $schema: SCHEMA,
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: tool, semanticVersion: version, rules: rules.map(ruleOf) } },
          columnKind: 'utf16CodeUnits',
          originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder of the repository.' } } },
          invocations: [invocationOf(notifications)],
          results: results.map((result) => resultOf(result, ids)),
        },
      ],
    },
    null,
    2,
  )}\n`;
}

function invocationOf(notifications: readonly SarifNotification[]) {
  return {
    executionSuccessful: notifications.every(({ level }) => level !== 'error'),
    ...(notifications.length > 0 && {
      toolExecutionNotifications: notifications.map(({ level, message }) => ({ level, message: { text: message } })),
    }),
  };
}

function ruleOf({ id, text, help, severity, tags }: SarifRule) {
  return {
    id,
    name: id,
    shortDescription: { text: shortened(text) },
    fullDescription: { text },
    ...helpOf(help),
    defaultConfiguration: { level: severity satisfies Level },
    properties: { tags },
  };
}

function helpOf({ text, uri }: SarifRule['help']) {
  if (uri === undefined) return { help: { text } };
  return { help: { text: `${text} See ${uri}`, markdown: `${text} [More](${uri})` }, helpUri: uri };
}

function resultOf(
  { rule, severity, message, places, about, fingerprint, suppression }: SarifResult,
  ids: readonly string[],
) {
  const [place, ...others] = places;
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: severity satisfies Level,
    message: { text: message },
    locations: [
      {
        physicalLocation: physicalLocation(place),
        ...(about && { logicalLocations: [{ fullyQualifiedName: about.name, kind: about.kind }] }),
      },
    ],
    ...(others.length > 0 && {
      relatedLocations: others.map((other, id) => ({ id, physicalLocation: physicalLocation(other) })),
    }),
    partialFingerprints: { 'orgstrapFinding/v1': fingerprint },
    ...(suppression && { suppressions: [suppressionOf(suppression)] }),
  };
}

function physicalLocation({ path, line, column }: Place) {
  return {
    artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
    region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
  };
}

function suppressionOf({ kind, reason, place }: SarifSuppression) {
  return {
    kind,
    status: 'accepted',
    justification: reason,
    ...(place && { location: { physicalLocation: physicalLocation(place) } }),
  };
}

/** GitHub shows 1024 characters of it at most. */
function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}
