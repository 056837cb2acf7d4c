import type { Environment, OrgConfig, Pipeline } from '../../domain/org-config';

/** What a move means for the states of an account, where its pipelines are others. */
export interface MovedStates {
  readonly found: string;
  /** What somebody does, in its order. */
  readonly steps: readonly string[];
}

/**
 * Each pipeline keeps states in a bucket of its own, so an account that other pipelines may change takes its states along; and Terraform's
 * provider works in the Region of the environment. The key stays, because the workspace keeps its name. Pure.
 */
export function movedStates(
  config: OrgConfig,
  from: Environment,
  to: Environment,
  workspace: string,
): readonly MovedStates[] {
  const [before, after] = [pipelinesOf(config, from), pipelinesOf(config, to)];
  const losing = before.filter((pipeline) => !after.includes(pipeline));
  const gaining = after.filter((pipeline) => !before.includes(pipeline));
  return [...otherPipelines(losing, gaining, to, workspace), ...otherRegion(config, from, to, workspace)];
}

function otherPipelines(
  losing: readonly Pipeline[],
  gaining: readonly Pipeline[],
  to: Environment,
  workspace: string,
): readonly MovedStates[] {
  if (losing.length === 0) return [];
  const pull = losing.flatMap(({ name }) => [
    `in a job of the pipeline ${name} that may apply, while no other runs:`,
    `terraform workspace select ${workspace} && terraform state pull > state.json`,
  ]);
  const push = gaining.flatMap(({ name }) => [
    `after the move, in a job of the pipeline ${name}, for what it takes over:`,
    `terraform workspace select -or-create ${workspace} && terraform state push state.json`,
  ]);
  const names = losing.map(({ name }) => name).join(', ');
  const found = `${names} may change ${workspace} now, and may not in ${to.name}: its state stays in the bucket of that pipeline`;
  if (gaining.length > 0) return [{ found, steps: [...pull, ...push] }];
  return [
    { found, steps: [...pull, `nobody in ${to.name} takes it over: destroy first with Terraform what shall not stay`] },
  ];
}

function otherRegion(
  { homeRegion }: OrgConfig,
  from: Environment,
  to: Environment,
  workspace: string,
): readonly MovedStates[] {
  const [before, after] = [from.region ?? homeRegion, to.region ?? homeRegion];
  if (before === after) return [];
  return [
    {
      found: `Terraform's provider works in ${before} for ${from.name}, and in ${after} for ${to.name}`,
      steps: [
        `destroy with Terraform what ${workspace} has in ${before}, or write furtherRegions: [${before}] under environments.${to.name}, and give it that provider`,
      ],
    },
  ];
}

function pipelinesOf({ pipelines }: OrgConfig, { name }: Environment): readonly Pipeline[] {
  return pipelines.filter(({ environments }) => environments.includes(name));
}
