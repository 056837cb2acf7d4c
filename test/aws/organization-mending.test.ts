import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { AwsOrganizationMending } from '../../lib/aws/organization-mending';
import { IamPasswordPolicies } from '../../lib/aws/password-policy';
import { type Answer, answering, json, xml, xmlError } from './answering';

function mending(answer: (request: string) => Answer) {
  const { settings, sent } = answering(answer);
  const waited: number[] = [];
  const wait = (milliseconds: number) => {
    waited.push(milliseconds);
    return Promise.resolve();
  };
  const port = new AwsOrganizationMending(new OrganizationsClient(settings), new CloudFormationClient(settings), wait);
  return { port, sent, waited };
}

describe('what an organization lacks', () => {
  test.each([
    ['done already', json({ __type: 'AccountAlreadyRegisteredException', Message: 'is there' }, 400)],
    ['done now', json({})],
  ])('is an administrator of a service, and no error where that is %s', async (_, answer) => {
    const { port, sent } = mending(() => answer);
    await port.registerAdministrator('333333333333', 'x.amazonaws.com');
    expect(sent).toEqual([
      expect.stringMatching(/RegisterDelegatedAdministrator .*"AccountId":"333333333333".*"x.amazonaws.com"/),
    ]);
  });

  test('is trusted access', async () => {
    const { port, sent } = mending(() => xml('ActivateOrganizationsAccess', ''));
    await port.activateTrustedAccess();
    expect(sent).toEqual([expect.stringContaining('Action=ActivateOrganizationsAccess')]);
  });

  test('is a policy type, and there once AWS says that it is enabled', async () => {
    const states = ['PENDING_ENABLE', 'ENABLED'];
    const { port, waited } = mending((request) =>
      request.includes('ListRoots')
        ? json({ Roots: [{ Id: 'r-abcd', PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: states.shift() }] }] })
        : json({ __type: 'PolicyTypeAlreadyEnabledException', Message: 'is on its way' }, 400),
    );
    await port.enablePolicyType('r-abcd', 'SERVICE_CONTROL_POLICY');
    expect(waited).toHaveLength(1);
  });

  test('is not there where AWS never says so', async () => {
    const { port } = mending((request) => json(request.includes('ListRoots') ? { Roots: [{ Id: 'r-abcd' }] } : {}));
    await expect(port.enablePolicyType('r-abcd', 'SERVICE_CONTROL_POLICY')).rejects.toMatchObject({ code: 'AwsError' });
  });

  test('is refused by the name of the action', async () => {
    const { port } = mending(() => xmlError('AccessDenied', 'no', 403));
    await expect(port.activateTrustedAccess()).rejects.toMatchObject({
      code: 'AwsRefused',
      message: expect.stringContaining('cloudformation:ActivateOrganizationsAccess'),
    });
  });
});

describe('the password policy of an account', () => {
  function passwords(found: string | undefined) {
    const { settings, sent } = answering((request) =>
      request.includes('Action=UpdateAccountPasswordPolicy')
        ? xml('UpdateAccountPasswordPolicy', '')
        : found === undefined
          ? xmlError('NoSuchEntity', 'none', 404)
          : xml('GetAccountPasswordPolicy', `<PasswordPolicy>${found}</PasswordPolicy>`),
    );
    const updated = () => {
      const update = sent.find((request) => request.includes('Action=Update')) ?? '';
      const { Action: _, Version: __, ...values } = Object.fromEntries(new URLSearchParams(update));
      return values;
    };
    return { port: new IamPasswordPolicies(new IAMClient(settings)), updated };
  }

  test('is none where nobody has set one, and then asks for what it is told', async () => {
    const { port, updated } = passwords(undefined);
    expect(await port.read()).toBeUndefined();
    await port.strengthen({ minimumLength: 14, remembered: 24 });
    expect(updated()).toEqual({ MinimumPasswordLength: '14', PasswordReusePrevention: '24' });
  });

  test('goes on asking for what it asks for already, and for no less', async () => {
    const { port, updated } = passwords(
      '<MinimumPasswordLength>20</MinimumPasswordLength><RequireSymbols>true</RequireSymbols><ExpirePasswords>true</ExpirePasswords>' +
        '<MaxPasswordAge>90</MaxPasswordAge><AllowUsersToChangePassword>true</AllowUsersToChangePassword><HardExpiry>false</HardExpiry>',
    );
    expect(await port.read()).toEqual({ minimumLength: 20, remembered: 0 });
    await port.strengthen({ minimumLength: 14, remembered: 24 });
    expect(updated()).toEqual({
      AllowUsersToChangePassword: 'true',
      HardExpiry: 'false',
      MaxPasswordAge: '90',
      MinimumPasswordLength: '20',
      PasswordReusePrevention: '24',
      RequireSymbols: 'true',
    });
  });
});
