import { join } from 'node:path';
import { retiredConfig } from '../../../lib/commands/destroy/retired-config';
import { plan } from '../../../lib/commands/plan/plan';
import { usableConfig } from '../../../lib/commands/usable-config';
import { ROOT } from '../../support/examples';
import { deployed, deploymentAccountWith, stacksOf, synthesizing } from '../plan/fake-deployment-account';

/** With what the drill of destroy has not: the management account, Identity Center, platform accounts. */
const SHAPES = ['management.yaml', 'identity-center.yaml', 'layouts/recommended-ous.yaml'];

test.each(SHAPES)('%s can be retired as a whole: no rule of plan refuses it', async (example) => {
  const file = join(ROOT, 'examples', example);
  const retired = retiredConfig(file);
  const before = deploymentAccountWith(deployed(usableConfig(file)));
  const { edits } = await plan(retired, synthesizing(stacksOf(retired)), before);
  expect(edits.filter(({ verdict }) => verdict === 'refused').map(({ found }) => found)).toEqual([]);
});

test('what the management account has, and what left, goes with the rest', async () => {
  const file = join(ROOT, 'examples', 'management.yaml');
  const retired = retiredConfig(file);
  const before = deploymentAccountWith(deployed(usableConfig(file)));
  const { leftBehind } = await plan(retired, synthesizing(stacksOf(retired)), before);
  expect(leftBehind.map(({ stack }) => stack)).toContain('orgstrap-ManagementAccount');
});
