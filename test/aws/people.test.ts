import { IAMClient } from '@aws-sdk/client-iam';
import { IamAccessRoles } from '../../lib/aws/access-roles';
import { IamSignIns, isVirtualDevice } from '../../lib/aws/sign-ins';
import { SecretText } from '../../lib/domain/secret-text';
import { type Answer, answering, xml, xmlError } from './answering';

const NAME = 'first-developer';
const DEVICE = `arn:aws:iam::333333333333:mfa/${NAME}`;
const CLOSING = 'arn:aws:iam::444444444444:policy/orgstrap/orgstrap-access-closed';
const SECRET = 'correct-horse-battery-staple';

function iam(answer: (body: string) => Answer) {
  const { settings, sent } = answering(answer);
  return { client: new IAMClient(settings), sent: () => sent.map((body) => new URLSearchParams(body)) };
}

/** Every call is answered with an error. */
function failing(code: string, status = 400) {
  return iam(() => xmlError(code, 'no', status));
}

/** A list in two pages. */
function pages(action: string, list: string, members: readonly [string, string]) {
  const page = (member: string) => `<${list}><member>${member}</member></${list}>`;
  return iam((body) =>
    body.includes('Marker=m')
      ? xml(action, `${page(members[1])}<IsTruncated>false</IsTruncated>`)
      : xml(action, `${page(members[0])}<IsTruncated>true</IsTruncated><Marker>m</Marker>`),
  );
}

describe('sign-ins', () => {
  test('are those of a path, over all pages', async () => {
    const user = (name: string, rest = '') =>
      `<UserName>${name}</UserName><Path>/orgstrap/people/</Path><UserId>AIDA</UserId><Arn>a</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate>${rest}`;
    const used = '<PasswordLastUsed>2026-02-01T00:00:00Z</PasswordLastUsed>';
    const { client, sent } = pages('ListUsers', 'Users', [user('one', used), user('two')]);
    expect(await new IamSignIns(client).list('/orgstrap/people/')).toEqual([
      { name: 'one', path: '/orgstrap/people/', lastSignIn: new Date('2026-02-01T00:00:00Z') },
      { name: 'two', path: '/orgstrap/people/' },
    ]);
    expect(sent().map((request) => request.get('PathPrefix'))).toEqual(['/orgstrap/people/', '/orgstrap/people/']);
  });

  test('have groups and devices, over all pages', async () => {
    const group = (name: string) => `<GroupName>${name}</GroupName>`;
    const groups = pages('ListGroupsForUser', 'Groups', [group('one'), group('two')]);
    expect(await new IamSignIns(groups.client).groups(NAME)).toEqual(['one', 'two']);
    const device = (serial: string) => `<UserName>${NAME}</UserName><SerialNumber>${serial}</SerialNumber>`;
    const devices = pages('ListMFADevices', 'MFADevices', [device(DEVICE), device('GAHT12345678')]);
    expect(await new IamSignIns(devices.client).devices(NAME)).toEqual([DEVICE, 'GAHT12345678']);
  });

  test('have a password since it was made', async () => {
    const { client } = iam(() =>
      xml(
        'GetLoginProfile',
        `<LoginProfile><UserName>${NAME}</UserName><CreateDate>2026-01-01T00:00:00Z</CreateDate></LoginProfile>`,
      ),
    );
    expect(await new IamSignIns(client).passwordSince(NAME)).toEqual(new Date('2026-01-01T00:00:00Z'));
  });

  test('get a password that has to be changed, the first and every other time', async () => {
    const { client, sent } = iam((body) =>
      xml(body.includes('CreateLogin') ? 'CreateLoginProfile' : 'UpdateLoginProfile', ''),
    );
    const signIns = new IamSignIns(client);
    await signIns.createPassword(NAME, new SecretText(SECRET));
    await signIns.replacePassword(NAME, new SecretText(SECRET));
    const asked = ['Action', 'UserName', 'Password', 'PasswordResetRequired'];
    expect(sent().map((request) => asked.map((key) => request.get(key)))).toEqual([
      ['CreateLoginProfile', NAME, SECRET, 'true'],
      ['UpdateLoginProfile', NAME, SECRET, 'true'],
    ]);
  });

  test.each([
    ['somebody else has set one', 'EntityAlreadyExists', 'HasPassword'],
    ['a password policy wants more', 'PasswordPolicyViolation', 'PasswordRefused'],
    ['the role may not', 'AccessDenied', 'AwsRefused'],
  ])('get no password where %s, and the failure does not tell it', async (_, code, failure) => {
    const error: unknown = await new IamSignIns(failing(code).client)
      .createPassword(NAME, new SecretText(SECRET))
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: failure });
    expect(error instanceof Error && `${error.message} ${error.stack}`).not.toContain(SECRET);
  });

  test('that are gone are nothing to mind', async () => {
    const signIns = new IamSignIns(failing('NoSuchEntity', 404).client);
    expect(await signIns.find(NAME)).toBeUndefined();
    expect(await signIns.passwordSince(NAME)).toBeUndefined();
    await signIns.leave(NAME, 'group');
    await signIns.deletePassword(NAME);
    await signIns.deactivateDevice(NAME, DEVICE);
    await signIns.deleteDevice(DEVICE);
  });

  test('are refused by the name of the action, and of what it is about', async () => {
    const signIns = new IamSignIns(failing('AccessDenied', 403).client);
    await expect(signIns.leave(NAME, 'admins')).rejects.toThrow('AWS refuses iam:RemoveUserFromGroup of admins');
    await expect(signIns.deletePassword(NAME)).rejects.toThrow('AWS refuses iam:DeleteLoginProfile');
    await expect(signIns.deactivateDevice(NAME, DEVICE)).rejects.toThrow('AWS refuses iam:DeactivateMFADevice');
    await expect(signIns.deleteDevice(DEVICE)).rejects.toThrow(`AWS refuses iam:DeleteVirtualMFADevice of ${DEVICE}`);
    await expect(signIns.find(NAME)).rejects.toMatchObject({ code: 'AwsRefused' });
  });

  test('have virtual devices, by their ARN, and others', () => {
    expect(isVirtualDevice(DEVICE)).toBe(true);
    expect(isVirtualDevice(DEVICE.replace('arn:aws:', 'arn:aws-us-gov:'))).toBe(true);
    expect(isVirtualDevice('GAHT12345678')).toBe(false);
    expect(isVirtualDevice('arn:aws:iam::333333333333:u2f/user/first-developer/key-ABC')).toBe(false);
  });
});

