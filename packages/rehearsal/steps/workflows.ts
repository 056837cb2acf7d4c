import { namesOf } from '../../../lib/domain/names-of';
import type { Pipeline } from '../../../lib/domain/org-config';
import { terraformProgram } from '../../../lib/domain/terraform-program';
import { type Workspace, workspacesOf } from '../../../lib/domain/workspaces';
import { CHANGES, PLAN_FILES } from '../../../lib/writers/ci/commands';
import type { Job } from '../access/jobs';
import { refused } from '../context/refused';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { assumeWithToken, jobOfPipeline } from '../credentials/tokens';
import { GitHubRepository } from '../github/repository';
import type { Become } from '../github/runner';
import { NotProved, type PendingProofs, proveLater, type StartedClaim } from '../report/ledger';
import { findWorkload } from '../terraform/workload';

/** Of the samples, one that the provider makes at once. */
const SERVICES = ['ssm'];

const MAKE_WORKSPACES = { workflow: 'apply', job: 'workspaces' } as const;

/** Where jobs run, and who they are: of the environment that applies, of the branch that is applied, or of a pull request. */
interface Jobs {
  readonly repository: GitHubRepository;
  readonly approved: Become;
  readonly main: Become;
  readonly pullRequest: Become;
}

/** A claim about the workflows, and what it takes to see whether it holds. */
type Claim = readonly [claim: string, attempt: () => Promise<string>];

/**
 * Runs the jobs of the workflows that `orgstrap pipeline github` writes, script by script, each with its own token, in the order in
 * which GitHub would run them from an empty repository on.
 *
 * @param pipeline - one whose jobs have tokens of GitHub's, apply in an environment, and plan a branch and pull requests
 */
export async function startWorkflows(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  pipeline: Pipeline,
): Promise<PendingProofs> {
  const [workspace] = workspacesOf(orgYaml.config, pipeline);
  if (workspace === undefined) return NOTHING;
  const { command } = terraformProgram(orgYaml.config.terraform);
  if (rehearsal.terraform?.command !== command) {
    const claim = `the workflows of ${pipeline.name} run in ${workspace.name}`;
    rehearsal.ledger.skip(claim, `put ${command} 1.11 or newer on PATH: the workflows run it by that name`);
    return NOTHING;
  }
  const jobs = {
    repository: new GitHubRepository(rehearsal, orgYaml, pipeline),
    // The subject of a job with an environment names that, and no branch.
    approved: withTokenOf(rehearsal, orgYaml.config.homeRegion, jobOfPipeline(pipeline, 'apply')),
    main: withTokenOf(rehearsal, orgYaml.config.homeRegion, jobOfPipeline(pipeline, 'plan', ':ref:')),
    pullRequest: withTokenOf(rehearsal, orgYaml.config.homeRegion, jobOfPipeline(pipeline, 'plan', ':pull_request')),
  };
  if (!(await filled(rehearsal, pipeline, jobs))) return NOTHING;
  if (!(await planRoleMakesNoWorkspace(rehearsal, orgYaml, pipeline, jobs))) return NOTHING;
  return proveLater(rehearsal.ledger, inOrder(claims(rehearsal, orgYaml, pipeline, workspace, jobs)));
}

const NOTHING: PendingProofs = () => Promise.resolve();

/** Each job needs those before it. */
function inOrder(claims: readonly Claim[]): readonly StartedClaim[] {
  let before: Promise<unknown> = Promise.resolve();
  return claims.map(([claim, attempt]) => {
    const outcome = before.then(attempt, () => {
      throw new NotProved('the job before it failed');
    });
    before = outcome;
    return { claim, outcome };
  });
}

