import { ACCESSES, type Access } from '../../lib/domain/access';
import {
  accessLogBucketName,
  bucketArn,
  ciRoleName,
  ciUserName,
  roleArn,
  stateBucketName,
  TERRAFORM_ROLES,
  userArn,
} from '../../lib/domain/names';
import type { OrgConfig, Pipeline } from '../../lib/domain/org-config';
import { partitionOf } from '../../lib/domain/region';
import { workspacesOf } from '../../lib/domain/workspaces';
import type { AccessMatrix, Right } from './matrix';
import { stateKeyName } from './probes';

/** Who may do what, as `org.yaml` says: no policy is read for it. */
export function intendedAccess(config: OrgConfig): AccessMatrix {
  const grants = config.pipelines.flatMap((pipeline) =>
    ACCESSES.flatMap((access) => grantsOf(config, pipeline, access)),
  );
  const terraformRoles = ACCESSES.flatMap((access) =>
    accountsOf(config).map((account) => roleArn(partitionOf(config.homeRegion), account, TERRAFORM_ROLES[access])),
  );
  const principals = [...new Set(grants.map(({ principal }) => principal)), ...terraformRoles];
  const targets = [...new Set([...grants.map(({ target }) => target), ...terraformRoles, logBucket(config)])];
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

interface Grant {
  readonly principal: string;
  readonly target: string;
  readonly rights: readonly Right[];
}

/** What a pipeline has for apply or for plan; nothing is granted to anybody beside this. */
function grantsOf(config: OrgConfig, pipeline: Pipeline, access: Access): readonly Grant[] {
  const partition = partitionOf(config.homeRegion);
  const { terraform } = config.accounts;
  const ciRole = roleArn(partition, terraform, ciRoleName(access, pipeline.name));
  const bucket = bucketArn(partition, stateBucketName(pipeline.name, terraform, config.homeRegion));
  return [
    { principal: userArn(partition, terraform, ciUserName(access, pipeline.name)), target: ciRole, rights: ['become'] },
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
