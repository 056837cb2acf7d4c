import type { App, Stack } from 'aws-cdk-lib/core';
import { auditedAccounts } from '../domain/audited-accounts';
import type { OrgConfig } from '../domain/org-config';
import { AccountTrailStack } from './account-trail-stack';
import { deliver, memberId } from './deliver';
import { StackSetStack } from './stack-set-stack';

/**
 * With trails of orgstrap's own, one in the Ops account and in every product account. A trail of the organization records in
 * all of them already.
 */
export function accountTrails(app: App, config: OrgConfig): readonly Stack[] {
  const audited = auditedAccounts(config);
  if (audited === undefined || config.audit?.trail !== 'own') return [];
  const own = audited.single
    // The one of the Terraform account is in its stack of the audit.
    .filter(({ id }) => id !== config.accounts.terraform)
    .map(({ name, id: account }) =>
      deliver(app, config, `AccountTrail-${name}`, account, (id, delivery) => {
        return new AccountTrailStack(app, id, delivery, config);
      }),
    );
  const everywhere = new StackSetStack(app, 'AccountTrails', {
    config,
    description: 'orgstrap: a trail in every product account',
    member: new AccountTrailStack(app, memberId('AccountTrails'), { by: 'stack set' }, config),
    target: { organizationalUnits: audited.organizationalUnits, onAccountRemoval: 'delete' },
  });
  return [...own, everywhere];
}
