// What AWS calls StackSets and what they make in IAM: nobody chooses these names.

/** How the roles are called that StackSets make in member accounts and work as. Nobody chooses what follows, so others can take such a name. */
export const STACK_SETS_ROLES = 'stacksets-exec-';

/** How the service-linked roles are called in which StackSets reach member accounts. */
export const STACK_SETS_SERVICE_ROLES = 'AWSServiceRoleForCloudFormationStackSets';

/** What StackSets are called as a service of AWS. */
export const STACK_SETS_SERVICES = [
  'member.org.stacksets.cloudformation.amazonaws.com',
  'stacksets.cloudformation.amazonaws.com',
] as const;
