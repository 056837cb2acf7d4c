import { didYouMean } from '../../config/closest-name';
import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import type { Workspace } from '../../domain/workspaces';

/** The workspace of a name, whichever pipeline it is of. @throws Failure `UnknownWorkspace` */
export function auditedWorkspace(config: OrgConfig, name: string): Workspace {
  const all = workspacesOfAll(config);
  const found = all.find((workspace) => workspace.name === name);
  if (found !== undefined) return found;
  const names = all.map((workspace) => workspace.name);
  throw new Failure(
    'UnknownWorkspace',
    `there is no workspace '${name}' in org.yaml; ${didYouMean(name, names)}there are: ${names.join(', ')}`,
    EXIT.unusable,
  );
}

function workspacesOfAll({ environments, managementAccount: twin, organization }: OrgConfig): readonly Workspace[] {
  const products = environments.flatMap(({ name: environment, accounts }) =>
    accounts.map(({ workspace, id }) => ({ name: workspace, account: id, environment })),
  );
  if (twin === undefined) return products;
  return [...products, { name: twin.workspace, account: organization.managementAccount, environment: 'management' }];
}
