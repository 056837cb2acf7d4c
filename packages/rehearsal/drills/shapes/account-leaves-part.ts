import { hasNothing, hasWhatItsEnvironmentGives } from '../delivered';
import type { Drill } from '../drill';
import { identityCenterOrg, reservedRoles } from '../identity-center';
import { accountNamed } from '../org';

/** The roles of Identity Center wear the policies of their account, which cannot go before them. */
export const accountLeavesPart: Drill = {
  name: 'account-leaves-part',
  title: 'an account is taken out of a part of an OU, in which people of Identity Center work',
  begins: (org) => {
    identityCenterOrg(org, { groups: { developers: { access: { dev: 'developer', prod: 'viewer' } } } });
    org.setIn(['environments', 'dev', 'only'], 'accounts');
  },
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    const leaving = accountNamed(orgYaml, 'dev-b');
    await scene.step('developers work in both accounts of dev', () => reservedRoles(scene, 'developer', 2));
    const without = scene.edit((org) => org.deleteIn(['environments', 'dev', 'accounts', 'dev-b']));
    const said = await scene.plan('plan refuses to take its roles before its people', without, 2, {
      says: [leaving, 'npx cdk deploy --exclusively Assignments-dev'],
    });
    await scene.runDeployments('it is deployed in the order that plan says', said, without);
    await scene.step('it has nothing any more', () => hasNothing(rehearsal, without, leaving));
    await scene.step('developers work in the other one', () => reservedRoles(scene, 'developer', 1));
    await scene.deployBack('the org.yaml of before is deployed again');
    await scene.step('it has its roles again', () => hasWhatItsEnvironmentGives(rehearsal, orgYaml, leaving, 'dev'));
    return scene.endWell(orgYaml);
  },
};
