import * as fc from 'fast-check';
import { parse } from 'yaml';
import { editedOrgYaml, type OrgYamlEdit } from '../../lib/config/edit-org-yaml';

const BLOCK = `# first
environments:
  dev: # what is tried out
    organizationalUnits:
      - ou-ab12-aaaaaaaa # one
      - ou-ab12-bbbbbbbb
    accounts:
      # the oldest
      one: '111111111111' # Ann's
      two: "222222222222"
  prod: { organizationalUnits: [ou-ab12-cccccccc, ou-ab12-dddddddd], accounts: { three: "333333333333" } }
# last
`;

function edited(text: string, edit: OrgYamlEdit): string {
  const result = editedOrgYaml(text, edit);
  if (result === undefined) throw new Error('it has no place');
  return result;
}

/** The lines that an edit takes and gives. */
function difference(text: string, edit: OrgYamlEdit): readonly string[] {
  const [before, after] = [text, edited(text, edit)].map((each) => each.split('\n'));
  return [
    ...(before ?? []).filter((line) => !after?.includes(line)).map((line) => `-${line}`),
    ...(after ?? []).filter((line) => !before?.includes(line)).map((line) => `+${line}`),
  ];
}

const add = (environment: string, workspace: string): OrgYamlEdit => ({
  kind: 'add account',
  environment,
  workspace,
  id: '999999999999',
});
const remove = (environment: string, workspace: string): OrgYamlEdit => ({
  kind: 'remove account',
  environment,
  workspace,
});

describe('an account', () => {
  test('is added behind the last one of a block', () => {
    expect(difference(BLOCK, add('dev', 'nine'))).toEqual(['+      nine: "999999999999"']);
  });

  test('is added to a map in braces', () => {
    expect(difference(BLOCK, add('prod', 'nine'))).toEqual([
      '-  prod: { organizationalUnits: [ou-ab12-cccccccc, ou-ab12-dddddddd], accounts: { three: "333333333333" } }',
      '+  prod: { organizationalUnits: [ou-ab12-cccccccc, ou-ab12-dddddddd], accounts: { three: "333333333333", nine: "999999999999" } }',
    ]);
  });

  test('is added to a map in braces over several lines, with or without a comma at its end', () => {
    for (const comma of ['', ',']) {
      const text = `environments:\n  dev:\n    accounts: {\n      one: "111111111111"${comma} # Ann's\n    }\n`;
      expect(parse(edited(text, add('dev', 'nine')))).toEqual({
        environments: { dev: { accounts: { one: '111111111111', nine: '999999999999' } } },
      });
      expect(edited(text, add('dev', 'nine'))).toContain("# Ann's");
    }
  });

  test('is added to an empty map', () => {
    expect(edited('environments: { dev: { accounts: {} } }\n', add('dev', 'nine'))).toBe(
      'environments: { dev: { accounts: { nine: "999999999999" } } }\n',
    );
  });

  test('is added at the end of a file without a line end', () => {
    expect(edited('environments:\n  dev:\n    accounts:\n      one: "1"', add('dev', 'nine'))).toBe(
      'environments:\n  dev:\n    accounts:\n      one: "1"\n      nine: "999999999999"',
    );
  });

  test('is in quotes where YAML would take its name for a number', () => {
    expect(difference(BLOCK, add('dev', '42'))).toEqual(['+      "42": "999999999999"']);
  });

  test('is removed with its line, and with no other comment', () => {
    expect(difference(BLOCK, remove('dev', 'one'))).toEqual(["-      one: '111111111111' # Ann's"]);
    expect(difference(BLOCK, remove('dev', 'two'))).toEqual(['-      two: "222222222222"']);
  });

  test('that is the only one leaves an empty map', () => {
    expect(difference(BLOCK, remove('prod', 'three'))[1]).toContain('accounts: {} }');
    const text = 'environments:\n  dev:\n    accounts: # none\n      one: "1"\n    after: []\n';
    expect(edited(text, remove('dev', 'one'))).toBe('environments:\n  dev:\n    accounts: {} # none\n    after: []\n');
  });

  test('is removed from a map in braces wherever it is', () => {
    const text = 'environments: { dev: { accounts: { a: "1", b: "2", c: "3" } } }\n';
    expect(edited(text, remove('dev', 'a'))).toContain('{ b: "2", c: "3" }');
    expect(edited(text, remove('dev', 'b'))).toContain('{ a: "1", c: "3" }');
    expect(edited(text, remove('dev', 'c'))).toContain('{ a: "1", b: "2" }');
  });

  test('that is not there has no place', () => {
    expect(editedOrgYaml(BLOCK, remove('dev', 'nine'))).toBeUndefined();
    expect(editedOrgYaml(BLOCK, add('stage', 'nine'))).toBeUndefined();
  });
});

