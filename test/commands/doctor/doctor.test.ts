import { doctor } from '../../../lib/commands/doctor/doctor';
import type { AccountSetting } from '../../../lib/domain/account-settings';
import { EXIT, Failure } from '../../../lib/domain/failure';
import type { AccountId } from '../../../lib/domain/ids';
import type { OrgConfig } from '../../../lib/domain/org-config';
import type { LiveCheck } from '../../../lib/estate/live-check';
import { oidcPipeline, orgConfig, sharedOpsConfig } from '../../support/org-config';
import { identityCenterPeople } from '../../support/people';
import { GOOD_ROOT_USER, type Seen, TIDY_TREE, viewOf } from './healthy-view';

const GUARDED = sharedOpsConfig({ guardrails: { deployers: [] } });
const REFUSED = new Failure('AwsRefused', 'AWS refuses it');

async function checksOf(changes: Partial<Seen>, config = GUARDED): Promise<readonly LiveCheck[]> {
  return (await doctor(config, viewOf(changes))).checks;
}

/** Those that are not ok, as `name: what was found → what mends it`. */
async function wrongWith(changes: Partial<Seen>, config = GUARDED): Promise<readonly string[]> {
  const wrong = (await checksOf(changes, config)).filter(({ result }) => result !== 'ok');
  return wrong.map(({ result, name, found, fix }) => `${result} ${name}: ${found} → ${fix}`);
}

