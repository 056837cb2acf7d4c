import { CfnManagedPolicy, type CfnManagedPolicyProps, CfnRole } from 'aws-cdk-lib/aws-iam';
import { App, Stack } from 'aws-cdk-lib/core';
import { OrgstrapChecks } from '../../lib/checks/orgstrap-checks';

/** What the pack says about what is put into a stack, one line for each finding. */
export function findings(plant: (stack: Stack) => void): readonly string[] {
  const stack = new Stack(new App(), 'Planted');
  plant(stack);
  const { success, violations } = new OrgstrapChecks().validateScope(stack);
  expect(success).toBe(violations.length === 0);
  return violations.map(
    ({ ruleName, description }) => `${ruleName}: ${description.split(/: | aws:Principal/, 1).join()}`,
  );
}

export interface Planted {
  readonly Effect?: 'Allow' | 'Deny';
  readonly Action?: unknown;
  readonly NotAction?: unknown;
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

export function document(statement: Planted): unknown {
  return { Version: '2012-10-17', Statement: [{ Sid: 'Planted', Effect: 'Allow', ...statement }] };
}

export function policy(statement: Planted, props: Partial<CfnManagedPolicyProps> = {}): readonly string[] {
  return findings((stack) => {
    new CfnManagedPolicy(stack, 'Policy', { policyDocument: document(statement), ...props });
  });
}

export function trust(statement: Planted): readonly string[] {
  return findings((stack) => {
    new CfnRole(stack, 'Role', {
      assumeRolePolicyDocument: document({ Action: 'sts:AssumeRole', ...statement }),
    });
  });
}
