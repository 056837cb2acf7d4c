import { isValid, problemsOf } from './org-yaml-problems';
import { BLOCKS, blocksOf, PAGES } from './pages';
import { orgYamlsOf } from './yaml-blocks';

const [STEP_1] = orgYamlsOf(
  BLOCKS.filter(({ page }) => page === 'README.md'),
  {},
  isValid,
);

test('the README begins with a whole org.yaml', () => {
  expect(STEP_1).toBeDefined();
  expect(problemsIn('README.md', STEP_1 === undefined ? [] : [STEP_1])).toEqual([]);
});

const WITH_YAML = PAGES.filter((page) => BLOCKS.some((block) => block.page === page && block.language === 'yaml'));

test.each(WITH_YAML)('each org.yaml in %s is valid, and each part of one where it goes', (page) => {
  const blocks = BLOCKS.filter((block) => block.page === page);
  expect(problemsIn(page, orgYamlsOf(blocks, STEP_1?.file ?? {}, isValid))).toEqual([]);
});

test('that finds what is wrong', () => {
  const wrong = blocksOf(
    'x.md',
    '```yaml\npeople:\n  groups: { a: { access: { nowhere: admin } } }\n  users: {}\n```\n',
  );
  expect(problemsIn('x.md', orgYamlsOf(wrong, STEP_1?.file ?? {}, isValid))).toEqual([
    expect.stringContaining('x.md:1: people.groups.a.access.nowhere'),
  ]);
});

function problemsIn(page: string, files: ReturnType<typeof orgYamlsOf>): readonly string[] {
  return files.flatMap(({ line, file }) => problemsOf(file).map((problem) => `${page}:${line}: ${problem}`));
}
