import type { AccountCreation } from '../../../lib/aws/member-accounts';
import type { FakeOrganization } from '../../commands/onboard/fake-organization';
import { FULL_ACCESS } from '../../estate/control-policies/trees';
import { answerTo, type Call, errorTo, type Wire, type WireAnswer } from '../calls';

/** What Organizations answers about the accounts of a fake, and what it does to them; undefined for another call. */
export async function answerAboutOrganization(
  call: Call,
  organization: FakeOrganization,
): Promise<WireAnswer | undefined> {
  const { operation, parameters: given } = call;
  const { management: accounts, tree } = organization.access();
  if (accounts === undefined) throw new Error('the fake has no management account');
  const parent = given.ParentId;
  switch (operation) {
    case 'organizations:ListAccounts':
      return answerTo(call, { Accounts: (await accounts.all()).map(accountOf) });
    case 'organizations:ListAccountsForParent':
      return answerTo(call, {
        Accounts: (await tree()).accounts.filter((one) => one.parent === parent).map(accountOf),
      });
    case 'organizations:ListOrganizationalUnitsForParent': {
      const units = (await tree()).units.filter((one) => one.parent === parent);
      return answerTo(call, { OrganizationalUnits: units.map(({ id, name }) => ({ Id: id, Name: name })) });
    }
    case 'organizations:ListParents':
      return answerTo(call, { Parents: [{ Id: await accounts.parentOf(given.ChildId ?? '') }] });
    case 'organizations:MoveAccount':
      return await moved(call, organization);
    case 'organizations:CreateAccount': {
      const request = await accounts.create(given.AccountName ?? '', given.Email ?? '');
      return answerTo(call, { CreateAccountStatus: { Id: request, State: 'IN_PROGRESS' } });
    }
    case 'organizations:DescribeCreateAccountStatus': {
      const creation = await accounts.creation(given.CreateAccountRequestId ?? '');
      return answerTo(call, { CreateAccountStatus: creationOf(creation) });
    }
    case 'organizations:ListCreateAccountStatus':
      return answerTo(call, { CreateAccountStatuses: (await accounts.creations()).map(creationOf) });
    case 'organizations:ListAWSServiceAccessForOrganization':
      return answerTo(call, { EnabledServicePrincipals: [] });
    case 'organizations:ListDelegatedAdministrators':
      return answerTo(call, { DelegatedAdministrators: [{ Id: organization.config.accounts.ops }] });
    case 'organizations:ListPolicies':
    case 'organizations:ListPoliciesForTarget': {
      const policies = given.Filter === 'SERVICE_CONTROL_POLICY' ? [FULL_ACCESS] : [];
      return answerTo(call, { Policies: policies.map(({ id, name }) => ({ Id: id, Name: name })) });
    }
    case 'organizations:ListTargetsForPolicy': {
      // AWS attaches its own policy to whatever comes.
      const { root, units, accounts: all } = await tree();
      return answerTo(call, { Targets: [{ id: root }, ...units, ...all].map(({ id }) => ({ TargetId: id })) });
    }
    default:
      return undefined;
  }
}

/** @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html */
async function moved(call: Call, organization: FakeOrganization): Promise<WireAnswer> {
  const { AccountId: id = '', SourceParentId: from = '', DestinationParentId: to = '' } = call.parameters;
  const parent = organization.parentOf(id);
  if (parent === to) return errorTo(call, 400, 'DuplicateAccountException', 'it is in the destination');
  if (parent !== from) return errorTo(call, 400, 'SourceParentNotFoundException', 'it is not in the source');
  await organization.access().management?.move(id, from, to);
  return answerTo(call, {});
}

function accountOf({ id, name, email = '', state }: ListedAccount): Wire {
  return { Id: id, Name: name, Email: email, State: state };
}

interface ListedAccount {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly state: string;
}

function creationOf({ request, name, state, account, reason }: AccountCreation): Wire {
  return {
    Id: request,
    AccountName: name,
    State: state,
    ...(account !== undefined && { AccountId: account }),
    ...(reason !== undefined && { FailureReason: reason }),
  };
}
