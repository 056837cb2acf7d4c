import {
  AttachUserPolicyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DetachUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { partitionOf } from '../../lib/domain/region';
import type { Credentials } from '../emulated/control';
import { administratorOf, type Stage, type Written } from '../stage';
import { keysOfUser } from './ci-identities';

const USER = 'rehearsal-administrator';

/** Lets somebody try who may do everything that IAM lets anybody do in the Terraform account; afterwards the user is gone. */
export async function asAdministrator(
  stage: Stage,
  written: Written,
  attempts: (administrator: Credentials) => Promise<void>,
): Promise<void> {
  const { iam } = await administratorOf(stage, written.config, written.config.accounts.terraform);
  const PolicyArn = `arn:${partitionOf(written.config.homeRegion)}:iam::aws:policy/AdministratorAccess`;
  await iam.send(new CreateUserCommand({ UserName: USER }));
  await iam.send(new AttachUserPolicyCommand({ UserName: USER, PolicyArn }));
  const keys = await keysOfUser(stage, written, USER);
  await attempts(keys);
  await iam.send(new DeleteAccessKeyCommand({ UserName: USER, AccessKeyId: keys.accessKeyId }));
  await iam.send(new DetachUserPolicyCommand({ UserName: USER, PolicyArn }));
  await iam.send(new DeleteUserCommand({ UserName: USER }));
}