function filled({ ledger }: Rehearsal, { name }: Pipeline, { repository, approved }: Jobs): Promise<boolean> {
  return ledger.prove(`the workflows of ${name} are written, and refuse to run without a lock file`, async () => {
    await repository.fill(SERVICES);
    const reason = await repository.run(MAKE_WORKSPACES, approved).then(
      () => 'nothing',
      (error: unknown) => String(error),
    );
    saying(reason, /Provider dependency changes detected/);
    await repository.lockProviders();
    return 'beside the wiring and a workload; then with the lock file of the provider';
  });
}

/** The scripts that make workspaces, in the hands of the role that plans, before there is any. */
function planRoleMakesNoWorkspace(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  pipeline: Pipeline,
  { repository, pullRequest }: Jobs,
): Promise<boolean> {
  const planRole = namesOf(config).ciRoleArn('plan', pipeline.name);
  return refused(
    rehearsal,
    {
      claim: `the CI plan role of ${pipeline.name} does not make a workspace`,
      because: 's3:PutObject',
      alarms: ['ci-role-is-refused'],
    },
    () => repository.run(MAKE_WORKSPACES, () => pullRequest(planRole)),
  );
}

function claims(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  pipeline: Pipeline,
  workspace: Workspace,
  { repository, approved, main, pullRequest }: Jobs,
): readonly Claim[] {
  const { name } = workspace;
  return [
    [
      `the workflow of ${pipeline.name} makes its workspaces`,
      async () => {
        await repository.run(MAKE_WORKSPACES, approved);
        return workspacesOf(config, pipeline)
          .map((made) => made.name)
          .join(', ');
      },
    ],
    [
      `the workflow of ${pipeline.name} plans a pull request in ${name}`,
      async () => {
        await repository.run({ workflow: 'plan', job: 'plan', workspace: name }, pullRequest);
        return saying(repository.artifact(`plan-${name}`, PLAN_FILES.text), ADDS_ONE);
      },
    ],
    [
      `the workflow of ${pipeline.name} plans main in ${name}, and asks for an approval`,
      async () => {
        const { outputs, summary } = await repository.run({ workflow: 'apply', job: `plan-${name}` }, main);
        saying(outputs, new RegExp(`^status=${CHANGES}$`, 'm'));
        return saying(summary, ADDS_ONE);
      },
    ],
    [
      `the workflow of ${pipeline.name} applies in ${name} the plan that was approved`,
      async () => {
        repository.commit('later.tf', NOT_APPROVED);
        await repository.run({ workflow: 'apply', job: `apply-${name}` }, approved);
        repository.commit('later.tf', '');
        const administrator = await administratorOf(rehearsal, config, workspace.account);
        await findWorkload(administrator, pipeline.name, SERVICES, workspace);
        return `made ${SERVICES.join(', ')}; what has been committed since was not planned`;
      },
    ],
    [
      `the workflow of ${pipeline.name} finds no drift in ${name}`,
      async () => {
        await repository.run({ workflow: 'drift', job: 'plan', workspace: name }, main);
        saying(repository.artifact(`drift-${name}`, PLAN_FILES.status), /^0$/m);
        return saying(repository.artifact(`drift-${name}`, PLAN_FILES.text), /No changes\./);
      },
    ],
  ];
}

/** Fails as soon as it is planned; a saved plan knows nothing of it. */
const NOT_APPROVED = `output "later" {
  value = terraform.workspace

  precondition {
    condition     = terraform.workspace == ""
    error_message = "Nobody has approved this."
  }
}
`;

const ADDS_ONE = /Plan: 1 to add, 0 to change, 0 to destroy\./;

/** @throws NotProved where it does not */
function saying(text: string, expected: RegExp): string {
  const [found] = expected.exec(text) ?? [];
  if (found === undefined) throw new NotProved(`${expected} is not in it:\n${text}`);
  return found;
}

/** Each time with a new token, as each job has one. */
function withTokenOf(rehearsal: Rehearsal, region: string, job: Job): Become {
  return async (roleArn) => assumeWithToken(rehearsal, region, await rehearsal.issuers.tokenOf(job), roleArn);
}
