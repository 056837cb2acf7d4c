import type { Drill } from '../drill';
import { accountNamed } from '../org';
import { makeUnit, moveAccount } from '../organization';

const STAGE = 'ou-abcd-stageaaa';
const PROD = 'ou-abcd-prodaaaa';

/**
 * Organizations moves accounts and no units: a unit moves into another one by being made there anew, and its accounts by being moved.
 * From then on prod's StackSets reach what is stage's.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_MoveAccount.html
 */
export const unitNested: Drill = {
  name: 'unit-nested',
  title: "stage's unit is moved into prod's",
  play: async (scene) => {
    const { orgYaml, rehearsal } = scene;
    const inside = { stage: '', prod: '' };
    await scene.step("stage's account moves into a unit below prod's", async () => {
      inside.stage = await makeUnit(rehearsal, orgYaml, PROD, 'stage');
      return moveAccount(rehearsal, orgYaml, accountNamed(orgYaml, 'stage'), STAGE, inside.stage);
    });
    const nested = scene.edit((org) => org.setIn(['environments', 'stage', 'organizationalUnits'], [inside.stage]));
    await scene.plan('plan refuses one environment inside of another', nested, 2, {
      says: ['of stage is in the OU', 'write, in place of ou-abcd-prodaaaa, the OUs below'],
    });

    await scene.step("as it says, prod's account gets a unit of its own", async () => {
      inside.prod = await makeUnit(rehearsal, orgYaml, PROD, 'prod');
      return moveAccount(rehearsal, orgYaml, accountNamed(orgYaml, 'prod'), PROD, inside.prod);
    });
    const beside = scene.edit(
      (org) => org.setIn(['environments', 'prod', 'organizationalUnits'], [inside.prod]),
      nested,
    );
    const said = await scene.plan('plan refuses to take over what prod has not let go', beside, 2, {
      says: ['npx cdk deploy --exclusively'],
    });
    await scene.runDeployments('what it printed is run', said, beside);
    return scene.endWell(beside);
  },
};
