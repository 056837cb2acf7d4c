import { CfnDeletionPolicy, type CfnResource } from 'aws-cdk-lib/core';

/**
 * Keeps what holds state when its stack is deleted or it is replaced; but a create that fails leaves nothing behind,
 * whose name would block the next attempt.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
 */
export function retain(resource: CfnResource): void {
  resource.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
  resource.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
}
