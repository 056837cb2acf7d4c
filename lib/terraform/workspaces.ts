import { ACCESSES } from '../domain/access';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import type { Workspace } from '../domain/workspaces';

/** The map of some workspaces as variable values; JSON, so that scripts of CI can read it, too. */
export function workspaces(config: OrgConfig, of: readonly Workspace[]): string {
  const names = namesOf(config);
  const map = Object.fromEntries(
    of.map(({ name, account, environment }) => [
      name,
      {
        account_id: account,
        environment,
        role_arns: Object.fromEntries(ACCESSES.map((access) => [access, names.terraformRoleArn(account, access)])),
      },
    ]),
  );
  return `${JSON.stringify({ workspaces: map }, null, 2)}\n`;
}
