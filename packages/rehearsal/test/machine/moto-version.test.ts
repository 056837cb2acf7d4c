import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOTO } from '../../machine/find-python';

const EMULATOR = join(__dirname, '..', '..', '..', 'emulated-aws');

test.each(['pyproject.toml', 'README.md'])('the emulator names the same moto in its %s', (file) => {
  expect(readFileSync(join(EMULATOR, file), 'utf8')).toContain(`moto[all,server]==${MOTO}`);
});
