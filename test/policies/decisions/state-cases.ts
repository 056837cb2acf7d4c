import { bucketArn, stateBucketName } from '../../../lib/domain/names';
import type { Documents } from '../../support/decide';
import { TERRAFORM } from '../../support/org-config';
import {
  anyCi,
  asAdministrator,
  asCi,
  ask,
  type Case,
  EVERYTHING,
  encrypted,
  encryption,
  LOCK,
  STATE,
  tls,
} from './case';
import { BUCKET, CI_PLAN_ROLE, KEY, OTHER_CI_ROLE, S3, type Sources } from './sources';

const state = (sources: Sources): Documents => ({
  permissions: [sources['ci-terraform-role.state.permissions']],
  boundary: sources['ci.boundary'],
  resource: sources['state-bucket.resource'],
});
const administratorOfBucket = (sources: Sources): Documents => ({
  permissions: [EVERYTHING],
  resource: sources['state-bucket.resource'],
});
const key = (sources: Sources): Documents => ({
  permissions: [sources['ci-terraform-role.state.permissions']],
  boundary: sources['ci.boundary'],
  resource: sources['state-key.resource'],
  resourceMustAllow: true,
});
const administratorOfKey = (sources: Sources): Documents => ({
  permissions: [EVERYTHING],
  resource: sources['state-key.resource'],
  resourceMustAllow: true,
});
/** The calls that were recorded of Terraform 1.11 with `use_lockfile`, and what must not work beside them. */
export const BACKEND: readonly Case[] = [
  {
    when: 'the backend lists the workspaces',
    then: 'allowed',
    ask: ask('s3:ListBucket', BUCKET, asCi),
    documents: state,
  },
  {
    when: 'the backend looks for the state of the default workspace',
    then: 'allowed',
    ask: ask('s3:GetObject', `${BUCKET}/terraform.tfstate`, asCi),
    documents: state,
  },
  { when: 'the backend reads a state', then: 'allowed', ask: ask('s3:GetObject', STATE, asCi), documents: state },
  {
    when: 'the backend writes a state with the key’s alias',
    then: 'allowed',
    ask: ask('s3:PutObject', STATE, { ...asCi, ...encrypted }),
    documents: state,
  },
  {
    when: 'a state is written with the key’s ARN',
    then: 'allowed',
    ask: ask('s3:PutObject', STATE, { ...asCi, ...encrypted, [`${encryption}-aws-kms-key-id`]: KEY }),
    documents: state,
  },
  {
    when: 'a part of a large state, which says nothing of encryption, is written',
    then: 'allowed',
    ask: ask('s3:PutObject', STATE, asCi),
    documents: state,
  },
  {
    when: 'the backend takes a lock',
    then: 'allowed',
    ask: ask('s3:PutObject', LOCK, { ...asCi, ...encrypted }),
    documents: state,
  },
  { when: 'the backend reads a lock', then: 'allowed', ask: ask('s3:GetObject', LOCK, asCi), documents: state },
  { when: 'the backend releases a lock', then: 'allowed', ask: ask('s3:DeleteObject', LOCK, asCi), documents: state },
  {
    when: 'somebody writes the state of the default workspace',
    then: 'implicitly denied',
    ask: ask('s3:PutObject', `${BUCKET}/terraform.tfstate`, { ...asCi, ...encrypted }),
    documents: state,
  },
  {
    when: 'the role lists another bucket of the account',
    then: 'implicitly denied',
    ask: ask('s3:ListBucket', bucketArn('aws', stateBucketName('release', TERRAFORM, 'eu-west-1')), asCi),
    documents: state,
  },
  {
    when: 'the CI role itself deletes a state',
    then: 'explicitly denied',
    ask: ask('s3:DeleteObject', STATE, asCi),
    documents: state,
  },
  {
    when: 'the CI role deletes a state with a policy that allows everything',
    then: 'explicitly denied',
    ask: ask('s3:DeleteObject', STATE, asCi),
    documents: administratorOfBucket,
  },
  {
    when: 'the CI role deletes a version of a state',
    then: 'explicitly denied',
    ask: ask('s3:DeleteObjectVersion', STATE, asCi),
    documents: administratorOfBucket,
  },
  {
    when: 'a state is written with S3’s own encryption',
    then: 'explicitly denied',
    ask: ask('s3:PutObject', STATE, { ...asCi, [encryption]: 'AES256' }),
    documents: state,
  },
  {
    when: 'a state is written with a key of somebody else',
    then: 'explicitly denied',
    ask: ask('s3:PutObject', STATE, {
      ...asCi,
      [encryption]: 'aws:kms',
      [`${encryption}-aws-kms-key-id`]: 'arn:aws:kms:eu-west-1:999999999999:key/evil',
    }),
    documents: state,
  },
  {
    when: 'a state is read without TLS',
    then: 'explicitly denied',
    ask: ask('s3:GetObject', STATE, { ...asCi, 'aws:SecureTransport': 'false' }),
    documents: state,
  },
  {
    when: 'a state is read with TLS 1.1',
    then: 'explicitly denied',
    ask: ask('s3:GetObject', STATE, { ...asCi, 's3:TlsVersion': '1.1' }),
    documents: state,
  },
  {
    when: 'the CI plan role of the pipeline writes a state with a policy that allows everything',
    then: 'explicitly denied',
    ask: ask('s3:PutObject', STATE, { ...asCi, ...encrypted, 'aws:PrincipalArn': CI_PLAN_ROLE }),
    documents: administratorOfBucket,
  },
  {
    when: 'the CI plan role of the pipeline takes a lock with a policy that allows everything',
    then: 'allowed',
    ask: ask('s3:PutObject', LOCK, { ...asCi, ...encrypted, 'aws:PrincipalArn': CI_PLAN_ROLE }),
    documents: administratorOfBucket,
  },
  {
    when: 'another pipeline reads the state',
    then: 'explicitly denied',
    ask: ask('s3:GetObject', STATE, { ...asCi, 'aws:PrincipalArn': OTHER_CI_ROLE }),
    documents: administratorOfBucket,
  },
  {
    when: 'an administrator of the account reads the state',
    then: 'explicitly denied',
    ask: ask('s3:GetObject', STATE, asAdministrator),
    documents: administratorOfBucket,
  },
  {
    when: 'an administrator of the account reads an old version of the state',
    then: 'explicitly denied',
    ask: ask('s3:GetObjectVersion', STATE, asAdministrator),
    documents: administratorOfBucket,
  },
  {
    when: 'somebody without a name lists the bucket',
    then: 'explicitly denied',
    ask: ask('s3:ListBucket', BUCKET, tls),
    documents: administratorOfBucket,
  },
  {
    when: 'somebody of another organization lists the bucket',
    then: 'explicitly denied',
    ask: ask('s3:ListBucket', BUCKET, { ...asAdministrator, 'aws:PrincipalOrgID': 'o-other00000' }),
    documents: administratorOfBucket,
  },
  {
    when: 'a service of AWS, which is in no organization, asks for the bucket’s ACL',
    then: 'allowed',
    ask: ask('s3:GetBucketAcl', BUCKET, { ...tls, 'aws:PrincipalIsAWSService': 'true' }),
    documents: administratorOfBucket,
  },
  {
    when: 'the deployer mends the bucket’s policy',
    then: 'allowed',
    ask: ask('s3:PutBucketPolicy', BUCKET, asAdministrator),
    documents: administratorOfBucket,
  },
];

