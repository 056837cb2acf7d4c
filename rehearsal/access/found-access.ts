import type { HomeRegion } from '../../lib/domain/region';
import type { Caller } from '../iam/caller';
import { decide } from '../iam/decide';
import type { World } from '../iam/world';
import type { AccessMatrix, Right } from './matrix';
import { type Target, targetsOf } from './probes';

/** Who may do what, as IAM would answer in a world. */
export async function foundAccess(world: World, region: HomeRegion): Promise<AccessMatrix> {
  const targets = targetsOf(world, region);
  const matrix = new Map<string, ReadonlyMap<string, readonly Right[]>>();
  for (const caller of principalsOf(world)) {
    const row = new Map<string, readonly Right[]>();
    for (const target of targets) row.set(target.name, await rightsOf(world, caller, target));
    matrix.set(caller.arn, row);
  }
  return matrix;
}

function principalsOf({ users, roles }: World): readonly Extract<Caller, { readonly arn: string }>[] {
  return [
    ...[...users.keys()].map((arn) => ({ kind: 'user' as const, arn })),
    ...[...roles.keys()].map((arn) => ({ kind: 'role' as const, arn })),
  ];
}

async function rightsOf(world: World, caller: Caller, { probes }: Target): Promise<readonly Right[]> {
  const rights: Right[] = [];
  for (const [right, requests] of probes) {
    const decisions = await Promise.all(requests.map((request) => decide(world, { caller, ...request })));
    if (decisions.every(({ outcome }) => outcome === 'Allowed')) rights.push(right);
  }
  return rights;
}
