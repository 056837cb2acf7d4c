import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lockfile, nameOf, unverifiable } from '../scripts/lockfile';

const LOCKFILE: Lockfile = JSON.parse(readFileSync(join(__dirname, '..', 'package-lock.json'), 'utf8'));

test('npm ci verifies every package on every platform; npm run lock:integrity adds what npm leaves out', () => {
  expect(unverifiable(LOCKFILE)).toEqual([]);
});

test('that is found where one hash is missing', () => {
  const path = 'node_modules/@swc/core-darwin-arm64';
  const { integrity: _, ...bare } = LOCKFILE.packages[path] ?? {};
  expect(unverifiable({ packages: { ...LOCKFILE.packages, [path]: bare } })).toEqual([path]);
  expect(nameOf(`node_modules/a/${path}`)).toBe('@swc/core-darwin-arm64');
});
