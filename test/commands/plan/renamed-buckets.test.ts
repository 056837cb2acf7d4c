import { type Plan, plan } from '../../../lib/commands/plan/plan';
import { planText, summaryOf } from '../../../lib/commands/plan/plan.text';
import { renamedBuckets } from '../../../lib/commands/plan/renamed-buckets';
import { renamedBucketsText } from '../../../lib/commands/plan/renamed-buckets.text';
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
  test('is told with both names, and with what keeps it', async () => {
    const moved = await planned(sharedOpsConfig({ bucketNamespace: 'global' }), sharedOpsConfig());
    expect(summaryOf(moved)).toMatchObject({ changes: true, renamesBuckets: true });
    expect(planText(moved, false, false)).toContain(`
refused: a deployment makes a new, empty bucket in the place of each of these, and leaves the old one with what it holds:
  ${LOGS} -> ${LOGS}-an
  ${STATE} -> ${STATE}-an
to keep them, write bucketNamespace: global in org.yaml
to move what they hold, follow docs/buckets.md, in which orgstrap plan --accept new-buckets is one of the steps
`);
  });

  test('is told without ways out once it is accepted', async () => {
    const moved = await planned(sharedOpsConfig({ bucketNamespace: 'global' }), sharedOpsConfig());
    const text = planText(moved, false, true);
    expect(text).toContain(`accepted: a deployment makes a new, empty bucket in the place of each of these`);
    expect(text).not.toContain('to keep them');
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
    expect(summaryOf(same)).toMatchObject({ changes: true, renamesBuckets: false });
    expect(planText(same, false, false)).not.toContain('refused');
  });
});

describe('what keeps buckets', () => {
  const keeping = (before: string, after: string) => renamedBucketsText([{ before, after }], false).at(-3);

  test('that are in the account-regional namespace is to say so', () => {
    expect(keeping(`${STATE}-an`, STATE)).toBe('to keep them, write bucketNamespace: account-regional in org.yaml');
  });

  test('of another account or Region is what was in org.yaml', () => {
    expect(keeping(STATE, `${STATE.replace('3333', '4444')}-an`)).toBe(
      'to keep them, put bucketNamespace, homeRegion and accounts.terraform back in org.yaml',
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
