import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import type { Construct } from 'constructs';
import { AccountStack } from '../constructs/account-stack';
import type { Guardrails, OrgConfig } from '../domain/org-config';
import { describedSettings } from '../policies/account-settings';
import { describedControlPolicies } from '../policies/guardrails';

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
    const policies = describedControlPolicies(config, guardrails).map((policy) => {
      const { id: own, name, type, description, content } = policy;
      return new CfnPolicy(this, own, { name, type, description, content, targetIds: [organization.rootId] });
    });
    for (const policy of describedSettings(guardrails.accountSettings)) {
      const { id: own, name, type, description, content } = policy;
      new CfnPolicy(this, own, { name, type, description, content, targetIds: [organization.rootId] });
    }
    // A statement that moves to another policy is there before it is gone here.
    const [first, ...others] = policies;
    for (const other of others) first?.addResourceDependency(other);
  }
}
