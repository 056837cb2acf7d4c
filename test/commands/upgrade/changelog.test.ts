import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readChangelog, releasesBetween, UPGRADE_PARTS } from '../../../lib/commands/upgrade/changelog';
import { compareVersions, isPrerelease } from '../../../lib/domain/version';
import { packageVersion } from '../../../lib/policies/policies-folder';
import { ROOT } from '../../support/examples';

const RELEASE = `### What to do

- **Write** \`x\`, as [docs/a.md](docs/a.md) and [the other](docs/b.md#c) say.
  It goes on here.
- Then this.

### Replaced

- Nothing.

### Widened

- More.

### Narrowed

- Less.

### Also

- New, too.
`;
const TEXT = `# Changelog

Words before.

## Unreleased

${RELEASE}
## 0.4.0 (2027-01-01)

${RELEASE}
## 0.3.1 (2026-12-02)

${RELEASE}
## 0.3.0 (2026-12-01)

${RELEASE}`;

describe('the changelog of orgstrap', () => {
  const { releases, problems } = readChangelog(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'));

  test('has the form that upgrade reads', () => {
    expect(problems).toEqual([]);
  });

  test('tells of versions, the newest first, and of none that is not there', () => {
    const versions = releases.flatMap(({ version }) => version ?? []);
    expect(versions).toContain('0.2.0');
    expect(versions).toEqual([...versions].sort(compareVersions).reverse());
    expect(compareVersions(versions[0] ?? '', packageVersion())).toBeLessThanOrEqual(0);
    // What is published says what it means.
    if (!isPrerelease(packageVersion())) expect(versions[0]).toBe(packageVersion());
  });
});

describe('a changelog', () => {
  test('is read by version, part and entry', () => {
    const { releases, problems } = readChangelog(TEXT);
    expect(problems).toEqual([]);
    expect(releases.map(({ version }) => version)).toEqual([undefined, '0.4.0', '0.3.1', '0.3.0']);
    expect(releases[1]?.parts).toEqual({
      'What to do': ['Write `x`, as docs/a.md and the other (docs/b.md#c) say. It goes on here.', 'Then this.'],
      Replaced: [],
      Widened: ['More.'],
      Narrowed: ['Less.'],
    });
  });

  test.each([...UPGRADE_PARTS])('without %s says so', (part) => {
    expect(readChangelog(TEXT.replace(`### ${part}\n`, '### Something\n')).problems).toEqual([
      `line 5: Unreleased has nothing under ${part}; write Nothing.`,
    ]);
  });

  test.each([
    ['an entry above all headings', '## 1.0.0 (2027-01-01)\n\n- Lost.\n', 'line 3: an entry is under no heading'],
    [
      'a part without an entry',
      `## 1.0.0\n\n${RELEASE.replace('- Less.\n', '')}`,
      'line 1: 1.0.0 has nothing under Narrowed',
    ],
    ['a part twice', `## 1.0.0\n\n${RELEASE}\n${RELEASE}`, 'What to do is there twice'],
    ['another title', `## Next\n\n${RELEASE}`, 'line 1: found Next, expected a version or Unreleased'],
  ])('with %s says so', (_, text, problem) => {
    expect(readChangelog(text).problems.join('\n')).toContain(problem);
  });

  test.each([
    ['0.3.0', '0.4.0', ['0.4.0', '0.3.1']],
    ['0.3.1', '0.3.1', []],
    ['0.2.0', '0.3.0', ['0.3.0']],
    ['0.3.0-dev', '0.3.0', ['0.3.0']],
    ['0.4.0', '0.5.0-dev', [undefined]],
    ['0.3.1', '0.5.0-dev', [undefined, '0.4.0']],
    ['0.5.0-dev', '0.5.0-dev', [undefined]],
    ['0.4.0', '0.3.0', ['0.4.0', '0.3.1']],
  ])('tells of what is between %s and %s', (from, to, expected) => {
    const between = releasesBetween(readChangelog(TEXT), from, to);
    expect(between.map(({ version }) => version)).toEqual(expected);
  });
});
