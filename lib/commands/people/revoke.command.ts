import { EXIT } from '../../domain/failure';
import { CONFIG, command } from '../command';

interface RevokeOptions {
  readonly user: string;
  readonly config: string;
  readonly closeRoles?: true;
  readonly dryRun?: true;
}

/** `orgstrap people revoke`: shuts a person out at once, before the next deploy deletes the user. */
export const peopleRevokeCommand = command<RevokeOptions>({
  name: 'revoke',
  description:
    'Shut a person out at once: take them out of all groups, and delete their access keys, password and MFA devices. ' +
    "Their sessions in product accounts end, and nobody else's. What fails keeps nothing else from being done, and is named. " +
    'Interrupted, they can do less than before; run again, it finishes. For somebody who is no longer in org.yaml, too.',
  statuses: {
    done: 'the person is shut out, and their sessions have ended; with --close-roles, all of the roles are closed',
    failed: 'something did not work, and all of it is named: run it again',
    unusable: 'wrong usage, no such user in the Ops account, no operators, or AWS refuses the people operator role',
    incomplete: 'no usable credentials, or AWS cannot be reached',
  },
  parameters: {
    user: { syntax: '<user>', description: 'a user of the Ops account' },
    config: CONFIG,
    closeRoles: {
      syntax: '--close-roles',
      description:
        'end every session of the access roles that they could reach, for everybody in them, and let nobody work in them until orgstrap people open-roles',
    },
    dryRun: { syntax: '--dry-run', description: 'say what would be done, and change nothing' },
  },
  examples: ['orgstrap people revoke first-developer', 'orgstrap people revoke first-developer --close-roles'],
  run: async ({ user: name, config: file, closeRoles, dryRun }, { io, now, peopleAccess }) => {
    const { usableConfig } = await import('../usable-config');
    const { PEOPLE_OPERATOR_ROLE } = await import('../../domain/names');
    const { iamPeople } = await import('./iam-people');
    const { plannedRevocation, revoke } = await import('./revoke');
    const { stepText } = await import('./steps.text');
    const { plannedRevocationText, revocationStatus, revocationText } = await import('./revoke.text');
    const config = usableConfig(file, io.isColoured);
    const people = iamPeople(config);
    const access = await peopleAccess(config, PEOPLE_OPERATOR_ROLE);
    if (dryRun) {
      const planned = await plannedRevocation(config, people, name, access);
      io.stdout(plannedRevocationText(planned, closeRoles === true));
      return EXIT.done;
    }
    const revocation = await revoke(config, people, name, {
      access,
      closeRoles: closeRoles === true,
      now,
      onStep: (step) => io.stderr(`${name}: ${stepText(step)}\n`),
    });
    io.stdout(revocationText(revocation));
    return revocationStatus(revocation);
  },
});