describe('the doctor', () => {
  test('finds nothing where everything is as it should be, and says what was looked at', async () => {
    const checks = await checksOf({});
    expect(checks.map(({ result }) => result)).toEqual(checks.map(() => 'ok'));
    expect(checks.map(({ name }) => name)).toEqual([
      'deployment account',
      'organization id',
      'management account',
      'feature set',
      'root id',
      'policy type SERVICE_CONTROL_POLICY',
      'policy type RESOURCE_CONTROL_POLICY',
      'settings of all accounts',
      'organizational units',
      'environments apart',
      'Ops and Terraform account',
      'accounts of org.yaml',
      'accounts without a workspace',
      'trusted access of StackSets',
      'delegated administrator of StackSets',
      'delegated administrator of Identity Center',
      'reach of Identity Center',
      'control policies',
      'stack instances',
      'quota: StackSets',
      'names in 333333333333',
      'names of buckets',
      'roles stacksets-exec-*: trust StackSets alone',
      'quota: policies of a role',
      'quota: OIDC providers',
      'quota: SERVICE_CONTROL_POLICY of the root',
      'quota: RESOURCE_CONTROL_POLICY of the root',
      'root user: MFA',
      'root user: keys',
      'centralized root access',
      'security contact of this account',
      'security contacts of other accounts',
    ]);
  });

  test('asks for no policy types without guardrails, and wants no delegation where the management account deploys', async () => {
    const checks = await checksOf(
      { account: '111111111111', administrators: [], root: { id: 'r-abcd', policyTypes: [] } },
      orgConfig({ deployFrom: 'management' }),
    );
    expect(checks.filter(({ result }) => result === 'finding')).toEqual([]);
    expect(checks.filter(({ name }) => /^policy type|CONTROL_POLICY/.test(name))).toEqual([]);
    expect(checks.find(({ name }) => name === 'delegated administrator of StackSets')?.found).toBe('nobody');
  });

  test('takes the word of org.yaml for other delegated administrators of StackSets', async () => {
    const deny = ['777777777777' as AccountId];
    const leave = ['888888888888' as AccountId];
    const chosen = orgConfig({ ...GUARDED, guardrails: { deployers: [], stackSetAdministrators: { deny, leave } } });
    const administrators = ['333333333333', ...deny, ...leave];
    const check = (await checksOf({ administrators }, chosen)).find(({ kind }) => kind === 'stack-set-administrator');
    expect(check).toMatchObject({ result: 'ok' });
    expect(check?.found).toBe(
      'the Ops account 333333333333; 777777777777, whom the guardrails deny it; 888888888888, which org.yaml leaves as powerful as the management account',
    );
  });

  test.each<[string, Partial<Seen>, readonly string[]]>([
    [
      'credentials of another account',
      { account: '444444444444' },
      [
        'finding deployment account: these are credentials of 444444444444; deployFrom: ops deploys from 333333333333 → sign in to 333333333333',
        'not seen names in 333333333333: these are credentials of 444444444444',
      ],
    ],
    [
      'another organization',
      { organization: { id: 'o-other00000', managementAccount: '999999999999', hasAllFeatures: true } },
      [
        'finding organization id: o-other00000; org.yaml says o-exampleorgid → write o-other00000 as organization.id',
        'finding management account: 999999999999; org.yaml says 111111111111',
      ],
    ],
    [
      'an account that is in none',
      { organization: undefined },
      ['finding organization id: the account is in no', 'finding management account', 'finding feature set'],
    ],
    [
      'consolidated billing',
      { organization: { id: 'o-exampleorgid', managementAccount: '111111111111', hasAllFeatures: false } },
      [
        'finding feature set: consolidated billing alone → from the management account: aws organizations enable-all-features',
      ],
    ],
    [
      'another root, without RCPs',
      { root: { id: 'r-efgh', policyTypes: ['SERVICE_CONTROL_POLICY'] } },
      [
        'finding root id: r-efgh; org.yaml says r-abcd',
        'finding policy type RESOURCE_CONTROL_POLICY: not enabled → from the management account: aws organizations enable-policy-type --root-id r-efgh --policy-type RESOURCE_CONTROL_POLICY',
      ],
    ],
    [
      'StackSets that are not trusted',
      { isTrusted: false },
      [
        'finding trusted access of StackSets: not activated → from the management account: aws cloudformation activate-organizations-access',
      ],
    ],
    [
      'another delegated administrator',
      { administrators: ['222222222222'] },
      [
        'finding delegated administrator of StackSets: 222222222222, and not the Ops account 333333333333 → from the management account: aws organizations register-delegated-administrator --account-id 333333333333 --service-principal member.org.stacksets.cloudformation.amazonaws.com',
        "finding delegated administrator of StackSets: 222222222222, which org.yaml does not deploy from → write it into guardrails.stackSetAdministrators of org.yaml, under deny, or under leave where it has StackSets of its own: guardrails stop nobody else's unasked. Or from the management account: aws organizations deregister-delegated-administrator --account-id 222222222222",
      ],
    ],
    [
      'a delegated administrator beside the wanted one',
      { administrators: ['333333333333', '999999999999'] },
      ['finding delegated administrator of StackSets: 999999999999, which org.yaml does not deploy from'],
    ],
    [
      'a StackSet that has not arrived, and an account that left',
      {
        stackSets: { 'orgstrap-Boundary': [{ account: '444444444444', status: 'OUTDATED', detailedStatus: 'FAILED' }] },
        tree: { ...TIDY_TREE, accounts: TIDY_TREE.accounts.filter(({ id }) => id !== '444444444444') },
      },
      [
        'finding accounts of org.yaml: dev 444444444444 of dev is not in the organization',
        'finding stack instances: orgstrap-Boundary is FAILED in 444444444444',
      ],
    ],
    [
      'centralized root access by half',
      { features: ['RootCredentialsManagement'] },
      [
        'finding centralized root access: RootSessions is not enabled → from the management account: aws organizations enable-aws-service-access --service-principal iam.amazonaws.com && aws iam enable-organizations-root-sessions',
      ],
    ],
    [
      'no centralized root access',
      { features: [] },
      ['finding centralized root access: RootCredentialsManagement and RootSessions are not enabled'],
    ],
    [
      'a member account that is not told of it',
      { features: undefined },
      [
        'not seen centralized root access: could not be seen from this account → use credentials of the management account',
      ],
    ],
  ])('finds %s, and nothing beside it', async (_, changes, expected) => {
    expect(await wrongWith(changes)).toEqual(expected.map((start) => expect.stringMatching(startingWith(start))));
  });

  test('says who administers Identity Center, and wants the Ops account there if it makes the permission sets', async () => {
    const administers = async (administrators: readonly string[], config = GUARDED) =>
      (await checksOf({ identityCenterAdministrators: administrators }, config))
        .filter(({ name }) => name === 'delegated administrator of Identity Center')
        .map(({ result, found, fix = '' }) => `${result}: ${found} ${fix}`.trim());
    expect(await administers(['999999999999'])).toEqual(['ok: 999999999999']);
    const config = { ...GUARDED, people: identityCenterPeople() };
    expect(await administers(['333333333333'], config)).toEqual(['ok: 333333333333']);
    expect(await administers(['999999999999'], { ...config, deployFrom: 'management' })).toEqual(['ok: 999999999999']);
    const register =
      'from the management account: aws organizations register-delegated-administrator --account-id 333333333333 --service-principal sso.amazonaws.com';
    expect(await administers([], config)).toEqual([
      `finding: nobody, and not the Ops account 333333333333 ${register}`,
    ]);
    expect(await administers(['999999999999'], config)).toEqual([
      `finding: 999999999999, and not the Ops account 333333333333 from the management account: aws organizations deregister-delegated-administrator --account-id 999999999999 --service-principal sso.amazonaws.com, then ${register}`,
    ]);
  });

  test('says what is set in all accounts, and wants the types of policies that org.yaml needs for it', async () => {
    const accountSettings: readonly AccountSetting[] = ['blockPublicBuckets', 'optOutOfAi'];
    const config = orgConfig({ ...GUARDED, guardrails: { deployers: [], accountSettings } });
    const said = async (types: readonly string[], of: OrgConfig) =>
      (await checksOf({ root: { id: 'r-abcd', policyTypes: ['SERVICE_CONTROL_POLICY', ...types] } }, of))
        .filter(({ kind, result }) => kind === 'account-settings' || (kind === 'policy-type' && result !== 'ok'))
        .map(({ found, resource, mending }) => [resource ?? found, mending?.kind].filter(Boolean).join(': '));
    expect(await said(['RESOURCE_CONTROL_POLICY', 'S3_POLICY'], config)).toEqual([
      'AISERVICES_OPT_OUT_POLICY: enable policy type',
      'org.yaml sets blockPublicBuckets, optOutOfAi; nothing sets blockPublicSnapshots, blockPublicImages, requireMetadataTokens, denySerialConsole, which guardrails.accountSettings may',
    ]);
    const types = ['RESOURCE_CONTROL_POLICY', 'AISERVICES_OPT_OUT_POLICY', 'DECLARATIVE_POLICY_EC2', 'S3_POLICY'];
    expect(await said(types, GUARDED)).toEqual(["policies of these types are somebody's"]);
  });

  test('says who may let people in through Identity Center beside the deployers', async () => {
    const reach = async (administrators: readonly string[], config: OrgConfig) =>
      (await checksOf({ identityCenterAdministrators: administrators }, config))
        .filter(({ kind }) => kind === 'identity-center-reach')
        .map(({ result, found }) => `${result}: ${found}`);
    const config = { ...GUARDED, people: identityCenterPeople() };
    const { guardrails: _, ...unguarded } = config;
    expect(await reach([], config)).toEqual(['ok: that of the management account']);
    expect(await reach(['333333333333'], config)).toEqual([
      'ok: 333333333333, where guardrails keep it to deployers, and to SCIM',
    ]);
    for (const open of [unguarded, GUARDED]) {
      expect(await reach(['333333333333'], open)).toEqual([
        expect.stringMatching(
          /^ok: every administrator of 333333333333 lets anybody into every member account; guardrails with/,
        ),
      ]);
    }
    expect(await reach(['999999999999'], config)).toEqual([
      expect.stringContaining('; take care of that account as of the management account, or administer it from there'),
    ]);
  });

  test('sees the rest where AWS refuses to answer, and says what it could not see', async () => {
    const unlistable = {
      controlTree: REFUSED,
      tree: REFUSED,
      stackSets: REFUSED,
      stacks: REFUSED,
      iamNames: REFUSED,
      exemptedRoles: REFUSED,
      oidcProviders: REFUSED,
    };
    const checks = await checksOf(
      {
        ...{ organization: REFUSED, root: REFUSED, isTrusted: REFUSED, features: REFUSED, rootUser: REFUSED },
        ...{ administrators: REFUSED, identityCenterAdministrators: REFUSED, attachedPolicies: REFUSED },
        ...{ ...unlistable, buckets: REFUSED, hasContact: () => REFUSED },
      },
      { ...GUARDED, pipelines: [oidcPipeline('delivery')] },
    );
    // These two ask nobody.
    const unseen = checks.filter(({ name }) => !['deployment account', 'quota: policies of a role'].includes(name));
    expect(unseen.filter(({ found, fix }) => found !== 'AWS refuses it' || fix === undefined)).toEqual([]);
    expect(unseen).toHaveLength(checks.length - 2);
    expect(new Set(unseen.map(({ result }) => result))).toEqual(new Set(['not seen']));
  });

  test('says what it is about where an error is not known, which another run meets, too', async () => {
    const error = new Failure('AwsError', 'AWS answers with an error: Odd', EXIT.incomplete);
    const [check] = (await checksOf({ isTrusted: error })).filter(({ isUnanswered }) => isUnanswered);
    expect(check).toMatchObject({
      result: 'not seen',
      found: error.message,
      fix: expect.not.stringContaining('run this again'),
    });
  });

  test('sees the rest where AWS or the network fails', async () => {
    const error = new Failure('AwsThrottles', 'AWS takes no more calls', EXIT.incomplete);
    expect(await wrongWith({ isTrusted: error })).toEqual([
      expect.stringContaining('not seen trusted access of StackSets: AWS takes no more calls → run this again'),
    ]);
  });

  test('does not take a mistake of its own for something that cannot be seen', async () => {
    await expect(checksOf({ isTrusted: new TypeError('x is not a function') })).rejects.toThrow(TypeError);
  });

  test('lets the management account look, which sees most, though another one deploys', async () => {
    expect(await wrongWith({ account: '111111111111' })).toEqual([
      'not seen names in 333333333333: these are credentials of 111111111111 → run orgstrap doctor with credentials of 333333333333, too',
    ]);
  });
});

