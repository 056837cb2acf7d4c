import { IAMClient } from '@aws-sdk/client-iam';
import { IamAccountUsers } from '../../lib/aws/account-users';
import { type Answer, answering, xml, xmlError } from './answering';

const OWN = 'arn:aws:iam::333333333333:policy/orgstrap/p';
const DOCUMENT = '{"Version":"2012-10-17","Statement":[]}';

/** IAM with one user and one group, which wear the same policy. */
function users(changes: Readonly<Record<string, Answer>> = {}) {
  const attached = `<AttachedPolicies><member><PolicyArn>${OWN}</PolicyArn></member></AttachedPolicies>`;
  const inline = '<PolicyNames><member>more</member></PolicyNames>';
  const boundary = '<PermissionsBoundary><PermissionsBoundaryArn>b</PermissionsBoundaryArn></PermissionsBoundary>';
  const answers: Readonly<Record<string, Answer>> = {
    ListUsers: xml(
      'ListUsers',
      '<Users><member><UserName>ada</UserName><Path>/orgstrap/people/</Path></member></Users>',
    ),
    GetUser: xml('GetUser', `<User><UserName>ada</UserName>${boundary}</User>`),
    ListGroupsForUser: xml('ListGroupsForUser', '<Groups><member><GroupName>g</GroupName></member></Groups>'),
    ListUserPolicies: xml('ListUserPolicies', inline),
    ListGroupPolicies: xml('ListGroupPolicies', inline),
    ListAttachedUserPolicies: xml('ListAttachedUserPolicies', attached),
    ListAttachedGroupPolicies: xml('ListAttachedGroupPolicies', attached),
    GetPolicy: xml('GetPolicy', '<Policy><DefaultVersionId>v1</DefaultVersionId></Policy>'),
    GetPolicyVersion: xml(
      'GetPolicyVersion',
      `<PolicyVersion><Document>${encodeURIComponent(DOCUMENT)}</Document></PolicyVersion>`,
    ),
    ...changes,
  };
  const { settings, sent } = answering((request) => {
    const [, action = ''] = /Action=(\w+)/.exec(request) ?? [];
    return answers[action] ?? xmlError('ServiceFailure', `nobody expects ${action}`, 500);
  });
  return { users: new IamAccountUsers(new IAMClient(settings)), sent };
}

const WORN = { inline: ['more'], attached: [{ arn: OWN, document: DOCUMENT }] };

describe('the users of an account', () => {
  test('are those on the path of orgstrap and below it', async () => {
    const { users: found, sent } = users();
    expect(await found.users()).toEqual([expect.objectContaining({ name: 'ada', path: '/orgstrap/people/' })]);
    expect(sent[0]).toContain(`PathPrefix=${encodeURIComponent('/orgstrap/')}`);
  });

  test('come with their boundary, their groups, and what is their own', async () => {
    expect(await users().users.user('ada')).toEqual({ boundary: 'b', groups: ['g'], permissions: WORN });
  });

  test('are in groups that say what they may do; a policy of several is read once', async () => {
    const { users: found, sent } = users();
    await found.user('ada');
    expect(await found.group('g')).toEqual(WORN);
    expect(sent.filter((request) => request.includes('Action=GetPolicyVersion'))).toHaveLength(1);
  });

  test.each([
    ['that does not exist', 'NoSuchEntity', 404],
    ['that is not on the path, or does not exist, as IAM says it to who may read the path alone', 'AccessDenied', 403],
  ])('are in no group %s', async (_, code, status) => {
    const { users: found } = users({ ListAttachedGroupPolicies: xmlError(code, 'no', status) });
    expect(await found.group('g')).toBeUndefined();
  });

  test.each(['GetUser', 'ListGroupsForUser', 'ListUserPolicies', 'ListAttachedUserPolicies', 'GetPolicyVersion'])(
    'are not known where IAM refuses %s',
    async (action) => {
      const { users: found } = users({ [action]: xmlError('AccessDenied', 'no', 403) });
      await expect(found.user('ada')).rejects.toThrow(`iam:${action}`);
    },
  );

  test('are not known where IAM does not answer', async () => {
    const { users: found } = users({ ListAttachedGroupPolicies: xmlError('ServiceFailure', 'later', 500) });
    await expect(found.group('g')).rejects.toThrow('later');
  });
});
