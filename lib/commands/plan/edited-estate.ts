import type { DeploymentAccount } from '../../aws/deployment-account';
import type { OrgConfig } from '../../domain/org-config';
import { deploymentAccountOf } from '../../domain/org-config';
import type { LiveOrganization } from '../../estate/live-organization';
import { packageVersion, upgradesFrom } from '../../policies/policies-folder';
import type { DeployedEstate } from './deployed-estate';
import { deployedVersion } from './deployed-version';
import { usersToDelete } from './edits/deleted-users';
import type { Edited } from './edits/edited';
import { estateStack } from './edits/estate';
import { EMPTY_TEMPLATE, type Template } from './template';

/** What the rules about edits look at. Asks IAM of the deployment account about the users whom a deployment would delete. */
export async function editedEstate(
  config: OrgConfig,
  { stacks, otherHome }: DeployedEstate,
  after: readonly { readonly name: string; readonly template: Template }[],
  { users, stackSets }: Pick<DeploymentAccount, 'users' | 'stackSets'>,
  live?: LiveOrganization,
): Promise<Edited> {
  const edited: Edited = {
    config,
    versions: { deployed: deployedVersion(stacks), own: packageVersion(), upgradesFrom: upgradesFrom() },
    before: stacks.map(({ name, template = EMPTY_TEMPLATE, isProtected }) => estateStack(name, template, isProtected)),
    after: after.map(({ name, template }) => estateStack(name, template)),
    ...(otherHome && { otherHome }),
    ...(live && { accountsBelow: (unit) => live.accountsBelow(unit) }),
  };
  const [foreignSets, hasCredentials] = await Promise.all([
    stacks.length === 0 && otherHome === undefined ? setsWithoutStacks(edited, stackSets) : [],
    credentialsOf(edited, users),
  ]);
  return { ...edited, foreignSets, hasCredentials };
}

/** StackSets of the app's names, though nothing was deployed from this account. */
async function setsWithoutStacks(
  { after }: Edited,
  stackSets: DeploymentAccount['stackSets'],
): Promise<readonly string[]> {
  const names = await stackSets.names();
  return after.flatMap(({ name, targets }) => (targets !== undefined && names.includes(name) ? [name] : []));
}

/** Only of users in the deployment account: the credentials reach no other. */
async function credentialsOf(edited: Edited, users: DeploymentAccount['users']): Promise<ReadonlyMap<string, boolean>> {
  const here = usersToDelete(edited).filter(({ account }) => account === deploymentAccountOf(edited.config));
  const seen = await Promise.all(here.map(async ({ name }) => [name, await users.canSignIn(name)] as const));
  return new Map(seen.flatMap(([name, has]) => (has === undefined ? [] : [[name, has] as const])));
}
