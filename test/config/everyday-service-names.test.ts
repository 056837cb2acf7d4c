import { EVERYDAY_SERVICE_NAMES } from '../../lib/domain/everyday-service-names';
import { serviceNames } from '../../lib/policies/policies-folder';
import { changed, problemsOf } from './org-yaml';

const SHIPPED = serviceNames();

test('each everyday name is of a service that is shipped, and is none itself', () => {
  for (const [called, service] of Object.entries(EVERYDAY_SERVICE_NAMES)) {
    expect(SHIPPED).toContain(service);
    expect(SHIPPED).not.toContain(called);
  }
});

test.each(Object.entries(EVERYDAY_SERVICE_NAMES))('who lists %s is told of %s', (called, service) => {
  expect(problemsOf(changed('[s3, ec2]', `[s3, ${called}]`), SHIPPED)).toEqual([
    expect.stringContaining(`found the unknown service "${called}"`),
  ]);
  expect(problemsOf(changed('[s3, ec2]', `[s3, ${called}]`), SHIPPED).join()).toContain(`did you mean ${service}? `);
});

test('a typing mistake still gets the name that is written most like it, and only names that are known are proposed', () => {
  expect(problemsOf(changed('[s3, ec2]', '[s3, lamda]'), SHIPPED).join()).toContain('did you mean lambda? ');
  expect(problemsOf(changed('[s3, ec2]', '[s3, efs]'), ['s3', 'ec2', 'ecs']).join()).toContain('did you mean ecs? ');
});
