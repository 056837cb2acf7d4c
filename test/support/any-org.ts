import * as fc from 'fast-check';
import { stringify } from 'yaml';

/** A file as somebody might write it: most of what org.yaml can say, in most combinations. Not every one is valid. */
export const anyOrgYaml: fc.Arbitrary<string> = fc
  .record({
    deployFrom: fc.constantFrom('management', 'ops'),
    isShared: fc.boolean(),
    environments: fc.array(anyEnvironment(), { minLength: 1, maxLength: 5 }),
    services: fc.subarray(['s3', 'logs', 'iam', 'ec2', 'route53', 'lambda'], { minLength: 1 }),
    pipelines: fc.array(fc.record({ reaches: fc.nat(31), hasKeys: fc.boolean(), isRetired: oneIn(8) }), {
      maxLength: 3,
    }),
    platforms: fc.array(anyPlatform(), { maxLength: 2 }),
    managed: oneIn(3),
    operators: fc.boolean(),
    guardrails: oneIn(3),
    audit: fc.option(fc.constantFrom('own', 'organization')),
    people: fc.option(anyPeople()),
    stackSetDependencies: fc.option(fc.constant(false)),
  })
  .map((org) => stringify(written(org)));

interface AnyEnvironment {
  readonly accounts: number;
  readonly isPart: boolean;
  readonly hasUnit: boolean;
  readonly after: readonly number[] | null;
  readonly isRetired: boolean;
}

interface AnyPlatform {
  readonly isManaged: boolean;
  readonly services: readonly string[];
  readonly lends: readonly {
    readonly what: readonly string[];
    readonly isNamed: boolean;
    readonly readOnly: boolean;
    readonly to: number;
  }[];
}

interface AnyPeople {
  readonly isIdentityCenter: boolean;
  readonly center: string | null;
  readonly groups: readonly (readonly {
    readonly environment: number;
    readonly roles: readonly string[];
    readonly isOne: boolean;
  }[])[];
  readonly users: readonly number[];
}

interface AnyOrg {
  readonly deployFrom: string;
  readonly isShared: boolean;
  readonly environments: readonly AnyEnvironment[];
  readonly services: readonly string[];
  readonly pipelines: readonly { readonly reaches: number; readonly hasKeys: boolean; readonly isRetired: boolean }[];
  readonly platforms: readonly AnyPlatform[];
  readonly managed: boolean;
  readonly operators: boolean;
  readonly guardrails: boolean;
  readonly audit: string | null;
  readonly people: AnyPeople | null;
  readonly stackSetDependencies: boolean | null;
}

function anyEnvironment(): fc.Arbitrary<AnyEnvironment> {
  return fc.record({
    accounts: fc.nat(3),
    isPart: oneIn(3),
    hasUnit: fc.boolean(),
    after: fc.option(fc.array(fc.nat(4), { maxLength: 2 })),
    isRetired: oneIn(8),
  });
}

function anyPlatform(): fc.Arbitrary<AnyPlatform> {
  const lend = fc.record({
    what: fc.subarray(['route53', 'ssm', 'ecr'], { minLength: 1 }),
    isNamed: fc.boolean(),
    readOnly: oneIn(2),
    to: fc.nat(31),
  });
  return fc.record({
    isManaged: fc.boolean(),
    services: fc.subarray(['route53', 'ram', 'ec2', 'guardduty', 'iam'], { minLength: 1 }),
    lends: fc.array(lend, { minLength: 1, maxLength: 3 }),
  });
}

