import { CfnGroup, CfnUser } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { EVERYBODY_GROUP, PEOPLE_BOUNDARY, PEOPLE_PATH, peopleGroupName } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { People, PeopleGroup, Person } from '../domain/people';
import { loadPolicy } from '../policies/load-policy';
import { permissionsOfGroup } from '../policies/people-permissions';
import { ManagedPolicy } from './managed-policy';

export interface PeopleInOpsProps {
  readonly config: OrgConfig;
  readonly people: People;
  readonly users: readonly Person[];
  /** Whether the groups get their policies here; there may be no room for them. */
  readonly hasPermissions: boolean;
}

/** IAM's variable for the name of the caller; it is not one of our placeholders. */
const WHOEVER_CALLS = '${aws:username}';

/**
 * The one login of each person, and the groups that say where they may go from it. Passwords, keys and MFA devices are in
 * no template: `orgstrap people invite` makes the first password, and everything after it people do themselves.
 */
export class PeopleInOps extends Construct {
  private readonly config: OrgConfig;

  constructor(scope: Construct, id: string, { config, people, users, hasPermissions }: PeopleInOpsProps) {
    super(scope, id);
    this.config = config;
    const names = namesOf(config);
    const own = {
      self: names.personArn(WHOEVER_CALLS),
      ownDevice: names.mfaDeviceArn(WHOEVER_CALLS),
    };
    const boundary = new ManagedPolicy(this, 'Boundary', {
      name: PEOPLE_BOUNDARY,
      description: 'What nobody who signs in to this account can exceed in it',
      pack: [loadPolicy('people.boundary', { ...own, accessRoles: names.accessRolesPattern('*') })],
    });
    const everybody = new CfnGroup(this, 'Everybody', { groupName: EVERYBODY_GROUP, path: PEOPLE_PATH });
    new ManagedPolicy(this, 'SelfService', {
      description: 'What people may do to their own sign-in: before MFA to set it up, after it to keep keys',
      pack: [loadPolicy('people.self-service.permissions', own)],
      groups: [everybody.ref],
    });
    const groups = new Map(people.groups.map((group) => [group.name, this.group(group, hasPermissions)]));
    for (const person of users) {
      new CfnUser(this, `User-${person.name}`, {
        userName: person.name,
        path: PEOPLE_PATH,
        groups: [everybody.ref, ...person.groups.flatMap((name) => groups.get(name)?.ref ?? [])],
        permissionsBoundary: boundary.arn,
      });
    }
  }

  private group(group: PeopleGroup, hasPermissions: boolean): CfnGroup {
    const resource = new CfnGroup(this, `Group-${group.name}`, {
      groupName: peopleGroupName(group.name),
      path: PEOPLE_PATH,
    });
    for (const policy of hasPermissions ? permissionsOfGroup(this.config, group) : []) {
      new ManagedPolicy(this, policy.id, { ...policy, groups: [resource.ref] });
    }
    return resource;
  }
}
