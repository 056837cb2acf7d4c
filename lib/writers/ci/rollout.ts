import type { Access, CiIdentity } from '../../domain/ci-identity';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig, Pipeline } from '../../domain/org-config';
import type { PrivateModules } from '../../domain/private-modules';
import { nearestBefore } from '../../domain/rollout-order';
import { type TerraformProgram, terraformProgram } from '../../domain/terraform-program';
import { workspacesOf } from '../../domain/workspaces';

/** What the file of a pipeline is about, for every CI system. */
export interface Rollout {
  readonly pipeline: string;
  /** Its name in AWS. */
  readonly deployedAs: string;
  readonly identity: CiIdentity;
  readonly program: TerraformProgram;
  readonly region: string;
  /** The ARN of the CI role of each access. */
  readonly roles: Readonly<Record<Access, string>>;
  /** The folder of the Terraform configuration in the repository, with the wiring in it. */
  readonly folder: string;
  /** Of each workspace, in the order in which they are applied, each in a folder of its name; empty where it has one in {@link folder} itself. */
  readonly states: readonly string[];
  readonly privateModules: readonly PrivateModules[];
  /** In rollout order; the workspaces of one environment need not wait for each other. */
  readonly environments: readonly RolloutEnvironment[];
}

/** The workspaces of one environment. */
export interface RolloutEnvironment {
  readonly environment: string;
  /** Those of this pipeline that come directly before it. */
  readonly after: readonly string[];
  readonly workspaces: readonly string[];
}

export function rolloutOf(config: OrgConfig, pipeline: Pipeline, folder: string): Rollout {
  const names = namesOf(config);
  return {
    pipeline: pipeline.name,
    deployedAs: pipeline.deployedAs,
    identity: pipeline.identity,
    program: terraformProgram(config.terraform),
    region: config.homeRegion,
    roles: {
      apply: names.ciRoleArn('apply', pipeline.deployedAs),
      plan: names.ciRoleArn('plan', pipeline.deployedAs),
    },
    folder,
    states: pipeline.states,
    privateModules: pipeline.privateModules ?? [],
    environments: environmentsOf(config, pipeline),
  };
}

/** All workspaces of a pipeline, in rollout order. */
export function workspacesIn({ environments }: Rollout): readonly string[] {
  return environments.flatMap(({ workspaces }) => workspaces);
}

function environmentsOf(config: OrgConfig, pipeline: Pipeline): readonly RolloutEnvironment[] {
  const byEnvironment = new Map<string, readonly string[]>();
  for (const { environment, name } of workspacesOf(config, pipeline)) {
    byEnvironment.set(environment, [...(byEnvironment.get(environment) ?? []), name]);
  }
  const before = nearestBefore(config.environments, new Set(byEnvironment.keys()));
  const waitedFor = new Set([...before.values()].flat());
  // The management account is in no environment: it comes behind all.
  const last = [...before.keys()].filter((environment) => !waitedFor.has(environment));
  return [...byEnvironment].map(([environment, workspaces]) => ({
    environment,
    after: before.get(environment) ?? last,
    workspaces,
  }));
}
