import { accessRoleName } from '../../../lib/domain/names';
import { accessRoleArn, type Reach } from '../../../lib/domain/reach';
import { partitionOf } from '../../../lib/domain/region';
import { roleLabels } from '../../../lib/operations/people/role-label';
import { refused } from '../context/refused';
import type { Stage, Written } from '../context/rehearsal';
import type { AwsCli } from '../machine/find-commands';
import { NotProved } from '../report/ledger';
import { type HandWritten, OwnMachine, SOURCE_PROFILE } from './own-machine';
import type { Member } from './sign-in';

/** A person at work, and where they may go and where not. */
export interface Traveller {
  readonly member: Member;
  readonly reach: readonly Reach[];
  readonly elsewhere: readonly Reach[];
}

/**
 * Switches with the real AWS CLI into the roles that people may become, with the profiles that the real
 * `orgstrap people aws-config` writes, and into none that they may not.
 */
export async function switchRoles(
  stage: Stage,
  written: Written,
  aws: AwsCli,
  travellers: readonly Traveller[],
): Promise<void> {
  const machines = new Map<Traveller, OwnMachine>();
  const names = travellers.map(({ member }) => member.name).join(' and ');
  const hasProfiles = await stage.ledger.prove(
    `orgstrap people aws-config writes the profiles of ${names} beside what they have`,
    async () => {
      await Promise.all(
        travellers.map(async (traveller) => {
          const machine = new OwnMachine(stage, aws, written.config, traveller.member);
          await machine.writeProfiles(written, byHand(written, traveller));
          machines.set(traveller, machine);
        }),
      );
      return `for the AWS CLI ${aws.version}`;
    },
  );
  if (!hasProfiles) return;
  for (const [traveller, machine] of machines) {
    if (traveller.elsewhere.length > 0) await refuseWithoutCode(stage, written, traveller, machine);
    await arrive(stage, written, traveller, machine);
    await stayOut(stage, written, traveller, machine);
  }
}

/** Neither the access key alone is enough, nor a guess. */
async function refuseWithoutCode(
  stage: Stage,
  { config }: Written,
  { member: { name }, reach: [own] }: Traveller,
  machine: OwnMachine,
): Promise<void> {
  if (own === undefined) return;
  const role = ['--role-arn', accessRoleArn(config, own), '--role-session-name', name];
  await refused(
    stage,
    {
      claim: `with the AWS CLI and no MFA code, ${name} does not switch into ${own.workspace}`,
      because: 'because no identity-based policy allows',
    },
    () => machine.run(SOURCE_PROFILE, ['sts', 'assume-role', ...role]),
  );
  await refused(
    stage,
    {
      claim: `with the AWS CLI and a wrong MFA code, ${name} does not switch into ${own.workspace}`,
      because: 'MultiFactorAuthentication failed with invalid MFA one time pass code',
    },
    () => machine.identity(roleLabels(config)(own), '000000'),
  );
}

async function arrive(
  stage: Stage,
  { config }: Written,
  { member, reach }: Traveller,
  machine: OwnMachine,
): Promise<void> {
  const profileOf = roleLabels(config);
  const there = reach.map(({ workspace, role }) => `${workspace} as ${role}`).join(', ');
  await stage.ledger.prove(`with the AWS CLI and an MFA code each, ${member.name} switches into ${there}`, async () => {
    const identities: string[] = [];
    for (const each of reach) {
      const identity = await machine.identity(profileOf(each));
      const expected = `arn:${partitionOf(config.homeRegion)}:sts::${each.account}:assumed-role/${accessRoleName(each.role)}/${member.name}`;
      if (identity !== expected) throw new NotProved(`with the profile ${profileOf(each)} they are ${identity}`);
      identities.push(identity);
    }
    return identities.join(', ');
  });
}

async function stayOut(stage: Stage, written: Written, traveller: Traveller, machine: OwnMachine): Promise<void> {
  const profiles = byHand(written, traveller);
  for (const [index, { workspace, role }] of traveller.elsewhere.entries()) {
    const profile = profiles[index]?.name ?? '';
    await refused(
      stage,
      {
        claim: `with the AWS CLI and an MFA code, ${traveller.member.name} does not switch into ${workspace} as ${role}`,
        because: 'because no identity-based policy allows',
      },
      () => machine.identity(profile),
    );
  }
}

/** What somebody would write who would like to go where they may not. */
function byHand({ config }: Written, { member, elsewhere }: Traveller): readonly HandWritten[] {
  return elsewhere.map((reach) => ({
    name: `by-hand-${reach.workspace}-${reach.role}`,
    settings: {
      role_arn: accessRoleArn(config, reach),
      source_profile: SOURCE_PROFILE,
      mfa_serial: member.device,
      role_session_name: member.name,
    },
  }));
}
