import type { AcceptedLoss } from '../accepted-losses';
import { closedRoles } from './closed-roles';
import { deletedUsers } from './deleted-users';
import { deploymentEdits } from './deployment';
import { droppedServices } from './dropped-services';
import type { Edit } from './edit';
import type { Edited } from './edited';
import { environmentEdits } from './environments';
import { forgottenResources } from './forgotten-resources';
import { heldNames } from './held-names';
import { homeRegionEdits } from './home-region';
import { importedPermissionSets } from './imported-permission-sets';
import { movedIdentityCenter } from './moved-identity-center';
import { movedRegions } from './moved-regions';
import { ownAccountEdits } from './own-accounts';
import { partedAssignments } from './parted-assignments';
import { peoplePermissionEdits } from './people-permissions';
import { pipelineEdits } from './pipelines';
import { platformAccountEdits } from './platform-accounts';
import { replicaEdits } from './replicas';
import { stateEdits } from './states';
import { unmanagedEnvironments } from './unmanaged-environments';
import { versionEdits } from './versions';
import { workspaceEdits } from './workspaces';
import { wornPolicies } from './worn-policies';

/** A rule about one kind of edit. */
type EditRule = (edited: Edited) => readonly Edit[];

/** In another Region, from another account or by another version, everything else would be a mistake of the same cause. */
const RULES_OF_PLACE: readonly EditRule[] = [homeRegionEdits, ownAccountEdits, versionEdits];

const RULES: readonly EditRule[] = [
  environmentEdits,
  unmanagedEnvironments,
  pipelineEdits,
  deploymentEdits,
  platformAccountEdits,
  workspaceEdits,
  movedRegions,
  stateEdits,
  replicaEdits,
  heldNames,
  partedAssignments,
  peoplePermissionEdits,
  movedIdentityCenter,
  importedPermissionSets,
  wornPolicies,
  deletedUsers,
  droppedServices,
  closedRoles,
  forgottenResources,
];

/** What the difference between `org.yaml` and what is deployed means, beyond what changes. An edit that no rule knows is one deployment. */
export function editsOf(edited: Edited): readonly Edit[] {
  const ofPlace = RULES_OF_PLACE.flatMap((rule) => rule(edited));
  const moved = ofPlace.filter(({ verdict }) => verdict === 'refused');
  return moved.length > 0 ? moved : [...ofPlace, ...RULES.flatMap((rule) => rule(edited))];
}

/** What stands in the way of a deployment. */
export function obstaclesIn(edits: readonly Edit[], accepted: readonly AcceptedLoss[]): readonly Edit[] {
  return edits.filter(
    (edit) => edit.verdict === 'refused' || (edit.verdict === 'to be accepted' && !accepted.includes(edit.accept)),
  );
}
