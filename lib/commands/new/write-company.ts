import { lstatSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ownPoliciesBeside } from '../../config/parse-org-config';
import { PACKAGED_SCHEMA } from '../../config/schema-file';
import { deployerAccounts } from '../../domain/deployment';
import { EXIT, Failure } from '../../domain/failure';
import { namesOf } from '../../domain/names-of';
import { type Deployment, deploymentAccountOf, type OrgConfig } from '../../domain/org-config';
import { orCannotWrite } from '../../estate/files';
import { writeNewFile } from '../../estate/new-file';
import { hasOwnServices } from '../../policies/own-services';
import { packageRoot, policyFilesOf } from '../../policies/policies-folder';
import { usableConfig } from '../usable-config';
import type { CompanySystem } from './company-systems';

/** What a company begins with. */
export interface CompanyChoice {
  /** An `org.yaml`. @default - the one that is there, or an example */
  readonly from: string | undefined;
  /** Whose workflows are written. */
  readonly systems: readonly CompanySystem[];
}

export interface WrittenCompany {
  /** The paths of what was written. */
  readonly files: readonly string[];
  readonly orgYaml: 'as it was' | 'proposed' | 'copied' | 'an example';
  /** What the CI system is told once the roles are there, by name; none where `org.yaml` has no deployment. */
  readonly variables: ReadonlyMap<string, string>;
}

/**
 * Writes the repository of a company. What it says of orgstrap is what this orgstrap is: its version, its CDK CLI.
 *
 * @throws Failure `AlreadyThere` before anything is written, where a file is there already; `UnusableConfig`
 */
export function writeCompany(folder: string, { from, systems }: CompanyChoice, isColoured: boolean): WrittenCompany {
  const isPresent = hasOrgYaml(folder);
  const source = from ?? (isPresent ? join(folder, 'org.yaml') : join(packageRoot(), 'examples', 'two-accounts.yaml'));
  const config = usableConfig(source, isColoured);
  const { ownPolicies } = config;
  const texts = new Map([
    ...(isPresent && from === undefined ? [] : [['org.yaml', orgYamlText(source)] as const]),
    ...(from === undefined || !hasOwnServices(ownPolicies) ? [] : ownServices(from)),
    [PACKAGE, packageJson(basename(resolve(folder)))],
    [GITIGNORE, IGNORED],
    ...templates(systems).map((path) => [path, templateText(path, config)] as const),
  ]);
  const files = [...texts].map(([path, text]) => ({ path: join(folder, path), text }));
  requireNone(files.map(({ path }) => path));
  for (const { path, text } of files) {
    orCannotWrite(path, () => {
      mkdirSync(dirname(path), { recursive: true });
      writeNewFile(path, text);
    });
  }
  const orgYaml = from !== undefined ? 'copied' : isPresent ? 'as it was' : 'an example';
  return { files: files.map(({ path }) => path), orgYaml, variables: ciVariables(config) };
}

/** Whether there is an `org.yaml` to begin with. */
export function hasOrgYaml(folder: string): boolean {
  return isThere(join(folder, 'org.yaml'));
}

/**
 * What will be written whatever org.yaml says is not there yet.
 *
 * @throws Failure `AlreadyThere` otherwise
 */
export function requireFree(folder: string, { from, systems }: CompanyChoice): void {
  const orgYaml = from === undefined ? [] : ['org.yaml'];
  requireNone([...orgYaml, PACKAGE, GITIGNORE, ...templates(systems)].map((path) => join(folder, path)));
}

function requireNone(paths: readonly string[]): void {
  const taken = paths.filter(isThere);
  if (taken.length === 0) return;
  throw new Failure(
    'AlreadyThere',
    `${taken.join(', ')} ${taken.length === 1 ? 'is' : 'are'} there already; nothing was written. Name another folder, or move what is there`,
    EXIT.unusable,
  );
}

