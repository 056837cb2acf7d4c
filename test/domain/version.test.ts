import { compareVersions, isPrerelease, isVersion } from '../../lib/domain/version';

// The order of https://semver.org/#spec-item-11, and releases around it.
const IN_ORDER = [
  '0.2.0',
  '0.3.0-dev',
  '0.3.0',
  '0.10.0',
  '1.0.0-1',
  '1.0.0-2',
  '1.0.0-11',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
];

test('versions have one order, whichever comes first', () => {
  for (const [index, one] of IN_ORDER.entries()) {
    for (const [otherIndex, other] of IN_ORDER.entries()) {
      expect([one, other, Math.sign(compareVersions(one, other))]).toEqual([one, other, Math.sign(index - otherIndex)]);
    }
  }
});

test.each(['0.3.0', '0.3.0-dev', '10.20.30-rc.1'])('%s is a version', (text) => {
  expect(isVersion(text)).toBe(true);
});

test.each(['', 'latest', '^0.3.0', '0.3', '0.3.x', 'v0.3.0', '0.3.0 ', '0.3.0-', '0.3.0; ls', '../0.3.0'])(
  '%j is none: it may mean another one tomorrow, or something else',
  (text) => {
    expect(isVersion(text)).toBe(false);
  },
);

test('what comes before a release is told by its hyphen', () => {
  expect([isPrerelease('0.3.0-dev'), isPrerelease('0.3.0')]).toEqual([true, false]);
});
