import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOTO } from '../../../rehearsal/machine/python-candidates';

const EMULATOR = join(__dirname, '..', '..', '..', 'packages', 'emulated-aws');

test.each(['pyproject.toml', 'README.md'])('the emulator names the same moto in its %s', (file) => {
  expect(readFileSync(join(EMULATOR, file), 'utf8')).toContain(`moto[all,server]==${MOTO}`);
});
