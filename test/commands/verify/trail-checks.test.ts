import type { SelectorCondition, TrailSelectors } from '../../../lib/aws/account-trails';
import { verify } from '../../../lib/commands/verify/verify';
import type { ExpectedTrail } from '../../../lib/domain/expected-account';
import { Failure } from '../../../lib/domain/failure';
import { expectedAccounts, toSee } from '../../support/expected-accounts';
import { orgConfig } from '../../support/org-config';
import { FakeAccounts, type FakeTrail, goodTrail } from './fake-accounts';

const PROD = '666666666666';
const OWN = `arn:aws:cloudtrail:eu-west-1:${PROD}:trail/orgstrap`;
const OF_ORGANIZATION = 'arn:aws:cloudtrail:us-east-1:111111111111:trail/everything';
const STOPPED = { isLogging: false };
const REFUSED = new Failure('AwsRefused', 'AWS refuses cloudtrail:GetTrailStatus');

/** The check of the trail in prod, where it has other trails than it should. */
async function checked(source: ExpectedTrail['source'], change: (trail: FakeTrail) => readonly FakeTrail[] | Error) {
  const config = orgConfig({
    operators: [],
    audit: { trail: source, retentionDays: 365, email: [] },
  });
  const expected = expectedAccounts(config);
  const view = new FakeAccounts(expected, config);
  const wanted = expected.find(({ id }) => id === PROD)?.trail;
  if (wanted === undefined) throw new Error('no trail is expected in prod');
  view.at(PROD).trails = change(goodTrail(wanted));
  const accounts = await verify(config, expected.map(toSee), view);
  const checks = accounts.flatMap(({ id, checks: all }) =>
    all.filter(({ name }) => name.startsWith('trail: ')).map((check) => ({ id, ...check })),
  );
  expect(checks).toHaveLength(expected.length);
  expect(checks.filter(({ id, result }) => id !== PROD && result !== 'ok')).toEqual([]);
  const check = checks.find(({ id }) => id === PROD);
  return { result: check?.result, found: check?.found, fix: check?.fix };
}

const MANAGEMENT: SelectorCondition = { field: 'eventCategory', operator: 'Equals', values: ['Management'] };
const DATA: SelectorCondition = { field: 'eventCategory', operator: 'Equals', values: ['Data'] };
const WRITES: SelectorCondition = { field: 'readOnly', operator: 'Equals', values: ['false'] };
const basic = { hasManagementEvents: true, readWriteType: 'All', leftOut: [] };

describe('a trail does', () => {
  test.each<readonly [string, TrailSelectors]>([
    ['where nobody chose what it records', { basic: [], advanced: [] }],
    ['with an advanced selector of all management events', { basic: [], advanced: [[MANAGEMENT]] }],
    ['with more than that', { basic: [], advanced: [[DATA], [MANAGEMENT, WRITES], [MANAGEMENT]] }],
    ['with a basic selector of all management events', { basic: [basic], advanced: [] }],
    ['with one of two basic selectors', { basic: [{ ...basic, readWriteType: 'ReadOnly' }, basic], advanced: [] }],
  ])('%s', async (_, selectors) => {
    const check = await checked('own', (trail) => [{ ...trail, selectors }]);
    expect(check).toEqual({ result: 'ok', found: `${OWN} records them`, fix: undefined });
  });

  test.each<readonly [string, FakeTrail['status']]>([
    ['that began to log just now, before its first digest file', { isLogging: true, hoursOfLogging: 2.9 }],
    ['that logs again, before its next one', { isLogging: true, hoursOfLogging: 1, hoursSinceDigest: 20 }],
    [
      'whose last one is of this hour, whatever went before',
      { isLogging: true, hoursOfLogging: 48, hoursSinceDigest: 1, digestError: 'SlowDown' },
    ],
  ])('%s', async (_, status) => {
    expect(await checked('own', (trail) => [{ ...trail, status }])).toMatchObject({ result: 'ok' });
  });

  test('of the organization that signs nothing: that is for its owner to decide', async () => {
    const check = await checked('organization', (trail) => [
      { ...trail, isValidated: false, status: { isLogging: true } },
    ]);
    expect(check).toMatchObject({ result: 'ok' });
  });

  test('of the organization that somebody else looks after, beside one of the account that does not', async () => {
    const check = await checked('organization', (trail) => [{ ...trail, arn: OWN, status: STOPPED }, trail]);
    expect(check).toMatchObject({ result: 'ok', found: `${OF_ORGANIZATION} records them` });
  });

  test('of the organization although a status beside it is refused', async () => {
    const check = await checked('organization', (trail) => [{ ...trail, arn: OWN, status: REFUSED }, trail]);
    expect(check).toMatchObject({ result: 'ok' });
  });

  test('of the organization whose selectors are not told, and it says so where there are any', async () => {
    const selective = await checked('organization', (trail) => [{ ...trail, selectors: undefined }]);
    expect(selective).toMatchObject({
      result: 'ok',
      found: `${OF_ORGANIZATION} logs in every Region; which events it selects is not told to this account`,
    });
    const simple = await checked('organization', (trail) => [{ ...trail, selectors: undefined, isSelective: false }]);
    expect(simple).toMatchObject({ result: 'ok', found: `${OF_ORGANIZATION} records them` });
  });
});

