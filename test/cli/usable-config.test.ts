import { join } from 'node:path';
import { usableConfig } from '../../lib/cli/usable-config';
import { EXIT, Failure } from '../../lib/domain/failure';

const EXAMPLE = join(__dirname, '..', '..', 'examples', 'two-accounts.yaml');

test('a configuration with problems is a Failure that names them all', () => {
  const attempt = () => usableConfig(EXAMPLE, () => ['s3']);
  expect(attempt).toThrow(Failure);
  expect(attempt).toThrow(expect.objectContaining({ code: 'UnusableConfig', exitStatus: EXIT.unusable }));
  expect(attempt).toThrow(
    /cannot be used\n\n.*unknown service "ssm".*\n.*\n\n.*unknown service "logs".*\n.*\n\n2 problems$/,
  );
});

test('a valid configuration is returned', () => {
  expect(usableConfig(EXAMPLE, () => ['s3', 'ssm', 'logs'])).toMatchObject({ homeRegion: 'us-east-1' });
});
