import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { retiredOrgYaml } from '../../lib/config/retired-org-yaml';
import { SERVICES, VALID } from './org-yaml';

function retired(text: string) {
  const result = parseOrgConfig(retiredOrgYaml(text), 'org.yaml', SERVICES);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

test('every environment and every pipeline is retired, and keeps the name that AWS has', () => {
  const config = retired(VALID.replace('  prod:\n', '  prod:\n    deployedAs: live\n'));
  expect(config.environments).toEqual([]);
  expect(config.pipelines).toEqual([]);
  expect(config.retiredEnvironments).toEqual([
    { name: 'dev', deployedAs: 'dev' },
    { name: 'prod', deployedAs: 'live' },
  ]);
  expect(config.retiredPipelines).toEqual([{ name: 'delivery', deployedAs: 'delivery' }]);
});

test('nothing keeps a stack from being deleted, and what else lets somebody in is left out, so that its stacks are left behind', () => {
  const config = retired(
    `${VALID}protectStacks: [orgstrap-TerraformAccount]\nguardrails: { deployers: ["arn:aws:iam::333333333333:role/deployer"] }\n`,
  );
  expect(config.protectStacks).toBeUndefined();
  expect(config.guardrails).toBeUndefined();
  expect(config.managementAccount).toBeUndefined();
});

test('what is retired already stays so', () => {
  const once = retiredOrgYaml(VALID);
  expect(retiredOrgYaml(once)).toBe(once);
});
