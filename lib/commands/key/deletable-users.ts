import { ACCESSES } from '../../domain/ci-identity';
import { ciUserName } from '../../domain/names';
import type { OrgConfig } from '../../domain/org-config';
import { named } from '../../estate/named';
import { refuseWithoutOperators } from '../../estate/operators-needed';

/**
 * The names of the CI users that a pipeline has, or had: `org.yaml` may say already that it proves who it is with tokens, or that it is
 * retired, and IAM deletes no user who has a key.
 *
 * @throws Failure `UnknownPipeline`, `NoOperators`
 */
export function deletableUsers(config: OrgConfig, pipeline: string): readonly string[] {
  refuseWithoutOperators(config);
  const { deployedAs } = named('pipeline', [...config.pipelines, ...config.retiredPipelines], pipeline);
  return ACCESSES.map((access) => ciUserName(access, deployedAs));
}
