import type { Member } from './members';
import { passedTo } from './reference-exceptions';
import { asPattern, UNTOLD } from './resource-arns';
import type { RequestPlace, RequiredPermission } from './table';

/** Operations that write an instance profile down; its role is passed when an instance is made of it. */
const ONLY_NOTING: ReadonlySet<string> = new Set(['CreateLaunchTemplate', 'CreateLaunchTemplateVersion']);

/**
 * The permission to pass each role that a request hands to a service: the members that are called a role, and the roles of instance profiles, of which
 * nobody here knows which they are.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function passedRoles(
  prefix: string,
  operation: string,
  members: readonly Member[],
  here: RequestPlace,
): readonly RequiredPermission[] {
  const { partition } = here.snapshot;
  const passed = members.flatMap((member) => {
    const resource = roleIn(member, here);
    if (resource === undefined || (isProfile(member) && ONLY_NOTING.has(operation))) return [];
    const service = isProfile(member)
      ? passedTo('ec2', 'InstanceProfile', partition)
      : passedToBy(prefix, member, partition);
    const context = { 'iam:PassedToService': service };
    return [{ action: 'iam:PassRole', resource, context, about: [asPattern(resource)] }];
  });
  return [...new Map(passed.map((each) => [JSON.stringify(each), each])).values()];
}

function passedToBy(prefix: string, { path }: Member, partition: string): string {
  return passedTo(prefix, path.at(-1) ?? '', partition);
}

function roleIn(member: Member, { snapshot, account }: RequestPlace): string | undefined {
  const { path, value } = member;
  const inAccount = (name: string) => `arn:${snapshot.partition}:iam::${account}:role/${name}`;
  if (isProfile(member)) return inAccount(UNTOLD);
  if (/^arn:[^:]+:iam::\d{12}:role\/.+$/.test(value))
    return /role|DeliverLogsPermissionArn/i.test(path.at(-1) ?? '') ? value : undefined;
  return /RoleArn$|^Role$/i.test(path.at(-1) ?? '') && /^[\w+=,.@-]{1,64}$/.test(value) ? inAccount(value) : undefined;
}

function isProfile({ path }: Member): boolean {
  return path.some((name) => /instanceprofile/i.test(name));
}
