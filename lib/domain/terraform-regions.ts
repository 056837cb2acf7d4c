import type { Environment, OrgConfig, Pipeline } from './org-config';
import type { HomeRegion } from './region';

/**
 * A Region of AWS, as its name is made. It may be one that is off by default: what Terraform makes there is no matter of StackSets, and
 * an account that has not turned it on refuses.
 */
export const REGION_NAME = /^[a-z]{2}(?:-[a-z]+)+-[1-9]$/;

/** The beginnings of names in other partitions than `aws`. */
const OTHER_PARTITION = /^(?:us-gov|us-iso[a-z]?|eu-iso[a-z]?|cn)-/;

/** Whether a Region is of the partition of the home Region, as its name says. */
export function isBesideHome(region: string, home: HomeRegion): boolean {
  return OTHER_PARTITION.exec(region)?.[0] === OTHER_PARTITION.exec(home)?.[0];
}

/** The Regions in which Terraform works in the accounts of an environment: that of its provider first. */
export function terraformRegions(
  { homeRegion }: Pick<OrgConfig, 'homeRegion'>,
  { region = homeRegion, furtherRegions = [] }: Pick<Environment, 'region' | 'furtherRegions'>,
): readonly string[] {
  return [region, ...furtherRegions];
}

/** The environments of a pipeline. */
export function environmentsOf({ environments }: OrgConfig, pipeline: Pipeline): readonly Environment[] {
  return environments.filter(({ name }) => pipeline.environments.includes(name));
}

/** Under which name in the metadata of a template the Regions of environments are recorded, where they are not the home Region. */
export const REGION_RECORD = 'orgstrap:regions';

/** Each such environment with its Region, as `ENVIRONMENT REGION`, by the name that it has in AWS. */
export function regionRecord({ environments }: OrgConfig): readonly string[] {
  return environments.flatMap(({ deployedAs, region }) => (region === undefined ? [] : [`${deployedAs} ${region}`]));
}