describe('a trail of orgstrap does not', () => {
  test.each<readonly [string, Partial<FakeTrail>, string, string]>([
    [
      'where somebody stopped it',
      { status: STOPPED },
      'does not log',
      `aws cloudtrail start-logging --name ${OWN} --region eu-west-1`,
    ],
    [
      'of one Region',
      { isOfEveryRegion: false },
      'is of eu-west-1 alone',
      `aws cloudtrail update-trail --name ${OWN} --s3-bucket-name orgstrap-trail-222222222222-eu-west-1-an --is-multi-region-trail`,
    ],
    [
      'without global services',
      { hasGlobalServices: false },
      'leaves out the events of global services',
      '--include-global-service-events',
    ],
    [
      'that delivers elsewhere',
      { bucket: 'mine' },
      'delivers into mine in place of orgstrap-trail-222222222222-eu-west-1-an',
      '--s3-bucket-name orgstrap-trail-222222222222-eu-west-1-an',
    ],
    [
      'that does not sign its files',
      { isValidated: false },
      'does not sign its files',
      `aws cloudtrail update-trail --name ${OWN} --enable-log-file-validation --region eu-west-1`,
    ],
    [
      'that has delivered no digest file although it should have',
      { status: { isLogging: true, hoursOfLogging: 3 } },
      'has delivered no digest file at all',
      `see why with aws cloudtrail get-trail-status --name ${OWN}`,
    ],
    [
      'of which nobody knows since when it logs, and that has delivered no digest file',
      { status: { isLogging: true } },
      'has delivered no digest file at all',
      'aws cloudtrail validate-logs',
    ],
    [
      'whose last digest file is old',
      { status: { isLogging: true, hoursOfLogging: 48, hoursSinceDigest: 5.5, digestError: 'AccessDenied' } },
      'has delivered no digest file for 5 hours (AccessDenied)',
      `aws cloudtrail validate-logs --trail-arn ${OWN}`,
    ],
    [
      'of data events alone',
      { selectors: { basic: [], advanced: [[DATA]] } },
      'records no management events',
      `aws cloudtrail put-event-selectors --trail-name ${OWN}`,
    ],
    [
      'of what changes something alone',
      { selectors: { basic: [], advanced: [[MANAGEMENT, WRITES]] } },
      'records management events only where readOnly Equals false',
      'put-event-selectors',
    ],
    [
      'with a basic selector without management events',
      { selectors: { basic: [{ ...basic, hasManagementEvents: false }], advanced: [] } },
      'records no management events',
      'put-event-selectors',
    ],
    [
      'with a basic selector of a part of them',
      {
        selectors: {
          basic: [{ ...basic, readWriteType: 'WriteOnly', leftOut: ['kms.amazonaws.com'] }],
          advanced: [],
        },
      },
      'records management events only where ReadWriteType is WriteOnly and the service is none of kms.amazonaws.com',
      'put-event-selectors',
    ],
  ])('%s', async (_, change, found, fix) => {
    const check = await checked('own', (trail) => [{ ...trail, ...change }]);
    expect(check).toEqual({
      result: 'finding',
      found: `${OWN} ${found}`,
      fix: expect.stringMatching(new RegExp(`^npx orgstrap plan .*${fix.replaceAll(/[.*/]/g, '\\$&')}`)),
    });
  });

  test('with several faults, which one command mends once', async () => {
    const check = await checked('own', (trail) => [
      { ...trail, status: STOPPED, isOfEveryRegion: false, hasGlobalServices: false },
    ]);
    expect(check.found).toBe(`${OWN} does not log, is of eu-west-1 alone, leaves out the events of global services`);
    expect(check.fix?.split('update-trail')).toHaveLength(2);
  });

  test('where it is gone, whatever other trails there are', async () => {
    const check = await checked('own', (trail) => [{ ...trail, arn: `${OWN}-2` }]);
    expect(check).toEqual({
      result: 'finding',
      found: `there is no trail ${OWN}`,
      fix: expect.stringContaining(
        'aws cloudtrail create-trail --name orgstrap --s3-bucket-name orgstrap-trail-222222222222-eu-west-1-an --kms-key-id arn:aws:kms:eu-west-1:222222222222:alias/orgstrap-audit',
      ),
    });
  });
});

describe('with a trail of the organization', () => {
  test('an account that it does not reach is a finding, with what it takes', async () => {
    const check = await checked('organization', () => []);
    expect(check).toMatchObject({ result: 'finding', found: 'no trail reaches this account' });
    expect(check.fix).toContain('--is-organization-trail');
    expect(check.fix).toContain('trail: own');
  });

  test('one that is stopped is a finding, and it is the one to be started', async () => {
    const check = await checked('organization', (trail) => [
      { ...trail, arn: OWN, isOfOrganization: false, status: STOPPED },
      { ...trail, status: STOPPED },
    ]);
    expect(check).toEqual({
      result: 'finding',
      found: `${OWN} does not log; ${OF_ORGANIZATION} does not log`,
      fix: `whoever runs the trail of the organization: aws cloudtrail start-logging --name ${OF_ORGANIZATION} --region us-east-1; or write trail: own below audit in org.yaml, and npx cdk deploy --all`,
    });
  });
});

test.each<readonly [string, (trail: FakeTrail) => readonly FakeTrail[] | Error]>([
  ['which trails there are', () => REFUSED],
  ['whether the trail logs', (trail) => [{ ...trail, status: REFUSED }]],
  ['what the trail selects', (trail) => [{ ...trail, selectors: REFUSED }]],
])('who may not see %s has not seen it', async (_, change) => {
  const check = await checked('own', change);
  expect(check).toEqual({
    result: 'not seen',
    found: expect.stringContaining('AWS refuses cloudtrail:GetTrailStatus'),
    fix: expect.stringContaining('deploy the auditor role of this version'),
  });
});
