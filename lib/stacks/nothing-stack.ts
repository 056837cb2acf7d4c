import { CfnWaitConditionHandle } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { AccountStack, type Delivery } from '../constructs/account-stack';

/**
 * What is deployed in place of something that goes: CDK never deletes a stack, and CloudFormation takes none without a resource. The handle
 * of a wait condition is a URL that nobody calls, and costs nothing.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-waitconditionhandle.html
 */
export class NothingStack extends AccountStack {
  constructor(scope: Construct, id: string, delivery: Delivery) {
    super(scope, id, delivery, 'orgstrap: nothing any more');
    new CfnWaitConditionHandle(this, 'Nothing');
  }
}
