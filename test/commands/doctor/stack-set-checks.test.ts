import type { StackInstance } from '../../../lib/aws/stack-sets';
import { stackSetChecks } from '../../../lib/commands/doctor/stack-set-checks';
import { Failure } from '../../../lib/domain/failure';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { orgConfig } from '../../support/org-config';

function instance(account: string, changes: Partial<StackInstance> = {}): StackInstance {
  return { account, status: 'OUTDATED', region: 'eu-west-1', unit: 'ou-abcd-11111111', ...changes };
}

async function checksOf(
  stackSets: Readonly<Record<string, readonly StackInstance[]>>,
  config: OrgConfig = orgConfig(),
  states?: Readonly<Record<string, string>>,
) {
  const port = {
    names: () => Promise.resolve(Object.keys(stackSets)),
    instances: (name: string) => Promise.resolve(stackSets[name] ?? []),
  };
  const accounts = Object.entries(states ?? {}).map(([id, state]) => ({
    id,
    name: id,
    parent: 'ou-abcd-11111111',
    state,
  }));
  return await stackSetChecks(config, port, {
    tree: () =>
      states === undefined
        ? Promise.reject(new Failure('AwsRefused', 'AWS refuses the tree'))
        : Promise.resolve({ root: 'r-abcd', units: [], accounts }),
  });
}

/** What is wrong with instances of one StackSet. */
async function wrongWith(...instances: readonly StackInstance[]) {
  const checks = await checksOf({ 'orgstrap-Boundary': instances });
  return checks.filter(({ name, result }) => name === 'stack instances' && result !== 'ok');
}

const TARGET =
  '--call-as DELEGATED_ADMIN --deployment-targets OrganizationalUnitIds=ou-abcd-11111111,Accounts=444444444444,AccountFilterType=INTERSECTION --regions eu-west-1 --region eu-west-1';
const UPDATE = `aws cloudformation update-stack-instances --stack-set-name orgstrap-Boundary ${TARGET}`;

