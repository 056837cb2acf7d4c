import type { Json } from '../../lib/domain/json';
import { compareDocuments } from '../../lib/iam/compare-documents';

const ALLOW = { Sid: 'Read', Effect: 'Allow', Action: ['s3:GetObject'], Resource: 'arn:x:s3:::b/*' };
const DENY = { ...ALLOW, Sid: 'NeverRead', Effect: 'Deny' };
const ORG = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } };

function document(...statements: readonly Json[]): Json {
  return { Version: '2012-10-17', Statement: statements };
}

/** `widens: what`, and so on, without the values. */
function judged(before: Json | undefined, after: Json | undefined): readonly string[] {
  return compareDocuments('policy', before, after).map(({ direction, what }) => `${direction}: ${what}`);
}

interface Case {
  readonly when: string;
  readonly before: Json;
  readonly after: Json;
  readonly then: readonly string[];
}

/** Each is read in both directions: what widens one way narrows the other way. */
const ONE_WAY: readonly Case[] = [
  {
    when: 'an Allow is added',
    before: document(),
    after: document(ALLOW),
    then: ['widens: policy: has a new Allow Read'],
  },
  {
    when: 'a Deny is removed',
    before: document(DENY),
    after: document(),
    then: ['widens: policy: no longer has the Deny NeverRead'],
  },
  {
    when: 'an Allow has another action',
    before: document(ALLOW),
    after: document({ ...ALLOW, Action: ['s3:GetObject', 's3:PutObject'] }),
    then: ['widens: policy: Allow Read: covers more actions'],
  },
  {
    when: 'the action of an Allow becomes a wildcard',
    before: document(ALLOW),
    after: document({ ...ALLOW, Action: 's3:Get*' }),
    then: ['widens: policy: Allow Read: covers more actions'],
  },
  {
    when: 'an Allow is on more resources',
    before: document(ALLOW),
    after: document({ ...ALLOW, Resource: '*' }),
    then: ['widens: policy: Allow Read: covers more resources'],
  },
  {
    when: 'an Allow excepts fewer actions',
    before: document({ Sid: 'Read', Effect: 'Allow', NotAction: ['iam:*', 's3:*'], Resource: '*' }),
    after: document({ Sid: 'Read', Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
    then: ['widens: policy: Allow Read: excepts fewer actions'],
  },
  {
    when: 'a Deny excepts more resources',
    before: document({ Sid: 'NeverRead', Effect: 'Deny', Action: 'a:B', NotResource: 'a' }),
    after: document({ Sid: 'NeverRead', Effect: 'Deny', Action: 'a:B', NotResource: ['a', 'b'] }),
    then: ['widens: policy: Deny NeverRead: excepts more resources'],
  },
  {
    when: 'a Deny has fewer actions',
    before: document({ ...DENY, Action: ['s3:GetObject', 's3:PutObject'] }),
    after: document(DENY),
    then: ['widens: policy: Deny NeverRead: covers fewer actions'],
  },
  {
    when: 'an Allow loses its condition',
    before: document({ ...ALLOW, Condition: ORG }),
    after: document(ALLOW),
    then: ['widens: policy: Allow Read: no longer has the condition StringEquals aws:PrincipalOrgID'],
  },
  {
    when: 'a Deny gets a condition',
    before: document(DENY),
    after: document({ ...DENY, Condition: ORG }),
    then: ['widens: policy: Deny NeverRead: has the new condition StringEquals aws:PrincipalOrgID'],
  },
  {
    when: 'the condition of an Allow has another value',
    before: document({ ...ALLOW, Condition: ORG }),
    after: document({ ...ALLOW, Condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-1', 'o-2'] } } }),
    then: ['widens: policy: Allow Read: the condition StringEquals aws:PrincipalOrgID has more values'],
  },
  {
    when: 'the condition of a Deny excepts another principal',
    before: document({ ...DENY, Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'a' } } }),
    after: document({ ...DENY, Condition: { ArnNotEquals: { 'aws:PrincipalArn': ['a', 'b'] } } }),
    then: ['widens: policy: Deny NeverRead: the condition ArnNotEquals aws:PrincipalArn has more values'],
  },
  {
    when: 'a value of StringLike becomes a wider pattern',
    before: document({ ...ALLOW, Condition: { StringLike: { 's3:prefix': 'env/dev' } } }),
    after: document({ ...ALLOW, Condition: { StringLike: { 's3:prefix': 'env/*' } } }),
    then: ['widens: policy: Allow Read: the condition StringLike s3:prefix has more values'],
  },
  {
    when: 'a trust names another principal',
    before: document({ Effect: 'Allow', Sid: 'T', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:a' } }),
    after: document({ Effect: 'Allow', Sid: 'T', Action: 'sts:AssumeRole', Principal: { AWS: ['arn:a', 'arn:b'] } }),
    then: ['widens: policy: Allow T: covers more principals'],
  },
  {
    when: 'a trust names everybody',
    before: document({ Effect: 'Allow', Sid: 'T', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:a' } }),
    after: document({ Effect: 'Allow', Sid: 'T', Action: 'sts:AssumeRole', Principal: '*' }),
    then: ['widens: policy: Allow T: covers more principals'],
  },
];

describe('what changes in a policy document', () => {
  test.each(ONE_WAY)('$when: it widens', ({ before, after, then }) => {
    expect(judged(before, after)).toEqual(then);
  });

  test.each(ONE_WAY)('not so any more that $when: it narrows', ({ before, after }) => {
    expect(judged(after, before).map((finding) => finding.split(':')[0])).toEqual(['narrows']);
  });

  test.each<Case>([
    {
      when: 'values come in another order, or one of them alone',
      before: document({ ...ALLOW, Action: ['s3:GetObject'], Resource: ['b', 'a'] }),
      after: document({ ...ALLOW, Action: 's3:GetObject', Resource: ['a', 'b'] }),
      then: [],
    },
    {
      when: 'a statement gets another Sid',
      before: document(ALLOW),
      after: document({ ...ALLOW, Sid: 'Other' }),
      then: [],
    },
    { when: 'statements change places', before: document(ALLOW, DENY), after: document(DENY, ALLOW), then: [] },
    {
      when: 'an action goes that a wildcard covers',
      before: document({ ...ALLOW, Action: ['s3:Get*', 's3:GetObject'] }),
      after: document({ ...ALLOW, Action: 's3:get*' }),
      then: [],
    },
    {
      when: 'everybody is written in the other way',
      before: document({ Effect: 'Allow', Sid: 'T', Action: 'a:B', Principal: '*' }),
      after: document({ Effect: 'Allow', Sid: 'T', Action: 'a:B', Principal: { AWS: '*' } }),
      then: [],
    },
    {
      when: 'a document of text says the same',
      before: JSON.stringify(document(ALLOW)),
      after: document(ALLOW),
      then: [],
    },
  ])('$when: nothing changes', ({ before, after, then }) => {
    expect(judged(before, after)).toEqual(then);
  });

  test.each<Case>([
    {
      when: 'Action becomes NotAction',
      before: document(ALLOW),
      after: document({ Sid: 'Read', Effect: 'Allow', NotAction: 's3:GetObject', Resource: 'arn:x:s3:::b/*' }),
      then: ['unclear: policy: Allow Read: NotAction in place of Action changed: read it'],
    },
    {
      when: 'an operator that orgstrap cannot weigh has another value',
      before: document({ ...ALLOW, Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '300' } } }),
      after: document({ ...ALLOW, Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '900' } } }),
      then: ['unclear: policy: Allow Read: the condition NumericLessThan aws:MultiFactorAuthAge changed: read it'],
    },
    {
      when: 'the version of the language is another',
      before: { Version: '2008-10-17', Statement: [ALLOW] },
      after: document(ALLOW),
      then: ['unclear: policy: its Version changed: read it'],
    },
    {
      when: 'a condition is there twice, in capitals and without',
      before: document(ALLOW),
      after: document({ ...ALLOW, Condition: { StringEquals: { 'aws:a': 'x', 'AWS:A': 'y' } } }),
      then: ['unclear: policy changed: read it'],
    },
    {
      when: 'a statement has both forms of an element',
      before: document(ALLOW),
      after: document({ ...ALLOW, NotAction: 'iam:*' }),
      then: ['unclear: policy changed: read it'],
    },
    {
      when: 'a statement is an intrinsic function',
      before: document(ALLOW),
      after: document({ 'Fn::If': ['Yes', ALLOW, DENY] }),
      then: ['unclear: policy changed: read it'],
    },
  ])('$when: a person must read it', ({ before, after, then }) => {
    expect(judged(before, after)).toEqual(then);
    expect(judged(after, before).map((finding) => finding.split(':')[0])).toEqual(['unclear']);
  });

  test('an Allow that becomes a Deny of the same name narrows twice', () => {
    expect(judged(document(ALLOW), document({ ...ALLOW, Effect: 'Deny' }))).toEqual([
      'narrows: policy: has a new Deny Read',
      'narrows: policy: no longer has the Allow Read',
    ]);
  });

  test('a swap of one action for another both widens and narrows', () => {
    expect(judged(document(ALLOW), document({ ...ALLOW, Action: 's3:PutObject' }))).toEqual([
      'widens: policy: Allow Read: covers more actions',
      'narrows: policy: Allow Read: covers fewer actions',
    ]);
  });

  test('names exactly what is new', () => {
    const after = document({ ...ALLOW, Action: ['s3:GetObject', 's3:PutObject'] });
    expect(compareDocuments('policy', document(ALLOW), after)).toEqual([
      { direction: 'widens', what: 'policy: Allow Read: covers more actions', values: ['s3:PutObject'] },
    ]);
  });
});
