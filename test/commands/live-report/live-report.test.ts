import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doctorCommand } from '../../../lib/commands/doctor/doctor.command';
import { main } from '../../../lib/commands/main';
import { readVerifyFile } from '../../../lib/commands/status/verify-file';
import { verifyCommand } from '../../../lib/commands/verify/verify.command';
import { EXIT, Failure } from '../../../lib/domain/failure';
import { CHECK_KINDS } from '../../../lib/estate/check-kinds';
import { VALID } from '../../config/org-yaml';
import { ROOT } from '../../support/examples';
import { expectedAccounts } from '../../support/expected-accounts';
import { parsed } from '../../support/parsed-xml';
import { sarifErrors } from '../../support/sarif-schema';
import { schemaErrors } from '../../support/schema-errors';
import { contextOf } from '../context-of';
import { type Seen, viewOf } from '../doctor/healthy-view';
import { orgFile } from '../org-file';
import { RecordingIo } from '../recording-io';
import { FakeAccounts } from '../verify/fake-accounts';

const file = orgFile(`${VALID}operators: ["arn:aws:iam::333333333333:role/operator"]\n`);
const THROTTLED = new Failure('AwsThrottles', 'AWS takes no more calls of sts:AssumeRole', EXIT.incomplete);
const REFUSED = new Failure('AwsRefused', 'AWS refuses it', EXIT.unusable);
const FORMATS = ['table', 'json', 'junit', 'sarif'];

type Change = (accounts: FakeAccounts) => void;

async function verify(change: Change, ...argv: readonly string[]) {
  const io = new RecordingIo();
  const context = contextOf(io, {
    root: join(file(), '..'),
    auditorAccess: (config) => {
      const view = new FakeAccounts(expectedAccounts(config), config);
      change(view);
      return Promise.resolve(view);
    },
  });
  const status = await main(['verify', '--config', file(), ...argv], [verifyCommand], context);
  return { status, out: io.out, err: io.err };
}

async function doctor(changes: Partial<Seen>, ...argv: readonly string[]) {
  const io = new RecordingIo();
  const view = viewOf({ account: '111111111111', administrators: [], ...changes });
  const context = contextOf(io, { root: join(file(), '..'), doctorAccess: () => Promise.resolve(view) });
  const status = await main(['doctor', '--config', file(), ...argv], [doctorCommand], context);
  return { status, out: io.out, err: io.err };
}

/** An account with a finding of each kind that roles have, one that AWS throttles, and one in which a role is gone. */
const broken: Change = (accounts) => {
  const dev = accounts.at('444444444444');
  dev.roles.set('orgstrap-terraform', { boundary: 'arn:aws:iam::444444444444:policy/mine', trust: '{"Statement":[]}' });
  dev.permissions.set('orgstrap-terraform', { inline: ['more'], attached: [] });
  accounts.at('666666666666').refusal = THROTTLED;
  accounts.at('222222222222').roles.delete('orgstrap-auditor');
};
const sound: Change = () => {};
const unseen: Change = (accounts) => {
  accounts.at('666666666666').refusal = THROTTLED;
};

async function sarif(...given: Parameters<typeof verify>) {
  const { out } = await verify(given[0], '--format', 'sarif');
  expect(sarifErrors(out)).toEqual([]);
  return JSON.parse(out).runs[0];
}

describe('what verify finds, as data', () => {
  test.each([
    ['findings', broken, EXIT.failed],
    ['nothing', sound, EXIT.done],
    ['something unseen', unseen, EXIT.incomplete],
  ] as const)(
    'is as docs/verify.schema.json says, with %s, in --json and --format json alike',
    async (_, change, ends) => {
      const { status, out } = await verify(change, '--json');
      expect(schemaErrors(join(ROOT, 'docs', 'verify.schema.json'), out)).toEqual([]);
      expect(status).toBe(ends);
      expect((await verify(change, '--format', 'json')).out).toBe(out);
    },
  );

  test('has kind, account, resource, severity, what was found and what was expected', async () => {
    const { accounts } = JSON.parse((await verify(broken, '--json')).out);
    const dev = accounts.find(({ id }: { readonly id: string }) => id === '444444444444');
    const wrong = dev.checks.filter(({ result }: { readonly result: string }) => result === 'finding');
    expect(wrong).toMatchObject([
      {
        kind: 'role-boundary',
        resource: 'orgstrap-terraform',
        severity: 'error',
        expected: expect.stringMatching(/^arn:aws:iam::444444444444:policy\/orgstrap\//),
      },
      { kind: 'role-trust', expected: expect.stringContaining('"Statement"') },
      { kind: 'role-permissions', found: expect.stringContaining('inline policy more') },
    ]);
  });

  test('tells every check from all others, the same in every run, whatever is found', async () => {
    const fingerprints = async (change: Change) => {
      const { accounts } = JSON.parse((await verify(change, '--json')).out);
      return accounts.flatMap(({ id, checks }: { readonly id: string; readonly checks: readonly object[] }) =>
        checks.map((check) => ({ id, ...check })),
      );
    };
    const first: readonly { readonly fingerprint: string }[] = await fingerprints(broken);
    expect(new Set(first.map(({ fingerprint }) => fingerprint)).size).toBe(first.length);
    const otherwise = await fingerprints((accounts) => {
      broken(accounts);
      accounts.at('444444444444').permissions.set('orgstrap-terraform', { inline: ['less', 'other'], attached: [] });
    });
    const of = (checks: readonly object[]) =>
      checks.filter((check) => 'kind' in check && check.kind === 'role-permissions');
    expect(of(otherwise)).toMatchObject([{ found: expect.stringContaining('less'), fingerprint: expect.any(String) }]);
    expect(of(otherwise).map((check) => 'fingerprint' in check && check.fingerprint)).toEqual(
      of(first).map((check) => 'fingerprint' in check && check.fingerprint),
    );
  });

  test('is read by orgstrap status', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'orgstrap-live-'));
    await verify(broken, '--format', 'json', '--out', join(folder, 'verify.json'));
    expect(readVerifyFile(join(folder, 'verify.json')).accounts).toHaveLength(5);
  });
});

