import { type App, Stack } from 'aws-cdk-lib/core';
import type { OrgConfig } from '../domain/org-config';

/**
 * Puts the stacks that `org.yaml` names under termination protection.
 *
 * Not every stack: the CDK CLI protects a stack before it is created, and must delete one whose creation failed before it creates it again,
 * which protection refuses. See docs/adr/0012.
 */
export function protectStacks(app: App, { protectStacks: names = [] }: OrgConfig): void {
  for (const stack of app.node.children.filter(Stack.isStack)) {
    stack.terminationProtection = names.includes(stack.stackName);
  }
}
