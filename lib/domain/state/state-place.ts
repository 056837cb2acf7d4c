import type { AccountId } from '../ids';
import { STATES_PREFIX, stateKeyOf } from '../names';
import { namesOf } from '../names-of';
import type { OrgConfig } from '../org-config';
import type { HomeRegion } from '../region';

/** A bucket with states, and how it is reached. */
export interface StateBucketPlace {
  readonly bucket: string;
  /** The account that it belongs to: S3 refuses where it belongs to another. */
  readonly owner: AccountId;
  readonly region: HomeRegion;
}

/** Where the state of a workspace is. */
export interface StatePlace extends StateBucketPlace {
  readonly workspace: string;
  /** Of the state, where the pipeline has several. @default - it has one, without a name */
  readonly state?: string;
  readonly key: string;
}

/** Where the states of a pipeline are read and written. @param pipeline - the name that it is deployed as */
export function stateBucketOf(config: OrgConfig, pipeline: string): StateBucketPlace {
  return {
    bucket: namesOf(config).stateBucket(pipeline),
    owner: config.accounts.terraform,
    region: config.homeRegion,
  };
}

/** Where Terraform keeps the state of a workspace that has a name. */
export function statePlace(bucket: StateBucketPlace, workspace: string, state: string | undefined): StatePlace {
  const key = `${STATES_PREFIX}${workspace}/${stateKeyOf(state)}`;
  return { ...bucket, workspace, key, ...(state !== undefined && { state }) };
}

/** The place of a key, or undefined for one that is no state of a workspace: that of a lock, or of what somebody else wrote. */
export function placeOfKey(bucket: StateBucketPlace, key: string): StatePlace | undefined {
  const [, workspace, state] = /^env:\/([^/]+)\/(?:([^/]+)\/)?terraform\.tfstate$/.exec(key) ?? [];
  return workspace === undefined ? undefined : statePlace(bucket, workspace, state);
}

/** The object by which Terraform locks a state. @see https://developer.hashicorp.com/terraform/language/backend/s3#state-locking */
export function lockKeyOf({ key }: StatePlace): string {
  return `${key}${LOCK}`;
}

const LOCK = '.tflock';
