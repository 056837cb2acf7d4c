import { decide } from '../../../packages/iam-gateway/engine/decide';
import type { RequestContext } from '../../../packages/iam-gateway/iam/request';
import type { Snapshot } from '../../../packages/iam-gateway/iam/snapshot';
import { snapshotWithEveryService } from '../../attacks/every-service';
import { ACCOUNT, TERRAFORM_PLAN_ROLE, TERRAFORM_ROLE } from '../../attacks/places';
import table from './decisions.json';

/** What Terraform may ask of a service, each `ACTION RESOURCE`: `plan` is for both roles, `apply` for that role only, `neither` for none. */
interface Decisions {
  readonly plan: readonly string[];
  readonly apply: readonly string[];
  readonly neither: readonly string[];
  readonly passesTo?: readonly string[];
  readonly serviceLinkedRoles?: readonly string[];
}

const DECISIONS: Readonly<Record<string, Decisions>> = table;
const SERVICES = Object.entries(DECISIONS);

let snapshot: Snapshot;

beforeAll(() => {
  snapshot = snapshotWithEveryService();
});

async function isAllowed(roleArn: string, question: string, context: RequestContext = {}): Promise<boolean> {
  const [action = '', resource = ''] = question.replace('${account}', ACCOUNT).split(' ');
  const request = { caller: { kind: 'role', arn: roleArn } as const, action, resource, context };
  return (await decide(snapshot, request)).outcome === 'Allowed';
}

/** `plan`, `apply`, or both: who is allowed it. */
async function allowedTo(question: string, context?: RequestContext): Promise<readonly string[]> {
  const plan = await isAllowed(TERRAFORM_PLAN_ROLE, question, context);
  const apply = await isAllowed(TERRAFORM_ROLE, question, context);
  return [...(plan ? ['plan'] : []), ...(apply ? ['apply'] : [])];
}

const rowsOf = (key: keyof Decisions) =>
  SERVICES.flatMap(([service, decisions]) => (decisions[key] ?? []).map((text) => ({ service, text })));

test('at least five questions of every service', () => {
  const few = SERVICES.filter(([, { plan, apply, neither }]) => plan.length + apply.length + neither.length < 5);
  expect(few).toEqual([]);
});

test.each(rowsOf('plan'))('$service: a plan reads with $text', async ({ text }) => {
  expect(await allowedTo(text)).toEqual(['plan', 'apply']);
});

test.each(rowsOf('apply'))('$service: an apply alone changes with $text', async ({ text }) => {
  expect(await allowedTo(text)).toEqual(['apply']);
});

test.each(rowsOf('neither'))('$service: Terraform never needs $text', async ({ text }) => {
  expect(await allowedTo(text)).toEqual([]);
});

describe.each(rowsOf('passesTo'))('$service: an apply hands $text', ({ text }) => {
  const passed = { 'iam:PassedToService': text };

  test('a role of the workloads', async () => {
    expect(await allowedTo('iam:PassRole arn:aws:iam::${account}:role/workload/app', passed)).toEqual(['apply']);
  });

  test('no other role', async () => {
    expect(await allowedTo('iam:PassRole arn:aws:iam::${account}:role/admin', passed)).toEqual([]);
  });
});

test.each(rowsOf('serviceLinkedRoles'))(
  '$service: an apply makes the service-linked role of $text',
  async ({ text }) => {
    const role = `arn:aws:iam::\${account}:role/aws-service-role/${text}/AWSServiceRoleForIt`;
    expect(await allowedTo(`iam:CreateServiceLinkedRole ${role}`, { 'iam:AWSServiceName': text })).toEqual(['apply']);
  },
);
