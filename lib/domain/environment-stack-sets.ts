import { stackName } from './names';

/** The stacks of an environment that are a StackSet over its accounts, before the name of the environment. */
const STACK_SETS_OF_ENVIRONMENT = [
  'ProductAccounts',
  'AccessRoles',
  'OperatorRoles',
  'AccountTrails',
  'ForwardingRoles',
  'Forwarding',
  'ExternalAccess',
] as const;

/** The names of all StackSets that an environment can have. @param deployedAs - the environment's name in AWS */
export function stackSetsOfEnvironment(deployedAs: string): readonly string[] {
  return STACK_SETS_OF_ENVIRONMENT.map((what) => stackName(`${what}-${deployedAs}`));
}
