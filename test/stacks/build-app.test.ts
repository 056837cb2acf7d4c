import { parse } from 'yaml';
import { Failure } from '../../lib/domain/failure';
import type { PrincipalArn } from '../../lib/domain/ids';
import type { OrgConfig } from '../../lib/domain/org-config';
import type { HomeRegion } from '../../lib/domain/region';
import { packageVersion, serviceNames } from '../../lib/policies/policies-folder';
import { builtApp, type PlainResource, type PlainTemplate, synthesised } from '../support/assembly';
import { environment, OPS, orgConfig, pipeline, sharedOpsConfig } from '../support/org-config';
import { identityCenterPeople, people } from '../support/people';

const OPERATOR = 'arn:aws:iam::333333333333:role/platform/operator' as PrincipalArn;

const VERSION_OUTPUT = {
  OrgstrapVersion: { Value: packageVersion(), Description: 'Which orgstrap deployed this.' },
};

const fromOps = synthesised(orgConfig());
const shared = synthesised(sharedOpsConfig());
const fromManagement = synthesised(
  orgConfig({
    deployFrom: 'management',
    pipelines: [pipeline('delivery', ['dev', 'stage']), pipeline('release', ['stage', 'prod'])],
    managementAccount: { workspace: 'management', pipelines: ['release'] },
  }),
);

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
      'ProductAccounts-dev',
      'ProductAccounts-stage',
      'ProductAccounts-prod',
    ]);
    expect(fromOps.templates.filter((name) => name.startsWith('Member-'))).toEqual([
      'Member-Pipeline-delivery.template.json',
      'Member-ProductAccount.template.json',
      'Member-TerraformAccount.template.json',
    ]);
  });

  test('is management: its roles are deployed there directly', () => {
    const environments = fromManagement.stacks.map((name) => fromManagement.stack(name).environment);
    expect(new Set(environments)).toEqual(new Set(['aws://111111111111/eu-west-1']));
    expect(fromManagement.stacks.filter((name) => name.startsWith('Management'))).toEqual([
      'ManagementAccount',
      'ManagementPermissions-apply',
      'ManagementPermissions-plan',
    ]);
  });

  test('is the Terraform account, too: its stacks are deployed directly, with the content of the member templates', () => {
    expect(shared.templates.filter((name) => name.startsWith('Member-'))).toEqual([
      'Member-ProductAccount.template.json',
    ]);
    for (const stack of ['TerraformAccount', 'Pipeline-delivery']) {
      const direct = shared.text(`${stack}.template.json`).replaceAll(OPS, '222222222222');
      const record = stack === 'TerraformAccount' ? { Outputs: VERSION_OUTPUT } : {};
      expect(JSON.parse(direct)).toEqual({ ...fromOps.member(stack), ...record });
    }
  });

  test('has the version in one stack of its own, so that a release changes no member template', () => {
    for (const assembly of [shared, fromOps]) {
      const having = assembly.templates.filter((file) => assembly.text(file).includes('OrgstrapVersion'));
      expect(having).toEqual(['TerraformAccount.template.json']);
      const { Outputs }: { Outputs?: object } = JSON.parse(assembly.text('TerraformAccount.template.json'));
      expect(Outputs).toEqual(VERSION_OUTPUT);
    }
  });

  test('has every stack with a name of orgstrap, and none under a protection that nobody asked for', () => {
    for (const assembly of [fromOps, shared, fromManagement]) {
      expect(assembly.stacks.length).toBeGreaterThan(4);
      for (const name of assembly.stacks) {
        const { stackName, terminationProtection = false } = assembly.stack(name).properties;
        expect([stackName, terminationProtection]).toEqual([`orgstrap-${name}`, false]);
      }
    }
  });

  test('has the stacks under protection that org.yaml names, and no other', () => {
    const assembly = synthesised(
      sharedOpsConfig({ protectStacks: ['orgstrap-TerraformAccount', 'orgstrap-ProductAccounts-prod'] }),
    );
    const isProtected = (name: string) => assembly.stack(name).properties.terminationProtection === true;
    expect(assembly.stacks.filter(isProtected)).toEqual(['TerraformAccount', 'ProductAccounts-prod']);
  });
});

