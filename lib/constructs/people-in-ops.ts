import { CfnGroup, CfnUser } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { OrgConfig } from '../domain/org-config';
import type { People, Person } from '../domain/people';
import { everybodyGroup, groupOfPeople, peopleBoundary, personUser } from '../policies/people-users';
import type { GroupDescription } from '../policies/user-description';
import { acknowledge } from './acknowledge';
import { boundaryPolicy, ManagedPolicy } from './managed-policy';

export interface PeopleInOpsProps {
  readonly config: OrgConfig;
  readonly people: People;
  readonly users: readonly Person[];
  /** Whether the groups get their policies here; there may be no room for them. */
  readonly hasPermissions: boolean;
}

/** The packs with a rule that a group has users. */
const PACKS_ABOUT_MEMBERS = ['HIPAA.Security', 'PCI.DSS.321'] as const;

const NOBODY_YET =
  'Nobody is in this group of org.yaml: it stands ready, as one for an emergency, and its policies give nobody anything.';

/**
 * The one login of each person, and the groups that say where they may go from it. Passwords, keys and MFA devices are in
 * no template: `orgstrap people invite` makes the first password, and everything after it people do themselves.
 */
export class PeopleInOps extends Construct {
  constructor(scope: Construct, id: string, { config, people, users, hasPermissions }: PeopleInOpsProps) {
    super(scope, id);
    const boundary = boundaryPolicy(this, peopleBoundary(config));
    const described = users.map(personUser);
    const joined = new Set(described.flatMap((user) => user.groups));
    const everybody = this.group('Everybody', everybodyGroup(config), joined);
    const groups = new Map([[everybody.groupName, everybody.ref]]);
    for (const group of people.groups) {
      const description = groupOfPeople(config, group);
      const made = this.group(
        `Group-${group.name}`,
        hasPermissions ? description : { ...description, policies: () => [] },
        joined,
      );
      groups.set(made.groupName, made.ref);
    }
    for (const user of described) {
      new CfnUser(this, `User-${user.name}`, {
        userName: user.name,
        path: user.path,
        groups: user.groups.flatMap((name) => groups.get(name) ?? []),
        permissionsBoundary: boundary.arn,
      });
    }
  }

  /** @param joined - the names of the groups that have users */
  private group(id: string, { name, path, policies }: GroupDescription, joined: ReadonlySet<string>): CfnGroup {
    const group = new CfnGroup(this, id, { groupName: name, path });
    if (!joined.has(name)) {
      for (const pack of PACKS_ABOUT_MEMBERS) acknowledge(group, pack, 'IAMGroupHasUsers', NOBODY_YET);
    }
    for (const policy of policies()) new ManagedPolicy(this, policy.id, { ...policy, groups: [group.ref] });
    return group;
  }
}
