import { createHash } from 'node:crypto';
import {
  type CheckCounts,
  type CheckResults,
  countsOf,
  SEVERITIES,
  type Severity,
  type TemplateFinding,
} from '../../domain/template-finding';
import { type Place, placeIn } from '../../writers/reports/place';

/**
 * What tells a finding from all others for as long as it exists: its rule, its construct and what was found there. Lines are
 * not part of it, so it survives changes elsewhere in a file.
 */
export function fingerprintOf({ rule, construct, found = '', message }: PlacedFinding): string {
  // Some findings differ by their message alone: several statements of one policy, say.
  return createHash('sha256')
    .update(JSON.stringify([rule, construct, found, message]))
    .digest('hex');
}

/** An acknowledgement, at a place of the repository. */
export interface PlacedAcknowledgement {
  readonly reason: string;
  readonly at: string;
  readonly kept: 'beside the policy' | 'in the code';
  readonly place?: Place;
}

/** A finding, at places of the repository. */
export interface PlacedFinding extends Omit<TemplateFinding, 'sources' | 'acknowledgement'> {
  /** Where to mend it, the best place first; never empty: `org.yaml` is a place, too. */
  readonly places: readonly [Place, ...Place[]];
}

export interface AcknowledgedFinding extends PlacedFinding {
  readonly acknowledgement: PlacedAcknowledgement;
}

/** What the checks found, as all formats show it. The same results make the same report. */
export interface NagReport {
  /** The version of orgstrap. */
  readonly version: string;
  /** The configuration, as it was named. */
  readonly config: string;
  readonly checks: readonly string[];
  readonly incomplete?: string;
  /** How many there are, shown or not. */
  readonly counts: CheckCounts;
  readonly open: readonly PlacedFinding[];
  readonly acknowledged: readonly AcknowledgedFinding[];
}

export interface ReportContext {
  readonly version: string;
  readonly config: string;
  /** The folder that all places are relative to: that of the repository. */
  readonly root: string;
}

/** Puts the results into one order, the worst first, and their places into the repository. */
export function nagReport(
  { checks, findings, incomplete }: CheckResults,
  { version, config, root }: ReportContext,
): NagReport {
  const fallback: Place = { path: placeIn(root, { file: config, line: 1 })?.path ?? 'org.yaml', line: 1 };
  const placed = [...findings].sort(byUrgency).map(({ sources, acknowledgement, ...finding }) => {
    const [first = fallback, ...others] = sources.flatMap((source) => placeIn(root, source) ?? []);
    return { finding: { ...finding, places: [first, ...others] } satisfies PlacedFinding, acknowledgement };
  });
  return {
    version,
    config,
    checks,
    ...(incomplete === undefined ? {} : { incomplete }),
    counts: countsOf(findings),
    open: placed.flatMap(({ finding, acknowledgement }) => (acknowledgement === undefined ? [finding] : [])),
    acknowledged: placed.flatMap(({ finding, acknowledgement }) => {
      if (acknowledgement === undefined) return [];
      const { source, ...rest } = acknowledgement;
      const place = source === undefined ? undefined : placeIn(root, source);
      return [{ ...finding, acknowledgement: { ...rest, ...(place === undefined ? {} : { place }) } }];
    }),
  };
}

/** Whether there is an open finding of that severity, or a worse one. */
export function hasAtLeast({ open }: NagReport, severity: Severity): boolean {
  return open.some((finding) => SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(severity));
}

/** One sentence about all of it: `2 findings, 130 acknowledged with a reason`. */
export function summaryOf({ counts }: NagReport): string {
  return countsText(counts);
}

export function countsText({ open, acknowledged }: CheckCounts): string {
  const findings = open === 1 ? '1 finding' : `${open === 0 ? 'no' : open} findings`;
  return `${findings}, ${acknowledged} acknowledged with a reason`;
}

/** What a finding says, with what the rule names. */
export function textOf({ found, message }: PlacedFinding): string {
  return found === undefined ? message : `${found}: ${message}`;
}

function byUrgency(one: TemplateFinding, other: TemplateFinding): number {
  return (
    SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
    compare(one.rule, other.rule) ||
    compare(one.construct, other.construct) ||
    compare(one.found ?? '', other.found ?? '') ||
    compare(one.message, other.message)
  );
}

/** By code unit: the same on every machine. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
