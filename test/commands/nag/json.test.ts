import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonOf } from '../../../lib/commands/nag/json';
import { ROOT } from '../../support/examples';
import { schemaErrors } from '../../support/schema-errors';
import { BUCKET, EMPTY, REPORT, reportOf } from './sample-report';

const SCHEMA = join(ROOT, 'docs', 'nag.schema.json');

describe('the report as JSON', () => {
  test.each([
    { name: 'findings of all kinds', report: REPORT },
    { name: 'no finding', report: EMPTY },
    { name: 'checks that did not run', report: reportOf([BUCKET], { incomplete: 'no template' }) },
  ])('is as docs/nag.schema.json says, with $name', ({ report }) => {
    expect(schemaErrors(SCHEMA, jsonOf(report))).toEqual([]);
  });

  test('has no key that the schema does not describe', () => {
    const described = readFileSync(SCHEMA, 'utf8');
    const keys: string[] = [];
    JSON.parse(jsonOf(reportOf([BUCKET], { incomplete: 'no template' })), (key, value) => {
      keys.push(key);
      return value;
    });
    JSON.parse(jsonOf(REPORT), (key, value) => {
      keys.push(key);
      return value;
    });
    for (const key of keys.filter((one) => /[a-z]/.test(one))) expect(described).toContain(`"${key}":`);
  });

  test('counts, and keeps the acknowledged findings apart with their reasons', () => {
    expect(JSON.parse(jsonOf(REPORT))).toMatchObject({
      version: 1,
      orgstrap: '1.2.3',
      config: 'org.yaml',
      counts: { error: 1, warning: 1, note: 0, acknowledged: 1 },
      findings: [{ rule: 'AwsSolutions-S1' }, { rule: 'W1001', fix: 'use SERVICE_MANAGED' }],
      acknowledged: [
        {
          rule: 'AwsSolutions-IAM5',
          found: 'Action::s3:Get*',
          acknowledgement: {
            reason: 'Reading what a bucket is like.',
            kept: 'beside the policy',
            place: { path: 'policies/services/s3.reasons.json', line: 10 },
          },
        },
      ],
    });
  });
});
