import { decide } from '../../packages/iam-gateway/engine/decide';
import type { Layer } from '../../packages/iam-gateway/iam/request';
import { attacker } from './attackers';
import { snapshotWithEveryService } from './every-service';
import { ACCOUNT } from './places';
import { type WriteAction, writeActionsOf } from './write-actions';

const snapshot = snapshotWithEveryService();

/** Actions that are not denied, because they make nobody more than he is. */
const HARMLESS: Readonly<Record<'user' | 'stack', readonly string[]>> = {
  // A user's own password, which takes the old one.
  user: ['iam:ChangePassword'],
  // What a stack waits for, of which ours have nothing; and its tags, which no policy of ours looks at.
  stack: [
    'cloudformation:RecordHandlerProgress',
    'cloudformation:SignalResource',
    'cloudformation:TagResource',
    'cloudformation:UntagResource',
  ],
};

describe('of all that changes something, the boundary lets nothing through', () => {
  test('in IAM off the workload path', async () => {
    expect(await throughBoundary('iam')).toEqual([]);
  });

  test.each(['account', 'identitystore', 'organizations', 'sso', 'sso-directory'])('in %s', async (service) => {
    expect(await throughBoundary(service)).toEqual([]);
  });
});

describe('of all that changes something, the guardrails let nothing through', () => {
  test.each([
    ['a group of orgstrap', 'group', 'orgstrap/anything', []],
    ['a policy of orgstrap', 'policy', 'orgstrap/anything', []],
    ['a role of orgstrap', 'role', 'orgstrap/anything', []],
    ['a user of orgstrap', 'user', 'orgstrap/anything', HARMLESS.user],
    ['a role of StackSets', 'role', 'stacksets-exec-0123456789abcdef', []],
    ['the role of the management account', 'role', 'OrganizationAccountAccessRole', []],
  ])('to %s', async (_, kind, name, harmless) => {
    expect(await throughGuardrails('iam', kind, name)).toEqual(harmless);
  });

  test.each(['orgstrap-anything', 'StackSet-orgstrap-anything'])('to the stack %s', async (name) => {
    expect(await throughGuardrails('cloudformation', 'stack', name)).toEqual(HARMLESS.stack);
  });
});

/** What the boundary alone leaves to a role with AdministratorAccess. */
async function throughBoundary(service: string): Promise<readonly string[]> {
  return open('administrator with the boundary', 'boundary', await writeActionsOf(service), 'anything');
}

/** What the SCP alone leaves to a role with AdministratorAccess. */
async function throughGuardrails(service: string, kind: string, name: string): Promise<readonly string[]> {
  const actions = (await writeActionsOf(service)).filter((action) => action.kind === kind);
  if (actions.length === 0) throw new Error(`nothing in ${service} changes a ${kind}`);
  return open('administrator without the boundary', 'scp', actions, name);
}

async function open(
  who: string,
  layer: Layer,
  actions: readonly WriteAction[],
  name: string,
): Promise<readonly string[]> {
  const found = new Set<string>();
  const caller = attacker(snapshot, who);
  for (const { action, named } of actions) {
    const request = { caller, action, resource: named(ACCOUNT, name), target: { account: ACCOUNT } };
    const { outcome } = await decide(snapshot, request, [layer]);
    if (outcome === 'Allowed') found.add(action);
  }
  return [...found].sort();
}
