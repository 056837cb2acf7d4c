import { Failure } from '../../lib/domain/failure';
import type { PrincipalArn } from '../../lib/domain/ids';
import type { OrgConfig } from '../../lib/domain/org-config';
import type { HomeRegion } from '../../lib/domain/region';
import { serviceNames } from '../../lib/policies/policies-folder';
import { type Assembly, builtApp, synthesised } from '../support/assembly';
import { environment, OPS, orgConfig, pipeline, sharedOpsConfig } from '../support/org-config';
import { identityCenterPeople, people } from '../support/people';

const OPERATOR = 'arn:aws:iam::333333333333:role/platform/operator' as PrincipalArn;

const fromOps = synthesised(orgConfig());
const shared = synthesised(sharedOpsConfig());
const fromManagement = synthesised(
  orgConfig({
    deployFrom: 'management',
    pipelines: [pipeline('delivery', ['dev', 'stage']), pipeline('release', ['stage', 'prod'])],
    managementAccount: { workspace: 'management', pipelines: ['release'] },
  }),
);

/** The stacks on which a stack waits, directly or through others. */
function waitsFor(assembly: Assembly, stack: string): readonly string[] {
  const direct = (assembly.stack(stack).dependencies ?? []).filter((name) => assembly.stacks.includes(name));
  return [...new Set([...direct, ...direct.flatMap((name) => waitsFor(assembly, name))])].sort();
}

/** What the StackSet of a stack says about where its instances are. */
function stackInstances(assembly: Assembly, stack: string): Readonly<Record<string, unknown>> {
  const [stackSet] = Object.values(assembly.plain(stack).Resources);
  const [group] = Object(stackSet?.Properties.StackInstancesGroup);
  return Object(group);
}

describe('nothing is bootstrapped', () => {
  test.each([
    ['ops', fromOps],
    ['ops with the Terraform account in it', shared],
    ['management', fromManagement],
  ])('no role is assumed, no asset is uploaded and no bootstrap version is asked for, from %s', (_, assembly) => {
    const manifest = assembly.text('manifest.json');
    for (const trace of [
      'assumeRoleArn',
      'asset',
      'cdk-hnb659fds',
      'bootstrapStackVersionSsmParameter',
      'cloudFormationExecutionRoleArn',
    ]) {
      expect(manifest).not.toContain(trace);
    }
    for (const template of assembly.templates) {
      expect(assembly.text(template)).not.toMatch(/BootstrapVersion|CheckBootstrapVersion|cdk-bootstrap|CDKMetadata/);
    }
  });
});

describe('the deployment account', () => {
  test('is Ops: everything is deployed there, and StackSets carry the rest', () => {
    const environments = fromOps.stacks.map((name) => fromOps.stack(name).environment);
    expect(new Set(environments)).toEqual(new Set(['aws://333333333333/eu-west-1']));
    expect(fromOps.stacks).toEqual([
      'TerraformAccount',
      'Pipeline-delivery',
      'Boundary',
      'ProductAccounts-dev',
      'ProductAccounts-stage',
      'ProductAccounts-prod',
    ]);
    expect(fromOps.templates.filter((name) => name.startsWith('Member-'))).toEqual([
      'Member-Boundary.template.json',
      'Member-Pipeline-delivery.template.json',
      'Member-ProductAccount.template.json',
      'Member-TerraformAccount.template.json',
    ]);
  });

  test('is management: its roles are deployed there directly', () => {
    const environments = fromManagement.stacks.map((name) => fromManagement.stack(name).environment);
    expect(new Set(environments)).toEqual(new Set(['aws://111111111111/eu-west-1']));
    expect(fromManagement.stacks).toEqual(expect.arrayContaining(['ManagementBoundary', 'ManagementAccount']));
  });

  test('is the Terraform account, too: its stacks are deployed directly, with the content of the member templates', () => {
    expect(shared.templates.filter((name) => name.startsWith('Member-'))).toEqual([
      'Member-Boundary.template.json',
      'Member-ProductAccount.template.json',
    ]);
    for (const stack of ['TerraformAccount', 'Pipeline-delivery']) {
      const direct = shared.text(`${stack}.template.json`).replaceAll(OPS, '222222222222');
      expect(JSON.parse(direct)).toEqual(JSON.parse(fromOps.memberText(stack)));
    }
  });

  test('has every stack with a name of orgstrap, and none under a protection that nobody asked for', () => {
    for (const assembly of [fromOps, shared, fromManagement]) {
      expect(assembly.stacks.length).toBeGreaterThan(5);
      for (const name of assembly.stacks) {
        const { stackName, terminationProtection = false } = assembly.stack(name).properties;
        expect([stackName, terminationProtection]).toEqual([`orgstrap-${name}`, false]);
      }
    }
  });

  test('has the stacks under protection that org.yaml names, and no other', () => {
    const assembly = synthesised(
      sharedOpsConfig({ protectStacks: ['orgstrap-TerraformAccount', 'orgstrap-Boundary'] }),
    );
    const isProtected = (name: string) => assembly.stack(name).properties.terminationProtection === true;
    expect(assembly.stacks.filter(isProtected)).toEqual(['TerraformAccount', 'Boundary']);
  });
});

