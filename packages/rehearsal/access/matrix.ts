/** What somebody may do with something: `become` a role, `read states` of a bucket, and so on. */
export type Right =
  | 'become'
  | 'close'
  | 'list'
  | 'read states'
  | 'write states'
  | 'write the default state'
  | 'delete states'
  | 'take locks'
  | 'release locks'
  | 'read logs'
  | 'write logs'
  | 'delete logs'
  | 'make keys'
  | 'set its password'
  | 'read its key'
  | 'put a key'
  | 'use through S3'
  | 'use beside S3';

/** For every principal that orgstrap makes, every thing that it makes, and the rights that the one has in the other. */
export type AccessMatrix = ReadonlyMap<string, ReadonlyMap<string, readonly Right[]>>;

/** The cells in which two matrices differ, each in a line; a cell that one of them lacks differs from every cell. */
export function differencesOf(found: AccessMatrix, intended: AccessMatrix): readonly string[] {
  const principals = [...new Set([...found.keys(), ...intended.keys()])];
  return principals.flatMap((principal) => {
    const here = found.get(principal);
    const there = intended.get(principal);
    const targets = [...new Set([...(here?.keys() ?? []), ...(there?.keys() ?? [])])];
    return targets.flatMap((target) => {
      const [is, should] = [textOf(here?.get(target)), textOf(there?.get(target))];
      return is === should ? [] : [`${principal} on ${target}: ${is}, but intended is ${should}`];
    });
  });
}

function textOf(rights: readonly Right[] | undefined): string {
  if (rights === undefined) return 'not in the matrix';
  return rights.length === 0 ? 'nothing' : [...rights].sort().join(', ');
}

/** What `org.yaml` lets somebody do with something. */
export interface Grant {
  readonly principal: string;
  readonly target: string;
  readonly rights: readonly Right[];
}

/** What the matrix calls a group of the identity store, which is in no account. */
export function identityCenterGroupName(group: string): string {
  return `group ${group} of Identity Center`;
}
