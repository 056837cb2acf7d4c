import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import type { People, Person } from '../../domain/people';
import { accessRoleArn, type ReachableRole, reachableRolesOfPerson } from '../../domain/reachable-role';
import { environmentColours, roleLabels } from './role-links';

/** A section of an INI file. */
export interface Section {
  /** The name of the profile. */
  readonly name: string;
  readonly settings: Readonly<Record<string, string | number>>;
}

/** Whose profiles, and which profile holds the access key that they start from. */
export interface ProfileOwner {
  readonly people: People;
  readonly person: Person;
  readonly sourceProfile: string;
}

/**
 * A profile for each role that a person reaches, for the AWS CLI, the SDKs, aws-vault and Granted.
 *
 * The session has the name of the person, or the role would refuse it. Each profile names the MFA device, which is not
 * taken over from the source profile.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
 * @see https://github.com/99designs/aws-vault/blob/master/USAGE.md#mfa
 */
export function awsProfiles(config: OrgConfig, owner: ProfileOwner): readonly Section[] {
  const { people, person, sourceProfile } = owner;
  return profileRoles(config, owner).map(({ name, role }) => ({
    name,
    settings: {
      role_arn: accessRoleArn(config, role),
      source_profile: sourceProfile,
      mfa_serial: namesOf(config).mfaDeviceArn(person.name),
      role_session_name: person.name,
      region: config.homeRegion,
      duration_seconds: people.sessionHours * 60 * 60,
    },
  }));
}

/**
 * The same for the browser extension AWS Extend Switch Roles, whose base account is Ops.
 *
 * @see https://github.com/tilfinltd/aws-extend-switch-roles#configuration
 */
export function extendSwitchRoles(config: OrgConfig, owner: ProfileOwner): readonly Section[] {
  const colours = environmentColours(config.environments);
  return [
    { name: owner.sourceProfile, settings: { aws_account_id: config.accounts.ops } },
    ...profileRoles(config, owner).map(({ name, role }) => ({
      name,
      settings: {
        role_arn: accessRoleArn(config, role),
        source_profile: owner.sourceProfile,
        color: colours.get(role.environment) ?? '',
        region: config.homeRegion,
      },
    })),
  ];
}

function profileRoles(
  config: OrgConfig,
  { people, person }: ProfileOwner,
): readonly { readonly name: string; readonly role: ReachableRole }[] {
  const nameOf = roleLabels(config);
  return reachableRolesOfPerson(config, people, person).map((role) => ({ name: nameOf(role), role }));
}
