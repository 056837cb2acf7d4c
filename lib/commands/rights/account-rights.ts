import { deploymentAccountOf } from '../../domain/org-config';
import { type CommandRights, together } from './command-rights';
import { commandPolicy } from './values';
import { ORGSTRAP_DEPLOY } from './whole-deployment-rights';

/** What the management account alone does. */
const OF_MANAGEMENT: ReadonlySet<string> = new Set(['MakeAnAccount', 'MoveAnAccount']);

/** Who deploys looks, and who is of the management account makes and moves. @param makes - whether there may be no account yet */
function accountRights(makes: boolean): CommandRights['of'] {
  return (config) => {
    const { managementAccount } = config.organization;
    const accounts = [...new Set([managementAccount, deploymentAccountOf(config)])];
    return accounts.flatMap((account) => {
      const isWanted = (sid: string) =>
        OF_MANAGEMENT.has(sid) ? account === managementAccount && (makes || sid !== 'MakeAnAccount') : true;
      const policy = commandPolicy('accounts', config, account, isWanted);
      const who = account === managementAccount ? 'the profile --management-profile' : 'whoever deploys';
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
