import { PEOPLE_PATH } from '../../lib/domain/names';
import type { OrgConfig } from '../../lib/domain/org-config';
import { decide } from '../../packages/iam-gateway/engine/decide';
import type { Request } from '../../packages/iam-gateway/iam/request';
import { SIGNED_IN_WITH_MFA } from '../../packages/iam-gateway/iam/request';
import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';

/** The same groups with the same access as IAM users: of each group one, of the group's name. */
export function withIamUsers(config: OrgConfig): OrgConfig {
  const { people } = config;
  if (people === undefined) throw new Error('there are no people');
  const users = people.groups.map(({ name }) => ({ name, groups: [name] }));
  return { ...config, people: { ...people, signIn: { source: 'iamUsers', mfaMaxAgeHours: 8, users } } };
}

/** What each group becomes, `admin in 444444444444`, whichever way its people sign in. */
export async function groupsOf(
  snapshot: Snapshot,
  { people }: OrgConfig,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const groups = new Map<string, readonly string[]>();
  for (const { name } of people?.groups ?? []) {
    const roles =
      people?.signIn.source === 'identityCenter'
        ? snapshot.assignments?.get(people.signIn.groupIds[name] ?? '')
        : await rolesOfUser(snapshot, name);
    groups.set(name, (roles ?? []).flatMap((arn) => roleOf(arn)?.name ?? []).sort());
  }
  return groups;
}

async function rolesOfUser(snapshot: Snapshot, name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const user of [...snapshot.users.keys()].filter((arn) => arn.endsWith(`:user${PEOPLE_PATH}${name}`))) {
    for (const resource of snapshot.roles.keys()) {
      const asked = { action: 'sts:AssumeRole', resource, context: SIGNED_IN_WITH_MFA };
      const { outcome } = await decide(snapshot, { caller: { kind: 'user', arn: user }, ...asked });
      if (outcome === 'Allowed') found.push(resource);
    }
  }
  return found;
}

/** What each access role may do, whoever made it. */
export async function accessOf(snapshot: Snapshot): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  for (const arn of snapshot.roles.keys()) {
    const role = roleOf(arn);
    if (role === undefined) continue;
    const may: string[] = [];
    for (const [what, probe] of Object.entries(probesIn(role.account))) {
      const { outcome } = await decide(snapshot, { caller: { kind: 'role', arn }, ...probe });
      if (outcome === 'Allowed') may.push(what);
    }
    found.set(role.name, may);
  }
  return found;
}

const ACCESS_ROLE =
  /^arn:aws:iam::(\d{12}):role\/(?:orgstrap\/orgstrap-access-(.+)|aws-reserved\/.+_orgstrap-(.+)_[0-9a-f]{16})$/;

function roleOf(arn: string): { readonly name: string; readonly account: string } | undefined {
  const [, account, ours, reserved] = ACCESS_ROLE.exec(arn) ?? [];
  return account === undefined ? undefined : { name: `${ours ?? reserved} in ${account}`, account };
}

/** In each of them a policy, the boundary, a trust or another account has a say. */
function probesIn(account: string): Readonly<Record<string, Omit<Request, 'caller'>>> {
  const iam = `arn:aws:iam::${account}`;
  const terraformRole = `${iam}:role/orgstrap/orgstrap-terraform`;
  const boundary = `${iam}:policy/orgstrap/orgstrap-boundary-00000000`;
  const app = { action: 'iam:CreateRole', resource: `${iam}:role/workload/app` };
  const lambda = `arn:aws:lambda:eu-central-1:${account}:function:app`;
  const object = { resource: 'arn:aws:s3:::acme-data/x', target: { account } };
  return {
    'look at a function': { action: 'lambda:GetFunctionConfiguration', resource: lambda },
    'change a function': { action: 'lambda:UpdateFunctionConfiguration', resource: lambda },
    'read an object': { action: 's3:GetObject', ...object },
    'list instances': { action: 'ec2:DescribeInstances', resource: '*' },
    'make a role below the boundary': { ...app, context: { 'iam:PermissionsBoundary': boundary } },
    'make a role without the boundary': app,
    'rewrite the Terraform role': { action: 'iam:PutRolePolicy', resource: terraformRole },
    'rewrite its boundary': { action: 'iam:CreatePolicyVersion', resource: boundary },
    'become the Terraform role': { action: 'sts:AssumeRole', resource: terraformRole },
    'read a state': {
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::orgstrap-state-delivery-222222222222-eu-central-1-an/env:/dev/terraform.tfstate',
    },
  };
}
