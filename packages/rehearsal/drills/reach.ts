import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { clientsFor } from '../emulated/clients';
import { becomePipeline, enter } from './pipeline-session';

/** The service that drills add and drop: its one call that is asked here changes nothing. */
export const SERVICE = 'sqs';

/**
 * The names of the accounts in which the first pipeline's Terraform may look at queues, by trying it in each.
 *
 * @throws the error of AWS where it does not get into one of its accounts
 */
export async function accountsWithQueues(rehearsal: Rehearsal, orgYaml: OrgYaml): Promise<readonly string[]> {
  const { config } = orgYaml;
  const [pipeline] = config.pipelines;
  if (pipeline === undefined) return [];
  const session = await becomePipeline(rehearsal, orgYaml, pipeline);
  const found: string[] = [];
  for (const { workspace, id } of config.environments.flatMap(({ accounts }) => accounts)) {
    const credentials = await enter(rehearsal, orgYaml, session, id);
    const { call } = clientsFor(rehearsal.gateway, credentials, config.homeRegion);
    const listed = call({ service: SERVICE, operation: 'ListQueues', input: {} });
    if (await listed.then(() => true, isRefusal)) found.push(workspace);
  }
  return found;
}

function isRefusal(error: unknown): false {
  if (error instanceof Error && error.message.includes('AccessDenied')) return false;
  throw error;
}
