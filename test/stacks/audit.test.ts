import { Match } from 'aws-cdk-lib/assertions';
import { ALARM_GROUPS, alarmsOf } from '../../lib/alarms/alarms';
import { TEMPLATE_LIMIT, templateSize } from '../../lib/checks/template-size';
import type { Audit } from '../../lib/domain/audit';
import type { OidcIdentity } from '../../lib/domain/ci-identity';
import type { PrincipalArn } from '../../lib/domain/ids';
import type { OrgConfig } from '../../lib/domain/org-config';
import { synthesised } from '../support/assembly';
import { oidcPipeline, orgConfig, pipeline, sharedOpsConfig } from '../support/org-config';

const OWN: Audit = { trail: 'own', retentionDays: 400, email: ['security@example.com'] };

function audited(audit: Audit, changes: Partial<OrgConfig> = {}): OrgConfig {
  return orgConfig({ audit, ...changes });
}

const own = synthesised(
  audited(OWN, { pipelines: [pipeline('delivery', ['dev', 'stage', 'prod']), pipeline('release', ['prod'])] }),
);
const account = own.template('Member-Audit');
const rulesOfAlarms = alarmRulesIn(own);
const TOKENS: OidcIdentity = {
  kind: 'oidc',
  system: 'github',
  issuer: 'token.actions.githubusercontent.com',
  jobs: {
    apply: { audience: 'sts.amazonaws.com', subjects: ['repo:acme/app:environment:production'] },
    plan: { audience: 'sts.amazonaws.com', subjects: ['repo:acme/app:pull_request'] },
  },
};

interface ArchiveRule {
  readonly RuleName: string;
  readonly Filter: readonly { readonly Property: string; readonly Eq: readonly string[] }[];
}

interface LettingIn {
  readonly Principal: Readonly<Record<string, unknown>>;
  readonly Action: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Of every policy of a key, a bucket or a topic, and of every trust. */
function statementsIn(template: typeof account): readonly LettingIn[] {
  const documents = [
    ...Object.values(template.findResources('AWS::KMS::Key')).map(({ Properties }) => Properties.KeyPolicy),
    ...Object.values(template.findResources('AWS::S3::BucketPolicy')).map(
      ({ Properties }) => Properties.PolicyDocument,
    ),
    ...Object.values(template.findResources('AWS::SNS::TopicPolicy')).map(
      ({ Properties }) => Properties.PolicyDocument,
    ),
    ...Object.values(template.findResources('AWS::IAM::Role')).map(
      ({ Properties }) => Properties.AssumeRolePolicyDocument,
    ),
  ];
  return documents.flatMap(({ Statement }) => Statement);
}

/** Of all templates with alarms. */
function alarmRulesIn(assembly: ReturnType<typeof synthesised>) {
  return ALARM_GROUPS.flatMap((group) =>
    Object.values(assembly.template(`Member-Alarms-${group}`).findResources('AWS::Events::Rule')),
  );
}

const trailArn = 'arn:aws:cloudtrail:eu-west-1:222222222222:trail/orgstrap';

describe('the trail', () => {
  test('records every Region and what is global, proves its files, encrypts them, and sends them to a log group', () => {
    account.hasResourceProperties('AWS::CloudTrail::Trail', {
      IsLogging: true,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      EnableLogFileValidation: true,
      KMSKeyId: Match.anyValue(),
      CloudWatchLogsLogGroupArn: Match.anyValue(),
    });
  });

  test('records who reads and who writes the states of every pipeline', () => {
    account.hasResourceProperties('AWS::CloudTrail::Trail', {
      AdvancedEventSelectors: Match.arrayWith([
        Match.objectLike({
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Data'] },
            { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
            { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::orgstrap-state-'] },
          ],
        }),
      ]),
    });
  });

  test('records who writes its files and access logs, and not the services that are there to write them', () => {
    account.hasResourceProperties('AWS::CloudTrail::Trail', {
      AdvancedEventSelectors: Match.arrayWith([
        Match.objectLike({
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Data'] },
            { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
            { Field: 'readOnly', Equals: ['false'] },
            {
              Field: 'resources.ARN',
              StartsWith: [
                'arn:aws:s3:::orgstrap-trail-222222222222-eu-west-1-an/',
                'arn:aws:s3:::orgstrap-access-logs-222222222222-eu-west-1-an/',
              ],
            },
            { Field: 'userIdentity.arn', StartsWith: ['arn:aws:'] },
          ],
        }),
      ]),
    });
  });

  test('keeps its files as long as org.yaml says, versions for as long again, and logs who reads them', () => {
    account.hasResourceProperties('AWS::S3::Bucket', {
      BucketName: 'orgstrap-trail-222222222222-eu-west-1-an',
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ ExpirationInDays: 400, NoncurrentVersionExpiration: { NoncurrentDays: 400 } }),
        ]),
      },
      LoggingConfiguration: { DestinationBucketName: 'orgstrap-access-logs-222222222222-eu-west-1-an' },
      ObjectLockEnabled: Match.absent(),
    });
    own.template('Member-TerraformAccount').hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Condition: Match.objectLike({
              ArnLike: {
                'aws:SourceArn': [
                  'arn:aws:s3:::orgstrap-state-*-222222222222-eu-west-1-an',
                  'arn:aws:s3:::orgstrap-trail-222222222222-eu-west-1-an',
                ],
              },
            }),
          }),
        ]),
      },
    });
  });

  test('is locked where org.yaml says so', () => {
    const locked = synthesised(audited({ ...OWN, objectLock: 'GOVERNANCE' })).template('Member-Audit');
    locked.hasResourceProperties('AWS::S3::Bucket', {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 400 } } },
    });
  });

  test('is left to the organization where that has one, with its key for the alarms alone', () => {
    const elsewhere = synthesised(audited({ ...OWN, trail: 'organization' }));
    const template = elsewhere.template('Member-Audit');
    for (const type of ['AWS::CloudTrail::Trail', 'AWS::S3::Bucket', 'AWS::Logs::LogGroup']) {
      template.resourceCountIs(type, 0);
    }
    expect(elsewhere.text('Member-TerraformAccount.template.json')).not.toContain('orgstrap-trail');
  });
});

