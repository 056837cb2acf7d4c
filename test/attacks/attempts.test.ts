import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decide } from '../../packages/iam-gateway/engine/decide';
import type { OwnedResource, Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import { AwsActions, serviceOf } from '../policies/services/aws-actions';
import { ROOT } from '../support/examples';
import { ATTEMPTS, type Attempt } from './attempts';
import { ACCOUNT } from './places';
import { trialsOf } from './trial';
import { WORLDS } from './worlds';

const SNAPSHOTS = new Map<string, Snapshot>();
const attempts = [...ATTEMPTS.values()].flat();

describe.each([...ATTEMPTS])('%s', (_, attempts) => {
  test.each(attempts)('$outcome: $as: $name', async (attempt) => expect(await otherwise(attempt)).toEqual([]));
});

test('no attempt is made twice', () => {
  const names = attempts.map(({ world, as, name }) => [world, as, name].join(': '));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('every call of an attempt is one of AWS', async () => {
  const actions = await AwsActions.of(attempts.map(({ action }) => serviceOf(action)));
  expect(attempts.map(({ action }) => action).filter((action) => actions.matching(action).length === 0)).toEqual([]);
});

test('SECURITY.md has the heading under which an attempt is accepted', () => {
  const headings = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8').match(/^#+ .+$/gm) ?? [];
  const known = new Set(headings.map((heading) => heading.replace(/^#+ /, '')));
  const accepted = attempts.filter(({ outcome }) => outcome === 'accepted');
  expect(accepted.filter(({ reason = '' }) => !known.has(reason))).toEqual([]);
});

/** The trials that IAM answers otherwise than the attempt says. */
async function otherwise({ world = 'every', lets, outcome, reason, ...step }: Attempt): Promise<readonly string[]> {
  const snapshot = snapshotOf(world);
  const surprises: string[] = [];
  for (const { name, requestIn } of trialsOf(snapshot, step)) {
    const request = requestIn(snapshot);
    const target = lets === undefined ? request.target : openTo(lets, request.action, request.resource);
    const decision = await decide(snapshot, { ...request, ...(target && { target }) });
    if ((decision.outcome === 'Allowed') !== (outcome !== 'denied')) surprises.push(`${name}: ${decision.outcome}`);
  }
  return surprises;
}

function snapshotOf(world: keyof typeof WORLDS): Snapshot {
  const known = SNAPSHOTS.get(world) ?? WORLDS[world]();
  SNAPSHOTS.set(world, known);
  return known;
}

/** What somebody else made: a bucket of nobody's account here lets everybody in, a role its account's administrators. */
function openTo(lets: NonNullable<Attempt['lets']>, action: string, resource: string): OwnedResource {
  const account = resource.split(':')[4] || (lets === 'everybody' ? '999999999999' : ACCOUNT);
  return {
    account,
    policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Open',
          Effect: 'Allow',
          Principal: lets === 'everybody' ? '*' : { AWS: `arn:aws:iam::${account}:root` },
          Action: '*',
          ...(action.startsWith('sts:') ? {} : { Resource: '*' }),
        },
      ],
    },
  };
}
