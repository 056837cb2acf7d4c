import { EXIT, Failure } from '../../domain/failure';
import type { Environment, OrgConfig } from '../../domain/org-config';
import { allWorkspaces } from '../../domain/workspaces';
import type { LiveOrganization } from '../../estate/live-organization';
import { environmentsOfUnit } from './destination';

/** @throws Failure `UnknownEnvironment` */
export function environmentNamed({ environments }: OrgConfig, name: string): Environment {
  const found = environments.find((environment) => environment.name === name);
  if (found !== undefined) return found;
  const known = environments.map((environment) => environment.name).join(', ');
  throw new Failure(
    'UnknownEnvironment',
    `there is no environment ${name}; org.yaml has ${known || 'none'}`,
    EXIT.unusable,
  );
}

/**
 * The account that `org.yaml` has under a name, where an earlier run has written it there.
 *
 * @throws Failure `NameInUse` where the name is another environment's, or something else's
 */
export function writtenAccount(config: OrgConfig, { name: environment, accounts }: Environment, name: string) {
  const own = accounts.find(({ workspace }) => workspace === name);
  if (own !== undefined) return own.id;
  const other = allWorkspaces(config).find((workspace) => workspace.name === name);
  if (other === undefined) return undefined;
  throw new Failure(
    'NameInUse',
    `${name} is ${other.account} of ${other.environment} in org.yaml; choose another name, or take it to ${environment} with orgstrap move ${name} --to ${environment}`,
    EXIT.unusable,
  );
}

/**
 * Whether an account may become one of an environment: what is wrong with it, all of it at once.
 *
 * @throws Failure `NotOnboardable`
 */
export function requireOnboardable(
  config: OrgConfig,
  live: LiveOrganization,
  { name: environment }: Environment,
  workspace: string,
  id: string,
): void {
  const problems = [
    ...ownRole(config, id),
    ...otherEntry(config, environment, workspace, id),
    ...state(config, live, environment, id),
  ];
  if (problems.length === 0) return;
  throw new Failure(
    'NotOnboardable',
    `${id} cannot become ${workspace} of ${environment}: ${problems.join('; ')}`,
    EXIT.unusable,
  );
}

function ownRole({ accounts, organization, platformAccounts }: OrgConfig, id: string): readonly string[] {
  const platform = platformAccounts.find((account) => account.id === id);
  const what = [
    ...(id === organization.managementAccount ? ['the management account, which StackSets never reach'] : []),
    ...(id === accounts.ops ? ['the Ops account'] : []),
    ...(id === accounts.terraform ? ['the Terraform account'] : []),
    ...(platform === undefined ? [] : [`the platform account ${platform.name}`]),
  ];
  return what.length === 0 ? [] : [`it is ${what.join(' and ')}; give another account`];
}

function otherEntry(
  { environments }: OrgConfig,
  environment: string,
  workspace: string,
  id: string,
): readonly string[] {
  return environments.flatMap(({ name, accounts }) =>
    accounts
      .filter((account) => account.id === id && !(name === environment && account.workspace === workspace))
      .map((account) =>
        name === environment
          ? `it is ${account.workspace} of ${environment} in org.yaml already; give that name`
          : `it is ${account.workspace} of ${name} in org.yaml; orgstrap move ${account.workspace} --to ${environment} takes it there`,
      ),
  );
}

function state(config: OrgConfig, live: LiveOrganization, environment: string, id: string): readonly string[] {
  const account = live.account(id);
  if (account === undefined) {
    return [
      `it is not in the organization; invite it first: aws organizations invite-account-to-organization --target Id=${id},Type=ACCOUNT`,
    ];
  }
  if (account.state !== 'ACTIVE')
    return [`it is ${account.state}, expected ACTIVE; AWS Support can open a closed account for 90 days`];
  const others = environmentsOfUnit(config.environments, live, account.parent).filter(
    ({ name }) => name !== environment,
  );
  return others.map(
    ({ name }) =>
      `it is in ${live.pathOf(account.parent)}, which belongs to ${name}, and has its roles; park it first: aws organizations move-account --account-id ${id} --source-parent-id ${account.parent} --destination-parent-id ${config.organization.rootId}`,
  );
}