describe('the order of deployment', () => {
  test('is that of the environments in org.yaml, and not that of their names', () => {
    expect(fromOps.waitsFor('TerraformAccount')).toEqual([]);
    expect(fromOps.waitsFor('Pipeline-delivery')).toEqual(['TerraformAccount']);
    expect(fromOps.waitsFor('ProductAccounts-dev')).toEqual(['Pipeline-delivery', 'TerraformAccount']);
    expect(fromOps.waitsFor('ProductAccounts-stage')).toEqual([
      'Pipeline-delivery',
      'ProductAccounts-dev',
      'TerraformAccount',
    ]);
    expect(fromOps.waitsFor('ProductAccounts-prod')).toEqual([
      'Pipeline-delivery',
      'ProductAccounts-dev',
      'ProductAccounts-stage',
      'TerraformAccount',
    ]);
  });

  test('is that of the environments, which need not be a line', () => {
    const [dev, stage, prod] = orgConfig().environments.map((environment) => ({ ...environment, after: [] }));
    if (dev === undefined || stage === undefined || prod === undefined) throw new Error('three environments');
    const apart = synthesised(orgConfig({ environments: [dev, stage, { ...prod, after: ['dev'] }] }));
    expect(apart.waitsFor('ProductAccounts-stage')).toEqual(['Pipeline-delivery', 'TerraformAccount']);
    expect(apart.waitsFor('ProductAccounts-prod')).toContain('ProductAccounts-dev');
    expect(apart.waitsFor('ProductAccounts-prod')).not.toContain('ProductAccounts-stage');
  });

  test('lets nothing of one team wait for another team, whatever org.yaml has', () => {
    const [a, b] = ['a', 'b'].map((name, index) => ({
      ...environment(name, `ou-abcd-${index + 1}1111111`, `44444444444${index}`),
      after: [],
    }));
    if (a === undefined || b === undefined) throw new Error('two environments');
    const teams = synthesised(
      orgConfig({
        environments: [a, b],
        pipelines: [pipeline('one', ['a']), pipeline('two', ['b'])],
        operators: [OPERATOR],
        people: people(),
        audit: { trail: 'own', retentionDays: 365, email: [] },
      }),
    );
    const ofTwo = teams.stacks.filter((name) => /-b$|-two$/.test(name));
    expect(ofTwo.length).toBeGreaterThan(6);
    for (const stack of ofTwo) {
      expect(teams.waitsFor(stack).filter((name) => /-a$|-one$/.test(name))).toEqual([]);
    }
  });

  test('has all pipelines before the product accounts, and the management account at the end, before what its roles may do', () => {
    const before = fromManagement.stacks.filter((name) => !name.startsWith('Management')).sort();
    expect(fromManagement.waitsFor('ManagementAccount')).toEqual(before);
    for (const access of ['apply', 'plan']) {
      expect(fromManagement.waitsFor(`ManagementPermissions-${access}`)).toEqual(
        ['ManagementAccount', ...before].sort(),
      );
    }
    expect(fromManagement.waitsFor('Pipeline-release')).toEqual(['TerraformAccount']);
  });
});

describe('the stacks of people', () => {
  const iamUsers = synthesised(orgConfig({ people: people(), operators: [OPERATOR] }));

  test('are what they become, a wave per environment, and at last who may become it', () => {
    expect(iamUsers.stacks.slice(fromOps.stacks.length)).toEqual([
      'AccessRoles-dev',
      'AccessRoles-stage',
      'AccessRoles-prod',
      'OperatorRoles-dev',
      'OperatorRoles-stage',
      'OperatorRoles-prod',
      'OpsAccount',
    ]);
    expect(iamUsers.waitsFor('AccessRoles-dev')).not.toContain('AccessRoles-stage');
    expect(iamUsers.waitsFor('AccessRoles-prod')).toEqual(
      expect.arrayContaining(['AccessRoles-dev', 'AccessRoles-stage', 'ProductAccounts-prod']),
    );
    // Who may not enter any more loses that, even where the wave of an environment fails.
    expect(iamUsers.waitsFor('OpsAccount')).toEqual(['TerraformAccount']);
  });

  test('are delivered to Ops by a StackSet where the management account deploys, with the same in it', () => {
    // Operators see the organization from the account that deploys, so that their role differs.
    const fromOpsAlone = synthesised(orgConfig({ people: people() }));
    const fromManagement = synthesised(orgConfig({ people: people(), deployFrom: 'management' }));
    expect(fromManagement.member('OpsAccount')).toEqual(fromOpsAlone.plain('OpsAccount'));
  });

  test('change nothing in those of Terraform', () => {
    const without = synthesised(orgConfig({ operators: [OPERATOR] }));
    for (const name of fromOps.stacks) {
      const file = `${name}.template.json`;
      expect(iamUsers.text(file)).toBe(without.text(file));
    }
    const auditor = Object.entries(iamUsers.plain('Member-OperatorRoles').Resources).filter(([id]) =>
      id.startsWith('AuditorRole'),
    );
    expect(without.plain('Member-OperatorRoles').Resources).toEqual(Object.fromEntries(auditor));
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
    expect(center.waitsFor('Assignments-prod')).toEqual(
      center.stacks.filter((name) => name !== 'Assignments-prod').sort(),
    );
  });

  test('are not there without people', () => {
    expect(fromOps.templates.filter((name) => /AccessRoles|OpsAccount|PermissionSets|Assignments/.test(name))).toEqual(
      [],
    );
  });
});

