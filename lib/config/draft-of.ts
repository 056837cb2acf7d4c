import { isAccountId } from '../domain/account-id';
import { isOrganizationalUnitId, isRootId } from '../domain/organizational-unit-id';
import { isPrincipalArn } from '../domain/principal-arn';
import { isHomeRegion } from '../domain/region';
import type {
  Draft,
  DraftAccount,
  DraftAudit,
  DraftDeployers,
  DraftEnvironment,
  DraftPeople,
  DraftPipeline,
  DraftTwin,
  Mention,
} from './draft';
import { Cursor } from './yaml/cursor';
import type { Tree } from './yaml/tree';

/** Collects what can be compared. It reports nothing: what it cannot read, `checkStructure` has reported. */
export function draftOf(tree: Tree): Draft {
  const file = new Cursor(tree);
  return {
    rootId: file.at('organization', 'rootId').textOf(isRootId),
    managementAccount: file.at('organization', 'managementAccount').textOf(isAccountId),
    homeRegion: file.at('homeRegion').textOf(isHomeRegion),
    deployFrom: file.at('deployFrom').text(),
    terraformAccount: file.at('accounts', 'terraform').textOf(isAccountId),
    opsAccount: file.at('accounts', 'ops').textOf(isAccountId),
    environments: file.at('environments').entries()?.map(environmentOf),
    services: textsIn(file.at('terraform', 'services')),
    pipelines: file.at('pipelines').entries()?.map(pipelineOf),
    managementTwin: twinOf(file.at('managementAccount')),
    deployers: deployersOf(file.at('guardrails', 'deployers')),
    people: peopleOf(file.at('people')),
    audit: auditOf(file.at('audit')),
    operators: readable((file.at('operators').items() ?? []).map((item) => item.textOf(isPrincipalArn))),
  };
}

function environmentOf(cursor: Cursor): DraftEnvironment {
  const units = cursor.at('organizationalUnits').items() ?? [];
  return {
    name: cursor.key(),
    organizationalUnits: readable(units.map((unit) => unit.textOf(isOrganizationalUnitId))),
    accounts: (cursor.at('accounts').entries() ?? []).map(accountOf),
  };
}

function accountOf(cursor: Cursor): DraftAccount {
  return { workspace: cursor.key(), id: cursor.textOf(isAccountId) };
}

function pipelineOf(cursor: Cursor): DraftPipeline {
  const list = cursor.at('environments');
  const names = textsIn(list);
  const isWhole = names.length > 0 && names.length === list.items()?.length;
  return { name: cursor.key(), environments: isWhole ? names : undefined };
}

function twinOf(cursor: Cursor): DraftTwin | undefined {
  if (!cursor.exists) return undefined;
  return {
    block: cursor.key(),
    workspace: cursor.at('workspace').text(),
    pipelines: textsIn(cursor.at('pipelines')),
  };
}

function deployersOf(list: Cursor): DraftDeployers | undefined {
  const items = list.items();
  if (items === undefined) return undefined;
  const exempt = readable(items.map((item) => item.textOf(isPrincipalArn)));
  return { block: list.key(), exempt, isWhole: exempt.length === items.length };
}

function auditOf(cursor: Cursor): DraftAudit | undefined {
  if (!cursor.exists) return undefined;
  return {
    trail: cursor.at('trail').text(),
    keys: (cursor.entries() ?? []).map((entry) => entry.key()),
    regions: readable((cursor.at('regions').items() ?? []).map((region) => region.textOf(isHomeRegion))),
  };
}

function peopleOf(cursor: Cursor): DraftPeople | undefined {
  const entries = cursor.entries();
  if (entries === undefined) return undefined;
  return {
    block: cursor.key(),
    source: cursor.at('source').text(),
    keys: entries.map((entry) => entry.key()),
    roles: (cursor.at('roles').entries() ?? []).map((role) => ({
      name: role.key(),
      services: textsIn(role.at('services')),
      managedPolicies: (role.at('managedPolicies').entries() ?? []).map((policy) => policy.key()),
    })),
    groups: cursor
      .at('groups')
      .entries()
      ?.map((group) => ({
        name: group.key(),
        access: (group.at('access').entries() ?? []).map((roles) => ({
          environment: roles.key(),
          roles: [...readable([roles.text()]), ...textsIn(roles)],
        })),
      })),
    users: (cursor.at('users').entries() ?? []).map((person) => ({ name: person.key(), groups: textsIn(person) })),
    groupIds: cursor
      .at('identityCenter', 'groups')
      .entries()
      ?.map((id) => id.key()),
  };
}

function textsIn(list: Cursor): readonly Mention<string>[] {
  return readable((list.items() ?? []).map((item) => item.text()));
}

function readable<T>(mentions: readonly (Mention<T> | undefined)[]): readonly Mention<T>[] {
  return mentions.filter((mention) => mention !== undefined);
}
