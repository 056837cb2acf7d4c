import type { HomeRegion } from '../region';

/** What keeps states beyond what every state bucket does. */
export interface State {
  /** A second Region to which S3 copies every version of a state. @default - there is no copy */
  readonly replica?: HomeRegion | undefined;
  /** For how long S3 itself refuses to delete a version of a state. @default - the bucket's policy alone does */
  readonly objectLock?: ObjectLock | undefined;
}

export interface ObjectLock {
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE';
  /** 1 to 365: what is older may be one of the versions that the bucket forgets. */
  readonly days: number;
}
