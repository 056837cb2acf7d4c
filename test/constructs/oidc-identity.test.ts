import { Match } from 'aws-cdk-lib/assertions';
import type { OidcIdentity, OidcJobs } from '../../lib/domain/ci-identity';
import type { OrgConfig } from '../../lib/domain/org-config';
import { type Assembly, synthesised } from '../support/assembly';
import { pipeline, sharedOpsConfig } from '../support/org-config';

const ISSUER = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::333333333333:oidc-provider/${ISSUER}`;

function jobs(subject: string, more: Partial<OidcJobs> = {}): OidcJobs {
  return { audience: 'sts.amazonaws.com', subjects: [`repo:acme/infra:${subject}`], ...more };
}

function identity(more: Partial<OidcJobs> = {}): OidcIdentity {
  const apply = jobs('environment:prod', more);
  return { kind: 'oidc', system: 'github', issuer: ISSUER, jobs: { apply, plan: jobs('pull_request', more) } };
}

function assemblyOf(changes: Partial<OrgConfig> = {}, ...identities: readonly OidcIdentity[]): Assembly {
  const pipelines = identities.map((one, index) => ({
    ...pipeline(`p${index}`, ['dev', 'stage', 'prod']),
    identity: one,
  }));
  return synthesised(sharedOpsConfig({ pipelines, ...changes }));
}

describe('a pipeline whose CI system signs tokens', () => {
  const template = assemblyOf({}, identity()).template('Pipeline-p0');

  test('has no user, no group and no key', () => {
    template.resourceCountIs('AWS::IAM::User', 0);
    template.resourceCountIs('AWS::IAM::Group', 0);
  });

  test.each([
    ['orgstrap-ci-terraform-p0', 'repo:acme/infra:environment:prod'],
    ['orgstrap-ci-plan-p0', 'repo:acme/infra:pull_request'],
  ])('has %s for exactly the tokens of %s', (RoleName, subject) => {
    template.hasResourceProperties('AWS::IAM::Role', {
      RoleName,
      PermissionsBoundary: 'arn:aws:iam::333333333333:policy/orgstrap/orgstrap-ci-boundary',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OnlyTheseJobsBecomeThisRole',
            Effect: 'Allow',
            Principal: { Federated: PROVIDER },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: [subject] } },
          },
        ],
      },
    });
  });

  test('asks for the ids of the repository and its owner where org.yaml has them', () => {
    const claims = { repository_owner_id: '12', repository_id: '34' };
    assemblyOf({}, identity({ claims }))
      .template('Pipeline-p0')
      .hasResourceProperties('AWS::IAM::Role', {
        AssumeRolePolicyDocument: {
          Statement: [
            Match.objectLike({
              Condition: {
                StringEquals: Match.objectLike({
                  [`${ISSUER}:repository_id`]: '34',
                  [`${ISSUER}:repository_owner_id`]: '12',
                }),
              },
            }),
          ],
        },
      });
  });

  test('compares with patterns only where runs have subjects of their own', () => {
    const subjects = ['repo:acme/infra:environment:?'];
    assemblyOf({}, identity({ subjects }))
      .template('Pipeline-p0')
      .hasResourceProperties('AWS::IAM::Role', {
        AssumeRolePolicyDocument: {
          Statement: [
            Match.objectLike({
              Condition: {
                StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
                StringLike: { [`${ISSUER}:sub`]: subjects },
              },
            }),
          ],
        },
      });
  });
});

test('what is left out of a pattern has a statement of its own where another audience tells it apart', () => {
  const apply = jobs('ref:refs/heads/main');
  const plan = { ...jobs('ref:refs/heads/*'), except: apply.subjects, audienceOfExcepted: 'plan' };
  const template = assemblyOf({}, { ...identity(), jobs: { apply, plan } }).template('Pipeline-p0');
  template.hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'orgstrap-ci-plan-p0',
    AssumeRolePolicyDocument: {
      Statement: [
        Match.objectLike({
          Condition: {
            StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
            StringLike: { [`${ISSUER}:sub`]: plan.subjects },
            StringNotLike: { [`${ISSUER}:sub`]: apply.subjects },
          },
        }),
        Match.objectLike({
          Condition: { StringEquals: { [`${ISSUER}:aud`]: 'plan', [`${ISSUER}:sub`]: apply.subjects } },
        }),
      ],
    },
  });
});

describe('the provider of an issuer', () => {
  test('is made once for all pipelines, with all audiences', () => {
    const template = assemblyOf({}, identity(), identity({ audience: 'other' })).template('TerraformAccount');
    template.resourceCountIs('AWS::IAM::OIDCProvider', 1);
    template.hasResourceProperties('AWS::IAM::OIDCProvider', {
      Url: `https://${ISSUER}`,
      ClientIdList: ['other', 'sts.amazonaws.com'],
      ThumbprintList: Match.absent(),
    });
  });

  test('is not made where it is there already', () => {
    const template = assemblyOf({ existingOidcProviders: [ISSUER] }, identity()).template('TerraformAccount');
    template.resourceCountIs('AWS::IAM::OIDCProvider', 0);
  });

  test('is not made where every pipeline has CI users', () => {
    synthesised(sharedOpsConfig()).template('TerraformAccount').resourceCountIs('AWS::IAM::OIDCProvider', 0);
  });
});

test('CI users with networks are refused everything from anywhere else', () => {
  const networks = ['203.0.113.0/24'];
  const pipelines = [{ ...pipeline('p0', ['dev', 'stage', 'prod']), identity: { kind: 'iamUser' as const, networks } }];
  const template = synthesised(sharedOpsConfig({ pipelines })).template('Pipeline-p0');
  const Statement = [
    Match.objectLike({ Effect: 'Deny', Condition: { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } } }),
  ];
  template.resourcePropertiesCountIs('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement } }, 2);
});
