import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import type { Construct } from 'constructs';
import { AccountStack } from '../constructs/account-stack';
import { AUDIT_CONTROL_POLICY, CONTROL_POLICIES, ROOT_CONTROL_POLICY } from '../domain/names';
import type { Guardrails, OrgConfig } from '../domain/org-config';
import type { PolicyDocument } from '../iam/policy-document';
import { controlPolicies } from '../policies/guardrails';

/**
 * The organization's own protection of everything that orgstrap made, over all member accounts. Only the management
 * account can install it, also where the rest is deployed from Ops.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_authorization_policies.html
 */
export class GuardrailsStack extends AccountStack {
  constructor(scope: Construct, id: string, config: OrgConfig, guardrails: Guardrails) {
    const { organization, homeRegion: region } = config;
    super(
      scope,
      id,
      { by: 'cdk deploy', account: organization.managementAccount, region },
      'orgstrap: the control policies that protect what orgstrap made',
    );
    const { service, resource, root, audit } = controlPolicies(config, guardrails);
    const attach = (id: string, name: string, type: string, description: string, content: PolicyDocument) =>
      new CfnPolicy(this, id, { name, type, description, content, targetIds: [organization.rootId] });
    attach(
      'ServiceControlPolicy',
      CONTROL_POLICIES.ServiceControlPolicy,
      'SERVICE_CONTROL_POLICY',
      'What no principal of a member account does to what orgstrap made, but StackSets and its deployers',
      service,
    );
    attach(
      'ResourceControlPolicy',
      CONTROL_POLICIES.ResourceControlPolicy,
      'RESOURCE_CONTROL_POLICY',
      'What nobody from outside the organization does to what orgstrap made',
      resource,
    );
    if (root !== undefined) {
      attach(
        'RootControlPolicy',
        ROOT_CONTROL_POLICY,
        'SERVICE_CONTROL_POLICY',
        'What the root user of a member account does: nothing but the tasks of centralized root access',
        root,
      );
    }
    if (audit === undefined) return;
    attach(
      'AuditControlPolicy',
      AUDIT_CONTROL_POLICY,
      'SERVICE_CONTROL_POLICY',
      'What no principal of a member account does to the trail, the alarms and the analyzers, but StackSets and its deployers',
      audit,
    );
  }
}
