import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnStackSet } from 'aws-cdk-lib/aws-cloudformation';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { type App, CfnResource, CloudFormationValidatePlugin, Stack } from 'aws-cdk-lib/core';
import { validationReportIn } from '../../lib/checks/validation-report';
import { buildApp } from '../../lib/stacks/build-app';
import { checkApp } from '../../lib/stacks/check-app';
import { newApp } from '../../lib/stacks/new-app';
import { synthesizedTemplates } from '../../lib/stacks/synthesized';
import { builtApp, findingsOf, synthesised } from '../support/assembly';
import { EXAMPLES, example } from '../support/examples';
import { manyAccounts, pipeline, sharedOpsConfig } from '../support/org-config';

// The only file in which CDK's own validation runs: it is WASM, and costs seconds in every process.

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
    const member = app.node.findChild('Member-ProductAccount');
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
    expect(findings).toMatch(/'Nowhere' is not one of.*\n *Member-ProductAccount\/Planted/);
  });
});

test('synth fails on what CDK calls a warning: a value that a property of a StackSet does not take', () => {
  const app = builtApp(sharedOpsConfig());
  const stackSet = resource(app, 'ProductAccounts-stage/StackSet/Resource');
  if (!(stackSet instanceof CfnStackSet)) throw new Error('it is no StackSet');
  stackSet.permissionModel = 'SERVICE_MANGLED';
  expect(everyCheck(app)).toMatch(/WARNING PermissionModel: 'SERVICE_MANGLED' is not one of/);
});

describe('the templates of an organization', () => {
  test('answers nothing where a check fails', () => {
    const config = sharedOpsConfig({ environments: manyAccounts(750), pipelines: [pipeline('delivery', ['dev'])] });
    expect(() => synthesizedTemplates(config)).toThrow('a template did not pass its checks');
  });

  // One synth for two questions: it is what costs the time.
  test.each(EXAMPLES)('finds nothing in examples/%s, and has every template, the members’ too', (file) => {
    const templates = synthesizedTemplates(example(file));
    const names = Object.keys(templates);
    const guardrails = example(file).guardrails === undefined ? [] : ['Guardrails.template.json'];
    expect(names).toEqual([...synthesised(example(file)).templates, ...guardrails].sort());
    expect(names).toContain('Member-ProductAccount.template.json');
    const { Resources } = JSON.parse(templates['Member-ProductAccount.template.json'] ?? '');
    expect(Object.keys(Resources)).toContain('TerraformRoleBAA3A64C');
  });
});

describe('a template that passed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-passed-'));
  const passedTemplates = join(folder, 'passed');
  const started = jest.spyOn(CloudFormationValidatePlugin.prototype, 'validate');
  afterAll(() => {
    started.mockRestore();
    rmSync(folder, { recursive: true });
  });

  /** The report of a synth, and whether CDK's validator was started for it and something is noted. */
  function reported(change: (app: App) => void = () => undefined) {
    started.mockClear();
    const app = newApp(mkdtempSync(join(folder, 'synth-')), 'collect');
    buildApp(app, sharedOpsConfig());
    change(app);
    checkApp(app, { validateTemplates: true, passedTemplates });
    app.synth();
    const report = JSON.stringify(validationReportIn(app.outdir).pluginReports);
    return { report, started: started.mock.calls.length > 0, noted: existsSync(passedTemplates) };
  }

  function broken(app: App): void {
    resource(app, 'ProductAccounts-dev/StackSet/Resource').addPropertyOverride('AutoDeploy', { Enabled: true });
  }

  test('is not validated again, the report is the same, and a bad template never passes', () => {
    // All from one line, which stands in their stack traces.
    const [bad, again, first, second, afterwards] = [broken, broken, undefined, undefined, broken].map((change) =>
      reported(change),
    );
    expect([bad, again]).toEqual([
      { ...bad, started: true, noted: false },
      { ...bad, started: true, noted: false },
    ]);
    expect(bad?.report).toContain('F3002');
    expect([first, second]).toEqual([
      { ...first, started: true, noted: true },
      { ...first, started: false, noted: true },
    ]);
    expect(afterwards).toEqual({ ...bad, started: true, noted: true });
  });
});
