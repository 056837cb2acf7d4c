import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { terraformProgram } from '../../lib/domain/terraform-program';
import { changed, problemsOf, SERVICES, VALID } from './org-yaml';

const SERVICES_OF_TERRAFORM = 'terraform:\n  services: [s3, ec2]';

function chosen(lines: string): string {
  return changed(SERVICES_OF_TERRAFORM, `${SERVICES_OF_TERRAFORM}\n  ${lines}`);
}

test.each([
  ['Terraform 1.11.4 where nothing is said', VALID, { command: 'terraform', version: '1.11.4' }],
  ['a version of Terraform', chosen('version: 1.16.0'), { command: 'terraform', version: '1.16.0' }],
  ['a version of OpenTofu', chosen('openTofuVersion: 1.11.1'), { command: 'tofu', version: '1.11.1' }],
])('CI runs %s', (_, text, program) => {
  const result = parseOrgConfig(text, 'org.yaml', SERVICES);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(terraformProgram(result.config.terraform)).toEqual(program);
});

test.each([
  ['one that is too old for locks in S3', 'version: 1.10.5', 'terraform.version: found "1.10.5", expected one version'],
  ['a range', 'version: "~> 1.11"', 'terraform.version: found "~> 1.11"'],
  ['two numbers, which YAML takes for one', 'version: 1.11', 'terraform.version: found the number 1.11'],
  ['more than a version', 'openTofuVersion: "1.11.1; curl x"', 'terraform.openTofuVersion: found "1.11.1; curl x"'],
  ['both', 'openTofuVersion: 1.11.1\n  version: 1.11.4', 'terraform.openTofuVersion: found openTofuVersion beside'],
])('no version is %s', (_, lines, problem) => {
  const [found, ...others] = problemsOf(chosen(lines));
  expect(others).toEqual([]);
  expect(found).toContain(problem);
});

test('OpenTofu is refused beside a pipeline whose runs are in HCP Terraform', () => {
  const hcp = 'hcpTerraform: { organization: acme, project: infrastructure, workspaces: { dev: infrastructure-dev } }';
  const text = chosen('openTofuVersion: 1.11.1').replace('identity: { iamUser: {} }', `identity: { ${hcp} }`);
  expect(text).toContain(hcp);
  expect(problemsOf(text).join('\n')).toContain(
    'openTofuVersion beside the pipeline delivery, whose runs are in HCP Terraform',
  );
});
