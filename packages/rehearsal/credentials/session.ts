import type { Access } from '../../../lib/domain/ci-identity';
import { isOidc } from '../../../lib/domain/ci-identity';
import type { Pipeline } from '../../../lib/domain/org-config';
import type { OrgYaml, Rehearsal } from '../context/rehearsal';
import type { Credentials } from '../emulated/control';
import { becomeCiRole, keysOf } from './ci-identities';
import { becomeWithToken, jobOfPipeline } from './tokens';

/** What a CI job starts with, for every kind of identity. */
export async function sessionOf(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  pipeline: Pipeline,
  access: Access,
): Promise<Credentials> {
  if (isOidc(pipeline.identity)) {
    const token = await rehearsal.issuers.tokenOf(jobOfPipeline(pipeline, access));
    return becomeWithToken(rehearsal, orgYaml, pipeline, access, token);
  }
  return becomeCiRole(rehearsal, orgYaml, pipeline, access, await keysOf(rehearsal, orgYaml, pipeline, access));
}
