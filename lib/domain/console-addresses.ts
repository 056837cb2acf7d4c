import type { AccountId } from './ids';
import { accessRoleName, IAM_PATH, permissionSetName } from './names';
import type { ReachableRole } from './reachable-role';
import type { Partition } from './region';

/** How many characters of a display name the form of the console takes. */
const LONGEST_DISPLAY_NAME = 64;

/** How the console shows that somebody has switched. */
export interface SwitchRoleLabel {
  /** Cut where it is too long for the console. */
  readonly displayName: string;
  /** Six hexadecimal digits. The console leaves the choice to the person where the colour is none of its own. */
  readonly colour: string;
}

/**
 * Where somebody who is signed in switches into an access role: a form that is filled in, and waits for a click.
 *
 * The console takes a path and a name of 64 characters together; the longest of ours have 49.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html
 */
export function switchRoleAddress(
  partition: Partition,
  { account, role }: ReachableRole,
  look: SwitchRoleLabel,
): string {
  const fields = [
    `account=${account}`,
    `roleName=${IAM_PATH.slice(1)}${accessRoleName(role)}`,
    `displayName=${encodeURIComponent(look.displayName.slice(0, LONGEST_DISPLAY_NAME))}`,
    `color=${look.colour}`,
  ];
  return `https://${SIGN_IN_HOSTS[partition]}/switchrole?${fields.join('&')}`;
}

/**
 * Where somebody enters an account through the access portal of IAM Identity Center, which signs them in where it must.
 *
 * @param portal - the portal's address, such as `https://d-1234567890.awsapps.com/start`
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/createshortcutlink.html
 */
export function portalAddress(portal: string, { account, role }: ReachableRole): string {
  return `${portal.replace(/\/+$/, '')}/#/console?account_id=${account}&role_name=${permissionSetName(role)}`;
}

/** Where each partition signs people in to its console. */
const SIGN_IN_HOSTS: Readonly<Record<Partition, string>> = {
  aws: 'signin.aws.amazon.com',
  'aws-us-gov': 'signin.amazonaws-us-gov.com',
  'aws-cn': 'signin.amazonaws.cn',
};

/**
 * Where IAM users of an account sign in.
 *
 * @see https://docs.aws.amazon.com/signin/latest/userguide/sign-in-urls-defined.html
 */
export function signInAddress(partition: Partition, account: AccountId): string {
  return `https://${account}.${SIGN_IN_HOSTS[partition]}/console`;
}
