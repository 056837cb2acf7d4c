import { Command, Option } from 'commander';
import { EXIT, type ExitStatus } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import type { DeploymentAccount, Plan, SynthesizedApp } from '../../operations/plan/plan';
import type { CliCommand } from '../command';
import type { Io } from '../io';
import { configOption } from '../options';
import { planJson, summaryOf } from '../plan-json';
import { planText } from '../plan-text';
import { usableConfig } from '../usable-config';

/** What a plan is made with; all of it is loaded only when it is used. */
export interface Planning {
  /** The stacks of an organization's app, in the order in which they are deployed, after every check. */
  synthesize(config: OrgConfig): Promise<SynthesizedApp>;
  /** AWS, as the credentials at hand see it. */
  connect(config: OrgConfig): Promise<DeploymentAccount>;
  compare(config: OrgConfig, synthesize: () => Promise<SynthesizedApp>, aws: DeploymentAccount): Promise<Plan>;
}

interface PlanOptions {
  readonly config: string;
  readonly json?: true;
  readonly failOn?: 'widening' | 'change';
}

/** `orgstrap plan`: what `cdk deploy` would change in every account, and what that widens; it changes nothing. */
export function planCommand(serviceNames: () => readonly string[], planning: Planning): CliCommand {
  return ({ io, finish }) =>
    new Command('plan')
      .description(
        'Show what a deployment would change in every account, the member templates included, and what it widens. ' +
          'Asks AWS, and changes nothing.',
      )
      .addOption(configOption())
      .option('--json', 'write the plan to stdout as JSON')
      .addOption(
        new Option(
          '--fail-on <what>',
          'end with 1 where something widens (or cannot be judged), or changes at all',
        ).choices(['widening', 'change']),
      )
      .addHelpText('after', '\nExample:\n  orgstrap plan --config org.yaml --fail-on widening\n')
      .action(async ({ config: file, json, failOn }: PlanOptions) => {
        const plan = await planOf(usableConfig(file, serviceNames, io.isColoured), planning);
        show(plan, json === true, io);
        finish(statusOf(plan, failOn));
      });
}

async function planOf(config: OrgConfig, { synthesize, connect, compare }: Planning): Promise<Plan> {
  return compare(config, () => synthesize(config), await connect(config));
}

function show(plan: Plan, asJson: boolean, io: Io): void {
  io.stdout(asJson ? `${JSON.stringify(planJson(plan), null, 2)}\n` : planText(plan, io.isColoured));
}

function statusOf(plan: Plan, failOn: PlanOptions['failOn']): ExitStatus {
  const { widens, changes } = summaryOf(plan);
  if (failOn === 'widening') return widens ? EXIT.failed : EXIT.done;
  return failOn === 'change' && changes ? EXIT.failed : EXIT.done;
}
