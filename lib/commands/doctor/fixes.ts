import type { DoctorAccess } from '../../aws/doctor-access';
import type { AccountId } from '../../domain/ids';
import type { LiveCheck } from '../../estate/live-check';
import type { Mending } from '../../estate/mending';
import { LEAST_PASSWORDS } from '../../estate/password-checks';
import type { Diagnosis } from './doctor';

/** The ports that mend. */
export type MendingAccess = Pick<DoctorAccess, 'instances' | 'mending' | 'passwords'>;

/** How something is mended. */
interface HowTo<Kind extends Mending['kind']> {
  /** In the words of AWS's API, with what it is done to. */
  text(mending: MendingOf<Kind>): string;
  run(mending: MendingOf<Kind>, access: MendingAccess): Promise<void>;
}

type MendingOf<Kind extends Mending['kind']> = Extract<Mending, { readonly kind: Kind }>;

/**
 * Everything that `orgstrap doctor --fix` does, in an order that works: nobody administers StackSets before they are trusted, and
 * instances are updated last, with what was mended before.
 */
const HOW_TO: { readonly [Kind in Mending['kind']]: HowTo<Kind> } = {
  'activate trusted access': {
    text: () => 'cloudformation:ActivateOrganizationsAccess, so that StackSets may work in the organization',
    run: (_, { mending }) => mending.activateTrustedAccess(),
  },
  'register administrator': {
    text: ({ administrator, servicePrincipal }) =>
      `organizations:RegisterDelegatedAdministrator of ${administrator} for ${servicePrincipal}`,
    run: ({ administrator, servicePrincipal }, { mending }) =>
      mending.registerAdministrator(administrator, servicePrincipal),
  },
  'enable policy type': {
    text: ({ root, policyType }) => `organizations:EnablePolicyType ${policyType} on ${root}; no policy is attached`,
    run: ({ root, policyType }, { mending }) => mending.enablePolicyType(root, policyType),
  },
  'set password policy': {
    text: ({ account }) =>
      `iam:UpdateAccountPasswordPolicy of ${account}: at least ${LEAST_PASSWORDS.minimumLength} characters, and none of the last ${LEAST_PASSWORDS.remembered} passwords; everything else that it asks for stays`,
    run: (_, { passwords }) => passwords.strengthen(LEAST_PASSWORDS),
  },
  'update instances': {
    text: ({ stackSet, accounts, region }) =>
      `cloudformation:UpdateStackInstances of ${stackSet} in ${accounts.join(', ')}, ${region}`,
    run: (targets, { instances }) => instances.update(targets),
  },
};

const ORDER: readonly string[] = Object.keys(HOW_TO);

/** One thing that `orgstrap doctor --fix` does. */
export interface Fix {
  /** The name of the check that found it. */
  readonly check: string;
  /** Whose credentials it takes. */
  readonly account: AccountId;
  readonly text: string;
  /** @throws Failure what AWS says */
  run(access: MendingAccess): Promise<void>;
}

/** What a diagnosis wants mended, as far as that is on the list. */
export interface Fixes {
  /** With these credentials, in the order in which it is done. */
  readonly here: readonly Fix[];
  /** With credentials of other accounts. */
  readonly elsewhere: readonly Fix[];
}

export function fixesOf({ account, checks }: Diagnosis): Fixes {
  const all = checks
    .flatMap(({ name, mending }: LiveCheck) => (mending === undefined ? [] : [{ name, mending }]))
    .sort((one, other) => ORDER.indexOf(one.mending.kind) - ORDER.indexOf(other.mending.kind))
    .map(({ name, mending }) => fixOf(name, mending));
  return {
    here: all.filter((fix) => fix.account === account),
    elsewhere: all.filter((fix) => fix.account !== account),
  };
}

function fixOf<Kind extends Mending['kind']>(check: string, mending: MendingOf<Kind> & { readonly kind: Kind }): Fix {
  const howTo: HowTo<Kind> = HOW_TO[mending.kind];
  return {
    check,
    account: mending.account,
    text: howTo.text(mending),
    run: (access) => howTo.run(mending, access),
  };
}
