import { GetRoleCommand, type IAMClient, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import type { AccountId } from '../../lib/domain/account-id';
import { namesOf } from '../../lib/domain/names-of';
import type { OrgConfig } from '../../lib/domain/org-config';
import { NotProved } from '../report/ledger';

/** While it lasts, everybody of some accounts who has the permission becomes a role. */
export async function withOpenRole<Answer>(
  iam: IAMClient,
  RoleName: string,
  accounts: readonly AccountId[],
  config: OrgConfig,
  meanwhile: () => Promise<Answer>,
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
    return await meanwhile();
  } finally {
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trust }));
  }
}
