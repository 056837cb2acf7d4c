import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { problemsOf, SERVICES, VALID } from './org-yaml';

function audited(block: string): string {
  return `${VALID}audit: ${block}\n`;
}

function auditOf(block: string) {
  const result = parseOrgConfig(audited(block), 'org.yaml', SERVICES);
  return result.ok ? result.config.audit : result.problems;
}

describe('audit', () => {
  test('is not there unless org.yaml has it: it costs money', () => {
    const result = parseOrgConfig(VALID, 'org.yaml', SERVICES);
    expect(result.ok && 'audit' in result.config).toBe(false);
  });

  test('keeps an own trail for a year, tells nobody by e-mail and looks for no unused access, where nothing is said', () => {
    expect(auditOf('{ trail: own }')).toEqual({ trail: 'own', retentionDays: 365, email: [] });
  });

  test('does what it says', () => {
    expect(
      auditOf(
        '{ trail: own, retentionDays: 90, objectLock: compliance, email: [security@example.com], unusedAccessDays: 30, externalAccess: accounts, regions: [eu-central-1, ap-south-1] }',
      ),
    ).toEqual({
      trail: 'own',
      retentionDays: 90,
      objectLock: 'COMPLIANCE',
      email: ['security@example.com'],
      unusedAccessDays: 30,
      externalAccess: 'accounts',
      regions: ['eu-central-1', 'ap-south-1'],
    });
  });

  test.each([
    ['no trail', '{ email: [security@example.com] }', 'own or organization; one of them costs money'],
    ['a trail that nobody knows', '{ trail: both }', 'found "both", expected own or organization'],
    ['a month', '{ trail: own, retentionDays: 30 }', 'a whole number of days from 90 to 3653'],
    ['a lock that nobody knows', '{ trail: own, objectLock: strict }', 'expected governance or compliance'],
    ['no address', '{ trail: own, email: [security] }', 'expected an e-mail address'],
    ['nobody', '{ trail: own, email: [] }', 'a list with at least one e-mail address'],
    ['an age of nothing', '{ trail: own, unusedAccessDays: 0 }', 'a whole number of days from 1 to 365'],
    ['an analyzer of nothing', '{ trail: own, externalAccess: none }', 'found "none", expected accounts'],
    ['no Region', '{ trail: own, regions: [] }', 'a list with at least one Region'],
    [
      'a Region that nobody knows',
      '{ trail: own, regions: [eu-west-9] }',
      'found "eu-west-9", expected a Region that is on',
    ],
    [
      'a Region that is not on in every account',
      '{ trail: own, regions: [eu-south-1] }',
      'in an opt-in Region, StackSets fail for every account that has not turned it on',
    ],
    [
      'the home Region',
      '{ trail: own, regions: [eu-west-1] }',
      'found eu-west-1, the home Region, expected only further',
    ],
    [
      'the Region of global services',
      '{ trail: own, regions: [us-east-1] }',
      'found us-east-1, in which global services record what happens',
    ],
    [
      'a Region of another partition',
      '{ trail: own, regions: [us-gov-west-1] }',
      'found a Region of the partition aws-us-gov, expected one of aws, the partition of eu-west-1',
    ],
    [
      'a Region that is there twice',
      '{ trail: own, regions: [eu-central-1, eu-central-1] }',
      'found "eu-central-1" a second time',
    ],
    [
      'a lock of a trail that is not ours',
      '{ trail: organization, objectLock: governance }',
      'found objectLock, with the trail of the organization',
    ],
    [
      'how long somebody else keeps a trail',
      '{ trail: organization, retentionDays: 400 }',
      'found retentionDays, with the trail of the organization',
    ],
  ])('refuses %s', (_, block, problem) => {
    expect(problemsOf(audited(block))).toEqual([expect.stringContaining(problem)]);
  });

  test('says all that is wrong with further Regions at once', () => {
    expect(problemsOf(audited('{ trail: own, regions: [eu-west-1, us-gov-west-1, mars-1] }'))).toHaveLength(3);
  });

  test('concludes nothing about further Regions from a home Region that cannot be read', () => {
    const file = audited('{ trail: own, regions: [us-gov-west-1] }').replace(
      'homeRegion: eu-west-1',
      'homeRegion: mars-1',
    );
    expect(problemsOf(file)).toEqual([expect.stringContaining('homeRegion: found "mars-1"')]);
  });
});
