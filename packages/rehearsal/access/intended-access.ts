import { ACCESSES, type Access, isOidc } from '../../../lib/domain/ci-identity';
import { ciKeySecretName } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { OrgConfig, Pipeline } from '../../../lib/domain/org-config';
import { ciUsersOf, hasOperatorRole, hasStateRole, lentRolesOf, workspacesOf } from '../../../lib/domain/workspaces';
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
    ...stateGrants(config),
    ...personGrants(config),
    ...peopleOperatorGrants(config),
    ...groupGrants(config),
  ];
  const names = namesOf(config);
  const terraformRoles = ACCESSES.flatMap((access) =>
    accountsOf(config).map((account) => names.terraformRoleArn(account, access)),
  );
  const roles = [
    ...terraformRoles,
    ...platformRoles(config),
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
      names.bucketArn(names.accessLogBucket),
      ...auditTargetsOf(config),
    ]),
    ...(hasOperatorRole(config) ? [names.operatorRoleArn] : []),
    ...(hasStateRole(config) ? [names.stateRoleArn] : []),
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
  const names = namesOf(config);
  const ciRole = names.ciRoleArn(access, pipeline.deployedAs);
  const bucket = names.stateBucketArn(pipeline.name);
  return [
    ...identitiesOf(config, pipeline, access).map(
      (principal): Grant => ({ principal, target: ciRole, rights: ['become'] }),
    ),
    ...[...workspacesOf(config, pipeline), ...lentRolesOf(config, pipeline)].map(
      ({ roles }): Grant => ({ principal: ciRole, target: roles[access], rights: ['become'] }),
    ),
    { principal: ciRole, target: bucket, rights: STATE_RIGHTS[access] },
    { principal: ciRole, target: stateKeyName(pipeline.name), rights: ['use through S3'] },
  ];
}

/** Who becomes a CI role: a user, or the jobs that `org.yaml` means. */
function identitiesOf(config: OrgConfig, { name, identity }: Pipeline, access: Access) {
  if (!isOidc(identity)) return [namesOf(config).ciUserArn(access, name)];
  return ACCESSES.filter((each) => isMeant(identity, access, jobOf(identity, each))).map((each) => jobName(name, each));
}

/** The keys of CI users are the operator role's business, and nobody else's. */
function operatorGrants(config: OrgConfig): readonly Grant[] {
  if (!hasOperatorRole(config)) return [];
  const principal = namesOf(config).operatorRoleArn;
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

/** States that come back are the state role's business: it writes them and deletes none. */
function stateGrants(config: OrgConfig): readonly Grant[] {
  if (!hasStateRole(config)) return [];
  const names = namesOf(config);
  const principal = names.stateRoleArn;
  return [...config.pipelines, ...config.retiredPipelines].flatMap(({ name }): readonly Grant[] => [
    { principal, target: names.stateBucketArn(name), rights: STATE_RIGHTS.apply },
    { principal, target: stateKeyName(name), rights: ['use through S3'] },
  ]);
}

/** They read what orgstrap made, and no row of the matrix is about that. */
function auditorRoles(config: OrgConfig): readonly string[] {
  if (config.operators === undefined) return [];
  const { terraform, ops } = config.accounts;
  const accounts = new Set([terraform, ops, ...accountsOf(config), ...config.platformAccounts.map(({ id }) => id)]);
  return [...accounts].map((account) => namesOf(config).auditorRoleArn(account));
}

const STATE_RIGHTS: Readonly<Record<Access, readonly Right[]>> = {
  apply: ['list', 'read states', 'write states', 'take locks', 'release locks'],
  plan: ['list', 'read states', 'take locks', 'release locks'],
};

/** What platform accounts have for their own pipelines, and what they lend. */
function platformRoles(config: OrgConfig): readonly string[] {
  const names = namesOf(config);
  return config.platformAccounts.flatMap(({ id, managed, lends }) =>
    ACCESSES.flatMap((access) => [
      ...(managed === undefined ? [] : [names.platformRoleArn(id, access)]),
      ...lends.map(({ name }) => names.lentRoleArn(id, access, name)),
    ]),
  );
}

/** Every account that has a Terraform role, whether or not a pipeline may change it. */
function accountsOf({ environments, managementAccount, organization }: OrgConfig) {
  return [
    ...environments.flatMap(({ accounts }) => accounts.map(({ id }) => id)),
    ...(managementAccount ? [organization.managementAccount] : []),
  ];
}
