import { namesOf } from '../../../lib/domain/names-of';
import { EmulatorStore } from '../../iam-gateway/gateway/emulator-store';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { clientsFor } from '../emulated/clients';
import { becomePipeline, enter } from './pipeline-session';

/** The service that drills add and drop. */
export const SERVICE = 'sqs';

/** The names of the accounts that the first pipeline enters, and in which it may make a queue: it makes one in each. */
export async function accountsWithQueues(rehearsal: Rehearsal, orgYaml: OrgYaml): Promise<readonly string[]> {
  const { config } = orgYaml;
  const [pipeline] = config.pipelines;
  if (pipeline === undefined) return [];
  const session = await becomePipeline(rehearsal, orgYaml, pipeline);
  const found: string[] = [];
  for (const { workspace, id } of config.environments.flatMap(({ accounts }) => accounts)) {
    const credentials = await enter(rehearsal, orgYaml, session, id);
    if (credentials === undefined) continue;
    const { call } = clientsFor(rehearsal.gateway, credentials, config.homeRegion);
    const made = call({ service: SERVICE, operation: 'CreateQueue', input: { QueueName: 'drill' } });
    if (await made.then(() => true, isRefusal)) found.push(workspace);
  }
  return found;
}

/** The names of the accounts whose Terraform role trusts a pipeline. */
export async function accountsThatTrust(
  { control }: Rehearsal,
  { config }: OrgYaml,
  pipeline: string,
): Promise<readonly string[]> {
  const { roles } = await new EmulatorStore(control.port).snapshot();
  const names = namesOf(config);
  const ciRole = `"${names.ciRoleArn('apply', pipeline)}"`;
  return config.environments
    .flatMap(({ accounts }) => accounts)
    .filter(({ id }) => roles.find(({ arn }) => arn === names.terraformRoleArn(id, 'apply'))?.trust.includes(ciRole))
    .map(({ workspace }) => workspace);
}

/** @throws the error, where IAM did not refuse it */
export function isRefusal(error: unknown): false {
  if (error instanceof Error && error.message.includes('is not authorized to perform')) return false;
  throw error;
}
