import type { StackResources } from '../../aws/stacks';
import type { TakenNames } from '../../aws/taken-names';
import type { AccountId } from '../../domain/ids';
import { stackName } from '../../domain/names';
import { namesOf } from '../../domain/names-of';
import { once } from '../../domain/once';
import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import { issuersMadeIn } from '../../domain/workspaces';
import {
  type CheckSubject,
  checksOfAnswer,
  doesNotHold,
  holds,
  type LiveCheck,
  notSeen,
} from '../../estate/live-check';

/** What the account of the credentials has, by name and by maker. */
export interface AccountNames {
  readonly taken: TakenNames;
  /** The physical ids of all that stacks of orgstrap hold there, their own and those of StackSets. */
  made(): Promise<ReadonlySet<string>>;
}

/** Asks CloudFormation once, however many checks want to know. */
export function accountNames(stacks: StackResources, taken: TakenNames): AccountNames {
  return { taken, made: once(() => madeByOrgstrap(stacks)) };
}

async function madeByOrgstrap(stacks: StackResources): Promise<ReadonlySet<string>> {
  const all = await stacks.list();
  const ours = all.filter(({ name }) => name.replace(/^StackSet-/, '').startsWith(stackName('')));
  const resources = await Promise.all(ours.map(({ name }) => stacks.resources(name)));
  return new Set(resources.flat());
}

/** What of an account has a name that orgstrap gives. */
interface TakenName {
  /** What the stack that made it calls it: a name, or an ARN. */
  readonly ids: readonly string[];
  readonly text: string;
  readonly fix: string;
}

/** Each account in which a deployment makes what has a fixed name, and that credentials reach. */
export async function nameChecks(
  config: OrgConfig,
  caller: AccountId,
  { made, taken }: AccountNames,
): Promise<readonly LiveCheck[]> {
  const accounts = [...new Set([deploymentAccountOf(config), config.accounts.terraform])];
  const checks = accounts.map((account): Promise<readonly LiveCheck[]> => {
    const subject = namesIn(account);
    if (account !== caller) {
      const found = `these are credentials of ${caller}`;
      return Promise.resolve([notSeen(subject, found, `run orgstrap doctor with credentials of ${account}, too`)]);
    }
    return checksOfAnswer(
      [subject],
      'let these credentials call iam:ListRoles, ListUsers, ListGroups, ListPolicies, ListOpenIDConnectProviders and cloudformation:ListStacks, ListStackResources',
      async () => ({ ours: await made(), found: await takenNames(config, account, taken) }),
      ({ ours, found }) => {
        const foreign = found.filter(({ ids }) => !ids.some((id) => ours.has(id)));
        if (foreign.length === 0) return [holds(subject, 'free, or made by stacks of orgstrap')];
        return foreign.map(({ ids, text, fix }) => doesNotHold({ ...subject, resource: ids.join(' ') }, text, fix));
      },
    );
  });
  return (await Promise.all(checks)).flat();
}

function namesIn(account: AccountId): CheckSubject {
  return {
    kind: 'taken-name',
    account,
    name: `names in ${account}`,
    why: 'CloudFormation takes over nothing that is there: a deployment that makes the name fails with "already exists"',
  };
}

async function takenNames(config: OrgConfig, account: AccountId, taken: TakenNames): Promise<readonly TakenName[]> {
  const people = peopleIn(config, account);
  const isTerraform = account === config.accounts.terraform;
  const wanted = issuersMadeIn(config, account).map(({ issuer }) => namesOf(config).oidcProviderArn(issuer, account));
  const [found, providers] = await Promise.all([
    taken.iam(),
    isTerraform || wanted.length > 0 ? taken.oidcProviders() : [],
  ]);
  return [
    ...found
      // IAM takes names that differ in case alone for the same.
      .filter(({ kind, name }) => isOrgstraps(name) || (kind === 'user' && people.includes(name.toLowerCase())))
      .map(({ kind, name, arn }) => ({
        ids: [name, arn],
        text: `no stack of orgstrap made the ${kind} ${arn}`,
        fix: `find out whose it is, and delete it: aws iam delete-${kind} --${kind === 'policy' ? `policy-arn ${arn}` : `${kind}-name ${name}`}`,
      })),
    ...providers
      .filter((arn) => wanted.includes(arn))
      .map((arn) => ({
        ids: [arn],
        text: `no stack of orgstrap made the OIDC provider ${arn}`,
        fix: isTerraform
          ? 'write its URL into existingOidcProviders of org.yaml'
          : `write ${account} into deployment.existingOidcProviderIn of org.yaml`,
      })),
  ];
}

function isOrgstraps(name: string): boolean {
  return name.toLowerCase().startsWith(stackName(''));
}

function peopleIn({ accounts, people }: OrgConfig, account: AccountId): readonly string[] {
  if (account !== accounts.ops || people?.signIn.source !== 'iamUsers') return [];
  return people.signIn.users.map(({ name }) => name.toLowerCase());
}
