import { compareTemplates } from '../../../lib/commands/plan/compare-templates';
import { readTemplate } from '../../../lib/commands/plan/read-template';
import type { Template } from '../../../lib/commands/plan/template';

export type Resources = Readonly<Record<string, object>>;

export function template(Resources: Resources, sections: object = {}): Template {
  const read = readTemplate(JSON.stringify({ ...sections, Resources }));
  if (read === undefined) throw new Error('no template');
  return read;
}

export function judged(before: Template, after: Template): readonly string[] {
  return compareTemplates(before, after).map(({ direction, resource, what }) => `${direction}: ${resource}: ${what}`);
}

export const allow = (Sid: string) => ({ Sid, Effect: 'Allow', Action: `s3:${Sid}`, Resource: '*' });
export const deny = (Sid: string) => ({ ...allow(Sid), Effect: 'Deny' });
export const says = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });

export function role(properties: object = {}): object {
  const trust = says({ Sid: 'T', Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:a' } });
  return { Type: 'AWS::IAM::Role', Properties: { RoleName: 'team', AssumeRolePolicyDocument: trust, ...properties } };
}

export function policy(...statements: readonly object[]): object {
  return { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: says(...statements) } };
}

export function of(type: string, Properties: object = {}): object {
  return { Type: type, Properties };
}

export interface Case {
  readonly when: string;
  readonly before: Resources;
  readonly after: Resources;
  readonly then: readonly string[];
}
