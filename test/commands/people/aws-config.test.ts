import fc from 'fast-check';
import { awsConfigBlock, type ProfileChoice, withProfiles } from '../../../lib/commands/people/aws-config';
import { EXIT } from '../../../lib/domain/failure';
import { environment, orgConfig } from '../../support/org-config';
import { identityCenterPeople, people } from '../../support/people';

const CONFIG = orgConfig({ people: people() });
const BEGIN = '# >>> orgstrap people o-exampleorgid >>>';
const END = '# <<< orgstrap people o-exampleorgid <<<';

function choice(changes: Partial<ProfileChoice> = {}): ProfileChoice {
  return { user: 'ada', sourceProfile: 'ops', format: 'config', ...changes };
}

function written(text: string, changes: Partial<ProfileChoice> = {}, config = CONFIG): string {
  return withProfiles(text, awsConfigBlock(config, choice(changes)), 'config');
}

/** The sections of an INI file, as whoever reads it sees them: a section that is there twice is an error. */
function sectionsOf(text: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const sections: Record<string, Record<string, string>> = {};
  let current: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const header = /^\[(.+)\]/.exec(line)?.[1];
    if (header !== undefined) {
      expect(sections).not.toHaveProperty([header]);
      current = {};
      sections[header] = current;
    } else if (/^[^#;]/.test(line)) {
      const [key = '', ...value] = line.split('=');
      current[key.trim()] = value.join('=').trim();
    }
  }
  return sections;
}

describe('the profiles', () => {
  test('are one for each role that the user reaches through any group, with what its trust demands', () => {
    const sections = sectionsOf(written(''));
    expect(Object.keys(sections)).toEqual(
      ['dev-admin', 'dev-viewer', 'dev-developer', 'stage-admin', 'prod-admin'].map((name) => `profile ${name}`),
    );
    expect(sections['profile dev-developer']).toEqual({
      role_arn: 'arn:aws:iam::444444444444:role/orgstrap/orgstrap-access-developer',
      source_profile: 'ops',
      mfa_serial: 'arn:aws:iam::333333333333:mfa/ada',
      role_session_name: 'ada',
      region: 'eu-west-1',
      duration_seconds: '3600',
    });
  });

  test('have the partition, the Region and the length of sessions of org.yaml, and the source profile that is asked for', () => {
    const config = orgConfig({ homeRegion: 'us-gov-west-1', people: people({ sessionHours: 4 }) });
    const sections = sectionsOf(written('', { user: 'grace@example.com', sourceProfile: 'acme.ops' }, config));
    expect(sections).toEqual({
      'profile dev-developer': {
        role_arn: 'arn:aws-us-gov:iam::444444444444:role/orgstrap/orgstrap-access-developer',
        source_profile: 'acme.ops',
        mfa_serial: 'arn:aws-us-gov:iam::333333333333:mfa/grace@example.com',
        role_session_name: 'grace@example.com',
        region: 'us-gov-west-1',
        duration_seconds: '14400',
      },
    });
  });

  test('have names that aws-vault and Granted take', () => {
    for (const name of awsConfigBlock(CONFIG, choice()).profiles) expect(name).toMatch(/^[a-z0-9._-]+$/);
  });

  test('for Extend Switch Roles start from Ops, and have the colours of their environments', () => {
    const sections = sectionsOf(written('', { format: 'extend-switch-roles' }));
    expect(sections.ops).toEqual({ aws_account_id: '333333333333' });
    expect(sections['prod-admin']).toEqual({
      role_arn: 'arn:aws:iam::666666666666:role/orgstrap/orgstrap-access-admin',
      source_profile: 'ops',
      color: 'f2b0a9',
      region: 'eu-west-1',
    });
    expect(Object.keys(sections)).toHaveLength(6);
  });

  test('are none where org.yaml names no account yet', () => {
    const empty = orgConfig({ environments: [{ ...environment('dev', 'ou-abcd-11111111', '1'), accounts: [] }] });
    expect(sectionsOf(written('[default]\n', {}, { ...empty, people: people() }))).toEqual({ default: {} });
  });

  test.each([
    ['NoPeople', 'there are no people', {}, orgConfig()],
    ['PeopleOfIdentityCenter', 'people are of Identity Center', {}, orgConfig({ people: identityCenterPeople() })],
    ['UnknownPerson', 'there is no such user', { user: 'Ada' }, CONFIG],
    ['UnfitSourceProfile', 'the source profile would end its line', { sourceProfile: 'ops\nregion = x' }, CONFIG],
    ['UnfitSourceProfile', 'the source profile is no name', { sourceProfile: '' }, CONFIG],
    ['UnfitSourceProfile', 'a profile would start from itself', { sourceProfile: 'prod-admin' }, CONFIG],
  ])('fail with %s where %s', (code, _, changes, config) => {
    expect(() => written('', changes, config)).toThrow(expect.objectContaining({ code, exitStatus: EXIT.unusable }));
  });
});

