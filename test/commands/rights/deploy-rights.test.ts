import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourceTypesIn } from '../../../lib/commands/rights/resource-types';
import { usableConfig } from '../../../lib/commands/usable-config';
import { listOf } from '../../../lib/domain/json';
import { deploymentAccountOf, type OrgConfig } from '../../../lib/domain/org-config';
import type { StatementJson } from '../../../lib/iam/policy-document';
import { DOCUMENT_OF_TYPE, WITHOUT_PERMISSION } from '../../../lib/policies/commands/deploy-policies';
import { readPolicy } from '../../../lib/policies/load-policy';
import { synthesizedStacks } from '../../../lib/stacks/synthesized';
import { EXAMPLES, ROOT } from '../../support/examples';

/**
 * What CloudFormation's handlers of each type ask for, all operations together, from the schemas of resource types that AWS publishes.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-type-schemas.html
 */
const HANDLERS: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(join(__dirname, 'handler-permissions.json'), 'utf8'),
);

/** What handlers ask for and nobody is given, because no template of orgstrap has what it is for; and why. */
const LEFT_OUT: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/^iam:(Put|Delete)(Role|User|Group)Policy$/, 'there are no inline policies'],
  [/^iam:Delete(Role|User)PermissionsBoundary$/, 'nobody takes a boundary off'],
  [/^iam:(Create|Update|Delete)LoginProfile$|^iam:DeleteAccessKey$/, 'no template holds a password or a key'],
  [/^iam:PassRole$/, 'of what passes roles, rules and trails have a statement of their own'],
  [/^iam:GetRole$/, 'roles are read with the roles'],
  [/^iam:CreateServiceLinkedRole$/, 'of the trail of an organization, which is not made; the analyzer has its own'],
  [
    /^iam:(AttachRolePolicy|CreateRole|CreateSAMLProvider|GetSAMLProvider|ListRolePolicies|UpdateSAMLProvider)$/,
    'of an assignment in the management account, which there is none of',
  ],
  [
    /^organizations:(DescribeOrganization|ListAWSServiceAccessForOrganization|ListDelegatedAdministrators)$/,
    'of trails and analyzers of an organization, which are not made',
  ],
  [/^kms:(Disable|Enable)Key$|^kms:DisableKeyRotation$/, 'no key is off, and all of them rotate'],
  [/^kms:(Decrypt|DescribeKey|Encrypt|GenerateDataKey|ReEncrypt)/, 'the bus of alarms has no key'],
  [/^cloudtrail:Put(EventConfiguration|InsightSelectors)$/, 'the trail has neither'],
  [
    /^(firehose|s3tables):|^s3:REST|^logs:(Create|Delete|Put)/,
    'neither deliveries, nor indexes, nor tables, nor policies of logs',
  ],
  [/^sns:PutDataProtectionPolicy$/, 'the topic of alarms has none'],
  [
    /^secretsmanager:(GetRandomPassword|GetSecretValue|RemoveRegionsFromReplication|ReplicateSecretToRegions)$/,
    'the secrets are empty, in one Region, and nobody but operators reads them',
  ],
  [
    /^s3:(Create|Delete|Update)Bucket(Analytics|Cors|Encryption|Lifecycle|Metadata|Metrics|Replication|Tagging|Website)/,
    'no bucket has it, or it is no action of IAM',
  ],
  [
    /^s3:(DeleteObject|PutAccelerate|PutAnalytics|PutBucket(Abac|Acl|CORS|Notification|ObjectLock|Replication|Website)|PutIntelligent|PutInventory|PutMetrics|PutObject|PutReplication)/,
    'no bucket has it',
  ],
];

function statementsOf(document: string): readonly StatementJson[] {
  return readPolicy(`commands/deploy.${document}.permissions`).document.Statement;
}

function isThroughCloudFormation({ Condition }: StatementJson): boolean {
  return Condition?.['ForAnyValue:StringEquals']?.['aws:CalledVia'] === 'cloudformation.amazonaws.com';
}

const DOCUMENTS = [...new Set(Object.values(DOCUMENT_OF_TYPE))].sort();

describe('what cdk deploy needs', () => {
  test.each(EXAMPLES)('is known for every type of resource that %s deploys by itself', async (example) => {
    const config = usableConfig(join(ROOT, 'examples', example));
    const management = config.organization.managementAccount;
    const accounts = config.guardrails === undefined ? [] : [management];
    for (const account of [deploymentAccountOf(config), ...accounts]) {
      const unknown = [...(await typesIn(config)(account))].filter(
        (type) => DOCUMENT_OF_TYPE[type] === undefined && !WITHOUT_PERMISSION.has(type),
      );
      expect(unknown).toEqual([]);
    }
  });

  test.each(DOCUMENTS)('of %s is what the handlers of its types ask for, and nothing more', (document) => {
    const types = Object.keys(DOCUMENT_OF_TYPE).filter((type) => DOCUMENT_OF_TYPE[type] === document);
    const asked = new Set(types.flatMap((type) => HANDLERS[type] ?? []).map((action) => action.toLowerCase()));
    const allowed = statementsOf(document)
      .filter(isThroughCloudFormation)
      .flatMap(({ Action }) => listOf(Action));
    expect(allowed.length).toBeGreaterThan(5);
    expect(allowed.filter((action) => !asked.has(action.toLowerCase()))).toEqual([]);
  });

  test.each(DOCUMENTS)('of %s is all that its handlers ask for, but for what no template has', (document) => {
    const types = Object.keys(DOCUMENT_OF_TYPE).filter((type) => DOCUMENT_OF_TYPE[type] === document);
    const allowed = new Set(
      statementsOf(document)
        .flatMap(({ Action }) => listOf(Action))
        .map((one) => one.toLowerCase()),
    );
    const missing = types
      .flatMap((type) => HANDLERS[type] ?? [])
      .filter((action) => !allowed.has(action.toLowerCase()) && !LEFT_OUT.some(([pattern]) => pattern.test(action)));
    expect(missing).toEqual([]);
  });

  test('leaves nothing out that no handler asks for', () => {
    const asked = Object.values(HANDLERS).flat();
    expect(LEFT_OUT.filter(([pattern]) => !asked.some((action) => pattern.test(action)))).toEqual([]);
  });

  test('changes nothing but through CloudFormation, less the stacks themselves and roles that services get', () => {
    const free = DOCUMENTS.flatMap((document) => statementsOf(document)).filter((one) => !isThroughCloudFormation(one));
    for (const { Action, Condition } of free) {
      const conditions = Object.keys(Condition?.StringEquals ?? {});
      if (listOf(Action).includes('iam:PassRole')) expect(conditions).toEqual(['iam:PassedToService']);
      else if (listOf(Action).includes('iam:CreateServiceLinkedRole'))
        expect(conditions).toEqual(['iam:AWSServiceName']);
      else expect(Action).toBe('organizations:ListDelegatedAdministrators');
    }
  });
});

function typesIn(config: OrgConfig) {
  return resourceTypesIn((account) =>
    Promise.resolve(synthesizedStacks(config, { validateTemplates: false }, account)),
  );
}
