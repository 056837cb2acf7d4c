import { junitOf } from '../../../lib/commands/nag/junit';
import { type Element, parsed } from '../../support/parsed-xml';
import { BUCKET, EMPTY, REPORT, reportOf } from './sample-report';

function casesOf(suite: Element | undefined): readonly Element[] {
  return suite?.children.filter(({ name }) => name === 'testcase') ?? [];
}

describe('the report as JUnit XML', () => {
  const root = parsed(junitOf(REPORT));
  const [solutions, validate, orgstrap] = root.children;

  test('has a suite for each check, and adds up', () => {
    expect(root.children.map(({ attributes }) => attributes.name)).toEqual(REPORT.checks);
    expect(root.attributes).toMatchObject({ tests: '4', failures: '2', skipped: '1', errors: '0' });
    expect(solutions?.attributes).toMatchObject({ tests: '2', failures: '1', skipped: '1', errors: '0' });
    for (const suite of root.children) expect(casesOf(suite)).toHaveLength(Number(suite.attributes.tests));
  });

  test('has an open finding as a failure at its line', () => {
    const [open] = casesOf(solutions);
    expect(open?.attributes).toEqual({
      classname: 'AwsSolutions.S1',
      name: 'Pipeline-delivery/State/Bucket/Resource The S3 Bucket has server access logs disabled.',
      file: 'lib/constructs/private-bucket.ts',
      line: '20',
      time: '0',
    });
    expect(open?.children).toEqual([
      {
        name: 'failure',
        attributes: { type: 'error AwsSolutions-S1', message: 'The S3 Bucket has server access logs disabled.' },
        text: [
          'The S3 Bucket has server access logs disabled.',
          'Construct: Pipeline-delivery/State/Bucket/Resource',
          'At: lib/constructs/private-bucket.ts:20',
        ].join('\n'),
        children: [],
      },
    ]);
    expect(casesOf(validate)[0]?.children[0]?.text).toContain('\nFix: use SERVICE_MANAGED\n');
  });

  test('has an acknowledged finding as skipped, with its reason', () => {
    const [, acknowledged] = casesOf(solutions);
    expect(acknowledged?.attributes).toMatchObject({ file: 'policies/services/s3.json', line: '22' });
    expect(acknowledged?.children).toEqual([
      {
        name: 'skipped',
        attributes: { message: 'acknowledged: Reading what a bucket is like.' },
        text: '',
        children: [],
      },
    ]);
  });

  test('has a test that passes for a check without findings', () => {
    expect(casesOf(orgstrap).map(({ attributes, children }) => [attributes.name, children])).toEqual([
      ['has no open finding in the templates of org.yaml', []],
    ]);
    expect(parsed(junitOf(EMPTY)).attributes).toMatchObject({ tests: '3', failures: '0', skipped: '0' });
  });

  test('says that checks are missing', () => {
    const [suite] = parsed(junitOf(reportOf([BUCKET], { checks: [], incomplete: 'no templates' }))).children;
    expect(suite?.children.at(-1)).toMatchObject({ name: 'system-err', text: 'no templates' });
  });
});
