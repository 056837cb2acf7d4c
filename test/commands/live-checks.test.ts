import { writeFileSync } from 'node:fs';
import type { CliCommand, CommandContext } from '../../lib/commands/command';
import { doctorCommand } from '../../lib/commands/doctor/doctor.command';
import { main } from '../../lib/commands/main';
import { verifyCommand } from '../../lib/commands/verify/verify.command';
import { EXIT, Failure } from '../../lib/domain/failure';
import type { OrgConfig } from '../../lib/domain/org-config';
import { VALID } from '../config/org-yaml';
import { expectedAccounts } from '../support/expected-accounts';
import { contextOf } from './context-of';
import { GOOD_ROOT_USER, type Seen, viewOf } from './doctor/healthy-view';
import { orgFile } from './org-file';
import { RecordingIo } from './recording-io';
import { FakeAccounts } from './verify/fake-accounts';

const file = orgFile(`${VALID}operators: ["arn:aws:iam::333333333333:role/operator"]\n`);

async function run(command: CliCommand, fakes: Partial<CommandContext>, ...argv: readonly string[]) {
  const io = new RecordingIo();
  const status = await main(argv, [command], contextOf(io, fakes));
  return { status, out: io.out, err: io.err };
}

function doctor(changes: Partial<Seen>, ...argv: readonly string[]) {
  const view = viewOf({ account: '111111111111', administrators: [], ...changes });
  return run(doctorCommand, { doctorAccess: () => Promise.resolve(view) }, 'doctor', '--config', file(), ...argv);
}

describe('doctor', () => {
  test('shows a line for each check, and ends with 0 where it finds nothing', async () => {
    const { status, out } = await doctor({ features: undefined });
    expect(status).toBe(EXIT.done);
    expect(out).toMatchInlineSnapshot(`
"ok        deployment account                          these are credentials of 111111111111, which deploys
ok        organization id                             o-exampleorgid
ok        management account                          111111111111
ok        feature set                                 ALL
ok        root id                                     r-abcd
ok        settings of all accounts                    nothing sets blockPublicBuckets, blockPublicSnapshots, blockPublicImages, requireMetadataTokens, denySerialConsole, optOutOfAi, which guardrails.accountSettings may
ok        organizational units                        all 2 are there
ok        environments apart                          no OU or account of one is below an OU of another
ok        Ops and Terraform account                   in no environment
ok        accounts of org.yaml                        all 2 product accounts are active and in their environments
ok        accounts without a workspace                none is below an OU of an environment
ok        trusted access of StackSets                 activated
ok        delegated administrator of StackSets        nobody
ok        delegated administrator of Identity Center  nobody
ok        reach of Identity Center                    that of the management account
ok        control policies                            none of 1 policy is known to stop orgstrap
ok        stack instances                             1 instances of 1 StackSets, all up to date
ok        quota: StackSets                            2 there, at least 2 to come, 1000 allowed before an increase
ok        names in 111111111111                       free, or made by stacks of orgstrap
not seen  names in 222222222222                       these are credentials of 111111111111
    why: CloudFormation takes over nothing that is there: a deployment that makes the name fails with "already exists"
    fix: run orgstrap doctor with credentials of 222222222222, too
ok        names of buckets                            2 names, each free or a bucket of orgstrap's
ok        quota: policies of a role                   at most 2 of 10
ok        quota: OIDC providers                       org.yaml needs none
ok        root user: MFA                              it has MFA
ok        root user: keys                             it has none
not seen  centralized root access                     could not be seen from this account
    why: with it member accounts need no root credentials at all, so that nobody can lose or reset them
    fix: use credentials of the management account, or of the delegated administrator of IAM
ok        security contact of this account            set
ok        security contacts of other accounts         set in 4

26 ok, 0 findings, 2 could not be seen
"
`);
  });

  test('shows why a finding matters and what mends it, and ends with 1', async () => {
    const { status, out } = await doctor({ isTrusted: false });
    expect(status).toBe(EXIT.failed);
    expect(out).toContain(
      [
        'finding   trusted access of StackSets                 not activated',
        '    why: without it service-managed StackSets reach no account',
        '    fix: from the management account: aws cloudformation activate-organizations-access',
        '',
      ].join('\n'),
    );
    expect(out).toMatch(/\n26 ok, 1 finding, 1 could not be seen\n$/);
  });

  test('ends with 3 where AWS left something unanswered, and with 1 where it also found something', async () => {
    const silent = new Failure('AwsSilent', 'AWS does not answer', EXIT.incomplete);
    const { status, out } = await doctor({ rootUser: silent });
    expect({ status, says: out.match(/0 findings, \d could not be seen/)?.[0] }).toEqual({
      status: EXIT.incomplete,
      says: '0 findings, 3 could not be seen',
    });
    expect(JSON.parse((await doctor({ rootUser: silent }, '--json')).out).ok).toBe(false);
    const both = await doctor({ rootUser: silent, isTrusted: false });
    expect(both.status).toBe(EXIT.failed);
    expect(both.out).toMatch(/1 finding, \d could not be seen/);
  });

  test('ends with 0 where these credentials may not see something', async () => {
    const { status } = await doctor({ rootUser: new Failure('AwsRefused', 'AWS refuses it', EXIT.unusable) });
    expect(status).toBe(EXIT.done);
  });

  test('writes JSON', async () => {
    const { status, out } = await doctor({ rootUser: { ...GOOD_ROOT_USER, hasAccessKeys: true } }, '--json');
    expect(status).toBe(EXIT.failed);
    const { checks, ...others } = JSON.parse(out);
    expect(others).toEqual({ version: 1, ok: false, account: '111111111111' });
    expect(checks).toContainEqual({
      kind: 'root-user-keys',
      account: '111111111111',
      severity: 'error',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      name: 'root user: keys',
      result: 'finding',
      found: 'it has access keys',
      why: expect.any(String),
      fix: expect.stringContaining('sign in as the root user of 111111111111'),
    });
  });
});

