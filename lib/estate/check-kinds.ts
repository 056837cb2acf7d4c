import type { Severity } from '../domain/template-finding';

/** What is said of all checks of a kind. */
interface KindOfCheck {
  /** What they ask, as docs/reference/findings.md has it. */
  readonly asks: string;
  /** How bad it is where the answer is no. */
  readonly severity: Severity;
  /** The commands that look. */
  readonly by: 'verify' | 'doctor' | 'verify and doctor';
}

/**
 * Every kind of check of `verify` and `doctor`, by its id. Reports, baselines and dashboards go by the ids: one is never changed, and
 * never used for something else. An error lets somebody in, shuts somebody out or breaks a deployment; a warning does neither today.
 */
export const CHECK_KINDS = {
  'auditor-role': { asks: 'whether the account can be entered as its auditor role', severity: 'error', by: 'verify' },
  role: { asks: 'whether a role is there, and as it should be', severity: 'error', by: 'verify' },
  'role-boundary': { asks: 'whether a role wears its permissions boundary', severity: 'error', by: 'verify' },
  'role-trust': {
    asks: 'whether a role trusts those whom it should, and nobody else',
    severity: 'error',
    by: 'verify',
  },
  'role-permissions': {
    asks: 'whether a role may do what it should, and nothing else',
    severity: 'error',
    by: 'verify',
  },
  policy: { asks: 'whether a managed policy is there that people or commands need', severity: 'error', by: 'verify' },
  group: { asks: 'whether a group of IAM users says what it should', severity: 'error', by: 'verify' },
  user: {
    asks: 'whether a user is there, in its groups, with its boundary and nothing of its own',
    severity: 'error',
    by: 'verify',
  },
  'unknown-users': {
    asks: 'whether there are users on the path of orgstrap beside those of org.yaml',
    severity: 'error',
    by: 'verify',
  },
  boundary: { asks: 'whether a permissions boundary denies what it should', severity: 'error', by: 'verify' },
  bucket: {
    asks: 'whether a bucket is set up as it should be, and open to nobody else',
    severity: 'error',
    by: 'verify',
  },
  key: { asks: 'whether a KMS key is enabled, rotates, and lets nobody else use it', severity: 'error', by: 'verify' },
  'alarm-bus': {
    asks: 'whether the bus of the alarms takes the events that it should',
    severity: 'error',
    by: 'verify',
  },
  'default-bus': {
    asks: 'whether the bus of the forwarding rules has a key, with which its owner can silence them',
    severity: 'warning',
    by: 'verify',
  },
  'alarm-topic': {
    asks: 'whether the topic of the alarms is closed to others, and encrypted',
    severity: 'error',
    by: 'verify',
  },
  'alarm-subscription': {
    asks: 'whether the subscription of an address is confirmed',
    severity: 'warning',
    by: 'verify',
  },
  'alarm-rule': {
    asks: 'whether a rule of the alarms matches and sends what it should',
    severity: 'error',
    by: 'verify',
  },
  'alarm-schedule': {
    asks: 'whether the schedule sends each hour what shows that alarms would arrive',
    severity: 'error',
    by: 'verify',
  },
  'silence-alarm': {
    asks: 'whether the alarm is there that misses an account which falls silent',
    severity: 'error',
    by: 'verify',
  },
  'stack-sets-roles': {
    asks: 'whether the roles that pass for those of StackSets trust StackSets alone',
    severity: 'error',
    by: 'verify and doctor',
  },
  'exempted-role': {
    asks: 'whether every other role with a name that guardrails let through is one that orgstrap makes',
    severity: 'error',
    by: 'verify and doctor',
  },
  guardrail: {
    asks: 'whether a control policy of the guardrails says what it should, where it should',
    severity: 'error',
    by: 'verify',
  },
  'unlisted-accounts': {
    asks: 'whether accounts below the OUs of environments that org.yaml does not list can be seen',
    severity: 'error',
    by: 'verify',
  },
  'closed-door': { asks: 'whether the session of an auditor is refused another role', severity: 'error', by: 'verify' },
  trail: { asks: 'whether a trail records the management events of every Region', severity: 'error', by: 'verify' },
  'root-user-mfa': {
    asks: 'whether the root user has MFA, or no password',
    severity: 'error',
    by: 'verify and doctor',
  },
  'root-user-keys': {
    asks: 'whether the root user has no keys and no signing certificates',
    severity: 'error',
    by: 'verify and doctor',
  },

  'deployment-account': {
    asks: 'whether the credentials are of the account that deploys',
    severity: 'error',
    by: 'doctor',
  },
  'organization-id': { asks: 'whether the organization is that of org.yaml', severity: 'error', by: 'doctor' },
  'management-account': { asks: 'whether the management account is that of org.yaml', severity: 'error', by: 'doctor' },
  'feature-set': { asks: 'whether the organization has all features', severity: 'error', by: 'doctor' },
  'root-id': { asks: 'whether the root of the organization is that of org.yaml', severity: 'error', by: 'doctor' },
  'policy-type': {
    asks: 'whether a type of control policies that the guardrails need is enabled',
    severity: 'error',
    by: 'doctor',
  },
  'organizational-unit': { asks: 'whether the OUs of org.yaml are there', severity: 'error', by: 'doctor' },
  'environments-apart': {
    asks: 'whether no account is below OUs of two environments',
    severity: 'error',
    by: 'doctor',
  },
  'own-account': {
    asks: 'whether the Ops, Terraform and platform accounts are in no environment',
    severity: 'error',
    by: 'doctor',
  },
  'product-account': {
    asks: 'whether the accounts of org.yaml are active and in their environments',
    severity: 'error',
    by: 'doctor',
  },
  'account-without-workspace': {
    asks: 'whether every account below the OUs of an environment is in org.yaml',
    severity: 'warning',
    by: 'doctor',
  },
  'trusted-access': { asks: 'whether StackSets may work in the organization', severity: 'error', by: 'doctor' },
  'stack-set-administrator': {
    asks: 'whether those administer StackSets who should, and nobody else',
    severity: 'error',
    by: 'doctor',
  },
  'identity-center-administrator': {
    asks: 'whether the account administers Identity Center that should',
    severity: 'error',
    by: 'doctor',
  },
  'account-settings': { asks: 'what policies of Organizations set in all accounts', severity: 'warning', by: 'doctor' },
  'identity-center-reach': {
    asks: 'whether nobody but deployers and the management account lets people in through Identity Center',
    severity: 'warning',
    by: 'doctor',
  },
  'stack-set-order': {
    asks: 'whether the order of StackSets is kept in an account that enters',
    severity: 'warning',
    by: 'doctor',
  },
  'control-policy': { asks: 'whether no control policy stops what orgstrap does', severity: 'error', by: 'doctor' },
  'stack-instances': { asks: 'whether every StackSet has arrived where it should', severity: 'error', by: 'doctor' },
  'quota-stack-sets': { asks: 'whether there is room for the StackSets', severity: 'error', by: 'doctor' },
  'quota-policies-of-role': { asks: 'whether a role takes all its policies', severity: 'error', by: 'doctor' },
  'quota-oidc-providers': { asks: 'whether there is room for the OIDC providers', severity: 'error', by: 'doctor' },
  'quota-control-policies': { asks: 'whether the root takes the guardrails', severity: 'error', by: 'doctor' },
  'taken-name': { asks: 'whether names are free in an account, or made by orgstrap', severity: 'error', by: 'doctor' },
  'taken-bucket': {
    asks: 'whether the names of buckets are free, or buckets of orgstrap',
    severity: 'error',
    by: 'doctor',
  },
  'root-access': { asks: 'whether root access is centralized', severity: 'warning', by: 'doctor' },
  'security-contact': { asks: 'whether accounts have a security contact', severity: 'warning', by: 'doctor' },
  'password-policy': {
    asks: 'whether the passwords of people are long enough',
    severity: 'warning',
    by: 'verify and doctor',
  },
} as const satisfies Readonly<Record<string, KindOfCheck>>;

export type CheckKind = keyof typeof CHECK_KINDS;
