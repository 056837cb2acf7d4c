import type { OrgConfig } from '../../lib/domain/org-config';
import { buildApp } from '../../lib/stacks/build-app';
import { buildGuardrails } from '../../lib/stacks/build-guardrails';
import { newApp } from '../../lib/stacks/new-app';
import { type Assembly, checked } from '../support/assembly';
import { orgConfig, sharedOpsConfig, whoDeploys } from '../support/org-config';

function built(config: OrgConfig, build = buildApp): Assembly {
  const app = newApp();
  build(app, config);
  return checked(app);
}

function namesOf(assembly: Assembly): readonly string[] {
  return assembly.templates
    .map((file) => file.replace('.template.json', ''))
    .filter((name) => /^Deployment/.test(name));
}

const GUARDED = { deployment: whoDeploys(), guardrails: { deployers: [] } };

describe('who deploys', () => {
  const ops = built(orgConfig(GUARDED)).template('Deployment');

  test('has a provider of its own where Ops is not the Terraform account, a deployer role and a planner role', () => {
    ops.hasResourceProperties('AWS::IAM::OIDCProvider', { Url: 'https://token.actions.githubusercontent.com' });
    ops.resourcePropertiesCountIs('AWS::IAM::Role', { RoleName: 'orgstrap-deployer', MaxSessionDuration: 21_600 }, 1);
    ops.resourcePropertiesCountIs('AWS::IAM::Role', { RoleName: 'orgstrap-planner' }, 1);
    ops.resourceCountIs('AWS::IAM::Role', 2);
  });

  test('shares the provider of the Terraform account where that is Ops', () => {
    const assembly = built(sharedOpsConfig(GUARDED));
    assembly.template('Deployment').resourceCountIs('AWS::IAM::OIDCProvider', 0);
    assembly.template('TerraformAccount').resourceCountIs('AWS::IAM::OIDCProvider', 1);
  });

  test('has a deployer in the management account beside the guardrails, and no planner', () => {
    const assembly = built(orgConfig(GUARDED), buildGuardrails);
    expect(namesOf(assembly)).toEqual(['Deployment-Management']);
    const template = assembly.template('Deployment-Management');
    template.resourcePropertiesCountIs('AWS::IAM::Role', { RoleName: 'orgstrap-deployer' }, 1);
    template.resourceCountIs('AWS::IAM::Role', 1);
    template.resourceCountIs('AWS::IAM::OIDCProvider', 1);
  });

  test('is one role where the management account deploys', () => {
    const config = orgConfig({ ...GUARDED, deployFrom: 'management' });
    expect(namesOf(built(config))).toEqual(['Deployment']);
    expect(namesOf(built(config, buildGuardrails))).toEqual([]);
  });

  test('is nobody without deployment', () => {
    expect(namesOf(built(orgConfig()))).toEqual([]);
  });
});
