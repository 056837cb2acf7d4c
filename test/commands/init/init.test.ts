import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initCommand } from '../../../lib/commands/init/init.command';
import { main } from '../../../lib/commands/main';
import { parseOrgConfig } from '../../../lib/config/parse-org-config';
import { EXIT } from '../../../lib/domain/failure';
import type { Prompter } from '../../../lib/terminal/prompter';
import { contextOf } from '../context-of';
import { RecordingIo } from '../recording-io';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orgstrap-init-'));
  file = join(folder, 'org.yaml');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const TREE = {
  ous: { Dev: 'ou-ab12-devaaaaa', Prod: 'ou-ab12-prodaaaa', Tools: 'ou-ab12-toolaaaa', Security: 'ou-ab12-secuaaaa' },
  tree: {
    Dev: ['444444444444'],
    Prod: ['555555555555'],
    Tools: ['333333333333'],
    Security: ['777777777777'],
  },
  names: {
    '333333333333': 'cicd',
    '444444444444': 'shop-dev',
    '555555555555': 'shop-prod',
    '777777777777': 'log-archive',
  } as Readonly<Record<string, string>>,
};

const FLAGS = [
  ['--organization-id', 'o-exampleorgid'],
  ['--management-account', '111111111111'],
  ['--home-region', 'eu-west-1'],
  ['--deploy-from', 'ops'],
  ['--terraform-account', 'cicd'],
  ['--ops-account', 'cicd'],
  ['--services', 's3,logs'],
  ['--ci', 'gitlab'],
  ['--repository', 'acme/group/infrastructure'],
].flat();

async function init(flags: readonly string[], tree: object = TREE, prompter?: Prompter) {
  const from = join(folder, 'tree.json');
  writeFileSync(from, JSON.stringify(tree));
  const io = new RecordingIo();
  const context = contextOf(io, prompter === undefined ? {} : { prompter: () => Promise.resolve(prompter) });
  const status = await main(['init', '--from', from, '--config', file, ...flags], [initCommand], context);
  return { status, out: io.out.replaceAll(file, 'org.yaml'), err: io.err.replaceAll(file, 'org.yaml') };
}