describe('the order of deployment', () => {
  test('is that of the environments in org.yaml, and not that of their names', () => {
    expect(waitsFor(fromOps, 'TerraformAccount')).toEqual([]);
    expect(waitsFor(fromOps, 'Pipeline-delivery')).toEqual(['TerraformAccount']);
    expect(waitsFor(fromOps, 'Boundary')).toEqual(['Pipeline-delivery', 'TerraformAccount']);
    expect(waitsFor(fromOps, 'ProductAccounts-dev')).not.toContain('ProductAccounts-prod');
    expect(waitsFor(fromOps, 'ProductAccounts-stage')).toEqual(
      expect.arrayContaining(['Boundary', 'ProductAccounts-dev']),
    );
    expect(waitsFor(fromOps, 'ProductAccounts-prod')).toEqual([
      'Boundary',
      'Pipeline-delivery',
      'ProductAccounts-dev',
      'ProductAccounts-stage',
      'TerraformAccount',
    ]);
  });

  test('changes with the order of the environments', () => {
    const turned = synthesised(orgConfig({ environments: [...orgConfig().environments].reverse() }));
    expect(waitsFor(turned, 'ProductAccounts-prod')).not.toContain('ProductAccounts-dev');
    expect(waitsFor(turned, 'ProductAccounts-dev')).toEqual(
      expect.arrayContaining(['ProductAccounts-prod', 'ProductAccounts-stage']),
    );
  });

  test('has all pipelines before the product accounts, and the management account at the end', () => {
    expect(waitsFor(fromManagement, 'ManagementAccount')).toEqual(
      fromManagement.stacks.filter((name) => name !== 'ManagementAccount').sort(),
    );
    expect(waitsFor(fromManagement, 'Pipeline-release')).toEqual(['TerraformAccount']);
  });
});

describe('the stacks of people', () => {
  const iamUsers = synthesised(orgConfig({ people: people(), operators: [OPERATOR] }));

  test('are what they become, a wave per environment, and at last who may become it', () => {
    expect(iamUsers.stacks.slice(fromOps.stacks.length)).toEqual([
      'Auditors',
      'AccessRoles-dev',
      'AccessRoles-stage',
      'AccessRoles-prod',
      'OpsAccount',
    ]);
    expect(waitsFor(iamUsers, 'AccessRoles-dev')).not.toContain('AccessRoles-stage');
    expect(waitsFor(iamUsers, 'AccessRoles-prod')).toEqual(
      expect.arrayContaining(['AccessRoles-dev', 'AccessRoles-stage', 'ProductAccounts-prod']),
    );
    expect(waitsFor(iamUsers, 'OpsAccount')).toEqual(iamUsers.stacks.filter((name) => name !== 'OpsAccount').sort());
  });

  test('are delivered to Ops by a StackSet where the management account deploys, with the same in it', () => {
    const config = orgConfig({ people: people(), operators: [OPERATOR], deployFrom: 'management' });
    const delivered = synthesised(config).memberText('OpsAccount');
    expect(JSON.parse(delivered)).toEqual(iamUsers.plain('OpsAccount'));
  });

  test('enter each environment by its own units, with one member template for all of them', () => {
    const waves = ['dev', 'stage', 'prod'].map((name) => `AccessRoles-${name}`);
    expect(new Set(waves.map((wave) => iamUsers.memberText(wave)))).toEqual(
      new Set([iamUsers.text('Member-AccessRoles.template.json')]),
    );
    for (const [index, wave] of waves.entries()) {
      const { DeploymentTargets, ...rest } = stackInstances(iamUsers, wave);
      expect(DeploymentTargets).toEqual({ OrganizationalUnitIds: [`ou-abcd-${String(index + 1).repeat(8)}`] });
      expect(rest).toEqual({ Regions: ['eu-west-1'] });
    }
  });

  test('change nothing in those of Terraform', () => {
    const without = synthesised(orgConfig({ operators: [OPERATOR] }));
    for (const name of [...fromOps.stacks, 'Auditors']) {
      const file = `${name}.template.json`;
      expect(iamUsers.text(file)).toBe(without.text(file));
    }
  });

  test('are permission sets and then assignments, environment by environment, with Identity Center', () => {
    const center = synthesised(orgConfig({ people: identityCenterPeople() }));
    expect(center.stacks.slice(fromOps.stacks.length)).toEqual([
      'AccessRoles-dev',
      'AccessRoles-stage',
      'AccessRoles-prod',
      'PermissionSets',
      'Assignments-dev',
      'Assignments-stage',
      'Assignments-prod',
    ]);
    expect(waitsFor(center, 'Assignments-prod')).toEqual(
      center.stacks.filter((name) => name !== 'Assignments-prod').sort(),
    );
  });

  test('are not there without people', () => {
    expect(fromOps.templates.filter((name) => /AccessRoles|OpsAccount|PermissionSets|Assignments/.test(name))).toEqual(
      [],
    );
  });
});

