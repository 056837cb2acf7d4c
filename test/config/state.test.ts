import { problemsOf, VALID } from './org-yaml';

function problemsWith(state: string): readonly string[] {
  return problemsOf(`${VALID}\n${state}\n`);
}

describe('where states are kept', () => {
  test('a second Region and a lock are taken', () => {
    expect(problemsWith('state: { replica: us-west-2, objectLock: { mode: governance, days: 30 } }')).toEqual([]);
  });

  test('a copy beside the states is none', () => {
    const home = /homeRegion: (\S+)/.exec(VALID)?.[1];
    expect(problemsWith(`state: { replica: ${home} }`)).toEqual([expect.stringContaining('the home Region')]);
  });

  test('a Region of another partition is out of reach', () => {
    expect(problemsWith('state: { replica: us-gov-west-1 }')).toEqual([expect.stringContaining('aws-us-gov')]);
  });

  test('no lock outlives what a bucket remembers', () => {
    expect(problemsWith('state: { objectLock: { mode: compliance, days: 366 } }')).toEqual([
      expect.stringContaining('365'),
    ]);
  });
});
