import type { AccountId } from '../../domain/ids';
import { isAccountId } from '../../domain/ids';
import { type OwnAccounts, ownAccountsOf } from '../blocks/accounts';
import { entriesOf, keyOf, type Node, nodeAt, type Text, textOf } from '../node';
import { type FileProblem, problemAt } from '../problem';
import { inUse } from '../retirement';
import type { Rule } from '../schema';

/** Every account has one part to play; only the Terraform account and the Ops account may be the same. */
export const accountUse: Rule = (root) => {
  const own = ownAccountsOf(root);
  return [...managementAsOwn(own), ...usedElsewhere([...productAccounts(root), ...platformAccounts(root)], own)];
};

function managementAsOwn({ terraform, ops, management }: OwnAccounts): FileProblem[] {
  const own = [
    { what: 'Terraform', account: terraform },
    { what: 'Ops', account: ops },
  ];
  return own.flatMap(({ what, account }) => {
    if (account === undefined || account.value !== management?.value) return [];
    const found = `${account.value}, the management account, as the ${what} account`;
    const expected = 'a member account; no policy of the organization can restrain the management account';
    return [problemAt(account, { found, expected, fix: 'create a member account and write its id here' })];
  });
}

interface Use {
  readonly id: Text<AccountId>;
  readonly as: 'a product account' | 'a platform account';
  /** The environment, or `platformAccounts`. */
  readonly environment: string;
}

function platformAccounts(root: Node): readonly Use[] {
  return entriesOf(nodeAt(root, 'platformAccounts')).flatMap((account) => {
    const id = textOf(nodeAt(account, 'account'), isAccountId);
    return id === undefined ? [] : [{ id, as: 'a platform account', environment: 'platformAccounts' }];
  });
}

function productAccounts(root: Node): readonly Use[] {
  return inUse(nodeAt(root, 'environments')).flatMap((environment) =>
    entriesOf(nodeAt(environment, 'accounts')).flatMap((account) => {
      const id = textOf(account, isAccountId);
      return id === undefined ? [] : [{ id, as: 'a product account', environment: keyOf(environment).value }];
    }),
  );
}

function usedElsewhere(uses: readonly Use[], own: OwnAccounts): FileProblem[] {
  const firstUses = new Map<AccountId, Use>();
  return uses.flatMap((use) => {
    const taken = otherPart(use, own);
    if (taken !== undefined) return [taken];
    const first = firstUses.get(use.id.value);
    if (first !== undefined) return [usedTwice(use, first)];
    firstUses.set(use.id.value, use);
    return [];
  });
}

function otherPart({ id, as }: Use, { terraform, ops, management }: OwnAccounts): FileProblem | undefined {
  if (id.value === management?.value) {
    return problemAt(id, {
      found: `${id.value}, the management account, as ${as}`,
      expected: 'a member account; service-managed StackSets never reach the management account',
      fix: 'remove it; for Terraform in the management account see managementAccount in examples/management.yaml',
    });
  }
  if (id.value !== terraform?.value && id.value !== ops?.value) return undefined;
  const what = id.value === terraform?.value ? 'Terraform' : 'Ops';
  return problemAt(id, {
    found: `${id.value}, the ${what} account, as ${as}`,
    expected: 'an account in which nothing of orgstrap itself lives',
    fix: `remove it here, or give the ${what} account an account of its own`,
  });
}

function usedTwice(use: Use, first: Use): FileProblem {
  const again = use.environment === first.environment;
  return problemAt(use.id, {
    found: `${use.id.value}, which is already in ${first.environment} on line ${first.id.position.line}`,
    expected: again ? 'every account once' : `every account in one environment${OR_PLATFORM[use.as]}`,
    fix: again ? 'remove one of the two' : `remove it from ${first.environment} or from ${use.environment}`,
  });
}

const OR_PLATFORM: Readonly<Record<Use['as'], string>> = {
  'a product account': '',
  'a platform account': ', or a platform account',
};
