import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pipeline } from '../../../lib/domain/org-config';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { orgstrap } from '../context/rehearsal';
import { environmentOfNobody } from '../emulated/environment-variables';
import { NotProved } from '../report/ledger';
import { providerEnvironment } from '../terraform/terraform-folder';
import { workload } from '../terraform/workload';
import type { Become } from './runner';
import { type JobResult, type RunnerSettings, runJob } from './runner';
import { workflowJob } from './workflow';

/** Of the Terraform configuration. */
const FOLDER = 'infrastructure';

/** A job of one of the workflows of a pipeline. */
export interface JobName {
  readonly workflow: 'plan' | 'apply' | 'drift';
  readonly job: string;
  /** Of a job of a matrix. */
  readonly workspace?: string;
}

/** A repository of GitHub with what orgstrap writes for a pipeline in it, and the machines that run its jobs. */
export class GitHubRepository {
  private readonly work: string;
  private readonly settings: Omit<RunnerSettings, 'become'>;
  private runs = 0;

  constructor(
    private readonly rehearsal: Rehearsal,
    private readonly orgYaml: OrgYaml,
    private readonly pipeline: Pipeline,
  ) {
    const { children, env, gateway } = rehearsal;
    this.work = join(rehearsal.work, 'github');
    this.settings = {
      children,
      repository: join(this.work, 'repository'),
      artifacts: join(this.work, 'artifacts'),
      work: join(this.work, 'jobs'),
      env: {
        ...environmentOfNobody(env, gateway, orgYaml.config.homeRegion),
        ...this.terraformEnvironment(),
      },
    };
  }

  /** Commits what `docs/guides/github.md` says: a workload, the wiring and the workflows. */
  async fill(services: readonly string[]): Promise<void> {
    const { repository } = this.settings;
    const infrastructure = join(repository, FOLDER);
    mkdirSync(infrastructure, { recursive: true });
    this.commit('main.tf', workload(this.pipeline.name, services));
    const what = ['--config', this.orgYaml.file, '--pipeline', this.pipeline.name];
    await orgstrap(this.rehearsal, 'terraform', ...what, '--out', infrastructure);
    await orgstrap(this.rehearsal, 'pipeline', 'github', ...what, '--out', repository, '--terraform-folder', FOLDER);
  }

  /** Commits a file of the Terraform configuration. */
  commit(name: string, text: string): void {
    writeFileSync(join(this.settings.repository, FOLDER, name), text);
  }

  /** Commits the lock file of the providers. */
  async lockProviders(): Promise<void> {
    const { repository, children, env } = this.settings;
    const options = { cwd: join(repository, FOLDER), env: { ...env, TF_DATA_DIR: join(this.work, 'not-committed') } };
    const { status, output } = await children.run('terraform', ['init', '-backend=false'], options);
    if (status !== 0) throw new NotProved(`terraform init -backend=false ended with ${status}\n${output}`);
  }

  /**
   * Runs a job.
   *
   * @throws NotProved where a script fails; what `become` fails with
   */
  run({ workflow, job, workspace }: JobName, become: Become): Promise<JobResult> {
    const { repository } = this.settings;
    const values = {
      'github.run_id': String(++this.runs),
      'github.run_attempt': '1',
      ...(workspace === undefined ? {} : { 'matrix.workspace': workspace }),
    };
    const file = `terraform-${this.pipeline.name}-${workflow}.yml`;
    const text = readFileSync(join(repository, '.github', 'workflows', file), 'utf8');
    return runJob({ ...this.settings, become }, workflowJob(text, job, values));
  }

  /** A file that a job has handed on. */
  artifact(name: string, file: string): string {
    return readFileSync(join(this.settings.artifacts, `${this.pipeline.name}-${name}`, file), 'utf8');
  }

  /** What differs from a machine of GitHub's, whose checkouts would each download the provider, and know AWS by its real names. */
  private terraformEnvironment(): NodeJS.ProcessEnv {
    return {
      ...providerEnvironment(this.rehearsal),
      ...this.providerCache(),
      TF_CLI_ARGS_init: '-backend-config=use_path_style=true',
    };
  }

  /** A mirror is linked: there, a cache would only be hashed once more than the mirror, for each job. */
  private providerCache(): NodeJS.ProcessEnv {
    if (this.rehearsal.provider.cliConfig !== undefined) return {};
    const cache = join(this.work, 'providers');
    mkdirSync(cache, { recursive: true });
    return { TF_PLUGIN_CACHE_DIR: cache };
  }
}
