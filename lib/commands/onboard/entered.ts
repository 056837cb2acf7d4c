import type { OrgYamlEdit } from '../../config/edit-org-yaml';
import { EXIT, type ExitStatus } from '../../domain/failure';
import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import { writeEdits } from '../init/write-edits';
import type { AccountWork } from './account-work';
import { type Arrival, untilArrived } from './await-instances';
import type { Rest } from './outcome';
import { placedAccount } from './placed-account';

/** What the steps of a command reach beside AWS. */
export interface Surroundings extends AccountWork {
  /** The path of `org.yaml`. */
  readonly file: string;
  /** The services that it may name. */
  readonly services: readonly string[];
  /** Deploys what `org.yaml` says then, and looks at what came of it. */
  deploy(): Promise<ExitStatus>;
}

/** An account on its way into an environment. */
export interface Entry extends Arrival {
  /** The OU, or with `only: accounts` the root, that it shall be in. */
  readonly unit: string;
  /** What `org.yaml` is to say; nothing where it says so. */
  readonly edits: readonly OrgYamlEdit[];
  /** The command line that goes on from here. */
  readonly again: string;
}

/** How far it came. */
export interface Entered {
  readonly status: ExitStatus;
  readonly rest: readonly Rest[];
}

/**
 * Puts an account into the OU of an environment, waits until it has what the environment gives, writes it into `org.yaml`, and deploys. An
 * environment that is a part of its OUs gives it by the deployment instead. Every step looks first whether it was done.
 *
 * @throws Failure `AccountNotReady`, `StillWaiting`, `CannotEdit`, and what the ports throw: another run goes on from there
 */
export async function entered(config: OrgConfig, entry: Entry, surroundings: Surroundings): Promise<Entered> {
  const { access } = surroundings;
  const { account, environment, unit } = entry;
  const parent = await access.accounts.parentOf(account);
  if (parent !== unit) {
    if (access.management === undefined)
      return { status: EXIT.incomplete, rest: [byManagement(config, entry, parent)] };
    await placedAccount(account, unit, access.management, surroundings);
  }
  if (access.account !== deploymentAccountOf(config)) {
    return { status: EXIT.incomplete, rest: [byDeployment(config, entry)] };
  }
  if (environment.only === undefined) await untilArrived(config, entry, surroundings);
  await written(entry.edits, surroundings);
  return { status: await surroundings.deploy(), rest: [] };
}

/** Writes edits into `org.yaml`, which is there as it was, or as it shall be. */
export async function written(edits: readonly OrgYamlEdit[], { file, services, ...work }: Surroundings): Promise<void> {
  if (edits.length === 0) return;
  await work.uninterrupted(() => {
    writeEdits(file, edits, services);
    work.say(`${file}: ${edits.map(({ kind, environment }) => `${kind} in ${environment}`).join(', ')}`);
    return Promise.resolve();
  });
}

/** What the management account alone may do, where no credentials of it are at hand. */
export function byManagement(
  { organization }: OrgConfig,
  { account, unit, again }: Pick<Entry, 'account' | 'unit' | 'again'>,
  parent: string,
): Rest {
  return {
    why: `only the management account ${organization.managementAccount} moves accounts: run this again with --management-profile PROFILE, or with its credentials`,
    commands: [
      `aws organizations move-account --account-id ${account} --source-parent-id ${parent} --destination-parent-id ${unit}`,
      again,
    ],
  };
}

/** What the deployment account alone does. */
function byDeployment(config: OrgConfig, { again }: Pick<Entry, 'again'>): Rest {
  return {
    why: `what the management account does is done; the rest is done with credentials of the deployment account ${deploymentAccountOf(config)}`,
    commands: [again],
  };
}
