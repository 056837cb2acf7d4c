import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { replicaOf } from '../domain/state/replica';
import {
  type Alarm,
  CLOUDFORMATION,
  type EventPattern,
  exceptPrincipals,
  exceptTrustedCallers,
  ORGSTRAP_NAMES,
  recorded,
} from './alarm';

/** Matches the calls that change a bucket and no object in it. */
export const BUCKET_CHANGES = [{ prefix: 'DeleteBucket' }, { prefix: 'PutBucket' }, 'PutObjectLockConfiguration'];

const BY_NO_SERVICE: EventPattern = { type: [{ 'anything-but': ['AWSService'] }] };

/** Matches everybody but the sessions of CI roles, and where there are replicas of those in which S3 copies. */
function byNoCiRole(config: OrgConfig): EventPattern {
  return exceptPrincipals([namesOf(config).ciRolesPattern, ...copiers(config)]);
}

function copiers(config: OrgConfig): readonly string[] {
  return replicaOf(config) === undefined ? [] : [namesOf(config).replicationRoleArn('*')];
}

/** Matches who uses a state without being a CI role; of the state role another alarm tells, whenever somebody becomes it. */
function stateUses(config: OrgConfig): EventPattern {
  const names = namesOf(config);
  const replica = replicaOf(config);
  const buckets = [names, ...(replica === undefined ? [] : [namesOf(replica)])];
  return {
    requestParameters: { bucketName: buckets.map(({ stateBucketsPattern }) => ({ wildcard: stateBucketsPattern })) },
    userIdentity: exceptPrincipals([names.ciRolesPattern, names.stateRoleArn, ...copiers(config)]),
  };
}

/**
 * Matches who writes into the bucket of the trail or that of access logs. CloudTrail and S3 do so as services; that is not
 * recorded, and would be no news.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
function evidenceChanges(config: OrgConfig): EventPattern {
  const { audit, accessLogBucket } = namesOf(config);
  return {
    requestParameters: { bucketName: [audit.trailBucket, accessLogBucket] },
    eventName: [{ 'anything-but': { prefix: ['Get', 'Head', 'List'] } }],
    userIdentity: BY_NO_SERVICE,
  };
}

/** Matches all that the two before match, and little more. What is refused to CI roles is another match. */
export function objectUses(config: OrgConfig): EventPattern {
  return {
    eventCategory: ['Data'],
    requestParameters: { bucketName: ORGSTRAP_NAMES },
    userIdentity: { ...BY_NO_SERVICE, ...byNoCiRole(config) },
  };
}

/** Who changes where states, access logs and the files of the trail are kept. */
export function storageAlarms(config: OrgConfig): readonly Alarm[] {
  const userIdentity = exceptTrustedCallers(config);
  return [
    {
      name: 'bucket-is-changed',
      happened: 'Somebody changed a bucket of orgstrap, or tried to: of states, of access logs, or of the trail.',
      matters: 'Its policy, its versions, its encryption and its logging are what keeps and shows what is in it.',
      todo: 'Run orgstrap verify, and what it prints: a deployment does not see it.',
      pattern: recorded({
        eventSource: ['s3.amazonaws.com'],
        eventName: BUCKET_CHANGES,
        requestParameters: { bucketName: ORGSTRAP_NAMES },
        userIdentity,
      }),
    },
    {
      name: 'state-is-used-by-a-stranger',
      happened:
        'Somebody who is neither a CI role nor the state role read, wrote, deleted or listed states, or tried to.',
      matters: 'A state has the secrets that Terraform knows, and decides what the next run changes.',
      todo: 'See who it was. Put the version before back if they wrote it, and change what it told them if they read it.',
      // The trail records who uses states as data events.
      pattern: recorded({
        eventSource: ['s3.amazonaws.com'],
        eventCategory: ['Data'],
        // Whether a bucket is there tells nothing of a state, and doctor asks.
        eventName: [{ 'anything-but': ['HeadBucket'] }],
        ...stateUses(config),
      }),
    },
    {
      name: 'evidence-is-changed',
      happened: 'Somebody wrote or deleted a file of the trail or an access log, or tried to.',
      matters: 'Nobody but CloudTrail and S3 writes there: whoever does is about to hide what they did.',
      todo: 'See who it was. What they wrote over or deleted is there as a version: put it back, and validate the log files.',
      pattern: recorded({
        eventSource: ['s3.amazonaws.com'],
        eventCategory: ['Data'],
        ...evidenceChanges(config),
      }),
    },
    {
      name: 'key-is-changed',
      happened: 'Somebody changed a KMS key of the Terraform account, or is about to delete it.',
      matters: 'Without its key, a state is lost; with another policy, others read it.',
      todo: 'Run orgstrap verify, and what it prints: aws kms cancel-key-deletion, enable-key or put-key-policy.',
      pattern: recorded({
        eventSource: ['kms.amazonaws.com'],
        recipientAccountId: [config.accounts.terraform],
        // Services make grants and keys for what people do with them; CloudFormation does only what it is told.
        userIdentity: exceptTrustedCallers(config, [], [{ exists: false }, CLOUDFORMATION]),
        $or: [
          { eventName: ['CreateGrant', 'DisableKey', 'DisableKeyRotation', 'PutKeyPolicy', 'ScheduleKeyDeletion'] },
          {
            eventName: ['CreateAlias', 'DeleteAlias', 'UpdateAlias'],
            requestParameters: { aliasName: [{ prefix: 'alias/orgstrap-' }] },
          },
        ],
      }),
    },
  ];
}
