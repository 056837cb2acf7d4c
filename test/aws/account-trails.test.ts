import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { FoundTrail } from '../../lib/aws/account-trails';
import { CloudTrailAccountTrails } from '../../lib/aws/account-trails';
import { type Answer, answering, json } from './answering';

const TRAIL: FoundTrail = {
  arn: 'arn:aws:cloudtrail:us-east-1:111111111111:trail/everything',
  homeRegion: 'us-east-1',
  bucket: 'everything',
  isOfEveryRegion: true,
  hasGlobalServices: true,
  isOfOrganization: true,
  isValidated: true,
  isSelective: false,
};

/** In seconds, as CloudTrail tells times. */
const NOW = 1_790_000_000;

function trails(answer: Answer) {
  const { settings, sent } = answering(() => answer);
  const regions: string[] = [];
  const clientIn = (region: string) => {
    regions.push(region);
    return new CloudTrailClient({ ...settings, region });
  };
  const now = () => NOW * 1_000;
  return { trails: new CloudTrailAccountTrails(new CloudTrailClient(settings), clientIn, now), sent, regions };
}

describe('the trails of an account', () => {
  test('are its own, and those that it has copies of', async () => {
    const { trails: found, sent } = trails(
      json({
        trailList: [
          {
            Name: 'everything',
            TrailARN: TRAIL.arn,
            HomeRegion: 'us-east-1',
            S3BucketName: 'everything',
            IsMultiRegionTrail: true,
            IncludeGlobalServiceEvents: true,
            IsOrganizationTrail: true,
            LogFileValidationEnabled: true,
            HasCustomEventSelectors: false,
          },
        ],
      }),
    );
    expect(await found.all()).toEqual([TRAIL]);
    expect(sent[0]).toMatch(/\.DescribeTrails .*"includeShadowTrails":true/);
  });

  test('that AWS says little of are taken for the worst', async () => {
    const arn = 'arn:aws:cloudtrail:eu-west-1:444444444444:trail/orgstrap';
    const { trails: found } = trails(json({ trailList: [{ TrailARN: arn, HomeRegion: 'eu-west-1' }, {}] }));
    expect(await found.all()).toEqual([
      {
        arn,
        homeRegion: 'eu-west-1',
        bucket: '',
        isOfEveryRegion: false,
        hasGlobalServices: false,
        isOfOrganization: false,
        isValidated: false,
        isSelective: false,
      },
    ]);
  });

  test.each<readonly [object, object]>([
    [{ IsLogging: true }, { isLogging: true }],
    [{ IsLogging: false }, { isLogging: false }],
    [{}, { isLogging: false }],
    [
      { IsLogging: true, StartLoggingTime: NOW - 7_200, LatestDigestDeliveryTime: NOW - 5_400 },
      { isLogging: true, hoursOfLogging: 2, hoursSinceDigest: 1.5 },
    ],
    [
      { IsLogging: true, LatestDigestDeliveryError: 'AccessDenied' },
      { isLogging: true, digestError: 'AccessDenied' },
    ],
  ])('log and sign or do not, which is asked by their ARN: %j', async (answer, status) => {
    const { trails: found, sent, regions } = trails(json(answer));
    expect(await found.status(TRAIL)).toEqual(status);
    expect(sent).toEqual([expect.stringMatching(new RegExp(`\\.GetTrailStatus .*"Name":"${TRAIL.arn}"`))]);
    expect(regions).toEqual([]);
  });

  test('that may not be seen are refused by the name of the action', async () => {
    const { trails: found } = trails(json({ __type: 'AccessDeniedException', Message: 'no' }, 400));
    await expect(found.all()).rejects.toThrow('cloudtrail:DescribeTrails');
    await expect(found.status(TRAIL)).rejects.toThrow('cloudtrail:GetTrailStatus');
    await expect(found.selectors({ ...TRAIL, isOfOrganization: false })).rejects.toThrow(
      'cloudtrail:GetEventSelectors',
    );
  });
});

describe('what a trail selects', () => {
  test('is asked in the Region in which it was made', async () => {
    const { trails: found, regions } = trails(json({ EventSelectors: [], AdvancedEventSelectors: [] }));
    expect(await found.selectors(TRAIL)).toEqual({ basic: [], advanced: [] });
    expect(regions).toEqual(['us-east-1']);
  });

  test('is basic selectors, with what AWS takes for granted where they say nothing', async () => {
    const { trails: found } = trails(
      json({
        EventSelectors: [
          {},
          {
            IncludeManagementEvents: false,
            ReadWriteType: 'WriteOnly',
            ExcludeManagementEventSources: ['kms.amazonaws.com'],
          },
        ],
      }),
    );
    expect(await found.selectors(TRAIL)).toEqual({
      basic: [
        { hasManagementEvents: true, readWriteType: 'All', leftOut: [] },
        { hasManagementEvents: false, readWriteType: 'WriteOnly', leftOut: ['kms.amazonaws.com'] },
      ],
      advanced: [],
    });
  });

  test('is advanced selectors, a condition for each operator', async () => {
    const { trails: found } = trails(
      json({
        AdvancedEventSelectors: [
          {
            Name: 'most',
            FieldSelectors: [
              { Field: 'eventCategory', Equals: ['Management'] },
              { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'], EndsWith: [] },
              { Field: 'eventName', StartsWith: ['Put'] },
            ],
          },
        ],
      }),
    );
    expect(await found.selectors(TRAIL)).toEqual({
      basic: [],
      advanced: [
        [
          { field: 'eventCategory', operator: 'Equals', values: ['Management'] },
          { field: 'eventSource', operator: 'NotEquals', values: ['kms.amazonaws.com'] },
          { field: 'eventName', operator: 'StartsWith', values: ['Put'] },
        ],
      ],
    });
  });

  test.each([
    'AccessDeniedException',
    'CloudTrailARNInvalidException',
    'OperationNotPermittedException',
    'TrailNotFoundException',
  ])('is not told to an account whose organization has the trail: %s', async (name) => {
    const { trails: found } = trails(json({ __type: name, Message: 'no' }, 400));
    expect(await found.selectors(TRAIL)).toBeUndefined();
    await expect(found.selectors({ ...TRAIL, isOfOrganization: false })).rejects.toThrow();
  });

  test('that could not be asked is no answer', async () => {
    const { trails: found } = trails(json({ __type: 'ThrottlingException', Message: 'slow' }, 400));
    await expect(found.selectors(TRAIL)).rejects.toThrow('slow');
  });
});
