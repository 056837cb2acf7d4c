/** How the live organization is not what `org.yaml` says. */
export type DifferenceKind =
  | 'no such OU'
  | 'OU in another environment'
  | 'OU twice'
  | 'own account in an environment'
  | 'no such account'
  | 'account not active'
  | 'account elsewhere'
  | 'account in another environment'
  | 'account not in org.yaml';

/** One thing in which the live organization is not what `org.yaml` says. */
export interface OrganizationDifference {
  readonly kind: DifferenceKind;
  /** The OU or the account. */
  readonly id: string;
  /** The environment of `org.yaml` that it is about. @default - none: it is about the Ops or the Terraform account, or one of the platform, alone */
  readonly environment?: string;
  /** The names from the root to the OU, or to the one that the account is in. @default - it is nowhere */
  readonly where?: string;
  readonly found: string;
  readonly fix: string;
}

/**
 * A deployment breaks in the middle where an OU is not there, where an account gets what two StackSets deliver under one name, and
 * where the Ops or the Terraform account or one of the platform cannot be reached. The others leave accounts out or let some in, which a deployment
 * survives.
 */
export function breaksDeployment({ kind, environment }: OrganizationDifference): boolean {
  return environment === undefined || BREAKING.includes(kind);
}

const BREAKING: readonly DifferenceKind[] = [
  'no such OU',
  'OU in another environment',
  'account in another environment',
  'own account in an environment',
];
