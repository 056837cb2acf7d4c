import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../support/examples';
import { orgConfig } from '../../support/org-config';
import { filesOf, withStates } from './written';

interface Findings {
  readonly parser: readonly string[];
  readonly actionlint: readonly string[];
}

/** The workflows that orgstrap writes, with and without OIDC, its own, the example for nag, and that of a company. */
const WORKFLOWS: Readonly<Record<string, string>> = {
  ...filesOf('github', 'github'),
  ...filesOf('github', 'jenkins'),
  ...filesOf('github', 'delivery', withStates(['network', 'app'], orgConfig().environments)),
  ...Object.fromEntries(
    ['.github/workflows', 'examples/workflows', 'examples/company/.github/workflows'].flatMap((folder) =>
      readdirSync(join(ROOT, folder))
        .map((name) => join(folder, name))
        .map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]),
    ),
  ),
};

/** What the validators of GitHub's workflows find: GitHub's own parser with its schema, and actionlint. One process for all. */
function findingsIn(workflows: Readonly<Record<string, string>>): Readonly<Record<string, Findings>> {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    // actionlint is WebAssembly: V8 would spend a second to optimize what runs for a tenth of one.
    ['--liftoff-only', '--import', 'tsx', join(__dirname, 'workflow-findings.ts')],
    { cwd: ROOT, encoding: 'utf8', input: JSON.stringify(workflows) },
  );
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

function planted(name: string, found: RegExp, instead: string): Readonly<Record<string, string>> {
  const text = WORKFLOWS['terraform-github-apply.yml'] ?? '';
  if (!found.test(text)) throw new Error(`nothing there is like ${found}`);
  return { [name]: text.replace(found, instead) };
}

const findings = findingsIn({
  ...WORKFLOWS,
  ...planted('an unknown key', /runs-on:/, 'runs_on:'),
  ...planted('an unknown permission', /id-token: write/, 'id-token: wirte'),
  ...planted('an unknown context', /\$\{\{ steps\./, '$${{ stepz.'),
  ...planted('an unknown job', /- plan-dev$/m, '- plan-nobody'),
});

test.each(Object.keys(WORKFLOWS))("GitHub's own parser and actionlint find nothing in %s", (name) => {
  expect(findings[name]).toEqual({ parser: [], actionlint: [] });
});

test.each([
  { name: 'an unknown key', parser: /'runs_on'/, actionlint: /"runs_on"/ },
  { name: 'an unknown permission', parser: /'wirte'/, actionlint: /"wirte"/ },
  { name: 'an unknown context', parser: /'stepz'/, actionlint: /"stepz"/ },
])('both find $name', ({ name, parser, actionlint }) => {
  expect(findings[name]?.parser.join('\n')).toMatch(parser);
  expect(findings[name]?.actionlint.join('\n')).toMatch(actionlint);
});

test('actionlint finds a job that needs one that is not there', () => {
  expect(findings['an unknown job']?.actionlint.join('\n')).toMatch(/"plan-nobody"/);
});
