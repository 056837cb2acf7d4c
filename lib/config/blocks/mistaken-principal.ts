import type { ScalarNode } from '../node';
import { quoted, type Wording } from '../problem';

/** Something that people take for the principal whom IAM trusts. */
interface Mistake {
  readonly pattern: RegExp;
  /** Completes "found ..., ". */
  readonly what: string;
  /** What to write instead. @param name - what the pattern's group found */
  fix(name: string): string;
}

const SSO_PATH = '/aws-reserved/sso.amazonaws.com/';

const roleOfPermissionSet = (name = 'NAME') =>
  `IAM trusts nobody of Identity Center directly: write the ARN of the role that the permission set has in the account, which has its path: aws iam list-roles --path-prefix ${SSO_PATH} --query "Roles[?starts_with(RoleName, 'AWSReservedSSO_${name}_')].Arn"`;

const arnOfRole = (name: string) =>
  `write the ARN of the role, with its path: aws iam get-role --role-name ${name} --query Role.Arn`;

const ROLE_OR_USER =
  'write the ARN of the role or user: aws iam get-role --role-name NAME --query Role.Arn, or aws iam get-user --user-name NAME --query User.Arn';

/** The first that fits is what it is. What IAM names stands before what people call themselves. */
const MISTAKES: readonly Mistake[] = [
  {
    pattern: /^arn:[^:]+:sts::\d*:assumed-role\/AWSReservedSSO_(.+)_[0-9a-f]{16}(?:\/|$)/,
    what: 'a session of somebody who signed in at Identity Center',
    fix: roleOfPermissionSet,
  },
  {
    pattern: /^arn:[^:]+:sts::\d*:assumed-role\/([^/]+)/,
    what: 'a session of a role, as aws sts get-caller-identity shows it',
    fix: (name) =>
      `it is the ARN of a session; write the ARN of its role, with its path: aws iam get-role --role-name ${name} --query Role.Arn`,
  },
  {
    pattern: /^arn:[^:]+:sts::\d*:federated-user\//,
    what: 'a session of GetFederationToken',
    fix: () => 'write the ARN of the user who asked for it: aws iam get-user --user-name NAME --query User.Arn',
  },
  {
    pattern: /^arn:[^:]+:sso:.*:permissionSet\//,
    what: 'a permission set of Identity Center',
    fix: () => roleOfPermissionSet(),
  },
  {
    pattern: /^arn:[^:]+:identitystore:/,
    what: 'a user or group of Identity Center',
    fix: () => roleOfPermissionSet(),
  },
  { pattern: /^arn:[^:]+:sso:/, what: 'Identity Center itself', fix: () => roleOfPermissionSet() },
  {
    pattern: /^(?:[0-9a-f]{10}-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
    what: 'the id of a user or group of Identity Center',
    fix: () => roleOfPermissionSet(),
  },
  {
    pattern: /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/,
    what: 'the name of the role of a permission set, without its account and path',
    fix: roleOfPermissionSet,
  },
  {
    pattern: /^(?:arn:[^:]+:iam::\d+:root|\d{9,12})$/,
    what: 'an account, which is everybody in it',
    fix: () => ROLE_OR_USER,
  },
  {
    pattern: /^arn:[^:]+:iam::\d*:group\//,
    what: 'a group of IAM, whom no policy can name as who is trusted',
    fix: () => 'write the ARNs of its users, or better of a role that they become',
  },
  {
    pattern: /^arn:[^:]+:iam::\d*:instance-profile\//,
    what: 'an instance profile',
    fix: () =>
      'write the ARN of its role: aws iam get-instance-profile --instance-profile-name NAME --query "InstanceProfile.Roles[].Arn"',
  },
  {
    pattern: /^arn:[^:]+:iam::(?:\d*|aws):policy\//,
    what: 'a policy, which is what somebody may do, and nobody',
    fix: () => ROLE_OR_USER,
  },
  {
    pattern: /^arn:[^:]+:iam::\d*:(?:saml-provider|oidc-provider|mfa|server-certificate)\//,
    what: 'what people prove with who they are, and nobody',
    fix: () => 'write the ARN of the role that they become with it: aws iam get-role --role-name NAME --query Role.Arn',
  },
  {
    pattern: /^(?:AROA|AIDA)[A-Z0-9]{12,}(?::|$)/,
    what: 'a unique id of IAM, which is another one after the role or user is made anew',
    fix: () => ROLE_OR_USER,
  },
  {
    pattern: /^(?:AKIA|ASIA)[A-Z0-9]{12,}$/,
    what: 'the id of an access key',
    fix: () =>
      'write the ARN of its user: aws iam get-access-key-last-used --access-key-id ID tells the name, aws iam get-user --user-name NAME the ARN',
  },
  {
    pattern: /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/,
    what: 'a service of AWS',
    fix: () => 'remove it: services run no commands of orgstrap',
  },
  {
    pattern: /^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/,
    what: 'an e-mail address or a user name, which is no ARN',
    fix: () =>
      `write the ARN of the IAM user who is called so: aws iam get-user --user-name NAME --query User.Arn; for somebody of Identity Center, that of the role of the permission set: aws iam list-roles --path-prefix ${SSO_PATH}`,
  },
  {
    pattern: /^(?:role|user)\/[\w+=,.@/-]+$/,
    what: 'the end of an ARN',
    fix: () => ROLE_OR_USER,
  },
  {
    pattern: /^([\w+=,.@-]{1,64})$/,
    what: 'a name, which several accounts may have',
    fix: (name) => `${arnOfRole(name)}; of a user: aws iam get-user --user-name ${name} --query User.Arn`,
  },
];

/** What a value is that names no role and no user, and what to write instead; nothing where it is like nothing that we know. */
export function explainPrincipal({ value }: ScalarNode): Partial<Wording> {
  // Twelve digits without quotes are a number.
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return {};
  for (const { pattern, what, fix } of MISTAKES) {
    const match = pattern.exec(text);
    if (match !== null) {
      return { found: `${typeof value === 'number' ? text : quoted(text)}, ${what}`, fix: fix(match[1] ?? 'NAME') };
    }
  }
  return {};
}

/** An ARN that IAM would take, though no role has it: those of permission sets have a path. */
export function withoutPath(arn: string): Wording | undefined {
  const [, name] = /:role\/AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(arn) ?? [];
  if (name === undefined) return undefined;
  return {
    found: 'the role of a permission set without its path',
    expected: `role${SSO_PATH}, in most Regions that of Identity Center, and then its name`,
    fix: roleOfPermissionSet(name),
  };
}
