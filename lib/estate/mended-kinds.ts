import type { CheckKind } from './check-kinds';

/** CloudFormation changes nothing that its template does not change. */
const AS_DEPLOYED =
  'deploy where orgstrap plan shows a change; where it shows none, somebody changed it beside CloudFormation: run the command of the finding';

/** What to do where the answer of a check is no, by its kind. The finding itself has the command, where there is one. */
export const MENDED_KINDS: Readonly<Record<CheckKind, string>> = {
  'auditor-role':
    'deploy where orgstrap plan shows a change; the role trusts operators alone, from the account that org.yaml names',
  role: AS_DEPLOYED,
  'role-boundary': AS_DEPLOYED,
  'role-trust': `find out who changed it: CloudTrail keeps it for 90 days; ${AS_DEPLOYED}`,
  'role-permissions': `find out who changed it: CloudTrail keeps it for 90 days; ${AS_DEPLOYED}`,
  policy: AS_DEPLOYED,
  group: AS_DEPLOYED,
  user: `${AS_DEPLOYED}; orgstrap people revoke where somebody must be out at once`,
  'unknown-users': 'deploy where orgstrap plan shows that they go; else find out who made them, and delete them',
  boundary: AS_DEPLOYED,
  bucket: AS_DEPLOYED,
  key: `${AS_DEPLOYED}; a key that is to be deleted is kept by kms cancel-key-deletion`,
  'alarm-bus': AS_DEPLOYED,
  'default-bus': 'where nobody knows why it has one, take it off with the command of the finding',
  'alarm-topic': AS_DEPLOYED,
  'alarm-subscription': 'confirm it with the link of the message that AWS sent, or subscribe again',
  'alarm-rule': AS_DEPLOYED,
  'alarm-schedule': AS_DEPLOYED,
  'silence-alarm': AS_DEPLOYED,
  'stack-sets-roles': 'find out in CloudTrail who made it; unless StackSets did, delete it: it passes the guardrails',
  'exempted-role': 'find out in CloudTrail who made it; unless orgstrap did, delete it: it passes the guardrails',
  guardrail:
    'deploy them again: orgstrap deploy --guardrails; where it shows no change, run the command of the finding',
  'unlisted-accounts': 'add the account to org.yaml (npx orgstrap init --write), or move it out of the OU',
  'closed-door': 'find out which role let the auditor in, and take that trust away',
  trail: AS_DEPLOYED,
  'root-user-mfa': 'register MFA for the root user, or delete its password by centralized root access',
  'root-user-keys': 'delete the keys and certificates of the root user',
  'deployment-account': 'use credentials of the account that deployFrom names',
  'organization-id': 'use credentials of the organization of org.yaml, or correct organization.id',
  'management-account': 'correct organization.managementAccount',
  'feature-set': 'enable all features, from the management account',
  'root-id': 'correct organization.rootId',
  'policy-type': 'enable the type: npx orgstrap doctor --fix',
  'organizational-unit': 'correct the id of the OU, or remove it from org.yaml',
  'environments-apart': 'move the account or the OU, so that each is below the OUs of one environment',
  'own-account': 'move the account out of the OUs of environments',
  'product-account': 'move the account into the OU of its environment, or correct org.yaml: npx orgstrap init --write',
  'account-without-workspace': 'add the account to org.yaml (npx orgstrap init --write), or move it out of the OU',
  'trusted-access': 'activate it: npx orgstrap doctor --fix',
  'stack-set-administrator':
    'register the Ops account (npx orgstrap doctor --fix); of others say in guardrails.stackSetAdministrators what becomes of them',
  'identity-center-administrator': 'register the account that people.identityCenter.account names, or correct that',
  'account-settings': 'list what should be set in guardrails.accountSettings, or write [] where others set it',
  'identity-center-reach': 'take the permission from whoever is named, or make a deployer of them',
  'stack-set-order': 'leave stackSetDependencies out, unless AWS refuses DependsOn',
  'control-policy': 'except orgstrap in the policy, as the finding shows, or attach it elsewhere',
  'stack-instances':
    'npx orgstrap doctor --fix where an instance only wants another operation; else mend the reason of AWS, and deploy again',
  'quota-stack-sets': 'ask AWS for a higher quota, or delete StackSets that nobody needs',
  'quota-policies-of-role': 'change org.yaml as the finding says; synth stops there, too',
  'quota-oidc-providers': 'ask AWS for a higher quota, or delete providers that nobody needs',
  'quota-control-policies': 'detach a control policy from the root, or merge two',
  'taken-name': 'find out whose it is, and delete it; an OIDC provider of others goes into existingOidcProviders',
  'taken-bucket':
    'empty and delete a bucket of yours; where it is of another account, choose another name for the pipeline',
  'security-contact': 'name one: aws account put-alternate-contact, for each account that the finding names',
  'root-access': 'centralize root access, as the finding shows',
  'password-policy': 'set the policy: npx orgstrap doctor --fix',
};
