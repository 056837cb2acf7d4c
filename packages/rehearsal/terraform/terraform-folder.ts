import type { ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Access } from '../../../lib/domain/ci-identity';
import { isOidc } from '../../../lib/domain/ci-identity';
import type { OrgConfig, Pipeline } from '../../../lib/domain/org-config';
import { type OrgYaml, orgstrap, processEnvironment, type Rehearsal } from '../context/rehearsal';
import type { Credentials } from '../emulated/control';
import type { Finished } from '../machine/child-processes';
import type { TerraformCommand } from '../machine/find-commands';
import { NotProved } from '../report/ledger';
import { lentWorkload } from './lent';
import { servicesOf, workload } from './workload';

/**
 * A Terraform configuration of a user of a pipeline: the wiring that orgstrap wrote, and a small workload; and the job that
 * runs it, with the session of a CI role.
 */
export class TerraformFolder {
  private readonly path: string;
  private readonly env: NodeJS.ProcessEnv;

  constructor(
    private readonly rehearsal: Rehearsal,
    private readonly terraform: TerraformCommand,
    config: OrgConfig,
    private readonly pipeline: Pipeline,
    access: Access,
    /** Of the CI role that runs it. */
    readonly session: Credentials,
    /** The folder of another configuration. @default - a small workload is written into a folder of the rehearsal's */
    path?: string,
  ) {
    this.path = path ?? sampleFolder(rehearsal, config, pipeline);
    this.env = {
      ...processEnvironment(rehearsal, config, session),
      TF_VAR_access: access,
      ...runVariable(pipeline),
      ...providerEnvironment(rehearsal),
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
    };
  }

  /** How the wiring calls its sessions in the accounts. */
  get sessionName(): string {
    return `terraform-${this.pipeline.name}`;
  }

  /**
   * Writes the wiring with the real command.
   *
   * @param state - where the pipeline has several. @default - the first one
   */
  async wire({ file }: OrgYaml, state = this.pipeline.states[0]): Promise<void> {
    const what = ['--pipeline', this.pipeline.name, ...(state === undefined ? [] : ['--state', state])];
    await orgstrap(this.rehearsal, 'terraform', '--config', file, ...what, '--out', this.path);
  }

  /**
   * Initialises the backend; only its addresses differ from AWS: bucket names resolve as hosts nowhere on this machine.
   *
   * @param key - of the states, in place of the one in the wiring. @default - that one
   */
  initialise(key?: string): Promise<Finished> {
    const keySetting = key === undefined ? [] : [`-backend-config=key=${key}`];
    return this.run('init', '-backend-config=use_path_style=true', ...keySetting);
  }

  /**
   * Initialises a configuration of HCP Terraform, which is not here: the state is in the folder. HCP Terraform, too, brings a backend of its own, in
   * a file that overrides the one in the configuration.
   */
  initialiseLocally(): Promise<Finished> {
    writeFileSync(join(this.path, 'backend_override.tf'), 'terraform {\n  backend "local" {}\n}\n');
    return this.run('init');
  }

  /** Runs Terraform to its end; no exit status is a failure. */
  tryRun(...args: readonly string[]): Promise<Finished> {
    return this.start(args, {});
  }

  /** Runs Terraform, and does not go on where it failed. */
  async run(...args: readonly string[]): Promise<Finished> {
    return this.succeeded(args, await this.start(args, {}));
  }

  /** The same in a workspace that need not be selected: so several of them are worked in at the same time. */
  tryRunIn(workspace: string, ...args: readonly string[]): Promise<Finished> {
    return this.start(args, { TF_WORKSPACE: workspace });
  }

  async runIn(workspace: string, ...args: readonly string[]): Promise<Finished> {
    return this.succeeded(args, await this.tryRunIn(workspace, ...args));
  }

  /** Runs it to its end with further variables in its environment. */
  tryRunWith(env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Finished> {
    return this.start(args, env);
  }

  /** Starts it in a process group of its own, while its caller looks on; nobody reads what it writes. */
  begin(env: NodeJS.ProcessEnv, ...args: readonly string[]): ChildProcess {
    const options = { cwd: this.path, env: { ...this.env, ...env }, stdio: 'ignore' as const };
    return this.rehearsal.children.start(this.terraform.command, args, options);
  }

  private start(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Finished> {
    const noColour = args[0] === 'workspace' ? [] : ['-no-color'];
    const options = { cwd: this.path, env: { ...this.env, ...env } };
    return this.rehearsal.children.run(this.terraform.command, [...args, ...noColour], options);
  }

  private succeeded(args: readonly string[], finished: Finished): Finished {
    if (finished.status === 0) return finished;
    throw new NotProved(
      `${this.terraform.command} ${args.join(' ')} ended with ${finished.status}\n${finished.output}`,
    );
  }
}

function sampleFolder({ work }: Rehearsal, config: OrgConfig, pipeline: Pipeline): string {
  const path = join(work, 'terraform', pipeline.name);
  mkdirSync(path, { recursive: true });
  const made = workload(pipeline.name, servicesOf(config, pipeline));
  writeFileSync(join(path, 'main.tf'), `${made}${lentWorkload(config, pipeline)}`);
  return path;
}

/** Where the job says which run it is: a session that began with keys says it already. */
function runVariable(pipeline: Pipeline): NodeJS.ProcessEnv {
  if (!isOidc(pipeline.identity)) return {};
  return { [pipeline.identity.hcpTerraform ? 'TF_VAR_TFC_RUN_ID' : 'TF_VAR_run']: runOf(pipeline) };
}

/** What Terraform finds its providers with in the rehearsal, and does not ask HashiCorp for news with. */
export function providerEnvironment({ provider: { cliConfig }, work }: Rehearsal): NodeJS.ProcessEnv {
  const environment = { CHECKPOINT_DISABLE: '1', GOGC: LESS_GARBAGE_COLLECTION };
  if (cliConfig === undefined) return environment;
  const file = join(work, 'terraform.rc');
  writeFileSync(file, cliConfig);
  return { ...environment, TF_CLI_CONFIG_FILE: file };
}

/**
 * Terraform and its provider live for seconds: they collect garbage when they have grown fivefold rather than twofold, which takes
 * 40 MB more and a sixth of the CPU less.
 *
 * @see https://pkg.go.dev/runtime#hdr-Environment_Variables
 */
const LESS_GARBAGE_COLLECTION = '400';

/** What the one run of a pipeline is called in the rehearsal; the jobs of its workflows have names of their own. */
export function runOf({ name }: Pipeline): string {
  return `rehearsal-${name}`;
}
