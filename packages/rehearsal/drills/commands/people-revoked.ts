import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import type { Person } from '../../../../lib/domain/people';
import { reachableRolesOfPerson } from '../../../../lib/domain/reachable-role';
import { packageRoot } from '../../../../lib/policies/policies-folder';
import { orgstrapAsOperator } from '../../context/rehearsal';
import { choosePassword, invite, setUpMfa } from '../../people/first-sign-in';
import { begin, type OpenSessions } from '../../people/revocation';
import { NotProved } from '../../report/ledger';
import { documentedCommands, filledIn } from '../documented-commands';
import type { Drill } from '../drill';
import { isRefusal } from '../reach';
import { type Scene, StoryEnds } from '../scene';

const PAGE = 'docs/runbook/people.md';

/** One of so many requests meets a fault that passes. */
const ONE_OF = 10;

/** Somebody is shut out on a bad day of AWS, as the runbook says; a colleague in the same role works on; and somebody shut out by mistake comes back. */
export const peopleRevoked: Drill = {
  name: 'people-revoked',
  title:
    'on a bad day of AWS somebody is shut out by the runbook, nobody else is, and who was meant by mistake comes back',
  begins: (org) => {
    org.setIn(['people'], {
      groups: { developers: { access: { dev: 'developer', stage: 'viewer' } } },
      users: { leaver: ['developers'], colleague: ['developers'] },
    });
  },
  play: async (scene) => {
    const { rehearsal } = scene;
    const [leaver, colleague] = await sessionsOf(scene);
    rehearsal.gateway.faults.meet(ONE_OF);
    await documented(scene, 'shut-out', { USER: 'leaver' });
    await works(scene, 'the session that leaver had does nothing any more', leaver, false);
    await works(scene, 'the session of colleague in the same role goes on', colleague, true);
    await documented(scene, 'see', {});
    await documented(scene, 'again', { USER: 'leaver' });
    rehearsal.gateway.faults.meet();
    await documented(scene, 'everybody', { USER: 'leaver' });
    await works(scene, 'while the roles are closed colleague does nothing', colleague, false);
    await documented(scene, 'open', {});
    await works(scene, 'colleague works again', colleague, true);
    await works(scene, 'leaver does not', leaver, false);
    await documented(scene, 'come-back', { USER: 'leaver' });
    await works(scene, 'leaver is invited again, and the session from before stays ended', leaver, false);
    await documented(scene, 'before-a-removal', {});
    await scene.step('nothing is lost: what is deployed is what org.yaml says', async () => {
      const { status, output } = await scene.orgstrap(scene.orgYaml, 'plan', '--fail-on', 'change');
      if (status !== 0) throw new NotProved(output);
      return 'plan finds no change';
    });
    return scene.orgYaml;
  },
};

/** Both in the one role of their group in dev. */
async function sessionsOf(scene: Scene): Promise<readonly [OpenSessions, OpenSessions]> {
  const { people } = scene.orgYaml.config;
  const users = people?.signIn.source === 'iamUsers' ? people.signIn.users : [];
  const named = (name: string) => users.filter((user) => user.name === name);
  const [leaver] = await sessionsIn(scene, named('leaver'));
  const [colleague] = await sessionsIn(scene, named('colleague'));
  if (leaver === undefined || colleague === undefined) throw new StoryEnds('nobody signs in');
  return [leaver, colleague];
}

async function sessionsIn({ rehearsal, orgYaml }: Scene, [user]: readonly Person[]): Promise<readonly OpenSessions[]> {
  const { people } = orgYaml.config;
  if (people === undefined || user === undefined) return [];
  const [own] = reachableRolesOfPerson(orgYaml.config, people, user);
  const [invited] = (await invite(rehearsal, orgYaml, [user])) ?? [];
  const person = invited && (await choosePassword(rehearsal, orgYaml, invited));
  const member = person && (await setUpMfa(rehearsal, orgYaml, person));
  const sessions = member && own && (await begin(rehearsal, orgYaml, member, own));
  return sessions === undefined ? [] : [sessions];
}

/** The block of the page below a marker, as an operator. */
function documented(scene: Scene, marker: string, values: Readonly<Record<string, string>>): Promise<void> {
  const commands = documentedCommands(packageRoot(), PAGE, marker).map((command) => filledIn(command, values));
  return scene.step(`${PAGE}: ${commands.join('; ')}`, async () => {
    for (const command of commands) {
      const [, , ...args] = command.split(' ');
      await orgstrapAsOperator(scene.rehearsal, scene.orgYaml, args);
    }
    return 'it ends well';
  });
}

function works(scene: Scene, sentence: string, { inside }: OpenSessions, expected: boolean): Promise<void> {
  return scene.step(sentence, async () => {
    const went = await inside.ssm.send(new DescribeParametersCommand({})).then(() => true, isRefusal);
    if (went !== expected) throw new NotProved(went ? 'it works' : 'it is refused');
    return went ? 'ssm:DescribeParameters' : 'refused';
  });
}