describe('the root user', () => {
  const None = { ...GOOD_ROOT_USER, hasPassword: false, hasMfa: false };

  test('of a member account without credentials is as it should be', async () => {
    expect(await wrongWith({ rootUser: None })).toEqual([]);
  });

  test('with a password needs MFA, and where AWS does not say whether it has one, too', async () => {
    expect(await wrongWith({ rootUser: { ...GOOD_ROOT_USER, hasMfa: false } })).toEqual([
      expect.stringMatching(/^finding root user: MFA: it has a password and no MFA .*aws iam delete-login-profile$/),
    ]);
    expect(await wrongWith({ rootUser: { ...None, hasPassword: undefined } })).toEqual([
      expect.stringContaining('finding root user: MFA: it has no MFA, and perhaps a password'),
    ]);
  });

  test('has no keys, with or without MFA', async () => {
    expect(await wrongWith({ rootUser: { ...None, hasAccessKeys: true } })).toEqual([
      expect.stringContaining(
        'finding root user: keys: it has access keys → from the management account, with centralized root access: aws sts assume-root --target-principal 333333333333 --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials --region eu-west-1, and with the credentials that it prints: aws iam list-access-keys, aws iam delete-access-key --access-key-id ID',
      ),
    ]);
    expect(await wrongWith({ rootUser: { ...GOOD_ROOT_USER, hasSigningCertificates: true } })).toEqual([
      expect.stringContaining('it has signing certificates'),
    ]);
  });

  test('of the management account is mended by hand: nobody assumes it', async () => {
    const rootUser = { hasPassword: true, hasMfa: false, hasAccessKeys: true, hasSigningCertificates: false };
    const wrong = (await wrongWith({ account: '111111111111', rootUser })).filter((text) => text.includes('root user'));
    expect(wrong).toHaveLength(2);
    for (const text of wrong) expect(text).toMatch(/→ sign in as the root user of 111111111111, and /);
  });
});