function anyPeople(): fc.Arbitrary<AnyPeople> {
  const access = fc.record({
    environment: fc.nat(4),
    roles: fc.subarray(['admin', 'developer', 'viewer'], { minLength: 1 }),
    isOne: oneIn(3),
  });
  return fc.record({
    isIdentityCenter: fc.boolean(),
    center: fc.option(fc.constantFrom('111111111111', '999999999999')),
    groups: fc.array(fc.array(access, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    users: fc.array(fc.nat(2), { maxLength: 3 }),
  });
}

function oneIn(count: number): fc.Arbitrary<boolean> {
  return fc.nat(count - 1).map((number) => number === 0);
}

function written(org: AnyOrg): unknown {
  const { environments, people, pipelines } = org;
  const names = environments.map((_, index) => `env-${index}`);
  const workspace = (environment: number, account: number) => `app-${environment}-${account}`;
  return {
    organization: { id: 'o-exampleorgid', rootId: 'r-abcd', managementAccount: '111111111111' },
    homeRegion: 'eu-west-1',
    deployFrom: org.deployFrom,
    accounts: { terraform: org.isShared ? '333333333333' : '222222222222', ops: '333333333333' },
    environments: Object.fromEntries(
      environments.map(({ accounts, isPart, hasUnit, after, isRetired }, index) => [
        names[index],
        {
          ...(isPart && { only: 'accounts' }),
          ...((hasUnit || !isPart) && { organizationalUnits: [`ou-abcd-${index}0000000`] }),
          ...(after && { after: [...new Set(after)].filter((other) => other < index).map((other) => names[other]) }),
          ...(isRetired && { retired: true }),
          accounts: Object.fromEntries(
            Array.from({ length: accounts }, (_, account) => [
              workspace(index, account),
              `4${index}${account}000000000`,
            ]),
          ),
        },
      ]),
    ),
    terraform: { services: org.services },
    ...(pipelines.length > 0 && {
      pipelines: Object.fromEntries(
        pipelines.map(({ reaches, hasKeys, isRetired }, index) => [
          `pipeline-${index}`,
          {
            identity: hasKeys ? { iamUser: {} } : github(index),
            environments: reachOf(reaches, names),
            ...(isRetired && { retired: true }),
          },
        ]),
      ),
    }),
    ...(org.platforms.length > 0 &&
      pipelines.length > 0 && {
        platformAccounts: writtenPlatforms(org.platforms, reachOf(pipelines[0]?.reaches ?? 0, names)),
      }),
    ...(org.managed &&
      org.deployFrom === 'management' &&
      pipelines.length > 0 && { managementAccount: { workspace: 'management', pipelines: ['pipeline-0'] } }),
    ...(org.operators && { operators: ['arn:aws:iam::333333333333:role/operator'] }),
    ...(org.guardrails && { guardrails: { deployers: ['arn:aws:iam::333333333333:role/deployer'] } }),
    ...(org.audit && { audit: { trail: org.audit } }),
    ...(people && { people: writtenPeople(people, environments, names, workspace) }),
    ...(org.stackSetDependencies !== null && { stackSetDependencies: org.stackSetDependencies }),
  };
}

/** Some of the names, at least one. */
function reachOf(bits: number, names: readonly string[]): readonly string[] {
  return names.filter((_, bit) => bit === bits % names.length || bits & (1 << bit));
}

function writtenPlatforms(platforms: readonly AnyPlatform[], reach: readonly string[]): unknown {
  return Object.fromEntries(
    platforms.map(({ isManaged, services, lends }, index) => {
      const account = `5${index}0000000000`;
      const lent = lends.map(({ what, isNamed, readOnly, to }, number) => [
        `lend-${index}-${number}`,
        {
          services: what,
          ...(isNamed && { resources: what.map((service) => RESOURCES[service]?.(account)) }),
          ...(readOnly && { readOnly }),
          to: { 'pipeline-0': reachOf(to, reach) },
        },
      ]);
      const managed = isManaged && { services, pipelines: ['pipeline-0'] };
      return [`platform-${index}`, { account, ...managed, lends: Object.fromEntries(lent) }];
    }),
  );
}

const RESOURCES: Readonly<Record<string, (account: string) => string>> = {
  ecr: (account) => `arn:aws:ecr:eu-west-1:${account}:repository/base/*`,
  route53: () => 'arn:aws:route53:::hostedzone/ZSHARED',
  ssm: (account) => `arn:aws:ssm:eu-west-1:${account}:parameter/outputs/*`,
};

function github(index: number): unknown {
  return {
    github: {
      repository: `acme/repository-${index}`,
      ids: { owner: 1, repository: 10 + index },
      apply: { environment: 'production' },
      plan: { pullRequests: {}, branch: 'main' },
    },
  };
}

function writtenPeople(
  people: AnyPeople,
  environments: readonly AnyEnvironment[],
  names: readonly string[],
  workspace: (environment: number, account: number) => string,
): unknown {
  const groups = Object.fromEntries(
    people.groups.map((access, index) => [
      `group-${index}`,
      {
        access: Object.fromEntries(
          access.map(({ environment, roles, isOne }) => {
            const place = environment % names.length;
            const hasAccounts = (environments[place]?.accounts ?? 0) > 0;
            return [names[place], isOne && hasAccounts ? { [workspace(place, 0)]: roles } : roles];
          }),
        ),
      },
    ]),
  );
  if (!people.isIdentityCenter) {
    const users = people.users.map((group, index) => [`user-${index}`, [`group-${group % people.groups.length}`]]);
    return { groups, users: Object.fromEntries(users) };
  }
  const ids = Object.keys(groups).map((name, index) => [name, `1f2e3d4c-aaaa-4bbb-8ccc-0123456789a${index}`]);
  return {
    source: 'identityCenter',
    identityCenter: {
      instance: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
      ...(people.center && { account: people.center }),
      groups: Object.fromEntries(ids),
    },
    groups,
  };
}
