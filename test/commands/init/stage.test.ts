import { fitsInto, partsOf, wordsOf } from '../../../lib/commands/init/stage';

function told(name: string): readonly [system: string, stage: string | undefined] {
  const { system, stage } = partsOf(name);
  return [system, stage?.name];
}

describe('the stage in a name', () => {
  test.each([
    ['orders-dev', 'orders', 'dev'],
    ['app-001-preproduction', 'app-001', 'preprod'],
    ['imaging-non-prod', 'imaging', 'non-prod'],
    ['shop_nonprod', 'shop', 'non-prod'],
    ['OrdersProd', 'orders', 'prod'],
    ['dev-1', '', 'dev'],
    ['policy-test-1', 'policy', 'test'],
    ['Production', '', 'prod'],
    ['dev-orders', 'orders', 'dev'],
    ['pre-prod shop', 'shop', 'preprod'],
    ['sandbox-ann', '', 'sandbox'],
    ['sbx-ben', '', 'sandbox'],
    ['Workloads SDLC', 'workloads', 'sdlc'],
    ['people-gateway', 'people-gateway', undefined],
    ['product', 'product', undefined],
    ['core-vpc-int', 'core-vpc', 'int'],
    ['shop-test-harness', 'shop-test-harness', undefined],
    ['app-001', 'app-001', undefined],
    ['Zürich Prod', 'zurich', 'prod'],
    ['', '', undefined],
    ['42', '42', undefined],
  ])('%s is of the system "%s" and the stage %s', (name, system, stage) => {
    expect(told(name)).toEqual([system, stage]);
  });

  test('is of the rollout order dev, test, stage, prod', () => {
    const ranks = [
      'shop-sandbox',
      'shop-dev',
      'shop-sdlc',
      'shop-test',
      'shop-qa',
      'shop-int',
      'shop-staging',
      'shop-preprod',
      'shop-prod',
    ].map((name) => partsOf(name).stage?.rank ?? -1);
    expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
    expect(new Set(ranks).size).toBe(ranks.length);
  });

  test('of an account fits into an OU for all that comes before production, unless it is production', () => {
    const stage = (name: string) => partsOf(name).stage ?? { name: '', rank: -2 };
    expect(fitsInto(stage('dev'), stage('sdlc'))).toBe(true);
    expect(fitsInto(stage('prod'), stage('sdlc'))).toBe(false);
    expect(fitsInto(stage('prod'), stage('production'))).toBe(true);
    expect(fitsInto(stage('dev'), stage('test'))).toBe(false);
  });

  test('is found in words, however they are written', () => {
    expect(wordsOf('PolicyStaging')).toEqual(['policy', 'staging']);
    expect(wordsOf('individual_business.users')).toEqual(['individual', 'business', 'users']);
  });
});