describe('orgstrap init without an org.yaml', () => {
  test('shows how operators and deployers come by a role, and what they write into the file', async () => {
    const { out } = await init(FLAGS);
    expect(out).toContain('aws iam list-roles --path-prefix /aws-reserved/sso.amazonaws.com/');
    const [operator = '', deployer = ''] = [...out.matchAll(/--assume-role-policy-document '([^']+)'/g)].map(
      ([, text]) => text,
    );
    for (const trust of [operator, deployer]) {
      expect(JSON.parse(trust).Statement).toEqual([
        expect.objectContaining({
          Condition: {
            ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::333333333333:user/NAME' },
            Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          },
        }),
      ]);
    }
    const [, permissions = ''] = /--policy-document '([^']+)'/.exec(out) ?? [];
    expect(JSON.parse(permissions).Statement).toEqual([
      expect.objectContaining({
        Action: 'sts:AssumeRole',
        Resource: ['333333333333', '444444444444', '555555555555'].map(
          (id) => `arn:aws:iam::${id}:role/orgstrap/orgstrap-auditor`,
        ),
      }),
      expect.objectContaining({
        Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
        Resource: 'arn:aws:iam::333333333333:role/orgstrap/orgstrap-state',
      }),
    ]);
    expect(out).toContain('# operators: ["arn:aws:iam::333333333333:role/platform-operator"]');
    expect(out).toContain('orgstrap rights cdk deploy --config org.yaml');
    expect(out).toContain('# guardrails: { deployers: ["arn:aws:iam::333333333333:role/platform-deployer"] }');
  });

  test('shows no roles where both are given', async () => {
    const role = 'arn:aws:iam::333333333333:role/platform';
    const { out } = await init([...FLAGS, '--operator', role, '--deployer', role]);
    expect(out).not.toContain('create-role');
  });

  test('writes one, with comments that say what was guessed and who is left out', async () => {
    expect(await init(FLAGS)).toEqual({
      status: EXIT.done,
      out: expect.stringMatching(
        /^org.yaml has 2 environments with 2 accounts; left out: 1 account\nread the comments in it, then: orgstrap validate --config org.yaml && orgstrap doctor --config org.yaml\n/,
      ),
      err: '',
    });
    const text = readFileSync(file, 'utf8');
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./org.schema.json');
    expect(text).toContain(`environments: # in rollout order; after: [] begins a line that waits for nobody
  # all of Dev; the stage by the name of the OU
  dev:
    organizationalUnits: [ou-ab12-devaaaaa]
    accounts:
      shop-dev: "444444444444"
  # all of Prod; the stage by the name of the OU
  prod:
    organizationalUnits: [ou-ab12-prodaaaa]
    accounts:
      shop-prod: "555555555555"
`);
    expect(text).toContain('# In no environment:\n#   log-archive 777777777777: ');
    expect(text).toContain('project: acme/group/infrastructure');
    for (const word of ['operators', 'deployers', 'Identity Center', ':assumed-role/']) expect(text).toContain(word);
  });

  test('names the schema of the package where orgstrap is one', async () => {
    mkdirSync(join(folder, 'node_modules', 'orgstrap'), { recursive: true });
    writeFileSync(join(folder, 'node_modules', 'orgstrap', 'org.schema.json'), '{}');
    await init(FLAGS);
    expect(readFileSync(file, 'utf8')).toMatch(
      /^# yaml-language-server: \$schema=\.\/node_modules\/orgstrap\/org\.schema\.json\n/,
    );
  });

  test('writes into comments what is valid once it is none', async () => {
    await init(FLAGS);
    const keys =
      /^# ( *(?:account|audit|deployers|existingOidcProviders|groups|guardrails|identityCenter|instance|operators|people|platform|source|trail): ?.*)$/gm;
    const text = readFileSync(file, 'utf8').replaceAll(keys, '$1').replace('ENVIRONMENT', 'dev');
    const parsed = parseOrgConfig(text, 'org.yaml', ['s3', 'logs']);
    expect(parsed).toMatchObject({
      ok: true,
      config: {
        operators: ['arn:aws:iam::333333333333:role/platform-operator'],
        guardrails: { deployers: ['arn:aws:iam::333333333333:role/platform-deployer'] },
        audit: { trail: 'organization' },
        existingOidcProviders: ['token.actions.githubusercontent.com'],
        people: { signIn: { source: 'identityCenter' }, groups: [{ name: 'platform' }] },
      },
    });
  });

  test('leaves nothing beside the file', async () => {
    await init(FLAGS);
    expect(readdirSync(folder).toSorted()).toEqual(['org.yaml', 'tree.json']);
  });

  test('says all that is missing where nobody can be asked, and writes nothing', async () => {
    const { status, err } = await init(['--ci', 'iam-user']);
    expect(status).toBe(EXIT.unusable);
    expect(err).toContain('7 answers cannot be used or found');
    expect(existsSync(file)).toBe(false);
  });

  test('asks a person for the rest', async () => {
    const questions: string[] = [];
    const prompter: Prompter = {
      text: (question) => {
        questions.push(question);
        return Promise.resolve('acme/infrastructure');
      },
      choice: (question) => {
        questions.push(question);
        return Promise.resolve('github');
      },
    };
    const { status } = await init(FLAGS.slice(0, -4), TREE, prompter);
    expect({ status, questions }).toEqual({
      status: EXIT.done,
      questions: ['The CI system that runs Terraform', 'The repository of the Terraform configuration, OWNER/NAME'],
    });
    expect(readFileSync(file, 'utf8')).toContain('repository: acme/infrastructure');
  });

  test('writes nothing where the person ends it', async () => {
    const prompter: Prompter = { text: () => Promise.resolve(undefined), choice: () => Promise.resolve(undefined) };
    expect(await init([], TREE, prompter)).toEqual({
      status: EXIT.interrupted,
      out: '',
      err: 'orgstrap: cancelled; nothing was written\n',
    });
    expect(existsSync(file)).toBe(false);
  });

  test('writes the proposal as JSON, and no file', async () => {
    const { status, out } = await init([...FLAGS, '--json']);
    expect(status).toBe(EXIT.done);
    expect(JSON.parse(out)).toMatchObject({
      environments: [{ name: 'dev' }, { name: 'prod', isPart: false, accounts: [{ id: '555555555555' }] }],
      leftOut: [{ account: { name: 'log-archive' } }],
      pipelines: [{ name: 'delivery', environments: ['dev', 'prod'] }],
      limits: [],
      orgYaml: expect.stringContaining('deployFrom: ops'),
    });
    expect(existsSync(file)).toBe(false);
  });

  test('writes nothing where the answers do not go together', async () => {
    const flags = [...FLAGS, '--operator', 'arn:aws:iam::444444444444:role/somebody'];
    const { status, err } = await init(flags);
    expect(status).toBe(EXIT.unusable);
    expect(err).toContain('nothing was written');
    expect(err).toContain('operators[0]: found a principal of 444444444444');
    expect(existsSync(file)).toBe(false);
  });

  test('writes nothing where no account is left for Terraform', async () => {
    const { status, err } = await init([...FLAGS, '--leave-out', 'shop-dev,shop-prod']);
    expect(status).toBe(EXIT.failed);
    expect(err).toContain('no account is left for Terraform');
    expect(err).toContain('shop-dev 444444444444: you left it out');
  });

  test('writes a file that exceeds a limit of AWS, says so, and ends with 1', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `app${index}-dev`);
    const many = {
      ous: { Tools: TREE.ous.Tools, Dev: TREE.ous.Dev },
      tree: { Tools: TREE.tree.Tools, Dev: names.map((_, index) => String(500_000_000_000 + index)) },
      names: { ...TREE.names, ...Object.fromEntries(names.map((name, index) => [500_000_000_000 + index, name])) },
    };
    const operated = [...FLAGS, '--operator', 'arn:aws:iam::333333333333:role/platform'];
    const { status, err } = await init(operated, many);
    expect(status).toBe(EXIT.failed);
    expect(err).toMatch(/^org.yaml: 500 environments with 2 StackSets each/);
    expect(readFileSync(file, 'utf8')).toContain('app499-dev');
  });

  test('names operators and deployers that are given', async () => {
    const arn = 'arn:aws:iam::333333333333:role/platform';
    await init([...FLAGS, '--operator', arn, '--deployer', arn]);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(`\noperators: ["${arn}"]\nguardrails:\n  deployers: ["${arn}"]\n`);
  });

  test('leaves a link to nothing alone', async () => {
    symlinkSync(join(folder, 'nothing'), file);
    expect(await init(FLAGS)).toMatchObject({ status: EXIT.unusable, err: expect.stringContaining('link to nothing') });
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
  });

  test('says of a folder that is not there that it cannot be written', async () => {
    file = join(folder, 'no', 'org.yaml');
    expect(await init(FLAGS)).toMatchObject({
      status: EXIT.unusable,
      err: expect.stringContaining('cannot be written'),
    });
  });
});

