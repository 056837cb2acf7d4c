import type { HomeRegion } from '../../lib/domain/region';
import { watchedRegions } from '../../lib/domain/watched-accounts';
import { orgConfig } from '../support/org-config';

describe('watched are', () => {
  test.each<[string, HomeRegion, readonly HomeRegion[]]>([
    ['the home Region and that of global services', 'eu-west-1', ['eu-west-1', 'us-east-1']],
    ['the home Region once, where it is that of global services', 'us-east-1', ['us-east-1']],
    ['those of IAM and of Organizations in China', 'cn-northwest-1', ['cn-northwest-1', 'cn-north-1']],
    ['that of GovCloud', 'us-gov-east-1', ['us-gov-east-1', 'us-gov-west-1']],
  ])('%s', (_, homeRegion, regions) => {
    expect(watchedRegions(orgConfig({ homeRegion }))).toEqual(regions);
  });

  test('further Regions, where org.yaml names some', () => {
    const audit = { trail: 'own', retentionDays: 365, email: [], regions: ['eu-central-1', 'us-east-1'] } as const;
    expect(watchedRegions(orgConfig({ audit }))).toEqual(['eu-west-1', 'us-east-1', 'eu-central-1']);
  });
});
