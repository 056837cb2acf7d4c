import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { isOidc } from '../../../lib/domain/ci-identity';
import type { AccountId } from '../../../lib/domain/ids';
import { STATE_KEY, TERRAFORM_ROLES, WORKLOAD_IAM_PATH } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { Pipeline } from '../../../lib/domain/org-config';
import { workspacesOf } from '../../../lib/domain/workspaces';
import { EmulatorStore } from '../../iam-gateway/gateway/emulator-store';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { clientsFor } from '../emulated/clients';
import type { Credentials } from '../emulated/control';
import { NotProved } from '../report/ledger';
import { becomePipeline, enter } from './pipeline-session';

/**
 * Leaves in every account of the pipelines with tokens what Terraform leaves there, by what Terraform may do: a role of a workload, which wears the boundary,
 * and in the bucket of the pipeline the state that says so.
 */
export async function leaveWorkloads(rehearsal: Rehearsal, orgYaml: OrgYaml): Promise<string> {
  const { config } = orgYaml;
  let count = 0;
  for (const pipeline of config.pipelines.filter(({ identity }) => isOidc(identity))) {
    count += await leaveAs(rehearsal, orgYaml, pipeline, await becomePipeline(rehearsal, orgYaml, pipeline));
  }
  return `${count} states and as many roles`;
}

/** The same of one pipeline, whatever it signs in with. @param session - of its CI role; @returns in how many accounts */
export async function leaveAs(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  pipeline: Pipeline,
  session: Credentials,
): Promise<number> {
  const { config } = orgYaml;
  const { homeRegion } = config;
  const { s3 } = clientsFor(rehearsal.gateway, session, homeRegion);
  const workspaces = workspacesOf(config, pipeline);
  for (const { name, account } of workspaces) {
    const inside = await enter(rehearsal, orgYaml, session, account);
    if (inside === undefined) throw new NotProved(`${pipeline.name} does not get into ${name}`);
    const { iam } = clientsFor(rehearsal.gateway, inside, homeRegion);
    await iam.send(
      new CreateRoleCommand({
        Path: WORKLOAD_IAM_PATH,
        RoleName: `app-${pipeline.name}`,
        AssumeRolePolicyDocument: TRUST,
        PermissionsBoundary: await boundaryIn(rehearsal, account),
      }),
    );
    await s3.send(
      new PutObjectCommand({
        Bucket: namesOf(config).stateBucket(pipeline.deployedAs),
        Key: stateKeyOf(name),
        Body: stateOf(`${pipeline.name}/${name}`),
      }),
    );
  }
  return workspaces.length;
}

/** The object that Terraform keeps the state of a workspace in. */
export function stateKeyOf(workspace: string): string {
  return `env:/${workspace}/${STATE_KEY}`;
}

/** A state of Terraform's, by which one can be told from another. */
function stateOf(lineage: string): string {
  return JSON.stringify({
    version: 4,
    terraform_version: '1.11.0',
    serial: 1,
    lineage,
    outputs: { whose: { value: lineage, type: 'string' } },
    resources: [],
    check_results: null,
  });
}

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** What the Terraform role itself wears: it may make no role that wears another one. */
async function boundaryIn({ control }: Rehearsal, account: AccountId): Promise<string> {
  const { roles } = await new EmulatorStore(control.port).snapshot();
  const role = roles.find(({ arn }) => arn.includes(`::${account}:`) && arn.endsWith(`/${TERRAFORM_ROLES.apply}`));
  if (!role?.boundary) throw new NotProved(`${account} has no ${TERRAFORM_ROLES.apply} with a boundary`);
  return role.boundary;
}
