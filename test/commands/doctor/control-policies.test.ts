import type { AttachedPolicy } from '../../../lib/aws/control-policies';
import { doctor } from '../../../lib/commands/doctor/doctor';
import { Failure } from '../../../lib/domain/failure';
import type { LiveCheck } from '../../../lib/estate/live-check';
import { FULL_ACCESS, rcp, scp, treeWith } from '../../estate/control-policies/trees';
import { orgConfig, pipeline, whoDeploys } from '../../support/org-config';
import { viewOf } from './healthy-view';

async function checksWith(...policies: readonly AttachedPolicy[]): Promise<readonly LiveCheck[]> {
  return ofControl(await doctor(orgConfig(), viewOf({ controlTree: treeWith(...policies) })));
}

function ofControl({ checks }: { readonly checks: readonly LiveCheck[] }): readonly LiveCheck[] {
  return checks.filter(({ name }) => name.startsWith('control policies'));
}

const tags = scp('RequireTags', {
  Action: ['iam:CreateRole', 'iam:CreatePolicy'],
  Condition: { Null: { 'aws:RequestTag/CostCenter': 'true' } },
});

describe('the doctor, about control policies,', () => {
  test('says that none stops orgstrap, and how many there are', async () => {
    expect(await checksWith()).toMatchObject([{ result: 'ok', found: 'none of 1 policy is known to stop orgstrap' }]);
  });

  test('names the policy, where it is attached, the statement, the actions and the accounts', async () => {
    expect(await checksWith(tags)).toMatchObject([
      {
        name: 'control policies: StackSets',
        result: 'finding',
        found:
          'the service control policy RequireTags (p-requiretags) of Root (r-abcd), statement RequireTags: denies iam:CreateRole, iam:CreatePolicy (Action iam:CreatePolicy; Action iam:CreateRole; Resource *; Condition Null aws:RequestTag/CostCenter true), in 222222222222, 444444444444, 555555555555, 666666666666',
      },
    ]);
  });

  test('says of required tags that managed policies get none, so that StackSets must be exempt for them', async () => {
    const [check] = await checksWith(tags);
    expect(check?.fix).toContain('as tags of org.yaml, which does not help iam:CreatePolicy');
    expect(check?.fix).toContain('arn:aws:iam::*:role/stacksets-exec-*');
  });

  test('says of a Region deny which Regions it should allow', async () => {
    const deny = scp('Regions', { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-central-1' } } });
    const checks = await checksWith(deny);
    expect(checks.map(({ name }) => name)).toEqual(
      ['StackSets', 'state', 'CI', 'Terraform'].map((way) => `control policies: ${way}`),
    );
    for (const { fix } of checks) expect(fix).toContain('allow eu-west-1, us-east-1 in it; or except arn:aws:iam::');
  });

  test('names as whom each way works, and nobody else, for an exemption', async () => {
    const fixes = (await checksWith(scp('Quarantine', {}))).map(({ fix = '' }) =>
      fix.match(/arn:\S+/g)?.filter((arn) => arn.startsWith('arn:aws:iam')),
    );
    expect(fixes).toEqual([
      ['arn:aws:iam::*:role/stacksets-exec-*'],
      ['arn:aws:iam::*:role/stacksets-exec-*', 'arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-*'],
      [
        'arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-*',
        'arn:aws:iam::222222222222:user/orgstrap/orgstrap-ci-*',
      ],
      ['arn:aws:iam::*:role/orgstrap/orgstrap-terraform', 'arn:aws:iam::*:role/orgstrap/orgstrap-terraform-plan'],
    ]);
  });

  test('names both roles of the jobs that deploy, for an exemption', async () => {
    const controlTree = treeWith(scp('Quarantine', {}));
    const checks = ofControl(await doctor(orgConfig({ deployment: whoDeploys() }), viewOf({ controlTree })));
    const check = checks.find(({ name }) => name === 'control policies: deployment');
    expect(check?.result).toBe('finding');
    expect(check?.fix?.match(/arn:\S+/g)).toEqual([
      'arn:aws:iam::333333333333:role/orgstrap/orgstrap-deployer',
      'arn:aws:iam::333333333333:role/orgstrap/orgstrap-planner',
    ]);
  });

  test('says of a resource control policy that stops tokens that they have no principal to except', async () => {
    const identity = {
      kind: 'oidc',
      system: 'github',
      issuer: 'token.actions.githubusercontent.com',
      jobs: {
        apply: { audience: 'sts.amazonaws.com', subjects: ['repo:a/b:environment:prod'], runs: false },
        plan: { audience: 'sts.amazonaws.com', subjects: ['repo:a/b:pull_request'], runs: false },
      },
    } as const;
    const config = orgConfig({ pipelines: [{ ...pipeline('delivery', ['dev', 'stage', 'prod']), identity }] });
    const ours = { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-exampleorgid' } };
    const controlTree = treeWith(rcp('Ours', { Action: 'sts:*', Condition: ours }));
    const checks = ofControl(await doctor(config, viewOf({ controlTree })));
    expect(checks).toMatchObject([
      {
        name: 'control policies: CI',
        result: 'finding',
        found: expect.stringMatching(
          /^the resource control policy Ours .* denies sts:AssumeRoleWithWebIdentity .*, in 222222222222$/,
        ),
        fix: expect.stringContaining(
          'leave sts:AssumeRoleWithWebIdentity out, or ask for the claims of the issuer there',
        ),
      },
    ]);
  });

  test('gives the command that attaches a full access policy again', async () => {
    const targets = FULL_ACCESS.targets.filter((target) => target !== 'ou-abcd-33333333');
    const view = viewOf({ controlTree: { ...treeWith(), policies: [{ ...FULL_ACCESS, targets }] } });
    const [check] = ofControl(await doctor(orgConfig(), view));
    expect(check?.found).toMatch(
      /^no service control policy of prod \(ou-abcd-33333333\) allows iam:CreateRole, .*, in 666666666666$/,
    );
    expect(check?.fix).toMatch(
      /^from the management account: aws organizations attach-policy --policy-id p-FullAWSAccess --target-id ou-abcd-33333333;/,
    );
  });

  test('makes no finding of what depends on something that nobody knows', async () => {
    const network = scp('Network', {
      Action: 'sts:*',
      Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    });
    expect(await checksWith(network)).toMatchObject([
      { result: 'ok' },
      {
        name: 'control policies: CI',
        result: 'not seen',
        found: expect.stringMatching(/may deny sts:AssumeRole .*; it depends on aws:SourceIp$/),
      },
    ]);
  });

  test('says what it needs where AWS does not show them', async () => {
    const refused = viewOf({ controlTree: new Failure('AwsRefused', 'AWS refuses organizations:ListPolicies') });
    expect(ofControl(await doctor(orgConfig(), refused))).toMatchObject([
      {
        result: 'not seen',
        found: 'AWS refuses organizations:ListPolicies',
        fix: expect.stringContaining('delegated administrator for policies'),
      },
    ]);
  });
});
