import fc from 'fast-check';
import { sarifOf } from '../../../lib/commands/nag/sarif';
import type { TemplateFinding } from '../../../lib/domain/template-finding';
import { sarifErrors } from '../../support/sarif-schema';
import { BUCKET, EMPTY, REPORT, reportOf, WARNING, WILDCARD } from './sample-report';

function run(report = REPORT) {
  return JSON.parse(sarifOf(report)).runs[0];
}

function fingerprint(finding: TemplateFinding): string {
  return run(reportOf([finding])).results[0].partialFingerprints['orgstrapFinding/v1'];
}

describe('the report as SARIF', () => {
  test.each([
    { name: 'findings of all kinds', report: REPORT },
    { name: 'no finding', report: EMPTY },
    { name: 'checks that did not run', report: reportOf([BUCKET], { incomplete: 'no template' }) },
    {
      name: 'a file with odd letters',
      report: reportOf([{ ...BUCKET, sources: [{ file: '/repository/ä #%?.ts', line: 1 }] }]),
    },
  ])('is valid with $name', ({ report }) => {
    expect(sarifErrors(sarifOf(report))).toEqual([]);
  });

  test('is valid with any text', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 });
    fc.assert(
      fc.property(text, text, (message, found) => {
        expect(sarifErrors(sarifOf(reportOf([{ ...WILDCARD, message, found }])))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    { found: '"version": "2.1.0"', instead: '"version": "2.0.0"', says: '/version' },
    { found: '"tool":', instead: '"tools":', says: "/runs/0 must have required property 'tool'" },
    {
      found: '"level": "error"',
      instead: '"level": "fatal"',
      says: '/level must be equal to one of the allowed values',
    },
    { found: '"startLine": 20', instead: '"startLine": 0', says: '/startLine must be >= 1' },
    { found: '"startLine": 20', instead: '"endLine": 20', says: "/region must have required property 'startLine'" },
    { found: '"kind": "external"', instead: '"kind": "outside"', says: '/suppressions/0/kind' },
    { found: '"locations":', instead: '"places":', says: '/runs/0/results/0 must NOT have additional properties' },
  ])('would not be valid with $instead', ({ found, instead, says }) => {
    const log = sarifOf(REPORT);
    expect(log).toContain(found);
    expect(sarifErrors(log.replace(found, instead)).join('\n')).toContain(says);
  });

  test('has a result for each finding, at the line where it is mended', () => {
    expect(run().results).toMatchObject([
      {
        ruleId: 'AwsSolutions-S1',
        level: 'error',
        message: { text: 'The S3 Bucket has server access logs disabled.' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'lib/constructs/private-bucket.ts', uriBaseId: '%SRCROOT%' },
              region: { startLine: 20, startColumn: 7 },
            },
            logicalLocations: [
              { fullyQualifiedName: 'Pipeline-delivery/State/Bucket/Resource', kind: 'resource AWS::S3::Bucket' },
            ],
          },
        ],
      },
      { ruleId: 'W1001', level: 'warning', message: { text: expect.stringContaining(' Fix: use SERVICE_MANAGED') } },
      {
        ruleId: 'AwsSolutions-IAM5',
        message: { text: 'Action::s3:Get*: The IAM entity contains wildcard permissions.' },
        locations: [
          { physicalLocation: { artifactLocation: { uri: 'policies/services/s3.json' }, region: { startLine: 22 } } },
        ],
        relatedLocations: [{ physicalLocation: { artifactLocation: { uri: 'lib/constructs/managed-policy.ts' } } }],
      },
    ]);
  });

  test('says of an acknowledged finding who accepted it, where, and why; of an open one nothing', () => {
    expect(run().results.map(({ suppressions }: { suppressions?: unknown }) => suppressions)).toEqual([
      undefined,
      undefined,
      [
        {
          kind: 'external',
          status: 'accepted',
          justification: 'Reading what a bucket is like.',
          location: {
            physicalLocation: {
              artifactLocation: { uri: 'policies/services/s3.reasons.json', uriBaseId: '%SRCROOT%' },
              region: { startLine: 10 },
            },
          },
        },
      ],
    ]);
    const inCode = { ...WILDCARD, acknowledgement: { reason: 'So.', at: 'A', kept: 'in the code' as const } };
    expect(run(reportOf([inCode])).results[0].suppressions).toEqual([
      { kind: 'inSource', status: 'accepted', justification: 'So.' },
    ]);
  });

  test('has each rule once, with help, and each result points at its rule', () => {
    const { tool, results } = run(reportOf([BUCKET, { ...BUCKET, construct: 'Other' }, WILDCARD, WARNING]));
    const ids = tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(['AwsSolutions-IAM5', 'AwsSolutions-S1', 'W1001']);
    for (const { ruleId, ruleIndex } of results) expect(ids[ruleIndex]).toBe(ruleId);
    for (const { help, helpUri } of tool.driver.rules) {
      expect(help.markdown).toContain(helpUri);
      expect(() => new URL(helpUri)).not.toThrow();
    }
  });

  test('says that checks did not run', () => {
    expect(run().invocations).toEqual([{ executionSuccessful: true }]);
    expect(run(reportOf([], { incomplete: 'no template' })).invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ level: 'error', message: { text: 'no template' } }],
      },
    ]);
  });
});

describe('a fingerprint', () => {
  test('stays when lines move, and when a finding is acknowledged', () => {
    expect(fingerprint({ ...BUCKET, sources: [{ file: '/repository/elsewhere.ts', line: 99 }] })).toBe(
      fingerprint(BUCKET),
    );
    const { acknowledgement: _, ...open } = WILDCARD;
    expect(fingerprint(open)).toBe(fingerprint(WILDCARD));
  });

  test('is another for another rule, construct, wildcard or message', () => {
    const others = [
      { ...WILDCARD, rule: 'AwsSolutions-IAM4' },
      { ...WILDCARD, construct: 'Other' },
      { ...WILDCARD, found: 'Action::s3:Put*' },
      { ...WILDCARD, message: 'Other' },
    ];
    expect(new Set([WILDCARD, ...others].map(fingerprint)).size).toBe(5);
  });
});
