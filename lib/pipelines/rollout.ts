import type { Access } from '../domain/access';
import type { CiIdentity } from '../domain/ci-identity';
import { ciRoleName, roleArn } from '../domain/names';
import type { OrgConfig, Pipeline } from '../domain/org-config';
import { partitionOf } from '../domain/region';
import { workspacesOf } from '../domain/workspaces';

/** What the file of a pipeline is about, whatever the CI system. */
export interface Rollout {
  readonly pipeline: string;
  readonly identity: CiIdentity;
  readonly region: string;
  /** The ARN of the CI role of each access. */
  readonly roles: Readonly<Record<Access, string>>;
  /** The folder of the Terraform configuration in the repository, with the wiring in it. */
  readonly folder: string;
  /** In rollout order; those of one wave need not wait for each other. */
  readonly waves: readonly Wave[];
}

/** The workspaces of one environment. */
export interface Wave {
  readonly environment: string;
  readonly workspaces: readonly string[];
}

export function rolloutOf(config: OrgConfig, pipeline: Pipeline, folder: string): Rollout {
  const role = (access: Access) =>
    roleArn(partitionOf(config.homeRegion), config.accounts.terraform, ciRoleName(access, pipeline.name));
  const [apply, plan] = [role('apply'), role('plan')];
  return {
    pipeline: pipeline.name,
    identity: pipeline.identity,
    region: config.homeRegion,
    roles: { apply, plan },
    folder,
    waves: wavesOf(config, pipeline),
  };
}

/** All workspaces of a pipeline, in rollout order. */
export function workspacesIn({ waves }: Rollout): readonly string[] {
  return waves.flatMap(({ workspaces }) => workspaces);
}

function wavesOf(config: OrgConfig, pipeline: Pipeline): readonly Wave[] {
  const byEnvironment = new Map<string, readonly string[]>();
  for (const { environment, name } of workspacesOf(config, pipeline)) {
    byEnvironment.set(environment, [...(byEnvironment.get(environment) ?? []), name]);
  }
  return [...byEnvironment].map(([environment, workspaces]) => ({ environment, workspaces }));
}
