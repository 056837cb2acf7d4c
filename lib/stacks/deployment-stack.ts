import type { Construct } from 'constructs';
import { AccountStack } from '../constructs/account-stack';
import { OidcProvider } from '../constructs/oidc-provider';
import { Role } from '../constructs/role';
import type { AccountId } from '../domain/ids';
import { DEPLOYER_ROLE } from '../domain/names';
import type { Deployment, OrgConfig } from '../domain/org-config';
import { deploymentIssuer } from '../domain/workspaces';
import { deploymentRolesIn } from '../policies/deployment-roles';
import { directly } from './deliver';

/**
 * What jobs of a CI system become to deploy from an account, and to see what that would change. The account deploys it to itself, so a
 * person does for the first time, and the deployer from then on.
 */
export class DeploymentStack extends AccountStack {
  constructor(scope: Construct, id: string, config: OrgConfig, deployment: Deployment, account: AccountId) {
    super(scope, id, directly(config, account), 'orgstrap: who deploys, and who plans that');
    const issuer = deploymentIssuer(config, account);
    const provider = issuer && new OidcProvider(this, 'Oidc', issuer);
    for (const role of deploymentRolesIn(config, deployment, account)) {
      const made = new Role(this, role.name === DEPLOYER_ROLE ? 'Deployer' : 'Planner', role);
      // IAM takes no trust of a provider that is not there.
      if (provider !== undefined) made.node.addDependency(provider);
    }
  }
}
