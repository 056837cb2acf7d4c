import type { AlternateContacts } from '../../aws/alternate-contacts';
import { Failure } from '../../domain/failure';
import type { AccountId } from '../../domain/ids';
import type { OrgConfig } from '../../domain/org-config';
import { partitionOf } from '../../domain/region';
import { type CheckSubject, checksOfAnswer, holds, type LiveCheck } from '../../estate/live-check';

const WHY =
  'AWS writes about keys that leaked and about abuse to the security contact, and else to the root user alone';

const OWN: CheckSubject = { kind: 'security-contact', name: 'security contact of this account', why: WHY };
const MEMBERS: CheckSubject = { kind: 'security-contact', name: 'security contacts of other accounts', why: WHY };

/** Account Management takes ten of these calls a second: https://docs.aws.amazon.com/accounts/latest/reference/quotas.html */
const MOST_ACCOUNTS = 100;

const PUT = 'aws account put-alternate-contact --alternate-contact-type SECURITY';

/**
 * Whether accounts have a security contact: that of the credentials, and where Account Management tells it, others of `org.yaml`. Nobody must
 * have one, so that what is not set is said and is no finding. One refusal is enough to ask no further.
 */
export async function contactChecks(
  config: OrgConfig,
  caller: AccountId,
  contacts: AlternateContacts,
): Promise<readonly LiveCheck[]> {
  const own = { ...OWN, account: caller };
  const partition = partitionOf(config.homeRegion);
  if (partition !== 'aws') return [holds(own, `Account Management is not asked for it in ${partition}`)];
  const checks = await Promise.all([
    checksOfAnswer(
      [own],
      'let these credentials call account:GetAlternateContact',
      () => contacts.hasSecurityContact(),
      (isSet) => [holds(own, isSet ? 'set' : `none; with credentials of ${caller}: ${PUT} ...`)],
    ),
    checksOfAnswer(
      [MEMBERS],
      'use credentials of the management account or of the delegated administrator of Account Management, with account:GetAlternateContact, after aws organizations enable-aws-service-access --service-principal account.amazonaws.com',
      () => told(othersIn(config, caller), contacts),
      (answers) => [holds(MEMBERS, foundText(config, caller, answers))],
    ),
  ]);
  return checks.flat();
}

interface Answers {
  readonly set: readonly AccountId[];
  readonly unset: readonly AccountId[];
  /** Refused, as Account Management does for an account that left the organization. */
  readonly refused: readonly AccountId[];
  readonly unasked: number;
}

/** @throws Failure where the first account is refused, or AWS does not answer */
async function told([first, ...others]: readonly AccountId[], contacts: AlternateContacts): Promise<Answers> {
  if (first === undefined) return { set: [], unset: [], refused: [], unasked: 0 };
  const answers = new Map<AccountId, boolean | 'refused'>([[first, await contacts.hasSecurityContact(first)]]);
  const asked = others.slice(0, MOST_ACCOUNTS - 1);
  const toldOthers = asked.map(async (account) => {
    answers.set(account, await contacts.hasSecurityContact(account).catch(refusal));
  });
  await Promise.all(toldOthers);
  const having = (wanted: boolean | 'refused') =>
    [first, ...asked].filter((account) => answers.get(account) === wanted);
  return { set: having(true), unset: having(false), refused: having('refused'), unasked: others.length - asked.length };
}

function refusal(error: unknown): 'refused' {
  if (error instanceof Failure && error.code === 'AwsRefused') return 'refused';
  throw error;
}

/** Without the management account, which Account Management tells nobody else of. */
function othersIn({ accounts, environments, organization, platformAccounts }: OrgConfig, caller: AccountId) {
  const all = [
    accounts.terraform,
    accounts.ops,
    ...platformAccounts.map(({ id }) => id),
    ...environments.flatMap((environment) => environment.accounts.map(({ id }) => id)),
  ];
  return [...new Set(all)].filter((account) => account !== caller && account !== organization.managementAccount);
}

function foundText({ organization }: OrgConfig, caller: AccountId, { set, unset, refused, unasked }: Answers): string {
  const parts = [
    ...(unset.length > 0 ? [`none in ${unset.join(', ')}: ${PUT} --account-id ID ...`] : []),
    ...(set.length > 0 ? [`set in ${set.length}`] : []),
    ...(refused.length > 0 ? [`AWS does not tell of ${refused.join(', ')}`] : []),
    ...(unasked > 0 ? [`not asked of ${unasked}`] : []),
    ...(caller === organization.managementAccount
      ? []
      : [`of ${organization.managementAccount} its own credentials tell`]),
  ];
  return parts.length === 0 ? 'there are none' : parts.join('; ');
}