describe('verify', () => {
  function verify(change: (accounts: FakeAccounts) => void, ...argv: readonly string[]) {
    const auditorAccess = (config: OrgConfig) => {
      const view = new FakeAccounts(expectedAccounts(config), config);
      change(view);
      return Promise.resolve(view);
    };
    return run(verifyCommand, { auditorAccess }, 'verify', '--config', file(), ...argv);
  }

  test('shows a line for each account, and ends with 0 where all is well', async () => {
    const { status, out } = await verify(() => {});
    expect(status).toBe(EXIT.done);
    expect(out).toMatchInlineSnapshot(`
"ok  222222222222  terraform   22 of 22 checks are ok
ok  333333333333  ops         8 of 8 checks are ok
ok  444444444444  dev         10 of 10 checks are ok
ok  666666666666  prod        10 of 10 checks are ok
ok  111111111111  management  11 of 11 checks are ok

61 ok, 0 findings, 0 could not be seen
"
`);
  });

  test('shows below an account what is wrong in it and what could not be seen, and ends with 1', async () => {
    const { status, out } = await verify((accounts) => {
      accounts.at('444444444444').refusal = new Failure('AwsRefused', 'AWS refuses sts:AssumeRole');
      accounts.at('666666666666').roles.delete('orgstrap-terraform-plan');
    });
    expect(status).toBe(EXIT.failed);
    expect(out).toMatchInlineSnapshot(`
"ok        222222222222  terraform   22 of 22 checks are ok
ok        333333333333  ops         8 of 8 checks are ok
not seen  444444444444  dev         0 of 1 checks are ok
  not seen  auditor role  AWS refuses sts:AssumeRole
      why: who cannot enter the account cannot tell what is in it
      fix: run it with the credentials of an operator of org.yaml who may call sts:AssumeRole on orgstrap-auditor; if it is not deployed there: npx cdk deploy --all
finding   666666666666  prod        9 of 10 checks are ok
  finding  orgstrap-terraform-plan  there is no such role on the path /orgstrap/
      why: its boundary and its trust policy are what keeps everybody else out of the account, and its policies are what it may do
      fix: npx orgstrap plan says what a deployment would change, npx cdk deploy --all deploys it
ok        111111111111  management  11 of 11 checks are ok

50 ok, 1 finding, 1 could not be seen
"
`);
  });

  test('ends with 3 where something could not be seen: that is not verified', async () => {
    const refused = new Failure('AwsRefused', 'AWS refuses iam:GetAccountSummary');
    const { status, out } = await verify((accounts) => {
      accounts.at('666666666666').rootUser = refused;
    }, '--json');
    expect(status).toBe(EXIT.incomplete);
    const { accounts, ...others } = JSON.parse(out);
    expect(others).toEqual({ version: 1, ok: false, notLookedAt: [] });
    expect(accounts.map(({ name }: { readonly name: string }) => name)).toEqual([
      'terraform',
      'ops',
      'dev',
      'prod',
      'management',
    ]);
  });

  test('names the management account where nobody can look at it', async () => {
    const other = file('not-managed.yaml');
    const text = VALID.replace(/managementAccount:\n {2}workspace.*\n.*\n/, '');
    writeFileSync(other, `${text}operators: ["arn:aws:iam::333333333333:role/operator"]\n`);
    expect((await verify(() => {}, '--config', other)).out).toContain(
      'the management account 111111111111 has no auditor role: run orgstrap doctor with its credentials\n',
    );
    expect(JSON.parse((await verify(() => {}, '--json', '--config', other)).out).notLookedAt).toEqual(['111111111111']);
  });

  test('needs operators', async () => {
    const other = file('nobody.yaml');
    writeFileSync(other, VALID);
    const { status, err } = await verify(() => {}, '--config', other);
    expect([status, err]).toEqual([EXIT.unusable, expect.stringContaining('org.yaml has no operators')]);
  });
});