/** A link to nothing is there, too. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

const PACKAGE = 'package.json';
const GITIGNORE = '.gitignore';
const TEMPLATES = join('examples', 'company');

/** Where each system has its workflow. */
const WORKFLOWS: Readonly<Record<CompanySystem, string>> = {
  github: join('.github', 'workflows', 'orgstrap.yml'),
  gitlab: '.gitlab-ci.yml',
};

/** The files that are the same for everybody, but for the workflows of other systems. */
function templates(systems: readonly CompanySystem[]): readonly string[] {
  const root = join(packageRoot(), TEMPLATES);
  const unwanted = Object.entries(WORKFLOWS).flatMap(([system, path]) =>
    systems.some((wanted) => wanted === system) ? [] : [path],
  );
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => lstatSync(join(root, path)).isFile() && !unwanted.includes(path))
    .sort();
}

/** The Region of the templates is that of the examples; and so are the jobs that deploy, but for those that `org.yaml` names. */
function templateText(path: string, config: OrgConfig): string {
  const text = readFileSync(join(packageRoot(), TEMPLATES, path), 'utf8').replaceAll('eu-west-1', config.homeRegion);
  return config.deployment === undefined ? text : withJobsOf(config.deployment, path, text);
}

function withJobsOf({ identity }: Deployment, path: string, text: string): string {
  const { audience, subjects, claims = {} } = identity.jobs.apply;
  if (path === WORKFLOWS.gitlab && identity.system === 'gitlab') return text.replaceAll('https://gitlab.com', audience);
  if (path !== WORKFLOWS.github || identity.system !== 'github') return text;
  const environment = /:environment:(.*)$/.exec(subjects[0] ?? '')?.[1]?.replaceAll('%3A', ':') ?? 'production';
  const branch = claims.ref?.replace('refs/heads/', '') ?? 'main';
  return text
    .replaceAll('environment: production', `environment: ${JSON.stringify(environment)}`)
    .replaceAll('branches: [main]', `branches: [${JSON.stringify(branch)}]`);
}

/** The variables of the workflows, with the roles that they wait for. */
function ciVariables(config: OrgConfig): ReadonlyMap<string, string> {
  if (config.deployment === undefined) return new Map();
  const names = namesOf(config);
  const account = deploymentAccountOf(config);
  const others = deployerAccounts(config).filter((other) => other !== account);
  // Where the management account deploys everything, it is one role.
  const guardrails = config.guardrails === undefined ? [] : [others[0] ?? account];
  return new Map([
    ['ORGSTRAP_PLAN_ROLE', names.plannerRoleArn(account)],
    ['ORGSTRAP_DEPLOY_ROLE', names.deployerRoleArn(account)],
    ...guardrails.map((management) => ['ORGSTRAP_GUARDRAILS_ROLE', names.deployerRoleArn(management)] as const),
  ]);
}

/** Editors find the schema in the package. */
function orgYamlText(file: string): string {
  return readFileSync(file, 'utf8').replace(/^(# yaml-language-server: \$schema=)\S+$/m, `$1${PACKAGED_SCHEMA}`);
}

function ownServices(orgYaml: string): readonly (readonly [string, string])[] {
  const folder = ownPoliciesBeside(orgYaml);
  return policyFilesOf(folder).map((name) => {
    const path = join('services', `${name}.json`);
    return [join('policies', path), readFileSync(join(folder, path), 'utf8')] as const;
  });
}

const IGNORED = 'node_modules/\ncdk.out/\nreports/\n.rehearsal/\n';

function packageJson(folder: string): string {
  const { version, dependencies, engines } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
  // npm takes no other letters in a name.
  const name =
    folder
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, '-')
      .replaceAll(/^-+|-+$/g, '') || 'organization';
  const content = {
    name,
    private: true,
    engines,
    scripts: {
      validate: 'orgstrap validate',
      synth: 'cdk synth --quiet',
      plan: 'orgstrap plan',
      rehearse: 'orgstrap-rehearse',
    },
    dependencies: { 'aws-cdk': dependencies['aws-cdk'], orgstrap: version },
    // Nothing that deploys installs it.
    devDependencies: { 'orgstrap-rehearsal': version },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
