import { IAMClient } from '@aws-sdk/client-iam';
import { S3Client } from '@aws-sdk/client-s3';
import { AwsTakenNames } from '../../lib/aws/taken-names';
import { throttledTo } from '../../lib/aws/throttle';
import { type Answer, answering, xml, xmlError } from './answering';

function taken(answer: (request: string) => Answer) {
  const { settings, sent } = answering(answer);
  return { names: new AwsTakenNames(new IAMClient(settings), new S3Client(settings), throttledTo(2)), sent };
}

describe('names in IAM', () => {
  const Lists: Readonly<Record<string, readonly [string, string]>> = {
    ListRoles: ['Roles', 'role/a/path/r'],
    ListUsers: ['Users', 'user/u'],
    ListGroups: ['Groups', 'group/g'],
    ListPolicies: ['Policies', 'policy/p'],
  };

  test('are those of every kind, page and path', async () => {
    const { names, sent } = taken((request) => {
      const action = /Action=(\w+)/.exec(request)?.[1] ?? '';
      const [list, resource] = Lists[action] ?? ['', ''];
      const isSecond = request.includes('Marker=more');
      const arn = `arn:aws:iam::1:${resource}${isSecond ? '2' : ''}`;
      const more = isSecond
        ? '<IsTruncated>false</IsTruncated>'
        : '<IsTruncated>true</IsTruncated><Marker>more</Marker>';
      return xml(action, `<${list}><member><Arn>${arn}</Arn></member></${list}>${more}`);
    });
    expect((await names.iam()).map(({ kind, name, arn }) => `${kind} ${name} ${arn}`)).toEqual([
      'role r arn:aws:iam::1:role/a/path/r',
      'role r2 arn:aws:iam::1:role/a/path/r2',
      'user u arn:aws:iam::1:user/u',
      'user u2 arn:aws:iam::1:user/u2',
      'group g arn:aws:iam::1:group/g',
      'group g2 arn:aws:iam::1:group/g2',
      'policy p arn:aws:iam::1:policy/p',
      'policy p2 arn:aws:iam::1:policy/p2',
    ]);
    expect(sent.find((request) => request.includes('ListPolicies'))).toContain('Scope=Local');
  });

  test('are refused by the name of the action', async () => {
    const { names } = taken(() => xmlError('AccessDenied', 'no', 403));
    await expect(names.iam()).rejects.toMatchObject({
      code: 'AwsRefused',
      message: expect.stringMatching(/iam:List(Roles|Users|Groups|Policies)/),
    });
  });

  test('of OIDC providers are their ARNs', async () => {
    const providers = '<OpenIDConnectProviderList><member><Arn>arn:o</Arn></member></OpenIDConnectProviderList>';
    expect(await taken(() => xml('ListOpenIDConnectProviders', providers)).names.oidcProviders()).toEqual(['arn:o']);
  });
});

describe('a bucket', () => {
  const answers = (status: number) => taken(() => ({ status, body: '' })).names.bucket('b', '333333333333');

  test('that is not there, is of the account, or refuses is told by the status alone', async () => {
    expect(await answers(404)).toBe('not there');
    expect(await answers(200)).toBe('of the account');
    expect(await answers(403)).toBe('refuses');
    expect(await answers(301)).toBe('refuses');
  });

  test('that answers something else is not judged', async () => {
    await expect(answers(503)).rejects.toThrow();
  });

  test('of the account is in its list', async () => {
    const body = '<ListAllMyBucketsResult><Buckets><Bucket><Name>b</Name></Bucket></Buckets></ListAllMyBucketsResult>';
    expect(await taken(() => ({ body })).names.ownBuckets()).toEqual(['b']);
  });
});
