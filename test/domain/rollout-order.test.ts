import { nearestBefore } from '../../lib/domain/rollout-order';

const DIAMOND = [
  { name: 'dev', after: [] },
  { name: 'eu', after: ['dev'] },
  { name: 'us', after: ['dev'] },
  { name: 'prod', after: ['eu', 'us'] },
];

function of(...some: readonly string[]) {
  return Object.fromEntries(nearestBefore(DIAMOND, new Set(some)));
}

describe('the environments directly before each', () => {
  test('are those that it is after', () => {
    expect(of('dev', 'eu', 'us', 'prod')).toEqual({ dev: [], eu: ['dev'], us: ['dev'], prod: ['eu', 'us'] });
  });

  test('are found behind those that are not asked for, each once', () => {
    expect(of('dev', 'prod')).toEqual({ dev: [], prod: ['dev'] });
    expect(of('dev', 'us', 'prod')).toEqual({ dev: [], us: ['dev'], prod: ['dev', 'us'] });
  });

  test('are none where nothing that is asked for comes before', () => {
    expect(of('eu', 'us')).toEqual({ eu: [], us: [] });
  });
});