describe('what verify finds, as JUnit XML', () => {
  test('is a suite for each account, with a failure for each finding', async () => {
    const root = parsed((await verify(broken, '--format', 'junit')).out);
    expect(root.attributes).toMatchObject({ name: 'orgstrap verify', failures: '4', errors: '1', skipped: '0' });
    const dev = root.children.find(({ attributes }) => attributes.name === 'dev 444444444444');
    expect(dev?.attributes).toMatchObject({ failures: '3', errors: '0' });
    const [boundary] = dev?.children.filter(({ attributes }) => attributes.classname === 'dev.role-boundary') ?? [];
    expect(boundary).toMatchObject({
      attributes: { name: 'orgstrap-terraform', file: 'org.yaml' },
      children: [{ name: 'failure', attributes: { type: 'error role-boundary' } }],
    });
    expect(boundary?.children[0]?.text).toMatch(
      /^Found: [\s\S]*\nExpected: [\s\S]*\nFix: [\s\S]*\nFingerprint: [0-9a-f]{64}$/,
    );
  });

  test('has an error where something could not be seen, which passes nowhere', async () => {
    const root = parsed((await verify(unseen, '--format', 'junit')).out);
    expect(root.attributes).toMatchObject({ failures: '0', errors: '1' });
    const prod = root.children.find(({ attributes }) => attributes.name === 'prod 666666666666');
    expect(prod?.children).toMatchObject([
      { children: [{ name: 'error', attributes: { type: 'not seen auditor-role', message: THROTTLED.message } }] },
    ]);
  });

  test('has a skipped test for the management account that nobody may enter', async () => {
    const other = file('not-managed.yaml');
    const text = VALID.replace(/managementAccount:\n {2}workspace.*\n.*\n/, '');
    writeFileSync(other, `${text}operators: ["arn:aws:iam::333333333333:role/operator"]\n`);
    const root = parsed((await verify(sound, '--format', 'junit', '--config', other)).out);
    expect(root.children.at(-1)).toMatchObject({
      attributes: { name: 'management account 111111111111', skipped: '1' },
    });
  });
});

describe('what verify finds, as SARIF', () => {
  test('has a result for each finding, at the line that names the account', async () => {
    const { results, tool, invocations } = await sarif(broken);
    const line =
      readFileSync(file(), 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('444444444444')) + 1;
    expect(tool.driver).toMatchObject({ name: 'orgstrap verify' });
    expect(results.map(({ ruleId }: { readonly ruleId: string }) => ruleId)).toEqual([
      'role',
      'role-boundary',
      'role-trust',
      'role-permissions',
    ]);
    expect(results[1]).toMatchObject({
      level: 'error',
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'org.yaml' }, region: { startLine: line } },
          logicalLocations: [{ fullyQualifiedName: '444444444444/role-boundary/orgstrap-terraform' }],
        },
      ],
    });
    expect(invocations).toMatchObject([{ executionSuccessful: false }]);
  });

  test('has a notification and no result where something could not be seen', async () => {
    const { results, invocations } = await sarif(unseen);
    expect(results).toEqual([]);
    expect(invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { level: 'error', message: { text: expect.stringContaining(`prod 666666666666: ${THROTTLED.message}`) } },
        ],
      },
    ]);
  });

  test('says that all was seen where it was', async () => {
    expect((await sarif(sound)).invocations).toEqual([{ executionSuccessful: true }]);
  });
});

