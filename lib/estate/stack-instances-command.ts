import type { OrgConfig } from '../domain/org-config';

/** Instances of a StackSet, as a command of the AWS CLI names them. */
export interface NamedInstances {
  readonly stackSet: string;
  /** OUs, or the root: what the StackSet targets. */
  readonly units: readonly string[];
  readonly accounts: readonly string[];
  /** @default - the home Region */
  readonly region?: string | undefined;
}

/**
 * A command about instances of a StackSet, which runs with credentials of the deployment account and of no other.
 *
 * @param verb - such as `update-stack-instances`
 * @see https://docs.aws.amazon.com/cli/latest/reference/cloudformation/update-stack-instances.html
 */
export function stackInstancesCommand(
  { deployFrom, homeRegion }: Pick<OrgConfig, 'deployFrom' | 'homeRegion'>,
  verb: string,
  { stackSet, units, accounts, region = homeRegion }: NamedInstances,
  options: readonly string[] = [],
): string {
  return [
    `aws cloudformation ${verb} --stack-set-name ${stackSet}`,
    `--call-as ${deployFrom === 'management' ? 'SELF' : 'DELEGATED_ADMIN'}`,
    `--deployment-targets OrganizationalUnitIds=${units.join(',')},Accounts=${accounts.join(',')},AccountFilterType=INTERSECTION`,
    `--regions ${region} --region ${homeRegion}`,
    ...options,
  ].join(' ');
}
