import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import type { People, Person } from '../../domain/people';
import { refuseWithoutOperators } from '../auditors-needed';
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
