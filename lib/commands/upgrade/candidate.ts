import { copyFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EXIT, Failure } from '../../domain/failure';
import { isObject } from '../../domain/json';
import { isVersion, type Version } from '../../domain/version';
import type { Ended, RunProgram } from './run-program';

/** Where another orgstrap comes from: a version of the registry, the newest unless it is said; or a tarball or a folder. */
export type Source = { readonly to?: Version | undefined } | { readonly package: string };

/** Another orgstrap, in a folder of its own, with all that it needs. */
export interface Candidate {
  readonly root: string;
  readonly version: Version;
  /** The oldest version whose stacks it changes in one deployment; an orgstrap that says nothing goes on from every one. */
  readonly upgradesFrom: Version;
  readonly changelog: string;
  /** What npm is asked to install in its place. @default - it is a folder, which nobody installs */
  readonly spec?: string;
  /** The version of the CDK CLI that it is proved with. */
  readonly cdk: string;
}

const NAME = 'orgstrap';
const LINES_SHOWN = 12;

/**
 * Puts another orgstrap into a folder, without a script of any package; or takes the folder that is named, where that is built.
 *
 * @param folder - is there, and empty; whoever made it takes it away
 * @param project - where the command is run: npm goes by its `.npmrc`
 * @throws Failure `NotAVersion`, `NoPackage`, `NotOrgstrap`, `NotBuilt` where it is another thing than expected; `NoNpm`, `NotInstalled`
 */
export async function candidateFrom(
  source: Source,
  folder: string,
  project: string,
  run: RunProgram,
): Promise<Candidate> {
  if (!('package' in source)) return await fromRegistry(source.to, folder, project, run);
  const path = resolve(project, source.package);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined)
    throw unusable('NoPackage', `${source.package} is not there, expected a tarball or a folder of orgstrap`);
  if (stats.isDirectory()) return await fromFolder(path, run);
  return { ...(await installed(path, folder, project, run)), spec: source.package };
}

async function fromRegistry(
  to: Version | undefined,
  folder: string,
  project: string,
  run: RunProgram,
): Promise<Candidate> {
  const version = to ?? (await npm(['view', NAME, 'version'], project, run)).stdout.trim();
  if (!isVersion(version)) {
    throw unusable(
      'NotAVersion',
      `found ${version || 'nothing'}, expected one version of orgstrap, such as 0.4.0; it is what would be pinned`,
    );
  }
  return await installed(`${NAME}@${version}`, folder, project, run);
}

async function installed(spec: string, folder: string, project: string, run: RunProgram): Promise<Candidate> {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const settings = join(project, '.npmrc');
  if (existsSync(settings)) copyFileSync(settings, join(folder, '.npmrc'));
  await npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact', spec], folder, run);
  return { ...described(join(folder, 'node_modules', NAME)), spec };
}

async function fromFolder(root: string, run: RunProgram): Promise<Candidate> {
  const candidate = described(root);
  const isBuilt = 'process.exitCode = require(process.argv[1]).isCompiled(process.argv[2]) ? 0 : 1';
  const { status } = await run(process.execPath, ['-e', isBuilt, join(root, 'bin', 'compiled.cjs'), root], {
    cwd: root,
  });
  if (status === 0) return candidate;
  throw unusable(
    'NotBuilt',
    `${root} is not built of its present sources; run there: npm ci --ignore-scripts && npm run build`,
  );
}

/** What an orgstrap says of itself. @throws Failure `NotOrgstrap` */
function described(root: string): Candidate {
  const text = textOf(join(root, 'package.json'));
  const { name, version, orgstrap, dependencies } = Object(text === undefined ? undefined : JSON.parse(text));
  if (name !== NAME || typeof version !== 'string' || !isVersion(version)) {
    throw unusable('NotOrgstrap', `found ${String(name ?? 'no package')} in ${root}, expected ${NAME}`);
  }
  const from = isObject(orgstrap) ? orgstrap.upgradesFrom : undefined;
  return {
    root,
    version,
    upgradesFrom: typeof from === 'string' ? from : '0.0.0',
    changelog: textOf(join(root, 'CHANGELOG.md')) ?? '',
    cdk: String(Object(dependencies)['aws-cdk']),
  };
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

async function npm(args: readonly string[], cwd: string, run: RunProgram): Promise<Ended> {
  const ended = await run('npm', args, { cwd }).catch((error: unknown) => {
    if (Object(error).code !== 'ENOENT') throw error;
    throw new Failure('NoNpm', 'npm is not on this machine; it comes with Node.js', EXIT.incomplete);
  });
  if (ended.status === 0) return ended;
  const said = ended.stderr.trim().split('\n').slice(-LINES_SHOWN).join('\n  ');
  throw new Failure('NotInstalled', `npm ${args.join(' ')} ended with ${ended.status}\n  ${said}`, EXIT.incomplete);
}

function unusable(code: string, message: string): Failure {
  return new Failure(code, message, EXIT.unusable);
}
