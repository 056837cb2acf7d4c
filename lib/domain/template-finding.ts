/** How bad a finding is. CDK refuses to deploy on the first two. */
export type Severity = 'error' | 'warning' | 'note';

/** The severities, worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** Rule packs of cdk-nag that run where somebody asks for them, beside those that every synth runs. */
export const FURTHER_PACKS = ['hipaa', 'pci'] as const;
export type FurtherPack = (typeof FURTHER_PACKS)[number];

/** A place in a file of this machine. */
export interface SourceLine {
  /** An absolute path. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column?: number;
}

/** That somebody accepted a finding, and why. */
export interface Acknowledgement {
  readonly reason: string;
  /** The path of the construct at which it was accepted. */
  readonly at: string;
  /** Whether the reason stands beside a policy document, in its `*.reasons.json`, or in the code. */
  readonly kept: 'beside the policy' | 'in the code';
  readonly source?: SourceLine;
}

/** What a check says about one construct of the app. */
export interface TemplateFinding {
  /** The pack that found it: `AwsSolutions`. */
  readonly check: string;
  /** The rule alone: `AwsSolutions-IAM5`. */
  readonly rule: string;
  /** What the rule says that it found, where it names that: `Action::s3:Get*`. */
  readonly found?: string;
  readonly message: string;
  readonly fix?: string;
  readonly severity: Severity;
  /** The path of the construct, the name of its stack first; empty where it is about no construct. */
  readonly construct: string;
  /** The type of the resource: `AWS::S3::Bucket`. */
  readonly resourceType?: string;
  /** Where to mend it, the best place first: a statement of a policy document, or the line that makes the construct. */
  readonly sources: readonly SourceLine[];
  /** Only where somebody accepted it. */
  readonly acknowledgement?: Acknowledgement;
}

/** What all checks of an organization's templates came to. */
export interface CheckResults {
  /** The names of the checks that ran. */
  readonly checks: readonly string[];
  /** The open ones and the acknowledged ones, in a stable order. */
  readonly findings: readonly TemplateFinding[];
  /** Why some checks did not run; absent where all did. */
  readonly incomplete?: string;
}

/** What the checks came to, in figures. */
export interface CheckCounts {
  readonly open: number;
  readonly acknowledged: number;
}

export function countsOf(findings: readonly TemplateFinding[]): CheckCounts {
  const acknowledged = findings.filter(({ acknowledgement }) => acknowledgement !== undefined).length;
  return { open: findings.length - acknowledged, acknowledged };
}
