import type { CommandContext } from '../../../lib/commands/command';
import { COMMANDS } from '../../../lib/commands/commands';
import { main } from '../../../lib/commands/main';
import { EXIT, Failure } from '../../../lib/domain/failure';
import { organizationTree } from '../../support/organization-tree';
import { contextOf, interruptedAfter } from '../context-of';
import { orgFile } from '../org-file';
import { RecordingIo } from '../recording-io';
import { GOOD_ROOT_USER, type Seen, viewOf } from './healthy-view';

const file = orgFile(`organization: { id: o-exampleorgid, rootId: r-abcd, managementAccount: "111111111111" }
homeRegion: eu-west-1
deployFrom: ops
accounts: { terraform: "222222222222", ops: "333333333333" }
environments:
  dev: { organizationalUnits: [ou-abcd-11111111], accounts: { dev: "444444444444" } }
  prod: { organizationalUnits: [ou-abcd-33333333], accounts: { prod: "666666666666" } }
terraform: { services: [s3] }
pipelines:
  delivery: { identity: { iamUser: {} }, environments: [dev, prod] }
people:
  groups: { developers: { access: { dev: developer } } }
  users: { ada: [developers] }
guardrails: { deployers: ["arn:aws:iam::333333333333:role/deployer"] }
`);

const MANAGEMENT = '111111111111';
const OPS = '333333333333';

/** As that says. */
const TREE = organizationTree('r-abcd', {
  accounts: [MANAGEMENT, '222222222222', OPS],
  units: {
    'Dev ou-abcd-11111111': { accounts: ['444444444444'] },
    'Prod ou-abcd-33333333': { accounts: ['666666666666'] },
  },
});

const OUTDATED = {
  account: '444444444444',
  status: 'OUTDATED',
  region: 'eu-west-1',
  unit: 'ou-abcd-11111111',
} as const;

/** An organization in which all is missing that is on the list. What is mended is there from then on. */
class Organization {
  readonly calls: string[] = [];
  readonly seen: Partial<Seen>;

  constructor(changes: Partial<Seen> = {}) {
    this.seen = {
      account: MANAGEMENT,
      tree: TREE,
      isTrusted: false,
      administrators: [],
      root: { id: 'r-abcd', policyTypes: [] },
      passwords: undefined,
      stackSets: { 'orgstrap-ProductAccounts-dev': [OUTDATED] },
      rootUser: GOOD_ROOT_USER,
      mending: {
        activateTrustedAccess: () => this.done('activate', { isTrusted: true }),
        registerAdministrator: (account, principal) =>
          this.done(`register ${account} ${principal}`, { administrators: [account] }),
        enablePolicyType: (root, type) => {
          const { root: found } = this.seen;
          const types = found === undefined || found instanceof Error ? [] : found.policyTypes;
          return this.done(`enable ${type} on ${root}`, { root: { id: root, policyTypes: [...types, type] } });
        },
      },
      instances: {
        update: ({ stackSet, accounts }) =>
          this.done(`update ${stackSet} in ${accounts.join()}`, {
            stackSets: { [stackSet]: [{ ...OUTDATED, status: 'CURRENT' }] },
          }),
      },
      strengthen: (least) => this.done(`passwords ${JSON.stringify(least)}`, { passwords: least }),
      ...changes,
    };
  }

  private done(call: string, changes: Partial<Seen>): Promise<void> {
    this.calls.push(call);
    Object.assign(this.seen, changes);
    return Promise.resolve();
  }
}

const MANAGEMENT_CALLS = [
  'activate',
  `register ${OPS} member.org.stacksets.cloudformation.amazonaws.com`,
  'enable SERVICE_CONTROL_POLICY on r-abcd',
  'enable RESOURCE_CONTROL_POLICY on r-abcd',
];

async function run(organization: Organization, args: readonly string[], fakes: Partial<CommandContext> = {}) {
  const io = new RecordingIo();
  const context = contextOf(io, { doctorAccess: async () => viewOf(organization.seen), ...fakes });
  const status = await main(['doctor', ...args, '--config', file()], COMMANDS, context);
  return { status, out: io.out, err: io.err };
}

