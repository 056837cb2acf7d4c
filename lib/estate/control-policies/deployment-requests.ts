import { auditedAccounts } from '../../domain/audited-accounts';
import { ACCESSES, type Access } from '../../domain/ci-identity';
import { deployerAccounts } from '../../domain/deployment';
import type { AccountId } from '../../domain/ids';
import { namesOf } from '../../domain/names-of';
import { type Deployment, deploymentAccountOf } from '../../domain/org-config';
import { globalRegionsOf } from '../../domain/region';
import { tokensOf } from '../../domain/tokens';
import { statementsOf } from '../../iam/statement';
import { deploymentRolesIn } from '../../policies/deployment-roles';
import { describedAccounts } from '../../policies/described-accounts';
import type { RoleDescription } from '../../policies/role-description';
import { actionsOf, SAMPLE_SIZE } from './sample';
import { madeIn } from './stack-set-requests';
import { tokenRequest } from './token-requests';
import { principalTags, requestOf, type Scene, serviceOf, type WayRequest } from './way';

/**
 * How the jobs of `deployment` deploy and plan: with a token into their role, into the auditor roles of all accounts, a few of the calls that the
 * role makes itself in each service, and what CloudFormation makes for the deployer in the deployment account. No control policy binds the management account.
 */
export function deploymentRequests(scene: Scene): readonly WayRequest[] {
  const { deployment } = scene.config;
  if (deployment === undefined) return [];
  return deployerAccounts(scene.config).flatMap((account) => [
    ...signIn(scene, deployment, account),
    ...deploymentRolesIn(scene.config, deployment, account).flatMap((role) => [
      ...auditors(scene, account, role),
      ...ownCalls(scene, account, role),
    ]),
    ...made(scene, account),
  ]);
}

function signIn(scene: Scene, { identity }: Deployment, account: AccountId): readonly WayRequest[] {
  const { config } = scene;
  const names = namesOf(config);
  const accesses: readonly Access[] = account === deploymentAccountOf(config) ? ACCESSES : ['apply'];
  return accesses.flatMap((access) => {
    const arn = access === 'apply' ? names.deployerRoleArn(account) : names.plannerRoleArn(account);
    return tokensOf(identity, access).map((tokens) => tokenRequest(scene, 'deployment', { arn, account }, tokens));
  });
}

function principalOf({ config }: Scene, account: AccountId, { name = '' }: RoleDescription) {
  return { kind: 'role', account, arn: namesOf(config).roleArn(account, name), session: 'deployment' } as const;
}

/** What is there is looked at before anything is deployed. */
function auditors(scene: Scene, account: AccountId, role: RoleDescription): readonly WayRequest[] {
  const { config, tags } = scene;
  return auditedAccounts(config).map((owner) => ({
    way: 'deployment',
    request: requestOf(scene, {
      principal: principalOf(scene, account, role),
      action: 'sts:AssumeRole',
      resource: namesOf(config).auditorRoleArn(owner),
      owner,
      region: config.homeRegion,
      keys: principalTags(tags),
    }),
  }));
}

/** What CloudFormation does for somebody says through whom it came; this is what the role calls without it. */
function ownCalls(scene: Scene, account: AccountId, role: RoleDescription): readonly WayRequest[] {
  const { config, tags } = scene;
  const [globalRegion = config.homeRegion] = globalRegionsOf(namesOf(config).partition);
  const documents = role.policies().flatMap(({ pack }) => pack.map(({ document }) => document));
  const direct = documents
    .flatMap((document) => statementsOf(document))
    .filter(({ conditions }) => !conditions.some(({ key }) => key.toLowerCase() === 'aws:calledvia'));
  const actions = [...new Set(direct.flatMap(actionsOf))];
  const services = new Set(actions.map(serviceOf).filter((service) => service !== 'sts'));
  return [...services].flatMap((service) =>
    actions
      .filter((action) => serviceOf(action) === service)
      .slice(0, SAMPLE_SIZE)
      .map((action) => ({
        way: 'deployment',
        sample: `${service} as ${role.name}`,
        request: requestOf(scene, {
          principal: principalOf(scene, account, role),
          action,
          resource: '*',
          owner: account,
          region: GLOBAL_SERVICES.includes(service) ? globalRegion : config.homeRegion,
          keys: principalTags(tags),
        }),
      })),
  );
}

const GLOBAL_SERVICES = ['account', 'iam', 'organizations'];

/** The stacks that it deploys there itself. */
function made(scene: Scene, account: AccountId): readonly WayRequest[] {
  const { config } = scene;
  const described = describedAccounts(config).find(({ id }) => id === account);
  if (described === undefined || account !== deploymentAccountOf(config)) return [];
  const arn = namesOf(config).deployerRoleArn(account);
  const principal = { kind: 'role', account, arn, session: 'deployment' } as const;
  return madeIn(scene, described, principal, { way: 'deployment', storageWay: 'deployment' });
}
