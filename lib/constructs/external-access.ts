import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { Construct } from 'constructs';
import { ACCESSES, isOidc } from '../domain/ci-identity';
import { accountOfPrincipal } from '../domain/ids';
import { EXTERNAL_ACCESS_ANALYZER } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';

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
function ciSystems(config: OrgConfig): readonly CfnAnalyzer.ArchiveRuleProperty[] {
  const names = namesOf(config);
  return config.pipelines.flatMap(({ deployedAs, identity }) => {
    if (!isOidc(identity)) return [];
    return archived(
      `ci-${deployedAs}`,
      ACCESSES.map((access) => names.ciRoleArn(access, deployedAs)),
      'principal.Federated',
      [names.oidcProviderArn(identity.issuer)],
    );
  });
}

/** Operators of another account, who become the roles that are theirs. */
function operatorsFromElsewhere(config: OrgConfig): readonly CfnAnalyzer.ArchiveRuleProperty[] {
  const { terraform } = config.accounts;
  const accounts = new Set(config.operators?.map(accountOfPrincipal));
  const elsewhere = [...accounts].filter((account) => account !== terraform);
  if (elsewhere.length === 0) return [];
  const names = namesOf(config);
  const roles = [names.auditorRoleArn(terraform), names.operatorRoleArn, names.peopleOperatorRoleArn(terraform)];
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
