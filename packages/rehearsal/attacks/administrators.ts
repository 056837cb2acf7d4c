import { DeleteStackCommand, DeleteStackSetCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  DeleteUserPermissionsBoundaryCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam';
import { PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import {
  ALARM_BUS,
  alarmRuleName,
  ciRoleName,
  ciUserName,
  IAM_PATH,
  stackName,
  TERRAFORM_ROLES,
  TRAIL,
} from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { OrgConfig, Pipeline } from '../../../lib/domain/org-config';
import { deploymentAccountOf } from '../../../lib/domain/org-config';
import { workspacesOf } from '../../../lib/domain/workspaces';
import { refused } from '../context/refused';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { asAdministrator } from '../credentials/administrator';
import { type Clients, clientsFor } from '../emulated/clients';
import { everyStack } from '../emulated/every-stack';

/** What refuses them is above the account: no policy in it could. */
const GUARDRAILS = 'with an explicit deny in a service control policy';

/** With guardrails, not even the administrators of an account touch what orgstrap made there. */
export async function refuseAdministrators(rehearsal: Rehearsal, orgYaml: OrgYaml, pipeline: Pipeline): Promise<void> {
  const [workspace] = workspacesOf(orgYaml.config, pipeline);
  if (workspace === undefined) return;
  const inside = await administratorOf(rehearsal, orgYaml.config, workspace.account);
  await refuseEach(rehearsal, `an administrator of ${workspace.name}`, await inProductAccount(inside));
  await asAdministrator(rehearsal, orgYaml, async (keys) => {
    const clients = clientsFor(rehearsal.gateway, keys, orgYaml.config.homeRegion);
    await refuseEach(
      rehearsal,
      'an administrator of the Terraform account',
      inTerraformAccount(clients, orgYaml, pipeline),
    );
  });
  await asAdministrator(
    rehearsal,
    orgYaml,
    async (keys) => {
      const clients = clientsFor(rehearsal.gateway, keys, orgYaml.config.homeRegion);
      await refuseEach(rehearsal, 'an administrator of the Ops account', onPeople(clients, orgYaml.config));
    },
    orgYaml.config.accounts.ops,
  );
}

function onPeople({ iam }: Clients, { people }: OrgConfig): readonly Attempt[] {
  const [person] = people?.signIn.source === 'iamUsers' ? people.signIn.users : [];
  if (person === undefined) return [];
  const UserName = person.name;
  return [
    [
      `take the boundary of ${UserName} off`,
      () => iam.send(new DeleteUserPermissionsBoundaryCommand({ UserName })),
      'person-is-changed',
    ],
    [
      `set the password of ${UserName}`,
      () => iam.send(new UpdateLoginProfileCommand({ UserName, PasswordResetRequired: true })),
      'person-is-changed',
    ],
  ];
}

/** What it is, and the alarms that it must raise. */
type Attempt = readonly [what: string, attempt: () => Promise<unknown>, ...alarms: readonly string[]];

async function refuseEach(rehearsal: Rehearsal, who: string, attempts: readonly Attempt[]): Promise<void> {
  for (const [what, attempt, ...alarms] of attempts) {
    await refused(
      rehearsal,
      { claim: `with guardrails, ${who} does not ${what}`, because: GUARDRAILS, alarms },
      attempt,
    );
  }
}

async function inProductAccount(clients: Clients): Promise<readonly Attempt[]> {
  const { iam, cloudFormation } = clients;
  const RoleName = TERRAFORM_ROLES.apply;
  const stack = await stackSetsStack(clients);
  return [
    [
      'edit the trust of the Terraform role',
      () => iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: TRUSTING_ANYBODY })),
      'identity-change-is-refused',
    ],
    [
      'make a role that passes for one of StackSets',
      () =>
        iam.send(
          new CreateRoleCommand({ RoleName: 'stacksets-exec-mine', AssumeRolePolicyDocument: TRUSTING_ANYBODY }),
        ),
      'stack-sets-role-is-changed',
    ],
    ["delete the StackSet's stack", () => cloudFormation.send(new DeleteStackCommand({ StackName: stack }))],
  ];
}

function inTerraformAccount(
  { iam, s3, cloudFormation, call }: Clients,
  { config }: OrgYaml,
  { name }: Pipeline,
): readonly Attempt[] {
  const { accounts, audit } = config;
  const trusted = {
    RoleName: ciRoleName('apply', `${name}2`),
    Path: IAM_PATH,
    AssumeRolePolicyDocument: TRUSTING_ANYBODY,
  };
  const Bucket = namesOf(config).stateBucket(name);
  const alarm = alarmRuleName('role-is-refused');
  const stopTheTrail: Attempt = [
    'stop the trail',
    () => call({ service: 'cloudtrail', operation: 'StopLogging', input: { Name: TRAIL } }),
    'trail-is-changed',
  ];
  const attempts: readonly Attempt[] = [
    ["make a role on orgstrap's path", () => iam.send(new CreateRoleCommand(trusted)), 'policy-change-is-refused'],
    [
      'make a key for a CI user',
      () => iam.send(new CreateAccessKeyCommand({ UserName: ciUserName('apply', name) })),
      'identity-change-is-refused',
      ...(accounts.ops === accounts.terraform ? ['person-is-changed'] : []),
    ],
    [
      'change the policy of a state bucket',
      () => s3.send(new PutBucketPolicyCommand({ Bucket, Policy: '{"Version": "2012-10-17", "Statement": []}' })),
      'bucket-is-changed',
    ],
    ...(audit?.trail === 'own' ? [stopTheTrail] : []),
    [
      'disable an alarm',
      () => call({ service: 'events', operation: 'DisableRule', input: { Name: alarm, EventBusName: ALARM_BUS } }),
      'alarms-are-changed',
    ],
  ];
  if (accounts.terraform !== deploymentAccountOf(config)) return attempts;
  const StackSetName = stackName(`ProductAccounts-${config.environments[0]?.deployedAs}`);
  return [
    ...attempts,
    [
      'delete a StackSet',
      () => cloudFormation.send(new DeleteStackSetCommand({ StackSetName, CallAs: 'DELEGATED_ADMIN' })),
      'stack-set-is-changed',
    ],
  ];
}

const TRUSTING_ANYBODY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } }],
});

/** The stack with the Terraform role, as an administrator of its account finds it. */
export async function stackSetsStack({ cloudFormation }: Clients): Promise<string> {
  const stacks = await everyStack(cloudFormation);
  const found = stacks.find(({ StackName }) => StackName?.startsWith(`StackSet-${stackName('ProductAccounts')}`));
  if (found?.StackName === undefined) throw new Error('the account has no stack of a StackSet');
  return found.StackName;
}
