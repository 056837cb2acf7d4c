import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import type { AccountId } from '../domain/ids';
import { CLOSED_POLICY } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { AccessKeys } from './access-keys';
import { IamAccessKeys } from './access-keys';
import type { AccessRoles } from './access-roles';
import { IamAccessRoles } from './access-roles';
import { assumedRole } from './assumed-role';
import { type ClientSettings, clientSettings } from './client-settings';
import type { SignIns } from './sign-ins';
import { IamSignIns } from './sign-ins';

/** The accounts of people, as the people operator role or the auditor role sees them. */
export interface PeopleAccess {
  /** The Ops account. */
  ops(): Promise<OpsAccess>;
  /** The access roles of a product account. */
  accessRoles(account: AccountId): Promise<AccessRoles>;
}

export interface OpsAccess {
  readonly signIns: SignIns;
  readonly keys: AccessKeys;
}

/** Becomes the role of that name in each account, with the credentials that the SDK finds, which should be an operator's. */
export function peopleAccess(
  config: OrgConfig,
  role: string,
  settings: ClientSettings = clientSettings(config.homeRegion),
): PeopleAccess {
  const names = namesOf(config);
  const sts = new STSClient(settings);
  const iamOf = async (account: AccountId) => {
    const credentials = await assumedRole(sts, names.roleArn(account, role));
    return new IAMClient({ ...settings, credentials });
  };
  return {
    ops: async () => {
      const client = await iamOf(config.accounts.ops);
      return { signIns: new IamSignIns(client), keys: new IamAccessKeys(client) };
    },
    accessRoles: async (account) => new IamAccessRoles(await iamOf(account), names.policyArn(account, CLOSED_POLICY)),
  };
}
