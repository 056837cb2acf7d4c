import fc from 'fast-check';
import { hasAtLeast, summaryOf } from '../../../lib/commands/nag/report';
import { BUCKET, EMPTY, REPORT, reportOf, WARNING, WILDCARD } from './sample-report';

test('the worst open findings come first, and the acknowledged ones apart', () => {
  expect(REPORT.open.map(({ rule }) => rule)).toEqual(['AwsSolutions-S1', 'W1001']);
  expect(REPORT.acknowledged.map(({ rule }) => rule)).toEqual(['AwsSolutions-IAM5']);
});

test('the order in which the checks found something does not matter', () => {
  const findings = [BUCKET, WILDCARD, WARNING, { ...BUCKET, construct: 'A' }, { ...WILDCARD, found: 'Action::s3:*' }];
  const wanted = JSON.stringify(reportOf(findings));
  fc.assert(
    fc.property(fc.shuffledSubarray(findings, { minLength: findings.length }), (shuffled) => {
      expect(JSON.stringify(reportOf(shuffled))).toBe(wanted);
    }),
  );
});

test('no path of this machine is in it', () => {
  expect(JSON.stringify(REPORT)).not.toContain('/repository');
  expect(REPORT.acknowledged[0]?.acknowledgement.place).toEqual({
    path: 'policies/services/s3.reasons.json',
    line: 10,
  });
});

describe('a finding is placed', () => {
  test.each([
    { name: 'at its best source', sources: WILDCARD.sources, place: { path: 'policies/services/s3.json', line: 22 } },
    { name: 'in org.yaml where it has no source', sources: [], place: { path: 'org.yaml', line: 1 } },
    {
      name: 'in org.yaml where its source is in an installed package',
      sources: [{ file: '/repository/node_modules/orgstrap/lib/a.ts', line: 3 }],
      place: { path: 'org.yaml', line: 1 },
    },
    {
      name: 'in org.yaml where its source is outside the repository',
      sources: [{ file: '/elsewhere/lib/a.ts', line: 3 }],
      place: { path: 'org.yaml', line: 1 },
    },
  ])('$name', ({ sources, place }) => {
    expect(reportOf([{ ...BUCKET, sources }]).open[0]?.places[0]).toEqual(place);
  });

  test('in the org.yaml that was named, and by its usual name where that is elsewhere', () => {
    const placeIn = (config: string) => reportOf([WARNING], {}, config).open[0]?.places[0].path;
    expect(placeIn('/repository/examples/four.yaml')).toBe('examples/four.yaml');
    expect(placeIn('examples/four.yaml')).toBe('examples/four.yaml');
    expect(placeIn('/elsewhere/four.yaml')).toBe('org.yaml');
  });
});

test('an acknowledged finding is no reason to fail, and a severity counts all that are worse', () => {
  const failing = (...findings: Parameters<typeof reportOf>[0][number][]) =>
    (['error', 'warning', 'note'] as const).filter((severity) => hasAtLeast(reportOf(findings), severity));
  expect(failing(WILDCARD)).toEqual([]);
  expect(failing(BUCKET)).toEqual(['error', 'warning', 'note']);
  expect(failing(WARNING)).toEqual(['warning', 'note']);
  expect(failing({ ...WARNING, severity: 'note' })).toEqual(['note']);
});

test('the summary counts what is open and what is acknowledged', () => {
  expect(summaryOf(REPORT)).toBe('2 findings, 1 acknowledged with a reason');
  expect(summaryOf(reportOf([BUCKET]))).toBe('1 finding, 0 acknowledged with a reason');
  expect(summaryOf(EMPTY)).toBe('no findings, 0 acknowledged with a reason');
});
