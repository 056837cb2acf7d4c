import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../lib/commands/main';
import { validateCommand } from '../../../lib/commands/validate/validate.command';
import { EXIT } from '../../../lib/domain/failure';
import { changed, SERVICES, VALID } from '../../config/org-yaml';
import { contextOf } from '../context-of';
import { RecordingIo } from '../recording-io';

const mockServices = SERVICES;
jest.mock('../../../lib/policies/policies-folder', () => ({
  ...jest.requireActual('../../../lib/policies/policies-folder'),
  serviceNames: () => mockServices,
}));

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-'));
  file = join(folder, 'org.yaml');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function validate(text: string, { options = [], io = new RecordingIo() }: Partial<Run> = {}) {
  writeFileSync(file, text);
  const status = await main(['validate', '--config', file, ...options], [validateCommand], contextOf(io));
  return { status, out: io.out.replaceAll(file, 'org.yaml'), err: io.err.replaceAll(file, 'org.yaml') };
}

interface Run {
  readonly options: readonly string[];
  readonly io: RecordingIo;
}

const TWO_MISTAKES = changed('[s3, ec2]', '[s3, ec3]').replace('"222222222222"', '222222222222');

describe('orgstrap validate', () => {
  test('shows every problem with its place on stderr, and ends with 2', async () => {
    expect(await validate(TWO_MISTAKES)).toEqual({
      status: EXIT.unusable,
      out: '',
      err: `org.yaml:8:14  accounts.terraform: found the number 222222222222, expected the 12 digits of an AWS account id, as text in quotes
    fix: put it in quotes, "222222222222"; without them YAML made a number of it

org.yaml:18:18  terraform.services[1]: found the unknown service "ec3", expected one of ec2, lambda, s3
    fix: did you mean ec2? correct the name, or add it to policies/services beside org.yaml

2 problems
`,
    });
  });

  test('shows a hundred problems, and says how many there are; the JSON has all', async () => {
    const many = changed('[s3, ec2]', `[${Array.from({ length: 20_000 }, (_, index) => `x${index}`).join(', ')}]`);
    const { err } = await validate(many);
    expect(err.match(/^org\.yaml:/gm)).toHaveLength(100);
    expect(err).toMatch(/\n20000 problems, of which the first 100 are shown; --json has all\n$/);
    const { out } = await validate(many, { options: ['--json'] });
    expect(JSON.parse(out).problems).toHaveLength(20_000);
  });

  test('names no path for a problem of the whole file', async () => {
    const { err } = await validate('');
    expect(
      err,
    ).toBe(`org.yaml:1:1  found an empty file, expected a map that starts with organization, homeRegion, deployFrom, ...
    fix: copy examples/four-accounts.yaml and put your own ids in

1 problem
`);
  });

  test('writes the problems to stdout as JSON on request, and still ends with 2', async () => {
    const { status, out, err } = await validate(TWO_MISTAKES, { options: ['--json'] });
    expect({ status, err }).toEqual({ status: EXIT.unusable, err: '' });
    expect(JSON.parse(out)).toEqual({
      ok: false,
      limits: [],
      warnings: [],
      problems: [
        {
          file: 'org.yaml',
          line: 8,
          column: 14,
          path: 'accounts.terraform',
          found: 'the number 222222222222',
          expected: 'the 12 digits of an AWS account id, as text in quotes',
          fix: 'put it in quotes, "222222222222"; without them YAML made a number of it',
        },
        expect.objectContaining({ line: 18, column: 18, path: 'terraform.services[1]' }),
      ],
    });
  });

  test('reports a file that is not there like any other problem', async () => {
    const io = new RecordingIo();
    const status = await main(['validate', '-c', 'no-such.yaml'], [validateCommand], contextOf(io));
    expect({ status, out: io.out, err: io.err }).toEqual({
      status: EXIT.unusable,
      out: '',
      err: `no-such.yaml:1:1  found no such file, expected a YAML file that can be read
    fix: name it with --config FILE, or copy examples/four-accounts.yaml

1 problem
`,
    });
  });

  test('colours what was found only where colour is wanted', async () => {
    expect((await validate(TWO_MISTAKES, { io: new RecordingIo(true) })).err).toContain(
      '\u001b[31mthe number 222222222222',
    );
    expect((await validate(TWO_MISTAKES)).err).not.toContain('\u001b');
  });

  test('never shows a control character of the file', async () => {
    const { err, out } = await validate(`${VALID}"\\e[2Jx": 1\n`);
    expect(err + out).not.toContain('\u001b');
  });

  test('sums a valid file up in one line on stdout', async () => {
    expect(await validate(VALID)).toEqual({
      status: EXIT.done,
      out: 'org.yaml is valid: 2 environments, 2 product accounts, 1 pipeline, 2 services\n',
      err: '',
    });
  });

  test('says that a valid file is valid as JSON on request', async () => {
    const { status, out } = await validate(VALID, { options: ['--json'] });
    expect({ status, json: JSON.parse(out) }).toEqual({
      status: EXIT.done,
      json: { ok: true, problems: [], limits: [], warnings: [] },
    });
  });

  test('warns of a repository of GitHub by its name alone, and takes it', async () => {
    const named = '{ github: { repository: acme/infra, apply: { environment: prod }, plan: { pullRequests: {} } } }';
    const text = changed('{ iamUser: {} }', named);
    const { status, out, err } = await validate(text);
    expect({ status, out }).toEqual({ status: EXIT.done, out: expect.stringContaining('org.yaml is valid') });
    expect(err).toMatch(
      /^org\.yaml:\d+:\d+ {2}pipelines\.delivery\.identity\.github: found the repository acme\/infra by its name alone, .*\n {4}fix: add what this prints as ids: gh api repos\/acme\/infra .*\n\n1 warning\n$/,
    );
    const json = JSON.parse((await validate(text, { options: ['--json'] })).out);
    expect(json).toMatchObject({ ok: true, warnings: [{ path: 'pipelines.delivery.identity.github' }] });
    const withIds = text.replace('acme/infra,', 'acme/infra, ids: { owner: 1, repository: 2 },');
    const ofOwnServer = text.replace('acme/infra,', 'acme/infra, issuer: https://ghe.example.com/_services/token,');
    for (const quiet of [withIds, ofOwnServer]) expect((await validate(quiet)).err).toBe('');
  });

  test('refuses what is larger than AWS takes, though each value is right, and says what helps', async () => {
    const many = Array.from({ length: 51 }, (_, index) => `ou-abcd-${11_111_111 + index}`).join(', ');
    const text = changed('[ou-abcd-33333333]', `[${many.replace('ou-abcd-11111111', 'ou-abcd-99999999')}]`);
    const { status, out, err } = await validate(text);
    expect({ status, out }).toEqual({ status: EXIT.unusable, out: '' });
    expect(err).toBe(
      'org.yaml: TooManyUnits: prod has 51 OUs, StackSets takes 50 in one call; name an OU above them, or split the environment\n',
    );
    const json = JSON.parse((await validate(text, { options: ['--json'] })).out);
    expect(json).toMatchObject({ ok: false, problems: [], limits: [{ code: 'TooManyUnits' }] });
  });

  test('writes no file', async () => {
    await validate(TWO_MISTAKES);
    expect(readdirSync(folder)).toEqual(['org.yaml']);
  });
});
