import type { Snapshot } from '../../iam/snapshot';
import { type DeployedTemplate, snapshotOfTemplates } from '../../templates/snapshot-of-templates';
import { HOME, smallOrganization } from '../iam/small-organization';

const { organization } = smallOrganization({});

export type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export function deployed(resources: Resources, others: Readonly<Record<string, unknown>> = {}): DeployedTemplate {
  return { name: 'stack', account: HOME, region: 'eu-west-1', template: { ...others, Resources: resources } };
}

export function snapshotWith(...templates: readonly DeployedTemplate[]): Snapshot {
  return snapshotOfTemplates(templates, 'aws', organization);
}

export function statement(Action: string, Resource: unknown = '*') {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] };
}

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: { Ref: 'AWS::AccountId' } }, Action: 'sts:AssumeRole' }],
};

export function role(properties: Readonly<Record<string, unknown>> = {}) {
  return { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r', AssumeRolePolicyDocument: TRUST, ...properties } };
}

export function managedPolicy(properties: Readonly<Record<string, unknown>> = {}) {
  return { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: statement('s3:*'), ...properties } };
}

/** What the one inline policy of the one role is about. */
export function valueIn(snapshot: Snapshot): unknown {
  return [...snapshot.roles.values()][0]?.policies[0]?.document.Statement[0]?.Resource;
}
