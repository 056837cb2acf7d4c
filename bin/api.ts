/**
 * What `import 'orgstrap'` gives: the organization of an `org.yaml` as typed values, the CDK app of it, and constructs for an app of
 * one's own. What is not here may change in any version.
 */
export { usableConfig } from '../lib/commands/usable-config';
export { ownPoliciesBeside, type ParseResult, parseOrgConfig } from '../lib/config/parse-org-config';
export { AccountStack, type Delivery } from '../lib/constructs/account-stack';
export { PrivateBucket, type PrivateBucketProps } from '../lib/constructs/private-bucket';
export {
  ServiceManagedStackSet,
  type ServiceManagedStackSetProps,
  type StackSetAdministrator,
  type StackSetTarget,
} from '../lib/constructs/service-managed-stack-set';
export { Failure } from '../lib/domain/failure';
export {
  deploymentAccountOf,
  type Environment,
  type OrgConfig,
  type Pipeline,
  type ProductAccount,
} from '../lib/domain/org-config';
export type { Problem } from '../lib/domain/problem';
export { serviceNames } from '../lib/policies/policies-folder';
export { buildApp } from '../lib/stacks/build-app';
export { buildGuardrails } from '../lib/stacks/build-guardrails';
export { checkApp } from '../lib/stacks/check-app';
export { type CheckOptions, EVERY_CHECK } from '../lib/stacks/check-options';
export { newApp } from '../lib/stacks/new-app';
export { stackSetAdministrator, targetOf } from '../lib/stacks/stack-set-administrator';