const viaS3 = { 'kms:ViaService': S3 };
export const KEYS: readonly Case[] = [
  {
    when: 'S3 decrypts a state for the CI role',
    then: 'allowed',
    ask: ask('kms:Decrypt', KEY, { ...asCi, ...viaS3 }),
    documents: key,
  },
  {
    when: 'S3 encrypts a state for the CI role',
    then: 'allowed',
    ask: ask('kms:GenerateDataKey', KEY, { ...asCi, ...viaS3 }),
    documents: key,
  },
  {
    when: 'the CI role decrypts by itself',
    then: 'implicitly denied',
    ask: ask('kms:Decrypt', KEY, asCi),
    documents: key,
  },
  {
    when: 'the CI role decrypts by itself with a policy that allows everything',
    then: 'implicitly denied',
    ask: ask('kms:Decrypt', KEY, asCi),
    documents: administratorOfKey,
  },
  {
    when: 'the CI role decrypts by itself, and its key’s policy does not mind',
    then: 'implicitly denied',
    ask: ask('kms:Decrypt', KEY, asCi),
    documents: (sources) => ({ permissions: [sources['ci-terraform-role.state.permissions']] }),
  },
  {
    when: 'a CI role with a policy that allows everything decrypts by itself',
    then: 'implicitly denied',
    ask: ask('kms:Decrypt', KEY, asCi),
    documents: anyCi,
  },
  {
    when: 'an administrator decrypts a state through S3',
    then: 'implicitly denied',
    ask: ask('kms:Decrypt', KEY, { ...asAdministrator, ...viaS3 }),
    documents: administratorOfKey,
  },
  {
    when: 'an administrator mends the key’s policy',
    then: 'allowed',
    ask: ask('kms:PutKeyPolicy', KEY, asAdministrator),
    documents: administratorOfKey,
  },
];
