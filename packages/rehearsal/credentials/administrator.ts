import {
  AttachUserPolicyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  DetachUserPolicyCommand,
  GetRoleCommand,
  type IAMClient,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { AccountId } from '../../../lib/domain/ids';
import { namesOf } from '../../../lib/domain/names-of';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { partitionOf } from '../../../lib/domain/region';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import type { Credentials } from '../emulated/control';
import { NotProved } from '../report/ledger';
import { keysOfUser } from './ci-identities';

const USER = 'rehearsal-administrator';

/**
 * Lets somebody try who may do everything that IAM lets anybody do in an account and is no deployer; afterwards the user is gone.
 *
 * @param account - that of Terraform unless another is given
 */
export async function asAdministrator(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  attempts: (administrator: Credentials) => Promise<void>,
  account: AccountId = orgYaml.config.accounts.terraform,
): Promise<void> {
  const { iam } = await administratorOf(rehearsal, orgYaml.config, account);
  const PolicyArn = `arn:${partitionOf(orgYaml.config.homeRegion)}:iam::aws:policy/AdministratorAccess`;
  await iam.send(new CreateUserCommand({ UserName: USER }));
  await iam.send(new AttachUserPolicyCommand({ UserName: USER, PolicyArn }));
  const keys = await keysOfUser(rehearsal, orgYaml, USER, account);
  await attempts(keys);
  await iam.send(new DeleteAccessKeyCommand({ UserName: USER, AccessKeyId: keys.accessKeyId }));
  await iam.send(new DetachUserPolicyCommand({ UserName: USER, PolicyArn }));
  await iam.send(new DeleteUserCommand({ UserName: USER }));
}

/** While it lasts, everybody of some accounts who has the permission becomes a role. */
export async function withOpenRole<Answer>(
  iam: IAMClient,
  RoleName: string,
  accounts: readonly AccountId[],
  config: OrgConfig,
  action: () => Promise<Answer>,
): Promise<Answer> {
  const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }));
  const trust = decodeURIComponent(role?.AssumeRolePolicyDocument ?? '');
  const { Statement: statements, ...document } = JSON.parse(trust);
  if (!Array.isArray(statements)) throw new NotProved(`the trust of ${RoleName} is no policy: ${trust}`);
  const open = {
    Sid: 'ByHand',
    Effect: 'Allow',
    Principal: { AWS: accounts.map((account) => namesOf(config).rootArn(account)) },
    Action: 'sts:AssumeRole',
  };
  const opened = JSON.stringify({ ...document, Statement: [...statements, open] });
  await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: opened }));
  try {
    return await action();
  } finally {
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust }));
  }
}
