import type { Drill } from '../drill';
import { identityCenterOrg, reservedRoles } from '../identity-center';

/** A role of Identity Center goes from those who have it, then itself, and then what it wore: the next deployment finds no name taken. */
export const identityCenterRole: Drill = {
  name: 'identity-center-role',
  title: 'a role of Identity Center is dropped',
  begins: (org) => {
    identityCenterOrg(org, {
      roles: { data: { services: ['s3'] } },
      groups: { developers: { access: { dev: ['developer', 'data'], prod: 'viewer' } } },
    });
  },
  play: async (scene) => {
    await scene.step('developers of dev are data', () => reservedRoles(scene, 'data', 2));
    const dropped = scene.edit((org) => {
      org.setIn(['people', 'groups', 'developers', 'access', 'dev'], 'developer');
      org.deleteIn(['people', 'roles']);
    });
    const said = await scene.plan('plan says what would be left, and the order that leaves nothing', dropped, 0, {
      says: ['left in Identity Center: orgstrap-data', 'left in product accounts: orgstrap-access-role-data'],
    });
    await scene.runDeployments('it is deployed in that order', said, dropped);
    await scene.step('nobody is data any more', () => reservedRoles(scene, 'data', 0));
    await scene.deployBack('the org.yaml of before is deployed again');
    await scene.step('developers are data again', () => reservedRoles(scene, 'data', 2));
    await scene.runDeployments('it is dropped again', said, dropped);
    await scene.step('nobody is data any more', () => reservedRoles(scene, 'data', 0));
    await scene.step('they are developers all the time', () => reservedRoles(scene, 'developer', 2));
    return scene.endWell(dropped);
  },
};
