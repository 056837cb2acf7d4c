import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AccessLogBucket } from '../constructs/access-log-bucket';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { boundaryPolicy } from '../constructs/managed-policy';
import { OidcProvider } from '../constructs/oidc-provider';
import { Role } from '../constructs/role';
import type { OrgConfig } from '../domain/org-config';
import { REGION_RECORD, regionRecord } from '../domain/terraform-regions';
import { WORKSPACE_RECORD, workspaceRecord } from '../domain/workspace-record';
import { hasOperatorRole, hasStateRole, oidcIssuersOf } from '../domain/workspaces';
import { auditorRole } from '../policies/auditor-role';
import { ciBoundary } from '../policies/boundaries';
import { operatorRole } from '../policies/operator-roles';
import { stateRole } from '../policies/state-role';

/** What the Terraform account has once, for all pipelines. */
export class TerraformAccountStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig) {
    super(scope, id, delivery, 'orgstrap: what the Terraform account has once');
    new AccessLogBucket(this, 'AccessLogs', config);
    const boundary = boundaryPolicy(new Construct(this, 'CiBoundary'), ciBoundary(config), 'Policy');
    // For orgstrap plan, which sees by it that a workspace has another name and its state has not.
    boundary.resource.addMetadata(WORKSPACE_RECORD, workspaceRecord(config));
    const regions = regionRecord(config);
    if (regions.length > 0) boundary.resource.addMetadata(REGION_RECORD, regions);
    for (const provider of oidcIssuersOf(config)) new OidcProvider(this, `Oidc-${provider.issuer}`, provider);
    const { accounts, operators } = config;
    if (operators === undefined) return;
    new Role(this, 'AuditorRole', auditorRole(config, operators, { account: Aws.ACCOUNT_ID, is: accounts.terraform }));
    if (hasStateRole(config)) new Role(this, 'StateRole', stateRole(config, operators));
    if (hasOperatorRole(config)) new Role(this, 'OperatorRole', operatorRole(config, operators));
  }
}