describe('every service that is let in', () => {
  test('comes for trails of this name, this log group or these rules, and for no other of anybody', () => {
    const services = statementsIn(account).filter(({ Principal }) => Principal.Service !== undefined);
    const letIn = services.filter(({ Condition }) => Condition !== undefined);
    // What EventBridge says to a topic is not certain, so that it is refused for what it says, and let in for what it does not.
    expect(services.filter(({ Condition }) => Condition === undefined)).toEqual([
      expect.objectContaining({
        Sid: 'EventbridgePublishes',
        Resource: 'arn:aws:sns:eu-west-1:222222222222:orgstrap-alarms',
      }),
    ]);
    expect(letIn.length).toBeGreaterThanOrEqual(7);
    for (const { Condition } of letIn) {
      const conditions = JSON.stringify(Condition);
      expect(conditions).toMatch(/"aws:SourceArn"|"kms:EncryptionContext:aws:(logs:arn|sns:topicArn)"/);
      expect(conditions).toMatch(/222222222222|:cloudtrail:eu-west-1:\*:trail\/orgstrap"/);
    }
    expect(JSON.stringify(letIn)).toContain(trailArn);
  });

  test('writes and encrypts for trails of the organization alone', () => {
    const ofTrails = statementsIn(account).filter(({ Condition }) =>
      JSON.stringify(Condition ?? {}).includes(':cloudtrail:eu-west-1:*:trail/orgstrap"'),
    );
    const ofOneOrganization = ofTrails.filter(
      ({ Condition }) => Condition?.StringEquals?.['aws:SourceOrgID'] === 'o-exampleorgid',
    );
    expect(ofTrails).toHaveLength(4);
    expect(ofOneOrganization.map(({ Action }) => Action)).toEqual([
      ['kms:Decrypt', 'kms:GenerateDataKey*'],
      's3:PutObject',
    ]);
  });

  test('is not CloudTrail where the organization has a trail', () => {
    const elsewhere = synthesised(audited({ ...OWN, trail: 'organization' })).template('Member-Audit');
    expect(JSON.stringify(statementsIn(elsewhere))).not.toContain('cloudtrail');
    expect(JSON.stringify(statementsIn(account))).toContain('cloudtrail');
  });
});

describe('the alarms', () => {
  test('are a rule each on one bus, told of every call, and go to one encrypted topic', () => {
    expect(rulesOfAlarms.map(({ Properties }) => Properties.Name).sort()).toEqual(
      alarmsOf(orgConfig())
        .map(({ name }) => `orgstrap-alarm-${name}`)
        .sort(),
    );
    for (const { Properties } of rulesOfAlarms) {
      // With ENABLED, EventBridge leaves out what only reads, and AssumeRole counts as that.
      expect(Properties.State).toBe('ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS');
      expect(Properties.EventBusName).toBe('orgstrap-alarms');
      expect(Properties.Targets).toEqual([
        expect.objectContaining({ Arn: 'arn:aws:sns:eu-west-1:222222222222:orgstrap-alarms' }),
      ]);
    }
    account.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    account.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'security@example.com' });
  });

  test('say in a short text what happened, why it matters and what to do', () => {
    for (const { Properties } of rulesOfAlarms) {
      const { InputTemplate, InputPathsMap } = Properties.Targets[0].InputTransformer;
      for (const line of InputTemplate.split('\n')) expect(() => JSON.parse(line)).not.toThrow();
      expect(InputTemplate).toMatch(/Why: .+[\s\S]+Do: .+/);
      const used = [...InputTemplate.matchAll(/<(\w+)>/g)].map(([, name]) => name);
      expect(new Set(used)).toEqual(new Set(Object.keys(InputPathsMap)));
    }
  });

  test.each([orgConfig, sharedOpsConfig])(
    'leave room in the template for as many deployers as a pattern takes (%#)',
    (of) => {
      const deployers = Array.from(
        { length: 13 },
        (_, index) => `arn:aws:iam::333333333333:role/platform/deployer-${index}` as PrincipalArn,
      );
      const full = synthesised(of({ audit: OWN, guardrails: { deployers } }));
      const sizes = full.templates
        .filter((name) => /Audit|Alarms/.test(name))
        .map((name) => templateSize(full.text(name)));
      expect(sizes.filter((size) => size > TEMPLATE_LIMIT)).toEqual([]);
    },
  );

  test('with more deployers than fit into a pattern are refused by synth', () => {
    const deployers = Array.from(
      { length: 30 },
      (_, index) => `arn:aws:iam::333333333333:role/platform/deployer-${index}` as PrincipalArn,
    );
    expect(() => synthesised(audited(OWN, { guardrails: { deployers } }))).toThrow(
      /with 30 deployers the pattern of the alarm .* EventBridge takes 2048; the first \d+ of them fit/,
    );
  });

  test('are the same whoever keeps the trail', () => {
    const rulesOf = (audit: Audit) => alarmRulesIn(synthesised(audited(audit)));
    expect(rulesOf({ ...OWN, trail: 'organization' })).toEqual(rulesOf(OWN));
  });

  test('are there before anything is sent to them', () => {
    expect(own.stack('Alarms-access').dependencies).toContain('Audit');
    for (const environment of ['dev', 'stage', 'prod']) {
      expect(own.waitsFor(`ForwardingRoles-${environment}`)).toEqual(
        expect.arrayContaining(['Alarms-access', 'Alarms-people', 'Alarms-resources']),
      );
      expect(own.waitsFor(`Forwarding-${environment}`)).toContain(`ForwardingRoles-${environment}`);
    }
  });
});