describe('what doctor finds', () => {
  test.each([
    ['findings', { isTrusted: false }, EXIT.failed],
    ['nothing', {}, EXIT.done],
    ['something unanswered', { rootUser: THROTTLED }, EXIT.incomplete],
  ] as const)('is as docs/doctor.schema.json says, with %s', async (_, changes, ends) => {
    const { status, out } = await doctor(changes, '--format', 'json');
    expect(schemaErrors(join(ROOT, 'docs', 'doctor.schema.json'), out)).toEqual([]);
    expect(status).toBe(ends);
  });

  test('is skipped where other credentials see it, and an error where AWS did not answer', async () => {
    const outcomes = async (changes: Partial<Seen>) => {
      const { out } = await doctor(changes, '--format', 'junit');
      const cases = parsed(out).children.flatMap(({ children }) => children);
      return cases.find(({ attributes }) => attributes.name === 'root user: MFA')?.children.map(({ name }) => name);
    };
    expect(await outcomes({})).toEqual([]);
    expect(await outcomes({ rootUser: REFUSED })).toEqual(['skipped']);
    expect(await outcomes({ rootUser: THROTTLED })).toEqual(['error']);
  });

  test('is valid SARIF', async () => {
    const { out } = await doctor({ isTrusted: false, rootUser: REFUSED }, '--format', 'sarif');
    expect(sarifErrors(out)).toEqual([]);
    const [run] = JSON.parse(out).runs;
    expect(run.results).toMatchObject([{ ruleId: 'trusted-access' }]);
    expect(run.invocations[0].executionSuccessful).toBe(true);
  });
});

describe('the files of a report', () => {
  test.each([
    ['verify', () => verify.bind(undefined, broken)],
    ['doctor', () => doctor.bind(undefined, { isTrusted: false })],
  ] as const)('of %s are written in every format, and over themselves', async (name, command) => {
    const folder = `${mkdtempSync(join(tmpdir(), 'orgstrap-live-'))}/reports/`;
    const names = [`${name}.json`, `${name}.junit.xml`, `${name}.sarif`, `${name}.txt`];
    for (const turn of ['first', 'second']) {
      const { status, out } = await command()('--format', ...FORMATS, '--out', folder);
      expect({ turn, status }).toEqual({ turn, status: EXIT.failed });
      expect(out.trim().split('\n').sort()).toEqual(names.map((file) => join(folder, file)));
    }
    expect(readdirSync(folder).sort()).toEqual(names);
  });

  test('are never written over what somebody else wrote', async () => {
    const mine = join(mkdtempSync(join(tmpdir(), 'orgstrap-live-')), 'mine.txt');
    writeFileSync(mine, 'my notes\n');
    const { status, err } = await verify(sound, '--format', 'table', '--out', mine);
    expect([status, readFileSync(mine, 'utf8')]).toEqual([EXIT.unusable, 'my notes\n']);
    expect(err).toContain('was not written by orgstrap');
  });

  test('are a folder where they are several, which is asked for before anything is looked at', async () => {
    const { status, err } = await verify(
      () => {
        throw new Error('it was looked at');
      },
      '--format',
      ...FORMATS,
    );
    expect([status, err]).toEqual([EXIT.unusable, expect.stringContaining('--out')]);
  });

  test('are named once: --json is a format of its own', async () => {
    const { status } = await verify(sound, '--json', '--format', 'sarif');
    expect(status).toBe(EXIT.unusable);
  });
});

describe('the kinds of checks', () => {
  test('are in the schemas of both', () => {
    for (const name of ['verify', 'doctor']) {
      const schema = JSON.parse(readFileSync(join(ROOT, 'docs', `${name}.schema.json`), 'utf8'));
      expect(schema.definitions.check.properties.kind.enum).toEqual(Object.keys(CHECK_KINDS));
    }
  });

  test('each has an id in kebab-case', () => {
    expect(Object.keys(CHECK_KINDS).filter((kind) => !/^[a-z]+(-[a-z]+)*$/.test(kind))).toEqual([]);
  });
});

describe('--concurrency', () => {
  test.each(['0', '129', 'many', '1.5'])('refuses %s', async (given) => {
    const { status, err } = await verify(sound, '--concurrency', given);
    expect([status, err]).toEqual([EXIT.unusable, expect.stringContaining('a whole number from 1 to 128')]);
  });

  test.each([1, 3])('looks at %d accounts at the same time and at no more', async (atOnce) => {
    let view: FakeAccounts | undefined;
    await verify(
      (accounts) => {
        view = accounts;
      },
      '--concurrency',
      String(atOnce),
    );
    expect(view?.most).toBe(atOnce);
  });

  test('reaches the calls of doctor', async () => {
    const given: unknown[] = [];
    const io = new RecordingIo();
    const view = viewOf({ account: '111111111111', administrators: [] });
    const context = contextOf(io, {
      doctorAccess: (_, calls) => {
        given.push(calls);
        return Promise.resolve(view);
      },
    });
    await main(['doctor', '--config', file(), '--concurrency', '20'], [doctorCommand], context);
    await main(['doctor', '--config', file()], [doctorCommand], context);
    expect(given).toEqual([20, undefined]);
  });
});
