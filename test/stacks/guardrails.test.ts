import type { Template } from 'aws-cdk-lib/assertions';
import { ACCOUNT_SETTINGS, type AccountSetting } from '../../lib/domain/account-settings';
import { Failure } from '../../lib/domain/failure';
import type { AccountId, PrincipalArn } from '../../lib/domain/ids';
import { listOf } from '../../lib/domain/json';
import type { OrgConfig } from '../../lib/domain/org-config';
import type { PolicyDocument } from '../../lib/iam/policy-document';
import { CONTROL_POLICY_LIMIT } from '../../lib/policies/guardrails';
import { buildGuardrails } from '../../lib/stacks/build-guardrails';
import { newApp } from '../../lib/stacks/new-app';
import { checked } from '../support/assembly';
import { orgConfig, sharedOpsConfig } from '../support/org-config';
import { identityCenterPeople, people } from '../support/people';

const DEPLOYER = 'arn:aws:iam::333333333333:role/platform/deployer' as PrincipalArn;

function guardrailsOf(config: OrgConfig): { readonly stack: string; readonly template: Template } {
  const app = newApp();
  buildGuardrails(app, config);
  const assembly = checked(app);
  return { stack: assembly.stack('Guardrails').environment, template: assembly.template('Guardrails') };
}

function documentsOf(template: Template, type: string): readonly PolicyDocument[] {
  const policies = template.findResources('AWS::Organizations::Policy', { Properties: { Type: type } });
  return Object.values(policies).map(({ Properties }) => Properties.Content);
}

/** All of a type as if they were one. */
function documentOf(template: Template, type: string): PolicyDocument {
  return { Version: '2012-10-17', Statement: documentsOf(template, type).flatMap(({ Statement }) => Statement) };
}

