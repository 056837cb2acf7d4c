import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { changed, problemsOf, SERVICES, VALID } from './org-yaml';

const SERVICES_OF_TERRAFORM = 'terraform:\n  services: [s3, ec2]';

function withWorkloads(services: string): string {
  return changed(SERVICES_OF_TERRAFORM, `${SERVICES_OF_TERRAFORM}\nworkloads:\n  services: ${services}`);
}

function withSwitches(switches: string): string {
  return changed(SERVICES_OF_TERRAFORM, `${SERVICES_OF_TERRAFORM}\n  accountSwitches: ${switches}`);
}

function configOf(text: string) {
  const result = parseOrgConfig(text, 'org.yaml', SERVICES);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}

describe('what workloads may use', () => {
  test('is what org.yaml lists: documents of policies/workloads, and any service', () => {
    expect(configOf(withWorkloads('[bedrock, secretsmanager, lambda]')).workloads).toEqual({
      services: ['bedrock', 'secretsmanager', 'lambda'],
    });
    expect(configOf(VALID).workloads).toBeUndefined();
  });

  test.each<[string, string, string]>([
    ['an unknown service', '[bedrok]', 'workloads.services[0]: found the unknown service "bedrok"'],
    ['a service twice', '[s3, s3]', 'workloads.services[1]: found "s3" a second time, after line 20'],
    ['no service', '[]', 'workloads.services: found'],
    ['what is no name', '["S3:*"]', 'workloads.services[0]: found "S3:*", expected the name of a file'],
  ])('is no list with %s', (_, services, problem) => {
    const [found, ...others] = problemsOf(withWorkloads(services));
    expect(others).toEqual([]);
    expect(found).toMatch(/^20:/);
    expect(found).toContain(problem);
  });
});

describe('the switches of an account', () => {
  test('are opened by name, and none is where nothing is said', () => {
    expect(configOf(withSwitches('[ec2:EnableSerialConsoleAccess]')).terraform.accountSwitches).toEqual([
      'ec2:EnableSerialConsoleAccess',
    ]);
    expect(configOf(VALID).terraform.accountSwitches).toBeUndefined();
  });

  test.each<[string, string, string]>([
    ['another call', '[ec2:RunInstances]', 'terraform.accountSwitches[0]: found'],
    ['a pattern', '["ec2:*"]', 'terraform.accountSwitches[0]: found'],
    ['no call', '[]', 'terraform.accountSwitches: found'],
    [
      'a call twice',
      '[s3:PutObjectRetention, s3:PutObjectRetention]',
      'terraform.accountSwitches[1]: found "s3:PutObjectRetention" a second time',
    ],
  ])('are no list with %s', (_, switches, problem) => {
    const [found, ...others] = problemsOf(withSwitches(switches));
    expect(others).toEqual([]);
    expect(found).toMatch(/^19:/);
    expect(found).toContain(problem);
  });
});
