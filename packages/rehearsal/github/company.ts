import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { OidcIdentity } from '../../../lib/domain/ci-identity';
import type { Caller } from '../../iam-gateway/iam/caller';
import { type OrgYaml, orgstrap, type Rehearsal } from '../context/rehearsal';
import type { Credentials } from '../emulated/control';
import { environmentOfNobody } from '../emulated/environment-variables';
import { NotProved } from '../report/ledger';
import { type JobResult, type RunnerSettings, runJob } from './runner';
import { jobRuns, workflowJob } from './workflow';

/** A job, as its token names it. */
type Job = Extract<Caller, { readonly kind: 'webIdentity' }>;

/** What begins a run of a workflow, and of what. */
export interface Event {
  readonly name: 'pull_request' | 'push' | 'workflow_dispatch';
  /** Such as `refs/heads/main`. */
  readonly ref: string;
  /** Whether somebody chose the guardrails, where they start it by hand. */
  readonly guardrails?: boolean;
}

export const PULL_REQUEST: Event = { name: 'pull_request', ref: 'refs/pull/7/merge' };
export const PUSH_TO_MAIN: Event = { name: 'push', ref: 'refs/heads/main' };

/** The repository of an organization, as `orgstrap new` writes it, and the machines that run the jobs of its workflow. */
export class CompanyRepository {
  /** Where the comments of pull requests are. */
  readonly comments: string;
  private readonly settings: Omit<RunnerSettings, 'become'>;
  private variables: Readonly<Record<string, string>> = {};

  constructor(
    private readonly rehearsal: Rehearsal,
    private readonly orgYaml: OrgYaml,
    private readonly identity: OidcIdentity,
    /** Shows the token of a job to AWS, for a session of a role. */
    private readonly become: (job: Job, role: string) => Promise<Credentials>,
  ) {
    const { children, env, gateway } = rehearsal;
    const work = join(rehearsal.work, 'company');
    this.comments = join(work, 'comments');
    this.settings = {
      children,
      repository: join(work, 'repository'),
      artifacts: join(work, 'artifacts'),
      work: join(work, 'jobs'),
      env: {
        ...environmentOfNobody(env, gateway, orgYaml.config.homeRegion),
        PATH: [join(work, 'bin'), env.PATH].join(delimiter),
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        CDK_DISABLE_VERSION_CHECK: '1',
        COMMENTS_FOLDER: this.comments,
      },
    };
    this.install(join(work, 'bin'));
  }

  /** Runs `orgstrap new`, and gives the repository the variables that it prints. */
  async begin(): Promise<string> {
    const { repository } = this.settings;
    const { output } = await orgstrap(this.rehearsal, 'new', repository, '--from', this.orgYaml.file);
    const printed = [...output.matchAll(/^ {2}(ORGSTRAP_\w+)=(\S+)$/gm)];
    this.variables = Object.fromEntries(printed.map(([, name, value]) => [`vars.${name}`, String(value)]));
    if (printed.length === 0) throw new NotProved(`it prints no variables\n${output}`);
    return printed.map(([, name, value]) => `${name}=${value}`).join('\n');
  }

  /** Commits an `org.yaml`. */
  commit({ file }: OrgYaml): void {
    writeFileSync(join(this.settings.repository, 'org.yaml'), readFileSync(file));
  }

  /** Whether GitHub begins with a job at all. */
  begins(job: string, event: Event): boolean {
    return jobRuns(this.workflow, job, this.known(event));
  }

  /** Runs a job with its own token. @throws NotProved where its condition does not let it run, or a script fails; what AWS refuses it with */
  run(job: string, event: Event): Promise<JobResult> {
    if (!this.begins(job, event)) throw new NotProved(`${job} does not run for a ${event.name} of ${event.ref}`);
    const read = workflowJob(this.workflow, job, this.known(event));
    const token = this.tokenOf(event, read.environment);
    return runJob({ ...this.settings, become: (role) => this.become(token, role) }, read);
  }

  /** The token that GitHub gives a job; whether it gives one is the matter of the settings of the environment. */
  tokenOf({ name, ref }: Event, environment: string | undefined): Job {
    const { audience, claims = {}, subjects } = this.identity.jobs.apply;
    const repository = subjects[0]?.replace(/:environment:.*$/, '') ?? '';
    const context =
      environment === undefined ? (name === 'pull_request' ? name : `ref:${ref}`) : `environment:${environment}`;
    const said = { ...claims, aud: audience, sub: `${repository}:${context}`, ref };
    return {
      kind: 'webIdentity',
      issuer: this.identity.issuer,
      claims: environment === undefined ? said : { ...said, environment },
    };
  }

  private get workflow(): string {
    return readFileSync(join(this.settings.repository, '.github', 'workflows', 'orgstrap.yml'), 'utf8');
  }

  private known({ name, ref, guardrails = false }: Event): Readonly<Record<string, string | boolean>> {
    const repository = 'acme/organization';
    return {
      'github.event_name': name,
      'github.ref': ref,
      'github.workflow': 'orgstrap',
      'github.repository': repository,
      'github.token': 'a token of GitHub',
      'github.event.pull_request.number': '7',
      'github.event.pull_request.head.repo.full_name': repository,
      'inputs.guardrails': guardrails,
      // GitHub has nothing for a variable that nobody made.
      'vars.ORGSTRAP_PLAN_ROLE': '',
      'vars.ORGSTRAP_DEPLOY_ROLE': '',
      'vars.ORGSTRAP_GUARDRAILS_ROLE': '',
      ...this.variables,
    };
  }

  /** What a machine of GitHub has: orgstrap, as npm would have installed it, and GitHub's API as far as a comment goes. */
  private install(bin: string): void {
    mkdirSync(bin, { recursive: true });
    mkdirSync(this.comments, { recursive: true });
    const program = [process.execPath, ...this.rehearsal.program].map((word) => JSON.stringify(word)).join(' ');
    const scripts = {
      npm: '[ "$*" = "ci --ignore-scripts --omit=dev" ]',
      npx: `[ "$1" = orgstrap ]; shift; exec ${program} "$@"`,
      gh: 'for last; do :; done; case "$last" in body=@*) cp "${last#body=@}" "$COMMENTS_FOLDER/";; esac',
    };
    for (const [name, script] of Object.entries(scripts)) {
      writeFileSync(join(bin, name), `#!/bin/bash\nset -e\n${script}\n`);
      chmodSync(join(bin, name), 0o755);
    }
  }
}
