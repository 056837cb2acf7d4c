import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stack } from '@aws-sdk/client-cloudformation';
import { EnablePolicyTypeCommand, ListPoliciesForTargetCommand, PolicyType } from '@aws-sdk/client-organizations';
import { findCdk } from '../../../lib/commands/deploy/cdk-cli';
import type { AccountId } from '../../../lib/domain/ids';
import { CONTROL_POLICIES } from '../../../lib/domain/names';
import { deploymentAccountOf } from '../../../lib/domain/org-config';
import { administratorOf, type OrgYaml, processEnvironment, type Rehearsal } from '../context/rehearsal';
import { clientsFor } from '../emulated/clients';
import { everyStack } from '../emulated/every-stack';
import type { RunOptions } from '../machine/child-processes';
import { NotProved } from '../report/ledger';

/** Runs the real `cdk deploy`, of all stacks unless told otherwise, with nothing but credentials of the deployment account. */
export function deploy(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  claim: string,
  what: readonly string[] = ['--all'],
): Promise<boolean> {
  const account = deploymentAccountOf(orgYaml.config);
  return rehearsal.ledger.prove(claim, async () => {
    const stacks = await cdkDeploy(rehearsal, orgYaml, account, what);
    return `${stacks} stacks complete and protected, nothing bootstrapped before`;
  });
}

/** Deploys some stacks of an account, and answers how many there are. */
async function cdkDeploy(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  account: AccountId,
  args: readonly string[],
): Promise<number> {
  const { command, args: all, options } = await cdkProcess(rehearsal, orgYaml, account, 'deploy', args);
  const { status, output } = await rehearsal.children.run(command, all, options);
  if (status !== 0) throw new NotProved(`cdk deploy ended with ${status}\n${output}`);
  return completeStacks(rehearsal, orgYaml, account);
}

/** What the CDK CLI is told beside what its user types, so that it asks nothing. */
const UNASKED = {
  deploy: ['--require-approval', 'never', '--progress', 'events'],
  destroy: ['--force'],
};

/** The process of a `cdk deploy` or `cdk destroy` with credentials of an administrator of an account, for those who start it themselves. */
export async function cdkProcess(
  rehearsal: Rehearsal,
  { file, config }: OrgYaml,
  account: AccountId,
  verb: keyof typeof UNASKED,
  args: readonly string[],
): Promise<{ readonly command: string; readonly args: readonly string[]; readonly options: RunOptions }> {
  const credentials = await rehearsal.control.administratorOf(account);
  const cdk = findCdk(rehearsal.root).program;
  return {
    command: process.execPath,
    args: [cdk, verb, ...args, '-c', `config=${file}`, '--output', assemblyOf(rehearsal), ...UNASKED[verb]],
    options: {
      cwd: rehearsal.root,
      env: {
        ...processEnvironment(rehearsal, config, credentials),
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        CDK_DISABLE_VERSION_CHECK: '1',
      },
    },
  };
}

function assemblyOf({ work }: Rehearsal): string {
  return join(work, 'cdk.out');
}

/**
 * Every stack of the last assembly is there, and protected where org.yaml says so: what the CLI says is not asked.
 *
 * @param complete - the statuses that count
 * @returns how many stacks there are
 * @throws NotProved with the names of the others
 */
export async function completeStacks(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  account: AccountId,
  complete: readonly string[] = ['CREATE_COMPLETE', 'UPDATE_COMPLETE'],
): Promise<number> {
  const credentials = await rehearsal.control.administratorOf(account);
  const found = new Map<string, readonly Stack[]>();
  const wanted = deployedStacks(assemblyOf(rehearsal), config.homeRegion);
  for (const region of new Set(wanted.map((each) => each.region))) {
    const { cloudFormation } = clientsFor(rehearsal.gateway, credentials, region);
    const stacks = await everyStack(cloudFormation);
    found.set(region, stacks);
  }
  const wrong = wanted.filter(({ name, region }) => {
    const stack = found.get(region)?.find(({ StackName }) => StackName === name);
    const isProtected = config.protectStacks?.includes(name) ?? false;
    return !complete.includes(stack?.StackStatus ?? '') || stack?.EnableTerminationProtection !== isProtected;
  });
  if (wrong.length > 0) {
    throw new NotProved(
      `not complete, or protected otherwise than org.yaml says: ${wrong.map(({ name }) => name).join(', ')}`,
    );
  }
  return wanted.length;
}

interface Manifest {
  readonly artifacts: Readonly<
    Record<
      string,
      {
        readonly type: string;
        readonly environment?: string;
        readonly properties?: { readonly stackName?: string };
      }
    >
  >;
}

function deployedStacks(assembly: string, homeRegion: string) {
  const { artifacts }: Manifest = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8'));
  return Object.entries(artifacts)
    .filter(([, { type }]) => type === 'aws:cloudformation:stack')
    .map(([id, { environment, properties }]) => ({
      name: properties?.stackName ?? id,
      // aws://ACCOUNT/REGION
      region: environment?.split('/').at(-1) ?? homeRegion,
    }));
}

/** Installs the guardrails as the management account, also where the rest was deployed from another account. */
export function installGuardrails(rehearsal: Rehearsal, orgYaml: OrgYaml): Promise<boolean> {
  const { rootId, managementAccount } = orgYaml.config.organization;
  return rehearsal.ledger.prove(
    'the management account installs the guardrails over the whole organization',
    async () => {
      const { organizations } = await administratorOf(rehearsal, orgYaml.config, managementAccount);
      const types = [PolicyType.SERVICE_CONTROL_POLICY, PolicyType.RESOURCE_CONTROL_POLICY];
      for (const PolicyType of types) {
        await organizations.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType }));
      }
      await cdkDeploy(rehearsal, orgYaml, managementAccount, ['--all', '-c', 'guardrails=true']);
      const attached = await Promise.all(
        types.map((Filter) => organizations.send(new ListPoliciesForTargetCommand({ TargetId: rootId, Filter }))),
      );
      const names = attached.flatMap(({ Policies = [] }) => Policies.map(({ Name }) => Name));
      const missing = Object.values(CONTROL_POLICIES).filter((name) => !names.includes(name));
      if (missing.length > 0) throw new NotProved(`not attached to ${rootId}: ${missing.join(', ')}`);
      return `${Object.values(CONTROL_POLICIES).join(' and ')} on ${rootId}`;
    },
  );
}
