/** The root users of member accounts, as the organization handles them. */
export interface RootAccess {
  /** What of centralized root access is on; undefined where this account is not told. */
  features(): Promise<readonly RootAccessFeature[] | undefined>;
}

/** `RootCredentialsManagement` deletes credentials of root users, `RootSessions` does single tasks as one of them. */
export const ROOT_ACCESS_FEATURES = ['RootCredentialsManagement', 'RootSessions'] as const;
export type RootAccessFeature = (typeof ROOT_ACCESS_FEATURES)[number];
