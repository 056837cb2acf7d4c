import { ListGroupsForUserCommand, ListMFADevicesCommand } from '@aws-sdk/client-iam';
import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { EVERYBODY_GROUP } from '../../../../lib/domain/names';
import { type ReachableRole, reachableRolesOfPerson } from '../../../../lib/domain/reachable-role';
import { refusedAsUnknown } from '../../context/refused';
import { administratorOf } from '../../context/rehearsal';
import { clientsFor } from '../../emulated/clients';
import { choosePassword, invite, setUpMfa } from '../../people/first-sign-in';
import { begin, type OpenSessions } from '../../people/revocation';
import { NotProved } from '../../report/ledger';
import type { Drill } from '../drill';
import { isRefusal } from '../reach';
import { startOrgstrap } from '../running-command';
import { type Scene, StoryEnds } from '../scene';

const PAGE = 'docs/runbook/people.md';
const WHO = 'ada';
const COLLEAGUE = 'grace';

/** On a bad day, one of so many requests is throttled, refused for now, or loses its connection. */
const ONE_OF = 10;

/** Longer than it takes to end, on a slow machine too. */
const PATIENCE_MS = 120_000;

/** Somebody is shut out on a bad day, and whoever does it is interrupted. Nobody else loses anything. */
export const peopleRevoked: Drill = {
  name: 'people-revoked',
  title:
    'somebody is shut out by a command that is killed and run again, on a bad day of AWS; a colleague works on; then they come back',
  begins: (org) => {
    org.set('people', {
      groups: { developers: { access: { dev: 'developer' } } },
      users: { [WHO]: ['developers'], [COLLEAGUE]: ['developers'] },
    });
  },
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    const [out, other] = await bothWork(scene);
    const documented = (sentence: string, marker: string, who = WHO) =>
      scene.runDocumented(sentence, [PAGE, marker], orgYaml, { values: { WHO: who } });
    rehearsal.gateway.faults.meet(ONE_OF);

    await killedHalfWay(scene);
    await documented('run again, it ends', 'stopped-half-way');
    await isOut(scene, out);
    await works(scene, other, `the session of ${COLLEAGUE} in the same role goes on`);
    await documented('run once more, there is nothing left to do', 'out-at-once');
    await documented('audit looks at what is left', 'left');

    await documented('the roles are closed for everybody', 'everybody-out');
    await stopped(scene, other, `${COLLEAGUE} cannot work in a role that is closed`);
    await documented('and opened again', 'others-in');
    await works(scene, other, `the session that ${COLLEAGUE} had before works again`);
    await stopped(scene, out, `that of ${WHO} does not`);

    await documented(`${COLLEAGUE} has lost the phone`, 'device-lost', COLLEAGUE);
    await hasNoDevice(scene);
    await documented(`${WHO} comes back without a deployment`, 'comes-back');
    await isBack(scene);
    await stopped(scene, out, `the session that ${WHO} had before stays ended`);

    await documented('what ended sessions is taken away before its time', 'role-goes');
    rehearsal.gateway.faults.meet();
    return scene.endWell(orgYaml);
  },
};

/** Two people of the same group, each in a session of the same role. */
async function bothWork(scene: Scene): Promise<readonly [OpenSessions, OpenSessions]> {
  const { orgYaml, rehearsal } = scene;
  const { people } = orgYaml.config;
  const users = people?.signIn.source === 'iamUsers' ? people.signIn.users : [];
  const [first] = users;
  const [own] = people && first ? reachableRolesOfPerson(orgYaml.config, people, first) : [];
  const invited = (await invite(rehearsal, orgYaml, users)) ?? [];
  if (own === undefined) throw new StoryEnds('org.yaml has nobody');
  const sessions = new Map<string, OpenSessions>();
  for (const one of invited) {
    const person = await choosePassword(rehearsal, orgYaml, one);
    const member = person && (await setUpMfa(rehearsal, orgYaml, person));
    const begun = member && (await begin(rehearsal, orgYaml, member, own));
    if (begun !== undefined) sessions.set(begun.member.name, begun);
  }
  const [out, other] = [sessions.get(WHO), sessions.get(COLLEAGUE)];
  if (out === undefined || other === undefined) throw new StoryEnds('they cannot work');
  return [out, other];
}

