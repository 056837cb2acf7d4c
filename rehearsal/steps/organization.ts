import { RegisterDelegatedAdministratorCommand } from '@aws-sdk/client-organizations';
import { organizationOf } from '../emulated/organization-of';
import { administratorOf, type Stage, type Written } from '../stage';
import { organizationTrail } from './organization-trail';

/** The service principal of delegation; the one of trusted access has another name. */
const STACK_SETS_OF_MEMBERS = 'member.org.stacksets.cloudformation.amazonaws.com';

/** Makes the organization, and does in it what an operator must do once before orgstrap can be deployed. */
export async function makeOrganization(stage: Stage, { config }: Written): Promise<boolean> {
  const organization = organizationOf(config);
  const made = await stage.ledger.prove('an organization is emulated', async () => {
    await stage.control.makeOrganization(organization);
    return `${organization.units.length} organizational units, ${organization.accounts.length + 1} accounts`;
  });
  if (!made || !(await organizationTrail(stage, config))) return false;
  if (config.deployFrom === 'management') return true;
  return stage.ledger.prove('the Ops account is a delegated administrator of StackSets', async () => {
    const { organizations } = await administratorOf(stage, config, config.organization.managementAccount);
    await organizations.send(
      new RegisterDelegatedAdministratorCommand({
        AccountId: config.accounts.ops,
        ServicePrincipal: STACK_SETS_OF_MEMBERS,
      }),
    );
    return `${config.accounts.ops} for ${STACK_SETS_OF_MEMBERS}`;
  });
}
