import type { PolicyDocument } from '../../../lib/policies/policy-document';
import type { Decision, Documents, Request } from '../../support/decide';
import { TERRAFORM } from '../../support/org-config';
import { BUCKET, CI_ROLE, KEY_ALIAS, ORGANIZATION, type Sources } from './sources';

export interface Case {
  readonly when: string;
  readonly then: Decision;
  readonly ask: Request;
  readonly documents: (sources: Sources) => Documents;
}

export function ask(action: string, resource: string, context: Readonly<Record<string, string>>): Request {
  return { action, resource, context };
}

export const EVERYTHING: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Administrator', Effect: 'Allow', Action: '*', Resource: '*' }],
};

export const inside = { 'aws:PrincipalOrgID': ORGANIZATION, 'aws:PrincipalIsAWSService': 'false' };
export const tls = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
export const asCi = { ...inside, ...tls, 'aws:PrincipalArn': CI_ROLE };
export const asAdministrator = { ...inside, ...tls, 'aws:PrincipalArn': `arn:aws:iam::${TERRAFORM}:role/admin` };
export const encryption = 's3:x-amz-server-side-encryption';
export const encrypted = { [encryption]: 'aws:kms', [`${encryption}-aws-kms-key-id`]: KEY_ALIAS };
export const STATE = `${BUCKET}/env:/dev/terraform.tfstate`;
export const LOCK = `${STATE}.tflock`;

/** With a policy that allows everything, so that what stops it is the boundary. */
export const anyCi = (sources: Sources): Documents => ({ permissions: [EVERYTHING], boundary: sources['ci.boundary'] });
