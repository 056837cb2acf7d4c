import { didYouMean } from '../../config/closest-name';
import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import type { People, Person } from '../../domain/people';

/** People who sign in as IAM users of the Ops account. */
export interface IamPeople {
  readonly people: People;
  readonly users: readonly Person[];
}

/**
 * The people of `org.yaml`, for whoever sees to their sign-ins.
 *
 * @throws Failure `NoPeople`, `NoIamUsers`, `NoOperators` where there are none, or nobody may see to them.
 */
export function iamPeople({ people, operators }: OrgConfig): IamPeople {
  if (people === undefined) {
    throw new Failure('NoPeople', 'org.yaml has no people; list their groups and users, and deploy', EXIT.unusable);
  }
  if (people.signIn.source !== 'iamUsers') {
    throw new Failure(
      'NoIamUsers',
      'people of org.yaml sign in at IAM Identity Center, which invites people, shuts them out and knows their MFA',
      EXIT.unusable,
    );
  }
  if (operators === undefined) {
    throw new Failure(
      'NoOperators',
      'org.yaml has no operators, so there is no role that sees to people; list who runs this command and deploy',
      EXIT.unusable,
    );
  }
  return { people, users: people.signIn.users };
}

/** @throws Failure `UnknownPerson` */
export function personNamed(users: readonly Person[], name: string): Person {
  const person = users.find((one) => one.name === name);
  if (person !== undefined) return person;
  throw unknownPerson(users, name);
}

/** @param place - where else nobody of that name is */
export function unknownPerson(users: readonly Person[], name: string, place = ''): Failure {
  const names = users.map((user) => user.name);
  return new Failure(
    'UnknownPerson',
    `there is no user '${name}' in org.yaml${place}, ${didYouMean(name, names)}expected one of ${names.join(', ')}`,
    EXIT.unusable,
  );
}
