import type { AccountRoles } from '../../aws/account-roles';
import { throttledTo } from '../../aws/throttle';
import { ACCESSES, type Access } from '../../domain/ci-identity';
import { ciRoleName } from '../../domain/names';
import type { OrgConfig } from '../../domain/org-config';

/** A pipeline, and when its CI last worked. */
export interface PipelineRuns {
  readonly pipeline: string;
  readonly environments: readonly string[];
  /** When its CI last called AWS as each CI role, in ISO 8601. @default - not in the last 400 days */
  readonly lastRun: Readonly<Partial<Record<Access, string>>>;
}

/** Calls at the same time. */
const CALLS = 8;

/**
 * When the CI of each pipeline last worked, by the last use of its CI roles: IAM knows that of 400 days, whatever the CI system is.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html
 */
export function pipelineRuns(
  { pipelines }: OrgConfig,
  roles: Pick<AccountRoles, 'role'>,
): Promise<readonly PipelineRuns[]> {
  const turn = throttledTo(CALLS);
  return Promise.all(
    pipelines.map(async ({ name, deployedAs, environments }) => {
      const used = await Promise.all(
        ACCESSES.map(async (access) => {
          const at = (await turn(() => roles.role(ciRoleName(access, deployedAs))))?.lastUsed;
          return at === undefined ? [] : [[access, at.toISOString()] as const];
        }),
      );
      return { pipeline: name, environments, lastRun: Object.fromEntries(used.flat()) };
    }),
  );
}
