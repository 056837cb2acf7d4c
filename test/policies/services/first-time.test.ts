import { decide } from '../../../packages/iam-gateway/engine/decide';
import type { Snapshot } from '../../../packages/iam-gateway/iam/snapshot';
import { snapshotWithEveryService } from '../../attacks/every-service';
import { ownerOf } from '../../attacks/others';
import { ACCOUNT, TERRAFORM_PLAN_ROLE, TERRAFORM_ROLE } from '../../attacks/places';
import questions from './first-time.json';

/** What Terraform asks the first time that somebody makes such a resource, in an account where nobody has clicked before. */
interface Asked {
  readonly what: string;
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
}

const ALLOWED: readonly Asked[] = questions.allowed;
const DENIED: readonly Asked[] = questions.denied;

let snapshot: Snapshot;

beforeAll(() => {
  snapshot = snapshotWithEveryService();
});

async function outcomeOf({ role, action, resource: named, context = {} }: Asked): Promise<string> {
  const resource = named.replace('${account}', ACCOUNT);
  const target = ownerOf(snapshot, resource);
  const { outcome } = await decide(snapshot, {
    caller: { kind: 'role', arn: role === 'plan' ? TERRAFORM_PLAN_ROLE : TERRAFORM_ROLE },
    action,
    resource,
    context,
    ...(target && { target }),
  });
  return outcome;
}

test.each(ALLOWED)('$what: $action is allowed to $role', async (asked) => {
  expect(await outcomeOf(asked)).toBe('Allowed');
});

test.each(DENIED)('$what: $action is not allowed to $role', async (asked) => {
  expect(await outcomeOf(asked)).toMatch(/Denied$/);
});
