import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CloudFormationClient,
  CreateStackCommand,
  GetTemplateCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { stackName } from '../../../lib/domain/names';
import { deploymentAccountOf } from '../../../lib/domain/org-config';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';

/** What releases made of some examples, each as `orgstrap synth` of that release wrote it. */
const KEPT = join(__dirname, '..', '..', '..', 'test', 'baseline');

const CAPABILITIES = ['CAPABILITY_NAMED_IAM'] as const;
const PATIENCE = { maxWaitTime: 180, minDelay: 1, maxDelay: 2 };

/** The `org.yaml` that the kept templates of a release were made of. */
export function keptOrgYaml(release: string, example: string): string {
  return join(KEPT, release, example, 'org.yaml');
}

/**
 * Deploys the kept templates of a release, one after the other, as `cdk deploy` of that release did. The guardrails are deployed apart.
 *
 * @param order - how the names of its stacks begin, in the order of that release
 * @returns the names of the stacks
 */
export async function deployKeptRelease(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  [release, example]: readonly [release: string, example: string],
  order: readonly string[],
): Promise<string> {
  const { cloudFormation: client } = await administratorOf(rehearsal, config, deploymentAccountOf(config));
  const folder = join(KEPT, release, example);
  const ids = readdirSync(folder).flatMap(
    (file) => /^(?!Member-|Guardrails)(.+)\.template\.json$/.exec(file)?.[1] ?? [],
  );
  const rank = (id: string) => order.findIndex((beginning) => id.startsWith(beginning));
  const unknown = ids.filter((id) => rank(id) < 0);
  if (unknown.length > 0) throw new Error(`in which order are ${unknown.join(', ')} deployed?`);
  for (const id of ids.sort((one, other) => rank(one) - rank(other))) {
    // In a line each resource for those who compare; CloudFormation gets it as the CDK CLI sends it.
    const template: unknown = JSON.parse(readFileSync(join(folder, `${id}.template.json`), 'utf8'));
    const StackName = stackName(id);
    const TemplateBody = JSON.stringify(template);
    await client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: [...CAPABILITIES] }));
    await waitUntilStackCreateComplete({ client, ...PATIENCE }, { StackName });
  }
  return ids.map(stackName).join(', ');
}

/** Changes what a stack has, as another release would: its template, edited. */
export async function redeployed(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  StackName: string,
  change: (template: KeptTemplate) => void,
): Promise<void> {
  const { cloudFormation: client } = await administratorOf(rehearsal, config, deploymentAccountOf(config));
  const template = await templateOf(client, StackName);
  change(template);
  const TemplateBody = JSON.stringify(template);
  await client.send(new UpdateStackCommand({ StackName, TemplateBody, Capabilities: [...CAPABILITIES] }));
  await waitUntilStackUpdateComplete({ client, ...PATIENCE }, { StackName });
}

/** As far as a drill looks into it. */
export interface KeptTemplate {
  readonly Resources: Record<string, unknown>;
  Outputs?: Record<string, { Value: string }>;
}

/** What the CDK CLI sent is YAML, of which JSON is a part. */
async function templateOf(client: CloudFormationClient, StackName: string): Promise<KeptTemplate> {
  const { TemplateBody = '' } = await client.send(new GetTemplateCommand({ StackName }));
  const { parse } = await import('yaml');
  return parse(TemplateBody);
}
