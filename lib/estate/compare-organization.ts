import type { ListedAccount } from '../aws/organization';
import type { Environment, OrgConfig, ProductAccount } from '../domain/org-config';
import type { LiveOrganization } from './live-organization';
import type { OrganizationDifference } from './organization-difference';

/** An OU that an environment has to itself, and whose it is. */
interface EnvironmentUnit {
  readonly unit: string;
  readonly environment: string;
}

/**
 * All in which the live organization is not what `org.yaml` says: the OUs first, then the accounts, in the order of `org.yaml`,
 * and last the accounts that it does not name.
 */
export function compareOrganization(config: OrgConfig, live: LiveOrganization): readonly OrganizationDifference[] {
  const unitsOf = ({ name, organizationalUnits }: Environment) =>
    organizationalUnits.map((unit): EnvironmentUnit => ({ unit, environment: name }));
  const units = config.environments.filter(({ only }) => only === undefined).flatMap(unitsOf);
  return [
    ...config.environments.flatMap((environment) =>
      unitsOf(environment).flatMap((one) => [
        ...absentUnit(live, one),
        ...(environment.only === undefined ? unitDifferences(live, one, units) : []),
      ]),
    ),
    ...ownAccounts(config, live, units),
    ...config.environments.flatMap((environment) =>
      environment.accounts.flatMap((account) => accountDifferences(live, environment, account, units)),
    ),
    ...strangers(config, live, units),
  ];
}

function absentUnit(live: LiveOrganization, { unit, environment }: EnvironmentUnit): readonly OrganizationDifference[] {
  if (live.hasUnit(unit)) return [];
  return [
    {
      kind: 'no such OU',
      id: unit,
      environment,
      found: `${environment} has the OU ${unit}, which is not in the organization`,
      fix: `write the id of an OU that is there into environments.${environment}.organizationalUnits, or remove it: aws organizations list-organizational-units-for-parent --parent-id ID shows those of a parent`,
    },
  ];
}

function unitDifferences(
  live: LiveOrganization,
  { unit, environment }: EnvironmentUnit,
  all: readonly EnvironmentUnit[],
): readonly OrganizationDifference[] {
  if (!live.hasUnit(unit)) return [];
  const where = live.pathOf(unit);
  const above = live.unitsAboveUnit(unit);
  return all
    .filter((other) => above.includes(other.unit))
    .map((other): OrganizationDifference => {
      const outer = live.pathOf(other.unit);
      if (other.environment === environment) {
        return {
          kind: 'OU twice',
          id: unit,
          environment,
          where,
          found: `${environment} has the OU ${unit} (${where}), which is in its OU ${other.unit} (${outer}) already`,
          fix: `remove ${unit} from environments.${environment}.organizationalUnits: an OU stands for all that is below it`,
        };
      }
      return {
        kind: 'OU in another environment',
        id: unit,
        environment,
        where,
        found: `the OU ${unit} (${where}) of ${environment} is in the OU ${other.unit} (${outer}) of ${other.environment}`,
        fix: `in environments.${other.environment}.organizationalUnits write, in place of ${other.unit}, the OUs below ${outer} that hold accounts of ${other.environment} alone; what is in ${outer} itself moves into one of them. Or write only: accounts under environments.${other.environment}, which then is the accounts that it lists and no other`,
      };
    });
}

/** The Ops and the Terraform account, and those of the platform: in an environment they would get the roles of a product account as well. */
function ownAccounts(
  { accounts, organization, platformAccounts }: OrgConfig,
  live: LiveOrganization,
  units: readonly EnvironmentUnit[],
): readonly OrganizationDifference[] {
  const own =
    accounts.ops === accounts.terraform
      ? [{ name: 'Ops and Terraform account', entry: 'accounts', id: accounts.ops }]
      : [
          { name: 'Ops account', entry: 'accounts.ops', id: accounts.ops },
          { name: 'Terraform account', entry: 'accounts.terraform', id: accounts.terraform },
        ];
  const platforms = platformAccounts.map(({ name, id }) => ({
    name: `platform account ${name}`,
    entry: `platformAccounts.${name}.account`,
    id,
  }));
  return [...own, ...platforms].flatMap(({ name, entry, id }) => {
    const account = live.account(id);
    if (account === undefined) return [missing(id, `the ${name} ${id}`, entry)];
    const where = live.pathOf(account.parent);
    const entered = environmentsOf(live, account, units).map(
      (environment): OrganizationDifference => ({
        kind: 'own account in an environment',
        id,
        environment,
        where,
        found: `the ${name} ${id} is in ${where}, which belongs to ${environment}`,
        fix: `write only: accounts under environments.${environment}, which then is the accounts that it lists and no other; or, from the management account, move it to the root or an OU of no environment: ${moveCommand(account, organization.rootId)}`,
      }),
    );
    return [...inactive(live, account, `the ${name} ${id}`, `write another account as ${entry}`), ...entered];
  });
}

