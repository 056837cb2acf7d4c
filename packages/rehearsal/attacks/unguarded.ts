import {
  CreateRoleCommand,
  DeleteAccessKeyCommand,
  DeleteRoleCommand,
  GetUserCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { ciRoleName, ciUserName, TERRAFORM_ROLES } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { OrgConfig, Pipeline } from '../../../lib/domain/org-config';
import { STACK_SETS_ROLES } from '../../../lib/domain/stack-set-names';
import { workspacesOf } from '../../../lib/domain/workspaces';
import { refused } from '../context/refused';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { asAdministrator, withOpenRole } from '../credentials/administrator';
import { assume, keysOf } from '../credentials/ci-identities';
import { type Clients, clientsFor } from '../emulated/clients';
import type { Credentials } from '../emulated/control';
import { attackPeople } from './people';
import { tellOfWhatNobodyEmulates } from './recorded';
import { attacksInTerraformAccount, carryOut } from './terraform-account';

/**
 * Before there are guardrails, an administrator does what nothing refuses, and makes it undone; and somebody looks around with the key of
 * a CI user. The alarms must tell of all of it.
 *
 * @param pipeline - its CI user has a key that got lost
 */
export async function attackWithoutGuardrails(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  pipeline: Pipeline,
): Promise<void> {
  // Without one, no alarm stops anybody; `additions.ts` has said so.
  if (orgYaml.config.audit !== undefined) await attackUnderAlarms(rehearsal, orgYaml, pipeline);
  const keys = await keysOf(rehearsal, orgYaml, pipeline, 'apply');
  const stolen = clientsFor(rehearsal.gateway, keys, orgYaml.config.homeRegion);
  const UserName = ciUserName('apply', pipeline.name);
  await refused(
    rehearsal,
    {
      claim: `whoever holds a key of ${UserName} does not look around with it`,
      alarms: ['ci-user-does-something-else', 'ci-user-is-refused'],
    },
    () => stolen.iam.send(new ListUsersCommand({})),
  );
  const { iam } = await administratorOf(rehearsal, orgYaml.config, orgYaml.config.accounts.terraform);
  await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: keys.accessKeyId }));
}

async function attackUnderAlarms(rehearsal: Rehearsal, orgYaml: OrgYaml, pipeline: Pipeline): Promise<void> {
  await asAdministrator(rehearsal, orgYaml, async (keys) => {
    const administrator = clientsFor(rehearsal.gateway, keys, orgYaml.config.homeRegion);
    await carryOut(
      rehearsal,
      'an administrator of the Terraform account',
      attacksInTerraformAccount(administrator, orgYaml.config, pipeline),
    );
    await erasesEvidence(rehearsal, orgYaml.config, administrator);
    await openRoles(rehearsal, orgYaml, pipeline, keys);
  });
  await attackPeople(rehearsal, orgYaml);
  await tellOfWhatNobodyEmulates(rehearsal, orgYaml.config);
}

/** The policy of the bucket refuses it, guardrails or not. */
async function erasesEvidence(rehearsal: Rehearsal, config: OrgConfig, { s3 }: Clients): Promise<void> {
  const log = { Bucket: namesOf(config).accessLogBucket, Key: 'rehearsal' };
  const who = 'an administrator of the Terraform account does not';
  const because = 'with an explicit deny in a resource-based policy';
  const alarms = ['evidence-is-changed'];
  await refused(rehearsal, { claim: `${who} write over an access log`, because, alarms }, () =>
    s3.send(new PutObjectCommand({ ...log, Body: 'rehearsal', ServerSideEncryption: 'AES256' })),
  );
  await refused(rehearsal, { claim: `${who} delete an access log`, because, alarms }, () =>
    s3.send(new DeleteObjectCommand(log)),
  );
}

/** Administrators open the roles of the chain, and others than CI become them. */
async function openRoles(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  pipeline: Pipeline,
  administrator: Credentials,
): Promise<void> {
  const { accounts, homeRegion, organization } = config;
  const [workspace] = workspacesOf(config, pipeline);
  if (workspace === undefined) return;
  const names = namesOf(config);
  const elsewhere = await rehearsal.control.administratorOf(organization.managementAccount);
  const here = clientsFor(rehearsal.gateway, administrator, homeRegion);
  const ciRole = ciRoleName('apply', pipeline.name);
  await carryOut(rehearsal, 'an administrator of the Terraform account', [
    {
      what: `lets everybody there become the CI Terraform role of ${pipeline.name}, and becomes it`,
      alarms: ['identity-is-changed', 'ci-role-by-a-stranger'],
      attempt: () =>
        withOpenRole(here.iam, ciRole, [accounts.terraform], config, () =>
          assume(rehearsal, homeRegion, administrator, names.roleArn(accounts.terraform, ciRole)),
        ),
    },
  ]);
  const { iam } = await administratorOf(rehearsal, config, workspace.account);
  const terraformRole = workspace.roles.apply;
  const owners = [accounts.terraform, organization.managementAccount];
  await carryOut(rehearsal, `an administrator of ${workspace.name}`, [
    {
      what: 'lets administrators of the Terraform and of the management account become its Terraform role, which they do',
      alarms: ['identity-is-changed', 'terraform-role-by-a-stranger', 'terraform-role-from-elsewhere'],
      attempt: () =>
        withOpenRole(iam, TERRAFORM_ROLES.apply, owners, config, async () => {
          await assume(rehearsal, homeRegion, administrator, terraformRole);
          await assume(rehearsal, homeRegion, elsewhere, terraformRole);
        }),
    },
    {
      what: 'makes a role that is called like those of StackSets, and becomes it',
      alarms: ['stack-sets-role-is-changed', 'stack-sets-role-by-a-stranger'],
      attempt: async () => {
        const keys = await rehearsal.control.administratorOf(workspace.account);
        await becomesPlantedRole(rehearsal, config, clientsFor(rehearsal.gateway, keys, homeRegion).iam, keys);
      },
    },
  ]);
}

async function becomesPlantedRole(
  rehearsal: Rehearsal,
  { homeRegion }: OrgConfig,
  iam: Clients['iam'],
  keys: Credentials,
): Promise<void> {
  const RoleName = `${STACK_SETS_ROLES}rehearsal`;
  const { User: user } = await iam.send(new GetUserCommand({}));
  const trust = { Effect: 'Allow', Principal: { AWS: user?.Arn }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  const { Role: role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  try {
    await assume(rehearsal, homeRegion, keys, role?.Arn ?? '');
  } finally {
    await iam.send(new DeleteRoleCommand({ RoleName }));
  }
}
