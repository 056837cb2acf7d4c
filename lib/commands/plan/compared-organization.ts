import type { Organization } from '../../aws/organization';
import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { compareOrganization } from '../../estate/compare-organization';
import { LiveOrganization } from '../../estate/live-organization';
import { breaksDeployment, type OrganizationDifference } from '../../estate/organization-difference';

/** What came of comparing `org.yaml` with the live organization. */
export interface ComparedOrganization {
  readonly differences: readonly OrganizationDifference[];
  /** Why AWS did not show the organization; then nothing was compared. @default - it was compared */
  readonly notSeen?: string;
}

interface SeenOrganization {
  readonly compared: ComparedOrganization;
  /** @default - AWS did not show it */
  readonly live?: LiveOrganization;
}

/**
 * Compares `org.yaml` with the live organization, as far as AWS shows it.
 *
 * @throws Failure `OrganizationDiffers` where a deployment would break in the middle: whether it widens anything does not matter
 */
export async function comparedOrganization(
  config: OrgConfig,
  organization: Pick<Organization, 'tree'>,
): Promise<SeenOrganization> {
  const tree = await organization.tree().catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'AwsRefused') return error;
    throw error;
  });
  if (tree instanceof Failure) return { compared: { differences: [], notSeen: tree.message } };
  const live = new LiveOrganization(tree);
  const differences = compareOrganization(config, live);
  const breaking = differences.filter(breaksDeployment);
  if (breaking.length === 0) return { compared: { differences }, live };
  throw new Failure(
    'OrganizationDiffers',
    `a deployment would break in the middle, because the organization is not as org.yaml says: ${breaking.map(({ found, fix }) => `${found}; ${fix}`).join('; ')}`,
    EXIT.unusable,
  );
}