describe('what product accounts get beside the Terraform roles', () => {
  const everything: Partial<OrgConfig> = {
    people: people(),
    operators: [OPERATOR],
    audit: { trail: 'own', retentionDays: 400, email: [] },
  };
  const assembly = synthesised(orgConfig(everything));
  const here = ['eu-west-1'];

  test.each([
    ['ProductAccounts', 'ProductAccount', here],
    ['AccessRoles', 'AccessRoles', here],
    ['OperatorRoles', 'OperatorRoles', here],
    ['AccountTrails', 'AccountTrails', here],
    ['ForwardingRoles', 'ForwardingRoles', here],
    ['Forwarding', 'Forwarding', ['eu-west-1', 'us-east-1']],
  ])(
    '%s enter each environment by its own units, in rollout order, with one member template for all of them',
    (kind, member, regions) => {
      const waves = ['dev', 'stage', 'prod'].map((name) => `${kind}-${name}`);
      expect(new Set(waves.map((wave) => assembly.memberText(wave))).size).toBe(1);
      for (const [index, wave] of waves.entries()) {
        expect(assembly.member(wave)).toEqual(assembly.plain(`Member-${member}`));
        expect(assembly.instances(wave)).toEqual({
          DeploymentTargets: { OrganizationalUnitIds: [`ou-abcd-${String(index + 1).repeat(8)}`] },
          Regions: regions,
        });
        expect(assembly.waitsFor(wave).filter((name) => waves.includes(name))).toEqual(waves.slice(0, index).sort());
      }
    },
  );

  test('is in no StackSet over all environments', () => {
    const units = assembly.stacks
      .filter((name) => Object.values(assembly.plain(name).Resources)[0]?.Type === 'AWS::CloudFormation::StackSet')
      .map((name) => assembly.instances(name)?.DeploymentTargets.OrganizationalUnitIds);
    expect(units.length).toBeGreaterThan(15);
    for (const ofOne of units) expect(ofOne).toHaveLength(1);
  });
});

