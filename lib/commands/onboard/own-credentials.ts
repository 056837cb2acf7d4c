import type { AccountAccess } from '../../aws/account-access';
import { EXIT, Failure } from '../../domain/failure';
import { deploymentAccountOf, type OrgConfig } from '../../domain/org-config';

/**
 * The management account makes and moves accounts, and the deployment account does the rest. With credentials of another one nothing can be done.
 *
 * @throws Failure `WrongAccount`
 */
export function requireOwnCredentials(config: OrgConfig, { account }: Pick<AccountAccess, 'account'>): void {
  const deployment = deploymentAccountOf(config);
  const { managementAccount } = config.organization;
  if (account === deployment || account === managementAccount) return;
  throw new Failure(
    'WrongAccount',
    `these are credentials of account ${account}, expected those of the deployment account ${deployment}${deployment === managementAccount ? '' : `, with --management-profile for the management account ${managementAccount}`}`,
    EXIT.unusable,
  );
}
