import { type AccessChange, narrows, toRead, unclear, widens } from '../../iam/access-change';
import { compareStatements } from '../../iam/compare-documents';
import { beyond, equal } from '../../iam/pattern';
import { readStatements } from '../../iam/statement';
import { linesOf } from '../../iam/statement-text';
import { isHolder, permissionsOf } from './permissions';
import type { ResourcePair } from './resource-name';
import type { Template } from './template';
import { textOf } from './text-of';

/**
 * What a role, user or group may do before and after, over all its policies: a statement that moves from one policy to
 * another changes nothing.
 */
export function comparePermissions(before: Template, after: Template, pair: ResourcePair): readonly AccessChange[] {
  const { before: earlier, after: later } = pair;
  if (earlier === undefined || later === undefined || !isHolder(later.resource)) return [];
  const had = permissionsOf(before, earlier.id);
  const has = permissionsOf(after, later.id);
  if (had.statements === undefined || has.statements === undefined) return [unclear('a policy of it')];
  const attached = beyond(has.attached, had.attached, equal);
  const detached = beyond(had.attached, has.attached, equal);
  return [
    ...compareStatements(had.statements, has.statements),
    ...(attached.length > 0 ? [widens('has more managed policies', attached)] : []),
    // A policy that orgstrap cannot read may have been there to deny.
    ...(detached.length > 0 ? [toRead('has fewer managed policies, which may have denied', detached)] : []),
  ];
}

/** Who comes or goes: whom it trusts, and what it may do. */
export function actorChange(
  noun: string,
  before: Template,
  after: Template,
  { before: earlier, after: later }: ResourcePair,
): AccessChange {
  if (later !== undefined) return widens(`a new ${noun}`, described(after, later.id));
  if (earlier === undefined) return unclear(noun);
  // The members of a group lose its denials with it.
  const denies = permissionsOf(before, earlier.id).statements?.some(({ effect }) => effect === 'Deny') ?? true;
  if (noun === 'group' && denies) return toRead('a group that denies is removed', described(before, earlier.id));
  return narrows(`the ${noun} is removed`, described(before, earlier.id));
}

function described(template: Template, id: string): readonly string[] {
  const trust = template.resources[id]?.Properties.AssumeRolePolicyDocument;
  const { statements, attached } = permissionsOf(template, id);
  const said = (statements ?? []).map(({ effect, sid }) => `${effect} ${sid || 'without a Sid'}`);
  return [
    ...(readStatements(trust, textOf) ?? []).flatMap((statement) => linesOf(statement).map((line) => `trust: ${line}`)),
    ...said.map((statement) => `permission: ${statement}`),
    ...(statements === undefined ? ['permission: a policy that cannot be read'] : []),
    ...attached.map((policy) => `managed policy: ${policy}`),
  ];
}
