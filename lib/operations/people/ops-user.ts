import type { SignIns } from '../../aws/sign-ins';
import { Failure } from '../../domain/failure';
import { PEOPLE_PATH } from '../../domain/names';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';

/** A person as a user of the Ops account, whether there is one or not. */
export interface OpsUser {
  readonly name: string;
  /** The ARN of the one virtual device that the user may make. */
  readonly ownDevice: string;
}

export function opsUser(config: OrgConfig, name: string): OpsUser {
  return { name, ownDevice: namesOf(config).mfaDeviceArn(name) };
}

/**
 * Whether the user is there, and a person's. The permissions of operators name the users who are deployed, and AWS does not
 * say whether there are others.
 */
export async function isDeployed({ name }: OpsUser, signIns: SignIns): Promise<boolean> {
  try {
    return (await signIns.find(name))?.path === PEOPLE_PATH;
  } catch (error) {
    if (error instanceof Failure && error.code === 'AwsRefused') return false;
    throw error;
  }
}
