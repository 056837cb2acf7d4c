import type { AccountId } from '../../../lib/domain/ids';
import { namesOf } from '../../../lib/domain/names-of';
import type { Pipeline } from '../../../lib/domain/org-config';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import { assume } from '../credentials/ci-identities';
import { becomeWithToken, jobOfPipeline } from '../credentials/tokens';
import type { Credentials } from '../emulated/control';

/** What the job of a pipeline that applies has after its first step. */
export async function becomePipeline(rehearsal: Rehearsal, orgYaml: OrgYaml, pipeline: Pipeline): Promise<Credentials> {
  const token = await rehearsal.issuers.tokenOf(jobOfPipeline(pipeline, 'apply'));
  return becomeWithToken(rehearsal, orgYaml, pipeline, 'apply', token);
}

/** Becomes the Terraform role of an account. */
export function enter(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  session: Credentials,
  account: AccountId,
): Promise<Credentials> {
  return assume(rehearsal, config.homeRegion, session, namesOf(config).terraformRoleArn(account, 'apply'));
}

/** Whether the session of a pipeline gets into an account. */
export async function enters(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  session: Credentials,
  account: AccountId,
): Promise<boolean> {
  try {
    await enter(rehearsal, orgYaml, session, account);
    return true;
  } catch (error) {
    if (error instanceof Error && REFUSALS.includes(error.name)) return false;
    throw error;
  }
}

/** AWS answers the same whether a role refuses or is not there; what stands for it may tell the two apart. */
const REFUSALS = ['AccessDenied', 'AccessDeniedException', 'NoSuchEntity', 'NoSuchEntityException'];
