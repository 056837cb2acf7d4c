import { main } from '../../../lib/commands/main';
import { peopleCommand } from '../../../lib/commands/people/people.command';
import { contextOf, interruptedAfter } from '../context-of';
import type { OrgFile } from '../org-file';
import { RecordingIo } from '../recording-io';
import { FakePeopleAccount, ownDevice } from './fake-people-account';

export const NAME = 'first-developer';

/** Runs `orgstrap people` with an `org.yaml`, unless told otherwise, in a fake of one's own. */
export async function people(file: OrgFile, fake: FakePeopleAccount, ...argv: readonly string[]) {
  const io = new RecordingIo();
  const roles: string[] = [];
  const context = contextOf(io, {
    peopleAccess: (_, role) => {
      roles.push(role);
      return Promise.resolve(fake.access());
    },
    now: () => fake.now,
    awsConfigFile: () => file('aws-config'),
  });
  const config = argv.includes('--config') ? [] : ['--config', file()];
  const status = await main(['people', ...argv, ...config], [peopleCommand], context);
  return { status, out: io.out, err: io.err, roles };
}

/** The same, where somebody presses Ctrl-C in the first step. */
export async function interruptedPeople(file: OrgFile, fake: FakePeopleAccount, ...argv: readonly string[]) {
  const io = new RecordingIo();
  const peopleAccess = () => Promise.resolve(fake.access());
  const context = contextOf(io, { peopleAccess, now: () => fake.now, uninterrupted: interruptedAfter });
  const status = await main(['people', ...argv, '--config', file()], [peopleCommand], context);
  return { status, out: io.out, err: io.err };
}

/** The person, as deployed, or with all that people get later. */
export function deployed(later: 'invited' | 'not yet' = 'not yet'): FakePeopleAccount {
  const fake = new FakePeopleAccount();
  fake.deploy(NAME, later === 'invited' ? { invited: true, devices: [ownDevice(NAME)], keys: 1 } : {});
  return fake;
}
