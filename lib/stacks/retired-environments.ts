import type { App, Stack } from 'aws-cdk-lib/core';
import { assignmentsId } from '../domain/assignments';
import { identityCenterAccountOf, type OrgConfig } from '../domain/org-config';
import { deliver, memberId } from './deliver';
import { NothingStack } from './nothing-stack';
import { StackSetStack } from './stack-set-stack';

/**
 * The stacks of environments on their way out, which deliver nothing to nobody, so that CloudFormation takes away what they delivered: first
 * who may become a role by Identity Center, whose roles wear policies of the access roles; then the roles that others trust or become; and
 * last what watches over them. See docs/adr/0017.
 */
export function retiredEnvironments(app: App, config: OrgConfig): readonly (readonly Stack[])[] {
  const { audit, operators, people, retiredEnvironments: retired } = config;
  if (retired.length === 0) return [];
  const member = new NothingStack(app, memberId('Retired'), { by: 'stack set' });
  const emptied = (isThere: boolean, id: string) =>
    retired
      .filter(() => isThere)
      .map(
        ({ deployedAs }) =>
          new StackSetStack(app, `${id}-${deployedAs}`, {
            config,
            description: `orgstrap: nothing any more in the accounts of ${deployedAs}, which is retired`,
            member,
            target: { organizationalUnits: [] },
          }),
      );
  const center = identityCenterAccountOf(config);
  const assignments = retired
    .filter(() => people?.signIn.source === 'identityCenter')
    .map(({ deployedAs }) =>
      deliver(app, config, assignmentsId(deployedAs, 0), center, (id, delivery) => new NothingStack(app, id, delivery)),
    );
  return [
    assignments,
    [...emptied(true, 'ProductAccounts'), ...emptied(people !== undefined, 'AccessRoles')],
    [...emptied(operators !== undefined, 'OperatorRoles'), ...emptied(audit !== undefined, 'Forwarding')],
    [...emptied(audit !== undefined, 'ForwardingRoles'), ...emptied(audit?.trail === 'own', 'AccountTrails')],
    emptied(audit?.externalAccess !== undefined, 'ExternalAccess'),
  ];
}
