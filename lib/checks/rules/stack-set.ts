import { CfnStackSet } from 'aws-cdk-lib/aws-cloudformation';
import { Stack } from 'aws-cdk-lib/core';
import type { Rule } from '../rule';

export const stackSetTargets: Rule = {
  name: 'StackSetTargets',
  description: 'a StackSet reaches the accounts that it says, now and when an account joins',
  fix: 'remove what is named: aim at the OU, and give all accounts the same parameters',
  check: (resource) => {
    if (!(resource instanceof CfnStackSet)) return [];
    const groups: readonly CfnStackSet.StackInstancesProperty[] =
      Stack.of(resource).resolve(resource.stackInstancesGroup) ?? [];
    const auto: CfnStackSet.AutoDeploymentProperty = Stack.of(resource).resolve(resource.autoDeployment) ?? {};
    const filters = groups.map(
      ({ deploymentTargets }) => (deploymentTargets as CfnStackSet.DeploymentTargetsProperty).accountFilterType,
    );
    return [
      ...(filters.includes('UNION') ? ['CloudFormation refuses AccountFilterType UNION in a template'] : []),
      ...(groups.some(({ parameterOverrides }) => parameterOverrides !== undefined)
        ? ['parameter overrides are lost on accounts that join later: they get the values of the set']
        : []),
      ...(auto.enabled === true && filters.some((filter) => filter !== undefined)
        ? ['auto-deployment ignores account filters: every account that joins would get the member template']
        : []),
      ...(auto.retainStacksOnAccountRemoval !== undefined && auto.enabled !== true
        ? ['RetainStacksOnAccountRemoval means nothing without auto-deployment, and StackSets refuses it']
        : []),
    ];
  },
};
