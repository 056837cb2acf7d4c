import type { DeployAccess } from '../../aws/deploy-access';
import type { OrgConfig } from '../../domain/org-config';
import type { LiveCheck } from '../../estate/live-check';
import { isOfRootUser } from '../../estate/root-user';
import { accountsToSee } from '../../policies/expected-accounts';
import type { CommandContext } from '../command';
import { onceBegun } from '../once-begun';
import { isOfSubscription } from '../verify/alarm-checks';
import { isOfGuardrail } from '../verify/guardrail-checks';
import { type VerifiedAccount, verify } from '../verify/verify';
import type { Choice } from './assembled-app';
import { type CdkDeployment, type CdkSurroundings, deployedStacks, GOES_ON, isDeployed } from './cdk-deployment';
import { type Deletion, type DeletionAccess, type DoomedStack, deletedInOrder } from './delete-stack';
import type { Deployment } from './deployment';

/** What was planned and confirmed. */
export interface ConfirmedDeployment extends CdkDeployment, Choice {
  /** Stacks that left `org.yaml`, in the order in which they are deleted. */
  readonly left: readonly DoomedStack[];
}

/** Deploys what was planned; then deletes what left, and looks at what is there. Where something failed, it stops behind it. */
export async function deployedChoice(
  config: OrgConfig,
  confirmed: ConfirmedDeployment,
  access: DeployAccess,
  surroundings: CdkSurroundings & Pick<CommandContext, 'auditorAccess' | 'now'>,
): Promise<Deployment> {
  const deployed = await deployedStacks(confirmed, access, surroundings);
  if (!isDeployed(deployed)) {
    return { ...deployed, deletions: [], notVerified: 'the deployment did not come to its end' };
  }
  // Guardrails have no StackSets, and the management account may not see those of Ops.
  const ofStackSets = confirmed.guardrails ? undefined : access;
  const deletions = await deletedMeanwhile(
    'deploy',
    confirmed.left,
    { states: access.states, ofStackSets },
    surroundings,
  );
  return { ...deployed, deletions, ...(await onceBegun(GOES_ON, () => verification(config, confirmed, surroundings))) };
}

/** Deletes stacks in their order, tells which one goes, and what is true where somebody interrupts it. */
export function deletedMeanwhile(
  command: string,
  doomed: readonly DoomedStack[],
  access: DeletionAccess,
  { during, now, tidily, wait }: Pick<CommandContext, 'during' | 'now' | 'tidily' | 'wait'>,
): Promise<readonly Deletion[]> {
  const clock = { now: () => now().getTime(), wait };
  return tidily({ note: GOES_ON, takeAway: () => undefined }, () =>
    onceBegun(GOES_ON, () =>
      during(command, (tell) => deletedInOrder(doomed, access, clock, (stack) => tell(`deleting ${stack}`))),
    ),
  );
}

/** Who deploys need not be an operator, and then nobody saw anything: that is said, and is no failure of the deployment. */
async function verification(
  config: OrgConfig,
  { guardrails, wave }: Choice,
  { auditorAccess, during }: Pick<CommandContext, 'auditorAccess' | 'during'>,
): Promise<Pick<Deployment, 'verified' | 'notVerified'>> {
  if (guardrails) return { notVerified: 'the guardrails alone are deployed; run orgstrap verify as an operator' };
  if (wave !== undefined) return { notVerified: 'a part alone is deployed; run orgstrap verify once all is' };
  if (config.operators === undefined) {
    return {
      notVerified:
        'org.yaml has no operators, so no account has a role to look as: nobody has seen whether roles, boundaries and trails are there as they should be',
    };
  }
  const accounts = accountsToSee(config);
  const verified = await during('verify', async (tell) => {
    tell(`entering ${accounts.length} accounts`);
    return verify(config, accounts, await auditorAccess(config), (seen) =>
      tell(`${seen} of ${accounts.length} accounts seen`),
    );
  });
  if (verified.every(isClosed)) {
    return { notVerified: 'these credentials are of no operator of org.yaml; run orgstrap verify as one' };
  }
  return { verified: verified.map(deployedOf) };
}

/** Nothing that was deployed could mend its root user, confirm a subscription or install guardrails: `orgstrap verify` speaks of them. */
function deployedOf(account: VerifiedAccount): VerifiedAccount {
  const isApart = (check: LiveCheck) => isOfRootUser(check) || isOfSubscription(check) || isOfGuardrail(check);
  return { ...account, checks: account.checks.filter((check) => !isApart(check)) };
}

function isClosed({ checks }: VerifiedAccount): boolean {
  return checks.every(({ result, isUnanswered }) => result === 'not seen' && isUnanswered !== true);
}
