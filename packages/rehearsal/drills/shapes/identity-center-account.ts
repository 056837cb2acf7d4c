import type { Drill } from '../drill';
import { identityCenterOrg, reservedRoles } from '../identity-center';
import type { Scene } from '../scene';

const THIRD = '999999999999';

/** Permission sets are of the instance, whichever account makes them: the other account can make them when they are gone from the one before. */
export const identityCenterAccount: Drill = {
  name: 'identity-center-account',
  title: 'Identity Center is administered by a third account, by the deployment account, by the third account again',
  begins: (org) =>
    identityCenterOrg(org, { groups: { developers: { access: { dev: 'developer', prod: 'viewer' } } } }, THIRD),
  play: async (scene) => {
    const { orgYaml } = scene;
    await everybodyWorks(scene);
    const own = scene.edit((org) => org.deleteIn(['people', 'identityCenter', 'account']));
    await moves(scene, own, 'the deployment account');
    await moves(scene, orgYaml, 'the third account');
    return scene.endWell(orgYaml);
  },
};

/** What plan prints is run: until the deployment is done, nobody comes in by Identity Center. */
async function moves(scene: Scene, to: Scene['orgYaml'], where: string): Promise<void> {
  const said = await scene.plan(`plan refuses to move it to ${where}, and says how it goes`, to, 2, {
    says: ['administers Identity Center', 'delete-stack --stack-name orgstrap-PermissionSets'],
  });
  await scene.runPrinted('what plan printed is run', said, to);
  await scene.step('nobody is anything any more', () => reservedRoles(scene, 'developer', 0));
  await scene.plan('plan: nothing stands in the way', to, 0);
  await scene.deploy('it is deployed', to);
  await everybodyWorks(scene);
}

async function everybodyWorks(scene: Scene): Promise<void> {
  await scene.step('developers work in both accounts of dev', () => reservedRoles(scene, 'developer', 2));
  await scene.step('and look at prod', () => reservedRoles(scene, 'viewer', 1));
}
