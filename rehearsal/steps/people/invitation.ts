import type { Person } from '../../../lib/domain/people';
import { orgstrapAsOperator } from '../../orgstrap';
import { NotProved } from '../../report/ledger';
import type { Stage, Written } from '../../stage';

/** Somebody with a password that is good for one sign-in. */
export interface Invited {
  readonly person: Person;
  readonly password: string;
}

/** Invites people with the real `orgstrap people invite`, as the operator that `org.yaml` names. */
export async function invite(
  stage: Stage,
  written: Written,
  people: readonly Person[],
): Promise<readonly Invited[] | undefined> {
  const names = people.map(({ name }) => name).join(' and ');
  const outcome: { invited?: readonly Invited[] } = {};
  await stage.ledger.prove(`an operator invites ${names} with orgstrap people invite`, async () => {
    outcome.invited = await Promise.all(people.map((person) => invitePerson(stage, written, person)));
    return 'a first password for each, shown once';
  });
  return outcome.invited;
}

async function invitePerson(stage: Stage, written: Written, person: Person): Promise<Invited> {
  const output = await orgstrapAsOperator(stage, written, ['people', 'invite', person.name, '--json']);
  const { password }: { readonly password?: unknown } = JSON.parse(output);
  if (typeof password !== 'string') throw new NotProved(`there is no password for ${person.name}`);
  return { person, password };
}
