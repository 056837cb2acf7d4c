import { AssumeRoleCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import type { Document } from 'yaml';
import { PEOPLE_PERMISSIONS, stackName } from '../../../../lib/domain/names';
import { accessRoleArn, type ReachableRole, reachableRolesOfPerson } from '../../../../lib/domain/reachable-role';
import { credentialsFrom } from '../../credentials/ci-identities';
import { clientsFor } from '../../emulated/clients';
import { choosePassword, invite, setUpMfa } from '../../people/first-sign-in';
import type { Member } from '../../people/sign-in';
import { NotProved } from '../../report/ledger';
import type { Drill } from '../drill';
import { isRefusal } from '../reach';
import { type Scene, StoryEnds } from '../scene';

const GROUPS = 15;
const USERS = 20;
const STACK = stackName(PEOPLE_PERMISSIONS);

/** Where groups may go is in a stack apart from the people as long as there is no room for it beside them: it goes there, and comes back. */
export const manyPeople: Drill = {
  name: 'many-people',
  title:
    'people are so many that where they may go has a stack of its own; it goes when they may go less far, and comes back',
  begins: (org) => {
    for (let user = 0; user < USERS; user++) addPerson(org, user);
    letGroupsGo(org, ['dev', 'stage', 'prod'], ['viewer', 'developer', 'admin']);
  },
  play: async (scene) => {
    await scene.stackIs(STACK, 'CREATE_COMPLETE');
    const { member, near, far } = await firstPerson(scene);
    await goes(scene, 'they go as far as their group', member, far, true);

    const grown = scene.edit((org) => addPerson(org, USERS));
    await scene.plan('plan: one person more changes nothing of where the others may go', grown, 0);
    await scene.deploy('one person more is deployed', grown);
    await goes(scene, 'they go as far as before', member, far, true);

    const narrow = scene.edit((org) => letGroupsGo(org, ['dev'], ['viewer']), grown);
    const said = await scene.plan('plan refuses to let groups go less far, as the stack would let them', narrow, 2, {
      says: [STACK, `delete-stack --stack-name ${STACK}`],
    });
    await scene.runPrinted('what plan printed is run', said, narrow);
    await goes(scene, 'they go nowhere now', member, far, false);
    await scene.plan('plan: nothing stands in the way', narrow, 0);
    await scene.deploy('it is deployed', narrow);
    await goes(scene, 'they do not go as far as before', member, far, false);
    await goes(scene, 'they go as far as their group', member, near, true);

    await scene.deploy('groups go far again', grown);
    await scene.stackIs(STACK, 'CREATE_COMPLETE');
    await goes(scene, 'they go as far as at first', member, far, true);
    return scene.endWell(grown);
  },
};

function addPerson(org: Document, user: number): void {
  org.setIn(['people', 'users', `somebody.number-${user}`], [groupName(user % GROUPS)]);
}

function letGroupsGo(org: Document, environments: readonly string[], roles: readonly string[]): void {
  for (let group = 0; group < GROUPS; group++) {
    // A list of its own each: the same one twice would be an alias, which org.yaml has none of.
    const access = Object.fromEntries(environments.map((environment) => [environment, [...roles]]));
    org.setIn(['people', 'groups', groupName(group)], { access });
  }
}

function groupName(group: number): string {
  return `group-${group}`;
}

interface FirstPerson {
  readonly member: Member;
  /** Where they may go as long as their group goes anywhere. */
  readonly near: ReachableRole;
  /** Where they may go as long as their group goes far. */
  readonly far: ReachableRole;
}

/** One of all of them, with a password of their own, an MFA device and an access key. */
async function firstPerson({ rehearsal, orgYaml }: Scene): Promise<FirstPerson> {
  const { people } = orgYaml.config;
  const [first] = people?.signIn.source === 'iamUsers' ? people.signIn.users : [];
  if (people === undefined || first === undefined) throw new StoryEnds();
  const roles = reachableRolesOfPerson(orgYaml.config, people, first);
  const near = roles.find(({ role }) => role === 'viewer');
  const far = roles.findLast(({ role }) => role === 'admin');
  const [invited] = (await invite(rehearsal, orgYaml, [first])) ?? [];
  const person = invited && (await choosePassword(rehearsal, orgYaml, invited));
  const member = person && (await setUpMfa(rehearsal, orgYaml, person));
  if (member === undefined || near === undefined || far === undefined) throw new StoryEnds();
  return { member, near, far };
}

/** A member of a group becomes an access role, with an MFA code; or is refused. */
function goes(
  scene: Scene,
  sentence: string,
  { name, keys, device, phone }: Member,
  to: ReachableRole,
  expected: boolean,
): Promise<void> {
  const { rehearsal } = scene;
  const { config } = scene.orgYaml;
  const as = (credentials: typeof keys) => clientsFor(rehearsal.gateway, credentials, config.homeRegion).sts;
  return scene.step(sentence, async () => {
    const code = { SerialNumber: device, TokenCode: phone.nextCode() };
    const { Credentials: given } = await as(keys).send(new GetSessionTokenCommand(code));
    const role = { RoleArn: accessRoleArn(config, to), RoleSessionName: name };
    const entered = as(credentialsFrom(given)).send(new AssumeRoleCommand(role));
    const went = await entered.then(() => true, isRefusal);
    if (went !== expected) throw new NotProved(`${name} ${went ? 'becomes' : 'does not become'} ${role.RoleArn}`);
    return `${name} ${went ? 'becomes' : 'is refused'} ${role.RoleArn}`;
  });
}
