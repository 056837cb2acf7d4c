import { compareTemplates } from '../../../lib/commands/plan/compare-templates';
import { EMPTY_TEMPLATE } from '../../../lib/commands/plan/template';
import { allow, type Case, deny, judged, of, policy, role, says, template } from './small-templates';

const OPEN = { BlockPublicAcls: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
const SHUT = { ...OPEN, BlockPublicPolicy: true };

describe('what changes nothing for anybody', () => {
  const held = (...ids: readonly string[]) => role({ ManagedPolicyArns: ids.map((id) => ({ Ref: id })) });

  test.each<Case>([
    {
      when: 'a statement moves from one policy of a role to another',
      before: { R: held('P', 'Q'), P: policy(allow('Get'), allow('Put')), Q: policy(allow('List')) },
      after: { R: held('P', 'Q'), P: policy(allow('Get')), Q: policy(allow('List'), allow('Put')) },
      then: [],
    },
    {
      when: 'a policy names the role, and no longer the role the policy',
      before: { R: held('P'), P: policy(allow('Get')) },
      after: {
        R: role(),
        P: of('AWS::IAM::ManagedPolicy', { PolicyDocument: says(allow('Get')), Roles: [{ Ref: 'R' }] }),
      },
      then: [],
    },
    {
      when: 'a role has another logical id and the same name',
      before: { R: role() },
      after: { Renamed: role() },
      then: [],
    },
    {
      when: 'a description is another',
      before: { R: role({ Description: 'a' }) },
      after: { R: role({ Description: 'b' }) },
      then: [],
    },
    {
      when: 'a StackSet and a bucket have other tags',
      before: { S: of('AWS::CloudFormation::StackSet', { Tags: [] }), B: of('AWS::S3::Bucket') },
      after: { S: of('AWS::CloudFormation::StackSet'), B: of('AWS::S3::Bucket', { Tags: [{ Key: 'a', Value: 'b' }] }) },
      then: [],
    },
    {
      when: 'a bucket comes',
      before: {},
      after: { B: of('AWS::S3::Bucket', { PublicAccessBlockConfiguration: SHUT }) },
      then: [],
    },
    {
      when: 'a resource is kept on deletion',
      before: { B: of('AWS::S3::Bucket') },
      after: { B: { ...of('AWS::S3::Bucket'), DeletionPolicy: 'Retain' } },
      then: [],
    },
  ])('$when', ({ before, after, then }) => {
    expect(judged(template(before), template(after))).toEqual(then);
  });
});

test('the tags of a role are for a person to read: policies of others may go by them', () => {
  const tagged = template({ R: role({ Tags: [{ Key: 'Team', Value: 'a' }] }) });
  expect(compareTemplates(template({ R: role() }), tagged)).toEqual([
    expect.objectContaining({
      direction: 'unclear',
      resource: expect.any(String),
      what: expect.stringContaining('Tags'),
    }),
  ]);
});

test('a bucket that comes open widens', () => {
  const bucket = { B: of('AWS::S3::Bucket', { PublicAccessBlockConfiguration: OPEN }) };
  expect(compareTemplates(EMPTY_TEMPLATE, template(bucket))).toEqual([
    {
      direction: 'widens',
      resource: 'B',
      what: 'a new bucket whose public access block is not complete',
      values: ['BlockPublicPolicy'],
    },
  ]);
});

test('who is new is shown with whom it trusts and what it may do', () => {
  const after = template({
    R: role({ ManagedPolicyArns: [{ Ref: 'P' }, 'arn:aws-managed'] }),
    P: policy(allow('Get'), deny('Put')),
  });
  expect(compareTemplates(EMPTY_TEMPLATE, after)).toEqual([
    {
      direction: 'widens',
      resource: 'team',
      what: 'a new role',
      values: [
        'trust: Action sts:AssumeRole',
        'trust: Principal AWS arn:a',
        'permission: Allow Get',
        'permission: Deny Put',
        'managed policy: arn:aws-managed',
      ],
    },
  ]);
});
