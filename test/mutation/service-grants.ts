import { decide } from '../../packages/iam-gateway/engine/decide';
import { listOf, type Statement } from '../../packages/iam-gateway/iam/policy-document';
import type { Decision, Layer, Request, RequestContext } from '../../packages/iam-gateway/iam/request';
import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import { ownerOf } from '../attacks/others';
import { TERRAFORM_PLAN_ROLE, TERRAFORM_ROLE } from '../attacks/places';
import { type Case, caseOf } from './case';
import { nearMissesOf, satisfying } from './conditions';
import { type Sample, samplesOf } from './sample-requests';

/**
 * What each statement grants of the policies that the roles of a product account wear: one request that it alone allows,
 * and for each of its conditions the same request without that.
 *
 * A statement that grants nothing by itself has no case here, and so survives.
 */
export async function casesOfGrants(snapshot: Snapshot): Promise<readonly Case[]> {
  const plan = statementsOf(snapshot, TERRAFORM_PLAN_ROLE);
  const sids = new Set(plan.map(({ Sid }) => Sid));
  const apply = statementsOf(snapshot, TERRAFORM_ROLE).filter(({ Sid }) => !sids.has(Sid));
  return [...(await granted(snapshot, TERRAFORM_PLAN_ROLE, plan)), ...(await granted(snapshot, TERRAFORM_ROLE, apply))];
}

/** The same of roles that reach into other accounts, by what their own account allows them. */
export async function casesOfGrantsTo(snapshot: Snapshot, roles: readonly string[]): Promise<readonly Case[]> {
  const cases = await Promise.all(
    roles.map((role) => granted(snapshot, role, statementsOf(snapshot, role), ['permissions'])),
  );
  return cases.flat();
}

function statementsOf({ roles }: Snapshot, role: string): readonly Statement[] {
  const policies = roles.get(role)?.policies ?? [];
  return policies.flatMap(({ document }) => document.Statement).filter(({ Effect }) => Effect === 'Allow');
}

async function granted(
  snapshot: Snapshot,
  role: string,
  statements: readonly Statement[],
  only?: readonly Layer[],
): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const statement of statements) {
    const { Sid, Condition } = statement;
    const [first, ...others] = await onlyGrantedBy(snapshot, role, statement, only);
    if (first === undefined) continue;
    const { action } = first;
    cases.push(
      ...[first, ...others].map((request) => caseOf(`${Sid} grants ${textOf(request)}`, action, () => request, only)),
      ...nearMissesOf(Condition).map(({ operator, key, context }) =>
        caseOf(
          `${Sid} does not grant ${action} without ${operator} ${key}`,
          action,
          () => ({ ...first, context }),
          only,
        ),
      ),
    );
  }
  return cases;
}

function textOf({ action, resource, context = {} }: Request): string {
  return [action, 'on', resource, ...Object.values(context).map((value) => `for ${value}`)].join(' ');
}

/** For each value of the conditions, and for each of the resources, a request that no other statement allows. */
async function onlyGrantedBy(
  snapshot: Snapshot,
  role: string,
  statement: Statement,
  only?: readonly Layer[],
): Promise<readonly Request[]> {
  const contexts = satisfying(statement.Condition);
  const found: Request[] = [];
  for (const [index, Resource] of listOf(statement.Resource).entries()) {
    const samples = await samplesOf({ ...statement, Resource });
    for (const context of index === 0 ? contexts : contexts.slice(0, 1)) {
      const request = await firstGrantedBy(snapshot, role, statement, samples, context, only);
      if (request !== undefined) found.push(request);
    }
  }
  return found;
}

async function firstGrantedBy(
  snapshot: Snapshot,
  role: string,
  { Sid }: Statement,
  samples: readonly Sample[],
  context: RequestContext,
  only?: readonly Layer[],
): Promise<Request | undefined> {
  for (const { action, resource } of samples) {
    const target = ownerOf(snapshot, resource);
    const request: Request = {
      caller: { kind: 'role', arn: role },
      action,
      resource,
      context,
      ...(target && { target }),
    };
    const decision = await decided(snapshot, request, only);
    if (decision === undefined) continue;
    const { outcome, statements } = decision;
    const granting = statements.filter(({ layer }) => layer === 'permissions');
    if (outcome === 'Allowed' && granting.every(({ sid }) => sid === Sid)) return request;
  }
  return undefined;
}

/** The types of what CloudFormation makes in members are in no reference that the engine reads. */
function decided(snapshot: Snapshot, request: Request, only?: readonly Layer[]): Promise<Decision | undefined> {
  return decide(snapshot, request, only).catch((error: unknown) => {
    if (error instanceof Error && error.message.includes('no.resource.types')) return undefined;
    throw error;
  });
}
