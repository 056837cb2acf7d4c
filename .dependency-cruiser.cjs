/**
 * The architecture, checked: `npm run lint:imports`.
 *
 * A folder may import the folders that it stands on, and those that these stand on; never a floor above it, and never one
 * beside it. `test/architecture.test.ts` proves that this file sees every module and that it reports what it should.
 * Each of the packages has floors of its own, below the files beside its folders.
 */
const STANDS_ON = {
  bin: ['commands', 'stacks'],

  commands: ['estate'],
  estate: ['alarms', 'aws', 'config', 'policies', 'terminal', 'writers'],
  terminal: [],
  aws: ['domain'],
  config: ['domain'],
  writers: ['domain'],

  stacks: ['checks', 'constructs'],
  checks: ['constructs'],
  constructs: ['alarms', 'policies'],
  alarms: ['domain'],
  policies: ['iam'],
  iam: ['domain'],

  domain: [],
};

const FLOORS_OF_PACKAGES = {
  'iam-gateway': {
    gateway: ['authorization', 'trail'],
    authorization: ['engine', 'operations'],
    operations: ['store'],
    store: ['requests'],
    trail: ['requests'],
    requests: ['iam'],
    templates: ['iam'],
    engine: ['iam'],
    iam: [],
  },
  rehearsal: {
    drills: ['steps', 'people', 'sandbox'],
    sandbox: ['people'],
    attacks: ['steps'],
    steps: ['credentials', 'github'],
    people: ['credentials'],
    credentials: ['access', 'terraform'],
    github: ['terraform'],
    terraform: ['context'],
    context: ['alarms', 'machine', 'report'],
    access: ['emulated'],
    alarms: ['emulated'],
    emulated: ['machine'],
    organization: ['emulated'],
    machine: [],
    report: [],
  },
};

/** What a package may import of the rest. */
const PACKAGE_STANDS_ON = { 'iam-gateway': [], rehearsal: ['^lib/', '^packages/iam-gateway/'] };

/** Which packages belong to which folders; what no line names may be imported by any folder but `domain`. */
const PACKAGES = [
  {
    packages: ['aws-cdk-lib', 'constructs', 'cdk-nag'],
    only: ['^bin/', '^lib/(constructs|checks|stacks)/', '^scripts/guard-rules\\.ts$'],
  },
  { packages: ['@aws-cdk/cloudformation-diff'], only: ['^lib/commands/plan/'] },
  { packages: ['@aws-sdk', '@smithy'], only: ['^lib/aws/', '^packages/rehearsal/'] },
  { packages: ['zod'], only: ['^lib/config/', '^scripts/'] },
  {
    packages: ['yaml'],
    only: [
      '^lib/config/',
      '^lib/checks/template-size\\.ts$',
      '^lib/commands/plan/read-template\\.ts$',
      '^lib/writers/ci/text\\.ts$',
      '^packages/iam-gateway/templates/member-stacks\\.ts$',
      '^packages/rehearsal/',
      '^scripts/',
    ],
  },
  { packages: ['@clack'], only: ['^lib/terminal/prompter\\.ts$'] },
  { packages: ['commander'], only: ['^lib/commands/main\\.ts$', '^packages/rehearsal/'] },
  { packages: ['cli-table3'], only: ['^packages/rehearsal/'] },
  { packages: ['@cloud-copilot/iam-simulate'], only: ['^packages/iam-gateway/engine/'] },
  { packages: ['jose'], only: ['^packages/iam-gateway/'] },
];

const OURS = '^(bin|lib|packages|scripts|bench|test)/';
const PUBLISHED = '^(bin|lib)/';
const TESTS = '^(test|packages/[^/]+/test)/';
/** Tests may look at anything, and a benchmark builds what it compares with. */
const UNBOUND = '^(test|bench|packages/[^/]+/test)/';

function pathOf(folder) {
  return folder === 'bin' ? '^bin/' : `^lib/${folder}/`;
}

function reachOf(folder, standsOn = STANDS_ON) {
  return [...new Set([folder, ...standsOn[folder].flatMap((below) => reachOf(below, standsOn))])];
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

/**
 * Within the folder of a command the floors go by the end of a file's name: `*.command.ts` takes arguments, `*.text.ts` says what came
 * of it, and both stand on the files that do it.
 */
const floorsOfCommands = [
  {
    name: 'floor-of-command-texts',
    comment: 'a text does not know which command says it',
    severity: 'error',
    from: { path: '^lib/commands/.*\\.text\\.ts$' },
    to: { path: '^lib/commands/.*\\.command\\.ts$' },
  },
  {
    name: 'floor-of-command-operations',
    comment: 'what a command does knows neither its arguments nor its words',
    severity: 'error',
    from: { path: '^lib/commands/[^/]+/', pathNot: '\\.(command|text)\\.ts$' },
    to: { path: '^lib/commands/.*\\.(command|text)\\.ts$' },
  },
];

const floorsOfPackages = Object.entries(FLOORS_OF_PACKAGES).flatMap(([name, standsOn]) =>
  Object.keys(standsOn).map((folder) => ({
    name: `floor-of-${name}-${folder}`,
    comment: `${folder} stands on ${standsOn[folder].join(' and ') || 'no other folder of its package'}; imports point downwards only`,
    severity: 'error',
    from: { path: `^packages/${name}/${folder}/` },
    to: {
      path: `^packages/${name}/`,
      pathNot: reachOf(folder, standsOn).map((below) => `^packages/${name}/${below}/`),
    },
  })),
);

const reachOfPackages = Object.entries(PACKAGE_STANDS_ON).map(([name, others]) => ({
  name: `reach-of-${name}`,
  comment: `packages/${name} imports ${others.join(' and ') || 'nothing else of this repository'}; its tests may`,
  severity: 'error',
  from: { path: `^packages/${name}/`, pathNot: UNBOUND },
  to: { path: OURS, pathNot: [`^packages/${name}/`, ...others] },
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
    ...floorsOfCommands,
    ...floorsOfPackages,
    ...reachOfPackages,
    ...packages,
    {
      name: 'no-folder-of-a-package-without-a-floor',
      comment: 'a new folder of a package takes its place in FLOORS_OF_PACKAGES first',
      severity: 'error',
      from: {},
      to: {
        path: '^packages/[^/]+/[^/]+/',
        pathNot: [
          '^packages/[^/]+/test/',
          ...Object.entries(FLOORS_OF_PACKAGES).map(
            ([name, standsOn]) => `^packages/${name}/(${Object.keys(standsOn).join('|')})/`,
          ),
        ],
      },
    },
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
      comment: 'what is published must not need what is not: packages, tests, tools, devDependencies',
      severity: 'error',
      from: { path: PUBLISHED },
      to: { path: '^(packages|scripts|bench|test)/' },
    },
    {
      name: 'no-dev-dependency',
      comment: 'but for what starts the sources, which are in a clone alone',
      severity: 'error',
      from: { path: PUBLISHED, pathNot: '^bin/app\\.cjs$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-optional', 'npm-peer'] },
    },
    {
      name: 'no-agpl',
      comment: '@cloud-copilot/* is AGPL (all but its data): for proofs only, which are not published',
      severity: 'error',
      from: { pathNot: '^(test|packages/iam-gateway)/' },
      to: { path: inNodeModules(['@cloud-copilot']) },
    },
    {
      name: 'no-import-of-tests',
      comment: 'a benchmark asks the AWS that tests have',
      severity: 'error',
      from: { pathNot: UNBOUND },
      to: { path: TESTS },
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
      from: { orphan: true, path: OURS, pathNot: `${TESTS}.*\\.test\\.ts$` },
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
