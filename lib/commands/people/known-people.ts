import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import type { People, PeopleGroup, Person } from '../../domain/people';
import { named } from '../../estate/named';

/**
 * The people of an organization, for commands that can do nothing without them.
 *
 * @throws Failure `NoPeople` where `org.yaml` has none.
 */
export function knownPeople({ people }: OrgConfig): People {
  if (people !== undefined) return people;
  throw new Failure('NoPeople', 'org.yaml has no people; list groups and users under people', EXIT.unusable);
}

/**
 * The group of a name, or all of them.
 *
 * @throws Failure `UnknownGroup`
 */
export function chosenGroups({ groups }: People, name: string | undefined): readonly PeopleGroup[] {
  return name === undefined ? groups : [named('group', groups, name)];
}

/**
 * The person who has a name as an IAM user of Ops.
 *
 * @throws Failure `PeopleOfIdentityCenter`, `UnknownPerson`
 */
export function namedPerson({ signIn }: People, name: string): Person {
  if (signIn.source === 'identityCenter') {
    throw new Failure(
      'PeopleOfIdentityCenter',
      'people come from IAM Identity Center and not from org.yaml; `aws configure sso` writes their profiles',
      EXIT.unusable,
    );
  }
  return named('user', signIn.users, name);
}
