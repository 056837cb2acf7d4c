import type { OrganizationAccess } from '../../aws/organization-access';
import { EXIT, Failure } from '../../domain/failure';
import type { Inventory } from './inventory';

/** The services of which it matters who administers them. */
const SERVICES = ['sso.amazonaws.com', 'member.org.stacksets.cloudformation.amazonaws.com'] as const;

/**
 * Reads an organization. Two calls for the root and each OU, and seven more; what these credentials may not see is left out, and said so.
 *
 * @throws Failure where there are no credentials, AWS cannot be reached, or nobody lets these credentials list the organization
 */
export async function liveInventory(access: OrganizationAccess): Promise<Inventory> {
  const account = await access.caller.account();
  const [tree, description, issuers, trails, ...administrators] = await Promise.all([
    access.tree.tree(),
    seen('the id of the organization', access.organization.describe()),
    seen(`the OIDC providers of ${account}`, access.taken.oidcProviders()),
    seen('trails', access.trails.all()),
    ...SERVICES.map((service) =>
      seen(`the delegated administrators of ${service}`, access.organization.delegatedAdministrators(service)),
    ),
  ]);
  const all = [description, issuers, trails, ...administrators];
  return {
    tree,
    organizationId: description.value?.id,
    managementAccount: description.value?.managementAccount,
    delegatedAdministrators: administrators.flatMap(({ value = [] }, index) =>
      value.map((id) => ({ account: id, service: SERVICES[index] })),
    ),
    oidcProviders: issuers.value && { account, issuers: issuers.value.map(issuerOf) },
    hasOrganizationTrail: trails.value?.some(({ isOfOrganization }) => isOfOrganization),
    notSeen: all.flatMap(({ refusal }) => refusal ?? []),
  };
}

/**
 * Reads of an organization what an `org.yaml` is compared with. Two calls for the root and each OU, and two more.
 *
 * @throws Failure for whatever cannot be seen: what changed is all of it, or nothing
 */
export async function liveTree({ organization, tree }: OrganizationAccess): Promise<Inventory> {
  const [found, description] = await Promise.all([tree.tree(), organization.describe()]);
  return {
    tree: found,
    organizationId: description?.id,
    managementAccount: description?.managementAccount,
    delegatedAdministrators: [],
    notSeen: [],
  };
}

interface Seen<Value> {
  readonly value?: Value;
  readonly refusal?: string;
}

function seen<Value>(what: string, answer: Promise<Value>): Promise<Seen<Value>> {
  return answer.then(
    (value) => ({ value }),
    (error: unknown) => {
      // Where AWS did not answer, the next run may see it: no file should say that nobody can.
      if (!(error instanceof Failure) || error.exitStatus === EXIT.incomplete) throw error;
      return { refusal: `${what}: ${error.message}` };
    },
  );
}

/** The ARN of a provider ends with its issuer, less `https://`. */
function issuerOf(arn: string): string {
  return `https://${arn.split('/').slice(1).join('/')}`;
}