describe('an OU', () => {
  const removeUnit = (environment: string, unit: string): OrgYamlEdit => ({ kind: 'remove OU', environment, unit });

  test('is removed from a list, with its line where it has one', () => {
    expect(difference(BLOCK, removeUnit('dev', 'ou-ab12-aaaaaaaa'))).toEqual(['-      - ou-ab12-aaaaaaaa # one']);
    expect(difference(BLOCK, removeUnit('prod', 'ou-ab12-cccccccc'))[1]).toContain('[ou-ab12-dddddddd]');
    expect(difference(BLOCK, removeUnit('prod', 'ou-ab12-dddddddd'))[1]).toContain('[ou-ab12-cccccccc]');
  });

  test('that is the only one stays', () => {
    const text = 'environments: { dev: { organizationalUnits: [ou-ab12-aaaaaaaa] } }\n';
    expect(editedOrgYaml(text, removeUnit('dev', 'ou-ab12-aaaaaaaa'))).toBeUndefined();
  });
});

/** How somebody may write a map: in a block, in braces, in braces over several lines; with comments; with either line end. */
interface Style {
  readonly shape: 'block' | 'braces' | 'lines';
  readonly hasComma: boolean;
  readonly hasComments: boolean;
  readonly end: '\n' | '\r\n';
}

function written(accounts: readonly string[], { shape, hasComma, hasComments, end }: Style): string {
  const note = (name: string) => (hasComments ? ` # note of ${name}` : '');
  const entry = (name: string) => `${name}: "${ID}"`;
  const lines = {
    block: ['    accounts:', ...accounts.map((name) => `      ${entry(name)}${note(name)}`)],
    braces: [`    accounts: { ${accounts.map(entry).join(', ')} }`],
    lines: [
      '    accounts: {',
      ...accounts.map(
        (name, at) => `      ${entry(name)}${at < accounts.length - 1 || hasComma ? ',' : ''}${note(name)}`,
      ),
      '    }',
    ],
  };
  return ['# first', 'environments:', '  dev:', ...lines[shape], '    after: [] # last', ''].join(end);
}

const ID = '111111111111';
const ACCOUNTS = fc.uniqueArray(fc.constantFrom('a', 'b1', 'c-c', 'd_d', 'e', 'f'), { minLength: 1 });
const STYLE: fc.Arbitrary<Style> = fc.record({
  shape: fc.constantFrom('block', 'braces', 'lines'),
  hasComma: fc.boolean(),
  hasComments: fc.boolean(),
  end: fc.constantFrom('\n', '\r\n'),
});

function accountsOf(text: string): readonly string[] {
  return Object.keys(parse(text).environments.dev.accounts);
}

describe('in any style', () => {
  test('an account that is added is the last one, and every character of before is there in its order', () => {
    fc.assert(
      fc.property(ACCOUNTS, STYLE, (accounts, style) => {
        const text = written(accounts, style);
        const after = edited(text, add('dev', 'nine'));
        expect(accountsOf(after)).toEqual([...accounts, 'nine']);
        const start = [...text].findIndex((character, at) => character !== after[at]);
        const inserted = after.slice(start, start + after.length - text.length);
        expect(`${text.slice(0, start)}${inserted}${text.slice(start)}`).toBe(after);
        if (style.end === '\r\n') expect(after.replaceAll('\r\n', '')).not.toContain('\n');
      }),
    );
  });

  test('an account that is removed takes nobody with it, and no comment of another', () => {
    fc.assert(
      fc.property(ACCOUNTS, STYLE, fc.nat(), (accounts, style, number) => {
        const gone = accounts[number % accounts.length] ?? '';
        const after = edited(written(accounts, style), remove('dev', gone));
        const others = accounts.filter((name) => name !== gone);
        expect(accountsOf(after)).toEqual(others);
        if (style.hasComments && style.shape !== 'braces') {
          for (const name of others) expect(after).toContain(`# note of ${name}`);
        }
        expect(after).toContain('after: [] # last');
        if (style.end === '\r\n') expect(after.replaceAll('\r\n', '')).not.toContain('\n');
      }),
    );
  });

  test('what is added and removed again is the text of before', () => {
    fc.assert(
      fc.property(ACCOUNTS, STYLE, (accounts, style) => {
        const text = written(accounts, { ...style, shape: style.shape === 'lines' ? 'block' : style.shape });
        expect(edited(edited(text, add('dev', 'nine')), remove('dev', 'nine'))).toBe(text);
      }),
    );
  });
});
