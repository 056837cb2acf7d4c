import { DeleteRolePermissionsBoundaryCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { DeleteBucketPolicyCommand } from '@aws-sdk/client-s3';
import { ciRoleName, stateKeyAlias, TERRAFORM_ROLES } from '../../../../lib/domain/names';
import { namesOf } from '../../../../lib/domain/names-of';
import { NotProved } from '../../report/ledger';
import type { Drill } from '../drill';
import { accountNamed } from '../org';
import type { Scene } from '../scene';
import { asInTheRunbook, ciEnters, copied, deleteRole, disableStateKey, doneByHand, look, trustOfAll } from './hand';

const PIPELINE = 'delivery';
const EVERYWHERE = ['dev-a', 'dev-b', 'stage', 'prod'];
const GONE = 'there is no such role';

/** Administrators of accounts do by hand what no deployment notices. */
export const byHand: Drill = {
  name: 'by-hand',
  title:
    'roles, a boundary, a trust, a key and a bucket policy are changed by hand: what verify prints brings them back',
  play: async (scene) => {
    await ciRoleDeleted(scene);
    await productRoleDeleted(scene);
    await productRolesChanged(scene);
    await stateClosedAndOpened(scene);
    return scene.endWell(scene.orgYaml);
  },
};

async function ciRoleDeleted(scene: Scene): Promise<void> {
  const { orgYaml } = scene;
  const role = ciRoleName('apply', PIPELINE);
  const command = await doneByHand(scene, {
    sentence: 'the CI role is deleted',
    account: orgYaml.config.accounts.terraform,
    does: (administrator) => deleteRole(administrator, role),
    check: role,
    found: GONE,
  });
  await ciEnters(scene, 'CI gets nowhere', []);
  await look(scene);
  await scene.plan('plan: nothing changes, for CloudFormation takes the role for there', orgYaml, 0, {
    says: ['nothing changes'],
  });
  await asInTheRunbook(scene, 'the stack reverts its drift', 'ci-role', { PIPELINE }, command);
  await ciEnters(scene, 'CI enters every account again, though nobody touched their trust', EVERYWHERE);
}

async function productRoleDeleted(scene: Scene): Promise<void> {
  const { orgYaml } = scene;
  const account = accountNamed(orgYaml, 'dev-a');
  const command = await doneByHand(scene, {
    sentence: 'the Terraform role of dev-a is deleted',
    account,
    does: (administrator) => deleteRole(administrator, TERRAFORM_ROLES.apply),
    check: TERRAFORM_ROLES.apply,
    found: GONE,
  });
  await ciEnters(scene, 'CI enters the others', ['dev-b', 'stage', 'prod']);
  await scene.step('doctor sees nothing of it: every instance is up to date', async () => {
    const { output } = await scene.orgstrap(orgYaml, 'doctor');
    if (!output.includes('all up to date')) throw new NotProved(output);
    return 'all up to date';
  });
  const [dev] = orgYaml.config.environments;
  const values = {
    ENVIRONMENT: dev?.deployedAs ?? '',
    UNITS: dev?.organizationalUnits.join(',') ?? '',
    ACCOUNT: account,
    REGION: orgYaml.config.homeRegion,
    INTERSECTION: 'INTERSECTION',
  };
  await asInTheRunbook(
    scene,
    'its instance is made again, by the deployment account alone',
    'product-role',
    values,
    command,
  );
  await ciEnters(scene, 'CI enters every account again', EVERYWHERE);
}

async function productRolesChanged(scene: Scene): Promise<void> {
  const { orgYaml } = scene;
  const RoleName = TERRAFORM_ROLES.apply;
  const prod = accountNamed(orgYaml, 'prod');
  const PolicyDocument = trustOfAll(orgYaml.config, prod);
  const opened = await doneByHand(scene, {
    sentence: 'the Terraform role of prod trusts whoever is in the account',
    account: prod,
    does: ({ iam }) => iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument })),
    check: RoleName,
    found: 'wider than it should be',
  });
  await copied(scene, 'what verify prints lets in CI alone', prod, opened);
  const stage = accountNamed(orgYaml, 'stage');
  const bare = await doneByHand(scene, {
    sentence: 'the Terraform role of stage loses its boundary',
    account: stage,
    does: ({ iam }) => iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName })),
    check: RoleName,
    found: 'it wears no boundary',
  });
  await copied(scene, 'what verify prints puts it on again', stage, bare);
}

async function stateClosedAndOpened(scene: Scene): Promise<void> {
  const { config } = scene.orgYaml;
  const { terraform: account } = config.accounts;
  const disabled = await doneByHand(scene, {
    sentence: 'the key of the states is disabled',
    account,
    does: (administrator) => disableStateKey(administrator, PIPELINE),
    check: `key ${stateKeyAlias(PIPELINE)}`,
    found: 'its state is Disabled',
  });
  const Key = disabled.split(' ').at(-1) ?? '';
  await asInTheRunbook(scene, 'it is enabled', 'key', { KEY: Key, REGION: config.homeRegion }, disabled);
  const Bucket = namesOf(config).stateBucket(PIPELINE);
  const open = await doneByHand(scene, {
    sentence: 'the bucket of the states loses its policy',
    account,
    does: ({ s3 }) => s3.send(new DeleteBucketPolicyCommand({ Bucket })),
    check: `bucket ${Bucket}`,
    found: 'it has no bucket policy',
  });
  await copied(scene, 'what verify prints puts it back', account, open);
}
