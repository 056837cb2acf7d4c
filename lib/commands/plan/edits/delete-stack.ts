import { stackName } from '../../../domain/names';
import type { Step } from './edit';
import { type EstateStack, regionOf } from './estate';

/** Kinds of stacks, as their names begin: whom nobody should trust any more goes before what the trusted ones wear. */
const DELETION_ORDER = [
  'Assignments-',
  'PermissionSets',
  'AccessRoles-',
  'OperatorRoles-',
  'Auditors',
  'ManagementAuditor',
  'PlatformAuditor-',
  'ProductAccounts-',
  'PlatformLends-',
  'PlatformAccount-',
  'ManagementPermissions-',
  'ManagementAccount',
  'Forwarding-',
  'Forwarding',
  'ForwardingRole-',
  'ForwardingRoles',
  'AccountTrail',
  'ExternalAccess-',
  'Alarms-',
  'Audit',
  'PeoplePermissions',
  'OpsAccount',
  'Pipeline-',
  'Replica-',
  'TerraformAccount',
];

/** The stacks in the order in which they can be deleted; what orgstrap does not know comes last. */
export function inDeletionOrder<Stack extends Pick<EstateStack, 'name'>>(stacks: readonly Stack[]): readonly Stack[] {
  const place = ({ name }: Stack) => {
    const found = DELETION_ORDER.findIndex((kind) => name.startsWith(stackName(kind)));
    return found === -1 ? DELETION_ORDER.length : found;
  };
  return [...stacks].sort((one, other) => place(one) - place(other) || (one.name < other.name ? -1 : 1));
}

/**
 * The commands that delete a stack, with credentials of the deployment account. The stack of a StackSet deletes its instances, and then it.
 *
 * @see https://docs.aws.amazon.com/cli/latest/reference/cloudformation/delete-stack.html
 */
export function deletionOf(stack: EstateStack, homeRegion: string): readonly Step[] {
  const where = `--stack-name ${stack.name} --region ${regionOf(stack, homeRegion)}`;
  return [
    ...(stack.isProtected
      ? [{ run: `aws cloudformation update-termination-protection --no-enable-termination-protection ${where}` }]
      : []),
    { run: `aws cloudformation delete-stack ${where}` },
    { run: `aws cloudformation wait stack-delete-complete ${where}` },
  ];
}