describe('stack instances', () => {
  test('that are up to date are counted, and those of others are not looked at', async () => {
    const current = instance('444444444444', { status: 'CURRENT', detailedStatus: 'SUCCEEDED' });
    const [check] = await checksOf({
      'orgstrap-Boundary': [current, instance('555555555555', { status: 'CURRENT' })],
      'of-somebody': [instance('444444444444', { detailedStatus: 'FAILED' })],
    });
    expect(check).toMatchObject({ result: 'ok', found: '2 instances of 1 StackSets, all up to date' });
  });

  test.each<[string, Partial<StackInstance>, string]>([
    ['OUTDATED', { detailedStatus: 'SUCCEEDED' }, UPDATE],
    ['OUTDATED', {}, UPDATE],
    [
      'FAILED',
      { detailedStatus: 'FAILED', reason: 'orgstrap-boundary already exists' },
      `mend what AWS says, then: ${UPDATE}`,
    ],
    ['FAILED_IMPORT', { status: 'INOPERABLE', detailedStatus: 'FAILED_IMPORT' }, `mend what AWS says, then: ${UPDATE}`],
    [
      'CANCELLED',
      { detailedStatus: 'CANCELLED' },
      `somebody stopped the operation, or too many accounts failed: mend those, then: ${UPDATE}`,
    ],
    [
      'SKIPPED_SUSPENDED_ACCOUNT',
      { detailedStatus: 'SKIPPED_SUSPENDED_ACCOUNT' },
      `once the account is open again: ${UPDATE}; if it stays closed, remove it from org.yaml and move it out of the OU`,
    ],
  ])('that are %s are told with what mends them: %j', async (status, changes, fix) => {
    const reason = changes.reason === undefined ? '' : `: ${changes.reason}`;
    expect(await wrongWith(instance('444444444444', changes))).toMatchObject([
      { result: 'finding', found: `orgstrap-Boundary is ${status} in 444444444444${reason}`, fix },
    ]);
  });

  describe('that StackSets passed over', () => {
    const Skipped = { detailedStatus: 'SKIPPED_SUSPENDED_ACCOUNT' };

    test('are named, and no finding, while their accounts are suspended', async () => {
      const stackSets = { 'orgstrap-Boundary': [instance('444444444444', Skipped)] };
      const [check] = await checksOf(stackSets, orgConfig(), { '444444444444': 'SUSPENDED' });
      expect(check).toMatchObject({
        result: 'ok',
        found:
          '1 instances of 1 StackSets, all up to date but in suspended accounts, which StackSets pass over: 444444444444',
      });
    });

    test('are a finding in the accounts that are open again, and want no more than another operation', async () => {
      const stackSets = { 'orgstrap-Boundary': [instance('444444444444', Skipped), instance('555555555555', Skipped)] };
      const states = { '444444444444': 'CLOSED', '555555555555': 'ACTIVE' };
      const [check] = await checksOf(stackSets, orgConfig(), states);
      expect(check).toMatchObject({
        result: 'finding',
        found: 'orgstrap-Boundary is SKIPPED_SUSPENDED_ACCOUNT in 555555555555',
        mending: { kind: 'update instances', accounts: ['555555555555'] },
      });
    });
  });

  test('that are INOPERABLE leave the StackSet, whatever the last operation came to; their stack is deleted by hand', async () => {
    const [check] = await wrongWith(
      instance('444444444444', {
        status: 'INOPERABLE',
        detailedStatus: 'CANCELLED',
        stack: 'arn:aws:cloudformation:s',
      }),
    );
    const set = '--stack-set-name orgstrap-Boundary';
    expect(check?.found).toBe('orgstrap-Boundary is INOPERABLE in 444444444444');
    expect(check?.fix).toBe(
      `no update reaches it any more: aws cloudformation delete-stack-instances ${set} ${TARGET} --retain-stacks; ` +
        'in each account aws cloudformation delete-stack --stack-name ARN (arn:aws:cloudformation:s), once what kept it from being deleted is gone; ' +
        `then, where the account is still below the OU, aws cloudformation create-stack-instances ${set} ${TARGET}`,
    );
  });

  test('with which the same is wrong are mended by one command, those of another OU by another', async () => {
    const failed = { detailedStatus: 'FAILED', reason: 'no' };
    const wrong = await wrongWith(
      instance('555555555555', failed),
      instance('444444444444', failed),
      instance('666666666666', { ...failed, unit: 'ou-abcd-33333333' }),
    );
    expect(wrong.map(({ found }) => found)).toEqual([
      'orgstrap-Boundary is FAILED in 444444444444, 555555555555: no',
      'orgstrap-Boundary is FAILED in 666666666666: no',
    ]);
    expect(wrong[0]?.fix).toContain(
      'OrganizationalUnitIds=ou-abcd-11111111,Accounts=444444444444,555555555555,Account',
    );
  });

  test('are shown in part, and mended all', async () => {
    const accounts = Array.from({ length: 9 }, (_, index) => String(400_000_000_000 + index));
    const [check] = await wrongWith(...accounts.map((account) => instance(account)));
    expect(check?.found).toMatch(/400000000005 and 3 more$/);
    expect(check?.fix).toContain(`Accounts=${accounts.join(',')},`);
  });

  test.each(['PENDING', 'RUNNING'])('that are %s are not judged', async (detailedStatus) => {
    expect(await wrongWith(instance('444444444444', { detailedStatus }))).toMatchObject([{ result: 'not seen' }]);
  });

  test('are mended from the management account as itself', async () => {
    const config = orgConfig({ deployFrom: 'management' });
    const [check] = await checksOf({ 'orgstrap-Boundary': [instance('444444444444')] }, config);
    expect(check?.fix).toContain('--call-as SELF');
  });
});

describe('the quota of StackSets', () => {
  async function quota(count: number, ...ours: readonly string[]) {
    const others = Array.from({ length: count }, (_, index) => [`other-${index}`, []]);
    const checks = await checksOf(Object.fromEntries([...others, ...ours.map((name) => [name, []])]));
    return checks.find(({ name }) => name === 'quota: StackSets');
  }

  test('has room for each environment', async () => {
    expect(await quota(997)).toMatchObject({
      result: 'ok',
      found: '997 there, at least 3 to come, 1000 allowed before an increase',
    });
    expect(await quota(998)).toMatchObject({ result: 'finding', fix: expect.stringContaining('Service Quotas') });
  });

  test('counts those that are there already once', async () => {
    expect(await quota(998, 'orgstrap-ProductAccounts-dev')).toMatchObject({ result: 'finding' });
    expect(await quota(997, 'orgstrap-ProductAccounts-dev')).toMatchObject({ result: 'ok' });
  });
});
