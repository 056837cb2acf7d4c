import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Renovate's regex managers find here, as Renovate would: its schema is in no npm package. */
interface Manager {
  readonly customType: string;
  readonly description: string;
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
  readonly depNameTemplate?: string;
  readonly datasourceTemplate: string;
}

interface Match {
  readonly file: string;
  readonly name: string;
  readonly version: string;
  readonly commit?: string;
  readonly text: string;
}

const ROOT = join(__dirname, '..');
const config = JSON.parse(read('renovate.json'));
const managers: readonly Manager[] = config.customManagers;
const rules: readonly Readonly<Record<string, unknown>>[] = config.packageRules;
const files = ['.devcontainer', '.github', 'examples', 'lib', 'packages']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1)),
  )
  .concat('CONTRIBUTING.md', 'renovate.json', '.nvmrc');
const found = managers.flatMap(matchesOf);

/** A workflow's step, as `uses: NAME@COMMIT # VERSION`: in the examples, which the source in lib writes, and in our own CI. */
const used = files
  .filter((file) => /^(examples\/pipelines\/github\/)?\.github\/workflows\//.test(file))
  .flatMap((file) =>
    [...read(file).matchAll(/uses: ([\w-]+\/[\w-]+)(?:\/[\w-]+)?@([0-9a-f]{40}) # (v[\d.]+)/g)].map(
      ([, name, commit, version]) => ({ file, step: `${name}@${commit} # ${version}` }),
    ),
  );

describe('what is pinned inside written pipelines', () => {
  test('each pattern of a file names one, and each pattern of a text is in one', () => {
    const patterns = managers.flatMap(({ managerFilePatterns }) => managerFilePatterns);
    expect(patterns.filter((pattern) => !files.some((file) => regExpOf(pattern).test(file)))).toEqual([]);
    const texts = managers.flatMap((manager) =>
      manager.matchStrings.filter((text) => matchesOf({ ...manager, matchStrings: [text] }).length === 0),
    );
    expect(texts).toEqual([]);
  });

  test('the actions are found with the commit and the version that workflows are written with', () => {
    const written = used.filter(({ file }) => file.startsWith('examples/')).map(({ step }) => step);
    // The examples run Terraform.
    const actions = found.filter(({ commit, name }) => commit !== undefined && name !== 'opentofu/setup-opentofu');
    expect(actions.map(({ name, commit, version }) => `${name}@${commit} # ${version}`).sort()).toEqual(
      [...new Set(written)].sort(),
    );
  });

  test('our own workflows use the same versions of them', () => {
    expect(new Set(used.map(({ step }) => step)).size).toBe(new Set(used.map(({ step }) => step.split('@')[0])).size);
  });

  // Renovate puts the new version in the place of the old one everywhere in what a pattern matched.
  test('an update of one action changes that action alone', () => {
    const actions = found.filter(({ commit }) => commit !== undefined);
    for (const { file, name, version, commit, text } of actions) {
      const updated = text.replaceAll(version, 'v99.0.0').replaceAll(commit ?? '', 'f'.repeat(40));
      const after = managers.flatMap((manager) => matchesIn(manager, file, read(file).replace(text, updated)));
      expect(after.filter((match) => match.version === 'v99.0.0').map((match) => match.name)).toEqual([name]);
    }
  });

  test('every commit in lib is one of them', () => {
    const commits = files
      .filter((file) => file.startsWith('lib/'))
      .flatMap((file) => read(file).match(/[\w-]+\/[\w-]+@[0-9a-f]{40}/g) ?? []);
    expect(commits).toEqual(expect.arrayContaining([expect.stringContaining('actions/checkout@')]));
    expect(commits.filter((text) => !found.some(({ name, commit }) => text === `${name}@${commit}`))).toEqual([]);
  });

  test('every image in lib is found', () => {
    const images = files
      .filter((file) => file.startsWith('lib/'))
      .flatMap((file) => read(file).match(/'[a-z]+\/[a-z-]+:[0-9.]+'/g) ?? []);
    expect(images).not.toEqual([]);
    expect(images.filter((image) => !found.some(({ text }) => text === image))).toEqual([]);
  });
});

describe('one version wherever it stands', () => {
  test.each([
    ['hashicorp/terraform', ['lib/', 'examples/pipelines/github/', '.github/workflows/ci.yml', '.devcontainer/']],
    ['check-jsonschema', ['.github/workflows/ci.yml', 'CONTRIBUTING.md']],
    ['curlimages/curl', ['lib/']],
    ['moto', ['']],
  ])('%s', (name, places) => {
    const matches = found.filter((match) => match.name === name);
    expect(places.filter((place) => !matches.some(({ file }) => file.startsWith(place)))).toEqual([]);
    expect(new Set(matches.map(({ version }) => version)).size).toBe(1);
  });

  test('Node: the oldest line that engines allows, in .nvmrc, CI, the dev container and Renovate', () => {
    const node = read('.nvmrc').trim();
    expect(node).toMatch(/^20\.20\.\d+$/);
    expect(JSON.parse(read('package.json')).engines.node).toBe('>=20.20.0');
    expect(read('.github/workflows/ci.yml')).toContain(`node-version: ${node}\n`);
    expect(found.filter(({ name }) => name === 'node').map(({ file, version }) => [file, version])).toEqual([
      ['.devcontainer/devcontainer.json', node],
      ['renovate.json', node],
    ]);
  });

  test('Python: that of CI in the dev container', () => {
    const { features } = JSON.parse(read('.devcontainer/devcontainer.json'));
    const [python] = Object.entries<{ version: string }>(features).filter(([name]) => name.includes('/python:'));
    expect(read('.github/workflows/ci.yml')).toContain(`python-version: "${python?.[1].version}"`);
  });
});

describe('what is held back', () => {
  const installed: Readonly<Record<string, string>> = Object.assign(
    {},
    ...files
      .filter((file) => /^packages\/[^/]+\/package\.json$/.test(file))
      .concat('package.json')
      .map((file) => JSON.parse(read(file)))
      .map(({ dependencies, devDependencies }) => ({ ...dependencies, ...devDependencies })),
  );

  test('is what is installed', () => {
    const held = rules.flatMap(({ matchPackageNames, allowedVersions }) =>
      typeof allowedVersions === 'string' && Array.isArray(matchPackageNames)
        ? matchPackageNames.flatMap((name) => (installed[name] ? [[name, allowedVersions, installed[name]]] : []))
        : [],
    );
    expect(held.map(([name]) => name)).toEqual(['aws-cdk', 'commander', 'dependency-cruiser', 'jose']);
    expect(held.filter(([, allowed = '', version = '']) => !allows(allowed, version))).toEqual([]);
  });

  test.each([
    ['2.1148.1', '2.1148.1', true],
    ['2.1148.1', '3.0.0', false],
    ['<15', '14.0.3', true],
    ['<15', '15.0.0', false],
  ])('%p allows %p: %p', (allowed, version, answer) => {
    expect(allows(allowed, version)).toBe(answer);
  });
});

describe('the file has the shape that Renovate asks for', () => {
  test('of the whole', () => {
    expect(Object.keys(config).filter((key) => !TOP.includes(key))).toEqual([]);
    expect(config.extends).toContain('config:recommended');
  });

  test('of rules: a reason, something to match, something to do', () => {
    for (const rule of rules) {
      const keys = Object.keys(rule);
      expect(keys.filter((key) => ![...MATCHERS, ...EFFECTS, 'description'].includes(key))).toEqual([]);
      expect(keys.filter((key) => MATCHERS.includes(key))).not.toEqual([]);
      expect(keys.filter((key) => EFFECTS.includes(key))).not.toEqual([]);
      expect(rule.description).toMatch(/\.$/);
    }
  });

  test('of managers', () => {
    for (const manager of managers) {
      expect(Object.keys(manager).filter((key) => !MANAGER.includes(key))).toEqual([]);
      expect(manager.customType).toBe('regex');
      expect(['docker', 'github-tags', 'node-version', 'pypi']).toContain(manager.datasourceTemplate);
      for (const text of manager.matchStrings) {
        expect(text).toContain('(?<currentValue>');
        expect(text.includes('(?<depName>')).toBe(manager.depNameTemplate === undefined);
        // Renovate matches with RE2, which looks neither ahead nor behind nor back.
        expect(text).not.toMatch(/\(\?<?[=!]|\\[1-9k]/);
      }
    }
  });
});

/** @see https://docs.renovatebot.com/configuration-options/ */
const TOP = [
  '$schema',
  'description',
  'extends',
  'ignorePresets',
  'ignorePaths',
  'timezone',
  'schedule',
  'minimumReleaseAge',
  'prConcurrentLimit',
  'lockFileMaintenance',
  'constraints',
  'constraintsFiltering',
  'packageRules',
  'customManagers',
];
const MATCHERS = ['matchPackageNames', 'matchDepNames', 'matchDepTypes'];
const EFFECTS = ['allowedVersions', 'enabled', 'groupName', 'schedule', 'dependencyDashboardApproval'];
const MANAGER = [
  'customType',
  'description',
  'managerFilePatterns',
  'matchStrings',
  'depNameTemplate',
  'datasourceTemplate',
];

function matchesOf(manager: Manager): readonly Match[] {
  return files
    .filter((file) => manager.managerFilePatterns.some((pattern) => regExpOf(pattern).test(file)))
    .flatMap((file) => matchesIn(manager, file, read(file)));
}

function matchesIn(manager: Manager, file: string, content: string): readonly Match[] {
  if (!manager.managerFilePatterns.some((pattern) => regExpOf(pattern).test(file))) return [];
  return manager.matchStrings.flatMap((text) =>
    [...content.matchAll(new RegExp(text, 'g'))].map(({ 0: whole, groups = {} }) => ({
      file,
      name: manager.depNameTemplate ?? groups.depName ?? '',
      version: groups.currentValue ?? '',
      commit: groups.currentDigest,
      text: whole,
    })),
  );
}

/** A pattern between slashes is a regular expression; all of ours are. */
function regExpOf(pattern: string): RegExp {
  const [, body] = /^\/(.*)\/$/.exec(pattern) ?? [];
  if (body === undefined) throw new Error(`${pattern} is no regular expression between slashes`);
  return new RegExp(body);
}

/** An exact version, or all below a major. */
function allows(allowed: string, version: string): boolean {
  return allowed.startsWith('<') ? Number.parseInt(version, 10) < Number(allowed.slice(1)) : version === allowed;
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}
