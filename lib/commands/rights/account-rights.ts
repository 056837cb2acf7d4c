import { deploymentAccountOf } from '../../domain/org-config';
import { commandPolicy } from '../../policies/commands/command-policy';
import { type CommandRights, together } from './command-rights';
import { ORGSTRAP_DEPLOY } from './whole-deployment-rights';

/** What the management account alone does. */
const OF_MANAGEMENT: ReadonlySet<string> = new Set(['MakeAnAccount', 'MoveAnAccount']);

/** Where there may be no account yet. */
const TO_MAKE: ReadonlySet<string> = new Set(['MakeAnAccount', 'SeeTheAccountsOfTheOrganization']);

/** What who deploys has by `plan`, and who begins in a management account that does not deploy needs, too. */
const TO_BEGIN_ELSEWHERE: ReadonlySet<string> = new Set([
  'SeeTheRootOfTheOrganization',
  'WalkTheTreeOfTheOrganization',
]);

/** The same, where the account leaves an environment. */
const TO_SEE_IT_LEAVE: ReadonlySet<string> = new Set([
  'SeeWhichStackSetsThereAre',
  'SeeWhetherStackSetsHaveLeftAnAccount',
]);

/** Who deploys looks, and who is of the management account makes and moves. @param makes - whether there may be no account yet */
function accountRights(makes: boolean): CommandRights['of'] {
  return (config) => {
    const { managementAccount } = config.organization;
    const deployment = deploymentAccountOf(config);
    const accounts = [...new Set([managementAccount, deployment])];
    return accounts.flatMap((account) => {
      const isWanted = (sid: string) => {
        if (OF_MANAGEMENT.has(sid) && account !== managementAccount) return false;
        if (TO_BEGIN_ELSEWHERE.has(sid)) return account !== deployment;
        if (TO_SEE_IT_LEAVE.has(sid)) return account !== deployment && !makes;
        return makes || !TO_MAKE.has(sid);
      };
      const policy = commandPolicy('accounts', config, account, { isWanted });
      const who =
        account === managementAccount
          ? 'the profile --management-profile, or whoever begins with credentials of the management account'
          : 'whoever deploys';
      return policy === undefined ? [] : [{ account, who, policies: [policy] }];
    });
  };
}

const THEN = 'then it does what orgstrap deploy does, with credentials of the deployment account.';

export const ONBOARD = together(`The management account makes and moves the account; ${THEN}`, () => [
  accountRights(true),
  ORGSTRAP_DEPLOY.of,
]);

/** Of `move` and `offboard`. */
export const MOVES = together(`The management account moves the account; ${THEN}`, () => [
  accountRights(false),
  ORGSTRAP_DEPLOY.of,
]);