/** Somebody at a terminal, who gives one answer. */
function answering(answer: string | undefined) {
  const asked: string[] = [];
  const choice = (question: string) => {
    asked.push(question);
    return Promise.resolve(answer);
  };
  return { asked, prompter: async () => ({ choice, text: () => Promise.reject(new Error('no text is asked for')) }) };
}

describe('doctor --fix', () => {
  test('shows all that it does, asks once, does it in an order that works, and looks again', async () => {
    const organization = new Organization();
    const { asked, prompter } = answering('yes');
    const { status, out, err } = await run(organization, ['--fix'], { prompter });
    expect(asked).toEqual(['Do these 4?']);
    expect(organization.calls).toEqual(MANAGEMENT_CALLS);
    expect(err.split('\n').slice(0, 5)).toEqual([
      'orgstrap doctor --fix calls, in this order:',
      expect.stringMatching(/^ {2}trusted access of StackSets: cloudformation:ActivateOrganizationsAccess/),
      expect.stringMatching(
        /^ {2}delegated administrator of StackSets: organizations:RegisterDelegatedAdministrator of 333333333333/,
      ),
      expect.stringMatching(/^ {2}policy type SERVICE_CONTROL_POLICY: organizations:EnablePolicyType/),
      expect.stringMatching(/^ {2}policy type RESOURCE_CONTROL_POLICY/),
    ]);
    expect(err).toContain('trusted access of StackSets: mended\n');
    expect(out).toContain('ok        trusted access of StackSets');
    // What is left takes credentials of Ops.
    expect(out).toContain('finding   stack instances');
    expect(status).toBe(EXIT.failed);
  });

  test('says what takes credentials of another account, and does not try it', async () => {
    const organization = new Organization({ account: OPS });
    const { status, err, out } = await run(organization, ['--fix', '--yes']);
    expect(organization.calls).toEqual([
      'passwords {"minimumLength":14,"remembered":24}',
      'update orgstrap-ProductAccounts-dev in 444444444444',
    ]);
    expect(err).toContain(
      'with credentials of 111111111111, and not with these, orgstrap doctor --fix calls:\n  trusted access of StackSets: ',
    );
    expect(out).toContain('fix: from the management account: aws cloudformation activate-organizations-access');
    expect(status).toBe(EXIT.failed);
  });

  test('leaves nothing to find, once it ran in both accounts; run again, it does nothing', async () => {
    const organization = new Organization();
    await run(organization, ['--fix', '--yes']);
    organization.seen.account = OPS;
    const { status, out } = await run(organization, ['--fix', '--yes']);
    expect({ status, found: /^finding/m.test(out) }).toEqual({ status: EXIT.done, found: false });
    const { length } = organization.calls;
    expect(await run(organization, ['--fix', '--yes'])).toMatchObject({ status: EXIT.done, err: '' });
    expect(organization.calls).toHaveLength(length);
  });

  test('does nothing where there is no terminal to ask on, and says how', async () => {
    const organization = new Organization();
    const { status, out, err } = await run(organization, ['--fix']);
    expect({ status, out, calls: organization.calls }).toEqual({ status: EXIT.unusable, out: '', calls: [] });
    expect(err).toContain('run orgstrap doctor --fix --yes');
  });

  test.each([
    ['no', EXIT.failed],
    [undefined, EXIT.interrupted],
  ])('does nothing where the answer is %s', async (answer, expected) => {
    const organization = new Organization();
    const { status } = await run(organization, ['--fix'], { prompter: answering(answer).prompter });
    expect({ status, calls: organization.calls }).toEqual({ status: expected, calls: [] });
  });

  test('without --fix changes nothing, and --yes alone is a mistake', async () => {
    const organization = new Organization();
    expect(await run(organization, [])).toMatchObject({ status: EXIT.failed, err: '' });
    expect(await run(organization, ['--yes'])).toMatchObject({
      status: EXIT.unusable,
      err: expect.stringContaining('add --fix'),
    });
    expect(organization.calls).toEqual([]);
  });

  test('stops at the first thing that AWS refuses, and has said what is done', async () => {
    const refusal = new Failure(
      'AwsRefused',
      'AWS refuses organizations:RegisterDelegatedAdministrator',
      EXIT.unusable,
    );
    const organization = new Organization();
    Object.assign(organization.seen.mending ?? {}, { registerAdministrator: () => Promise.reject(refusal) });
    const { status, out, err } = await run(organization, ['--fix', '--yes']);
    expect({ status, out, calls: organization.calls }).toEqual({ status: EXIT.unusable, out: '', calls: ['activate'] });
    expect(err).toMatch(/trusted access of StackSets: mended\n.*AWS refuses organizations:RegisterDelegated/s);
  });

  test('interrupted, does the thing that it is at to its end, and nothing after it', async () => {
    const organization = new Organization();
    const { status, err } = await run(organization, ['--fix', '--yes'], { uninterrupted: interruptedAfter });
    expect({ status, calls: organization.calls }).toEqual({ status: EXIT.interrupted, calls: ['activate'] });
    expect(err).toContain('trusted access of StackSets: mended\n');
  });

  test.each([
    [
      'instances that AWS says something of',
      { stackSets: { 'orgstrap-A': [{ ...OUTDATED, detailedStatus: 'FAILED' }] } },
    ],
    [
      'instances whose account is still suspended',
      {
        stackSets: { 'orgstrap-A': [{ ...OUTDATED, detailedStatus: 'SKIPPED_SUSPENDED_ACCOUNT' }] },
        tree: { ...TREE, accounts: TREE.accounts.map((each) => ({ ...each, state: 'SUSPENDED' })) },
      },
    ],
    ['instances that no update reaches', { stackSets: { 'orgstrap-A': [{ ...OUTDATED, status: 'INOPERABLE' }] } }],
    ['instances of which nobody knows the OU', { stackSets: { 'orgstrap-A': [{ ...OUTDATED, unit: undefined }] } }],
    ['another delegated administrator', { administrators: [OPS, '999999999999'] }],
    ['another root', { root: { id: 'r-efgh', policyTypes: [] } }],
    ['an account that is elsewhere', { tree: { ...TREE, accounts: TREE.accounts.slice(0, 4) } }],
    ['root users', { features: [] }],
  ] satisfies readonly (readonly [string, Partial<Seen>])[])('leaves %s to a person', async (_, changes) => {
    for (const account of [MANAGEMENT, OPS]) {
      const organization = new Organization({
        ...{ account, isTrusted: true, administrators: [OPS], stackSets: {} },
        ...{ root: { id: 'r-abcd', policyTypes: ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] } },
        passwords: { minimumLength: 20, remembered: 24 },
        ...changes,
      });
      const { status, err, out } = await run(organization, ['--fix', '--yes']);
      expect({ status, err, calls: organization.calls }).toEqual({ status: EXIT.failed, err: '', calls: [] });
      expect(out).toMatch(/^finding .*\n.*\n {4}fix: /m);
    }
  });

  test('updates instances that were passed over, once their account is open again', async () => {
    const skipped = { ...OUTDATED, detailedStatus: 'SKIPPED_SUSPENDED_ACCOUNT' };
    const stackSets = { 'orgstrap-ProductAccounts-dev': [skipped] };
    const organization = new Organization({
      account: OPS,
      stackSets,
      passwords: { minimumLength: 14, remembered: 24 },
    });
    await run(organization, ['--fix', '--yes']);
    expect(organization.calls).toEqual(['update orgstrap-ProductAccounts-dev in 444444444444']);
  });

  test('never touches StackSets of somebody else', async () => {
    const organization = new Organization({
      account: OPS,
      stackSets: { 'of-somebody': [OUTDATED] },
      passwords: undefined,
    });
    await run(organization, ['--fix', '--yes']);
    expect(organization.calls).toEqual(['passwords {"minimumLength":14,"remembered":24}']);
  });

  test('writes what it would do into the JSON of doctor', async () => {
    const { out } = await run(new Organization(), ['--json']);
    const { checks }: { checks: readonly { name: string; mending?: object }[] } = JSON.parse(out);
    expect(checks.find(({ name }) => name === 'trusted access of StackSets')?.mending).toEqual({
      kind: 'activate trusted access',
      account: MANAGEMENT,
    });
  });
});
