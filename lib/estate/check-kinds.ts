import type { Severity } from '../domain/template-finding';

/** What is said of all checks of a kind. */
interface KindOfCheck {
  /** What they ask, as docs/commands.md has it. */
  readonly asks: string;
  /** How bad it is where the answer is no. */
  readonly severity: Severity;
}

/**
 * Every kind of check of `verify` and `doctor`, by its id. Reports, baselines and dashboards go by the ids: one is never changed, and
 * never used for something else. An error lets somebody in, shuts somebody out or breaks a deployment; a warning does neither today.
 */
export const CHECK_KINDS = {
  'auditor-role': { asks: 'whether the account can be entered as its auditor role', severity: 'error' },
  role: { asks: 'whether a role is there, and as it should be', severity: 'error' },
  'role-boundary': { asks: 'whether a role wears its permissions boundary', severity: 'error' },
  'role-trust': { asks: 'whether a role trusts those whom it should, and nobody else', severity: 'error' },
  'role-permissions': { asks: 'whether a role may do what it should, and nothing else', severity: 'error' },
  policy: { asks: 'whether a managed policy is there that people or commands need', severity: 'error' },
  group: { asks: 'whether a group of IAM users says what it should', severity: 'error' },
  user: { asks: 'whether a user is there, in its groups, with its boundary and nothing of its own', severity: 'error' },
  'unknown-users': {
    asks: 'whether there are users on the path of orgstrap beside those of org.yaml',
    severity: 'error',
  },
  boundary: { asks: 'whether a permissions boundary denies what it should', severity: 'error' },
  bucket: { asks: 'whether a bucket is set up as it should be, and open to nobody else', severity: 'error' },
  key: { asks: 'whether a KMS key is enabled, rotates, and lets nobody else use it', severity: 'error' },
  'alarm-bus': { asks: 'whether the bus of the alarms takes the events that it should', severity: 'error' },
  'default-bus': {
    asks: 'whether the bus of the forwarding rules has a key, with which its owner can silence them',
    severity: 'warning',
  },
  'alarm-topic': { asks: 'whether the topic of the alarms is closed to others, and encrypted', severity: 'error' },
  'alarm-subscription': { asks: 'whether the subscription of an address is confirmed', severity: 'warning' },
  'alarm-rule': { asks: 'whether a rule of the alarms matches and sends what it should', severity: 'error' },
  'alarm-schedule': {
    asks: 'whether the schedule sends each hour what shows that alarms would arrive',
    severity: 'error',
  },
  'silence-alarm': { asks: 'whether the alarm is there that misses an account which falls silent', severity: 'error' },
  'stack-sets-roles': {
    asks: 'whether the roles that pass for those of StackSets trust StackSets alone',
    severity: 'error',
  },
  'exempted-role': {
    asks: 'whether every other role with a name that guardrails let through is one that orgstrap makes',
    severity: 'error',
  },
  guardrail: {
    asks: 'whether a control policy of the guardrails says what it should, where it should',
    severity: 'error',
  },
  'unlisted-accounts': {
    asks: 'whether accounts below the OUs of environments that org.yaml does not list can be seen',
    severity: 'error',
  },
  'closed-door': { asks: 'whether the session of an auditor is refused another role', severity: 'error' },
  trail: { asks: 'whether a trail records the management events of every Region', severity: 'error' },
  'root-user-mfa': { asks: 'whether the root user has MFA, or no password', severity: 'error' },
  'root-user-keys': { asks: 'whether the root user has no keys and no signing certificates', severity: 'error' },

  'deployment-account': { asks: 'whether the credentials are of the account that deploys', severity: 'error' },
  'organization-id': { asks: 'whether the organization is that of org.yaml', severity: 'error' },
  'management-account': { asks: 'whether the management account is that of org.yaml', severity: 'error' },
  'feature-set': { asks: 'whether the organization has all features', severity: 'error' },
  'root-id': { asks: 'whether the root of the organization is that of org.yaml', severity: 'error' },
  'policy-type': { asks: 'whether a type of control policies that the guardrails need is enabled', severity: 'error' },
  'organizational-unit': { asks: 'whether the OUs of org.yaml are there', severity: 'error' },
  'environments-apart': { asks: 'whether no account is below OUs of two environments', severity: 'error' },
  'own-account': { asks: 'whether the Ops, Terraform and platform accounts are in no environment', severity: 'error' },
  'product-account': {
    asks: 'whether the accounts of org.yaml are active and in their environments',
    severity: 'error',
  },
  'account-without-workspace': {
    asks: 'whether every account below the OUs of an environment is in org.yaml',
    severity: 'warning',
  },
  'trusted-access': { asks: 'whether StackSets may work in the organization', severity: 'error' },
  'stack-set-administrator': {
    asks: 'whether those administer StackSets who should, and nobody else',
    severity: 'error',
  },
  'identity-center-administrator': {
    asks: 'whether the account administers Identity Center that should',
    severity: 'error',
  },
  'account-settings': { asks: 'what policies of Organizations set in all accounts', severity: 'warning' },
  'identity-center-reach': {
    asks: 'whether nobody but deployers and the management account lets people in through Identity Center',
    severity: 'warning',
  },
  'stack-set-order': { asks: 'whether the order of StackSets is kept in an account that enters', severity: 'warning' },
  'control-policy': { asks: 'whether no control policy stops what orgstrap does', severity: 'error' },
  'stack-instances': { asks: 'whether every StackSet has arrived where it should', severity: 'error' },
  'quota-stack-sets': { asks: 'whether there is room for the StackSets', severity: 'error' },
  'quota-policies-of-role': { asks: 'whether a role takes all its policies', severity: 'error' },
  'quota-oidc-providers': { asks: 'whether there is room for the OIDC providers', severity: 'error' },
  'quota-control-policies': { asks: 'whether the root takes the guardrails', severity: 'error' },
  'taken-name': { asks: 'whether names are free in an account, or made by orgstrap', severity: 'error' },
  'taken-bucket': { asks: 'whether the names of buckets are free, or buckets of orgstrap', severity: 'error' },
  'root-access': { asks: 'whether root access is centralized', severity: 'warning' },
  'security-contact': { asks: 'whether accounts have a security contact', severity: 'warning' },
  'password-policy': { asks: 'whether the passwords of people are long enough', severity: 'warning' },
} as const satisfies Readonly<Record<string, KindOfCheck>>;

export type CheckKind = keyof typeof CHECK_KINDS;
