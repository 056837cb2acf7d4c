import { type NagReport, nagReport } from '../../../lib/commands/nag/report';
import type { CheckResults, TemplateFinding } from '../../../lib/domain/template-finding';

const ROOT = '/repository';

export const BUCKET: TemplateFinding = {
  check: 'AwsSolutions',
  rule: 'AwsSolutions-S1',
  message: 'The S3 Bucket has server access logs disabled.',
  severity: 'error',
  construct: 'Pipeline-delivery/State/Bucket/Resource',
  resourceType: 'AWS::S3::Bucket',
  sources: [{ file: `${ROOT}/lib/constructs/private-bucket.ts`, line: 20, column: 7 }],
};

export const WILDCARD: TemplateFinding = {
  check: 'AwsSolutions',
  rule: 'AwsSolutions-IAM5',
  found: 'Action::s3:Get*',
  message: 'The IAM entity contains wildcard permissions.',
  severity: 'error',
  construct: 'Member-ProductAccount/Services/Apply1/Resource',
  resourceType: 'AWS::IAM::ManagedPolicy',
  sources: [
    { file: `${ROOT}/policies/services/s3.json`, line: 22 },
    { file: `${ROOT}/lib/constructs/managed-policy.ts`, line: 44, column: 20 },
  ],
  acknowledgement: {
    reason: 'Reading what a bucket is like.',
    at: 'Member-ProductAccount/Services/Apply1',
    kept: 'beside the policy',
    source: { file: `${ROOT}/policies/services/s3.reasons.json`, line: 10 },
  },
};

export const WARNING: TemplateFinding = {
  check: 'CloudFormation Validate',
  rule: 'W1001',
  message: "PermissionModel: 'SERVICE_MANGLED' is not one of ['SERVICE_MANAGED']",
  fix: 'use SERVICE_MANAGED',
  severity: 'warning',
  construct: 'ProductAccounts-dev/StackSet/Resource',
  sources: [],
};

const CHECKS = ['AwsSolutions', 'CloudFormation Validate', 'Orgstrap'];

export function reportOf(
  findings: readonly TemplateFinding[],
  results: Partial<CheckResults> = {},
  config = 'org.yaml',
): NagReport {
  return nagReport({ checks: CHECKS, findings, ...results }, { version: '1.2.3', config, root: ROOT });
}

/** Two open findings and an acknowledged one. */
export const REPORT = reportOf([WARNING, WILDCARD, BUCKET]);

export const EMPTY = reportOf([]);
