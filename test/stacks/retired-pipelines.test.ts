import type { Audit } from '../../lib/domain/audit';
import { synthesised } from '../support/assembly';
import { oidcPipeline, pipeline, sharedOpsConfig } from '../support/org-config';

const ENVIRONMENTS = ['dev', 'stage', 'prod'];
const delivery = pipeline('delivery', ENVIRONMENTS);
const audit: Audit = { trail: 'own', email: [], retentionDays: 365, regions: [] };

const before = synthesised(sharedOpsConfig({ pipelines: [delivery, oidcPipeline('rehearsal')], audit }));
const retired = synthesised(
  sharedOpsConfig({
    pipelines: [delivery],
    retiredPipelines: [{ name: 'rehearsal', deployedAs: 'rehearsal' }],
    audit,
  }),
);

describe('a pipeline that is retired', () => {
  test('keeps its state as it was, and nothing else', () => {
    const was = before.plain('Pipeline-rehearsal').Resources;
    const is = retired.plain('Pipeline-rehearsal').Resources;
    const state = Object.entries(was).filter(([id]) => id.startsWith('State'));
    expect(state.map(([, { DeletionPolicy: policy }]) => policy)).toContain('RetainExceptOnCreate');
    expect(is).toEqual(Object.fromEntries(state));
    expect(Object.values(is).map(({ Type: type }) => type)).not.toContain('AWS::IAM::Role');
  });

  test('is trusted by no account any more', () => {
    const trustIn = (assembly: typeof before) => JSON.stringify(assembly.plain('ProductAccounts-dev'));
    expect(trustIn(before)).toContain('orgstrap-ci-terraform-rehearsal');
    expect(trustIn(retired)).not.toContain('orgstrap-ci-terraform-rehearsal');
  });

  test('has its states recorded as before', () => {
    expect(retired.text('Audit.template.json')).toContain('"arn:aws:s3:::orgstrap-state-"');
  });
});

describe('a pipeline that is renamed', () => {
  const renamed = synthesised(
    sharedOpsConfig({ pipelines: [delivery, { ...oidcPipeline('rehearsal'), name: 'trial' }], audit }),
  );

  test('changes no template where deployedAs is its first name', () => {
    expect(renamed.templates).toEqual(before.templates);
    for (const template of before.templates) expect(renamed.text(template)).toBe(before.text(template));
  });
});
