import { templateSize } from '../../lib/checks/template-size';
import { type Assembly, builtApp, checked } from '../support/assembly';
import { EXAMPLES, example } from '../support/examples';

/** What a deploy reads: the templates and the manifest. The validation report has the paths of this machine in it. */
function filesThatMatter(assembly: Assembly): Readonly<Record<string, string>> {
  return Object.fromEntries([...assembly.templates, 'manifest.json'].map((name) => [name, assembly.text(name)]));
}

describe.each(EXAMPLES)('examples/%s', (file) => {
  const assembly = checked(builtApp(example(file)));

  test('makes the same bytes a second time', () => {
    const second = checked(builtApp(example(file)));
    expect(second.folder).not.toBe(assembly.folder);
    expect(filesThatMatter(second)).toEqual(filesThatMatter(assembly));
  });

  test('has nothing of this machine in its templates and its manifest', () => {
    const text = Object.values(filesThatMatter(assembly)).join('\n');
    expect(text).not.toContain(process.cwd());
    expect(text).not.toContain(assembly.folder);
  });

  test('stays far below the size that CloudFormation takes, as JSON and as the YAML of the CDK CLI', () => {
    const sizes = Object.fromEntries(assembly.templates.map((name) => [name, templateSize(assembly.text(name))]));
    expect(Object.keys(sizes).length).toBeGreaterThan(3);
    expect(Object.entries(sizes).filter(([, size]) => size >= 40_000)).toEqual([]);
  });
});

test('the examples of the issue are there', () => {
  expect(EXAMPLES).toEqual(
    expect.arrayContaining(['four-accounts.yaml', 'two-accounts.yaml', 'management.yaml', 'fifty-accounts.yaml']),
  );
});
