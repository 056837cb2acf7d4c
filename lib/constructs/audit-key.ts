import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { AUDIT_KEY_ALIAS, alarmRulesPattern, trailArn, trailLogGroupArn } from '../domain/names';
import type { OrgConfig } from '../domain/org-config';
import { logsService, partitionOf, s3Service } from '../domain/region';
import { loadPolicy } from '../policies/load-policy';
import { retain } from './retain';
import { toIam } from './to-iam';

/** Encrypts the files of the trail, its log group and the alarms: apart from the keys of states, which nobody but CI uses. */
export class AuditKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { accounts: { terraform }, homeRegion: region }: OrgConfig) {
    super(scope, id);
    const partition = partitionOf(region);
    const key = new CfnKey(this, 'Resource', {
      description: 'Encrypts the trail of the Terraform account and its alarms',
      enableKeyRotation: true,
      pendingWindowInDays: 30,
      keyPolicy: toIam(
        loadPolicy('audit-key.resource', {
          partition,
          terraformAccount: terraform,
          trail: trailArn(partition, region, terraform),
          logGroup: trailLogGroupArn(partition, region, terraform),
          logsService: logsService(region),
          s3Service: s3Service(region),
          alarmRules: alarmRulesPattern(partition, region, terraform),
        }).document,
      ),
    });
    retain(key);
    retain(new CfnAlias(this, 'Alias', { aliasName: AUDIT_KEY_ALIAS, targetKeyId: key.ref }));
    this.arn = key.attrArn;
  }
}
