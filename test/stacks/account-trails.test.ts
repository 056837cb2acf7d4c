import { Match } from 'aws-cdk-lib/assertions';
import { TEMPLATE_LIMIT, templateSize } from '../../lib/checks/template-size';
import type { Audit } from '../../lib/domain/audit';
import type { OrgConfig } from '../../lib/domain/org-config';
import { buildGuardrails } from '../../lib/stacks/build-guardrails';
import { newApp } from '../../lib/stacks/new-app';
import { checked, synthesised } from '../support/assembly';
import { orgConfig, sharedOpsConfig } from '../support/org-config';

const OWN: Audit = { trail: 'own', retentionDays: 400, email: ['security@example.com'] };
const ORGANIZATION: Audit = { ...OWN, trail: 'organization' };

function audited(audit: Audit, changes: Partial<OrgConfig> = {}): OrgConfig {
  return orgConfig({ audit, ...changes });
}

function guardrailsOf(config: OrgConfig) {
  const app = newApp();
  buildGuardrails(app, config);
  return checked(app);
}

const trails = (stacks: readonly string[]) => stacks.filter((name) => name.startsWith('AccountTrail')).sort();

/** A StackSet for each environment. */
const WAVES = ['AccountTrails-dev', 'AccountTrails-prod', 'AccountTrails-stage'];

const own = synthesised(audited(OWN));
const member = own.template('Member-AccountTrails');

describe('a trail of orgstrap’s own', () => {
  test('records every Region of the account and what is global, and delivers into the bucket of the Terraform account', () => {
    const resources = Object.values(member.toJSON().Resources);
    expect(resources).toEqual([
      expect.objectContaining({
        Type: 'AWS::CloudTrail::Trail',
        Properties: {
          TrailName: 'orgstrap',
          IsLogging: true,
          IsMultiRegionTrail: true,
          IncludeGlobalServiceEvents: true,
          EnableLogFileValidation: true,
          S3BucketName: 'orgstrap-trail-222222222222-eu-west-1-an',
          KMSKeyId: 'arn:aws:kms:eu-west-1:222222222222:alias/orgstrap-audit',
          AdvancedEventSelectors: [
            {
              Name: 'Management events selector',
              FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }],
            },
          ],
        },
      }),
    ]);
  });

  test('is in the Ops account and in every product account, those that enter later included, once and not in each Region', () => {
    const wider = synthesised(audited({ ...OWN, regions: ['eu-central-1'] }));
    expect(trails(wider.stacks)).toEqual(['AccountTrail-Ops', ...WAVES]);
    for (const { name, organizationalUnits } of orgConfig().environments) {
      const wave = `AccountTrails-${name}`;
      wider.template(wave).hasResourceProperties('AWS::CloudFormation::StackSet', {
        AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false, DependsOn: Match.absent() },
      });
      expect(wider.instances(wave)).toEqual({
        DeploymentTargets: { OrganizationalUnitIds: organizationalUnits },
        Regions: ['eu-west-1'],
      });
      expect(wider.member(wave)).toEqual(member.toJSON());
    }
    expect(wider.stack('AccountTrail-Ops').environment).toBe('aws://333333333333/eu-west-1');
    expect(wider.template('AccountTrail-Ops').toJSON()).toEqual(member.toJSON());
  });

  test('comes after the bucket and the key that it needs, and before the rules that hear nothing without it', () => {
    for (const name of ['AccountTrail-Ops', ...WAVES]) {
      expect(own.waitsFor(name)).toEqual(expect.arrayContaining(['Audit', 'Alarms-access']));
    }
    for (const wave of WAVES) expect(own.waitsFor(wave.replace('AccountTrails', 'Forwarding'))).toContain(wave);
    expect(own.waitsFor('Forwarding-Ops-eu-west-1')).toContain('AccountTrail-Ops');
    expect(own.stack('AccountTrail-Ops').dependencies).toContain('Alarms-access');
    expect(own.stack('Alarms-access').dependencies).toContain('Audit');
  });

  test('is one for both where Ops is the Terraform account', () => {
    expect(trails(synthesised(sharedOpsConfig({ audit: OWN })).stacks)).toEqual(WAVES);
  });

  test('is in the management account where that deploys', () => {
    const managed = synthesised(audited(OWN, { deployFrom: 'management' }));
    expect(trails(managed.stacks)).toEqual(['AccountTrail-Management', 'AccountTrail-Ops', ...WAVES]);
    expect(managed.stack('AccountTrail-Management').environment).toBe('aws://111111111111/eu-west-1');
    expect(managed.stack('AccountTrail-Management').dependencies).toContain('Alarms-access');
    expect(managed.waitsFor('Forwarding-Management-us-east-1')).toContain('AccountTrail-Management');
    expect(managed.template('AccountTrail-Management').toJSON()).toEqual(member.toJSON());
    expect(managed.memberText('AccountTrail-Ops')).toBe(managed.memberText('AccountTrails-dev'));
  });

  test('is in the management account through the app of the guardrails where Ops deploys', () => {
    const config = audited(OWN, { guardrails: { deployers: [] } });
    const guardrails = guardrailsOf(config);
    expect(trails(guardrails.stacks)).toEqual(['AccountTrail-Management']);
    expect(guardrails.stack('AccountTrail-Management').environment).toBe('aws://111111111111/eu-west-1');
    expect(trails(synthesised(config).stacks)).not.toContain('AccountTrail-Management');
  });

  test('is in one of the two apps only: the management account deploys both', () => {
    const config = audited(OWN, { deployFrom: 'management', guardrails: { deployers: [] } });
    expect(trails(guardrailsOf(config).stacks)).toEqual([]);
  });

  test('fits into a StackSet many times over', () => {
    for (const wave of WAVES) {
      expect(templateSize(own.text(`${wave}.template.json`))).toBeLessThan(TEMPLATE_LIMIT / 10);
    }
  });
});

test.each([
  ['the trail of the organization', audited(ORGANIZATION, { deployFrom: 'management' })],
  ['no audit', orgConfig({ deployFrom: 'management' })],
])('with %s no account gets another one', (_, config) => {
  expect(trails(synthesised(config).stacks)).toEqual([]);
});

test('with the trail of the organization the guardrails bring none to the management account', () => {
  const config = audited(ORGANIZATION, { guardrails: { deployers: [] } });
  expect(trails(guardrailsOf(config).stacks)).toEqual([]);
  expect(guardrailsOf(config).stacks).toContain('ForwardingRole-Management');
});
