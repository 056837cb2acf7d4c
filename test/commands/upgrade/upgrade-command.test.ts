import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { COMMANDS } from '../../../lib/commands/commands';
import { main } from '../../../lib/commands/main';
import type { Ended, RunProgram } from '../../../lib/commands/upgrade/run-program';
import type { AssembledApp } from '../../../lib/domain/assembled-app';
import { EXIT } from '../../../lib/domain/failure';
import { packageVersion } from '../../../lib/policies/policies-folder';
import { example, ROOT } from '../../support/examples';
import { contextOf } from '../context-of';
import { assembledOf } from '../deploy/fake-cloud';
import { RecordingIo } from '../recording-io';
import { withTemplate } from './assembled';

const OWN = packageVersion();
const FILE = join(ROOT, 'examples', 'two-accounts.yaml');
const APP = assembledOf(example('two-accounts.yaml'));
const WIDER = withTemplate(APP, 'ProductAccounts-prod', (text) => text.replaceAll('s3:CreateBucket*', 's3:Create*'));
const CHANGELOG = `## 99.0.0 (2030-01-01)

### What to do

- Read the [chapter](docs/upgrade.md).

### Replaced

- Nothing.

### Widened

- Buckets of any name.

### Narrowed

- Nothing.
`;

interface Registry {
  /** What the package says of itself. */
  readonly manifest?: object;
  readonly newest?: string;
  /** What npm ends with, in place of the installation. */
  readonly npm?: Ended | Error;
  readonly app?: Partial<Ended>;
  readonly plan?: Partial<Ended>;
  readonly makes?: AssembledApp;
  /** Whether a folder is built. */
  readonly isBuilt?: boolean;
}

const DONE: Ended = { status: 0, stdout: '', stderr: '' };
const MANIFEST = {
  name: 'orgstrap',
  version: '99.0.0',
  orgstrap: { upgradesFrom: '0.2.0' },
  dependencies: { 'aws-cdk': '2.9.9' },
};

const work = mkdtempSync(join(tmpdir(), 'orgstrap-upgrade-test-'));
afterAll(() => rmSync(work, { recursive: true }));

/** Runs the command with fakes of npm and of what it installs. */
async function upgrade(argv: readonly string[], registry: Registry = {}) {
  const { manifest = MANIFEST, newest = '99.0.0', npm, app, plan, makes = WIDER, isBuilt = true } = registry;
  const io = new RecordingIo();
  const calls: { readonly program: string; readonly args: readonly string[]; readonly env?: object }[] = [];
  const folders: string[] = [];
  const project = mkdtempSync(join(work, 'project-'));
  writeFileSync(join(project, '.npmrc'), 'registry=https://npm.example.com/\n');
  writePackage(join(project, 'checkout'), manifest);
  writeFileSync(join(project, 'next.tgz'), '');
  const answer = (...[program, args, { cwd, env }]: Parameters<RunProgram>): Ended => {
    calls.push({ program, args, ...(env && { env }) });
    if (program === 'npm') {
      if (npm instanceof Error) throw npm;
      if (npm !== undefined) return npm;
      if (args[0] === 'view') return { ...DONE, stdout: `${newest}\n` };
      folders.push(cwd);
      expect(readFileSync(join(cwd, '.npmrc'), 'utf8')).toContain('npm.example.com');
      writePackage(join(cwd, 'node_modules', 'orgstrap'), manifest);
      return DONE;
    }
    if (args[0] === '-e') return { ...DONE, status: isBuilt ? 0 : 1 };
    return basename(args[0] ?? '') === 'app.cjs' ? { ...DONE, ...app } : { ...DONE, stdout: 'THE PLAN\n', ...plan };
  };
  const run: RunProgram = (...given) => Promise.resolve().then(() => answer(...given));
  const status = await main(['upgrade', '--config', FILE, ...argv], COMMANDS, {
    ...contextOf(io, {
      root: project,
      programRunner: async () => run,
      readAssembly: async () => makes,
      assembledApp: async () => APP,
    }),
  });
  return { status, out: io.out, err: io.err, calls, folders };
}

function writePackage(root: string, manifest: object): void {
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(root, 'CHANGELOG.md'), CHANGELOG);
}

