import type { AccountRoles } from '../../aws/account-roles';
import type { DoctorAccess } from '../../aws/doctor-access';
import type { KeyAccess } from '../../aws/key-access';
import type { StackSets } from '../../aws/stack-sets';
import { AUDITOR_ROLE } from '../../domain/names';
import type { OrgConfig } from '../../domain/org-config';
import { failureIn } from '../../estate/live-check';
import { refuseWithoutOperators } from '../../estate/operators-needed';
import { type Diagnosis, doctor } from '../doctor/doctor';
import { ciUsers } from '../key/ci-user';
import { type KeyReport, keyReport } from '../key/status';
import { type PipelineRuns, pipelineRuns } from './pipeline-runs';
import { deliveredWaves, type Wave } from './waves';

/** What was seen of one part of the fleet, or why it was not. */
export type Seen<Part> = { readonly seen: Part } | { readonly notSeen: string };

/** Everything that orgstrap delivers, at a moment, as far as the credentials see it. */
export interface Fleet {
  readonly waves: Seen<readonly Wave[]>;
  readonly pipelines: Seen<readonly PipelineRuns[]>;
  readonly keys: Seen<readonly KeyReport[]>;
  readonly diagnosis: Seen<Diagnosis>;
}

/** AWS as the commands see it whose answers are put together. */
export interface FleetView {
  /** As the credentials at hand. */
  doctor(): Promise<DoctorAccess>;
  /** The Terraform account as its auditor role. */
  roles(): Promise<Pick<AccountRoles, 'role'>>;
  /** The same of keys. */
  keys(role: string): Promise<Pick<KeyAccess, 'keys' | 'secrets'>>;
}

/**
 * What `doctor` and `key status` know, beside what StackSets and CI roles say of themselves. It judges nothing itself, and a part that these
 * credentials may not see hides no other.
 */
export async function fleetOf(config: OrgConfig, view: FleetView, now: Date): Promise<Fleet> {
  const access = view.doctor().then((given) => ({ ...given, stackSets: askedOnce(given.stackSets) }));
  const [waves, diagnosis, pipelines, keys] = await Promise.all([
    seen(async () => deliveredWaves(config, (await access).stackSets)),
    seen(async () => doctor(config, await access)),
    seen(async () => {
      refuseWithoutOperators(config);
      return pipelineRuns(config, await view.roles());
    }),
    seen(async () => {
      const users = ciUsers(config);
      if (users.length === 0) return [];
      const aws = await view.keys(AUDITOR_ROLE);
      return Promise.all(users.map((user) => keyReport(user, aws, now)));
    }),
  ]);
  return { waves, pipelines, keys, diagnosis };
}

function seen<Part>(ask: () => Promise<Part>): Promise<Seen<Part>> {
  return ask().then(
    (part) => ({ seen: part }),
    (error: unknown) => ({ notSeen: failureIn(error).message }),
  );
}

/** `doctor` and the waves ask for the same. */
function askedOnce(stackSets: Pick<StackSets, 'names' | 'instances'>): Pick<StackSets, 'names' | 'instances'> {
  const instances = new Map<string, ReturnType<StackSets['instances']>>();
  let names: ReturnType<StackSets['names']> | undefined;
  return {
    names: () => {
      names ??= stackSets.names();
      return names;
    },
    instances: (name) => {
      const asked = instances.get(name) ?? stackSets.instances(name);
      instances.set(name, asked);
      return asked;
    },
  };
}
