import type { Pipeline } from '../../../../lib/domain/org-config';
import { partitionOf } from '../../../../lib/domain/region';
import { VERSION_OUTPUT } from '../../../../lib/domain/version';
import { allWorkspaces } from '../../../../lib/domain/workspaces';
import { packageVersion } from '../../../../lib/policies/policies-folder';
import { becomeCiRole, keysOf } from '../../credentials/ci-identities';
import { ADMINISTRATOR, type Credentials } from '../../emulated/control';
import { NotProved } from '../../report/ledger';
import type { Drill } from '../drill';
import { deployKeptRelease, type KeptTemplate, keptOrgYaml, redeployed } from '../kept-release';
import { lostBetween, type Picture, pictureOf, pictureText } from '../picture';
import { enter } from '../pipeline-session';
import type { Scene } from '../scene';
import { leaveAs } from '../workloads';

const RELEASE = '0.2.0';
const EXAMPLE = 'four-accounts';
const FIRST = 'orgstrap-TerraformAccount';
/** The order in which 0.2.0 deployed. */
const ORDER = [
  'TerraformAccount',
  'Pipeline-',
  'Boundary',
  'ProductAccounts-dev',
  'ProductAccounts-stage',
  'ProductAccounts-prod',
  'AccessRoles-dev',
  'AccessRoles-stage',
  'AccessRoles-prod',
  'OpsAccount',
];

/** A release that nobody has written yet. */
const NEXT = '99.0.0';

/** What a release deployed becomes what this one deploys, without a loss; and this one does not go back behind what a later one made. */
export const upgraded: Drill = {
  name: 'upgraded',
  title: `release ${RELEASE} is upgraded to this one, and a later release is gone back behind`,
  organization: keptOrgYaml(RELEASE, EXAMPLE),
  isUntouched: true,
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    await scene.step(`release ${RELEASE} is deployed`, () =>
      deployKeptRelease(rehearsal, orgYaml, [RELEASE, EXAMPLE], ORDER),
    );
    const keys = await keysOf(rehearsal, orgYaml, pipelineOf(orgYaml), 'apply');
    const kept = scene.edit((org) => org.set('bucketNamespace', 'global'));
    await scene.step('CI works with it: a state and a role in every account', async () => {
      const session = await signedIn(scene, keys);
      return `${await leaveAs(rehearsal, kept, pipelineOf(kept), session)} accounts`;
    });
    const before = await pictureOf(rehearsal, kept);
    await scene.plan('plan refuses other names of buckets', orgYaml, 2, { says: ['bucketNamespace: global'] });
    await scene.plan('plan says what is left behind, and nothing is replaced', kept, 0, {
      says: ['orgstrap-Boundary'],
      silent: ['is replaced', 'may be replaced'],
    });
    await scene.deploy('this release is deployed', kept);
    await scene.step('CI goes on with what it had', () => keptAll(scene, kept, keys, before));
    await scene.plan('nothing is left to do', kept, 0, { says: ['nothing changes'] }, ['--fail-on', 'change']);
    await backFromNext(scene, kept);
    const operated = scene.edit((org) => {
      org.set('operators', [
        `arn:${partitionOf(orgYaml.config.homeRegion)}:iam::${orgYaml.config.accounts.ops}:user/${ADMINISTRATOR}`,
      ]);
      // They are deployed apart, which this drill does not.
      org.delete('guardrails');
    }, kept);
    await scene.deploy('operators are added, who look at all of it', operated);
    return scene.endWell(operated);
  },
};

/** A job of the pipeline signs in with the keys that it has all the time. */
function signedIn({ rehearsal, orgYaml }: Scene, keys: Credentials): Promise<Credentials> {
  return becomeCiRole(rehearsal, orgYaml, pipelineOf(orgYaml), 'apply', keys);
}

function pipelineOf({ config }: Scene['orgYaml']): Pipeline {
  const [pipeline] = config.pipelines;
  if (pipeline === undefined) throw new Error('there is no pipeline');
  return pipeline;
}

/** CI gets into every account with the keys of before, and no state and no role of a workload is lost. */
async function keptAll(scene: Scene, orgYaml: Scene['orgYaml'], keys: Credentials, before: Picture): Promise<string> {
  const { rehearsal } = scene;
  const session = await signedIn(scene, keys);
  for (const { name, account } of allWorkspaces(orgYaml.config)) {
    if ((await enter(rehearsal, orgYaml, session, account)) === undefined)
      throw new NotProved(`CI is not let into ${name}`);
  }
  const after = await pictureOf(rehearsal, orgYaml);
  const lost = lostBetween(before, after);
  if (lost.length > 0) throw new NotProved(`lost: ${lost.join(', ')}`);
  return pictureText(after);
}

/** A later release adds nothing, and then something: the first is gone back behind with the word for it, the second never. */
async function backFromNext(scene: Scene, orgYaml: Scene['orgYaml']): Promise<void> {
  const { rehearsal } = scene;
  const becomes = (version: string, change: (template: KeptTemplate) => void = () => undefined) =>
    redeployed(rehearsal, orgYaml, FIRST, (template) => {
      template.Outputs = { ...template.Outputs, [VERSION_OUTPUT]: { Value: version } };
      change(template);
    }).then(() => version);
  await scene.step('a later release is deployed', () => becomes(NEXT));
  await scene.plan('plan asks for the word that this one is older', orgYaml, 2, {
    says: [`orgstrap ${NEXT} deployed this`, '--accept older-version'],
  });
  await scene.plan('and goes on with it', orgYaml, 0, { says: ['accepted, older-version'] }, [
    '--accept',
    'older-version',
  ]);
  await scene.deploy('this release is deployed again', orgYaml);
  await scene.plan('nothing is left of the later one', orgYaml, 0, { says: ['nothing changes'] });
  await scene.step('a later release with a topic of its own is deployed', () =>
    becomes(NEXT, ({ Resources }) => {
      Resources.Later = { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'orgstrap-later' } };
    }),
  );
  await scene.plan(
    'plan refuses to delete what it does not know',
    orgYaml,
    2,
    { says: [`${packageVersion()} does not know what ${NEXT} made`, 'AWS::SNS::Topic'] },
    ['--accept', 'older-version'],
  );
  await scene.step('the later release takes it away again', () =>
    becomes(packageVersion(), ({ Resources }) => {
      delete Resources.Later;
    }),
  );
}
