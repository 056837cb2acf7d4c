import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { IamAccountRoles } from '../../lib/aws/account-roles';
import { IamAccountSummary } from '../../lib/aws/account-summary';
import { AwsOrganizationSettings } from '../../lib/aws/organization-settings';
import { IamRootAccess } from '../../lib/aws/root-access';
import { type Answer, answering, json, xml, xmlError } from './answering';

function iam(answer: Answer) {
  const { settings, sent } = answering(() => answer);
  return { client: new IAMClient(settings), sent };
}

describe('the summary of an account', () => {
  function summary(numbers: Readonly<Record<string, number>>) {
    const entries = Object.entries(numbers).map(
      ([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`,
    );
    const { client } = iam(xml('GetAccountSummary', `<SummaryMap>${entries.join('')}</SummaryMap>`));
    return new IamAccountSummary(client).rootUser();
  }

  test('tells which credentials the root user has', async () => {
    const numbers = { AccountMFAEnabled: 1, AccountAccessKeysPresent: 2, AccountPasswordPresent: 1 };
    expect(await summary({ ...numbers, AccountSigningCertificatesPresent: 1 })).toEqual({
      hasMfa: true,
      hasAccessKeys: true,
      hasPassword: true,
      hasSigningCertificates: true,
    });
  });

  test('tells that it has none, as centralized root access leaves it', async () => {
    expect(await summary({ AccountMFAEnabled: 0, AccountAccessKeysPresent: 0, AccountPasswordPresent: 0 })).toEqual({
      hasMfa: false,
      hasAccessKeys: false,
      hasPassword: false,
      hasSigningCertificates: false,
    });
  });

  test('is not taken for a good one where it says less', async () => {
    expect(await summary({ AccountMFAEnabled: 0, AccountAccessKeysPresent: 0 })).toMatchObject({
      hasPassword: undefined,
    });
    await expect(summary({ Users: 3 })).rejects.toThrow('without the root user');
  });
});

describe('centralized root access', () => {
  test('says which of its features are on', async () => {
    const { client } = iam(
      xml('ListOrganizationsFeatures', '<EnabledFeatures><member>RootSessions</member></EnabledFeatures>'),
    );
    expect(await new IamRootAccess(client).features()).toEqual(['RootSessions']);
  });

  test.each(['AccountNotManagementOrDelegatedAdministratorException', 'AccountNotManagementOrDelegatedAdministrator'])(
    'is told to nobody else: %s',
    async (code) => {
      expect(await new IamRootAccess(iam(xmlError(code, 'no')).client).features()).toBeUndefined();
    },
  );

  test.each(['ServiceAccessNotEnabledException', 'ServiceAccessNotEnabled'])(
    'is off where IAM may not work in the organization: %s',
    async (code) => {
      expect(await new IamRootAccess(iam(xmlError(code, 'no')).client).features()).toEqual([]);
    },
  );

  test('that is refused is no answer', async () => {
    const { client } = iam(xmlError('AccessDenied', 'no', 403));
    await expect(new IamRootAccess(client).features()).rejects.toMatchObject({ code: 'AwsRefused' });
  });
});

describe('a role of an account', () => {
  test('comes with its boundary, and its trust policy as it was written', async () => {
    const trust = '{"Version":"2012-10-17","Statement":[]}';
    const { client } = iam(
      xml(
        'GetRole',
        `<Role><RoleName>r</RoleName><AssumeRolePolicyDocument>${encodeURIComponent(trust)}</AssumeRolePolicyDocument>` +
          '<PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>arn:aws:iam::444444444444:policy/b</PermissionsBoundaryArn></PermissionsBoundary></Role>',
      ),
    );
    expect(await new IamAccountRoles(client).role('r')).toEqual({
      boundary: 'arn:aws:iam::444444444444:policy/b',
      trust,
    });
  });

  test.each([
    ['that does not exist', 'NoSuchEntity', 404],
    ['that is not on the path, or does not exist, as IAM says it to who may read the path alone', 'AccessDenied', 403],
  ])('%s is none', async (_, code, status) => {
    expect(await new IamAccountRoles(iam(xmlError(code, 'no', status)).client).role('r')).toBeUndefined();
  });

  test('has policies beside it, which are there or not', async () => {
    const there = iam(xml('GetPolicy', '<Policy><PolicyName>p</PolicyName></Policy>')).client;
    expect(await new IamAccountRoles(there).hasPolicy('arn:aws:iam::444444444444:policy/orgstrap/p')).toBe(true);
    const gone = iam(xmlError('NoSuchEntity', 'no', 404)).client;
    expect(await new IamAccountRoles(gone).hasPolicy('arn:aws:iam::444444444444:policy/orgstrap/p')).toBe(false);
  });
});

describe('what a role may do', () => {
  const own = 'arn:aws:iam::444444444444:policy/orgstrap/p';
  const foreign = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  const document = '{"Version":"2012-10-17","Statement":[]}';

  function permissions(version: Answer) {
    const { settings } = answering((request) => {
      const said = (action: string) => request.includes(`Action=${action}&`);
      if (said('ListRolePolicies'))
        return xml('ListRolePolicies', '<PolicyNames><member>inline</member></PolicyNames>');
      if (said('ListAttachedRolePolicies')) {
        const members = [own, foreign].map((arn) => `<member><PolicyArn>${arn}</PolicyArn></member>`);
        return xml('ListAttachedRolePolicies', `<AttachedPolicies>${members.join('')}</AttachedPolicies>`);
      }
      if (request.includes(encodeURIComponent(foreign))) return xmlError('AccessDenied', 'no', 403);
      if (said('GetPolicy')) return xml('GetPolicy', '<Policy><DefaultVersionId>v3</DefaultVersionId></Policy>');
      return request.includes('VersionId=v3') ? version : xmlError('NoSuchEntity', 'another version', 404);
    });
    return new IamAccountRoles(new IAMClient(settings)).permissions('r');
  }

  test('is its inline policies by name, and its managed ones as they are now, as far as they may be read', async () => {
    const version = `<PolicyVersion><Document>${encodeURIComponent(document)}</Document></PolicyVersion>`;
    expect(await permissions(xml('GetPolicyVersion', version))).toEqual({
      inline: ['inline'],
      revocations: new Map(),
      attached: [
        { arn: own, document },
        { arn: foreign, document: undefined },
      ],
    });
  });

  test('is asked for once, though several roles wear the same policy', async () => {
    const { settings, sent } = answering((request) => {
      if (request.includes('Action=ListRolePolicies&')) return xml('ListRolePolicies', '');
      const attached = `<AttachedPolicies><member><PolicyArn>${own}</PolicyArn></member></AttachedPolicies>`;
      if (request.includes('Action=List')) return xml('ListAttachedRolePolicies', attached);
      return request.includes('Action=GetPolicy&') ? xml('GetPolicy', '<Policy/>') : xml('GetPolicyVersion', '');
    });
    const roles = new IamAccountRoles(new IAMClient(settings));
    await Promise.all(['one', 'other'].map((role) => roles.permissions(role)));
    expect(sent.filter((request) => request.includes('Action=Get'))).toHaveLength(2);
  });

  test('is not known where IAM does not answer', async () => {
    await expect(permissions(xmlError('ServiceFailure', 'later', 500))).rejects.toThrow('later');
    await expect(permissions(xmlError('AccessDenied', 'no', 403))).rejects.toThrow('iam:GetPolicyVersion');
    const refused = iam(xmlError('AccessDenied', 'no', 403)).client;
    await expect(new IamAccountRoles(refused).permissions('r')).rejects.toThrow('iam:ListRolePolicies');
  });
});

describe('the settings of an organization', () => {
  function organization(answer: (request: string) => Answer, callAs: 'SELF' | 'DELEGATED_ADMIN' = 'SELF') {
    const { settings, sent } = answering(answer);
    const clients = [new OrganizationsClient(settings), new CloudFormationClient(settings)] as const;
    return { settings: new AwsOrganizationSettings(...clients, callAs), sent };
  }

  test('are its id, its management account and its feature set', async () => {
    const { settings } = organization(() =>
      json({ Organization: { Id: 'o-1', MasterAccountId: '111111111111', FeatureSet: 'CONSOLIDATED_BILLING' } }),
    );
    expect(await settings.describe()).toEqual({ id: 'o-1', managementAccount: '111111111111', hasAllFeatures: false });
  });

  test('are none where the account is in no organization', async () => {
    const { settings } = organization(() => json({ __type: 'AWSOrganizationsNotInUseException' }, 400));
    expect(await settings.describe()).toBeUndefined();
  });

  test('are its root with the policy types that are on, and not those that are on their way', async () => {
    const { settings } = organization((request) =>
      request.includes('"NextToken":"n"')
        ? json({
            Roots: [
              {
                Id: 'r-abcd',
                PolicyTypes: [
                  { Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' },
                  { Type: 'RESOURCE_CONTROL_POLICY', Status: 'PENDING_ENABLE' },
                ],
              },
            ],
          })
        : json({ Roots: [], NextToken: 'n' }),
    );
    expect(await settings.root()).toEqual({ id: 'r-abcd', policyTypes: ['SERVICE_CONTROL_POLICY'] });
  });

  test('are the delegated administrators of a service, over all pages', async () => {
    const { settings, sent } = organization((request) =>
      request.includes('"NextToken":"n"')
        ? json({ DelegatedAdministrators: [{ Id: '333333333333' }] })
        : json({ DelegatedAdministrators: [{ Id: '222222222222' }], NextToken: 'n' }),
    );
    expect(await settings.delegatedAdministrators('some.service')).toEqual(['222222222222', '333333333333']);
    expect(sent[0]).toContain('"ServicePrincipal":"some.service"');
  });

  test('are the policies of a type that are attached to something, over all pages', async () => {
    const { settings, sent } = organization((request) =>
      request.includes('"NextToken":"n"')
        ? json({ Policies: [{ Name: 'b' }] })
        : json({ Policies: [{ Name: 'FullAWSAccess' }], NextToken: 'n' }),
    );
    expect(await settings.attachedPolicies('r-abcd', 'SERVICE_CONTROL_POLICY')).toEqual(['FullAWSAccess', 'b']);
    expect(sent[0]).toContain('"Filter":"SERVICE_CONTROL_POLICY"');
    expect(sent[0]).toContain('"TargetId":"r-abcd"');
  });

  test.each([
    ['ENABLED', true],
    ['DISABLED', false],
    ['DISABLED_PERMANENTLY', false],
  ])('are whether StackSets are trusted: %s', async (status, isOn) => {
    const answer = xml('DescribeOrganizationsAccess', `<Status>${status}</Status>`);
    const { settings, sent } = organization(() => answer, 'DELEGATED_ADMIN');
    expect(await settings.trustsStackSets()).toBe(isOn);
    expect(sent[0]).toContain('CallAs=DELEGATED_ADMIN');
  });

  test('that may not be read are refused by the name of the action', async () => {
    const { settings } = organization(() => json({ __type: 'AccessDeniedException', Message: 'no' }, 400));
    await expect(settings.root()).rejects.toThrow('organizations:ListRoots');
    await expect(settings.delegatedAdministrators('s')).rejects.toThrow('organizations:ListDelegatedAdministrators');
  });
});