describe('the member template', () => {
  const Waves = ['ProductAccounts-dev', 'ProductAccounts-stage', 'ProductAccounts-prod'];

  test('is the same in every wave, byte for byte, and says what the one does that is written beside the others', () => {
    for (const assembly of [fromOps, fromManagement]) {
      const bodies = Waves.map((wave) => assembly.memberText(wave));
      expect(new Set(bodies).size).toBe(1);
      // As JSON, so that the order of what is in it is compared, too.
      expect(JSON.stringify(assembly.member('ProductAccounts-dev'))).toBe(
        assembly.text('Member-ProductAccount.template.json'),
      );
    }
  });

  test('is one line of YAML, which says the same in both of its versions', () => {
    const bodies = fromManagement.stacks
      .filter((name) => !name.startsWith('Management'))
      .map((name) => fromManagement.memberText(name));
    expect(bodies.length).toBeGreaterThan(5);
    for (const body of bodies) {
      expect(body).not.toContain('\n');
      expect(parse(body, { version: '1.1' })).toEqual(parse(body, { version: '1.2' }));
    }
  });

  test('has the boundary of its roles in it, which stays in the account when the stack goes', () => {
    const { Resources } = fromOps.member('ProductAccounts-dev');
    const [[id, boundary] = [], ...others] = Object.entries(Resources).filter(([name]) => name.startsWith('Boundary'));
    expect(others).toEqual([]);
    expect(boundary).toMatchObject({
      Type: 'AWS::IAM::ManagedPolicy',
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    const roles = Object.values(Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
    expect(roles.map(({ Properties }) => Properties.PermissionsBoundary)).toEqual([{ Ref: id }, { Ref: id }]);
    const retained = Object.values(Resources).filter(({ DeletionPolicy }) => DeletionPolicy !== undefined);
    expect(retained).toEqual([boundary]);
  });

  test('names no product account, no environment and no pipeline', () => {
    const [body = ''] = Waves.map((wave) => fromManagement.memberText(wave));
    // CloudWatch delivers logs as a principal that is called like a pipeline of ours.
    const others = body.replaceAll('delivery.logs.amazonaws.com', '');
    expect(others).not.toMatch(/4{12}|5{12}|6{12}|delivery|release|ou-abcd/);
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
  const { Parameters, ...member } = fromManagement.plain('Member-ProductAccount');
  const managed = fromManagement.plain('ManagementAccount');

  test('differ from a product account’s in nothing but the CI roles that they trust, and that their policies are apart', () => {
    expect(Object.keys(Parameters ?? {})).toEqual(['CiTerraformRoleArns', 'CiPlanRoleArns']);
    const named = JSON.stringify(member)
      .replace(
        '{"Ref":"CiTerraformRoleArns"}',
        '["arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-terraform-release"]',
      )
      .replace('{"Ref":"CiPlanRoleArns"}', '["arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-plan-release"]');
    expect(managed).toEqual(withoutPolicies(JSON.parse(named)));
  });

  test('have the same boundary, of their own stack', () => {
    const boundaryIn = ({ Resources }: PlainTemplate) =>
      Object.entries(Resources).filter(([id]) => id.startsWith('Boundary'));
    expect(boundaryIn(managed)).toHaveLength(1);
    expect(boundaryIn(managed)).toEqual(boundaryIn(member));
  });

  test('may do what those of a product account may, each by the same policies', () => {
    const apart = ['apply', 'plan'].map((access) => fromManagement.plain(`ManagementPermissions-${access}`));
    const inManagement = (role: string) =>
      apart.flatMap(policiesOf).filter(({ Properties }) => [Properties.Roles].flat().includes(role));
    for (const [id, role] of [
      ['TerraformRoleBAA3A64C', 'orgstrap-terraform'],
      ['TerraformPlanRoleC39892D8', 'orgstrap-terraform-plan'],
    ] as const) {
      const { RoleName, ManagedPolicyArns } = member.Resources[id]?.Properties ?? {};
      expect(RoleName).toBe(role);
      const worn = [ManagedPolicyArns].flat().map((arn) => member.Resources[Object(arn).Ref]);
      expect(worn.length).toBeGreaterThan(0);
      expect(inManagement(role).map(documentOf).sort()).toEqual(worn.map(documentOf).sort());
    }
    expect(apart.flatMap(({ Resources }) => Object.values(Resources)).map(({ Type }) => Type)).toEqual(
      apart.flatMap(policiesOf).map(() => 'AWS::IAM::ManagedPolicy'),
    );
  });

  function policiesOf({ Resources }: PlainTemplate): readonly PlainResource[] {
    return Object.values(Resources).filter(({ Type }) => Type === 'AWS::IAM::ManagedPolicy');
  }

  function documentOf(policy: PlainResource | undefined): string {
    return JSON.stringify(policy?.Properties.PolicyDocument);
  }

  /** A template without the policies that its roles wear. */
  function withoutPolicies({ Resources, ...template }: PlainTemplate): PlainTemplate {
    const rest = Object.entries(Resources).filter(([id]) => !id.startsWith('Services'));
    const bare = rest.map(([id, { Properties, ...resource }]): readonly [string, PlainResource] => {
      const { ManagedPolicyArns: _, ...others } = Properties;
      return [id, { ...resource, Properties: others }];
    });
    return { ...template, Resources: Object.fromEntries(bare) };
  }

  test('are there only where org.yaml asks for it', () => {
    const without = synthesised(orgConfig({ deployFrom: 'management' }));
    expect(without.stacks.filter((name) => name.startsWith('Management'))).toEqual([]);
  });

  test('are among what their pipelines may become, and what no other may', () => {
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
