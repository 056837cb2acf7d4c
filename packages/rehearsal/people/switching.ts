import { roleLabels } from '../../../lib/commands/people/role-links';
import { accessRoleName } from '../../../lib/domain/names';
import { accessRoleArn, type ReachableRole } from '../../../lib/domain/reachable-role';
import { partitionOf } from '../../../lib/domain/region';
import { refused } from '../context/refused';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import type { AwsCli } from '../machine/find-commands';
import { NotProved } from '../report/ledger';
import { type HandWrittenProfile, OwnMachine, SOURCE_PROFILE } from './own-machine';
import type { Member } from './sign-in';

/** A person at work, and where they may go and where not. */
export interface RoleSwitcher {
  readonly member: Member;
  readonly roles: readonly ReachableRole[];
  readonly refusedRoles: readonly ReachableRole[];
}

/**
 * Switches with the real AWS CLI into the roles that people may become, with the profiles that the real
 * `orgstrap people aws-config` writes, and into none that they may not.
 */
export async function switchRoles(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  aws: AwsCli,
  switchers: readonly RoleSwitcher[],
): Promise<void> {
  const machines = new Map<RoleSwitcher, OwnMachine>();
  const names = switchers.map(({ member }) => member.name).join(' and ');
  const hasProfiles = await rehearsal.ledger.prove(
    `orgstrap people aws-config writes the profiles of ${names} beside what they have`,
    async () => {
      await Promise.all(
        switchers.map(async (switcher) => {
          const machine = new OwnMachine(rehearsal, aws, orgYaml.config, switcher.member);
          await machine.writeProfiles(orgYaml, byHand(orgYaml, switcher));
          machines.set(switcher, machine);
        }),
      );
      return `for the AWS CLI ${aws.version}`;
    },
  );
  if (!hasProfiles) return;
  for (const [switcher, machine] of machines) {
    if (switcher.refusedRoles.length > 0) await refuseWithoutCode(rehearsal, orgYaml, switcher, machine);
    await arrive(rehearsal, orgYaml, switcher, machine);
    await stayOut(rehearsal, orgYaml, switcher, machine);
  }
}

/** Neither the access key alone is enough, nor a guess. */
async function refuseWithoutCode(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  { member: { name }, roles: [own] }: RoleSwitcher,
  machine: OwnMachine,
): Promise<void> {
  if (own === undefined) return;
  const role = ['--role-arn', accessRoleArn(config, own), '--role-session-name', name];
  await refused(
    rehearsal,
    {
      claim: `with the AWS CLI and no MFA code, ${name} does not switch into ${own.workspace}`,
      because: 'because no identity-based policy allows',
    },
    () => machine.run(SOURCE_PROFILE, ['sts', 'assume-role', ...role]),
  );
  await refused(
    rehearsal,
    {
      claim: `with the AWS CLI and a wrong MFA code, ${name} does not switch into ${own.workspace}`,
      because: 'MultiFactorAuthentication failed with invalid MFA one time pass code',
    },
    () => machine.identity(roleLabels(config)(own), '000000'),
  );
}

async function arrive(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  { member, roles }: RoleSwitcher,
  machine: OwnMachine,
): Promise<void> {
  const profileOf = roleLabels(config);
  const there = roles.map(({ workspace, role }) => `${workspace} as ${role}`).join(', ');
  await rehearsal.ledger.prove(
    `with the AWS CLI and an MFA code each, ${member.name} switches into ${there}`,
    async () => {
      const identities: string[] = [];
      for (const each of roles) {
        const identity = await machine.identity(profileOf(each));
        const expected = `arn:${partitionOf(config.homeRegion)}:sts::${each.account}:assumed-role/${accessRoleName(each.role)}/${member.name}`;
        if (identity !== expected) throw new NotProved(`with the profile ${profileOf(each)} they are ${identity}`);
        identities.push(identity);
      }
      return identities.join(', ');
    },
  );
}

async function stayOut(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  switcher: RoleSwitcher,
  machine: OwnMachine,
): Promise<void> {
  const profiles = byHand(orgYaml, switcher);
  for (const [index, { workspace, role }] of switcher.refusedRoles.entries()) {
    const profile = profiles[index]?.name ?? '';
    await refused(
      rehearsal,
      {
        claim: `with the AWS CLI and an MFA code, ${switcher.member.name} does not switch into ${workspace} as ${role}`,
        because: 'because no identity-based policy allows',
      },
      () => machine.identity(profile),
    );
  }
}

/** What somebody would write who would like to go where they may not. */
function byHand({ config }: OrgYaml, { member, refusedRoles }: RoleSwitcher): readonly HandWrittenProfile[] {
  return refusedRoles.map((roles) => ({
    name: `by-hand-${roles.workspace}-${roles.role}`,
    settings: {
      role_arn: accessRoleArn(config, roles),
      source_profile: SOURCE_PROFILE,
      mfa_serial: member.device,
      role_session_name: member.name,
    },
  }));
}
