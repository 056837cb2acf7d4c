import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import type { Document } from 'yaml';
import type { OidcIdentity } from '../../../../lib/domain/ci-identity';
import { DEPLOYER_ROLE } from '../../../../lib/domain/names';
import { namesOf } from '../../../../lib/domain/names-of';
import { deploymentAccountOf } from '../../../../lib/domain/org-config';
import type { Job } from '../../access/jobs';
import { refused } from '../../context/refused';
import type { OrgYaml } from '../../context/rehearsal';
import { assumeWithToken, jobOfPipeline } from '../../credentials/tokens';
import { clientsFor } from '../../emulated/clients';
import type { Credentials } from '../../emulated/control';
import { CompanyRepository, type Event, PULL_REQUEST, PUSH_TO_MAIN } from '../../github/company';
import { NotProved } from '../../report/ledger';
import type { Drill } from '../drill';
import { withPipeline } from '../org';
import { SERVICE } from '../reach';
import { controlPoliciesInUse } from '../rights/control-policies';
import { type Scene, StoryEnds } from '../scene';

/** A repository of its own deploys, and nobody else. */
function withDeployment(org: Document): void {
  org.set('deployment', {
    identity: {
      github: {
        repository: 'acme/organization',
        ids: { owner: 1234567, repository: 5551212 },
        apply: { environment: 'production' },
        plan: { pullRequests: {} },
      },
    },
    branch: 'main',
  });
  org.set('guardrails', { deployers: [] });
}

const GUARDRAILS_CHOSEN: Event = { name: 'workflow_dispatch', ref: 'refs/heads/main', guardrails: true };

/** A person deploys first; from then on the workflow that `orgstrap new` writes does, by the roles of `deployment`. */
export const deployedByCi: Drill = {
  name: 'deployed-by-ci',
  title:
    'the workflow that orgstrap new writes plans pull requests and deploys main, and nobody else becomes who deploys',
  begins: withDeployment,
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    const { managementAccount } = orgYaml.config.organization;
    const identity = orgYaml.config.deployment?.identity;
    if (identity === undefined) throw new NotProved('nobody deploys');
    await controlPoliciesInUse(scene);
    const person = ['deploy', '--guardrails', '--yes'];
    await scene.command(
      'a person installs the guardrails',
      orgYaml,
      person,
      0,
      { says: ['done: '] },
      managementAccount,
    );

    const become = becomeIn(scene);
    const repository = new CompanyRepository(rehearsal, orgYaml, identity, become);
    await scene.step('orgstrap new writes the repository, and says which roles it waits for', () => repository.begin());
    const edited = scene.edit((org) => {
      org.addIn(['terraform', 'services'], SERVICE);
      withPipeline(org, 'data', ['dev']);
    });
    repository.commit(edited);
    await pullRequest(scene, repository);
    await strangers(scene, repository, become, identity);

    await scene.step('main is deployed once somebody approved it, by the deployer role', async () => {
      await repository.run('deploy', PUSH_TO_MAIN);
      return 'a service more, and a pipeline more with its bucket';
    });
    await scene.queuesIn('what was planned is there', ['dev-a', 'dev-b', 'stage', 'prod'], edited);
    const notChosen = [PUSH_TO_MAIN, { ...GUARDRAILS_CHOSEN, guardrails: false }];
    await doesNotBegin(scene, 'nobody deploys the guardrails with that', repository, 'guardrails', notChosen);
    await scene.step('once somebody chose it, the deployer role of the management account does', async () => {
      await repository.run('guardrails', GUARDRAILS_CHOSEN);
      return 'orgstrap deploy --guardrails';
    });
    await deployerIsHeld(scene, repository, become, edited);
    return scene.endWell(edited);
  },
};

async function pullRequest(scene: Scene, repository: CompanyRepository): Promise<void> {
  await scene.step('a pull request is checked without credentials', async () => {
    await repository.run('check', PULL_REQUEST);
    return 'orgstrap validate, orgstrap nag';
  });
  await scene.step('it is planned by the planner role, and the plan is a comment', async () => {
    await repository.run('plan', PULL_REQUEST);
    await repository.run('publish', PULL_REQUEST);
    const comment = readFileSync(join(repository.comments, 'plan.md'), 'utf8');
    const [found] = /orgstrap-Pipeline-data.*/.exec(comment) ?? [];
    if (found === undefined) throw new NotProved(`the comment says nothing of the pipeline\n${comment}`);
    return found;
  });
  await doesNotBegin(scene, 'it is not deployed', repository, 'deploy', [PULL_REQUEST]);
}

