import type { Audit } from '../../lib/domain/audit';
import type { OrgConfig } from '../../lib/domain/org-config';
import { buildGuardrails } from '../../lib/stacks/build-guardrails';
import { newApp } from '../../lib/stacks/new-app';
import { checked, synthesised } from '../support/assembly';
import { orgConfig, sharedOpsConfig } from '../support/org-config';

const OWN: Audit = { trail: 'own', retentionDays: 400, email: ['security@example.com'] };

function audited(audit: Audit, changes: Partial<OrgConfig> = {}): OrgConfig {
  return orgConfig({ audit, ...changes });
}

/** A StackSet for each environment. */
const WAVES = ['Forwarding-dev', 'Forwarding-stage', 'Forwarding-prod'];

const own = synthesised(audited(OWN));

describe('the alarms', () => {
  test('hear of every account in the home Region and in that of global services', () => {
    for (const { name, organizationalUnits } of orgConfig().environments) {
      expect(own.instances(`Forwarding-${name}`)).toEqual({
        DeploymentTargets: { OrganizationalUnitIds: organizationalUnits },
        Regions: ['eu-west-1', 'us-east-1'],
      });
      expect(own.instances(`ForwardingRoles-${name}`)).toEqual({
        DeploymentTargets: { OrganizationalUnitIds: organizationalUnits },
        Regions: ['eu-west-1'],
      });
      const [stackSet] = Object.values(own.plain(`Forwarding-${name}`).Resources);
      const { Enabled, DependsOn } = Object(stackSet?.Properties.AutoDeployment);
      expect(Enabled).toBe(true);
      expect(DependsOn).toHaveLength(1);
      // The roles of this environment, and of no other: an account is in one.
      expect(JSON.stringify(DependsOn)).toContain(`"orgstrap-ForwardingRoles-${name}"`);
    }
    const ofOneAccount = own.stacks.filter((name) => name.startsWith('Forwarding-') && !WAVES.includes(name));
    expect(ofOneAccount.sort()).toEqual([
      'Forwarding-Ops-eu-west-1',
      'Forwarding-Ops-us-east-1',
      'Forwarding-Terraform-eu-west-1',
      'Forwarding-Terraform-us-east-1',
    ]);
  });

  test('need one Region where the home Region is that of global services, and one account where Ops is the Terraform account', () => {
    const home = synthesised(sharedOpsConfig({ audit: OWN, homeRegion: 'us-east-1' }));
    expect(home.stacks.filter((name) => name.startsWith('Forwarding-'))).toEqual([
      'Forwarding-Terraform-us-east-1',
      ...WAVES,
    ]);
    for (const wave of WAVES) expect(home.instances(wave)?.Regions).toEqual(['us-east-1']);
  });

  test('hear of further Regions, where org.yaml names some', () => {
    const wider = synthesised(audited({ ...OWN, regions: ['eu-central-1', 'ap-south-1'] }));
    for (const wave of WAVES) {
      expect(wider.instances(wave)?.Regions).toEqual(['eu-west-1', 'us-east-1', 'eu-central-1', 'ap-south-1']);
    }
    const rules = wider.stacks.filter((name) => /^Forwarding-(Ops|Terraform)-(eu-central|ap-south)-1$/.test(name));
    expect(rules).toHaveLength(4);
    expect(wider.stack('Forwarding-Ops-ap-south-1').environment).toBe('aws://333333333333/ap-south-1');
    // A role is in IAM, and so in every Region.
    expect(wider.instances('ForwardingRoles-dev')?.Regions).toEqual(['eu-west-1']);
    expect(wider.stacks.filter((name) => name.startsWith('ForwardingRole-'))).toHaveLength(2);
  });

  test('hear of the management account where that deploys', () => {
    const managed = synthesised(audited(OWN, { deployFrom: 'management' }));
    const [home, global] = ['eu-west-1', 'us-east-1'].map((region) => managed.stack(`Forwarding-Management-${region}`));
    expect(managed.stack('ForwardingRole-Management').environment).toBe('aws://111111111111/eu-west-1');
    expect(home?.environment).toBe('aws://111111111111/eu-west-1');
    expect(global?.environment).toBe('aws://111111111111/us-east-1');
    expect(managed.waitsFor('Forwarding-Management-us-east-1')).toContain('ForwardingRole-Management');
    expect(managed.template('Forwarding-Management-us-east-1').toJSON()).toEqual(
      own.template('Member-Forwarding').toJSON(),
    );
  });

  test('hear of the management account through the app of the guardrails where Ops deploys', () => {
    const config = audited({ ...OWN, regions: ['eu-central-1'] }, { guardrails: { deployers: [] } });
    const management = (stacks: readonly string[]) => stacks.filter((name) => name.includes('-Management'));
    const app = newApp();
    buildGuardrails(app, config);
    const guardrails = checked(app);
    expect(management(guardrails.stacks)).toEqual([
      'ForwardingRole-Management',
      'AccountTrail-Management',
      'Forwarding-Management-eu-west-1',
      'Forwarding-Management-us-east-1',
      'Forwarding-Management-eu-central-1',
    ]);
    for (const name of guardrails.stacks) expect(guardrails.stack(name).environment).toMatch(/^aws:\/\/111111111111\//);
    expect(guardrails.stack('Guardrails').dependencies ?? []).not.toContain('ForwardingRole-Management');
    expect(management(synthesised(config).stacks)).toEqual([]);
  });

  test('are in one of the two apps only: the management account deploys both', () => {
    const app = newApp();
    buildGuardrails(app, audited(OWN, { deployFrom: 'management', guardrails: { deployers: [] } }));
    expect(checked(app).stacks).toEqual(['Guardrails']);
  });
});
