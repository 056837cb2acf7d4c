/** The trails of CloudTrail that reach one account, as its auditor role sees them. */
export interface AccountTrails {
  /** Those of the home Region, and those of every Region: the account's own, and its organization's. */
  all(): Promise<readonly FoundTrail[]>;
  isLogging(trail: FoundTrail): Promise<boolean>;
  /** Undefined where the trail is the organization's, and CloudTrail does not tell this account. */
  selectors(trail: FoundTrail): Promise<TrailSelectors | undefined>;
}

export interface FoundTrail {
  readonly arn: string;
  /** Where it was made, and where it is changed. */
  readonly homeRegion: string;
  readonly bucket: string;
  readonly isOfEveryRegion: boolean;
  readonly hasGlobalServices: boolean;
  readonly isOfOrganization: boolean;
  /** Whether somebody chose what it records. Without, it records all management events. */
  readonly isSelective: boolean;
}

/** What somebody chose that a trail records. It has the ones or the others; without any, it records all management events. */
export interface TrailSelectors {
  readonly basic: readonly BasicSelector[];
  /** An event is recorded where all conditions of one of them hold. */
  readonly advanced: readonly (readonly SelectorCondition[])[];
}

export interface BasicSelector {
  readonly hasManagementEvents: boolean;
  /** `All`, `ReadOnly` or `WriteOnly`. */
  readonly readWriteType: string;
  /** The services whose management events it leaves out. */
  readonly leftOut: readonly string[];
}

export interface SelectorCondition {
  readonly field: string;
  /** `Equals`, `StartsWith` or `EndsWith`, or one of them after `Not`. */
  readonly operator: string;
  readonly values: readonly string[];
}