describe('an upgrade', () => {
  test('is shown whole: the changelog, the templates, the plan of what is deployed, and what installs it', async () => {
    const { status, out, calls } = await upgrade(['--to', '99.0.0']);
    expect(status).toBe(EXIT.done);
    const parts = [
      '99.0.0\n  what to do\n    - Read the chapter (docs/upgrade.md).\n  widened\n    - Buckets of any name.\n',
      `what orgstrap 99.0.0 makes of org.yaml, compared with what ${OWN} makes of it`,
      's3:Create*',
      'what orgstrap 99.0.0 would change of what is deployed\n\nTHE PLAN\n',
      'npm install --save-exact --ignore-scripts orgstrap@99.0.0 aws-cdk@2.9.9\n  npx orgstrap plan\n  npx orgstrap deploy\n',
    ];
    const places = parts.map((part) => out.indexOf(part));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
    expect(calls.map(({ program, args }) => [basename(program), basename(args[0] ?? '')])).toEqual([
      ['npm', 'install'],
      [basename(process.execPath), 'app.cjs'],
      [basename(process.execPath), 'orgstrap.js'],
    ]);
    expect(calls[0]?.args).toContain('--ignore-scripts');
    expect(calls[0]?.args.at(-1)).toBe('orgstrap@99.0.0');
    expect(calls[1]?.env).toMatchObject({ CDK_CONTEXT_JSON: JSON.stringify({ config: FILE }) });
    expect(calls[2]?.args.slice(1)).toEqual(['plan', '--config', FILE]);
  });

  test('to no version is to the newest', async () => {
    const { calls } = await upgrade([], { newest: '99.0.0' });
    expect(calls.slice(0, 2).map(({ args }) => args.at(-1))).toEqual(['version', 'orgstrap@99.0.0']);
  });

  test('leaves nothing on this machine', async () => {
    const { folders } = await upgrade(['--offline']);
    expect(folders).toHaveLength(1);
    expect(readdirSync(tmpdir())).not.toContain(basename(folders[0] ?? ''));
  });

  test('hands on what plan is given, and what it ends with', async () => {
    const { status, calls } = await upgrade(['--fail-on', 'change', '--accept', 'a-word-to-come'], {
      plan: { status: 1 },
    });
    expect(status).toBe(EXIT.failed);
    expect(calls.at(-1)?.args.slice(3)).toEqual([FILE, '--accept', 'a-word-to-come', '--fail-on', 'change']);
  });

  test('without credentials shows what two versions make, and ends with 3', async () => {
    const { status, out, err } = await upgrade([], {
      plan: { status: 3, stdout: '', stderr: 'orgstrap: no usable AWS credentials\n' },
    });
    expect(status).toBe(EXIT.incomplete);
    expect(out).toContain('s3:Create*');
    expect(err).toContain('no usable AWS credentials\nwhat is deployed was not compared; orgstrap upgrade --offline');
  });

  test.each([
    [[], EXIT.done],
    [['--fail-on', 'widening'], EXIT.failed],
    [['--fail-on', 'change'], EXIT.failed],
  ])('offline asks nobody, and with %j ends with %i', async (options, expected) => {
    const { status, calls } = await upgrade(['--offline', ...options]);
    expect(status).toBe(expected);
    expect(calls.map(({ args }) => basename(args[0] ?? ''))).not.toContain('orgstrap.js');
  });

  test('offline refuses what plan would, after it has shown it', async () => {
    const less = { ...APP, stacks: APP.stacks.filter(({ name }) => name !== 'orgstrap-TerraformAccount') };
    const back = { ...MANIFEST, version: '0.2.1' };
    const { status, out, err } = await upgrade(['--offline', '--to', '0.2.1'], { makes: less, manifest: back });
    expect(status).toBe(EXIT.unusable);
    expect(out).toContain('no longer in org.yaml');
    expect(err).toContain(`orgstrap ${OWN} deployed this, and this is orgstrap 0.2.1, which is older`);
    expect(err).toContain('--accept older-version');
  });

  test('as JSON is one value', async () => {
    const { out, status } = await upgrade(['--json'], { plan: { stdout: '{ "version": 2 }\n' } });
    expect(status).toBe(EXIT.done);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      from: OWN,
      to: '99.0.0',
      releases: [{ version: '99.0.0', parts: { Widened: ['Buckets of any name.'] } }],
      templates: { version: 2, widens: true },
      deployed: { version: 2 },
    });
  });
});

describe('what is upgraded to', () => {
  test('may be a tarball, which is named as it was', async () => {
    const { calls, out } = await upgrade(['--offline', '--package', 'next.tgz']);
    expect(calls[0]?.args.at(-1)).toMatch(/\/project-\w+\/next\.tgz$/);
    expect(out).toContain('--ignore-scripts next.tgz aws-cdk@2.9.9');
  });

  test('may be a built folder, in which nothing is installed', async () => {
    const { calls, out } = await upgrade(['--offline', '--package', 'checkout']);
    expect(calls.map(({ program }) => program)).not.toContain('npm');
    expect(out).toMatch(/take what is in \S+checkout into your clone/);
  });

  test.each<readonly [string, readonly string[], Registry, string]>([
    ['a range', ['--to', '^0.4.0'], {}, 'found ^0.4.0, expected one version of orgstrap'],
    ['a tag', ['--to', 'latest'], {}, 'found latest, expected one version of orgstrap'],
    ['no file', ['--package', 'none.tgz'], {}, 'none.tgz is not there, expected a tarball or a folder of orgstrap'],
    [
      'another package',
      ['--package', 'next.tgz'],
      { manifest: { name: 'left-pad', version: '1.0.0' } },
      'found left-pad in ',
    ],
    ['a folder without a package', ['--package', '.'], {}, 'found no package in '],
    [
      'a folder that is not built',
      ['--package', 'checkout'],
      { isBuilt: false },
      'is not built of its present sources; run there: npm ci',
    ],
    [
      'a version that must not be reached in one step',
      [],
      { manifest: { ...MANIFEST, orgstrap: { upgradesFrom: '50.0.0' } } },
      `orgstrap ${OWN} deployed this, and orgstrap 99.0.0 goes on from 50.0.0`,
    ],
    [
      'a version that does not take the file',
      [],
      { app: { status: 2, stderr: 'org.yaml cannot be used\n' } },
      `orgstrap 99.0.0 makes no templates of ${FILE}\n\norg.yaml cannot be used`,
    ],
  ])('is not %s', async (_, argv, registry, message) => {
    const { status, err } = await upgrade(argv, registry);
    expect([status, err]).toEqual([EXIT.unusable, expect.stringContaining(message)]);
  });

  test.each([
    [
      'is not on this machine',
      Object.assign(new Error('spawn npm ENOENT'), { code: 'ENOENT' }),
      'npm is not on this machine',
    ],
    [
      'does not reach its registry',
      { status: 1, stdout: '', stderr: 'npm error ENOTFOUND\n' },
      'ended with 1\n  npm error ENOTFOUND',
    ],
  ])('is open where npm %s', async (_, npm, message) => {
    const { status, err } = await upgrade(['--to', '99.0.0'], { npm });
    expect([status, err]).toEqual([EXIT.incomplete, expect.stringContaining(message)]);
  });
});
