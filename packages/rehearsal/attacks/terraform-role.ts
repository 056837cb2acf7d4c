import { DeleteStackCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRolePermissionsBoundaryCommand,
  PutRolePermissionsBoundaryCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { ciUserName, TERRAFORM_ROLES, WORKLOAD_IAM_PATH } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import { workspacesOf } from '../../../lib/domain/workspaces';
import { refused } from '../context/refused';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { assume } from '../credentials/ci-identities';
import { type Clients, clientsFor } from '../emulated/clients';
import { stackSetsStack } from './administrators';
import type { PipelineSession } from './other-pipelines';

/** The Terraform role does not get out of what holds it, by any means that it has. */
export async function refuseEscapes(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  { pipeline, session }: PipelineSession,
): Promise<void> {
  const { config } = orgYaml;
  const [workspace] = workspacesOf(config, pipeline);
  if (workspace === undefined) return;
  const names = namesOf(config);
  const role = workspace.roles.apply;
  const inside = clientsFor(
    rehearsal.gateway,
    await assume(rehearsal, config.homeRegion, session, role),
    config.homeRegion,
  );
  const stack = await stackSetsStack(await administratorOf(rehearsal, config, workspace.account));
  for (const [what, attempt, ...alarms] of escapes(inside, role, names.partition, stack)) {
    await refused(rehearsal, { claim: `Terraform in ${workspace.name} does not ${what}`, alarms }, attempt);
  }
}

/** What it is, and the alarms that it must raise. */
type Escape = readonly [what: string, attempt: () => Promise<unknown>, ...alarms: readonly string[]];

function escapes({ iam, cloudFormation }: Clients, role: string, partition: string, stack: string): readonly Escape[] {
  const RoleName = TERRAFORM_ROLES.apply;
  const UserName = ciUserName('apply', 'escape');
  const administrator = `arn:${partition}:iam::aws:policy/AdministratorAccess`;
  const unbounded = {
    RoleName: 'rehearsal-unbounded',
    Path: WORKLOAD_IAM_PATH,
    AssumeRolePolicyDocument: JSON.stringify(trusting(role)),
  };
  return [
    [
      'take its boundary off',
      () => iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })),
      'identity-change-is-refused',
    ],
    [
      'put on a wider boundary',
      () => iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: administrator })),
      'identity-change-is-refused',
    ],
    [
      'edit its own trust',
      () =>
        iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: unbounded.AssumeRolePolicyDocument })),
      'identity-change-is-refused',
    ],
    [
      'attach a policy to itself',
      () => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: administrator })),
      'identity-change-is-refused',
    ],
    ['make a user', () => iam.send(new CreateUserCommand({ UserName }))],
    ['make an access key', () => iam.send(new CreateAccessKeyCommand({ UserName })), 'identity-change-is-refused'],
    ['make a role without the boundary', () => iam.send(new CreateRoleCommand(unbounded))],
    ["delete the StackSet's stack", () => cloudFormation.send(new DeleteStackCommand({ StackName: stack }))],
    [
      "change the StackSet's stack",
      () => cloudFormation.send(new UpdateStackCommand({ StackName: stack, TemplateBody: '{"Resources": {}}' })),
    ],
  ];
}

function trusting(role: string): unknown {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: role } }],
  };
}
