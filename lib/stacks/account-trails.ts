import type { App, Stack } from 'aws-cdk-lib/core';
import type { OrgConfig } from '../domain/org-config';
import { AccountTrailStack } from './account-trail-stack';
import { deliver, memberId } from './deliver';
import { StackSetStack } from './stack-set-stack';

/**
 * With trails of orgstrap's own, one in the Ops account and in every product account. A trail of the organization records in
 * all of them already.
 */
export function accountTrails(app: App, config: OrgConfig): readonly Stack[] {
  const { accounts, audit, environments } = config;
  if (audit?.trail !== 'own') return [];
  const ops =
    accounts.ops === accounts.terraform
      ? []
      : [
          deliver(app, config, 'AccountTrail-Ops', accounts.ops, (id, delivery) => {
            return new AccountTrailStack(app, id, delivery, config);
          }),
        ];
  const everywhere = new StackSetStack(app, 'AccountTrails', {
    config,
    description: 'orgstrap: a trail in every product account',
    member: new AccountTrailStack(app, memberId('AccountTrails'), { by: 'stack set' }, config),
    target: {
      organizationalUnits: environments.flatMap(({ organizationalUnits }) => organizationalUnits),
      onAccountRemoval: 'delete',
    },
  });
  return [...ops, everywhere];
}
