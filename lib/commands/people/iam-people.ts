import type { SignIns } from '../../aws/sign-ins';
import { EXIT, Failure } from '../../domain/failure';
import { PEOPLE_PATH } from '../../domain/names';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import type { People, Person } from '../../domain/people';
import { refuseWithoutOperators } from '../../estate/operators-needed';
import { knownPeople } from './known-people';

/** People who sign in as IAM users of the Ops account. */
export interface IamPeople {
  readonly people: People;
  readonly users: readonly Person[];
}

/**
 * The people of `org.yaml`, for the commands that look after their sign-ins.
 *
 * @throws Failure `NoPeople`, `NoIamUsers`, `NoOperators` where there are none, or nobody may see to them.
 */
export function iamPeople(config: OrgConfig): IamPeople {
  const people = knownPeople(config);
  if (people.signIn.source !== 'iamUsers') {
    throw new Failure(
      'NoIamUsers',
      'people of org.yaml sign in at IAM Identity Center, which invites people, shuts them out and knows their MFA',
      EXIT.unusable,
    );
  }
  refuseWithoutOperators(config);
  return { people, users: people.signIn.users };
}

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
