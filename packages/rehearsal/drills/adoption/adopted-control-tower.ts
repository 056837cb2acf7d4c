import { DetachPolicyCommand } from '@aws-sdk/client-organizations';
import { packageRoot } from '../../../../lib/policies/policies-folder';
import { administratorOf } from '../../context/rehearsal';
import { documentedArguments } from '../documented-commands';
import type { Drill } from '../drill';
import { addControl, type LandingZone, landingZoneIsThere, makeLandingZone, unitsOf } from './landing-zone';

const PAGE = 'docs/adopt/control-tower-and-aft.md';

/** Control Tower with AFT, by the steps of the page. */
export const adoptedControlTower: Drill = {
  name: 'adopted-control-tower',
  title:
    'orgstrap comes into a landing zone of Control Tower with AFT: its controls, StackSets and roles stay as they are',
  isUntouched: true,
  play: async (scene) => {
    const { rehearsal, orgYaml } = scene;
    const { managementAccount } = orgYaml.config.organization;
    const made: { zone: LandingZone } = { zone: { policies: {} } };
    await scene.step('Control Tower governs every account, and AFT has made them', async () => {
      made.zone = await makeLandingZone(rehearsal, orgYaml);
      return landingZoneIsThere(rehearsal, orgYaml, made.zone);
    });
    await scene.command(
      'look tells in the management account what is left alone',
      orgYaml,
      documentedArguments(packageRoot(), PAGE, 'adopt-look'),
      0,
      {
        says: ['AWS Control Tower governs the organization', 'AWS Control Tower: the StackSet'],
        silent: ['In the way'],
      },
      managementAccount,
    );
    const control: { id: string } = { id: '' };
    await scene.step('the company has a control of its own that lets nobody make roles', async () => {
      control.id = await addControl(rehearsal, orgYaml);
      return control.id;
    });
    await scene.command(
      'doctor names that one, and none of Control Tower',
      orgYaml,
      ['doctor'],
      1,
      { says: ['company-no-roles'], silent: [/✘.*aws-guardrails/] },
      managementAccount,
    );
    await scene.step('it is taken off the environments', async () => {
      const { organizations } = await administratorOf(rehearsal, orgYaml.config, managementAccount);
      for (const TargetId of unitsOf(orgYaml)) {
        await organizations.send(new DetachPolicyCommand({ PolicyId: control.id, TargetId }));
      }
      return control.id;
    });
    await scene.plan('plan replaces and deletes nothing', orgYaml, 0, { silent: [/\b(replaced|deleted)\b/] });
    await scene.deploy('orgstrap is deployed beside the landing zone', orgYaml);
    await scene.step('everything of the landing zone is as it was', () =>
      landingZoneIsThere(rehearsal, orgYaml, made.zone),
    );
    return scene.endWell(orgYaml);
  },
};
