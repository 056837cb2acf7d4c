import { ACCESSES, type Access } from '../../../lib/domain/access';
import { isOidc } from '../../../lib/domain/ci-identity';
import {
  AUDITOR_ROLE,
  accessLogBucketName,
  bucketArn,
  ciKeySecretName,
  ciRoleName,
  ciUserName,
  OPERATOR_ROLE,
  roleArn,
  stateBucketName,
  TERRAFORM_ROLES,
  userArn,
} from '../../../lib/domain/names';
import { ciUsersOf, hasOperatorRole } from '../../../lib/domain/operators';
import type { OrgConfig, Pipeline } from '../../../lib/domain/org-config';
import { partitionOf } from '../../../lib/domain/region';
import { workspacesOf } from '../../../lib/domain/workspaces';
import { auditRolesOf, auditTargetsOf } from './intended-audit';
import {
  accessRolesOf,
  assignedRoles,
  groupGrants,
  peopleOperatorGrants,
  peopleOperatorRolesOf,
  personGrants,
  personsOf,
} from './intended-people';
import { isMeant, jobName, jobOf } from './jobs';
import type { AccessMatrix, Grant, Right } from './matrix';
import { secretTargetName, stateKeyName } from './probes';

/** Who may do what, as `org.yaml` says: no policy is read for it. */
export function intendedAccess(config: OrgConfig): AccessMatrix {
  const grants = [
    ...config.pipelines.flatMap((pipeline) => ACCESSES.flatMap((access) => grantsOf(config, pipeline, access))),
    ...operatorGrants(config),
    ...personGrants(config),
    ...peopleOperatorGrants(config),
    ...groupGrants(config),
  ];
  const terraformRoles = ACCESSES.flatMap((access) =>
    accountsOf(config).map((account) => roleArn(partitionOf(config.homeRegion), account, TERRAFORM_ROLES[access])),
  );
  const roles = [
    ...terraformRoles,
    ...auditorRoles(config),
    ...accessRolesOf(config),
    ...peopleOperatorRolesOf(config),
    ...assignedRoles(config),
    ...auditRolesOf(config),
  ];
  const principals = [...new Set(grants.map(({ principal }) => principal)), ...roles];
  const targets = [
    ...new Set([
      ...grants.map(({ target }) => target),
      ...ciUsersOf(config),
      ...personsOf(config),
      ...roles,
      logBucket(config),
      ...auditTargetsOf(config),
    ]),
    ...(hasOperatorRole(config) ? [operatorRole(config)] : []),
  ];
  return new Map(
    principals.map((principal) => [
      principal,
      new Map(
        targets.map((target) => [
          target,
          grants.find((grant) => grant.principal === principal && grant.target === target)?.rights ?? [],
        ]),
      ),
    ]),
  );
}

/** What a pipeline has for apply or for plan; nothing is granted to anybody beside this. */
function grantsOf(config: OrgConfig, pipeline: Pipeline, access: Access): readonly Grant[] {
  const partition = partitionOf(config.homeRegion);
  const { terraform } = config.accounts;
  const ciRole = roleArn(partition, terraform, ciRoleName(access, pipeline.name));
  const bucket = bucketArn(partition, stateBucketName(pipeline.name, terraform, config.homeRegion));
  return [
    ...identitiesOf(config, pipeline, access).map(
      (principal): Grant => ({ principal, target: ciRole, rights: ['become'] }),
    ),
    ...workspacesOf(config, pipeline).map(
      ({ account }): Grant => ({
        principal: ciRole,
        target: roleArn(partition, account, TERRAFORM_ROLES[access]),
        rights: ['become'],
      }),
    ),
    { principal: ciRole, target: bucket, rights: STATE_RIGHTS[access] },
    { principal: ciRole, target: stateKeyName(pipeline.name), rights: ['use through S3'] },
  ];
}

/** Who becomes a CI role: a user, or the jobs that `org.yaml` means. */
function identitiesOf({ accounts, homeRegion }: OrgConfig, { name, identity }: Pipeline, access: Access) {
  if (!isOidc(identity)) return [userArn(partitionOf(homeRegion), accounts.terraform, ciUserName(access, name))];
  return ACCESSES.filter((each) => isMeant(identity, access, jobOf(identity, each))).map((each) => jobName(name, each));
}

/** The keys of CI users are the operator role's business, and nobody else's. */
function operatorGrants(config: OrgConfig): readonly Grant[] {
  if (!hasOperatorRole(config)) return [];
  const principal = operatorRole(config);
  const pipelines = config.pipelines.filter(({ identity }) => identity.kind === 'iamUser');
  return [
    ...ciUsersOf(config).map((target): Grant => ({ principal, target, rights: ['make keys'] })),
    ...pipelines.flatMap(({ name }) =>
      ACCESSES.map(
        (access): Grant => ({
          principal,
          target: secretTargetName(ciKeySecretName(access, name)),
          rights: ['read its key', 'put a key'],
        }),
      ),
    ),
  ];
}

function operatorRole({ homeRegion, accounts }: OrgConfig): string {
  return roleArn(partitionOf(homeRegion), accounts.terraform, OPERATOR_ROLE);
}

/** They read what orgstrap made, and no row of the matrix is about that. */
function auditorRoles(config: OrgConfig): readonly string[] {
  if (config.operators === undefined) return [];
  const { terraform, ops } = config.accounts;
  const accounts = new Set([terraform, ops, ...accountsOf(config)]);
  return [...accounts].map((account) => roleArn(partitionOf(config.homeRegion), account, AUDITOR_ROLE));
}

const STATE_RIGHTS: Readonly<Record<Access, readonly Right[]>> = {
  apply: ['list', 'read states', 'write states', 'take locks', 'release locks'],
  plan: ['list', 'read states', 'take locks', 'release locks'],
};

/** Every account that has a Terraform role, whether or not a pipeline may change it. */
function accountsOf({ environments, managementAccount, organization }: OrgConfig) {
  return [
    ...environments.flatMap(({ accounts }) => accounts.map(({ id }) => id)),
    ...(managementAccount ? [organization.managementAccount] : []),
  ];
}

function logBucket({ accounts, homeRegion }: OrgConfig): string {
  return bucketArn(partitionOf(homeRegion), accessLogBucketName(accounts.terraform, homeRegion));
}
