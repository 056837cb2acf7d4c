import type { Severity } from '../domain/template-finding';

/** What is said of all checks of a kind. */
interface KindOfCheck {
  /** What they ask, as docs/commands.md has it. */
  readonly asks: string;
  /** How bad it is where the answer is no. */
  readonly severity: Severity;
  /** The commands that look. */
  readonly by: 'verify' | 'doctor' | 'verify and doctor';
  /** What to do where the answer is no. The finding itself has the command, where there is one. */
  readonly mend: string;
}

/** CloudFormation changes nothing that its template does not change. */
const AS_DEPLOYED =
  'deploy where orgstrap plan shows a change; where it shows none, somebody changed it beside CloudFormation: run the command of the finding';

/**
 * Every kind of check of `verify` and `doctor`, by its id. Reports, baselines and dashboards go by the ids: one is never changed, and
 * never used for something else. An error lets somebody in, shuts somebody out or breaks a deployment; a warning does neither today.
 */
export const CHECK_KINDS = {
  'auditor-role': {
    asks: 'whether the account can be entered as its auditor role',
    severity: 'error',
    by: 'verify',
    mend: 'deploy where orgstrap plan shows a change; the role trusts operators alone, from the account that org.yaml names',
  },
  role: {
    asks: 'whether a role is there, and as it should be',
    severity: 'error',
    by: 'verify',
    mend: AS_DEPLOYED,
  },
  'role-boundary': {
    asks: 'whether a role wears its permissions boundary',
    severity: 'error',
    by: 'verify',
    mend: AS_DEPLOYED,
  },
  'role-trust': {
    asks: 'whether a role trusts those whom it should, and nobody else',
    severity: 'error',
    by: 'verify',
    mend: `find out who changed it: CloudTrail keeps it for 90 days; ${AS_DEPLOYED}`,
  },
  'role-permissions': {
    asks: 'whether a role may do what it should, and nothing else',
    severity: 'error',
    by: 'verify',
    mend: `find out who changed it: CloudTrail keeps it for 90 days; ${AS_DEPLOYED}`,
  },
  policy: {
    asks: 'whether a managed policy is there that people or commands need',
    severity: 'error',
    by: 'verify',
    mend: AS_DEPLOYED,
  },
  group: {
    asks: 'whether a group of IAM users says what it should',
    severity: 'error',
    by: 'verify',
    mend: AS_DEPLOYED,
  },
  user: {
    asks: 'whether a user is there, in its groups, with its boundary and nothing of its own',
    severity: 'error',
    by: 'verify',
    mend: `${AS_DEPLOYED}; orgstrap people revoke where somebody must be out at once`,
  },
  'unknown-users': {
    asks: 'whether there are users on the path of orgstrap beside those of org.yaml',
    severity: 'error',
    by: 'verify',
    mend: 'deploy where orgstrap plan shows that they go; else find out who made them, and delete them',
  },
  boundary: {
    asks: 'whether a permissions boundary denies what it should',
    severity: 'error',
    by: 'verify',
    mend: AS_DEPLOYED,
  },
  bucket: {
    asks: 'whether a bucket is set up as it should be, and open to nobody else',
    severity: 'error',
    by: 'verify',
    mend: AS_DEPLOYED,
  },
  key: {
    asks: 'whether a KMS key is enabled, rotates, and lets nobody else use it',
    severity: 'error',
    by: 'verify',
    mend: `${AS_DEPLOYED}; a key that is to be deleted is kept by kms cancel-key-deletion`,
  },
  'alarm-bus': {
    asks: 'whether the bus of the alarms takes the events that it should',
    severity: 'error',
    by: 'verify',
    mend: AS_DEPLOYED,
  },
  'default-bus': {
    asks: 'whether the bus of the forwarding rules has a key, with which its owner can silence them',
    severity: 'warning',
    by: 'verify',
    mend: 'where nobody knows why it has one, take it off with the command of the finding',
  },
  'alarm-topic': {
    asks: 'whether the topic of the alarms is closed to others, and encrypted',
    severity: 'error',
    by: 'verify',
    mend: AS_DEPLOYED,
  },
  'alarm-subscription': {
    asks: 'whether the subscription of an address is confirmed',
    severity: 'warning',
    by: 'verify',
    mend: 'confirm it with the link of the message that AWS sent, or subscribe again',
  },
  'alarm-rule': {
    asks: 'whether a rule of the alarms matches and sends what it should',
    severity: 'error',
    by: 'verify',
    mend: AS_DEPLOYED,
  },
  'stack-sets-roles': {
    asks: 'whether the roles that pass for those of StackSets trust StackSets alone',
    severity: 'error',
    by: 'verify and doctor',
    mend: 'find out in CloudTrail who made it; unless StackSets did, delete it: it passes the guardrails',
  },
  'exempted-role': {
    asks: 'whether every other role with a name that guardrails let through is one that orgstrap makes',
    severity: 'error',
    by: 'verify and doctor',
    mend: 'find out in CloudTrail who made it; unless orgstrap did, delete it: it passes the guardrails',
  },
  guardrail: {
    asks: 'whether a control policy of the guardrails says what it should, where it should',
    severity: 'error',
    by: 'verify',
    mend: 'deploy them again: orgstrap deploy --guardrails; where it shows no change, run the command of the finding',
  },
  'unlisted-accounts': {
    asks: 'whether accounts below the OUs of environments that org.yaml does not list can be seen',
    severity: 'error',
    by: 'verify',
    mend: 'add the account to org.yaml (npx orgstrap init --write), or move it out of the OU',
  },
  'closed-door': {
    asks: 'whether the session of an auditor is refused another role',
    severity: 'error',
    by: 'verify',
    mend: 'find out which role let the auditor in, and take that trust away',
  },
  trail: {
    asks: 'whether a trail records the management events of every Region',
    severity: 'error',
    by: 'verify',
    mend: AS_DEPLOYED,
  },
  'root-user-mfa': {
    asks: 'whether the root user has MFA, or no password',
    severity: 'error',
    by: 'verify and doctor',
    mend: 'register MFA for the root user, or delete its password by centralized root access',
  },
  'root-user-keys': {
    asks: 'whether the root user has no keys and no signing certificates',
    severity: 'error',
    by: 'verify and doctor',
    mend: 'delete the keys and certificates of the root user',
  },

  'deployment-account': {
    asks: 'whether the credentials are of the account that deploys',
    severity: 'error',
    by: 'doctor',
    mend: 'use credentials of the account that deployFrom names',
  },
  'organization-id': {
    asks: 'whether the organization is that of org.yaml',
    severity: 'error',
    by: 'doctor',
    mend: 'use credentials of the organization of org.yaml, or correct organization.id',
  },
  'management-account': {
    asks: 'whether the management account is that of org.yaml',
    severity: 'error',
    by: 'doctor',
    mend: 'correct organization.managementAccount',
  },
  'feature-set': {
    asks: 'whether the organization has all features',
    severity: 'error',
    by: 'doctor',
    mend: 'enable all features, from the management account',
  },
  'root-id': {
    asks: 'whether the root of the organization is that of org.yaml',
    severity: 'error',
    by: 'doctor',
    mend: 'correct organization.rootId',
  },
  'policy-type': {
    asks: 'whether a type of control policies that the guardrails need is enabled',
    severity: 'error',
    by: 'doctor',
    mend: 'enable the type: npx orgstrap doctor --fix',
  },
  'organizational-unit': {
    asks: 'whether the OUs of org.yaml are there',
    severity: 'error',
    by: 'doctor',
    mend: 'correct the id of the OU, or remove it from org.yaml',
  },
  'environments-apart': {
    asks: 'whether no account is below OUs of two environments',
    severity: 'error',
    by: 'doctor',
    mend: 'move the account or the OU, so that each is below the OUs of one environment',
  },
  'own-account': {
    asks: 'whether the Ops, Terraform and platform accounts are in no environment',
    severity: 'error',
    by: 'doctor',
    mend: 'move the account out of the OUs of environments',
  },
  'product-account': {
    asks: 'whether the accounts of org.yaml are active and in their environments',
    severity: 'error',
    by: 'doctor',
    mend: 'move the account into the OU of its environment, or correct org.yaml: npx orgstrap init --write',
  },
  'account-without-workspace': {
    asks: 'whether every account below the OUs of an environment is in org.yaml',
    severity: 'warning',
    by: 'doctor',
    mend: 'add the account to org.yaml (npx orgstrap init --write), or move it out of the OU',
  },
  'trusted-access': {
    asks: 'whether StackSets may work in the organization',
    severity: 'error',
    by: 'doctor',
    mend: 'activate it: npx orgstrap doctor --fix',
  },
  'stack-set-administrator': {
    asks: 'whether those administer StackSets who should, and nobody else',
    severity: 'error',
    by: 'doctor',
    mend: 'register the Ops account (npx orgstrap doctor --fix); of others say in guardrails.stackSetAdministrators what becomes of them',
  },
  'identity-center-administrator': {
    asks: 'whether the account administers Identity Center that should',
    severity: 'error',
    by: 'doctor',
    mend: 'register the account that people.identityCenter.account names, or correct that',
  },
  'account-settings': {
    asks: 'what policies of Organizations set in all accounts',
    severity: 'warning',
    by: 'doctor',
    mend: 'list what should be set in guardrails.accountSettings, or write [] where others set it',
  },
  'identity-center-reach': {
    asks: 'whether nobody but deployers and the management account lets people in through Identity Center',
    severity: 'warning',
    by: 'doctor',
    mend: 'take the permission from whoever is named, or make a deployer of them',
  },
  'stack-set-order': {
    asks: 'whether the order of StackSets is kept in an account that enters',
    severity: 'warning',
    by: 'doctor',
    mend: 'leave stackSetDependencies out, unless AWS refuses DependsOn',
  },
  'control-policy': {
    asks: 'whether no control policy stops what orgstrap does',
    severity: 'error',
    by: 'doctor',
    mend: 'except orgstrap in the policy, as the finding shows, or attach it elsewhere',
  },
  'stack-instances': {
    asks: 'whether every StackSet has arrived where it should',
    severity: 'error',
    by: 'doctor',
    mend: 'npx orgstrap doctor --fix where an instance only wants another operation; else mend the reason of AWS, and deploy again',
  },
  'quota-stack-sets': {
    asks: 'whether there is room for the StackSets',
    severity: 'error',
    by: 'doctor',
    mend: 'ask AWS for a higher quota, or delete StackSets that nobody needs',
  },
  'quota-policies-of-role': {
    asks: 'whether a role takes all its policies',
    severity: 'error',
    by: 'doctor',
    mend: 'change org.yaml as the finding says; synth stops there, too',
  },
  'quota-oidc-providers': {
    asks: 'whether there is room for the OIDC providers',
    severity: 'error',
    by: 'doctor',
    mend: 'ask AWS for a higher quota, or delete providers that nobody needs',
  },
  'quota-control-policies': {
    asks: 'whether the root takes the guardrails',
    severity: 'error',
    by: 'doctor',
    mend: 'detach a control policy from the root, or merge two',
  },
  'taken-name': {
    asks: 'whether names are free in an account, or made by orgstrap',
    severity: 'error',
    by: 'doctor',
    mend: 'find out whose it is, and delete it; an OIDC provider of others goes into existingOidcProviders',
  },
  'taken-bucket': {
    asks: 'whether the names of buckets are free, or buckets of orgstrap',
    severity: 'error',
    by: 'doctor',
    mend: 'empty and delete a bucket of yours; where it is of another account, choose another name for the pipeline',
  },
  'root-access': {
    asks: 'whether root access is centralized',
    severity: 'warning',
    by: 'doctor',
    mend: 'centralize root access, as the finding shows',
  },
  'password-policy': {
    asks: 'whether the passwords of people are long enough',
    severity: 'warning',
    by: 'verify and doctor',
    mend: 'set the policy: npx orgstrap doctor --fix',
  },
} as const satisfies Readonly<Record<string, KindOfCheck>>;

export type CheckKind = keyof typeof CHECK_KINDS;
