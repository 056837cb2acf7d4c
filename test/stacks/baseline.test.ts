import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildGuardrails } from '../../lib/stacks/build-guardrails';
import { Assembly, builtApp } from '../support/assembly';
import { example, ROOT } from '../support/examples';

/** While this is the version, its templates are the same as they were when it was released. */
const BASELINE = '0.2.0';
const FOLDER = join(ROOT, 'test', 'baseline', BASELINE);

const WHAT_TO_DO = `The baseline is what users of ${BASELINE} have deployed, so it is never written again. If the change is meant: raise the
version in package.json, say in CHANGELOG.md what changes in every account, and let this test prove that an upgrade from
${BASELINE} works, in the place of equality. See test/baseline/README.md.`;

test(`the version is still ${BASELINE}`, () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(version === BASELINE ? '' : `it is ${version}. ${WHAT_TO_DO}`).toBe('');
});

test.each(readdirSync(FOLDER))(
  `the templates of %s are those of ${BASELINE}`,
  (name) => {
    const config = example(join('..', 'test', 'baseline', BASELINE, name, 'org.yaml'));
    const app = builtApp(config);
    if (config.guardrails !== undefined) buildGuardrails(app, config);
    const differences = differencesOf(
      textsOf(new Assembly(join(FOLDER, name))),
      textsOf(new Assembly(app.synth().directory)),
    );
    expect(differences.length === 0 ? '' : [...differences, WHAT_TO_DO].join('\n')).toBe('');
  },
  60_000,
);

describe('the comparison', () => {
  const text = (resources: object) => JSON.stringify({ Description: 'd', Resources: resources });
  const kept = new Map([['A', text({ role: { Type: 'X', Properties: { a: 1, b: 2 } }, key: { Type: 'Y' } })]]);

  test.each([
    ['a template that is gone', new Map<string, string>(), ['A is gone']],
    ['a new template', new Map([...kept, ['B', '{}']]), ['B is new']],
    ['a property', changed({ role: { Type: 'X', Properties: { a: 1, b: 3 } }, key: { Type: 'Y' } }), ['A: role']],
    ['a resource that is gone, and a new one', changed({ role: { Type: 'X' }, lock: {} }), ['A: role, key, lock']],
    [
      'another order',
      changed({ key: { Type: 'Y' }, role: { Type: 'X', Properties: { a: 1, b: 2 } } }),
      ['A: the order'],
    ],
    ['nothing', kept, []],
  ])('sees %s', (_, made, differences) => {
    expect(differencesOf(kept, made)).toEqual(differences);
  });

  function changed(resources: object): ReadonlyMap<string, string> {
    return new Map([['A', text(resources)]]);
  }
});

/** Each template of an assembly as the one line that is deployed, by the name of its stack. */
function textsOf(assembly: Assembly): ReadonlyMap<string, string> {
  return new Map(
    assembly.templates.map((file) => [
      file.replace('.template.json', ''),
      JSON.stringify(JSON.parse(assembly.text(file))),
    ]),
  );
}

/** What differs, by stack and by logical id; the order of keys counts, because two synths give the same bytes. */
function differencesOf(kept: ReadonlyMap<string, string>, made: ReadonlyMap<string, string>): readonly string[] {
  const gone = [...kept.keys()].filter((stack) => !made.has(stack)).map((stack) => `${stack} is gone`);
  const other = [...made].flatMap(([stack, text]) => {
    const before = kept.get(stack);
    if (before === undefined) return [`${stack} is new`];
    return before === text ? [] : [`${stack}: ${changedIn(JSON.parse(before), JSON.parse(text)) || 'the order'}`];
  });
  return [...gone, ...other];
}

function changedIn(before: Sections, after: Sections): string {
  const sections = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...sections].flatMap((section) => changedEntries(section, before[section], after[section])).join(', ');
}

function changedEntries(section: string, before: unknown, after: unknown): readonly string[] {
  if (!isMap(before) || !isMap(after)) return before === after ? [] : [section];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

type Sections = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Sections {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
