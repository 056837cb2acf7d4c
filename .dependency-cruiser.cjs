/**
 * The architecture, checked: `npm run lint:imports`.
 *
 * A folder may import what it stands on, and whatever that stands on in turn; never a floor above it, and never one
 * beside it. `test/architecture.test.ts` proves that this file sees every module and that it reports what it should.
 */
const STANDS_ON = {
  bin: ['cli', 'stacks'],

  cli: ['operations'],
  operations: ['aws', 'config', 'pipelines', 'terraform'],
  aws: ['domain'],
  config: ['domain'],
  pipelines: ['domain'],
  terraform: ['domain'],

  stacks: ['checks', 'constructs'],
  checks: ['constructs'],
  constructs: ['alarms', 'policies'],
  alarms: ['domain'],
  policies: ['domain'],

  domain: [],
};

/** Which packages belong to which folders; what no line names may be imported by any folder but `domain`. */
const PACKAGES = [
  { packages: ['aws-cdk-lib', 'constructs', 'cdk-nag'], only: ['^bin/', '^lib/(constructs|checks|stacks)/'] },
  { packages: ['@aws-cdk/cloudformation-diff'], only: ['^lib/operations/plan/'] },
  { packages: ['@aws-sdk', '@smithy'], only: ['^lib/aws/', '^rehearsal/'] },
  { packages: ['zod'], only: ['^lib/config/'] },
  {
    packages: ['yaml'],
    only: [
      '^lib/config/',
      '^lib/checks/template-size\\.ts$',
      '^lib/operations/plan/read-template\\.ts$',
      '^lib/pipelines/yaml-text\\.ts$',
      '^rehearsal/',
    ],
  },
  { packages: ['commander', 'picocolors', 'cli-table3'], only: ['^lib/cli/', '^rehearsal/'] },
  { packages: ['@cloud-copilot/iam-simulate'], only: ['^rehearsal/iam/'] },
];

const OURS = '^(bin|lib|rehearsal|scripts|bench|test)/';
const PUBLISHED = '^(bin|lib)/';
/** Tests may look at anything, and a benchmark builds what it compares with. */
const UNBOUND = '^(test|bench)/';

function pathOf(folder) {
  return folder === 'bin' ? '^bin/' : `^lib/${folder}/`;
}

function reachOf(folder) {
  return [...new Set([folder, ...STANDS_ON[folder].flatMap(reachOf)])];
}

function inNodeModules(packages) {
  return `(^|/)node_modules/(${packages.join('|')})/`;
}

const floors = Object.keys(STANDS_ON).map((folder) => ({
  name: `floor-of-${folder}`,
  comment: `${folder} stands on ${STANDS_ON[folder].join(' and ') || 'nothing'}; imports point downwards only`,
  severity: 'error',
  from: { path: pathOf(folder) },
  to: { path: OURS, pathNot: reachOf(folder).map(pathOf) },
}));

const packages = PACKAGES.map(({ packages, only }) => ({
  name: `home-of-${packages[0].replace('@', '')}`,
  comment: `${packages.join(', ')}: only in ${only.join(', ')}`,
  severity: 'error',
  from: { path: OURS, pathNot: [...only, UNBOUND] },
  to: { path: inNodeModules(packages) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...floors,
    ...packages,
    {
      name: 'no-folder-without-a-floor',
      comment: 'a new folder of lib/ takes its place in STANDS_ON first',
      severity: 'error',
      from: {},
      to: { path: '^lib/', pathNot: Object.keys(STANDS_ON).map(pathOf) },
    },
    {
      name: 'domain-is-pure',
      comment: 'the domain imports nothing: no package, no part of Node.js',
      severity: 'error',
      from: { path: '^lib/domain/' },
      to: { pathNot: '^lib/domain/' },
    },
    {
      name: 'nothing-from-outside-the-package',
      comment: 'what is published must not need what is not: rehearsal, tests, tools, devDependencies',
      severity: 'error',
      from: { path: PUBLISHED },
      to: { path: '^(rehearsal|scripts|bench|test)/' },
    },
    {
      name: 'no-dev-dependency',
      severity: 'error',
      from: { path: PUBLISHED },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-optional', 'npm-peer'] },
    },
    {
      name: 'no-agpl',
      comment: '@cloud-copilot/* is AGPL (all but its data): for proofs only, which are not published',
      severity: 'error',
      from: { pathNot: '^(test|rehearsal)/' },
      to: { path: inNodeModules(['@cloud-copilot']) },
    },
    {
      name: 'no-import-of-tests',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-cycle',
      comment: 'types included: `import type` counts',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment: 'a module that nothing imports and that imports nothing is dead',
      severity: 'error',
      from: { orphan: true, path: OURS, pathNot: '^test/.*\\.test\\.ts$' },
      to: {},
    },
    {
      name: 'no-barrel',
      comment: 'modules are imported by their own name',
      severity: 'error',
      from: { path: OURS },
      to: { path: '(^|/)index\\.[cm]?[jt]s$', pathNot: '(^|/)node_modules/' },
    },
    {
      name: 'no-drawer',
      comment: 'a folder or file is called after what is in it',
      severity: 'error',
      from: {},
      to: { path: '(^|/)(utils?|helpers?|common|shared|types|misc)(/|\\.ts$)', pathNot: '(^|/)node_modules/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    // TypeScript 7 has no compiler API: without swc the tool silently reads nothing.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: '(^|/)node_modules/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'types', 'default'],
    },
  },
};
