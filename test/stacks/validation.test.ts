import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnStackSet } from 'aws-cdk-lib/aws-cloudformation';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { type App, CfnResource, Stack } from 'aws-cdk-lib/core';
import { synthesize } from '../../lib/stacks/synthesize';
import { builtApp, findingsOf, synthesised } from '../support/assembly';
import { EXAMPLES, example } from '../support/examples';
import { manyAccounts, pipeline, sharedOpsConfig } from '../support/org-config';

// The only file in which CDK's own validation runs: it is WASM, and costs seconds in every process.
jest.setTimeout(120_000);

function everyCheck(app: App): string {
  return findingsOf(app, { validateTemplates: true });
}

function resource(app: App, path: string): CfnResource {
  const found = app.node.findAll().find((construct) => construct.node.path === path);
  if (!CfnResource.isCfnResource(found)) throw new Error(`${path} is no resource`);
  return found;
}

describe('synth fails on', () => {
  let findings = '';

  beforeAll(() => {
    const app = builtApp(sharedOpsConfig());
    resource(app, 'ProductAccounts-dev/StackSet/Resource').addPropertyOverride('AutoDeploy', { Enabled: true });
    resource(app, 'Member-ProductAccount/TerraformRole/Resource').addPropertyOverride('TrustPolicy', { Version: '1' });
    const member = app.node.findChild('Member-Boundary');
    if (!Stack.isStack(member)) throw new Error('it is no stack');
    const planted = new CfnManagedPolicy(member, 'Planted', { policyDocument: {} });
    planted.addPropertyOverride('Description', { Ref: 'Nowhere' });
    findings = everyCheck(app);
  });

  test('a property that a StackSet does not have', () => {
    expect(findings).toMatch(/'AutoDeploy' was unexpected.*\n *ProductAccounts-dev\/StackSet\/Resource/);
  });

  test('a property that a role does not have, in a member template', () => {
    expect(findings).toMatch(/'TrustPolicy' was unexpected.*\n *Member-ProductAccount\/TerraformRole\/Resource/);
  });

  test('a reference to nothing, in a member template', () => {
    expect(findings).toMatch(/'Nowhere' is not one of.*\n *Member-Boundary\/Planted/);
  });
});

test('synth fails on what CDK calls a warning: a value that a property of a StackSet does not take', () => {
  const app = builtApp(sharedOpsConfig());
  const stackSet = resource(app, 'ProductAccounts-stage/StackSet/Resource');
  if (!(stackSet instanceof CfnStackSet)) throw new Error('it is no StackSet');
  stackSet.permissionModel = 'SERVICE_MANGLED';
  expect(everyCheck(app)).toMatch(/WARNING PermissionModel: 'SERVICE_MANGLED' is not one of/);
});

describe('synthesize', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-synthesized-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('writes nothing where a check fails', () => {
    const out = join(folder, 'failed');
    const config = sharedOpsConfig({ environments: manyAccounts(750), pipelines: [pipeline('delivery', ['dev'])] });
    expect(() => synthesize(config, out)).toThrow('a template did not pass its checks');
    expect(existsSync(out)).toBe(false);
  });

  // One synth for two questions: it is what costs the time.
  test.each(EXAMPLES)('finds nothing in examples/%s, and writes every template, the members’ too', (file) => {
    const out = join(folder, 'a', file);
    const names = synthesize(example(file), out);
    const guardrails = example(file).guardrails === undefined ? [] : ['Guardrails.template.json'];
    expect(names).toEqual([...synthesised(example(file)).templates, ...guardrails].sort());
    expect(names).toContain('Member-ProductAccount.template.json');
    expect(readdirSync(out).sort()).toEqual(names);
    const { Resources } = JSON.parse(readFileSync(join(out, 'Member-ProductAccount.template.json'), 'utf8'));
    expect(Object.keys(Resources)).toContain('TerraformRoleBAA3A64C');
  });
});