describe('the member template', () => {
  const Waves = ['ProductAccounts-dev', 'ProductAccounts-stage', 'ProductAccounts-prod'];

  test('is the same in every wave, byte for byte, and the one that is written beside the others', () => {
    for (const assembly of [fromOps, fromManagement]) {
      const bodies = Waves.map((wave) => assembly.memberText(wave));
      expect(new Set(bodies).size).toBe(1);
      expect(bodies[0]).toBe(assembly.text('Member-ProductAccount.template.json'));
    }
  });

  test('names no product account, no environment and no pipeline', () => {
    const [body = ''] = Waves.map((wave) => fromManagement.memberText(wave));
    expect(body).not.toMatch(/4{12}|5{12}|6{12}|delivery|release|ou-abcd/);
  });

  test('is told by each wave to trust the pipelines of its environment only', () => {
    const trusted = Waves.map((wave) => {
      const [stackSet] = Object.values(fromManagement.plain(wave).Resources);
      return stackSet?.Properties.Parameters;
    });
    const rolesOf = (kind: string, pipelines: readonly string[]) =>
      pipelines.map((name) => `arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-${kind}-${name}`).join(',');
    expect(trusted).toEqual(
      [['delivery'], ['delivery', 'release'], ['release']].map((pipelines) => [
        { ParameterKey: 'CiTerraformRoleArns', ParameterValue: rolesOf('terraform', pipelines) },
        { ParameterKey: 'CiPlanRoleArns', ParameterValue: rolesOf('plan', pipelines) },
      ]),
    );
  });
});

describe('the roles in the management account', () => {
  test('differs from a product account’s roles in nothing but the CI roles that they trust', () => {
    const { Parameters, ...member } = fromManagement.plain('Member-ProductAccount');
    const managed = fromManagement.plain('ManagementAccount');
    expect(Object.keys(Parameters ?? {})).toEqual(['CiTerraformRoleArns', 'CiPlanRoleArns']);
    const named = JSON.stringify(member)
      .replace(
        '{"Ref":"CiTerraformRoleArns"}',
        '["arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-terraform-release"]',
      )
      .replace('{"Ref":"CiPlanRoleArns"}', '["arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-plan-release"]');
    expect(managed).toEqual(JSON.parse(named));
  });

  test('has the same boundary', () => {
    expect(fromManagement.plain('ManagementBoundary')).toEqual(fromManagement.plain('Member-Boundary'));
  });

  test('is there only where org.yaml asks for it', () => {
    const without = synthesised(orgConfig({ deployFrom: 'management' }));
    expect(without.stacks.filter((name) => name.startsWith('Management'))).toEqual([]);
  });

  test('is among the accounts that its pipelines may enter, and among those of no other', () => {
    const role = 'arn:aws:iam::111111111111:role/orgstrap/orgstrap-terraform';
    expect(fromManagement.memberText('Pipeline-release')).toContain(role);
    expect(fromManagement.memberText('Pipeline-delivery')).not.toContain(role);
  });
});

describe('partitions', () => {
  const Arn = /arn:(aws[a-z-]*|\{|"|\*)/g;

  test.each<[HomeRegion, string, string]>([
    ['eu-west-1', 'aws', 's3.eu-west-1.amazonaws.com'],
    ['us-gov-west-1', 'aws-us-gov', 's3.us-gov-west-1.amazonaws.com'],
    ['cn-north-1', 'aws-cn', 's3.cn-north-1.amazonaws.com.cn'],
  ])('in %s, every ARN of every template is one of %s', (homeRegion, partition, s3) => {
    for (const deployFrom of ['ops', 'management'] as const) {
      const config: OrgConfig = orgConfig({
        homeRegion,
        deployFrom,
        terraform: { services: serviceNames() },
        managementAccount: deployFrom === 'ops' ? undefined : { workspace: 'management', pipelines: ['delivery'] },
      });
      const assembly = synthesised(config);
      for (const name of assembly.templates) {
        const text = assembly.text(name);
        expect(new Set([...text.matchAll(Arn)].map(([, found]) => found))).toEqual(new Set([partition]));
      }
      expect(assembly.text('Member-Pipeline-delivery.template.json')).toContain(`"kms:ViaService":"${s3}"`);
    }
  });
});

describe('what AWS does not take is refused before it is asked', () => {
  test('more pipelines of one environment than a trust policy holds', () => {
    const names = Array.from({ length: 40 }, (_, index) => `pipeline-number-${index}`);
    const config = orgConfig({ pipelines: names.map((name) => pipeline(name, ['dev', 'stage', 'prod'])) });
    expect(() => builtApp(config)).toThrow(Failure);
    expect(() => builtApp(config)).toThrow(
      /40 pipelines may change dev: the trust policy of its Terraform role would have \d{4} characters, IAM takes 2048/,
    );
  });

  test('20 pipelines of one environment are not too many', () => {
    const names = Array.from({ length: 20 }, (_, index) => `pipeline-${index}`);
    const config = orgConfig({
      environments: [environment('dev', 'ou-abcd-11111111', '444444444444')],
      pipelines: names.map((name) => pipeline(name, ['dev'])),
    });
    expect(() => builtApp(config)).not.toThrow();
  });
});
