import { CreateOrganizationalUnitCommand, MoveAccountCommand } from '@aws-sdk/client-organizations';
import type { AccountId } from '../../../lib/domain/ids';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';

/** Moves an account from a unit, or the root, to another. */
export async function moveAccount(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  AccountId: AccountId,
  SourceParentId: string,
  DestinationParentId: string,
): Promise<string> {
  const { organizations } = await administratorOf(rehearsal, config, config.organization.managementAccount);
  await organizations.send(new MoveAccountCommand({ AccountId, SourceParentId, DestinationParentId }));
  return `${AccountId} moved from ${SourceParentId} to ${DestinationParentId}`;
}

/** Makes a unit below another one; Organizations chooses its id. */
export async function makeUnit(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  ParentId: string,
  Name: string,
): Promise<string> {
  const { organizations } = await administratorOf(rehearsal, config, config.organization.managementAccount);
  const { OrganizationalUnit: made } = await organizations.send(
    new CreateOrganizationalUnitCommand({ ParentId, Name }),
  );
  return made?.Id ?? '';
}
