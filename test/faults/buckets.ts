import type { FoundBucket } from '../../lib/aws/account-buckets';
import { answer, type Call, errorTo, type WireAnswer } from './calls';

/** What S3 answers about how a bucket is set up; undefined for another call. */
export function answerAboutBucket(call: Call, bucket: FoundBucket): WireAnswer | undefined {
  const { encryption, lifecycleRules, logging, objectLock, objectOwnership, policy, publicAccessBlock } = bucket;
  switch (call.operation) {
    case 's3:GetBucketVersioning':
      return xml(`<VersioningConfiguration><Status>${bucket.versioning}</Status></VersioningConfiguration>`);
    case 's3:GetBucketEncryption':
      return xml(
        `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>${encryption?.sseAlgorithm}</SSEAlgorithm>${
          encryption?.kmsMasterKeyId === undefined
            ? ''
            : `<KMSMasterKeyID>${encryption.kmsMasterKeyId}</KMSMasterKeyID>`
        }</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>${encryption?.bucketKeyEnabled}</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>`,
      );
    case 's3:GetBucketLifecycleConfiguration':
      return xml(`<LifecycleConfiguration>${lifecycleRules.map(ruleXml).join('')}</LifecycleConfiguration>`);
    case 's3:GetPublicAccessBlock':
      return xml(
        `<PublicAccessBlockConfiguration>${Object.entries(publicAccessBlock ?? {})
          .map(([name, value]) => element(`${name.charAt(0).toUpperCase()}${name.slice(1)}`, value))
          .join('')}</PublicAccessBlockConfiguration>`,
      );
    case 's3:GetBucketOwnershipControls':
      return xml(
        `<OwnershipControls><Rule><ObjectOwnership>${objectOwnership}</ObjectOwnership></Rule></OwnershipControls>`,
      );
    case 's3:GetBucketPolicy':
      return answer(200, policy ?? '', 'application/json');
    case 's3:GetBucketLogging':
      return xml(
        logging === undefined
          ? '<BucketLoggingStatus/>'
          : `<BucketLoggingStatus><LoggingEnabled><TargetBucket>${logging.destinationBucketName}</TargetBucket><TargetPrefix>${logging.logFilePrefix}</TargetPrefix></LoggingEnabled></BucketLoggingStatus>`,
      );
    case 's3:GetObjectLockConfiguration':
      return objectLock === undefined
        ? errorTo(call, 404, 'ObjectLockConfigurationNotFoundError', 'there is none')
        : undefined;
    case 's3:GetBucketReplication':
      return bucket.replication === undefined
        ? errorTo(call, 404, 'ReplicationConfigurationNotFoundError', 'there is none')
        : undefined;
    default:
      return undefined;
  }
}

function ruleXml(rule: FoundBucket['lifecycleRules'][number]): string {
  const { expirationInDays, expiredObjectDeleteMarker, noncurrentVersionExpiration: noncurrent } = rule;
  const days = rule.abortIncompleteMultipartUpload?.daysAfterInitiation;
  const expiration = `${element('Days', expirationInDays)}${element('ExpiredObjectDeleteMarker', expiredObjectDeleteMarker)}`;
  const versions = `${element('NoncurrentDays', noncurrent?.noncurrentDays)}${element('NewerNoncurrentVersions', noncurrent?.newerNoncurrentVersions)}`;
  return `<Rule><ID>${rule.id}</ID><Status>${rule.status}</Status><Filter><Prefix></Prefix></Filter>${[
    ['Expiration', expiration],
    ['NoncurrentVersionExpiration', versions],
    ['AbortIncompleteMultipartUpload', element('DaysAfterInitiation', days)],
  ]
    .map(([name = '', inside = '']) => (inside === '' ? '' : `<${name}>${inside}</${name}>`))
    .join('')}</Rule>`;
}

function element(name: string, value: number | boolean | undefined): string {
  return value === undefined ? '' : `<${name}>${value}</${name}>`;
}

function xml(body: string): WireAnswer {
  return answer(200, body, 'application/xml');
}
