import { type Plan, plan } from '../../../lib/commands/plan/plan';
import { planText } from '../../../lib/commands/plan/plan.text';
import { renamedBuckets } from '../../../lib/commands/plan/renamed-buckets';
import { refusedBucketsText } from '../../../lib/commands/plan/renamed-buckets.text';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { orgConfig, sharedOpsConfig } from '../../support/org-config';
import { deployed, deploymentAccountWith, stacksOf, synthesizing } from './fake-deployment-account';
import { of, template } from './small-templates';

const STATE = 'orgstrap-state-delivery-333333333333-eu-west-1';
const LOGS = 'orgstrap-access-logs-333333333333-eu-west-1';

function planned(before: OrgConfig, after: OrgConfig): Promise<Plan> {
  return plan(after, synthesizing(stacksOf(after)), deploymentAccountWith(deployed(before)));
}

describe('a deployed bucket that would get another name', () => {
  test('is told with both names where that is accepted', async () => {
    const moved = await planned(sharedOpsConfig({ bucketNamespace: 'global' }), sharedOpsConfig());
    expect(planText(moved, false)).toContain(`
accepted: a deployment would make a new, empty bucket in the place of each of these, and leave the old one with what it holds:
  ${LOGS} -> ${LOGS}-an
  ${STATE} -> ${STATE}-an
`);
  });

  test('is found in the member template of a StackSet, too', async () => {
    const moved = await planned(orgConfig({ bucketNamespace: 'global' }), orgConfig());
    expect(moved.waves.flatMap((wave) => wave.renamedBuckets.map(({ after }) => `${wave.stack} ${after}`))).toEqual([
      'orgstrap-TerraformAccount orgstrap-access-logs-222222222222-eu-west-1-an',
      'orgstrap-Pipeline-delivery orgstrap-state-delivery-222222222222-eu-west-1-an',
    ]);
  });

  test('is none where the names stay', async () => {
    const same = await planned(sharedOpsConfig(), sharedOpsConfig({ terraform: { services: ['s3', 'logs'] } }));
    expect(same.waves.map(({ state }) => state)).toContain('changed');
    expect(same.waves.flatMap((wave) => wave.renamedBuckets)).toEqual([]);
    expect(planText(same, false)).not.toContain('accepted');
  });
});

describe('what keeps buckets', () => {
  const keeping = (before: string, after: string) => refusedBucketsText([{ before, after }]).split('\n').at(-2);

  test('in the global namespace is to say so', () => {
    expect(keeping(STATE, `${STATE}-an`)).toBe('to keep the names, write bucketNamespace: global in org.yaml');
  });

  test('in the account-regional namespace is to say nothing', () => {
    expect(keeping(`${STATE}-an`, STATE)).toBe('to keep the names, remove bucketNamespace from org.yaml');
  });

  test('of another account or Region is what was in org.yaml', () => {
    expect(keeping(STATE, `${STATE.replace('3333', '4444')}-an`)).toBe(
      'to keep the names, put bucketNamespace, homeRegion and accounts.terraform back in org.yaml',
    );
  });
});

describe('no bucket is renamed', () => {
  const bucket = (properties: object = {}) => of('AWS::S3::Bucket', properties);

  test.each([
    ['that comes', {}, { B: bucket() }],
    ['that goes', { B: bucket({ BucketName: 'b' }) }, {}],
    ['in the place of which something else comes', { B: bucket() }, { B: of('AWS::SNS::Topic') }],
    ['that CloudFormation names', { B: bucket() }, { B: bucket({ VersioningConfiguration: {} }) }],
  ])('%s', (_, before, after) => {
    expect(renamedBuckets(template(before), template(after))).toEqual([]);
  });

  test('but one that loses the name that it was given', () => {
    const renamed = renamedBuckets(template({ B: bucket({ BucketName: 'b' }) }), template({ B: bucket() }));
    expect(renamed).toEqual([{ before: 'b', after: 'a name that CloudFormation makes up' }]);
  });
});
