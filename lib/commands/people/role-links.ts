import { portalAddress, signInAddress, switchRoleAddress } from '../../domain/console-addresses';
import { EXIT, Failure } from '../../domain/failure';
import type { AccountId } from '../../domain/ids';
import { namesOf } from '../../domain/names-of';
import type { Environment, OrgConfig } from '../../domain/org-config';
import type { IamUserSignIn, People, PeopleGroup } from '../../domain/people';
import { type ReachableRole, reachableRoles } from '../../domain/reachable-role';

/** How people get in: they sign in at one place, and go on from there into a role. */
export interface ConsoleAccess {
  readonly signInAddress: string;
  /** What people have to know, in the order in which they need it: the first while they sign in. */
  readonly steps: readonly string[];
  readonly addressOf: (role: ReachableRole) => string;
}

/**
 * How the people of an organization get in.
 *
 * @param portal - the address of the access portal, for people of IAM Identity Center
 * @throws Failure `PortalNeeded`, `NoPortal`, `NotAnAddress` where the two do not agree.
 */
export function consoleAccess(config: OrgConfig, people: People, portal: string | undefined): ConsoleAccess {
  const { signIn } = people;
  if (signIn.source === 'iamUsers') {
    if (portal !== undefined) {
      throw new Failure(
        'NoPortal',
        'people are IAM users of Ops, who have no access portal; leave out --portal',
        EXIT.unusable,
      );
    }
    return doorOfOps(config, people, signIn);
  }
  if (portal === undefined) {
    throw new Failure(
      'PortalNeeded',
      'people come from IAM Identity Center, whose access portal lists what they reach; name its address with --portal ' +
        '(https://d-1234567890.awsapps.com/start, in the settings of Identity Center) to have the links on a page',
      EXIT.unusable,
    );
  }
  return doorOfPortal(checked(portal));
}

function doorOfOps(config: OrgConfig, { sessionHours }: People, { mfaMaxAgeHours }: IamUserSignIn): ConsoleAccess {
  const { partition } = namesOf(config);
  const colours = environmentColours(config.environments);
  const labelOf = roleLabels(config);
  return {
    signInAddress: signInAddress(partition, config.accounts.ops),
    steps: [
      `Use your MFA device: without it every role refuses you, and so it does once the sign-in is ${hours(mfaMaxAgeHours)} old.`,
      `Choose a role below and confirm with “Switch Role”. It lasts ${hours(sessionHours)} at most.`,
      'To go back, open the menu at the top right, which has the name of the role, and choose “Switch back”.',
    ],
    addressOf: (role) =>
      switchRoleAddress(partition, role, {
        displayName: labelOf(role),
        colour: colours.get(role.environment) ?? '',
      }),
  };
}

function doorOfPortal(portal: string): ConsoleAccess {
  return {
    signInAddress: portal,
    steps: [
      'That is the access portal of IAM Identity Center. Use your MFA device where it asks for it.',
      'Choose a role below: it opens in the console. The portal lists the same roles.',
      'For another role choose another link. To go back, sign out of the console, and stay in the portal.',
    ],
    addressOf: (role) => portalAddress(portal, role),
  };
}

/** A link on a page that people trust must lead where it seems to. */
function checked(portal: string): string {
  const address = URL.canParse(portal) ? new URL(portal) : undefined;
  if (address?.protocol === 'https:' && address.username === '' && address.search === '' && address.hash === '') {
    return address.href;
  }
  throw new Failure(
    'NotAnAddress',
    `--portal ${portal} is no address of an access portal; expected one such as https://d-1234567890.awsapps.com/start`,
    EXIT.unusable,
  );
}

function hours(count: number): string {
  return count === 1 ? '1 hour' : `${count} hours`;
}

/** Production is where a mistake costs most, and the console's red says so. */
const PRODUCTION = ['prod', 'production'];
const RED = 'f2b0a9';

/**
 * In rollout order: the other four colours that the console's form for switching offers, and then some that it does not
 * know. All of them are light: dark letters can be read on each.
 */
const COLOURS = ['b7ca9d', '83d4e8', 'efda95', 'fbc8aa', 'cdbcf0', 'f0b8da', 'a3ddc6', 'd3c5ae', 'c3ccd6'] as const;

/** The colour of each environment, six hexadecimal digits: the same wherever it is shown, different while there are enough. */
export function environmentColours(environments: readonly Environment[]): ReadonlyMap<string, string> {
  const others = environments.map(({ name }) => name).filter((name) => !PRODUCTION.includes(name));
  return new Map(
    environments.map(({ name }) => {
      const place = others.indexOf(name);
      return [name, place === -1 ? RED : (COLOURS[place % COLOURS.length] ?? RED)];
    }),
  );
}

/**
 * Names a role in an account for people and for their tools: `WORKSPACE-ROLE`, or with a dot in between where two would
 * have the same name, such as those of the workspaces `data` and `data-lake` with the roles `lake-admin` and `admin`.
 * Workspaces and roles have no dots.
 *
 * It depends on all of `org.yaml` and not on what somebody reaches, so everybody has the same names. They hold nothing
 * that the AWS CLI, aws-vault or Granted would not take in the name of a profile.
 */
export function roleLabels(config: OrgConfig): (role: ReachableRole) => string {
  const workspaces = config.environments.flatMap(({ accounts }) => accounts.map(({ workspace }) => workspace));
  const roles = config.people?.roles.map(({ name }) => name) ?? [];
  const labels = workspaces.flatMap((workspace) => roles.map((role) => `${workspace}-${role}`));
  const repeated = new Set(labels.filter((label, index) => labels.indexOf(label) !== index));
  return ({ workspace, role }) =>
    repeated.has(`${workspace}-${role}`) ? `${workspace}.${role}` : `${workspace}-${role}`;
}

/** A group of people with a link into every role that it may become. */
export interface LinkedGroup {
  readonly name: string;
  /** In rollout order; at least one. */
  readonly environments: readonly LinkedEnvironment[];
}

export interface LinkedEnvironment {
  readonly name: string;
  /** None where `org.yaml` names no account of the environment. */
  readonly accounts: readonly LinkedAccount[];
}

export interface LinkedAccount {
  readonly workspace: string;
  readonly id: AccountId;
  /** In the order of `org.yaml`; at least one. */
  readonly roles: readonly RoleLink[];
}

export interface RoleLink {
  readonly role: string;
  readonly address: string;
}

/** What a group reaches, by environment and account, each role with its address. */
export function linkedGroup(
  config: OrgConfig,
  group: PeopleGroup,
  addressOf: (role: ReachableRole) => string,
): LinkedGroup {
  return {
    name: group.name,
    environments: [...new Set(group.access.map(({ environment }) => environment))].map((environment) => ({
      name: environment,
      accounts: linkedAccounts(
        reachableRoles(config, group).filter((reached) => reached.environment === environment),
        addressOf,
      ),
    })),
  };
}

function linkedAccounts(
  reached: readonly ReachableRole[],
  addressOf: (role: ReachableRole) => string,
): readonly LinkedAccount[] {
  const accounts = new Map(reached.map(({ account, workspace }) => [account, workspace]));
  return [...accounts].map(([id, workspace]) => ({
    workspace,
    id,
    roles: reached
      .filter(({ account }) => account === id)
      .map((reachable) => ({ role: reachable.role, address: addressOf(reachable) })),
  }));
}
