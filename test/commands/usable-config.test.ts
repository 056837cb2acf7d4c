import { join } from 'node:path';
import { usableConfig } from '../../lib/commands/usable-config';
import { EXIT, Failure } from '../../lib/domain/failure';

let mockServices: readonly string[] = [];
jest.mock('../../lib/policies/policies-folder', () => ({ serviceNames: () => mockServices }));

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'two-accounts.yaml');

test('a configuration with problems is a Failure that names them all', () => {
  mockServices = ['s3'];
  const attempt = () => usableConfig(EXAMPLE);
  expect(attempt).toThrow(Failure);
  expect(attempt).toThrow(expect.objectContaining({ code: 'UnusableConfig', exitStatus: EXIT.unusable }));
  expect(attempt).toThrow(
    /cannot be used\n\n.*unknown service "ssm".*\n.*\n\n.*unknown service "logs".*\n.*\n\n2 problems$/,
  );
});

test('a valid configuration is returned', () => {
  mockServices = ['s3', 'ssm', 'logs'];
  expect(usableConfig(EXAMPLE)).toMatchObject({ homeRegion: 'us-east-1' });
});