describe('access roles', () => {
  test('are closed and opened by one policy', async () => {
    const { client, sent } = iam((body) => xml(body.includes('Attach') ? 'AttachRolePolicy' : 'DetachRolePolicy', ''));
    const roles = new IamAccessRoles(client, CLOSING);
    await roles.close('admin');
    await roles.open('admin');
    expect(sent().map((request) => ['Action', 'RoleName', 'PolicyArn'].map((key) => request.get(key)))).toEqual([
      ['AttachRolePolicy', 'orgstrap-access-admin', CLOSING],
      ['DetachRolePolicy', 'orgstrap-access-admin', CLOSING],
    ]);
  });

  test('are closed where that policy is on any page of theirs', async () => {
    const policy = (arn: string) => `<PolicyName>p</PolicyName><PolicyArn>${arn}</PolicyArn>`;
    const list = ['ListAttachedRolePolicies', 'AttachedPolicies'] as const;
    const closed = pages(...list, [policy('arn:other'), policy(CLOSING)]);
    expect(await new IamAccessRoles(closed.client, CLOSING).isClosed('admin')).toBe(true);
    const open = pages(...list, [policy('arn:other'), policy(CLOSING.replace('closed', 'view-1'))]);
    expect(await new IamAccessRoles(open.client, CLOSING).isClosed('admin')).toBe(false);
  });

  test('that are not deployed are open, and cannot be closed', async () => {
    const roles = new IamAccessRoles(failing('NoSuchEntity', 404).client, CLOSING);
    expect(await roles.isClosed('admin')).toBe(false);
    await roles.open('admin');
    await expect(roles.close('admin')).rejects.toMatchObject({ code: 'NoAccessRole' });
  });

  test('are refused by the name of the action', async () => {
    const roles = new IamAccessRoles(failing('AccessDenied', 403).client, CLOSING);
    await expect(roles.isClosed('admin')).rejects.toThrow('AWS refuses iam:ListAttachedRolePolicies');
    await expect(roles.close('admin')).rejects.toThrow('AWS refuses iam:AttachRolePolicy');
    await expect(roles.open('admin')).rejects.toThrow('AWS refuses iam:DetachRolePolicy');
  });
});
