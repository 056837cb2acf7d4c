import { rmSync } from 'node:fs';
import type { Audit } from '../../lib/domain/audit';
import type { PrincipalArn } from '../../lib/domain/ids';
import { namesOf } from '../../lib/domain/names-of';
import type { OrgConfig } from '../../lib/domain/org-config';
import { partitionOf } from '../../lib/domain/region';
import { documentOf } from '../../lib/iam/pack-policies';
import { describedAccounts } from '../../lib/policies/described-accounts';
import type { RoleDescription } from '../../lib/policies/role-description';
import { buildGuardrails } from '../../lib/stacks/build-guardrails';
import type { Role } from '../../packages/iam-gateway/iam/snapshot';
import { readAssembly } from '../../packages/iam-gateway/templates/cloud-assembly';
import { snapshotOfTemplates } from '../../packages/iam-gateway/templates/snapshot-of-templates';
import { organizationOf } from '../../packages/rehearsal/emulated/organization-of';
import { Assembly, builtApp } from '../support/assembly';
import { EXAMPLES, example } from '../support/examples';
import { orgConfig, whoDeploys } from '../support/org-config';
import { people } from '../support/people';

const AUDIT: Audit = { trail: 'own', retentionDays: 365, email: [] };
const OPERATORS = ['arn:aws:iam::333333333333:role/operator' as PrincipalArn];

/** Every example, and what none of them has together: two accounts for Ops and Terraform, a managed management account, people, operators, an audit. */
const CONFIGS: readonly (readonly [string, OrgConfig])[] = [
  ...EXAMPLES.map((file) => [file, example(file)] as const),
  [
    'an audit whose part in the management account comes with the guardrails',
    orgConfig({ audit: AUDIT, guardrails: { deployers: [] } }),
  ],
  ['jobs that deploy from Ops', orgConfig({ deployment: whoDeploys(), operators: OPERATORS })],
  [
    'jobs that deploy, and the guardrails with them',
    orgConfig({ deployment: whoDeploys(), guardrails: { deployers: [] } }),
  ],
  [
    'everything at once',
    orgConfig({
      deployment: whoDeploys(),
      deployFrom: 'management',
      managementAccount: { workspace: 'management', pipelines: ['delivery'] },
      operators: OPERATORS,
      audit: AUDIT,
      people: people({
        roles: [
          ...people().roles,
          {
            name: 'auditor',
            permissions: {
              kind: 'own',
              services: ['s3'],
              managedPolicies: [
                { name: 'SecurityAudit', reason: 'Auditors look at the configuration of every account.' },
              ],
            },
          },
        ],
      }),
    }),
  ],
];

/** Roles that IAM Identity Center makes are in no account of `lib/stacks`. */
const OF_IDENTITY_CENTER = /:role\/aws-reserved\//;

/** A document as IAM reads it: a list of one is its element. CloudFormation chooses the id of a key, which has an alias. */
function read(document: unknown): unknown {
  const text = JSON.stringify(document, (_, value) => (Array.isArray(value) && value.length === 1 ? value[0] : value));
  return JSON.parse(text.replace(/:alias\/orgstrap-state-[^"]*|:key\/[^"]*/g, ':key/ID'));
}

/** IAM knows no order of policies. */
function sorted(documents: readonly unknown[]): readonly string[] {
  return documents.map((document) => JSON.stringify(document)).sort();
}

function described(role: RoleDescription) {
  const { trust, boundary } = role;
  return {
    trust: read(trust),
    boundary: boundary && read(documentOf(boundary.pack())),
    policies: sorted(role.policies().map(({ pack }) => read(documentOf(pack)))),
    ofAws: [...(role.awsManagedPolicies ?? new Map()).keys()],
  };
}

function deployed({ trust, boundary, policies }: Role) {
  const isOfAws = ({ name }: { readonly name: string }) => name.includes(':iam::aws:policy/');
  return {
    trust: read(trust),
    boundary: boundary && read(boundary.document),
    policies: sorted(policies.filter((policy) => !isOfAws(policy)).map(({ document }) => read(document))),
    ofAws: policies.filter(isOfAws).map(({ name }) => name),
  };
}

/** With the guardrails, which may come from another account than the rest. */
function deployment(config: OrgConfig): Assembly {
  const app = builtApp(config);
  if (config.guardrails !== undefined) buildGuardrails(app, config);
  return new Assembly(app.synth().directory);
}

/** What the templates say of roles beside their documents. */
function settingsIn(assembly: Assembly): ReadonlySet<string> {
  const resources = assembly.templates.flatMap((file) =>
    Object.values(assembly.plain(file.replace('.template.json', '')).Resources),
  );
  const roles = resources.filter(({ Type }) => Type === 'AWS::IAM::Role');
  return new Set(
    roles.map(({ Properties }) => {
      const { RoleName, Path, Description, MaxSessionDuration } = Properties;
      return JSON.stringify([RoleName, Path, Description, MaxSessionDuration]);
    }),
  );
}

describe.each(CONFIGS)('with %s', (_, config) => {
  const accounts = describedAccounts(config, '00000000');
  const assembly = deployment(config);
  const snapshot = snapshotOfTemplates(
    readAssembly(assembly.folder),
    partitionOf(config.homeRegion),
    organizationOf(config),
  );
  const roles = new Map([...snapshot.roles].filter(([arn]) => !OF_IDENTITY_CENTER.test(arn)));
  const settings = settingsIn(assembly);
  const names = namesOf(config);
  const named = accounts.flatMap(({ id, roles: own }) =>
    own.flatMap((role) => (role.name === undefined ? [] : [[names.roleArn(id, role.name), role] as const])),
  );
  const unnamed = accounts.flatMap(({ id, roles: own }) =>
    own.filter(({ name }) => name === undefined).map((role) => ({ id, role })),
  );
  /** Those whose names CloudFormation makes. */
  const others = [...roles].filter(([arn]) => !named.some(([known]) => known === arn));

  afterAll(() => rmSync(assembly.folder, { recursive: true }));

  test('every role that is deployed is described, and every role that is described is deployed', () => {
    expect(named.map(([arn]) => arn).filter((arn) => !roles.has(arn))).toEqual([]);
    expect(new Set(named.map(([arn]) => arn)).size).toBe(named.length);
    expect(others.map(([arn]) => arn.split(':')[4])).toEqual(unnamed.map(({ id }) => id));
  });

  test('each trusts, may do and is kept from what is described', () => {
    for (const [arn, role] of named) {
      const found = roles.get(arn);
      expect([arn, found && deployed(found)]).toEqual([arn, described(role)]);
    }
    expect(others.map(([, role]) => deployed(role))).toEqual(unnamed.map(({ role }) => described(role)));
  });

  test('each has the name, the path, the description and the session that are described', () => {
    const expected = accounts.flatMap(({ roles: own }) =>
      own.map(({ name, description, maxSessionDuration }) =>
        JSON.stringify([name, '/orgstrap/', description, maxSessionDuration]),
      ),
    );
    expect([...settings].sort()).toEqual([...new Set(expected)].sort());
  });

  test('each boundary that a role wears has the name that is described', () => {
    const worn = named.map(([arn, { boundary }]) => [roles.get(arn)?.boundary?.name.split('/').at(-1), boundary?.name]);
    expect(worn.filter(([found, name]) => found !== name)).toEqual([]);
  });
});
