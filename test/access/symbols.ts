import { ACCESSES, type Access } from '../../lib/domain/ci-identity';
import type { AccountId } from '../../lib/domain/ids';
import {
  ACCESS_BOUNDARY,
  boundaryName,
  CANARY,
  CLOSED_POLICY,
  ciKeySecretName,
  peopleGroupName,
  STATE_KEY,
} from '../../lib/domain/names';
import { namesOf } from '../../lib/domain/names-of';
import type { OrgConfig } from '../../lib/domain/org-config';
import { globalRegionsOf, logsService, s3Service } from '../../lib/domain/region';
import { accountId } from '../support/org-config';

/** The services whose ARNs name no Region. */
const GLOBAL: ReadonlySet<string> = new Set(['account', 'iam', 'identitystore', 'organizations', 'signin', 'sso']);

/** An account that is in no organization that the tables know. */
const OUTSIDE = accountId('999999999999');

/**
 * What the tables call things, as ARNs in one organization:
 *
 * | name | what |
 * |---|---|
 * | `ci-user:PIPELINE:ACCESS`, `ci-role:PIPELINE:ACCESS` | identities and roles of a pipeline |
 * | `terraform-role:ACCOUNT:ACCESS`, `boundary:ACCOUNT` | what a product account has |
 * | `platform-role:ACCOUNT:ACCESS`, `lent-role:ACCOUNT:ACCESS:NAME` | what a platform account has: of its own pipelines, and lent |
 * | `operator-role`, `state-role`, `auditor-role:ACCOUNT` | what operators become |
 * | `deployer-role:ACCOUNT`, `planner-role:ACCOUNT` | what jobs become to deploy from an account, and to plan that |
 * | `person:NAME`, `mfa-device:NAME`, `people-group:NAME` | who signs in to Ops, and with what |
 * | `access-role:ACCOUNT:ROLE`, `closed-policy:ACCOUNT` | what people become in a product account, and what keeps them out |
 * | `access-boundary:ACCOUNT` | what limits access roles |
 * | `people-operator-role:ACCOUNT` | what operators become to handle people |
 * | `key-secret:PIPELINE:ACCESS` | what keeps the key of a CI user |
 * | `state-bucket:PIPELINE`, `state-key:PIPELINE`, `state-key-alias:PIPELINE`, `log-bucket` | what holds state and logs |
 * | `replica-key:PIPELINE` | what encrypts the copies of states, in the other Region |
 * | `state:PIPELINE:WORKSPACE`, `lock:PIPELINE:WORKSPACE` | an object; the workspace may be `default` |
 * | `object:PIPELINE:KEY` | another object of the state bucket |
 * | `object-of-logs:KEY` | an object of the log bucket |
 * | `trail-bucket`, `object-of-trail:KEY`, `audit-key` | what holds the trail |
 * | `trail-logs-role`, `forwarding-role:ACCOUNT`, `canary-role:ACCOUNT` | what AWS's services become to write the trail, to forward events and to show that they do |
 * | `account-id:ACCOUNT` | the id alone |
 * | `s3-service` | what S3 is called in `kms:ViaService` |
 * | `logs-service` | CloudWatch Logs, as a service principal |
 * | `home-region` | the name of the home Region |
 * | `global:SERVICE:ACCOUNT:REST` | the same as below, in the Region in which IAM records what happens |
 * | `route53:ACCOUNT:REST` | the same of Route 53, whose ARNs name no account |
 * | `identity-center:REST` | the same of Identity Center |
 * | `SERVICE:ACCOUNT:REST` | anything else: `iam:prod:role/workload/app`, `s3::bucket/key` |
 * | `*` | itself |
 *
 * An account is `management`, `terraform`, `ops`, `outside`, or the name of a workspace or a platform account.
 */
export class Symbols {
  private readonly accounts: ReadonlyMap<string, AccountId>;
  private readonly names;
  private readonly globalRegion;

  /** @param arns - of the keys and the roles that there are: some have the name that CloudFormation gives them */
  constructor(
    private readonly config: OrgConfig,
    private readonly arns: readonly string[],
  ) {
    this.names = namesOf(config);
    this.globalRegion = globalRegionsOf(this.names.partition)[0];
    this.accounts = new Map([
      ['management', config.organization.managementAccount],
      ['terraform', config.accounts.terraform],
      ['ops', config.accounts.ops],
      ['outside', OUTSIDE],
      ...config.platformAccounts.map(({ name, id }): [string, AccountId] => [name, id]),
      ...config.environments.flatMap(({ accounts }) =>
        accounts.map(({ workspace, id }): [string, AccountId] => [workspace, id]),
      ),
    ]);
  }

