import type { StateObjects } from '../../aws/state-objects';
import { isOidc } from '../../domain/ci-identity';
import { Failure } from '../../domain/failure';
import { parsedJson } from '../../domain/json';
import { BOUNDARIES_OF_WORKLOADS, WORKLOAD_IAM_PATH } from '../../domain/names';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig, Pipeline } from '../../domain/org-config';

/** Something that stays when an account has left, and where it is. */
export interface Remainder {
  readonly what: string;
  readonly where: string;
  /** How much of it there is, or why that is not known. */
  readonly found: string;
}

/**
 * All that stays of an account that left its environment. Reads, as far as the credentials may.
 *
 * @param workspace - the name that its states have
 */
export async function leftBehind(
  config: OrgConfig,
  workspace: string,
  account: string,
  states: Pick<StateObjects, 'keys' | 'read'>,
): Promise<readonly Remainder[]> {
  const ofPipelines = await Promise.all(
    config.pipelines.map((pipeline) => statesOf(config, pipeline, workspace, states)),
  );
  return [...ofPipelines.flat(), ...inAccount(config, account)];
}

async function statesOf(
  config: OrgConfig,
  { name, deployedAs, identity }: Pipeline,
  workspace: string,
  states: Pick<StateObjects, 'keys' | 'read'>,
): Promise<readonly Remainder[]> {
  if (isOidc(identity) && identity.hcpTerraform !== undefined) {
    return [{ what: `the state of ${workspace}`, where: `HCP Terraform, pipeline ${name}`, found: 'not looked at' }];
  }
  const bucket = namesOf(config).stateBucket(deployedAs);
  const owner = config.accounts.terraform;
  // Terraform's own prefix of the states of workspaces.
  const prefix = `env:/${workspace}/`;
  const keys = await seen(() => states.keys(bucket, owner));
  if (keys instanceof Failure) {
    return [
      { what: `the states of ${workspace}`, where: `s3://${bucket}/${prefix}`, found: `not seen: ${keys.message}` },
    ];
  }
  const own = keys.filter((key) => key.startsWith(prefix) && !key.endsWith('.tflock'));
  return await Promise.all(
    own.map(async (key) => {
      const content = await seen(() => states.read(bucket, owner, key));
      const found =
        content instanceof Failure
          ? `its resources are not known, because these credentials may not read it: a job of ${name} may (terraform state list)`
          : resourcesText(content);
      return { what: `a state of ${workspace}`, where: `s3://${bucket}/${key}`, found };
    }),
  );
}

/** @see https://developer.hashicorp.com/terraform/internals/json-format */
function resourcesText(content: Uint8Array): string {
  const state: unknown = parsedJson(Buffer.from(content).toString('utf8'));
  if (typeof state !== 'object' || state === null || !('resources' in state) || !Array.isArray(state.resources)) {
    return 'it cannot be read as a state of Terraform';
  }
  const managed = state.resources.filter((resource: unknown) => Object(resource).mode === 'managed');
  const count = managed.reduce((sum: number, resource: unknown) => sum + instancesIn(resource), 0);
  return count === 0 ? 'no resources' : `${count} resources, which nobody manages any more`;
}

function instancesIn(resource: unknown): number {
  const { instances } = Object(resource);
  return Array.isArray(instances) ? instances.length : 0;
}

/** A refusal is an answer; anything else is not. */
async function seen<Answer>(ask: () => Promise<Answer>): Promise<Answer | Failure> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Failure && error.code === 'AwsRefused') return error;
    throw error;
  }
}

function inAccount(config: OrgConfig, account: string): readonly Remainder[] {
  const names = namesOf(config);
  const ofTrail =
    config.audit?.trail === 'own'
      ? [
          {
            what: 'the files of its trail',
            where: `s3://${names.audit.trailBucket}/AWSLogs/${account}/`,
            found: `kept for ${config.audit.retentionDays} days`,
          },
        ]
      : [];
  return [
    {
      what: 'its permissions boundary',
      where: names.policyArn(account, BOUNDARIES_OF_WORKLOADS),
      found: 'stays, because roles that Terraform made wear it',
    },
    {
      what: 'what Terraform made',
      where: `the account ${account}; roles and policies of it are on the path ${WORKLOAD_IAM_PATH}`,
      found: 'stays, until somebody deletes it or the account is closed',
    },
    ...ofTrail,
  ];
}
