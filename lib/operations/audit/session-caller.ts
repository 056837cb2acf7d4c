import type { Access } from '../../domain/access';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import type { TrailRecord } from './trail-record';

/** Who became a role. */
export interface SessionCaller {
  readonly account?: string;
  /** Known where the record of the caller's own account was found. */
  readonly arn?: string;
  /** What the caller's own session is called, if it is one. */
  readonly sessionName?: string;
  /** Present where it is a CI role. */
  readonly ciRole?: { readonly pipeline: string; readonly access: Access };
}

/**
 * Tells who became a role of another account. In that account, CloudTrail says no more than the account and the id of the
 * caller; the record in the caller's own account, which has the same `sharedEventID`, tells the rest.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export function sessionCallers(
  config: OrgConfig,
  ownRecords: readonly TrailRecord[],
): (assumption: TrailRecord) => SessionCaller {
  const bySharedId = new Map(ownRecords.map((record) => [record.sharedId, record]));
  const ciRoles = ciRolesByArn(config);
  return ({ sharedId, caller: here }) => {
    const caller = { ...here, ...(sharedId === undefined ? {} : bySharedId.get(sharedId)?.caller) };
    const ciRole = ciRoles.get(caller.roleArn ?? '');
    return {
      ...(caller.account !== undefined && { account: caller.account }),
      ...(caller.arn !== undefined && { arn: caller.arn }),
      ...(caller.sessionName !== undefined && { sessionName: caller.sessionName }),
      ...(ciRole !== undefined && { ciRole }),
    };
  };
}

type CiRole = NonNullable<SessionCaller['ciRole']>;

function ciRolesByArn(config: OrgConfig): ReadonlyMap<string, CiRole> {
  const names = namesOf(config);
  const kinds: readonly Access[] = ['apply', 'plan'];
  return new Map(
    config.pipelines.flatMap(({ name: pipeline }) =>
      kinds.map((access): [string, CiRole] => [names.ciRoleArn(access, pipeline), { pipeline, access }]),
    ),
  );
}
