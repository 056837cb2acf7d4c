import { Readable } from 'node:stream';
import { accountAccess } from '../../../lib/aws/account-access';
import type { ClientSettings } from '../../../lib/aws/client-settings';
import { deployAccess } from '../../../lib/aws/deploy-access';
import { destroyAccess } from '../../../lib/aws/destroy-access';
import type { CommandContext } from '../../../lib/commands/command';
import type { StartCdk } from '../../../lib/commands/deploy/cdk-process';
import { ofDeploymentAccount } from '../../../lib/commands/deploy/planned-assembly';
import type { AssembledApp } from '../../../lib/domain/assembled-app';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { FakeCloud } from '../../commands/deploy/fake-cloud';
import { FakeOrganization } from '../../commands/onboard/fake-organization';
import { answer, answerTo, type Call, errorTo, type WireAnswer } from '../calls';
import { NOW } from '../estate';
import type { FakeAws } from '../running';
import type { Known } from './known';
import { LivingCloud } from './living-cloud';
import { answerAboutOrganization } from './living-organization';

/** AWS while it is deployed to: accounts move, stacks come and go, and stay as they are when a command ends. */
export class LivingEstate implements FakeAws {
  readonly organization: FakeOrganization;
  readonly cloud: FakeCloud;
  readonly caller = '333333333333';
  readonly states: Record<string, string> = {};
  /** A stack that CloudFormation takes back, for as long as it is named. */
  failing: string | undefined;
  private readonly living: LivingCloud;
  private app: AssembledApp | undefined;
  private hasLooked: () => void = () => undefined;
  /** Milliseconds for which a command has waited. */
  waited = 0;

  constructor(
    orgYaml: string,
    private readonly known: Known,
  ) {
    this.organization = new FakeOrganization(orgYaml);
    this.cloud = new FakeCloud(this.organization.config);
    this.living = new LivingCloud(this.cloud, this.organization);
  }

  get file(): string {
    return this.organization.file;
  }

  /** All that a configuration says is deployed. */
  deployed(config: OrgConfig): void {
    for (const { name, template } of this.known.app(config).stacks) this.cloud.put(name, 'CREATE_COMPLETE', template);
  }

  /** Time passes, until AWS is at work on nothing any more. */
  settle(): void {
    this.living.settle();
    this.failing = undefined;
  }

  /** What must be the same in the end. */
  picture(): object {
    const { text, accounts } = this.organization;
    return {
      text,
      accounts: accounts.map(({ id, name, parent, state }) => ({ id, name, parent, state })),
      stacks: this.cloud.names.map((name) => [name, this.cloud.templates.get(name)]).sort(),
    };
  }

  async answer(call: Call): Promise<WireAnswer> {
    return (
      (await this.living.answer(call)) ??
      (await answerAboutOrganization(call, this.organization)) ??
      this.ofStates(call) ??
      ofCaller(call) ??
      this.known.estate(this.organization.text).answer(call)
    );
  }

  context(settings: ClientSettings): Partial<CommandContext> {
    return {
      root: process.cwd(),
      now: () => new Date(NOW.getTime() + this.waited),
      wait: (milliseconds, signal) => {
        this.waited += milliseconds;
        if (signal === undefined) return new Promise((resolve) => setImmediate(resolve));
        // One look at what is on its way is enough: each run asks as often.
        this.hasLooked();
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('it is over'))));
      },
      deployAccess: (config) => Promise.resolve(deployAccess(config, settings)),
      destroyAccess: (config) => Promise.resolve(destroyAccess(config, settings)),
      accountAccess: (config, profile) => accountAccess(config, profile, settings),
      synthesizedStacks: (config) => {
        const app = this.known.app(config);
        return Promise.resolve({ checks: app.checks, stacks: ofDeploymentAccount(config, app) });
      },
      assembledApp: (config) => {
        this.app = this.known.app(config);
        return Promise.resolve(this.app);
      },
      cdkStarter: () => this.cdk(),
    };
  }

  /** The CDK CLI comes to its end once somebody has looked. */
  private async cdk(): Promise<StartCdk> {
    const app = this.app ?? this.known.app(this.cloud.config);
    const start = await this.cloud.cdk(app, (name) => this.statusOf(name))();
    const looked = new Promise<void>((resolve) => {
      this.hasLooked = resolve;
    });
    return (...given) => {
      const process = start(...given);
      return { ...process, end: looked.then(() => process.end) };
    };
  }

  private statusOf(name: string): string {
    return name === this.failing ? 'UPDATE_ROLLBACK_COMPLETE' : 'CREATE_COMPLETE';
  }

  private ofStates(call: Call): WireAnswer | undefined {
    if (call.operation === 's3:ListObjectsV2') {
      const keys = Object.keys(this.states).map((key) => `<Contents><Key>${key}</Key></Contents>`);
      return answer(200, `<ListBucketResult>${keys.join('')}</ListBucketResult>`, 'application/xml');
    }
    if (call.operation !== 's3:GetObject') return undefined;
    const state = this.states[call.parameters.key ?? ''];
    if (state === undefined) return errorTo(call, 404, 'NoSuchKey', 'it is not there');
    return {
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: Readable.from([Buffer.from(state)]),
    };
  }
}

/** Nobody has anything to sign in with any more. */
function ofCaller(call: Call): WireAnswer | undefined {
  switch (call.operation) {
    case 'sts:GetCallerIdentity':
      return answerTo(call, { Account: call.account });
    case 'iam:ListAccessKeys':
      return answerTo(call, { AccessKeyMetadata: [], IsTruncated: false });
    case 'iam:ListMFADevices':
      return answerTo(call, { MFADevices: [], IsTruncated: false });
    case 'iam:GetLoginProfile':
      return errorTo(call, 404, 'NoSuchEntity', 'it is not there');
    default:
      return undefined;
  }
}
