import {
  DeleteRolePolicyCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { ciRoleName } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { Pipeline } from '../../../lib/domain/org-config';
import { type Workspace, workspacesOf } from '../../../lib/domain/workspaces';
import { refused } from '../context/refused';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { assume } from '../credentials/ci-identities';
import { clientsFor } from '../emulated/clients';
import type { Credentials } from '../emulated/control';
import { stateOf } from '../steps/terraform';

/** A pipeline, and a session of its CI role. */
export interface PipelineSession {
  readonly pipeline: Pipeline;
  readonly session: Credentials;
}

/** No pipeline reads or writes the states of another, or enters an account that only the other may enter. */
export async function refuseOtherPipelines(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  stranger: PipelineSession,
  victim: Pipeline,
): Promise<void> {
  const [workspace] = workspacesOf(orgYaml.config, victim);
  if (workspace === undefined) return;
  await refuseStates(rehearsal, orgYaml, stranger, victim, workspace);
  const own = workspacesOf(orgYaml.config, stranger.pipeline).map(({ account }) => account);
  const foreign = workspacesOf(orgYaml.config, victim).findLast(({ account }) => !own.includes(account));
  if (foreign !== undefined) await refuseAccount(rehearsal, orgYaml, stranger, foreign);
}

async function refuseStates(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  { pipeline, session }: PipelineSession,
  victim: Pipeline,
  workspace: Workspace,
): Promise<void> {
  const { s3 } = clientsFor(rehearsal.gateway, session, config.homeRegion);
  const state = stateOf(config, victim, workspace);
  const alarms = ['ci-role-is-refused'];
  await refused(rehearsal, { claim: `${pipeline.name} does not read a state of ${victim.name}`, alarms }, () =>
    s3.send(new GetObjectCommand(state)),
  );
  await refused(rehearsal, { claim: `${pipeline.name} does not write a state of ${victim.name}`, alarms }, () =>
    s3.send(new PutObjectCommand({ ...state, Body: '{}' })),
  );
  await refused(rehearsal, { claim: `${pipeline.name} does not list the states of ${victim.name}`, alarms }, () =>
    s3.send(new ListObjectsV2Command({ Bucket: state.Bucket })),
  );
}

/** Either side is enough: with the other one opened by an administrator, the one that is left still refuses. */
async function refuseAccount(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  { pipeline, session }: PipelineSession,
  { name, account, roles }: Workspace,
): Promise<void> {
  const { homeRegion, accounts } = config;
  const names = namesOf(config);
  const terraformRole = roles.apply;
  const roleName = terraformRole.slice(terraformRole.lastIndexOf('/') + 1);
  const enter = () => assume(rehearsal, homeRegion, session, terraformRole);
  const claim = `${pipeline.name} does not enter ${name}`;

  const there = (await administratorOf(rehearsal, config, account)).iam;
  const { Role } = await there.send(new GetRoleCommand({ RoleName: roleName }));
  const trust = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
  const wider = trustOf(trust, names.ciRoleArn('apply', pipeline.name));
  const setTrust = (document: string) =>
    there.send(new UpdateAssumeRolePolicyCommand({ RoleName: roleName, PolicyDocument: document }));
  await refused(
    rehearsal,
    {
      claim: `${claim}, even if its Terraform role trusted it`,
      because: 'no identity-based policy allows',
      alarms: ['identity-is-changed', 'role-is-refused'],
    },
    async () => {
      await setTrust(wider);
      await enter().finally(() => setTrust(trust));
    },
  );

  const here = (await administratorOf(rehearsal, config, accounts.terraform)).iam;
  const extra = { RoleName: ciRoleName('apply', pipeline.name), PolicyName: 'rehearsal' };
  await here.send(new PutRolePolicyCommand({ ...extra, PolicyDocument: mayAssume(terraformRole) }));
  await refused(
    rehearsal,
    {
      claim: `${claim}, even if its CI role were permitted to`,
      because: 'no resource-based policy allows',
      alarms: ['role-is-refused'],
    },
    enter,
  );
  await here.send(new DeleteRolePolicyCommand(extra));
}

/** A trust that also trusts a CI role. */
function trustOf(trust: string, ciRole: string): string {
  return JSON.stringify(JSON.parse(trust), (key, value) =>
    key === 'aws:PrincipalArn' ? [...[value].flat(), ciRole] : value,
  );
}

function mayAssume(role: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: role }],
  });
}