describe('the analyzers', () => {
  test('archive what org.yaml lets in, role by role, and nothing else', () => {
    const { config, names } = {
      config: audited(OWN, {
        operators: [
          'arn:aws:iam::333333333333:role/operator' as PrincipalArn,
          'arn:aws:iam::222222222222:role/operator' as PrincipalArn,
        ],
        pipelines: [pipeline('delivery', ['dev']), { ...pipeline('release', ['prod']), identity: TOKENS }],
      }),
      names: ['ci-token-actions-githubusercontent-com-1', 'operators-1'],
    };
    const [analyzer] = Object.values(
      synthesised(config).template('Member-Audit').findResources('AWS::AccessAnalyzer::Analyzer'),
    );
    const rules: readonly ArchiveRule[] = analyzer?.Properties.ArchiveRules;
    expect(rules.map(({ RuleName }) => RuleName)).toEqual(names);
    for (const { Filter } of rules) {
      expect(Filter.map(({ Property }) => Property)).toEqual([
        'isPublic',
        'resource',
        expect.stringMatching(/^principal\.(AWS|Federated)$/),
      ]);
      expect(Filter[0]?.Eq).toEqual(['false']);
      expect(JSON.stringify(Filter)).not.toContain('*');
    }
    expect(rules[0]?.Filter[2]?.Eq).toEqual([
      'arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com',
    ]);
    expect(rules[1]?.Filter[2]?.Eq).toEqual(['333333333333']);
    expect(own.text('Member-Audit.template.json')).not.toContain('"RuleName"');
  });

  test('have a rule for as many roles as it takes, of the hundred that AWS lets them have', () => {
    const pipelines = Array.from({ length: 105 }, (_, index) => ({
      ...oidcPipeline(`team-${index}`),
      environments: [],
    }));
    const [analyzer] = Object.values(
      synthesised(audited(OWN, { pipelines })).template('Member-Audit').findResources('AWS::AccessAnalyzer::Analyzer'),
    );
    const rules: readonly ArchiveRule[] = analyzer?.Properties.ArchiveRules;
    const roles = rules.map(({ Filter }) => Filter[1]?.Eq ?? []);
    expect(roles.map(({ length }) => length)).toEqual([...Array.from({ length: 10 }, () => 20), 10]);
    expect(new Set(roles.flat()).size).toBe(210);
  });

  test('look for external access, and for unused access only where org.yaml says so', () => {
    const types = (template: typeof account) =>
      Object.values(template.findResources('AWS::AccessAnalyzer::Analyzer')).map(({ Properties }) => Properties.Type);
    expect(types(account)).toEqual(['ACCOUNT']);
    const unused = synthesised(audited({ ...OWN, unusedAccessDays: 90 })).template('Member-Audit');
    expect(types(unused).sort()).toEqual(['ACCOUNT', 'ACCOUNT_UNUSED_ACCESS']);
  });
});

test('without audit there is none of it', () => {
  expect(synthesised(orgConfig()).stacks.filter((name) => /Audit$|Forwarding/.test(name))).toEqual([]);
});
