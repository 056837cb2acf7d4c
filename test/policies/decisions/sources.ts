import {
  bucketArn,
  policyArn,
  roleArn,
  stateBucketName,
  stateBucketsPattern,
  userArn,
} from '../../../lib/domain/names';
import { loadPolicy } from '../../../lib/policies/load-policy';
import type { PolicyDocument } from '../../../lib/policies/policy-document';
import { accountId, TERRAFORM } from '../../support/org-config';

export const PRODUCT = accountId('444444444444');
export const ORGANIZATION = 'o-exampleorgid';
export const CI_ROLE = roleArn('aws', TERRAFORM, 'orgstrap-ci-terraform-delivery');
export const CI_PLAN_ROLE = roleArn('aws', TERRAFORM, 'orgstrap-ci-plan-delivery');
export const OTHER_CI_ROLE = roleArn('aws', TERRAFORM, 'orgstrap-ci-terraform-release');
export const CI_USER = userArn('aws', TERRAFORM, 'orgstrap-ci-apply-delivery');
export const TERRAFORM_ROLE = roleArn('aws', PRODUCT, 'orgstrap-terraform');
export const BUCKET = bucketArn('aws', stateBucketName('delivery', TERRAFORM, 'eu-west-1'));
export const KEY = `arn:aws:kms:eu-west-1:${TERRAFORM}:key/1a2b3c4d`;
export const KEY_ALIAS = `arn:aws:kms:eu-west-1:${TERRAFORM}:alias/orgstrap-state-delivery`;
export const BOUNDARY = policyArn('aws', PRODUCT, 'orgstrap-boundary');
export const S3 = 's3.eu-west-1.amazonaws.com';

/** The documents as they are in the accounts, by their names in `policies/`. */
export const SOURCES = {
  'state-bucket.resource': loadPolicy('state-bucket.resource', {
    bucket: BUCKET,
    ciTerraformRole: CI_ROLE,
    ciPlanRole: CI_PLAN_ROLE,
    organization: ORGANIZATION,
    stateKey: KEY,
    stateKeyAlias: KEY_ALIAS,
  }).document,
  'state-key.resource': loadPolicy('state-key.resource', {
    partition: 'aws',
    ciTerraformRole: CI_ROLE,
    ciPlanRole: CI_PLAN_ROLE,
    terraformAccount: TERRAFORM,
    s3Service: S3,
  }).document,
  'ci-terraform-role.state.permissions': loadPolicy('ci-terraform-role.state.permissions', {
    stateBucket: BUCKET,
    stateKey: KEY,
    s3Service: S3,
  }).document,
  'ci-terraform-role.accounts.permissions': loadPolicy('ci-terraform-role.accounts.permissions', {
    terraformRoles: [TERRAFORM_ROLE],
    organization: ORGANIZATION,
  }).document,
  'ci-terraform-role.trust': loadPolicy('ci-terraform-role.trust', {
    partition: 'aws',
    terraformAccount: TERRAFORM,
    organization: ORGANIZATION,
    ciUser: CI_USER,
  }).document,
  'ci-identity.permissions': loadPolicy('ci-identity.permissions', { ciRole: CI_ROLE }).document,
  'ci.boundary': loadPolicy('ci.boundary', {
    ciRoles: [roleArn('aws', TERRAFORM, 'orgstrap-ci-terraform-*'), roleArn('aws', TERRAFORM, 'orgstrap-ci-plan-*')],
    terraformRoles: [roleArn('aws', '*', 'orgstrap-terraform'), roleArn('aws', '*', 'orgstrap-terraform-plan')],
    stateBuckets: bucketArn('aws', stateBucketsPattern(TERRAFORM, 'eu-west-1')),
    keys: `arn:aws:kms:eu-west-1:${TERRAFORM}:key/*`,
    s3Service: S3,
  }).document,
  'terraform-role.trust': loadPolicy('terraform-role.trust', {
    partition: 'aws',
    terraformAccount: TERRAFORM,
    organization: ORGANIZATION,
    ciRoles: [CI_ROLE],
  }).document,
  'terraform-role.boundary': loadPolicy('terraform-role.boundary', {
    partition: 'aws',
    account: PRODUCT,
    path: '/orgstrap/',
    workloadPath: '/workload/',
    boundary: BOUNDARY,
    serviceActions: ['cloudformation:*', 'iam:*', 's3:*', 'sts:*', 'cloudtrail:*'],
  }).document,
};

export type Name = keyof typeof SOURCES;
export type Sources = Readonly<Record<Name, PolicyDocument>>;

export function without(document: PolicyDocument, Sid: string): PolicyDocument {
  return { ...document, Statement: document.Statement.filter((statement) => statement.Sid !== Sid) };
}
