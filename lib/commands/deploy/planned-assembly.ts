import type { DeployAccess } from '../../aws/deploy-access';
import type { AssembledApp, AssembledStack } from '../../domain/assembled-app';
import type { OrgConfig } from '../../domain/org-config';
import { deploymentAccountOf } from '../../domain/org-config';
import { deployedRegions } from '../../domain/watched-accounts';
import type { CommandContext } from '../command';
import type { Plan } from '../plan/plan';
import { plan, planGuardrails } from '../plan/plan';
import { requireDeploymentAccount, requireManagementAccount } from '../plan/right-account';
import { type Choice, chosenStacks } from './assembled-app';
import { runningOperations, untilNothingRuns } from './running-operations';

/** Looks before the first change: what another deployment does between two stacks is seen by none of them alone. */
export const LOOKS_BEFORE_CHANGE = 2;

/** What would be deployed, and what that means. */
export interface PlannedAssembly {
  /** Every stack of the organization. */
  readonly app: AssembledApp;
  readonly planned: Plan;
}

const MINUTE = 60_000;

/**
 * Waits until AWS is done with what it does to what orgstrap deployed. While it is at work, nothing else that it answers is certain.
 *
 * @param minutes - for how long at most
 * @param looks - how many looks must find nothing
 * @throws Failure `WrongAccount`, `DeploymentRunning`
 */
export async function untilAwsIsDone(
  config: OrgConfig,
  choice: Choice,
  minutes: number,
  access: DeployAccess,
  { during, now, wait }: Pick<CommandContext, 'during' | 'now' | 'wait'>,
  looks = 1,
): Promise<void> {
  const { caller } = access.account;
  await (choice.guardrails ? requireManagementAccount : requireDeploymentAccount)(config, caller);
  await during('deploy', (tell) =>
    untilNothingRuns(
      () => runningOperations(access, deployedRegions(config), choice),
      { now: () => now().getTime(), wait },
      looks,
      minutes * MINUTE,
      (running) => tell(`waiting for ${running.map(({ name, what }) => `${name} ${what}`).join(', ')}`),
    ),
  );
}

/** Leaves the cloud assembly of an organization in a folder, and compares it with what is deployed. @throws what `plan` throws */
export async function plannedAssembly(
  config: OrgConfig,
  { guardrails }: Choice,
  folder: string,
  { account }: Pick<DeployAccess, 'account'>,
  { during, assembledApp }: Pick<CommandContext, 'during' | 'assembledApp'>,
): Promise<PlannedAssembly> {
  const made: { app?: AssembledApp } = {};
  const planned = await during('deploy', async (tell) => {
    tell('asking AWS what is deployed');
    const synthesize = async () => {
      tell('making every template', 'blocks');
      const app = await assembledApp(config, folder);
      made.app = app;
      const stacks = guardrails ? chosenStacks(config, app, { guardrails }) : ofDeploymentAccount(config, app);
      return { checks: app.checks, stacks };
    };
    return await (guardrails ? planGuardrails : plan)(config, synthesize, account);
  });
  if (made.app === undefined) throw new Error('the plan synthesised nothing');
  return { app: made.app, planned };
}

/** As `orgstrap plan` has them: the guardrails are among them where they are made in the same account. */
export function ofDeploymentAccount(config: OrgConfig, { stacks }: AssembledApp): readonly AssembledStack[] {
  return stacks.filter(({ account }) => account === deploymentAccountOf(config));
}
