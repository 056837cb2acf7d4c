import { seenRoles } from '../../../lib/commands/deploy/planted-roles';
import { requireNoPlantedRoles } from '../../../lib/commands/deploy/planted-roles.text';
import { EXIT, Failure } from '../../../lib/domain/failure';
import type { PrincipalArn } from '../../../lib/domain/ids';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { expectedAccounts } from '../../support/expected-accounts';
import { OPS, sharedOpsConfig } from '../../support/org-config';
import { FakeAccounts } from '../verify/fake-accounts';

const CONFIG = sharedOpsConfig({
  operators: [`arn:aws:iam::${OPS}:user/operator` as PrincipalArn],
  guardrails: { deployers: [] },
});
const PROD = '666666666666';
const PLANTED = {
  arn: `arn:aws:iam::${PROD}:role/stacksets-exec-planted-before`,
  trust: JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${PROD}:root` }, Action: 'sts:AssumeRole' }],
  }),
};

/** Looks, and says what nobody saw. */
async function looked(change: (accounts: FakeAccounts) => void, isAccepted = false, config: OrgConfig = CONFIG) {
  const accounts = new FakeAccounts(expectedAccounts(CONFIG), CONFIG);
  change(accounts);
  const seen = await seenRoles(config, () => Promise.resolve(accounts as never));
  return requireNoPlantedRoles(seen, isAccepted, config.operators !== undefined);
}

function plant(accounts: FakeAccounts): void {
  accounts.at(PROD).things.stackSetsRoles = [PLANTED];
}

describe('before guardrails are laid over accounts', () => {
  test('nothing is said where every role with a name that they let through is what it passes for', async () => {
    expect(await looked(() => undefined)).toBe('');
  });

  test('a planted role is refused, with whom it trusts and what mends it', async () => {
    await expect(looked(plant)).rejects.toMatchObject({
      code: 'PlantedRoles',
      exitStatus: EXIT.failed,
      message: expect.stringMatching(
        /666666666666 prod: stacksets-exec-planted-before trusts arn:aws:iam::666666666666:root\n.*aws iam delete-role --role-name stacksets-exec-planted-before/,
      ),
    });
  });

  test('unless somebody takes the word for it', async () => {
    expect(await looked(plant, true)).toBe('');
  });

  test('accounts that the caller cannot enter are named, and hold nothing up', async () => {
    const said = await looked((accounts) => {
      accounts.at(PROD).refusal = new Failure('AwsRefused', 'sts:AssumeRole is refused', EXIT.unusable);
    });
    expect(said).toContain('in 1 of 4 accounts (666666666666): sts:AssumeRole is refused');
    expect(said).toContain('run this as an operator of org.yaml');
  });

  test('without operators nobody looks, which is said', async () => {
    const { operators: _, ...unwatched } = CONFIG;
    expect(await looked(plant, false, unwatched)).toMatch(
      /no account has an auditor role\n.*name operators in org.yaml/,
    );
  });

  test('a bug is not taken for an account that cannot be entered', async () => {
    await expect(
      looked((accounts) => {
        accounts.at(PROD).refusal = new TypeError('a bug');
      }),
    ).rejects.toThrow('a bug');
  });
});