describe('orgstrap init with an org.yaml', () => {
  const entered = {
    ...TREE,
    tree: { ...TREE.tree, Dev: ['444444444444', '888888888888'] },
    names: { ...TREE.names, '888888888888': 'search-dev' },
  };

  test('says that it agrees with the organization', async () => {
    await init(FLAGS);
    expect(await init([])).toEqual({ status: EXIT.done, out: 'org.yaml agrees with the organization\n', err: '' });
  });

  test('shows edits, ends with 1, and changes nothing', async () => {
    await init(FLAGS);
    const before = readFileSync(file, 'utf8');
    const { status, out } = await init([], entered);
    expect(status).toBe(EXIT.failed);
    expect(out).toContain('    environments.dev.accounts:\n      + search-dev: "888888888888"\n');
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('makes them with --write, in place, and every other character and the mode of the file stay', async () => {
    await init(FLAGS);
    const before = `\uFEFF${readFileSync(file, 'utf8')}# Grüße 😀\n`.replaceAll('\n', '\r\n');
    writeFileSync(file, before, { mode: 0o640 });
    const { mode } = statSync(file);
    const { status, err } = await init(['--write'], entered);
    expect({ status, err }).toEqual({
      status: EXIT.done,
      err: 'org.yaml was edited; orgstrap plan shows what a deployment makes of it\n',
    });
    expect(readFileSync(file, 'utf8')).toBe(
      before.replace('"444444444444"\r\n', '"444444444444"\r\n      search-dev: "888888888888"\r\n'),
    );
    expect(statSync(file).mode).toBe(mode);
    expect((await init([], entered)).status).toBe(EXIT.done);
  });

  test('writes what changed as JSON', async () => {
    await init(FLAGS);
    expect(JSON.parse((await init(['--json'], entered)).out)).toMatchObject({
      edits: [{ edits: [{ kind: 'add account', environment: 'dev', id: '888888888888' }] }],
      decisions: [],
      unlisted: [],
    });
  });

  test('is refused where it is about another organization', async () => {
    await init(FLAGS);
    const ous = Object.fromEntries(Object.entries(TREE.ous).map(([name, id]) => [name, id.replace('ab12', 'cd34')]));
    expect(await init(['--write'], { ...TREE, ous })).toMatchObject({
      status: EXIT.unusable,
      err: expect.stringMatching(
        /org\.yaml is about o-exampleorgid with the root r-ab12, found .* the example that orgstrap new wrote, remove it/,
      ),
    });
  });

  test('is refused where it is not valid', async () => {
    writeFileSync(file, 'organization: {}\n');
    expect((await init(FLAGS)).status).toBe(EXIT.unusable);
    expect(readFileSync(file, 'utf8')).toBe('organization: {}\n');
  });
});
