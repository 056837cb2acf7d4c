import type { Audit } from '../domain/audit';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { replicaOf } from '../domain/state/replica';
import type { PolicyDocument } from '../iam/policy-document';
import { loadPolicy } from './load-policy';
import { replicationRoleOf } from './replication-role';
import { stateRoleOf } from './state-role';

/** A bucket of orgstrap, described once: the CDK app renders it, and verify expects it. What all have in common is `EVERY_BUCKET`. */
export interface BucketDescription {
  /** 3 to 63 characters. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
  readonly name: string;
  /** Of the bucket; 20 KB at most, and it names the bucket by its ARN. */
  readonly policy: PolicyDocument;
  readonly encryption: BucketEncryption;
  /** Up to 1,000; versions live as long as none of them says otherwise. */
  readonly lifecycleRules: readonly LifecycleRule[];
  /** @default - its accesses are not logged */
  readonly logging?: { readonly destinationBucketName: string; readonly logFilePrefix: string };
  /** @default - a principal that may delete objects can delete them at any time */
  readonly objectLock?: { readonly mode: string; readonly days: number };
  /** @default - nothing is copied */
  readonly replication?: Replication;
}

/** Every version of every object is copied, and no deletion. */
export interface Replication {
  /** The ARN of what S3 works as. */
  readonly role: string;
  /** The ARN of the bucket in the other Region. */
  readonly bucket: string;
  /** The ARN of the alias of its key, which CloudFormation names otherwise in a stack of its own. */
  readonly keyAlias: string;
}

/** In CloudFormation's words, as all that follows. */
export interface BucketEncryption {
  readonly sseAlgorithm: 'aws:kms' | 'AES256';
  /** The ARN of the key, or of its alias. */
  readonly kmsMasterKeyId?: string;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-rule.html */
export interface LifecycleRule {
  readonly id: string;
  readonly status: 'Enabled';
  readonly expirationInDays?: number;
  readonly expiredObjectDeleteMarker?: boolean;
  readonly noncurrentVersionExpiration?: {
    readonly noncurrentDays: number;
    readonly newerNoncurrentVersions?: number;
  };
  readonly abortIncompleteMultipartUpload?: { readonly daysAfterInitiation: number };
}

/** What the rule of a replication is called. */
export const COPY_RULE = 'CopyEveryVersion';

/** What every bucket of orgstrap is: versioned, closed to the public, and of its owner alone. */
export const EVERY_BUCKET = {
  versioning: 'Enabled',
  objectOwnership: 'BucketOwnerEnforced',
  publicAccessBlock: {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  },
} as const;

/** S3 asks KMS once for many objects, wherever a key of KMS encrypts them. */
export function hasBucketKey({ sseAlgorithm }: BucketEncryption): boolean {
  return sseAlgorithm === 'aws:kms';
}

const ABORT_UPLOADS: LifecycleRule = {
  id: 'AbortUploads',
  status: 'Enabled',
  abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
};

/**
 * The bucket of the states of one pipeline.
 *
 * @param pipeline - the name that it is deployed as
 * @param key - the ARN of its key; CloudFormation chooses its id, so that the alias stands for it where there is no template
 */
export function stateBucket(config: OrgConfig, pipeline: string, key: string): BucketDescription {
  const names = namesOf(config);
  const replica = replicaOf(config);
  const ciTerraformRole = names.ciRoleArn('apply', pipeline);
  return {
    ...bucketOfStates(config, pipeline, key, {
      users: [
        ciTerraformRole,
        names.ciRoleArn('plan', pipeline),
        ...stateRoleOf(config),
        ...replicationRoleOf(config, pipeline),
      ],
      writers: [ciTerraformRole, ...stateRoleOf(config)],
    }),
    logging: { destinationBucketName: names.accessLogBucket, logFilePrefix: `${pipeline}/` },
    ...(replica && {
      replication: {
        role: names.replicationRoleArn(pipeline),
        bucket: namesOf(replica).stateBucketArn(pipeline),
        keyAlias: namesOf(replica).stateKeyAliasArn(pipeline),
      },
    }),
  };
}

/**
 * The bucket of the copies of those states: S3 alone writes into it, and operators read. Its accesses are not logged, for S3 delivers
 * access logs within a Region.
 *
 * @param replica - the organization as its replicas see it
 * @param pipeline - as for `stateBucket`, as is the key
 */
export function replicaBucket(replica: OrgConfig, pipeline: string, key: string): BucketDescription {
  const writers = [namesOf(replica).replicationRoleArn(pipeline)];
  return bucketOfStates(replica, pipeline, key, { users: [...writers, ...stateRoleOf(replica)], writers });
}

/** Who is let in to the objects of a bucket of states, by their ARNs. */
interface LetIn {
  readonly users: readonly string[];
  /** Of the users those who write more than locks. */
  readonly writers: readonly string[];
}

function bucketOfStates(config: OrgConfig, pipeline: string, key: string, letIn: LetIn): BucketDescription {
  const names = namesOf(config);
  return {
    name: names.stateBucket(pipeline),
    policy: loadPolicy('state-bucket.resource', {
      bucket: names.stateBucketArn(pipeline),
      users: letIn.users,
      writers: letIn.writers,
      organization: config.organization.id,
      stateKey: key,
      stateKeyAlias: names.stateKeyAliasArn(pipeline),
    }).document,
    encryption: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key },
    lifecycleRules: [
      {
        id: 'KeepAHundredVersionsForAYear',
        status: 'Enabled',
        noncurrentVersionExpiration: { noncurrentDays: 365, newerNoncurrentVersions: 100 },
        expiredObjectDeleteMarker: true,
      },
      ABORT_UPLOADS,
    ],
    ...(config.state?.objectLock && { objectLock: config.state.objectLock }),
  };
}

