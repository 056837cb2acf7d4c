import { ACCESSES, isOidc } from '../../domain/ci-identity';
import { ciUserName, FORWARDING_RULE, IAM_PATH, PEOPLE_PATH, peopleGroupName } from '../../domain/names';
import { namesOf } from '../../domain/names-of';
import { deploymentAccountOf } from '../../domain/org-config';
import { globalRegionsOf } from '../../domain/region';
import { watchedAccounts, watchedRegions } from '../../domain/watched-accounts';
import { oidcIssuersOf } from '../../domain/workspaces';
import type { RequestPrincipal } from '../../iam/evaluation/access-request';
import { UNKNOWN_ID } from '../../iam/evaluation/text-pattern';
import { type DescribedAccount, describedAccounts } from '../../policies/described-accounts';
import { type Call, requestOf, requestTags, type Scene, type Way, type WayRequest } from './way';

/**
 * What StackSets do to make orgstrap's stacks in member accounts, as the role that they have there. The stacks of the
 * deployment account itself are made by `cdk deploy`.
 *
 * CloudFormation calls with a forward access session, also for a role: AWS says that the call came through a service.
 * Of the service role nothing says that it has tags.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/fas-requests-and-permission-evaluation.html
 */
export function stackSetRequests(scene: Scene): readonly WayRequest[] {
  const { config } = scene;
  const outside = [deploymentAccountOf(config), config.organization.managementAccount];
  return describedAccounts(config)
    .filter(({ id }) => !outside.includes(id))
    .flatMap((account) => {
      const { partition } = namesOf(config);
      const arn = `arn:${partition}:iam::${account.id}:role/stacksets-exec-${UNKNOWN_ID}`;
      const principal = { kind: 'role', account: account.id, arn, session: 'stacksets' } as const;
      return madeIn(scene, account, principal, { way: 'StackSets', storageWay: 'state' });
    });
}

/** The ways on which it is needed that the stacks of an account can be made: for its buckets and keys, and for the rest. */
interface MadeFor {
  readonly way: Way;
  readonly storageWay: Way;
}

/** What CloudFormation does to make the stacks of an account. @param principal - who deploys them */
export function madeIn(
  scene: Scene,
  account: DescribedAccount,
  principal: RequestPrincipal,
  { way, storageWay }: MadeFor,
): readonly WayRequest[] {
  const asked = (on: Way) => (made: Made) => ({ way: on, request: madeBy(scene, account.id, principal, made) });
  return [
    ...[
      ...roles(scene, account),
      ...policies(scene, account),
      ...identities(scene, account),
      ...audit(scene, account),
    ].map(asked(way)),
    ...storage(scene, account).map(asked(storageWay)),
  ];
}

/** One thing that a stack makes. */
type Made = Pick<Call, 'action' | 'resource' | 'keys'> & { readonly region?: string };

function madeBy(scene: Scene, account: string, principal: RequestPrincipal, { region, keys, ...made }: Made) {
  const { partition } = namesOf(scene.config);
  const via = 'cloudformation.amazonaws.com';
  return requestOf(scene, {
    principal,
    owner: account,
    region: region ?? globalRegionsOf(partition)[0] ?? scene.config.homeRegion,
    ...made,
    keys: {
      'aws:ViaAWSService': 'true',
      'aws:CalledVia': [via],
      'aws:CalledViaFirst': via,
      'aws:CalledViaLast': via,
      ...keys,
    },
  });
}

function roles({ config, tags }: Scene, { id, roles: described }: DescribedAccount): readonly Made[] {
  const names = namesOf(config);
  return described.flatMap(({ name = GENERATED, boundary }) => {
    const resource = names.roleArn(id, name);
    const boundaryArn = boundary && names.policyArn(id, boundary.name);
    return [
      { action: 'iam:CreateRole', resource, keys: { ...requestTags(tags), 'iam:PermissionsBoundary': boundaryArn } },
      {
        action: 'iam:AttachRolePolicy',
        resource,
        keys: { 'iam:PermissionsBoundary': boundaryArn, 'iam:PolicyARN': names.policyArn(id, GENERATED) },
      },
    ];
  });
}

