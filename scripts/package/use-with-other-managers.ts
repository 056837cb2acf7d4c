import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { environment, type Tarballs } from './use-as-a-company';

interface Manager {
  readonly name: string;
  /** The package of its program, in an exact version. */
  readonly program: string;
  readonly install: readonly string[];
  /** What goes before the name of a program that is installed. */
  readonly exec: readonly string[];
  /** Of a file that it reads, beside `package.json`. */
  readonly settings?: { readonly file: string; readonly text: string };
}

const MANAGERS: readonly Manager[] = [
  { name: 'pnpm', program: 'pnpm@10.34.8', install: ['install', '--ignore-scripts'], exec: ['exec'] },
  { name: 'yarn', program: 'yarn@1.22.22', install: ['install', '--ignore-scripts'], exec: ['run', '--silent'] },
  {
    name: 'yarn',
    program: '@yarnpkg/cli-dist@4.18.1',
    install: ['install', '--no-immutable'],
    exec: ['run'],
    // Policies are read as files, which they are not in the archives of Plug'n'Play.
    settings: { file: '.yarnrc.yml', text: 'nodeLinker: node-modules\nenableScripts: false\nenableTelemetry: false\n' },
  },
];

/**
 * From the package to templates, with what installs packages in place of npm.
 *
 * @param tarballs - what `npm pack` made
 */
export function useWithOtherManagers(tarballs: Tarballs): void {
  for (const manager of MANAGERS) {
    const folder = mkdtempSync(join(tmpdir(), 'orgstrap-manager-'));
    try {
      use(manager, tarballs, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function use({ name, program, install, exec, settings }: Manager, tarballs: Tarballs, parent: string): void {
  const folder = join(parent, 'acme');
  const env = environment(process.execPath);
  const npx = (cwd: string, from: string, ...command: readonly string[]) =>
    execFileSync('npx', ['--yes', `--package=${from}`, ...command], { cwd, env, encoding: 'utf8' });
  npx(parent, tarballs.orgstrap, 'orgstrap', 'new', 'acme');
  dependOn(tarballs, join(folder, 'package.json'));
  if (settings !== undefined) {
    writeFileSync(join(folder, settings.file), settings.text);
    const registry = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim();
    appendFileSync(join(folder, settings.file), `npmRegistryServer: ${JSON.stringify(registry.replace(/\/$/, ''))}\n`);
  }
  npx(folder, program, name, ...install);
  const said = npx(folder, program, name, ...exec, 'orgstrap', 'validate');
  if (!said.includes('org.yaml is valid')) throw new Error(`${program}: orgstrap validate said ${said}`);
  npx(folder, program, name, ...exec, 'cdk', 'synth', '--quiet');
  readFileSync(join(folder, 'cdk.out', 'TerraformAccount.template.json'));
}

/**
 * Yarn asks the registry for what `aws-cdk-lib` brings inside of it, and a mirror may lack that; the copy inside of it is the same.
 */
function dependOn({ orgstrap, rehearsal }: Tarballs, packageJson: string): void {
  const content = JSON.parse(readFileSync(packageJson, 'utf8'));
  const cdk = dirname(createRequire(__filename).resolve('aws-cdk-lib/package.json'));
  const bundled = join(cdk, 'node_modules', '@aws', 'cloudformation-validate');
  const changed = {
    ...content,
    dependencies: { ...content.dependencies, orgstrap: `file:${orgstrap}` },
    devDependencies: { ...content.devDependencies, 'orgstrap-rehearsal': `file:${rehearsal}` },
    resolutions: { '@aws/cloudformation-validate': `file:${bundled}` },
  };
  writeFileSync(packageJson, JSON.stringify(changed));
}
