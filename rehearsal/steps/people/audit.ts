import { orgstrapAsOperator } from '../../orgstrap';
import { NotProved } from '../../report/ledger';
import type { Stage, Written } from '../../stage';

/** As much of `orgstrap people audit --json` as this looks at. */
interface Audit {
  readonly people: readonly { readonly name: string; readonly hasMfa: boolean; readonly keys: readonly unknown[] }[];
  readonly closedRoles: readonly unknown[];
  readonly notSeen: readonly unknown[];
}

/** Looks at people with the real `orgstrap people audit`, which sees everything in all accounts and changes nothing. */
export async function auditPeople(stage: Stage, written: Written, names: readonly string[]): Promise<void> {
  await stage.ledger.prove(
    `orgstrap people audit sees the MFA and the access key of ${names.join(' and ')}`,
    async () => {
      const output = await orgstrapAsOperator(stage, written, ['people', 'audit', '--json'], [0, 1]);
      const { people, closedRoles, notSeen }: Audit = JSON.parse(output);
      const seen = people.filter(({ name, hasMfa, keys }) => names.includes(name) && hasMfa && keys.length === 1);
      if (seen.length !== names.length || closedRoles.length > 0 || notSeen.length > 0) throw new NotProved(output);
      return 'and that no access role is closed, in any account';
    },
  );
}
