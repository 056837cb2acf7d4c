import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import fc from 'fast-check';
import { mostBytesOf, TEMPLATE_LIMIT, TemplateSize, templateSize } from '../../lib/checks/template-size';
import { FEWER_ACCOUNTS } from '../../lib/policies/ci-role';
import { builtApp, findingsOf, synthesised } from '../support/assembly';
import { bodiesThatTheCdkCliSends } from '../support/cdk-cli';
import { example } from '../support/examples';
import { manyAccounts, pipeline, sharedOpsConfig } from '../support/org-config';

const folder = mkdtempSync(join(tmpdir(), 'orgstrap-templates-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What the check says about a template. */
function check(template: string): readonly string[] {
  const templatePath = join(folder, 'Planted.template.json');
  writeFileSync(templatePath, template);
  const stack = { stackConstructPath: 'Planted', templatePath, accountId: undefined, region: undefined };
  const context = { appConstruct: new App(), stackTemplates: [stack], templatePaths: [templatePath] };
  const { success, violations } = new TemplateSize().validate(context);
  expect(success).toBe(violations.length === 0);
  return violations.map(({ description }) => description);
}

/** A template of exactly so many bytes of JSON, with less YAML. */
function templateOf(bytes: number): string {
  const around = JSON.stringify({ Resources: { A: { Type: '' } } }).length;
  return JSON.stringify({ Resources: { A: { Type: 'x'.repeat(bytes - around) } } });
}

function deeplyListed(words: number): string {
  const Action = Array.from({ length: words }, (_, index) => `s3:${index % 10}*`);
  return JSON.stringify({ Resources: { A: { Properties: { PolicyDocument: { Statement: [{ Action }] } } } } });
}

test('a pipeline whose template is too large fails synth, with the size and the largest resources', () => {
  const config = sharedOpsConfig({ environments: manyAccounts(400), pipelines: [pipeline('delivery', ['dev'])] });
  const findings = findingsOf(builtApp(config));
  expect(findings).toMatch(/Pipeline-delivery\.template\.json has \d{5} bytes, CloudFormation takes 51200/);
  expect(findings).toMatch(/its largest resources: CiPlanRoleAccounts1[0-9A-F]{8} \(\d{4} bytes\), CiPlanRole/);
  expect(findings).toContain(
    'For a pipeline: give the pipeline fewer environments, or split an environment and its OU;',
  );
});

test.each([
  ['ops', 210, 'deployed directly'],
  ['management', 284, 'through a StackSet'],
] as const)(
  'a pipeline that is deployed from %s takes about %i accounts, as the message says',
  (deployFrom, most, way) => {
    const sizeOf = (accounts: number) => {
      const pipelines = [pipeline('delivery', ['dev'])];
      const config = sharedOpsConfig({ environments: manyAccounts(accounts), pipelines, deployFrom });
      return templateSize(synthesised(config).text('Pipeline-delivery.template.json'));
    };
    expect(FEWER_ACCOUNTS).toMatch(new RegExp(`${most}( accounts where its stack is)? ${way}`));
    expect(sizeOf(most - 4)).toBeLessThan(TEMPLATE_LIMIT);
    expect(sizeOf(most + 4)).toBeGreaterThan(TEMPLATE_LIMIT);
  },
);

test('a member template that is too large fails synth, as does the StackSet that carries it', () => {
  const config = sharedOpsConfig({
    environments: manyAccounts(400),
    pipelines: [pipeline('delivery', ['dev'])],
    deployFrom: 'management',
  });
  const findings = findingsOf(builtApp(config));
  expect(findings).toContain('Member-Pipeline-delivery.template.json has ');
  expect(findings).toContain(' Pipeline-delivery.template.json has ');
});

test('one byte above the limit is refused, the limit itself is not', () => {
  expect(check(templateOf(TEMPLATE_LIMIT + 1))).toEqual([
    expect.stringContaining('Planted.template.json has 51201 bytes, CloudFormation takes 51200'),
  ]);
  expect(check(templateOf(TEMPLATE_LIMIT))).toEqual([]);
});

test('bytes are counted and not characters', () => {
  const template = JSON.stringify({ Resources: { A: { Type: 'ö'.repeat(30_000) } } });
  expect(check(template)).toEqual([expect.stringContaining('Planted.template.json has 600')]);
});

test('a template that only its YAML makes too large is refused, however small its JSON is', () => {
  const template = deeplyListed(2_500);
  expect(Buffer.byteLength(template)).toBeLessThan(TEMPLATE_LIMIT / 2);
  expect(check(template)).toEqual([expect.stringContaining('Planted.template.json has ')]);
});

test('the size is that of what the CDK CLI sends, where that is larger than the JSON', () => {
  const assembly = synthesised(example('fifty-accounts.yaml'));
  const odd = JSON.stringify({
    Resources: {
      yes: 'no',
      '1': '012',
      'a b': ': #',
      deep: [[[[['on', '~', '']]]]],
      long: 'word '.repeat(100),
      odd: 'ö€\n"',
    },
  });
  const oddFile = join(folder, 'Odd.template.json');
  writeFileSync(oddFile, odd);
  // With little in it that takes a line of its own, it is larger as JSON.
  const flat = JSON.stringify({ Resources: { A: 'x'.repeat(100) } });
  const flatFile = join(folder, 'Flat.template.json');
  writeFileSync(flatFile, flat);
  const templates = [...assembly.templates.map((name) => assembly.text(name)), odd, flat];
  const files = [...assembly.templates.map((name) => join(assembly.folder, name)), oddFile, flatFile];
  const sent = bodiesThatTheCdkCliSends(files).map((body) => Buffer.byteLength(body));
  const json = templates.map((template) => Buffer.byteLength(template));
  expect(templates.map(templateSize)).toEqual(sent.map((size, index) => Math.max(size, json[index] ?? 0)));
  // Some are larger as YAML and some as JSON, or this test would compare nothing.
  expect(new Set(sent.map((size, index) => size > (json[index] ?? 0)))).toEqual(new Set([true, false]));
});

test('no template is larger than what is taken for the most that it can be', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('\n', ' ', '"', "'", '\\', '#', ':', 'a', '\u0085', '\u2028', '\t') }),
    fc.constantFrom('', '~', 'yes', '012', '- ', '? ', '&', '*'),
  );
  const { template } = fc.letrec<{ template: unknown }>((tie) => ({
    template: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(
        text,
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
      ),
      fc.array(tie('template'), { maxLength: 4 }),
      fc.dictionary(text, tie('template'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(text, template, { maxKeys: 4 }), (resources) => {
      const json = JSON.stringify({ Resources: resources });
      expect(mostBytesOf(json)).toBeGreaterThanOrEqual(templateSize(json));
    }),
    { numRuns: 100 },
  );
});

test('what is taken for the most that it can be is not much more than a template has', () => {
  const assembly = synthesised(example('fifty-accounts.yaml'));
  for (const text of assembly.templates.map((name) => assembly.text(name))) {
    expect(mostBytesOf(text)).toBeLessThan(templateSize(text) * 1.6);
  }
});
