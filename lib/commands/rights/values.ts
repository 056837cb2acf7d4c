import type { AccountId } from '../../domain/ids';
import { ALARM_BUS, ALARM_TOPIC, CANARY, IAM_PATH } from '../../domain/names';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import { oidcIssuersOf } from '../../domain/workspaces';
import type { StatementJson } from '../../iam/policy-document';
import { loadPartOfPolicy, type ReviewedPolicy } from '../../policies/load-policy';
import type { PlaceholderValues } from '../../policies/render-policy';
import { bucketsOf } from '../doctor/bucket-checks';

/**
 * A document of `policies/commands` for the principals of an account, with the statements that are wanted; undefined where none is.
 *
 * @param name - without the folder and `.permissions`
 */
export function commandPolicy(
  name: string,
  config: OrgConfig,
  account: AccountId,
  isWanted: (sid: string) => boolean = () => true,
): ReviewedPolicy | undefined {
  const wanted = ({ Sid }: StatementJson) => isWanted(Sid);
  const policy = loadPartOfPolicy(`commands/${name}.permissions`, valuesFor(config, account), wanted);
  return policy.document.Statement.length === 0 ? undefined : policy;
}

/** What stands for the placeholders, for principals of an account. */
function valuesFor(config: OrgConfig, account: AccountId): PlaceholderValues {
  const { organization, homeRegion, accounts, people } = config;
  const names = namesOf(config);
  const { partition } = names;
  const ofOrganization = `arn:${partition}:organizations::${organization.managementAccount}:`;
  const root = `${ofOrganization}root/${organization.id}/${organization.rootId}`;
  return {
    partition,
    account,
    region: homeRegion,
    path: IAM_PATH,
    organization: organization.id,
    managementAccount: organization.managementAccount,
    ops: accounts.ops,
    root,
    parents: [root, `${ofOrganization}ou/${organization.id}/ou-*`],
    memberAccounts: `${ofOrganization}account/${organization.id}/*`,
    controlPolicies: [`${ofOrganization}policy/${organization.id}/*`, `arn:${partition}:organizations::aws:policy/*`],
    buckets: bucketsOf(config).map((name) => names.bucketArn(name)),
    oidcProviders: oidcIssuersOf(config).map(({ issuer }) => names.oidcProviderArn(issuer)),
    trail: names.audit.trailArn(account),
    bus: `arn:${partition}:events:${homeRegion}:${account}:event-bus/${ALARM_BUS}`,
    topic: `arn:${partition}:sns:${homeRegion}:${account}:${ALARM_TOPIC}`,
    analyzers: names.audit.analyzersPattern(accounts.terraform),
    forwardingRole: names.forwardingRoleArn(account),
    canaryRole: names.roleArn(account, CANARY),
    instance: people?.signIn.source === 'identityCenter' ? people.signIn.instance : '',
  };
}
