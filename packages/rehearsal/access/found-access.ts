import { ACCESSES, isOidc } from '../../../lib/domain/ci-identity';
import { ciUserName, PEOPLE_PATH } from '../../../lib/domain/names';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { decide } from '../../iam-gateway/engine/decide';
import type { Caller } from '../../iam-gateway/iam/caller';
import { type Request, type RequestContext, SIGNED_IN_WITH_MFA } from '../../iam-gateway/iam/request';
import type { Snapshot } from '../../iam-gateway/iam/snapshot';
import { roleName } from './intended-audit';
import { jobName, jobOf } from './jobs';
import { type AccessMatrix, identityCenterGroupName, type Right } from './matrix';
import { type Target, targetsOf } from './probes';

/**
 * Who may do what, as IAM would answer in a snapshot; of its configuration nothing is taken but who else may ask, from where,
 * and what groups are called.
 */
export async function foundAccess(snapshot: Snapshot, config: OrgConfig): Promise<AccessMatrix> {
  const targets = targetsOf(snapshot, config.homeRegion);
  const matrix = new Map<string, ReadonlyMap<string, readonly Right[]>>();
  for (const principal of principalsOf(snapshot, config)) {
    const row = new Map<string, readonly Right[]>();
    for (const target of targets) row.set(target.name, await rightsOf(snapshot, principal, target));
    matrix.set(principal.name, row);
  }
  return new Map([...matrix, ...groupAccess(snapshot, config)]);
}

interface Principal {
  /** As the matrix calls it: its ARN where it has one. */
  readonly name: string;
  readonly caller: Caller;
  readonly context: RequestContext;
}

function principalsOf({ users, roles }: Snapshot, config: OrgConfig): readonly Principal[] {
  return [
    ...[...users.keys()].map((arn) => ({
      name: arn,
      caller: { kind: 'user' as const, arn },
      context: arn.includes(`:user${PEOPLE_PATH}`) ? SIGNED_IN_WITH_MFA : { 'aws:SourceIp': addressOf(arn, config) },
    })),
    ...[...roles.keys()].map((arn) => ({ name: roleName(arn), caller: { kind: 'role' as const, arn }, context: {} })),
    ...jobsIn(config),
  ];
}

/** The jobs that come with a token have no ARN. */
function jobsIn({ pipelines }: OrgConfig): readonly Principal[] {
  return pipelines.flatMap(({ name, identity }) =>
    isOidc(identity)
      ? ACCESSES.map((access) => ({ name: jobName(name, access), caller: jobOf(identity, access), context: {} }))
      : [],
  );
}

/** An address from which the keys of a CI user are to work. */
function addressOf(user: string, { pipelines }: OrgConfig): string | undefined {
  for (const { name, identity } of pipelines) {
    if (isOidc(identity) || !ACCESSES.some((access) => user.endsWith(`/${ciUserName(access, name)}`))) continue;
    return identity.networks[0]?.split('/')[0];
  }
  return undefined;
}

async function rightsOf(
  snapshot: Snapshot,
  { caller, context }: Principal,
  { probes }: Target,
): Promise<readonly Right[]> {
  const rights: Right[] = [];
  for (const [right, requests] of probes) {
    const asked = caller.kind === 'webIdentity' ? requests.flatMap(withToken) : requests;
    const decisions = await Promise.all(
      asked.map((request) => decide(snapshot, { caller, ...request, context: { ...context, ...request.context } })),
    );
    if (asked.length < requests.length) continue;
    if (decisions.every(({ outcome }) => outcome === 'Allowed')) rights.push(right);
  }
  return rights;
}

/** A token is good for one call alone. */
function withToken<Probe extends Pick<Request, 'action'>>(probe: Probe): readonly Probe[] {
  return probe.action === 'sts:AssumeRole' ? [{ ...probe, action: 'sts:AssumeRoleWithWebIdentity' }] : [];
}

/** Who is in a group of IAM Identity Center becomes what the group is assigned: IAM is not asked about that. */
export function groupAccess(snapshot: Snapshot, config: OrgConfig): AccessMatrix {
  const targets = targetsOf(snapshot, config.homeRegion);
  return new Map(
    [...(snapshot.assignments ?? [])].map(([id, roles]) => {
      const rightsIn = ({ name }: Target): readonly Right[] => (roles.includes(name) ? ['become'] : []);
      return [groupOf(id, config), new Map(targets.map((target) => [target.name, rightsIn(target)]))];
    }),
  );
}

/** Templates know the groups of an identity store by their ids alone. */
function groupOf(id: string, { people }: OrgConfig): string {
  const names = people?.signIn.source === 'identityCenter' ? Object.entries(people.signIn.groupIds) : [];
  return identityCenterGroupName(names.find(([, known]) => known === id)?.[0] ?? id);
}
