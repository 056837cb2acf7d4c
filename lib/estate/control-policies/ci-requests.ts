import { ACCESSES, type Access, isOidc } from '../../domain/ci-identity';
import { stateKeyAlias } from '../../domain/names';
import { namesOf } from '../../domain/names-of';
import type { Pipeline } from '../../domain/org-config';
import { s3Service } from '../../domain/region';
import { lentRolesOf, workspacesOf } from '../../domain/workspaces';
import type { RequestPrincipal } from '../../iam/evaluation/access-request';
import { UNKNOWN_ID } from '../../iam/evaluation/text-pattern';
import { tokenRequest } from './token-requests';
import { type Call, principalTags, requestOf, resourceTags, type Scene, type WayRequest } from './way';

/** How CI gets to the product accounts, and to the states. */
export function ciRequests(scene: Scene): readonly WayRequest[] {
  return scene.config.pipelines.flatMap((pipeline) =>
    ACCESSES.flatMap((access) => [
      ...signIn(scene, pipeline, access),
      ...enteredAccounts(scene, pipeline, access),
      ...state(scene, pipeline, access),
    ]),
  );
}

/** From its identity into its role in the Terraform account. */
function signIn(scene: Scene, { deployedAs, identity }: Pipeline, access: Access): readonly WayRequest[] {
  const { accounts, homeRegion: region } = scene.config;
  const names = namesOf(scene.config);
  const call = { resource: names.ciRoleArn(access, deployedAs), owner: accounts.terraform, region };
  if (isOidc(identity)) {
    const { issuer, jobs } = identity;
    const role = { arn: call.resource, account: accounts.terraform };
    return [tokenRequest(scene, 'CI', role, { issuer, ...jobs[access] })];
  }
  const arn = names.ciUserArn(access, deployedAs);
  const principal = { kind: 'user', account: accounts.terraform, arn } as const;
  const keys = { 'aws:username': arn.split('/').at(-1), ...principalTags(scene.tags), ...resourceTags(scene) };
  return [{ way: 'CI', request: requestOf(scene, { ...call, principal, action: 'sts:AssumeRole', keys }) }];
}

/** From there into the role of each account, and into what is lent. */
function enteredAccounts(scene: Scene, pipeline: Pipeline, access: Access): readonly WayRequest[] {
  const entered = [...workspacesOf(scene.config, pipeline), ...lentRolesOf(scene.config, pipeline)];
  return entered.map(({ account, roles }) => ({
    way: 'CI',
    request: requestOf(scene, {
      principal: ciRole(scene, pipeline, access),
      action: 'sts:AssumeRole',
      resource: roles[access],
      owner: account,
      region: scene.config.homeRegion,
      keys: { ...principalTags(scene.tags), ...resourceTags(scene) },
    }),
  }));
}

/** The states of the pipeline, and their key, which S3 uses for the caller. HCP Terraform keeps states itself. */
function state(scene: Scene, pipeline: Pipeline, access: Access): readonly WayRequest[] {
  const { config } = scene;
  if (isOidc(pipeline.identity) && pipeline.identity.hcpTerraform !== undefined) return [];
  const { accounts, homeRegion: region } = config;
  const names = namesOf(config);
  const bucket = names.stateBucketArn(pipeline.deployedAs);
  const object = `${bucket}/env:/workspace/terraform.tfstate${access === 'plan' ? '.tflock' : ''}`;
  const key = `arn:${names.partition}:kms:${region}:${accounts.terraform}:key/${UNKNOWN_ID}`;
  const throughS3 = {
    'aws:ViaAWSService': 'true',
    'kms:ViaService': s3Service(region),
    'kms:CallerAccount': accounts.terraform,
    'kms:ResourceAliases': [stateKeyAlias(pipeline.deployedAs)],
  };
  const calls: readonly Pick<Call, 'action' | 'resource' | 'keys' | 'unknownKeys'>[] = [
    { action: 's3:ListBucket', resource: bucket },
    { action: 's3:GetObject', resource: object },
    { action: 's3:PutObject', resource: object, keys: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
    ...['kms:Decrypt', 'kms:GenerateDataKey'].map((action) => ({
      action,
      resource: key,
      keys: throughS3,
      unknownKeys: ['aws:CalledVia', 'aws:CalledViaFirst', 'aws:CalledViaLast'],
    })),
  ];
  return calls.map(({ keys, ...call }) => ({
    way: 'state',
    request: requestOf(scene, {
      principal: ciRole(scene, pipeline, access),
      owner: accounts.terraform,
      region,
      ...call,
      keys: { ...principalTags(scene.tags), ...resourceTags(scene), ...keys },
    }),
  }));
}

function ciRole({ config }: Scene, { name, deployedAs }: Pipeline, access: Access): RequestPrincipal {
  const account = config.accounts.terraform;
  return { kind: 'role', account, arn: namesOf(config).ciRoleArn(access, deployedAs), session: `terraform-${name}` };
}