describe('in a file of somebody else', () => {
  const eol = fc.constantFrom('\n', '\r\n');
  const line = fc.oneof(
    fc.constantFrom(
      '[default]',
      '[profile mine]',
      '[profile "other"]',
      'region = us-east-1',
      '  nested = 1',
      '# note',
      '',
    ),
    fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((byte) => String.fromCharCode(byte)) }),
  );
  const foreign = fc
    .tuple(fc.array(fc.tuple(line, eol)), fc.option(line, { nil: '' }))
    .map(([lines, last]) => [...lines.flat(), last].join(''));

  test('every character stays, the block is added at the end, and a second run changes nothing', () => {
    fc.assert(
      fc.property(foreign, (text) => {
        const once = written(text);
        expect(once.startsWith(text)).toBe(true);
        expect(written(once)).toBe(once);
      }),
      { examples: [['[default]\r']] },
    );
  });

  test('every character around an earlier block stays, whatever was in the block', () => {
    fc.assert(
      fc.property(
        foreign,
        foreign,
        fc.array(fc.constantFrom('[profile dev-admin]', 'region = x', '')),
        (head, tail, old) => {
          const before = head === '' || head.endsWith('\n') ? head : `${head}\n`;
          const after = `\n${tail}`;
          const text = [before, [BEGIN, ...old, END].join('\n'), after].join('');
          const once = written(text);
          expect(once.startsWith(`${before}${BEGIN}`)).toBe(true);
          expect(once.endsWith(`${END}${after}`)).toBe(true);
          expect(once).toContain('[profile stage-admin]');
          expect(once).not.toContain('region = x');
          expect(written(once, { user: 'grace@example.com' })).toBe(written(text, { user: 'grace@example.com' }));
        },
      ),
    );
  });

  test('line ends are those of the file, and a missing last one stays missing', () => {
    const text = written('[default]\r\nregion = x');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(text.endsWith(END)).toBe(true);
    expect(written('').endsWith(`${END}\n`)).toBe(true);
  });

  test('the profiles of another organization stay', () => {
    const theirs = {
      ...awsConfigBlock(CONFIG, choice()),
      begin: '# >>> orgstrap people o-another >>>',
      end: '# <<< orgstrap people o-another <<<',
      lines: ['[profile sandbox-admin]'],
      profiles: ['sandbox-admin'],
    };
    const both = written(withProfiles('', theirs, 'config'));
    expect(Object.keys(sectionsOf(both))).toHaveLength(6);
    expect(withProfiles(both, theirs, 'config')).toBe(both);
    expect(written(both)).toBe(both);
  });

  test.each(['[profile prod-admin]', '[profile "prod-admin"] # mine', "  [ profile\t'prod-admin' ]", '[prod-admin]'])(
    '%s is not written a second time: the line is named, before the block and after it',
    (header) => {
      const before = `[default]\n${header}\nregion = x\n`;
      expect(() => written(before)).toThrow(
        expect.objectContaining({
          code: 'ProfileExists',
          message: expect.stringContaining('config:2 has a profile prod-admin'),
        }),
      );
      const after = `${BEGIN}\nold\n${END}\n${header}\n`;
      expect(() => written(after)).toThrow(expect.objectContaining({ message: expect.stringContaining('config:4 ') }));
    },
  );

  test('profiles with a part of a name, and comments with all of it, are in nobody’s way', () => {
    const text = '[profile prod-administrator]\n[profile my-prod-admin]\n# [profile prod-admin]\nname = [prod-admin]\n';
    expect(written(text)).toContain('\n[profile prod-admin]\n');
  });

  test.each([
    ['begins and does not end', `${BEGIN}\n`, '1'],
    ['ends and does not begin', `\n${END}\n`, '2'],
    ['ends before it begins', `${END}\n${BEGIN}\n`, '1, 2'],
    ['is there twice', `${BEGIN}\n${END}\n${BEGIN}\n${END}\n`, '1, 2, 3, 4'],
  ])('a block that %s is not guessed at', (_, text, lines) => {
    expect(() => written(text)).toThrow(
      expect.objectContaining({ code: 'BrokenBlock', message: expect.stringContaining(`found lines ${lines} of`) }),
    );
  });
});
