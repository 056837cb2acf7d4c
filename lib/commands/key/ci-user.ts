import { ACCESSES, type Access } from '../../domain/ci-identity';
import { EXIT, Failure } from '../../domain/failure';
import { ciKeySecretName, ciUserName } from '../../domain/names';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig, Pipeline } from '../../domain/org-config';
import { named } from '../../estate/named';
import { refuseWithoutOperators } from '../../estate/operators-needed';

/** A CI user whose key is rotated. */
export interface CiUser {
  readonly pipeline: string;
  readonly access: Access;
  /** The name of the IAM user. */
  readonly user: string;
  /** The name of the secret that keeps its key. */
  readonly secret: string;
  /** The ARN of the only role that it becomes. */
  readonly ciRole: string;
  /** The networks outside which it can do nothing; any where there are none. */
  readonly networks: readonly string[];
}

/**
 * The CI users of a pipeline, or of all of them.
 *
 * @throws Failure `UnknownPipeline`, `NoAccessKeys`, `NoOperators` where there are no such users or nobody may see to them.
 */
export function ciUsers(
  config: OrgConfig,
  pipeline?: string,
  accesses: readonly Access[] = ACCESSES,
): readonly CiUser[] {
  refuseWithoutOperators(config);
  const chosen = pipeline === undefined ? config.pipelines : [withKeys(named('pipeline', config.pipelines, pipeline))];
  return chosen.flatMap((one) => accesses.flatMap((access) => ciUserOf(config, one, access)));
}

function withKeys(pipeline: Pipeline): Pipeline {
  if (pipeline.identity.kind === 'iamUser') return pipeline;
  throw new Failure(
    'NoAccessKeys',
    `the pipeline ${pipeline.name} proves who it is with a token, so it has no access keys and none to rotate`,
    EXIT.unusable,
  );
}

function ciUserOf(config: OrgConfig, { name, deployedAs, identity }: Pipeline, access: Access): readonly CiUser[] {
  if (identity.kind !== 'iamUser') return [];
  return [
    {
      pipeline: name,
      access,
      user: ciUserName(access, deployedAs),
      secret: ciKeySecretName(access, deployedAs),
      ciRole: namesOf(config).ciRoleArn(access, deployedAs),
      networks: identity.networks,
    },
  ];
}