describe('the guardrails', () => {
  const { stack, template } = guardrailsOf(orgConfig({ guardrails: { deployers: [DEPLOYER] } }));
  const scp = documentOf(template, 'SERVICE_CONTROL_POLICY');
  const rcp = documentOf(template, 'RESOURCE_CONTROL_POLICY');

  test('are in the management account, though Ops deploys the rest', () => {
    expect(stack).toBe('aws://111111111111/eu-west-1');
  });

  test('are two SCPs and one RCP over the whole organization, and nothing else', () => {
    const policies = Object.values(template.findResources('AWS::Organizations::Policy'));
    expect(policies.map(({ Properties: { Name, Type, TargetIds } }) => ({ Name, Type, TargetIds }))).toEqual([
      { Name: 'orgstrap-protection', Type: 'SERVICE_CONTROL_POLICY', TargetIds: ['r-abcd'] },
      { Name: 'orgstrap-settings', Type: 'SERVICE_CONTROL_POLICY', TargetIds: ['r-abcd'] },
      { Name: 'orgstrap-organization-only', Type: 'RESOURCE_CONTROL_POLICY', TargetIds: ['r-abcd'] },
    ]);
    expect(Object.keys(template.toJSON().Resources)).toHaveLength(policies.length);
  });

  test('that statements may move to are there before the first, from which they go, is changed', () => {
    const { Resources } = template.toJSON();
    expect(Resources.ServiceControlPolicy.DependsOn).toEqual(['ResourceControlPolicy', 'SettingsControlPolicy']);
  });

  test('leave the root users of member accounts alone unless org.yaml stops them', () => {
    const stopped = guardrailsOf(orgConfig({ guardrails: { deployers: [DEPLOYER], stopRoot: true } })).template;
    stopped.hasResourceProperties('AWS::Organizations::Policy', {
      Name: 'orgstrap-root',
      Type: 'SERVICE_CONTROL_POLICY',
      TargetIds: ['r-abcd'],
    });
    // Beside them there is what there is without it.
    const { ServiceControlPolicy: _, ...others } = template.toJSON().Resources;
    expect(stopped.toJSON().Resources).toMatchObject(others);
  });

  test('name an account once that is Ops and Terraform, and those that org.yaml denies StackSets', () => {
    const accountsOf = (config: OrgConfig) =>
      documentOf(guardrailsOf(config).template, 'SERVICE_CONTROL_POLICY')
        .Statement.filter(({ Sid }) => Sid === 'OnlyDeployersReachStackSetsFromAccountsThatAdministerThem')
        .map(({ Condition }) => listOf(Condition?.StringEquals?.['aws:PrincipalAccount']));
    const guardrails = { deployers: [DEPLOYER] };
    expect(accountsOf(orgConfig({ guardrails }))).toEqual([['333333333333', '222222222222']]);
    expect(accountsOf(sharedOpsConfig({ guardrails }))).toEqual([['333333333333']]);
    const deny = ['777777777777' as AccountId];
    const chosen = { ...guardrails, stackSetAdministrators: { deny, leave: ['888888888888' as AccountId] } };
    expect(accountsOf(sharedOpsConfig({ guardrails: chosen }))).toEqual([['333333333333', '777777777777']]);
  });

  test('set in all accounts what org.yaml chooses, by a policy for each type, and nothing else', () => {
    const settings = (accountSettings?: readonly AccountSetting[]) =>
      Object.values(
        guardrailsOf(orgConfig({ guardrails: { deployers: [DEPLOYER], accountSettings } })).template.findResources(
          'AWS::Organizations::Policy',
        ),
      )
        .filter(({ Properties: { Type } }) => !Type.endsWith('_CONTROL_POLICY'))
        .map(({ Properties: { Name, Type, TargetIds, Content } }) => ({ Name, Type, TargetIds, Content }));
    expect(settings()).toEqual([]);
    expect(settings([])).toEqual([]);
    expect(settings(['blockPublicBuckets'])).toEqual([
      {
        Name: 'orgstrap-buckets',
        Type: 'S3_POLICY',
        TargetIds: ['r-abcd'],
        Content: { s3_attributes: { public_access_block_configuration: { '@@assign': 'all' } } },
      },
    ]);
    expect(settings(['denySerialConsole', 'blockPublicImages']).map(({ Content }) => Content)).toEqual([
      {
        ec2_attributes: {
          serial_console_access: { status: { '@@assign': 'disabled' } },
          image_block_public_access: { state: { '@@assign': 'block_new_sharing' } },
        },
      },
    ]);
    const all = settings(ACCOUNT_SETTINGS);
    expect(all.map(({ Type }) => Type)).toEqual(['AISERVICES_OPT_OUT_POLICY', 'DECLARATIVE_POLICY_EC2', 'S3_POLICY']);
    expect(Object.keys(all[1]?.Content.ec2_attributes)).toHaveLength(4);
    expect(all[1]?.Content.ec2_attributes.instance_metadata_defaults.http_tokens).toEqual({ '@@assign': 'required' });
    expect(all[0]?.Content.services.default.opt_out_policy['@@assign']).toBe('optOut');
    for (const { Content } of all) expect(JSON.stringify(Content).length).toBeLessThan(2_500);
  });

  test('protect the audit by an SCP of its own, where there is one, with its trail where that is ours', () => {
    const guardrails = { deployers: [DEPLOYER] };
    const audit = { trail: 'own', retentionDays: 365, email: [] } as const;
    const ofAudit = (changes: Partial<OrgConfig>) => {
      const all = guardrailsOf(orgConfig({ guardrails, ...changes })).template.findResources(
        'AWS::Organizations::Policy',
        { Properties: { Name: 'orgstrap-audit', Type: 'SERVICE_CONTROL_POLICY', TargetIds: ['r-abcd'] } },
      );
      return Object.values(all).map(({ Properties }): PolicyDocument => Properties.Content);
    };
    expect(ofAudit({})).toEqual([]);
    const [own] = ofAudit({ audit });
    expect(listOf(own?.Statement[0]?.Resource)).toEqual(
      expect.arrayContaining([
        'arn:aws:cloudtrail:eu-west-1:*:trail/orgstrap',
        'arn:aws:logs:eu-west-1:222222222222:log-group:/orgstrap/trail',
        'arn:aws:logs:eu-west-1:222222222222:log-group:/orgstrap/trail:*',
      ]),
    );
    expect(JSON.stringify(own).length).toBeLessThan(CONTROL_POLICY_LIMIT * 0.85);
    const [elsewhere] = ofAudit({ audit: { ...audit, trail: 'organization' } });
    expect(listOf(elsewhere?.Statement[0]?.Resource).filter((arn) => /:(cloudtrail|logs):/.test(arn))).toEqual([]);
    expect(listOf(elsewhere?.Statement[0]?.Resource)).not.toHaveLength(0);
  });

  test('stop nothing that a service calls in a role for the audit', () => {
    const { template: audited } = guardrailsOf(
      orgConfig({
        guardrails: { deployers: [DEPLOYER] },
        audit: { trail: 'own', retentionDays: 365, email: [] },
      }),
    );
    const statements = Object.values(audited.findResources('AWS::Organizations::Policy')).flatMap(
      ({ Properties }): PolicyDocument['Statement'] => Properties.Content.Statement,
    );
    const stopping = (action: string) =>
      statements.filter(({ Action }) =>
        listOf(Action).some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action)),
      );
    for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents']) {
      expect(stopping(action).map(({ Condition }) => Condition)).toEqual([
        { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:role/orgstrap/*' } },
      ]);
    }
    expect(stopping('events:PutEvents').map(({ Condition }) => Condition)).toEqual([
      { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/orgstrap/orgstrap-alarm-forwarding' } },
    ]);
  });

  test('exempt nobody of the management account by name: no SCP reaches it', () => {
    const manager = 'arn:aws:iam::111111111111:role/deployer' as PrincipalArn;
    const { template: managed } = guardrailsOf(orgConfig({ guardrails: { deployers: [DEPLOYER, manager] } }));
    expect(managed.toJSON()).toEqual(template.toJSON());
    const { template: alone } = guardrailsOf(orgConfig({ guardrails: { deployers: [manager] } }));
    expect(alone.toJSON()).toEqual(guardrailsOf(orgConfig({ guardrails: { deployers: [] } })).template.toJSON());
  });

  test('exempt StackSets and the deployers, and nobody else', () => {
    const exempted = scp.Statement.flatMap(({ Condition = {} }) =>
      ['ArnNotLike', 'ArnNotEquals'].flatMap((operator) => listOf(Condition[operator]?.['aws:PrincipalArn'])),
    );
    expect([...new Set(exempted)].sort()).toEqual(['arn:aws:iam::*:role/stacksets-exec-*', DEPLOYER].sort());
  });

  test('exempt the operator role, too, where there is one, and only from what protects users', () => {
    const operators = ['arn:aws:iam::333333333333:role/operator' as PrincipalArn];
    const operated = guardrailsOf(orgConfig({ operators, guardrails: { deployers: [DEPLOYER] } })).template;
    const exempting = documentOf(operated, 'SERVICE_CONTROL_POLICY').Statement.filter((statement) =>
      JSON.stringify(statement.Condition ?? {}).includes('arn:aws:iam::222222222222:role/orgstrap/orgstrap-operator'),
    );
    expect(exempting.map(({ Sid }) => Sid)).toEqual(['OnlyStackSetsAndDeployersChangeWhoOrgstrapMadeOrWhoDeploys']);
    // The operators themselves are protected, and exempt from nothing.
    expect(JSON.stringify(exempting.map(({ Resource }) => Resource))).toContain('role/operator"');
    expect(JSON.stringify(exempting.map(({ Condition }) => Condition))).not.toContain('role/operator"');
  });

  test('exempt people and people operators, too, whose boundaries bind them, and only from what protects users', () => {
    const exempt = (changes: Partial<OrgConfig>) => {
      const guarded = guardrailsOf(orgConfig({ ...changes, guardrails: { deployers: [DEPLOYER] } })).template;
      return documentOf(guarded, 'SERVICE_CONTROL_POLICY')
        .Statement.filter(({ Condition }) => /people/.test(JSON.stringify(Condition ?? {})))
        .map(({ Sid, Condition }) => ({
          Sid,
          who: listOf(Condition?.ArnNotLike?.['aws:PrincipalArn']).filter((arn) => arn.includes('people')),
        }));
    };
    const Sid = 'OnlyStackSetsAndDeployersChangeWhoOrgstrapMadeOrWhoDeploys';
    const onThePath = 'arn:aws:iam::333333333333:user/orgstrap/people/*';
    const operators = ['arn:aws:iam::333333333333:role/operator' as PrincipalArn];
    expect(exempt({ people: people() })).toEqual([{ Sid, who: [onThePath] }]);
    const operator = 'arn:aws:iam::*:role/orgstrap/orgstrap-people-operator';
    expect(exempt({ people: people(), operators })).toEqual([
      { Sid, who: [onThePath, operator] },
      { Sid: 'NoRoleButThatOfPeopleOperatorsHandlesTheDevicesOfPeople', who: [operator] },
    ]);
    // Where nobody signs in to Ops, a user on that path is nobody of ours.
    expect(exempt({ people: identityCenterPeople(), operators })).toEqual([]);
  });

  test('protect whomever they exempt: the roles of StackSets from everybody, the deployers from all others', () => {
    const protecting = scp.Statement.filter(({ Action }) => listOf(Action).includes('iam:Create*'));
    const guarded = protecting.flatMap(({ Resource, Condition }) =>
      listOf(Resource).map((resource) => ({ resource, exempt: listOf(Condition?.ArnNotLike?.['aws:PrincipalArn']) })),
    );
    expect(guarded).toContainEqual({ resource: 'arn:aws:iam::*:role/stacksets-exec-*', exempt: [] });
    expect(guarded).toContainEqual({
      resource: DEPLOYER,
      exempt: ['arn:aws:iam::*:role/stacksets-exec-*', DEPLOYER],
    });
  });

  test('only ever deny, as control policies must', () => {
    for (const { Effect } of [...scp.Statement, ...rcp.Statement]) expect(Effect).toBe('Deny');
    for (const { Principal } of rcp.Statement) expect(Principal).toBe('*');
  });

  test('leave room for deployers in what Organizations gives them', () => {
    for (const signIn of [people(), identityCenterPeople()]) {
      const full = guardrailsOf(
        orgConfig({ people: signIn, deployFrom: 'ops', guardrails: { deployers: [DEPLOYER] } }),
      );
      for (const each of documentsOf(full.template, 'SERVICE_CONTROL_POLICY')) {
        expect(JSON.stringify(each).length).toBeLessThan(CONTROL_POLICY_LIMIT * 0.75);
      }
    }
    expect(JSON.stringify(rcp).length).toBeLessThan(CONTROL_POLICY_LIMIT / 2);
  });

  test('without deployers exempt nobody of a member account', () => {
    const none = documentOf(
      guardrailsOf(orgConfig({ guardrails: { deployers: [] } })).template,
      'SERVICE_CONTROL_POLICY',
    );
    expect(JSON.stringify(none)).not.toContain('[]');
    expect(JSON.stringify(none).match(/arn:aws:iam::\d+:[^"]+/g)).toEqual(
      expect.arrayContaining(['arn:aws:iam::111111111111:root']),
    );
    expect(JSON.stringify(none)).not.toMatch(
      /arn:aws:iam::[23456]\d+:(?!oidc-provider\/\*|role\/orgstrap\/orgstrap-operator)/,
    );
  });

  test('with more deployers than fit are refused', () => {
    const deployers = Array.from({ length: 40 }, (_, index) => `${DEPLOYER}${index}` as PrincipalArn);
    expect(() => guardrailsOf(orgConfig({ guardrails: { deployers } }))).toThrow(Failure);
    expect(() => guardrailsOf(orgConfig({ guardrails: { deployers } }))).toThrow(
      /with 40 deployers and 0 operators the service control policy has \d+ characters, Organizations takes 5120; name roles/,
    );
  });

  test('are refused where org.yaml has none, with what to add', () => {
    expect(() => guardrailsOf(orgConfig())).toThrow(/org\.yaml has no guardrails; add guardrails: \{ deployers/);
  });
});
