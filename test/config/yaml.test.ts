import { changed, problemsOf, VALID } from './org-yaml';

const COPY = 'copy examples/four-accounts.yaml and put your own ids in';
const MAP = 'expected a map that starts with organization, homeRegion, deployFrom, ...';

describe('a file that is not an org.yaml', () => {
  test.each([
    { name: 'nothing at all', text: '' },
    { name: 'white space', text: '  \n\n' },
    { name: 'comments only', text: '# later\n' },
    { name: 'an empty document', text: '---\n...\n' },
    { name: 'a byte order mark only', text: '\uFEFF' },
  ])('an empty file is refused: $name', ({ text }) => {
    expect(problemsOf(text)).toEqual([`1:1 : found an empty file, ${MAP}; ${COPY}`]);
  });

  test('a list is refused', () => {
    expect(problemsOf('- organization\n- accounts\n')).toEqual([`1:1 : found a list, ${MAP}; ${COPY}`]);
  });

  test('a scalar is refused', () => {
    expect(problemsOf('hello\n')).toEqual([`1:1 : found "hello", ${MAP}; ${COPY}`]);
  });

  test('a number is refused', () => {
    expect(problemsOf('42')).toEqual([`1:1 : found the number 42, ${MAP}; ${COPY}`]);
  });

  test('a file that is no YAML is refused where it stops being YAML', () => {
    expect(problemsOf(changed('[dev, prod]', '[dev, prod'))).toEqual([
      expect.stringMatching(/^23:1 : found text that is not YAML \(.+\), expected YAML; /),
    ]);
  });

  test('a tab in the indentation is refused by name', () => {
    expect(problemsOf(changed('  terraform: "222222222222"\n  ops', '\tterraform: "222222222222"\n\tops'))).toEqual(
      expect.arrayContaining([expect.stringContaining('indent with spaces; YAML does not allow tabs there')]),
    );
  });

  test('two documents are refused', () => {
    expect(problemsOf(`${VALID}---\n${VALID}`)).toEqual([
      expect.stringMatching(/^26:1 : .*keep one document: remove the second --- and what follows it$/),
    ]);
  });

  test('binary data is refused', () => {
    expect(problemsOf('\u0000\u0001PNG\uFFFD')).toEqual([expect.stringMatching(/^1:1 : found /)]);
  });

  test('a YAML version in which 0123 is another number is refused', () => {
    expect(problemsOf(`%YAML 1.1\n---\n${VALID}`)).toEqual([
      '1:1 : found a %YAML directive for another version, expected YAML 1.2, in which a number is a number in every tool; remove the directive',
    ]);
  });

  test('one syntax error does not bury the reader in reports', () => {
    expect(problemsOf('[\n'.repeat(500)).length).toBeLessThanOrEqual(10);
  });
});

describe('YAML that is more than plain', () => {
  test('an alias is refused, because a review should see the value itself', () => {
    expect(problemsOf(changed('"222222222222"\n  ops: "333333333333"', '&own "222222222222"\n  ops: *own'))).toEqual([
      '9:8 accounts.ops: found the YAML alias "*own", expected every value written where it counts, for a reviewer to see; write the value itself',
    ]);
  });

  test('a merge key is refused', () => {
    const text = changed('  prod:\n', '  prod:\n    <<: *dev\n');
    expect(problemsOf(text)).toEqual([expect.stringContaining('found the YAML alias "*dev"')]);
  });

  test.each(['!!str 222222222222', '!account "222222222222"', '! 222222222222'])('a tag is refused: %s', (value) => {
    expect(problemsOf(changed('"222222222222"', value))).toEqual([
      expect.stringMatching(/accounts.terraform: found the YAML tag .*remove the tag; text that looks like a number/),
    ]);
  });

  test.each([
    {
      name: 'of aliases',
      text: `a: &a [x]\n${'bcdefghij'.replace(/./g, (key) => `${key}: &${key} [*a, *a, *a, *a]\n`)}`,
    },
    { name: 'of lists', text: '['.repeat(200_000) },
    { name: 'of maps', text: '{a: '.repeat(100_000) },
    { name: 'of block lists', text: '- '.repeat(100_000) },
    { name: 'of complex keys', text: '? '.repeat(100_000) },
    { name: 'of closed lists', text: `${'['.repeat(5_000)}${']'.repeat(5_000)}` },
  ])('a bomb $name is refused without harm', ({ text }) => {
    expect(problemsOf(text)).not.toEqual([]);
  });

  test('deep nesting is refused by name', () => {
    expect(problemsOf(`a: ${'['.repeat(100)}${']'.repeat(100)}`)).toEqual([
      '1:1 : found values nested in values dozens of levels deep, expected the few levels of an org.yaml; start again from a file under examples/',
    ]);
  });

  test('many keys are read in reasonable time', () => {
    const accounts = Array.from({ length: 10_000 }, (_, n) => `      w${n}: "${String(700_000_000_000 + n)}"\n`).join(
      '',
    );
    const started = performance.now();
    expect(problemsOf(changed(' { prod: "666666666666" }', `\n${accounts.trimEnd()}`))).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('the same file, written otherwise', () => {
  test('Windows line ends are fine', () => {
    expect(problemsOf(VALID.replaceAll('\n', '\r\n'))).toEqual([]);
  });

  test('Windows line ends leave positions right', () => {
    const text = changed('"222222222222"', '222222222222').replaceAll('\n', '\r\n');
    expect(problemsOf(text)).toEqual([expect.stringMatching(/^8:14 accounts.terraform: /)]);
  });

  test('a byte order mark is fine and counts as no column', () => {
    expect(problemsOf(`\uFEFF${VALID}`)).toEqual([]);
    expect(problemsOf(`\uFEFFaudit: {}\n${VALID}`)).toEqual([expect.stringMatching(/^1:1 audit\.trail: /)]);
  });

  test('JSON is fine, being YAML', () => {
    const json = '{"organization": {"id": "o-exampleorgid"}}';
    expect(problemsOf(json)).toContainEqual(expect.stringMatching(/^1:2 organization.rootId: found nothing/));
  });

  test('an anchor that nothing refers to is fine', () => {
    expect(problemsOf(changed('"222222222222"', '&terraform "222222222222"'))).toEqual([]);
  });
});

describe('a text that is no org.yaml for another reason', () => {
  test('has a conflict that a merge left, which is one problem', () => {
    const conflict = '<<<<<<< HEAD\nhomeRegion: eu-west-1\n=======\nhomeRegion: eu-west-2\n>>>>>>> other\n';
    expect(problemsOf(VALID.replace(/homeRegion: .*\n/, conflict))).toEqual([
      '5:1 : found a conflict that a merge left (<<<<<<<), expected one of its two sides; decide, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>',
    ]);
  });

  test('is cited in few characters, none of which a terminal acts on', () => {
    const [problem = ''] = problemsOf(`\u001b[31m${'x'.repeat(5_000)}: "\u0007`);
    expect(problem.length).toBeLessThan(400);
    expect(problem).not.toMatch(/\p{Cc}/u);
  });
});