/** `orgstrap people revoke` is killed when it has told of its first step. */
function killedHalfWay(scene: Scene): Promise<void> {
  const { orgYaml, rehearsal } = scene;
  return scene.step(`orgstrap people revoke ${WHO} is killed in the middle`, async () => {
    const command = await startOrgstrap(rehearsal, orgYaml, 'people', 'revoke', WHO);
    const until = Date.now() + PATIENCE_MS;
    while (!command.output().includes('take out of the group') && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    command.signal('SIGKILL');
    const end = await command.end();
    if (end !== 'SIGKILL') throw new NotProved(`it ended with ${end}\n${command.output()}`);
    return command.output();
  });
}

async function isOut(scene: Scene, { member, signedIn, inside, own }: OpenSessions): Promise<void> {
  const { orgYaml, rehearsal } = scene;
  await scene.step(`nothing is left of what ${WHO} signs in with`, async () => {
    const { iam } = await administratorOf(rehearsal, orgYaml.config, orgYaml.config.accounts.ops);
    const { Groups = [] } = await iam.send(new ListGroupsForUserCommand({ UserName: WHO }));
    const { MFADevices = [] } = await iam.send(new ListMFADevicesCommand({ UserName: WHO }));
    if (Groups.length + MFADevices.length > 0) throw new NotProved('there are groups or MFA devices left');
    const { sts } = clientsFor(rehearsal.gateway, member.keys, orgYaml.config.homeRegion);
    return refusedAsUnknown(rehearsal, () => sts.send(new GetCallerIdentityCommand({})));
  });
  await scene.step(`the session that ${WHO} has in the Ops account does nothing`, () =>
    refusedIn(() => signedIn.iam.send(new ListMFADevicesCommand({ UserName: WHO }))),
  );
  await stopped(scene, { inside, own }, `the session that ${WHO} has in ${own.workspace} does nothing`);
}

type Inside = Pick<OpenSessions, 'inside' | 'own'>;

function stopped(scene: Scene, { inside }: Inside, sentence: string): Promise<void> {
  return scene.step(sentence, () => refusedIn(() => inside.ssm.send(new DescribeParametersCommand({}))));
}

function works(scene: Scene, { inside, own }: Inside, sentence: string): Promise<void> {
  return scene.step(sentence, async () => {
    await inside.ssm.send(new DescribeParametersCommand({}));
    return roleText(own);
  });
}

function roleText({ role, workspace }: ReachableRole): string {
  return `ssm:DescribeParameters as ${role} in ${workspace}`;
}

async function refusedIn(attempt: () => Promise<unknown>): Promise<string> {
  if (await attempt().then(() => true, isRefusal)) throw new NotProved('it goes through');
  return 'AccessDenied';
}

function hasNoDevice(scene: Scene): Promise<void> {
  const { orgYaml, rehearsal } = scene;
  return scene.step(`${COLLEAGUE} has no MFA device any more`, async () => {
    const { iam } = await administratorOf(rehearsal, orgYaml.config, orgYaml.config.accounts.ops);
    const { MFADevices = [] } = await iam.send(new ListMFADevicesCommand({ UserName: COLLEAGUE }));
    if (MFADevices.length > 0) throw new NotProved('there is one');
    return 'none';
  });
}

function isBack(scene: Scene): Promise<void> {
  const { orgYaml, rehearsal } = scene;
  return scene.step(`${WHO} is in the groups of org.yaml again`, async () => {
    const { iam } = await administratorOf(rehearsal, orgYaml.config, orgYaml.config.accounts.ops);
    const { Groups = [] } = await iam.send(new ListGroupsForUserCommand({ UserName: WHO }));
    const names = Groups.map(({ GroupName }) => GroupName);
    if (names.length !== 2 || !names.includes(EVERYBODY_GROUP)) throw new NotProved(`in ${names.join(', ')}`);
    return names.join(', ');
  });
}
