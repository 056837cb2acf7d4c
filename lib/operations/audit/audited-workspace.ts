import type { OrgConfig } from '../../domain/org-config';
import type { Workspace } from '../../domain/workspaces';
import { named } from '../named';

/** The workspace of a name, among those of all pipelines. @throws Failure `UnknownWorkspace` */
export function auditedWorkspace(config: OrgConfig, name: string): Workspace {
  return named('workspace', workspacesOfAll(config), name);
}

function workspacesOfAll({ environments, managementAccount: twin, organization }: OrgConfig): readonly Workspace[] {
  const products = environments.flatMap(({ name: environment, accounts }) =>
    accounts.map(({ workspace, id }) => ({ name: workspace, account: id, environment })),
  );
  if (twin === undefined) return products;
  return [...products, { name: twin.workspace, account: organization.managementAccount, environment: 'management' }];
}
