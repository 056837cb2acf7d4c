import { partitionOf } from '../../../../lib/domain/region';
import { EmulatorStore } from '../../../iam-gateway/gateway/emulator-store';
import { NotProved } from '../../report/ledger';
import type { Drill } from '../drill';
import type { Scene } from '../scene';

/** A role of Identity Center goes from those who have it, then itself, and then what it wore: the next deployment finds no name taken. */
export const identityCenterRole: Drill = {
  name: 'identity-center-role',
  title: 'a role of Identity Center is dropped',
  begins: (org) => {
    org.setIn(['deployFrom'], 'management');
    org.setIn(['people'], {
      source: 'identityCenter',
      identityCenter: {
        instance: `arn:${partitionOf('eu-west-1')}:sso:::instance/ssoins-1234567890abcdef`,
        groups: { developers: '2f2e3d4c-aaaa-4bbb-8ccc-0123456789ab' },
      },
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

/** The roles that Identity Center makes in accounts for a permission set are there as long as somebody is assigned. */
async function reservedRoles({ rehearsal }: Scene, role: string, expected: number): Promise<string> {
  const { roles } = await new EmulatorStore(rehearsal.control.port).snapshot();
  const found = roles.filter(({ arn }) => arn.includes(`/AWSReservedSSO_orgstrap-${role}_`)).map(({ arn }) => arn);
  if (found.length !== expected) throw new NotProved(`there are ${found.join(', ') || 'none'}`);
  return found.join(', ') || 'no such role in any account';
}
