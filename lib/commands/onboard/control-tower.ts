import type { MemberAccounts } from '../../aws/member-accounts';
import { EXIT, Failure } from '../../domain/failure';

/**
 * What Control Tower needs to see drift, so it is on where a landing zone is; whoever may list accounts may ask for it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/services-that-can-integrate-CTower.html
 */
const CONTROL_TOWER = 'controltower.amazonaws.com';

/**
 * An account that is made beside Account Factory is not enrolled: it lacks the baseline of its OU.
 *
 * @throws Failure `ControlTower` with the way through Account Factory
 * @see https://docs.aws.amazon.com/controltower/latest/userguide/provision-and-manage-accounts.html
 */
export async function requireNoControlTower(
  accounts: Pick<MemberAccounts, 'trusts'>,
  { name, environment }: { readonly name: string; readonly environment: string },
): Promise<void> {
  if (!(await accounts.trusts(CONTROL_TOWER))) return;
  throw new Failure(
    'ControlTower',
    `AWS Control Tower governs this organization, and an account that is made beside it is never enrolled; nothing was done. Make it with Account Factory (Control Tower, Account Factory, Create account; or in Service Catalog the product AWS Control Tower Account Factory), in an OU of ${environment}, then: orgstrap onboard ${name} --environment ${environment} --account ID`,
    EXIT.unusable,
  );
}