  /** @throws Error where there is nothing of the name. */
  arn(name: string): string {
    const [kind = '', first = '', second = '', ...others] = name.split(':');
    const { names } = this;
    const region = this.config.homeRegion;
    switch (kind) {
      case '*':
        return '*';
      case 'ci-user':
        return names.ciUserArn(accessOf(second), this.pipeline(first));
      case 'ci-role':
        return names.ciRoleArn(accessOf(second), this.pipeline(first));
      case 'terraform-role':
        return names.terraformRoleArn(this.account(first), accessOf(second));
      case 'platform-role':
        return names.platformRoleArn(this.account(first), accessOf(second));
      case 'lent-role':
        return names.lentRoleArn(this.account(first), accessOf(second), others.join(':'));
      case 'operator-role':
        return names.operatorRoleArn;
      case 'state-role':
        return names.stateRoleArn;
      case 'deployer-role':
        return names.deployerRoleArn(this.account(first));
      case 'planner-role':
        return names.plannerRoleArn(this.account(first));
      case 'auditor-role':
        return names.auditorRoleArn(this.account(first));
      case 'person':
        return names.personArn(first);
      case 'mfa-device':
        return names.mfaDeviceArn(first);
      case 'people-group':
        return names.groupArn(peopleGroupName(first));
      case 'access-role':
        return names.accessRoleArn(this.account(first), second);
      case 'closed-policy':
        return names.policyArn(this.account(first), CLOSED_POLICY);
      case 'access-boundary':
        return names.policyArn(this.account(first), ACCESS_BOUNDARY);
      case 'people-operator-role':
        return names.peopleOperatorRoleArn(this.account(first));
      case 'key-secret': {
        const name = ciKeySecretName(accessOf(second), this.pipeline(first));
        return names.ciKeySecretsPattern().replace('orgstrap/ci/*', `${name}-AbCdEf`);
      }
      case 'left-boundary':
        // Of a stack that is gone.
        return names.policyArn(this.account(first), boundaryName('ffffffff'));
      case 'boundary':
        return names.policyArn(this.account(first), boundaryName('00000000'));
      case 'state-bucket':
        return names.stateBucketArn(this.pipeline(first));
      case 'state':
        return `${names.stateBucketArn(this.pipeline(first))}/${second === 'default' ? STATE_KEY : `env:/${second}/${STATE_KEY}`}`;
      case 'lock':
        return `${this.arn(`state:${first}:${second}`)}.tflock`;
      case 'object':
        return `${names.stateBucketArn(this.pipeline(first))}/${[second, ...others].join(':')}`;
      case 'state-key':
        return this.key(first);
      case 'replica-key':
        return this.theOne(new RegExp(`:key/.*-Replica-${this.pipeline(first)}-.*ReplicaKey[^-]*$`));
      case 'state-key-alias':
        return names.stateKeyAliasArn(this.pipeline(first));
      case 's3-service':
        return s3Service(region);
      case 'logs-service':
        return logsService(region);
      case 'home-region':
        return region;
      case 'global':
        return this.arn([first, second, ...others].join(':')).replace(`:${region}:`, `:${this.globalRegion}:`);
      case 'log-bucket':
        return names.bucketArn(names.accessLogBucket);
      case 'object-of-logs':
        return `${this.arn('log-bucket')}/${[first, second, ...others].join(':')}`;
      case 'trail-bucket':
        return names.bucketArn(names.audit.trailBucket);
      case 'object-of-trail':
        return `${this.arn('trail-bucket')}/${[first, second, ...others].join(':')}`;
      case 'audit-key':
        return this.theOne(/:key\/.*-Audit-Key[^-]*$/);
      case 'trail-logs-role':
        return this.theOne(/:role\/orgstrap\/.*-Audit-TrailLogsRole[^-]*$/);
      case 'forwarding-role':
        return names.forwardingRoleArn(this.account(first));
      case 'canary-role':
        return names.roleArn(this.account(first), CANARY);
      case 'account-id':
        return this.account(first);
      case 's3':
        return names.bucketArn([second, ...others].join(':'));
      case 'identity-center':
        return `arn:${names.partition}:sso:::${[first, second, ...others].filter(Boolean).join(':')}`;
      case 'route53':
        return `arn:${names.partition}:route53:::${[second, ...others].join(':')}`;
      default:
        return [
          'arn',
          names.partition,
          kind,
          GLOBAL.has(kind) ? '' : region,
          this.account(first),
          [second, ...others].join(':'),
        ].join(':');
    }
  }

  /** @throws Error where there is no such account. */
  account(name: string): AccountId | '' {
    if (name === 'aws') return '';
    const account = this.accounts.get(name);
    if (account === undefined) throw new Error(`there is no account ${name}`);
    return account;
  }

  private key(pipeline: string): string {
    return this.theOne(new RegExp(`:key/.*-Pipeline-${this.pipeline(pipeline)}-StateKey[^-]*$`));
  }

  private theOne(pattern: RegExp): string {
    const [arn, ...others] = this.arns.filter((each) => pattern.test(each));
    if (arn === undefined || others.length > 0) throw new Error(`there is not one ${pattern}`);
    return arn;
  }

  private pipeline(name: string): string {
    if (!this.config.pipelines.some((pipeline) => pipeline.name === name))
      throw new Error(`there is no pipeline ${name}`);
    return name;
  }
}

function accessOf(text: string): Access {
  const access = ACCESSES.find((known) => known === text);
  if (access === undefined) throw new Error(`there is no access ${text}`);
  return access;
}
