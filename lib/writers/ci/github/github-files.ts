import type { Rollout } from '../rollout';
import { applyWorkflow } from './apply-workflow';
import { driftWorkflow } from './drift-workflow';
import { jobContexts } from './job-contexts';
import { planWorkflow } from './plan-workflow';

/**
 * The workflows of a pipeline of GitHub Actions, by their paths in the repository.
 *
 * @throws Failure `PlanNotTrusted` where `org.yaml` trusts too few jobs to plan.
 */
export function githubFiles(rollout: Rollout): Readonly<Record<string, string>> {
  const contexts = jobContexts(rollout.identity);
  const file = (what: string) => `terraform-${rollout.pipeline}-${what}.yml`;
  const path = (what: string) => `.github/workflows/${file(what)}`;
  return {
    [path('plan')]: planWorkflow(rollout, contexts),
    [path('apply')]: applyWorkflow(rollout, contexts, file('apply')),
    [path('drift')]: driftWorkflow(rollout, contexts),
  };
}
