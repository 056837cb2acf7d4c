import type { Access } from './access';
import type { AccountId } from './account-id';
import { namesOf } from './names-of';
import type { OrgConfig, Pipeline } from './org-config';

/** A Terraform workspace of a pipeline: one account that the pipeline may change. */
export interface Workspace {
  readonly name: string;
  readonly account: AccountId;
  /** The environment; `management` for the management account, which is in none. */
  readonly environment: string;
}

/** The workspaces of a pipeline in rollout order, the management account last. */
export function workspacesOf(config: OrgConfig, pipeline: Pipeline): readonly Workspace[] {
  const products = config.environments
    .filter(({ name }) => pipeline.environments.includes(name))
    .flatMap((environment) =>
      environment.accounts.map(({ workspace, id }) => ({
        name: workspace,
        account: id,
        environment: environment.name,
      })),
    );
  const twin = config.managementAccount;
  if (!twin?.pipelines.includes(pipeline.name)) return products;
  return [
    ...products,
    { name: twin.workspace, account: config.organization.managementAccount, environment: 'management' },
  ];
}

/** The ARNs of the CI roles of some pipelines: whom the trust policies of product accounts name. */
export function ciRolesOf(config: OrgConfig, access: Access, pipelines: readonly string[]): readonly string[] {
  const names = namesOf(config);
  return config.pipelines
    .filter(({ name }) => pipelines.includes(name))
    .map(({ name }) => names.ciRoleArn(access, name));
}

/** The names of the pipelines that may change an environment. */
export function pipelinesOf(config: OrgConfig, environment: string): readonly string[] {
  return config.pipelines.filter(({ environments }) => environments.includes(environment)).map(({ name }) => name);
}
