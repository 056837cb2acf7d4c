import type { JsonObject } from '../iam/json';
import { Malformed } from '../requests/refusals';
import type { JsonTable, RequestPlace, RequiredPermission } from './table';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsaccountmanagement.html */
export const ACCOUNT: JsonTable = {
  GetAlternateContact: onAccount('GetAlternateContact'),
  PutAlternateContact: onAccount('PutAlternateContact'),
};

/** Without the id of an account it is about the caller's own; a member account is known by its organization, which the management account owns. */
function onAccount(operation: string): (input: JsonObject, here: RequestPlace) => readonly RequiredPermission[] {
  return ({ AccountId: id, AlternateContactType: type }, { account, snapshot }) => {
    if (id !== undefined && !(typeof id === 'string' && /^\d{12}$/.test(id))) {
      throw new Malformed(`${JSON.stringify(id)} is not the id of an account`);
    }
    const { managementAccount, id: organization } = snapshot.organization;
    const resource =
      id === undefined
        ? `arn:${snapshot.partition}:account::${account}:account`
        : `arn:${snapshot.partition}:account::${managementAccount}:account/${organization}/${id}`;
    const context = typeof type === 'string' ? { 'account:AlternateContactTypes': [type] } : {};
    return [{ action: `account:${operation}`, resource, target: { account }, context }];
  };
}