function startingWith(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}

describe('a role with a name that guardrails let through', () => {
  const trust = (principal: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' }],
    });
  const arn = 'arn:aws:iam::333333333333:role/stacksets-exec-0123456789abcdef0123456789abcdef';
  const stackSets =
    'arn:aws:iam::111111111111:role/aws-service-role/stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgAdmin';

  test('is as it should be where it trusts StackSets alone', async () => {
    expect(await wrongWith({ exemptedRoles: [{ arn, trust: trust(stackSets) }] })).toEqual([]);
  });

  test('is found where it trusts somebody else, in the account of the credentials, with whom it trusts', async () => {
    const checks = await checksOf({ exemptedRoles: [{ arn, trust: trust('arn:aws:iam::333333333333:root') }] });
    expect(checks.filter(({ result }) => result !== 'ok')).toEqual([
      expect.objectContaining({
        kind: 'stack-sets-roles',
        account: '333333333333',
        found: expect.stringContaining('trusts arn:aws:iam::333333333333:root'),
        fix: expect.stringContaining('aws iam delete-role --role-name stacksets-exec-0123456789abcdef0123456789abcdef'),
      }),
    ]);
  });

  test('is not seen where the credentials may not list roles', async () => {
    expect(await wrongWith({ exemptedRoles: REFUSED })).toEqual([
      'not seen roles stacksets-exec-*: trust StackSets alone: AWS refuses it → let these credentials call iam:ListRoles',
    ]);
  });
});
