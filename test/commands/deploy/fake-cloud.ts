import type { DeployAccess } from '../../../lib/aws/deploy-access';
import type { OperationResult, StackSetOperation } from '../../../lib/aws/stack-set-operations';
import type { StackInstance } from '../../../lib/aws/stack-sets';
import type { ResourceFailure, StackState } from '../../../lib/aws/stack-states';
import type { CommandContext } from '../../../lib/commands/command';
import type { CdkEnd } from '../../../lib/commands/deploy/cdk-process';
import type { AssembledApp } from '../../../lib/domain/assembled-app';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { synthesised } from '../../support/assembly';
import { contextOf } from '../context-of';
import { viewOf } from '../doctor/healthy-view';
import { CHECKS, deployed, deploymentAccountWith, nothingDeployed } from '../plan/fake-deployment-account';
import type { RecordingIo } from '../recording-io';

/** The stacks of a configuration, as they stand in a cloud assembly. */
export function assembledOf(config: OrgConfig): AssembledApp {
  const assembly = synthesised(config);
  const nameOf = (id: string) => String(assembly.stack(id).properties.stackName ?? id);
  return {
    checks: CHECKS,
    stacks: assembly.stacks.map((id) => {
      const [, account = '', region = ''] = /^aws:\/\/(\d+)\/(.+)$/.exec(assembly.stack(id).environment) ?? [];
      return {
        id,
        name: nameOf(id),
        template: assembly.text(`${id}.template.json`),
        account,
        region,
        waitsFor: (assembly.stack(id).dependencies ?? [])
          .filter((other) => assembly.stacks.includes(other))
          .map(nameOf),
      };
    }),
  };
}

/** AWS as a deployment sees it and changes it; a test changes what it is about. */
export class FakeCloud {
  account: string;
  readonly states = new Map<string, StackState>();
  readonly templates = new Map<string, string>();
  readonly operations: Record<string, readonly StackSetOperation[]> = {};
  readonly results: Record<string, readonly OperationResult[]> = {};
  readonly instances: Record<string, readonly StackInstance[]> = {};
  readonly failures: Record<string, readonly ResourceFailure[]> = {};
  /** Names of stacks that CloudFormation cannot delete. */
  readonly undeletable = new Set<string>();
  /** Whether users of the account can sign in. */
  readonly signIns = new Map<string, boolean>();
  /** What was done, in its order. */
  readonly done: string[] = [];
  time = 0;

  constructor(readonly config: OrgConfig) {
    this.account = nothingDeployed(config).account;
  }

  /** Puts a stack there. */
  put(name: string, status = 'CREATE_COMPLETE', template = '{"Resources":{}}', more: Partial<StackState> = {}): void {
    const changed = ++this.time;
    const state = { name, status, region: this.config.homeRegion, id: `${name}/1`, isProtected: false, changed };
    this.states.set(name, { ...state, ...more });
    this.templates.set(name, template);
  }

  get names(): readonly string[] {
    return [...this.states.keys()];
  }

  /** As plan and doctor see it at this moment. */
  private snapshot(): DeployAccess['account'] {
    const stacks = [...this.templates].map(([name, template]) => ({ name, template }));
    const holding = stacks.filter(({ name }) => {
      const status = this.states.get(name)?.status;
      return status !== undefined && !/^(ROLLBACK|REVIEW|CREATE_FAILED)/.test(status);
    });
    return deploymentAccountWith({
      ...deployed(this.config, holding),
      account: this.account,
      credentials: this.signIns,
      instances: this.instances,
      stacks: new Map(
        holding.map(({ name, template }) => {
          const { status = '', isProtected = false } = this.states.get(name) ?? {};
          return [name, { status, template, isProtected }];
        }),
      ),
    });
  }

  get access(): DeployAccess {
    const snapshot = () => this.snapshot();
    return {
      get account() {
        return snapshot();
      },
      states: {
        all: (regions) => Promise.resolve([...this.states.values()].filter(({ region }) => regions.includes(region))),
        find: ({ name }) => Promise.resolve(this.states.get(name)),
        failures: ({ name }) => Promise.resolve(this.failures[name] ?? []),
        unprotect: ({ name }) => {
          this.done.push(`unprotect ${name}`);
          return Promise.resolve();
        },
        remove: ({ name }) => {
          this.done.push(`delete ${name}`);
          if (this.undeletable.has(name)) this.put(name, 'DELETE_FAILED', this.templates.get(name));
          else this.states.delete(name);
          return Promise.resolve();
        },
      },
      instances: {
        letGo: ({ stackSet, unit, accounts, region }) => {
          this.done.push(`let go of ${accounts.join(', ')} below ${unit} in ${region}: ${stackSet}`);
          return Promise.resolve();
        },
      },
      operations: {
        latest: (name) => Promise.resolve(this.operations[name] ?? []),
        results: (name) => Promise.resolve(this.results[name] ?? []),
      },
    };
  }

  /** The CDK CLI brings the stacks that it is told to what they should be, one after the other; a test decides what comes of one. */
  cdk(app: AssembledApp, statusOf: (name: string) => string = () => 'CREATE_COMPLETE'): CommandContext['cdkStarter'] {
    return () =>
      Promise.resolve((_, args, onLine) => {
        this.done.push(`cdk ${args.filter((arg) => !arg.startsWith('/')).join(' ')}`);
        const chosen = app.stacks.filter(({ id }) => args.includes(id));
        const end = (): CdkEnd => {
          for (const [index, { name, template, region }] of chosen.entries()) {
            onLine(`${name}: deploying... [${index + 1}/${chosen.length}]`);
            const status = statusOf(name);
            this.put(name, status, template, { region: region as StackState['region'] });
            if (status !== 'CREATE_COMPLETE') return { status: 1, lastLines: [`${name} failed`] };
          }
          return { status: 0, lastLines: [] };
        };
        const ended = new Promise<void>((resolve) => setTimeout(resolve, 5)).then(end);
        return { end: ended, stop: () => undefined };
      });
  }

  /** What a command works with. */
  context(io: RecordingIo, app: AssembledApp, fakes: Partial<CommandContext> = {}): CommandContext {
    return contextOf(io, {
      root: process.cwd(),
      now: () => new Date(this.time),
      wait: (milliseconds) => {
        this.time += milliseconds;
        return new Promise((resolve) => setImmediate(resolve));
      },
      doctorAccess: () => Promise.resolve(viewOf({ account: this.account })),
      deployAccess: () => Promise.resolve(this.access),
      assembledApp: () => Promise.resolve(app),
      cdkStarter: this.cdk(app),
      ...fakes,
    });
  }
}