/** CloudFormation's managed policies take no tags, and neither do its groups. */
function policies({ config }: Scene, { id, roles: described, policies: named }: DescribedAccount): readonly Made[] {
  const boundaries = described.flatMap(({ boundary }) => boundary?.name ?? []);
  return [...new Set([...boundaries, ...named, GENERATED])].map((name) => ({
    action: 'iam:CreatePolicy',
    resource: namesOf(config).policyArn(id, name),
  }));
}

/** Who signs in: CI in the Terraform account, people in the Ops account. */
function identities({ config, tags }: Scene, { id }: DescribedAccount): readonly Made[] {
  const names = namesOf(config);
  const { accounts, pipelines, people } = config;
  const iam = (resource: string) => `arn:${names.partition}:iam::${id}:${resource}`;
  const ofCi = pipelines
    .filter(({ identity }) => !isOidc(identity))
    .flatMap(({ deployedAs }) => ACCESSES.map((access) => ciUserName(access, deployedAs)))
    .flatMap((name) => [
      { action: 'iam:CreateGroup', resource: iam(`group${IAM_PATH}${name}`) },
      { action: 'iam:CreateUser', resource: iam(`user${IAM_PATH}${name}`), keys: requestTags(tags) },
    ]);
  const providers = oidcIssuersOf(config).map(({ issuer }) => ({
    action: 'iam:CreateOpenIDConnectProvider',
    resource: names.oidcProviderArn(issuer),
    keys: requestTags(tags),
  }));
  const ofPeople =
    people?.signIn.source !== 'iamUsers'
      ? []
      : [
          ...people.groups.map(({ name }) => ({
            action: 'iam:CreateGroup',
            resource: iam(`group${PEOPLE_PATH}${peopleGroupName(name)}`),
          })),
          ...people.signIn.users.map(({ name }) => ({
            action: 'iam:CreateUser',
            resource: names.personArn(name),
            keys: requestTags(tags),
          })),
        ];
  return [...(id === accounts.terraform ? [...ofCi, ...providers] : []), ...(id === accounts.ops ? ofPeople : [])];
}

/** What watches the account: a trail of its own, and the rules that forward what may be an alarm. */
function audit({ config, tags }: Scene, { id }: DescribedAccount): readonly Made[] {
  const { audit: chosen, homeRegion } = config;
  if (chosen === undefined || watchedAccounts(config) === undefined) return [];
  const { partition, audit: names } = namesOf(config);
  const rules = watchedRegions(config).map((region) => ({
    action: 'events:PutRule',
    resource: `arn:${partition}:events:${region}:${id}:rule/${FORWARDING_RULE}`,
    region,
    keys: requestTags(tags),
  }));
  const trail = {
    action: 'cloudtrail:CreateTrail',
    resource: names.trailArn(id),
    region: homeRegion,
    keys: requestTags(tags),
  };
  return [...rules, ...(chosen.trail === 'own' ? [trail] : [])];
}

/** CloudFormation tags a bucket when it is there, so the call that makes it has no tags. */
function storage({ config, tags }: Scene, { id }: DescribedAccount): readonly Made[] {
  const { accounts, homeRegion: region, pipelines } = config;
  if (id !== accounts.terraform) return [];
  const names = namesOf(config);
  return [
    ...pipelines.map(({ deployedAs }) => ({
      action: 's3:CreateBucket',
      resource: names.stateBucketArn(deployedAs),
      region,
    })),
    { action: 'kms:CreateKey', resource: '*', region, keys: requestTags(tags) },
  ];
}

/** As CloudFormation names what has no name of its own. */
const GENERATED = `StackSet-orgstrap-${UNKNOWN_ID}`;
