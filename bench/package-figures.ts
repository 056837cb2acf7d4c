import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ratioOf } from './cli-figures';
import { compiled, ROOT } from './compiled';
import type { Figure } from './figure';

/** What whoever installs the package carries home, and what an app that imports it pays before its first line. */
export function packageFigures(times: number): readonly Figure[] {
  const load = (...modules: readonly string[]) => [
    process.execPath,
    '-e',
    `for (const file of ${JSON.stringify(modules)}) require(file).App`,
  ];
  const inPackages = (name: string) => join(ROOT, 'node_modules', name);
  return [
    packageSize(),
    {
      name: "require('orgstrap') / what any app with cdk-nag loads",
      ...ratioOf(load(compiled('../bin/api')), load(inPackages('aws-cdk-lib/core'), inPackages('cdk-nag')), times),
      target: 2.5,
    },
  ];
}

function packageSize(): Figure {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const [{ size, unpackedSize, entryCount }]: [Readonly<Record<'size' | 'unpackedSize' | 'entryCount', number>>] =
    JSON.parse(output);
  return {
    name: 'the package, as npm pack makes it',
    measured: size,
    target: 1_000_000,
    unit: 'bytes',
    detail: `${entryCount} files, ${unpackedSize.toLocaleString('en')} bytes when unpacked`,
  };
}
