import type { Construct } from 'constructs';
import { AccessLogBucket } from '../constructs/access-log-bucket';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { AuditorRole } from '../constructs/auditor-role';
import { CiBoundary } from '../constructs/ci-boundary';
import { OidcProvider } from '../constructs/oidc-provider';
import { OperatorRole } from '../constructs/operator-role';
import { oidcIssuersOf } from '../domain/oidc-issuers';
import { hasOperatorRole } from '../domain/operators';
import type { OrgConfig } from '../domain/org-config';

/** What the Terraform account has once, whatever pipelines there are. */
export class TerraformAccountStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, config: OrgConfig) {
    super(scope, id, delivery, 'orgstrap: what the Terraform account has once');
    new AccessLogBucket(this, 'AccessLogs', config);
    new CiBoundary(this, 'CiBoundary', config);
    for (const provider of oidcIssuersOf(config)) new OidcProvider(this, `Oidc-${provider.issuer}`, provider);
    const { operators } = config;
    if (operators === undefined) return;
    new AuditorRole(this, 'AuditorRole', { config, operators });
    if (hasOperatorRole(config)) new OperatorRole(this, 'OperatorRole', { config, operators });
  }
}