function doesNotBegin(
  scene: Scene,
  sentence: string,
  repository: CompanyRepository,
  job: string,
  events: readonly Event[],
): Promise<void> {
  return scene.step(sentence, () => {
    const begins = events.filter((event) => repository.begins(job, event));
    if (begins.length > 0) return Promise.reject(new NotProved(`${job} begins with ${JSON.stringify(begins)}`));
    return Promise.resolve(`${job} does not begin`);
  });
}

/** Whoever edits the workflow gets as far as this: what GitHub's settings stop besides is not asked. */
async function strangers(
  scene: Scene,
  repository: CompanyRepository,
  become: Become,
  identity: OidcIdentity,
): Promise<void> {
  const { config } = scene.orgYaml;
  const names = namesOf(config);
  const account = deploymentAccountOf(config);
  const [pipeline] = config.pipelines;
  if (pipeline === undefined) throw new NotProved('there is no pipeline');
  const approved = repository.tokenOf(PUSH_TO_MAIN, 'production');
  const deployers = [account, config.organization.managementAccount].map((one) => names.deployerRoleArn(one));
  const jobs: readonly (readonly [who: string, job: Job])[] = [
    ['a job of a pull request', repository.tokenOf(PULL_REQUEST, undefined)],
    ['a job of a pull request that names the environment', repository.tokenOf(PULL_REQUEST, 'production')],
    ['a job of another branch that names the environment', repository.tokenOf(BRANCH, 'production')],
    ['a job of main that nobody approved', repository.tokenOf(PUSH_TO_MAIN, undefined)],
    ['a job of main in another environment', repository.tokenOf(PUSH_TO_MAIN, 'staging')],
    ['a repository that got the name later', { ...approved, claims: { ...approved.claims, repository_id: '1' } }],
    ['the approved job of a pipeline', jobOfPipeline(pipeline, 'apply')],
  ];
  for (const [who, job] of jobs) {
    for (const role of deployers) await mustBeRefused(scene, `${who} does not become ${role}`, become, job, role);
  }
  const planner = names.plannerRoleArn(account);
  await mustBeRefused(scene, 'the approved job does not plan', become, approved, planner);
  await mustBeRefused(scene, 'a pipeline does not plan', become, jobOfPipeline(pipeline, 'plan'), planner);
  await scene.step('the approved job becomes either deployer', async () => {
    for (const role of deployers) await become(approved, role);
    return `${identity.issuer}: ${approved.claims.sub}`;
  });
}

type Become = (job: Job, role: string) => Promise<Credentials>;

/** With a new token each time, as each job has one. */
function becomeIn({ orgYaml, rehearsal }: Scene): Become {
  return async (job, role) =>
    assumeWithToken(rehearsal, orgYaml.config.homeRegion, await rehearsal.issuers.tokenOf(job), role);
}

const BRANCH: Event = { name: 'push', ref: 'refs/heads/feature' };

async function mustBeRefused(
  { rehearsal }: Scene,
  claim: string,
  become: Become,
  job: Job,
  role: string,
): Promise<void> {
  const because = 'sts:AssumeRoleWithWebIdentity';
  if (!(await refused(rehearsal, { claim, because }, () => become(job, role)))) throw new StoryEnds(claim);
}

/** With a session of who deploys, beside CloudFormation. */
async function deployerIsHeld(
  { rehearsal }: Scene,
  repository: CompanyRepository,
  become: Become,
  { config }: OrgYaml,
): Promise<void> {
  const names = namesOf(config);
  const account = deploymentAccountOf(config);
  const approved = repository.tokenOf(PUSH_TO_MAIN, 'production');
  const session = await become(approved, names.deployerRoleArn(account));
  const { iam } = clientsFor(rehearsal.gateway, session, config.homeRegion);
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  const claim = 'the deployer does not change its own trust but through CloudFormation';
  const isRefused = await refused(rehearsal, { claim, because: 'iam:UpdateAssumeRolePolicy' }, () =>
    iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: DEPLOYER_ROLE, PolicyDocument })),
  );
  if (!isRefused) throw new StoryEnds(claim);
}
