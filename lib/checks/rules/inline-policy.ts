import {
  CfnGroup,
  CfnGroupPolicy,
  CfnPolicy,
  CfnRole,
  CfnRolePolicy,
  CfnUser,
  CfnUserPolicy,
} from 'aws-cdk-lib/aws-iam';
import type { Rule } from '../rule';

export const noInlinePolicy: Rule = {
  name: 'NoInlinePolicy',
  description: 'permissions are managed policies: no stock rule looks into inline ones of every kind',
  check: (resource) => {
    if (resource instanceof CfnRole || resource instanceof CfnUser || resource instanceof CfnGroup) {
      return resource.policies === undefined ? [] : ['it has inline policies'];
    }
    const inline = [CfnPolicy, CfnRolePolicy, CfnUserPolicy, CfnGroupPolicy].some((kind) => resource instanceof kind);
    return inline ? ['it is an inline policy'] : [];
  },
};
