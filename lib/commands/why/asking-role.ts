import type { Access } from '../../domain/ci-identity';
import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { allWorkspaces } from '../../domain/workspaces';
import { named } from '../../estate/named';
import { describedAccounts } from '../../policies/described-accounts';
import type { RoleDescription } from '../../policies/role-description';

/** A role of orgstrap, and the account that it is in. */
export interface AskingRole {
  readonly account: string;
  /** Its workspace, or what it is. */
  readonly accountName: string;
  readonly name: string;
  readonly role: RoleDescription;
}

/**
 * What Terraform works as in a workspace.
 *
 * @param workspace - @default - the first one of `org.yaml`
 * @throws Failure `NoWorkspace`, `UnknownWorkspace`
 */
export function roleOfWorkspace(config: OrgConfig, workspace: string | undefined, access: Access): AskingRole {
  const all = allWorkspaces(config);
  const [first] = all;
  if (first === undefined) {
    throw new Failure('NoWorkspace', 'org.yaml has no account in which Terraform works', EXIT.unusable);
  }
  const { account, roles } = workspace === undefined ? first : named('workspace', all, workspace, 'of org.yaml');
  return roleWith(config, account, roles[access].replace(/^.*\//, ''));
}

/**
 * Who called, by the ARN of a session or of a role.
 *
 * @throws Failure `UnknownCaller` for who is no role of orgstrap.
 */
export function roleOfCaller(config: OrgConfig, caller: string): AskingRole {
  const [, account = '', name = ''] =
    /^arn:[^:]+:(?:sts::(?=\d{12}:assumed-role)|iam::(?=\d{12}:role))(\d{12}):(?:assumed-role\/|role\/(?:.*\/)?)([^/]+)/.exec(
      caller,
    ) ?? [];
  return roleWith(config, account, name, caller);
}

function roleWith(config: OrgConfig, account: string, name: string, caller = name): AskingRole {
  const of = describedAccounts(config).filter(({ id }) => id === account);
  for (const { name: accountName, roles } of of) {
    const role = roles.find((one) => one.name === name);
    if (role !== undefined) return { account, accountName, name, role };
  }
  throw new Failure(
    'UnknownCaller',
    `${caller} is no role that orgstrap makes for this org.yaml: what it may do is not decided here; give the org.yaml that has its account, or look at its own policies`,
    EXIT.unusable,
  );
}
