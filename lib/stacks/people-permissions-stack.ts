import { CfnWaitConditionHandle } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';
import { ManagedPolicy } from '../constructs/managed-policy';
import type { AttachedPolicy } from '../policies/people-permissions';

/**
 * A part of what the people of the Ops account may do, apart from them: in the template of many people there is no room for where they may
 * go. The policies name their groups, and not the groups the policies.
 */
export class PeoplePermissionsStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery, policies: readonly AttachedPolicy[]) {
    super(scope, id, delivery, 'orgstrap: where the people of the Ops account may go');
    // Below a construct, a logical id ends with a hash, so that a-b and ab are two.
    const parent = new Construct(this, 'Permissions');
    for (const policy of policies) new ManagedPolicy(parent, policy.id, policy);
    // No policy may be known by a name of this part.
    new CfnWaitConditionHandle(this, 'NeverEmpty');
  }
}
