import type { HomeRegion } from './region';

/** The trail, the alarms and the analyzers that watch the Terraform account, and what orgstrap made elsewhere. */
export interface Audit {
  /** `own` makes a trail in every account that is watched; `organization` relies on the one that the organization has. */
  readonly trail: 'own' | 'organization';
  /** For how many days the files of the trails are kept: 90 to 3,653. */
  readonly retentionDays: number;
  /** Present where S3 itself refuses to delete the files of the trails before that. */
  readonly objectLock?: 'GOVERNANCE' | 'COMPLIANCE';
  /** Who gets alarms by e-mail. */
  readonly email: readonly string[];
  /** Present where IAM Access Analyzer also looks for access that nobody has used for so many days, which costs money. */
  readonly unusedAccessDays?: number;
  /** Present where every product account has an analyzer of external access, too. @default - the Terraform account alone has one */
  readonly externalAccess?: 'accounts';
  /** Beside the home Region and those of global services: where else somebody works, or could call. @default - nowhere */
  readonly regions?: readonly HomeRegion[];
}