/** The bucket of the access logs of the others. S3 delivers those only where it encrypts with a key of its own. */
export function accessLogBucket(config: OrgConfig): BucketDescription {
  const names = namesOf(config);
  const name = names.accessLogBucket;
  return {
    name,
    policy: loadPolicy('access-log-bucket.resource', {
      bucket: names.bucketArn(name),
      loggedBuckets: [
        names.stateBucketsPattern,
        ...(config.audit?.trail === 'own' ? [names.audit.trailBucket] : []),
      ].map((logged) => names.bucketArn(logged)),
      terraformAccount: config.accounts.terraform,
    }).document,
    encryption: { sseAlgorithm: 'AES256' },
    lifecycleRules: [forgottenAfter('ForgetAfterAYear', 365), ABORT_UPLOADS],
  };
}

/** The bucket of the files of the trails of all accounts. @param key - as for `stateBucket` */
export function trailBucket(config: OrgConfig, audit: Audit, key: string): BucketDescription {
  const names = namesOf(config);
  const name = names.audit.trailBucket;
  return {
    name,
    policy: loadPolicy('trail-bucket.resource', {
      bucket: names.bucketArn(name),
      trails: names.audit.trailArn('*'),
      organization: config.organization.id,
    }).document,
    encryption: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key },
    logging: { destinationBucketName: names.accessLogBucket, logFilePrefix: 'trail/' },
    lifecycleRules: [forgottenAfter('ForgetAfterRetention', audit.retentionDays), ABORT_UPLOADS],
    ...(audit.objectLock && { objectLock: { mode: audit.objectLock, days: audit.retentionDays } }),
  };
}

/**
 * A file, and after that its version: for as long again. A version is what is left of a file that somebody wrote over or deleted
 * in spite of the bucket's policy, which lifecycle rules do not ask; a day would hide it before anybody looks.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
function forgottenAfter(id: string, days: number): LifecycleRule {
  return {
    id,
    status: 'Enabled',
    expirationInDays: days,
    noncurrentVersionExpiration: { noncurrentDays: days },
  };
}
