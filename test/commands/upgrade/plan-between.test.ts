import { join } from 'node:path';
import { obstaclesIn } from '../../../lib/commands/plan/edits/edits';
import { planText } from '../../../lib/commands/plan/plan.text';
import { planBetween } from '../../../lib/commands/upgrade/plan-between';
import { example } from '../../support/examples';
import { assembledOf } from '../deploy/fake-cloud';
import { keptOf, withTemplate } from './assembled';

const CONFIG = example('four-accounts.yaml');
const APP = assembledOf(CONFIG);
const VERSIONS = { deployed: '0.3.0', own: '0.4.0', upgradesFrom: '0.2.0' };

test('two versions that make the same change nothing', () => {
  const plan = planBetween(CONFIG, APP, APP, VERSIONS);
  expect(plan.waves.map(({ state }) => state)).toEqual(APP.stacks.map(() => 'unchanged'));
  expect([plan.edits, plan.leftBehind, plan.waves.flatMap(({ findings }) => findings)]).toEqual([[], [], []]);
});

test('what a member template allows more is told for each environment that gets it, with the accounts of org.yaml', () => {
  const wider = (template: string) => template.replaceAll('s3:CreateBucket*', 's3:Create*');
  const plan = planBetween(CONFIG, APP, withTemplate(APP, 'ProductAccounts-prod', wider), VERSIONS);
  const changed = plan.waves.filter(({ state }) => state !== 'unchanged');
  expect(changed.map(({ stack, reach }) => [stack, reach.named])).toEqual([
    ['orgstrap-ProductAccounts-prod', ['prod 666666666666']],
  ]);
  expect(changed.flatMap(({ findings }) => findings).map(({ direction }) => direction)).toContain('widens');
  expect(planText(plan, false)).toContain('s3:Create*');
});

test('a stack that the new version lacks is left behind', () => {
  const less = { ...APP, stacks: APP.stacks.filter(({ name }) => name !== 'orgstrap-OpsAccount') };
  expect(planBetween(CONFIG, APP, less, VERSIONS).leftBehind.map(({ stack }) => stack)).toEqual([
    'orgstrap-OpsAccount',
  ]);
});

test('going back is judged by what the older version would delete', () => {
  const back = { deployed: '0.4.0', own: '0.3.0', upgradesFrom: '0.2.0' };
  const [same] = obstaclesIn(planBetween(CONFIG, APP, APP, back).edits, []);
  expect(same).toMatchObject({ verdict: 'to be accepted', accept: 'older-version' });
  const more = withTemplate(APP, 'TerraformAccount', (text) =>
    JSON.stringify({
      ...JSON.parse(text),
      Resources: { ...JSON.parse(text).Resources, New: { Type: 'AWS::SNS::Topic' } },
    }),
  );
  const [edit] = obstaclesIn(planBetween(CONFIG, more, APP, back).edits, ['older-version']);
  expect(edit?.why).toContain('AWS::SNS::Topic New');
});

describe('the upgrade of what 0.2.0 made', () => {
  const upgradeOf = (name: string) => {
    const config = {
      ...example(join('..', 'test', 'baseline', '0.2.0', name, 'org.yaml')),
      bucketNamespace: 'global' as const,
    };
    const versions = { ...VERSIONS, deployed: '0.2.0' };
    return planBetween(config, keptOf(config, '0.2.0', name), assembledOf(config), versions);
  };

  test('of four accounts replaces nothing, and is one deployment', () => {
    const plan = upgradeOf('four-accounts');
    expect(obstaclesIn(plan.edits, [])).toEqual([]);
    const actions = plan.waves.flatMap(({ changes }) => changes).map(({ action }) => action);
    expect(actions).toContain('change');
    expect(actions.filter((action) => /replace/.test(action))).toEqual([]);
  });

  test('with an audit is refused as plan refuses it, with the sets that go first', () => {
    const [edit] = obstaclesIn(upgradeOf('identity-center').edits, []);
    expect(edit?.steps[0]).toEqual({
      run: expect.stringContaining('aws cloudformation delete-stack --stack-name orgstrap-Forwarding '),
    });
  });
});
