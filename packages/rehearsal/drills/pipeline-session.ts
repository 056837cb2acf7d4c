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

/** Becomes the Terraform role of an account; undefined where AWS does not let the session in. */
export async function enter(
  rehearsal: Rehearsal,
  { config }: OrgYaml,
  session: Credentials,
  account: AccountId,
): Promise<Credentials | undefined> {
  try {
    return await assume(rehearsal, config.homeRegion, session, namesOf(config).terraformRoleArn(account, 'apply'));
  } catch (error) {
    if (error instanceof Error && REFUSALS.includes(error.name)) return undefined;
    throw error;
  }
}

/** AWS answers the same whether a role refuses or is not there; what stands for it tells the two apart. */
const REFUSALS = ['AccessDenied', 'NoSuchEntity'];
