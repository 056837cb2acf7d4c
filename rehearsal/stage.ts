import type { AccountId } from '../lib/domain/account-id';
import type { OrgConfig } from '../lib/domain/org-config';
import { type Clients, clientsFor } from './emulated/clients';
import type { Control, Credentials } from './emulated/control';
import { environmentVariables } from './emulated/environment-variables';
import type { RunningGateway } from './emulated/gateway';
import type { LocalIssuers } from './emulated/local-issuers';
import type { ChildProcesses } from './machine/child-processes';
import type { AwsCli } from './machine/find-aws-cli';
import type { ProviderSource } from './machine/find-provider-mirror';
import type { TerraformCommand } from './machine/find-terraform';
import type { Ledger } from './report/ledger';
import type { Watch } from './watch/watch';

/** All that the steps of a rehearsal work with. */
export interface Stage {
  readonly ledger: Ledger;
  readonly control: Control;
  readonly gateway: RunningGateway;
  /** Gives the alarms what happens. */
  readonly watch: Watch;
  /** Who signs the tokens of CI systems. */
  readonly issuers: LocalIssuers;
  readonly children: ChildProcesses;
  /** The folder of the project. */
  readonly root: string;
  /** A folder for this rehearsal alone. */
  readonly work: string;
  /** The environment that the rehearsal was started in. */
  readonly env: NodeJS.ProcessEnv;
  readonly terraform: TerraformCommand | undefined;
  readonly provider: ProviderSource;
  readonly aws: AwsCli | undefined;
}

/** An `org.yaml`, and where it is. */
export interface Written {
  readonly file: string;
  readonly config: OrgConfig;
}

/** AWS as an administrator of an account sees it. */
export async function administratorOf(
  { control, gateway }: Stage,
  config: OrgConfig,
  account: AccountId,
): Promise<Clients> {
  return clientsFor(gateway, await control.administratorOf(account), config.homeRegion);
}

/** The environment of a process that works with some credentials. */
export function processEnvironment(stage: Stage, config: OrgConfig, credentials: Credentials): NodeJS.ProcessEnv {
  return environmentVariables(stage.env, stage.gateway, credentials, config.homeRegion);
}
