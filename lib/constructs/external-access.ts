import { CfnAnalyzer } from 'aws-cdk-lib/aws-accessanalyzer';
import { Aws } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ACCESSES, isOidc } from '../domain/ci-identity';
import { accountOfPrincipal } from '../domain/ids';
import {
  AUDITOR_ROLE,
  accessRoleName,
  EXTERNAL_ACCESS_ANALYZER,
  PEOPLE_OPERATOR_ROLE,
  TERRAFORM_ROLES,
} from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { STACK_SETS_ROLES } from '../domain/stack-set-names';

/**
 * Reports what somebody outside of an account may reach. What `org.yaml` lets in is archived, by role and by who it is; a role of another
 * name or somebody else is a finding.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-filter-keys.html
 */
export class ExternalAccess extends Construct {
  constructor(scope: Construct, id: string, archiveRules: readonly CfnAnalyzer.ArchiveRuleProperty[]) {
    super(scope, id);
    new CfnAnalyzer(this, 'Resource', {
      analyzerName: EXTERNAL_ACCESS_ANALYZER,
      type: 'ACCOUNT',
      archiveRules: [...archiveRules],
    });
  }
}

/** Whom `org.yaml` lets into the Terraform account. */
export function letIntoTerraformAccount(config: OrgConfig): readonly CfnAnalyzer.ArchiveRuleProperty[] {
  return [...ciSystems(config), ...operatorsFromElsewhere(config)];
}

/** Whom `org.yaml` lets into every product account: CI, people and operators of their accounts, and StackSets. */
export function letIntoProductAccounts(config: OrgConfig): readonly CfnAnalyzer.ArchiveRuleProperty[] {
  const { accounts, operators = [], organization, people } = config;
  const names = namesOf(config);
  const own = (name: string) => names.roleArn(Aws.ACCOUNT_ID, name);
  const roles = people?.signIn.source === 'iamUsers' ? people.roles.map(({ name }) => own(accessRoleName(name))) : [];
  const operating = [...new Set(operators.map(accountOfPrincipal))];
  return [
    ...archived('ci', Object.values(TERRAFORM_ROLES).map(own), 'principal.AWS', [accounts.terraform]),
    ...archived('people', roles, 'principal.AWS', [accounts.ops]),
    ...(operating.length === 0
      ? []
      : archived('operators', [own(AUDITOR_ROLE), own(PEOPLE_OPERATOR_ROLE)], 'principal.AWS', operating)),
    {
      ruleName: 'stack-sets',
      filter: [
        { property: 'isPublic', eq: ['false'] },
        { property: 'resource', contains: [`:role/${STACK_SETS_ROLES}`] },
        {
          property: 'principal.AWS',
          contains: [
            `::${organization.managementAccount}:role/aws-service-role/stacksets.cloudformation.amazonaws.com/`,
          ],
        },
      ],
    },
  ];
}

/** CI systems whose tokens become CI roles. */
function ciSystems(config: OrgConfig): readonly CfnAnalyzer.ArchiveRuleProperty[] {
  const names = namesOf(config);
  const rolesOf = new Map<string, readonly string[]>();
  for (const { deployedAs, identity } of config.pipelines) {
    if (!isOidc(identity)) continue;
    const roles = ACCESSES.map((access) => names.ciRoleArn(access, deployedAs));
    rolesOf.set(identity.issuer, [...(rolesOf.get(identity.issuer) ?? []), ...roles]);
  }
  return [...rolesOf].flatMap(([issuer, roles]) => {
    const provider = names.oidcProviderArn(issuer);
    return archived(`ci-${issuer.replaceAll(/[^A-Za-z0-9]+/g, '-')}`, roles, 'principal.Federated', [provider]);
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

/** As many rules as it takes: an analyzer has a hundred. */
function archived(
  name: string,
  resources: readonly string[],
  property: string,
  principals: readonly string[],
): readonly CfnAnalyzer.ArchiveRuleProperty[] {
  return Array.from({ length: Math.ceil(resources.length / MOST_VALUES) }, (_, index) => ({
    ruleName: `${name}-${index + 1}`,
    filter: [
      { property: 'isPublic', eq: ['false'] },
      { property: 'resource', eq: resources.slice(index * MOST_VALUES, (index + 1) * MOST_VALUES) },
      { property, eq: [...principals] },
    ],
  }));
}

/**
 * How many values a criterion has.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html
 */
const MOST_VALUES = 20;
