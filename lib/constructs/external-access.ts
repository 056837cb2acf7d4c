import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { Construct } from 'constructs';
import { ACCESSES } from '../domain/access';
import { isOidc } from '../domain/ci-identity';
import {
  AUDITOR_ROLE,
  ciRoleName,
  EXTERNAL_ACCESS_ANALYZER,
  OPERATOR_ROLE,
  oidcProviderArn,
  PEOPLE_OPERATOR_ROLE,
  roleArn,
} from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { accountOfPrincipal } from '../domain/principal-arn';
import { partitionOf } from '../domain/region';

/**
 * Reports what somebody outside of the Terraform account may reach. What `org.yaml` lets in is archived, by role and by who
 * it is; a role of another name or somebody else is a finding.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-filter-keys.html
 */
export class ExternalAccess extends Construct {
  constructor(scope: Construct, id: string, config: OrgConfig) {
    super(scope, id);
    new CfnAnalyzer(this, 'Resource', {
      analyzerName: EXTERNAL_ACCESS_ANALYZER,
      type: 'ACCOUNT',
      archiveRules: [...ciSystems(config), ...operatorsFromElsewhere(config)],
    });
  }
}

/** CI systems whose tokens become a pipeline's CI roles. */
function ciSystems({ accounts, homeRegion, pipelines }: OrgConfig): readonly CfnAnalyzer.ArchiveRuleProperty[] {
  const partition = partitionOf(homeRegion);
  return pipelines.flatMap(({ name, identity }) => {
    if (!isOidc(identity)) return [];
    return archived(
      `ci-${name}`,
      ACCESSES.map((access) => roleArn(partition, accounts.terraform, ciRoleName(access, name))),
      'principal.Federated',
      [oidcProviderArn(partition, accounts.terraform, identity.issuer)],
    );
  });
}

/** Operators of another account, who become the roles that are theirs. */
function operatorsFromElsewhere(config: OrgConfig): readonly CfnAnalyzer.ArchiveRuleProperty[] {
  const { accounts, homeRegion, operators = [] } = config;
  const elsewhere = [...new Set(operators.map(accountOfPrincipal))].filter((account) => account !== accounts.terraform);
  if (elsewhere.length === 0) return [];
  const roles = [AUDITOR_ROLE, OPERATOR_ROLE, PEOPLE_OPERATOR_ROLE].map((role) =>
    roleArn(partitionOf(homeRegion), accounts.terraform, role),
  );
  return archived('operators', roles, 'principal.AWS', elsewhere);
}

function archived(
  ruleName: string,
  resources: readonly string[],
  property: string,
  principals: readonly string[],
): readonly CfnAnalyzer.ArchiveRuleProperty[] {
  const filter = [
    { property: 'isPublic', eq: ['false'] },
    { property: 'resource', eq: [...resources] },
    { property, eq: [...principals] },
  ];
  return [{ ruleName, filter }];
}
