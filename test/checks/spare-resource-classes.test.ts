import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CfnManagedPolicy } from 'aws-cdk-lib/aws-iam';
import { type App, type CfnResource, Lazy, Stack } from 'aws-cdk-lib/core';
import { VALIDATION_REPORT_FILE } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks, type NagPack, NIST80053R5Checks } from 'cdk-nag';
import { ReviewedPack } from '../../lib/checks/reviewed-pack';
import { acknowledge } from '../../lib/constructs/acknowledge';
import type { OrgConfig } from '../../lib/domain/org-config';
import { buildApp } from '../../lib/stacks/build-app';
import { buildGuardrails } from '../../lib/stacks/build-guardrails';
import { checkApp } from '../../lib/stacks/check-app';
import { newApp } from '../../lib/stacks/new-app';
import { EXAMPLES, example } from '../support/examples';
import { sharedOpsConfig } from '../support/org-config';

// Some of the classes are deprecated, and would say so.
process.env.JSII_DEPRECATED = 'quiet';

/** A class of a resource that a rule of cdk-nag asks for, by what it imports. */
interface Asked {
  readonly service: object;
  readonly name: string;
}

type ResourceClass = new (scope: Stack, id: string, props: object) => CfnResource;

const RULES = join(dirname(require.resolve('cdk-nag')), 'rules');
const sources = readdirSync(RULES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.js'))
  .map((file) => readFileSync(join(RULES, file), 'utf8').replace(/^\/\/# sourceMappingURL.*$/m, ''));

/** Every class that the rules ask for, each once. */
const ASKED: readonly Asked[] = [
  ...new Map(
    sources.flatMap((source) =>
      [...source.matchAll(/const (aws_\w+) = require\("(aws-cdk-lib\/aws-[^"]+)"\)/g)].flatMap(
        ([, variable = '', module = '']) =>
          [...source.matchAll(new RegExp(`\\b${variable}\\.(Cfn\\w+)`, 'g'))].map(
            ([, name = '']) => [`${module} ${name}`, { service: require(module), name }] as const,
          ),
      ),
    ),
  ).values(),
];

function isLoaded({ service, name }: Asked): boolean {
  return Object.getOwnPropertyDescriptor(service, name)?.get === undefined;
}

/** Lets the services forget which of their classes were asked for in the meantime. */
function forgetting<Result>(run: () => Result): Result {
  const before = ASKED.map((asked) => ({
    ...asked,
    descriptor: Object.getOwnPropertyDescriptor(asked.service, asked.name) ?? {},
  }));
  const result = run();
  for (const { service, name, descriptor } of before) Object.defineProperty(service, name, descriptor);
  return result;
}

function classOf({ service, name }: Asked): ResourceClass {
  return forgetting(() => Reflect.get(service, name));
}

/** The whole report of all packs on an app, findings and acknowledgements. */
function reportOf(build: (app: App) => void): string {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-spare-'));
  try {
    const app = newApp(folder, 'collect');
    build(app);
    checkApp(app, { validateTemplates: false });
    app.synth();
    return readFileSync(join(folder, VALIDATION_REPORT_FILE), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function everything(app: App, config: OrgConfig): void {
  buildApp(app, config);
  if (config.guardrails !== undefined) buildGuardrails(app, config);
}

/** Resources that a template may have without saying more about them; the packs find a lot. */
const WITHOUT_PROPERTIES = ['CfnBucket', 'CfnFileSystem', 'CfnQueue', 'CfnSecret', 'CfnTopic'];

/** What is not as it should be, in a member template. */
function withFindings(app: App): void {
  buildApp(app, sharedOpsConfig());
  const stack = app.node.findChild('Member-ProductAccount');
  if (!Stack.isStack(stack)) throw new Error('it is no stack');
  const policyDocument = { Version: '2012-10-17', Statement: [{ Action: '*', Effect: 'Allow', Resource: '*' }] };
  acknowledge(new CfnManagedPolicy(stack, 'Stale', { policyDocument }), 'AwsSolutions', 'S1', 'Planted.');
  for (const asked of ASKED) {
    if (WITHOUT_PROPERTIES.includes(asked.name)) new (classOf(asked))(stack, asked.name, {});
  }
}

const APPS: readonly (readonly [string, (app: App) => void])[] = [
  ...EXAMPLES.map((file) => [file, (app: App) => everything(app, example(file))] as const),
  ['what is planted', withFindings],
];

/** Something for each property of a resource, required or not, but for tags: those are looked at when they are given. */
const ANYTHING = new Proxy(
  {},
  {
    get: (_, key) =>
      typeof key === 'string' && !/tags$/i.test(key) ? Lazy.string({ produce: () => 'planted' }) : undefined,
  },
);

/** What the packs say of one resource of a class, alone in its app. */
function findingsOn(asked: Asked, wrap: (pack: NagPack) => Pick<NagPack, 'validate'>): unknown {
  const app = newApp(tmpdir());
  new (classOf(asked))(new Stack(app, 'Planted'), 'Resource', ANYTHING);
  const context = { appConstruct: app, stackTemplates: [], templatePaths: [] };
  return [new AwsSolutionsChecks(app), new NIST80053R5Checks(app)].map((pack) => wrap(pack).validate(context));
}

describe('the rules of cdk-nag', () => {
  test('ask for classes of many services, and only whether a resource is an instance of them', () => {
    expect(new Set(ASKED.map(({ service }) => service)).size).toBeGreaterThan(40);
    const uses = sources.flatMap((source) => source.match(/.*\baws_(?!cdk_lib_)\w+_\d+\.Cfn\w+/g) ?? []);
    expect(uses.filter((line) => !/ instanceof aws_\w+\.Cfn\w+$/.test(line))).toEqual([]);
  });

  test('ask for each class by its own name', () => {
    const lazy = ASKED.filter((asked) => !isLoaded(asked));
    expect(lazy.length).toBeGreaterThan(100);
    expect(ASKED.filter((asked) => classOf(asked).name !== asked.name).map(({ name }) => name)).toEqual([]);
    expect(ASKED.filter((asked) => !isLoaded(asked))).toEqual(lazy);
  });

  test('find the same in every app without what it has no resource of as with every class', () => {
    // Both from one line, which stands in their stack traces.
    const [sparing, complete] = [[], ASKED].map((loaded) =>
      forgetting(() => {
        for (const { service, name } of loaded) Reflect.get(service, name);
        const reports = APPS.map(([name, build]) => [name, reportOf(build)]);
        return { reports, loaded: ASKED.filter(isLoaded).length };
      }),
    );
    expect(sparing?.reports).toEqual(complete?.reports);
    expect(sparing?.loaded).toBeLessThan(ASKED.length / 4);
    expect(complete?.loaded).toBe(ASKED.length);
  });

  test('find the same in a resource of each class, alone in its app', () => {
    const [sparing, complete] = [(pack: NagPack) => new ReviewedPack(pack), (pack: NagPack) => pack].map((wrap) =>
      ASKED.map((asked) => [asked.name, forgetting(() => findingsOn(asked, wrap))]),
    );
    expect(sparing).toEqual(complete);
    // Or this test would compare nothing.
    const found = complete?.filter(([, findings]) => JSON.stringify(findings).includes('"ruleName"'));
    expect(found?.length).toBeGreaterThan(ASKED.length / 2);
  });
});
