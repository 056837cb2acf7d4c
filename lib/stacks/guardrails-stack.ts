import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import type { Construct } from 'constructs';
import { AccountStack } from '../constructs/account-stack';
import { CONTROL_POLICIES } from '../domain/names';
import type { Guardrails, OrgConfig } from '../domain/org-config';
import { controlPolicies } from '../policies/guardrails';
import type { PolicyDocument } from '../policies/policy-document';

/**
 * The organization's own protection of everything that orgstrap made, over all member accounts. Only the management
 * account can install it, whatever account the rest is deployed from.
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
    const { service, resource } = controlPolicies(config, guardrails);
    const attach = (kind: keyof typeof CONTROL_POLICIES, type: string, description: string, content: PolicyDocument) =>
      new CfnPolicy(this, kind, {
        name: CONTROL_POLICIES[kind],
        type,
        description,
        content,
        targetIds: [organization.rootId],
      });
    attach(
      'ServiceControlPolicy',
      'SERVICE_CONTROL_POLICY',
      'What no principal of a member account does to what orgstrap made, but StackSets and its deployers',
      service,
    );
    attach(
      'ResourceControlPolicy',
      'RESOURCE_CONTROL_POLICY',
      'What nobody from outside the organization does to what orgstrap made',
      resource,
    );
  }
}