function accountDifferences(
  live: LiveOrganization,
  { name: environment, organizationalUnits, only }: Environment,
  { id, workspace }: ProductAccount,
  units: readonly EnvironmentUnit[],
): readonly OrganizationDifference[] {
  const entry = `environments.${environment}.accounts.${workspace}`;
  const who = `${workspace} ${id} of ${environment}`;
  const account = live.account(id);
  if (account === undefined) return [{ ...missing(id, who, entry), environment }];
  const [closed] = inactive(live, account, who, `remove ${entry}`);
  if (closed !== undefined) return [{ ...closed, environment }];
  const where = live.pathOf(account.parent);
  const actual = environmentsOf(live, account, units);
  if (only !== undefined && actual.length > 0) {
    return [
      {
        kind: 'account in another environment',
        id,
        environment,
        where,
        found: `${who} is in ${where}, which belongs to ${actual.join(' and ')} as a whole`,
        fix: `write only: accounts under environments.${actual[0]}, too, or write the account there alone`,
      },
    ];
  }
  const isBelow = live.unitsAbove(account).some((above) => organizationalUnits.some((unit) => unit === above));
  if (only === undefined ? actual.includes(environment) : isBelow) return [];
  const whose = actual.length === 0 ? 'no environment' : actual.join(' and ');
  const [target = ''] = organizationalUnits.filter((unit) => live.hasUnit(unit));
  return [
    {
      kind: 'account elsewhere',
      id,
      environment,
      where,
      found: `${who} is in ${where}, which belongs to ${whose}`,
      fix: `from the management account: ${moveCommand(account, target || 'ID')}, or ${actual.length === 0 ? `remove ${entry}` : `write it under environments.${actual[0]}.accounts`}`,
    },
  ];
}

function missing(id: string, who: string, entry: string): OrganizationDifference {
  return {
    kind: 'no such account',
    id,
    found: `${who} is not in the organization`,
    fix: `correct ${entry} in org.yaml, or invite the account: aws organizations invite-account-to-organization --target Id=${id},Type=ACCOUNT`,
  };
}

function inactive(
  live: LiveOrganization,
  { id, parent, state }: ListedAccount,
  who: string,
  otherwise: string,
): readonly OrganizationDifference[] {
  if (state === 'ACTIVE') return [];
  const where = live.pathOf(parent);
  const found = `${who} is ${state}, in ${where}`;
  return [{ kind: 'account not active', id, where, found, fix: `${wayBack(state)}, or ${otherwise}` }];
}

/**
 * `Status`, which `State` replaces, says SUSPENDED of closed accounts, too.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CloseAccount.html
 */
function wayBack(state: string): string {
  if (state === 'PENDING_ACTIVATION') return 'finish the sign-up of the account';
  return 'ask AWS Support, which can reopen a closed account for 90 days';
}

/** Accounts that StackSets reach though `org.yaml` does not name them, less those that StackSets pass over. */
function strangers(
  config: OrgConfig,
  live: LiveOrganization,
  units: readonly EnvironmentUnit[],
): readonly OrganizationDifference[] {
  const { accounts, environments, organization, platformAccounts } = config;
  const known = new Set<string>([
    accounts.ops,
    accounts.terraform,
    organization.managementAccount,
    ...platformAccounts.map(({ id }) => id),
    ...environments.flatMap((environment) => environment.accounts.map(({ id }) => id)),
  ]);
  return live.accounts
    .filter(({ id, state }) => state === 'ACTIVE' && !known.has(id))
    .flatMap((account) => {
      const [environment] = environmentsOf(live, account, units);
      if (environment === undefined) return [];
      const where = live.pathOf(account.parent);
      return [
        {
          kind: 'account not in org.yaml',
          id: account.id,
          environment,
          where,
          found: `${account.name} ${account.id} is in ${where}, which belongs to ${environment}, and is not in org.yaml`,
          fix: `write it under environments.${environment}.accounts, or, from the management account, move it out: ${moveCommand(account, organization.rootId)}`,
        } as const,
      ];
    });
}

/** The environments whose OUs an account is in, the nearest first. */
function environmentsOf(
  live: LiveOrganization,
  account: ListedAccount,
  units: readonly EnvironmentUnit[],
): readonly string[] {
  const found = live
    .unitsAbove(account)
    .flatMap((above) => units.filter(({ unit }) => unit === above).map(({ environment }) => environment));
  return [...new Set(found)];
}

function moveCommand({ id, parent }: ListedAccount, destination: string): string {
  return `aws organizations move-account --account-id ${id} --source-parent-id ${parent} --destination-parent-id ${destination}`;
}
