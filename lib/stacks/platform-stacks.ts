import type { App, Stack } from 'aws-cdk-lib/core';
import type { OrgConfig } from '../domain/org-config';
import { deliver } from './deliver';
import { NothingStack } from './nothing-stack';
import { OperatorRolesStack } from './operator-roles-stack';
import { waitFor } from './order';
import { PlatformAccountStack, PlatformLendsStack } from './platform-account-stack';

/**
 * The roles of each platform account, those that it lends and, where there are operators, the auditor role after them. Each is delivered to
 * that one account, wherever it is below the root. Where nobody in use may enter by some of them any more, nothing is delivered in their
 * place, which takes them away.
 *
 * @throws Failure where a role wears more policies, or trusts more pipelines, than IAM takes
 */
export function platformStacks(app: App, config: OrgConfig): readonly Stack[] {
  const { operators, platformAccounts } = config;
  return platformAccounts.flatMap((account) => {
    const { id, name, managed, lends } = account;
    const roles = [
      deliver(app, config, `PlatformAccount-${name}`, id, (stack, delivery) =>
        managed === undefined
          ? new NothingStack(app, stack, delivery)
          : new PlatformAccountStack(app, stack, delivery, config, account, managed),
      ),
      deliver(app, config, `PlatformLends-${name}`, id, (stack, delivery) =>
        lends.length === 0
          ? new NothingStack(app, stack, delivery)
          : new PlatformLendsStack(app, stack, delivery, config, account),
      ),
    ];
    if (operators === undefined) return roles;
    const auditor = deliver(app, config, `PlatformAuditor-${name}`, id, (stack, delivery) => {
      return new OperatorRolesStack(app, stack, delivery, config, operators);
    });
    waitFor([auditor], roles);
    return roles;
  });
}
