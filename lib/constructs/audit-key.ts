import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { Audit } from '../domain/audit';
import { AUDIT_KEY_ALIAS } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { logsService, s3Service } from '../domain/region';
import { documentOf } from '../iam/pack-policies';
import { loadPolicy, type ReviewedPolicy } from '../policies/load-policy';
import { toIam } from './managed-policy';
import { retain } from './private-bucket';

export interface AuditKeyProps {
  readonly config: OrgConfig;
  readonly audit: Audit;
}

/**
 * Encrypts the files of the trails, the log group and the alarms: apart from the keys of states, which nobody but CI uses.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
export class AuditKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { config, audit }: AuditKeyProps) {
    super(scope, id);
    const { homeRegion: region } = config;
    const names = namesOf(config);
    const policy = loadPolicy('audit-key.resource', {
      partition: names.partition,
      terraformAccount: config.accounts.terraform,
      logGroup: names.audit.trailLogGroupArn,
      logsService: logsService(region),
      s3Service: s3Service(region),
      // EventBridge tells the key of an encrypted topic nothing of a rule; the topic's own policy asks for that.
      topic: names.audit.alarmTopicArn,
    });
    const key = new CfnKey(this, 'Resource', {
      description: 'Encrypts the files of the trails, and the alarms',
      enableKeyRotation: true,
      pendingWindowInDays: 30,
      keyPolicy: toIam(documentOf([policy, ...(audit.trail === 'own' ? [ofTrails(config)] : [])])),
    });
    retain(key);
    retain(new CfnAlias(this, 'Alias', { aliasName: AUDIT_KEY_ALIAS, targetKeyId: key.ref }));
    this.arn = key.attrArn;
  }
}

/** What CloudTrail does with the key, for the trails of the organization's accounts: all of them deliver into one bucket. */
function ofTrails(config: OrgConfig): ReviewedPolicy {
  const names = namesOf(config);
  return loadPolicy('audit-key.trail.resource', {
    partition: names.partition,
    organization: config.organization.id,
    trails: names.audit.trailArn('*'),
  });
}
