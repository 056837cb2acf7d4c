import {
  AttachUserPolicyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DetachUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { ciRoleName, roleArn, TERRAFORM_ROLES } from '../../../lib/domain/names';
import type { Pipeline } from '../../../lib/domain/org-config';
import { partitionOf } from '../../../lib/domain/region';
import { workspacesOf } from '../../../lib/domain/workspaces';
import type { Credentials } from '../../emulated/control';
import { administratorOf, type Stage, type Written } from '../../stage';
import { assume, keysOfUser } from '../ci-identities';
import { refused } from './refused';

const USER = 'rehearsal-administrator';

/** Nobody takes a short cut into a product account, and nobody but CI takes the way of CI. */
export async function refuseStrangers(
  stage: Stage,
  written: Written,
  pipeline: Pipeline,
  ciUser: Credentials,
): Promise<void> {
  const { accounts, homeRegion } = written.config;
  const partition = partitionOf(homeRegion);
  const [workspace] = workspacesOf(written.config, pipeline);
  if (workspace === undefined) return;
  const terraformRole = roleArn(partition, workspace.account, TERRAFORM_ROLES.apply);
  const ciRole = roleArn(partition, accounts.terraform, ciRoleName('apply', pipeline.name));
  await refused(
    stage,
    { claim: `the CI user of ${pipeline.name} does not become the Terraform role of ${workspace.name} directly` },
    () => assume(stage, homeRegion, ciUser, terraformRole),
  );
  const administrator = await makeAdministrator(stage, written);
  await refused(
    stage,
    {
      claim: `an administrator of the Terraform account does not become the CI Terraform role of ${pipeline.name}`,
      because: 'no resource-based policy allows',
    },
    () => assume(stage, homeRegion, administrator, ciRole),
  );
  await refused(
    stage,
    {
      claim: `an administrator of the Terraform account does not become the Terraform role of ${workspace.name}`,
      because: 'no resource-based policy allows',
    },
    () => assume(stage, homeRegion, administrator, terraformRole),
  );
  await removeAdministrator(stage, written, administrator);
}

/** A user who may do everything that IAM lets anybody do, in the Terraform account. */
async function makeAdministrator(stage: Stage, written: Written): Promise<Credentials> {
  const { iam } = await administratorOf(stage, written.config, written.config.accounts.terraform);
  await iam.send(new CreateUserCommand({ UserName: USER }));
  await iam.send(new AttachUserPolicyCommand({ UserName: USER, PolicyArn: policyOf(written) }));
  return keysOfUser(stage, written, USER);
}

async function removeAdministrator(stage: Stage, written: Written, { accessKeyId }: Credentials): Promise<void> {
  const { iam } = await administratorOf(stage, written.config, written.config.accounts.terraform);
  await iam.send(new DeleteAccessKeyCommand({ UserName: USER, AccessKeyId: accessKeyId }));
  await iam.send(new DetachUserPolicyCommand({ UserName: USER, PolicyArn: policyOf(written) }));
  await iam.send(new DeleteUserCommand({ UserName: USER }));
}

function policyOf({ config }: Written): string {
  return `arn:${partitionOf(config.homeRegion)}:iam::aws:policy/AdministratorAccess`;
}
