import type { BoundaryDescription, RoleDescription } from './role-description';

/**
 * Stands for the id of an account in what many accounts have alike, until somebody asks for one of them. It is as long as an id, because how
 * documents share policies depends on their length; and it is none, so that it stands for nothing else.
 */
export const ANY_ACCOUNT = '#thisAccount';

/** A value with the id of an account in place of what stands for it. */
export function writtenFor<Value>(account: string, standsForIt: string, value: Value): Value {
  const text = JSON.stringify(value);
  return text.includes(standsForIt) ? JSON.parse(text.replaceAll(standsForIt, account)) : value;
}

/**
 * A role of many accounts as that of one of them: the id comes into the documents as the value of a placeholder alone. To render them again for
 * each of a thousand accounts would take longer than to ask AWS about them.
 */
export function roleIn(account: string, standsForIt: string, role: RoleDescription): RoleDescription {
  return {
    ...role,
    trust: writtenFor(account, standsForIt, role.trust),
    ...(role.boundary && { boundary: boundaryIn(account, standsForIt, role.boundary) }),
    policies: () => writtenFor(account, standsForIt, role.policies()),
  };
}

export function boundaryIn(account: string, standsForIt: string, boundary: BoundaryDescription): BoundaryDescription {
  return { ...boundary, pack: () => writtenFor(account, standsForIt, boundary.pack()) };
}
