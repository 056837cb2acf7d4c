import { ACCESSES } from '../domain/access';
import { namesOf } from '../domain/names-of';
import type { OrgConfig, Pipeline } from '../domain/org-config';
import { WRITTEN_BY_ORGSTRAP } from './written-by-orgstrap';

/**
 * The profiles by which a CI user becomes its CI role, in the format of `~/.aws/config`: one to apply, one to plan. The
 * keys are not in it; they are in the environment of the job. No profile can name the run (`source_identity` is no setting of
 * one), so a job that does so assumes its role by itself.
 *
 * A CI system with OIDC is its CI role already, and needs none of this.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html
 */
export function awsConfig(config: OrgConfig, { name }: Pipeline): string {
  const names = namesOf(config);
  const profiles = ACCESSES.map(
    (access) => `
[profile ${access}]
role_arn = ${names.ciRoleArn(access, name)}
role_session_name = terraform-${name}
credential_source = Environment
region = ${config.homeRegion}
`,
  );
  return `${WRITTEN_BY_ORGSTRAP}
${profiles.join('')}`;
}
