import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A machine without credentials of AWS, on which a Node.js is the one that `npx` finds. */
export function environment(node: string): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^AWS_/.test(name));
  return {
    ...Object.fromEntries(others),
    PATH: `${dirname(node)}:${process.env.PATH}`,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    // What is installed runs no script, also where npx installs it.
    npm_config_ignore_scripts: 'true',
  };
}

/** `org.yaml` is read by one file, which holds all that it needs of packages; of `Failure` there is one for all of orgstrap. */
const READS_ALONE = `
  require('./node_modules/orgstrap/dist/lib/config/load-org-config.js');
  const beside = Object.keys(require.cache).filter((file) => !/lib.domain./.test(file)).slice(1);
  if (beside.length > 0) throw new Error('to read org.yaml loads ' + beside.join(', '));
  if (require('node:fs').readFileSync('node_modules/orgstrap/dist/lib/config/load-org-config.js', 'utf8').includes('lib/domain/')) {
    throw new Error('what reads org.yaml holds a second domain');
  }`;

/** Without the sources there is nothing that its build could be older than. */
const IS_COMPILED =
  "process.exitCode = require('./node_modules/orgstrap/bin/compiled.cjs').isCompiled('node_modules/orgstrap') ? 0 : 1";

/** What `npm pack` made. */
export interface Tarballs {
  readonly orgstrap: string;
  readonly rehearsal: string;
}

/** A company's folder, and what is run in it. */
export interface Company {
  /** In one that the caller takes away. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Answers what a program writes to stdout. */
  run(program: string, ...args: readonly string[]): string;
}

/** From an empty folder and the packages to a company's folder, with both installed as its `package.json` names them. */
export function beginACompany({ orgstrap, rehearsal }: Tarballs, node: string): Company {
  const empty = mkdtempSync(join(tmpdir(), 'orgstrap-company-'));
  const folder = join(empty, 'acme');
  const env = environment(node);
  const runIn = (cwd: string, program: string, ...args: readonly string[]) =>
    execFileSync(program, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const run = (program: string, ...args: readonly string[]) => runIn(folder, program, ...args);
  runIn(empty, 'npx', '--yes', `--package=${orgstrap}`, 'orgstrap', 'new', 'acme', '--ci', 'github', 'gitlab');
  const written = readFileSync(join(folder, 'package.json'), 'utf8');
  run('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', orgstrap, rehearsal);
  const names = (text: string) =>
    [dependencyNames(text, 'dependencies'), dependencyNames(text, 'devDependencies')].join(' and ');
  const installed = readFileSync(join(folder, 'package.json'), 'utf8');
  if (names(installed) !== names(written)) throw new Error(`expected ${names(written)}, found ${names(installed)}`);
  return { folder, env, run };
}

function dependencyNames(packageJson: string, key: 'dependencies' | 'devDependencies'): string {
  return Object.keys(JSON.parse(packageJson)[key] ?? {}).join();
}

/**
 * From an empty folder and the packages to templates in five commands, and then what else a company does.
 *
 * @param node - the program of the Node.js that runs it
 * @returns the company's folder, in one that the caller takes away
 */
export function useAsACompany(tarballs: Tarballs, node: string): string {
  const { folder, env, run } = beginACompany(tarballs, node);
  expectText(run('npx', 'orgstrap', 'validate'), 'org.yaml is valid');
  run('npx', 'cdk', 'synth', '--quiet');
  // All of it is loaded: what it takes of orgstrap is there.
  expectText(run('npx', 'orgstrap-rehearse', '--help'), 'Usage: npx orgstrap-rehearse');
  addOwnService(folder);

  run(node, '-e', READS_ALONE);
  run(node, '-e', IS_COMPILED);
  expectText(run('npx', 'orgstrap', 'validate'), 'org.yaml is valid');
  expectText(run('npx', 'orgstrap', 'synth', '--out', 'templates'), 'ProductAccounts-prod.template.json');
  run('npx', 'orgstrap', 'nag', '--format', 'sarif', '--out', 'nag.sarif');
  expectText(readFileSync(join(folder, 'nag.sarif'), 'utf8'), 'policies/services/my-glue.json');
  run('npx', 'cdk', 'synth', '--quiet');
  const templates = ['templates', 'cdk.out'].map((out) =>
    readFileSync(join(folder, out, 'Member-ProductAccount.template.json'), 'utf8'),
  );
  for (const template of templates) expectText(template, 'glue:UpdateJob');

  // From itself to itself, by a folder of its own: with the services of the company, nothing changes.
  expectText(run('npx', 'orgstrap', 'upgrade', '--package', tarballs.orgstrap, '--offline'), '\nnothing changes\n');

  // Nobody is signed in: it says so, in a line of its own and without a stack.
  const { status, stderr } = spawnSync('npx', ['orgstrap', 'plan'], { cwd: folder, env, encoding: 'utf8' });
  if (status !== 3 || !/^orgstrap: no usable AWS credentials: /m.test(stderr) || /^ +at /m.test(stderr)) {
    throw new Error(`plan without credentials ended with ${status}: ${stderr}`);
  }
  return folder;
}

/** What orgstrap lacks, and the company writes. */
function addOwnService(folder: string): void {
  const services = join(folder, 'policies', 'services');
  mkdirSync(services, { recursive: true });
  const Statement = [{ Sid: 'ManageMyJobs', Effect: 'Allow', Action: 'glue:UpdateJob', Resource: '*' }];
  writeFileSync(join(services, 'my-glue.json'), JSON.stringify({ Version: '2012-10-17', Statement }));
  writeFileSync(join(services, 'my-glue.reasons.json'), JSON.stringify({ ManageMyJobs: { '*': 'Jobs of any name.' } }));
  const orgYaml = join(folder, 'org.yaml');
  writeFileSync(orgYaml, readFileSync(orgYaml, 'utf8').replace('services: [', 'services: [my-glue, '));
}

function expectText(text: string, expected: string): void {
  if (!text.includes(expected)) throw new Error(`expected ${expected} in ${text.slice(0, 2000)}`);
}
