import type { AccountId } from '../../domain/ids';
import { ALARM_BUS, ALARM_TOPIC, CANARY, IAM_PATH } from '../../domain/names';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import { bucketsOf, issuersMadeIn } from '../../domain/workspaces';
import type { StatementJson } from '../../iam/policy-document';
import { loadPartOfPolicy, type ReviewedPolicy } from '../load-policy';
import type { PlaceholderValues } from '../render-policy';

/**
 * How far what `org.yaml` names reaches: to what it names now, for who is given a policy by hand; or to whatever it may name after the next
 * edit, for a role of orgstrap, which could otherwise not deploy what is new, nor delete what is gone.
 */
export type Reach = 'now' | 'lasting';

interface Wanted {
  /** @default - all statements */
  readonly isWanted?: (sid: string) => boolean;
  /** @default now */
  readonly reach?: Reach;
}

/**
 * A document of `policies/commands` for the principals of an account, with the statements that are wanted; undefined where none is.
 *
 * @param name - without the folder and `.permissions`
 */
export function commandPolicy(
  name: string,
  config: OrgConfig,
  account: AccountId,
  { isWanted = () => true, reach = 'now' }: Wanted = {},
): ReviewedPolicy | undefined {
  const wanted = ({ Sid }: StatementJson) => isWanted(Sid);
  const values = { ...valuesFor(config, account), ...(reach === 'lasting' && lastingValues(config, account)) };
  const policy = loadPartOfPolicy(`commands/${name}.permissions`, values, wanted);
  return policy.document.Statement.length === 0 ? undefined : policy;
}

/** Of what an edit adds and removes. */
function lastingValues(config: OrgConfig, account: AccountId): PlaceholderValues {
  const names = namesOf(config);
  const buckets = ['state-*', 'access-logs', 'trail'] as const;
  return {
    buckets: buckets.map((kind) => names.bucketArn(names.bucketsPattern(kind, 'everywhere'))),
    keys: keysIn('*', account, names.partition),
    replicationRoles: [names.replicationRoleArn('*')],
    oidcProviders: [names.oidcProviderArn('*', account)],
  };
}

/** What stands for the placeholders, for principals of an account. */
function valuesFor(config: OrgConfig, account: AccountId): PlaceholderValues {
  const { organization, homeRegion, accounts, people, state } = config;
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
    keys: [homeRegion, ...(state?.replica ? [state.replica] : [])].flatMap((one) => keysIn(one, account, partition)),
    replicationRoles: [...config.pipelines, ...config.retiredPipelines].map(({ deployedAs }) =>
      names.replicationRoleArn(deployedAs),
    ),
    oidcProviders: issuersMadeIn(config, account).map(({ issuer }) => names.oidcProviderArn(issuer, account)),
    tables: [`arn:${partition}:dynamodb:*:${account}:table/*`],
    trail: names.audit.trailArn(account),
    bus: `arn:${partition}:events:${homeRegion}:${account}:event-bus/${ALARM_BUS}`,
    topic: `arn:${partition}:sns:${homeRegion}:${account}:${ALARM_TOPIC}`,
    analyzers: names.audit.analyzersPattern(accounts.terraform),
    forwardingRole: names.forwardingRoleArn(account),
    canaryRole: names.roleArn(account, CANARY),
    instance: people?.signIn.source === 'identityCenter' ? people.signIn.instance : '',
  };
}

/** The keys of an account in a Region, or with `*` in all, and the aliases of orgstrap's. */
function keysIn(region: string, account: AccountId, partition: string): readonly string[] {
  return ['key/*', 'alias/orgstrap-*'].map((key) => `arn:${partition}:kms:${region}:${account}:${key}`);
}
