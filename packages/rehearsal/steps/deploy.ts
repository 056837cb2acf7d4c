import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { EnablePolicyTypeCommand, ListPoliciesForTargetCommand, PolicyType } from '@aws-sdk/client-organizations';
import type { AccountId } from '../../../lib/domain/account-id';
import { deploymentAccountOf } from '../../../lib/domain/deployment';
import { CONTROL_POLICIES } from '../../../lib/domain/names';
import { administratorOf, processEnvironment, type Stage, type Written } from '../context/rehearsal';
import { clientsFor } from '../emulated/clients';
import { NotProved } from '../report/ledger';

/** Installs the guardrails as the management account, whatever account the rest was deployed from. */
export function installGuardrails(stage: Stage, written: Written): Promise<boolean> {
  const { rootId, managementAccount } = written.config.organization;
  return stage.ledger.prove('the management account installs the guardrails over the whole organization', async () => {
    const { organizations } = await administratorOf(stage, written.config, managementAccount);
    const types = [PolicyType.SERVICE_CONTROL_POLICY, PolicyType.RESOURCE_CONTROL_POLICY];
    for (const PolicyType of types) {
      await organizations.send(new EnablePolicyTypeCommand({ RootId: rootId, PolicyType }));
    }
    await cdkDeploy(stage, written, managementAccount, ['--all', '-c', 'guardrails=true']);
    const attached = await Promise.all(
      types.map((Filter) => organizations.send(new ListPoliciesForTargetCommand({ TargetId: rootId, Filter }))),
    );
    const names = attached.flatMap(({ Policies = [] }) => Policies.map(({ Name }) => Name));
    const missing = Object.values(CONTROL_POLICIES).filter((name) => !names.includes(name));
    if (missing.length > 0) throw new NotProved(`not attached to ${rootId}: ${missing.join(', ')}`);
    return `${Object.values(CONTROL_POLICIES).join(' and ')} on ${rootId}`;
  });
}

/** Runs the real `cdk deploy --all`, with nothing but credentials of the deployment account. */
export function deploy(stage: Stage, written: Written, claim: string): Promise<boolean> {
  const account = deploymentAccountOf(written.config);
  return stage.ledger.prove(claim, async () => {
    const stacks = await cdkDeploy(stage, written, account, ['--all']);
    return `${stacks} stacks complete and protected, nothing bootstrapped before`;
  });
}

/** Deploys some stacks of an account, and answers how many there are. */
async function cdkDeploy(stage: Stage, written: Written, account: AccountId, args: readonly string[]): Promise<number> {
  const credentials = await stage.control.administratorOf(account);
  const assembly = join(stage.work, 'cdk.out');
  const cdk = join(stage.root, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const common = ['-c', `config=${written.file}`, '--output', assembly, '--require-approval', 'never'];
  const { status, output } = await stage.children.run(
    process.execPath,
    [cdk, 'deploy', ...args, ...common, '--progress', 'events'],
    {
      cwd: stage.root,
      env: {
        ...processEnvironment(stage, written.config, credentials),
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        CDK_DISABLE_VERSION_CHECK: '1',
      },
    },
  );
  if (status !== 0) throw new NotProved(`cdk deploy ended with ${status}\n${output}`);
  return completeStacks(stage, written, account, assembly);
}

/** Every stack of the assembly is there and protected: what the CLI says is not asked. */
async function completeStacks(
  stage: Stage,
  { config }: Written,
  account: AccountId,
  assembly: string,
): Promise<number> {
  const credentials = await stage.control.administratorOf(account);
  const found = new Map<string, readonly Stack[]>();
  const wanted = deployedStacks(assembly, config.homeRegion);
  for (const region of new Set(wanted.map((each) => each.region))) {
    const { cloudFormation } = clientsFor(stage.gateway, credentials, region);
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({}));
    found.set(region, Stacks);
  }
  const wrong = wanted.filter(({ name, region }) => {
    const stack = found.get(region)?.find(({ StackName }) => StackName === name);
    return !stack?.StackStatus?.match(/^(CREATE|UPDATE)_COMPLETE$/) || stack.EnableTerminationProtection !== true;
  });
  if (wrong.length > 0) {
    throw new NotProved(`not complete, or not protected: ${wrong.map(({ name }) => name).join(', ')}`);
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
