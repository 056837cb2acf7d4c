import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  NoSuchEntityException,
} from '@aws-sdk/client-iam';
import type { AccountId } from '../../../lib/domain/ids';
import { boundaryName, IAM_PATH, TERRAFORM_ROLES } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { ciRolesOf, pipelinesOf } from '../../../lib/domain/workspaces';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { NotProved } from '../report/ledger';

/** The Terraform role as it stands in an account. */
interface FoundRole {
  readonly trusts: readonly string[];
  /** The whole role with its policies as text, in which the account's own id reads `HERE`, and that of the stack `STACK`. */
  readonly text: string;
  readonly boundary: string | undefined;
}

/** Looks into every account: the Terraform role is where it belongs, the same everywhere, and nowhere else. */
export async function terraformRoles(rehearsal: Rehearsal, { config }: OrgYaml): Promise<void> {
  const intended = intendedTrust(config);
  await rehearsal.ledger.prove(
    'every account that a pipeline may change has the Terraform role, one and the same, and no other account has it',
    async () => {
      const texts = new Set<string>();
      for (const account of allAccounts(config)) {
        const { iam } = await administratorOf(rehearsal, config, account);
        const role = await findRole(iam, account);
        const trusted = intended.get(account);
        if ((role === undefined) !== (trusted === undefined)) {
          throw new NotProved(
            `${account} ${role === undefined ? 'has no' : 'should have no'} role ${TERRAFORM_ROLES.apply}`,
          );
        }
        if (role === undefined || trusted === undefined) continue;
        if ([...role.trusts].sort().join() !== [...trusted].sort().join()) {
          throw new NotProved(
            `the role in ${account} trusts ${role.trusts.join(', ')}, expected ${trusted.join(', ')}`,
          );
        }
        if (!role.boundary?.startsWith(namesOf(config).policyArn(account, boundaryName('')))) {
          throw new NotProved(`the role in ${account} wears the boundary ${role.boundary ?? 'of nobody'}`);
        }
        await iam.send(new GetPolicyCommand({ PolicyArn: role.boundary }));
        texts.add(role.text);
      }
      if (texts.size !== 1) throw new NotProved(`there are ${texts.size} different roles`);
      return `${intended.size} of ${allAccounts(config).length} accounts, boundary on, trust of the pipelines of their environment`;
    },
  );
}

function intendedTrust(config: OrgConfig): ReadonlyMap<AccountId, readonly string[]> {
  const products = environmentsWithTerraform(config).flatMap(({ name, accounts }) =>
    accounts.map(({ id }) => [id, ciRolesOf(config, 'apply', pipelinesOf(config, name))] as const),
  );
  const managed = config.managementAccount;
  return new Map([
    ...products,
    ...(managed
      ? [[config.organization.managementAccount, ciRolesOf(config, 'apply', managed.pipelines)] as const]
      : []),
  ]);
}

/** Those that a pipeline may change: the others are of people alone, and have no Terraform role. */
export function environmentsWithTerraform(config: OrgConfig): OrgConfig['environments'] {
  return config.environments.filter(({ name }) => pipelinesOf(config, name).length > 0);
}

export function allAccounts({
  accounts,
  organization,
  environments,
  platformAccounts,
}: OrgConfig): readonly AccountId[] {
  return [
    ...new Set([
      organization.managementAccount,
      accounts.ops,
      accounts.terraform,
      ...platformAccounts.map(({ id }) => id),
      ...environments.flatMap((environment) => environment.accounts.map(({ id }) => id)),
    ]),
  ];
}

/** The Terraform role of an account; undefined where there is none. */
export async function findRole(iam: IAMClient, account: AccountId): Promise<FoundRole | undefined> {
  try {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: TERRAFORM_ROLES.apply }));
    if (Role?.Path !== IAM_PATH) throw new NotProved(`the role in ${account} is on the path ${Role?.Path}`);
    const trust = JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument ?? ''));
    const policies = await attachedPolicies(iam);
    const statement = trust.Statement[0];
    return {
      trusts: [statement.Condition.ArnEquals['aws:PrincipalArn']].flat(),
      boundary: Role.PermissionsBoundary?.PermissionsBoundaryArn,
      text: JSON.stringify({
        policies,
        ...Role,
        ...VARIES,
        AssumeRolePolicyDocument: withoutTrusted(trust),
      })
        .replaceAll(account, 'HERE')
        .replace(/(?<=orgstrap-boundary-)[0-9a-f]{8}/g, 'STACK'),
    };
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}

/** What AWS makes up for each role. */
const VARIES = { RoleId: undefined, CreateDate: undefined, RoleLastUsed: undefined };

/** Whom a role trusts differs between environments, and is compared by itself. */
function withoutTrusted(trust: unknown): unknown {
  return JSON.parse(JSON.stringify(trust, (key, value) => (key === 'aws:PrincipalArn' ? 'TRUSTED' : value)));
}

async function attachedPolicies(iam: IAMClient): Promise<readonly (string | undefined)[]> {
  const { AttachedPolicies = [] } = await iam.send(
    new ListAttachedRolePoliciesCommand({ RoleName: TERRAFORM_ROLES.apply }),
  );
  if (AttachedPolicies.length === 0) throw new NotProved('the Terraform role has no permissions');
  const documents = AttachedPolicies.map(async ({ PolicyArn }) => {
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const version = { PolicyArn, VersionId: Policy?.DefaultVersionId };
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand(version));
    return PolicyVersion?.Document;
  });
  return (await Promise.all(documents)).sort();
}
