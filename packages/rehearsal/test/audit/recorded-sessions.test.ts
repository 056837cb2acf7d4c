import { sessionsOf } from '../../../../lib/commands/audit/sessions';
import { trailRecordOf } from '../../../../lib/commands/audit/trail-record';
import type { AccountId } from '../../../../lib/domain/ids';
import { form } from '../../../iam-gateway/test/gateway/support/calls';
import { ELSEWHERE } from '../../../iam-gateway/test/gateway/support/stored';
import { begun, observed, RUN } from '../../../iam-gateway/test/trail/observed';
import { type LookedUp, lookUp } from '../../../iam-gateway/trail/lookup';
import { lookupAnswer, lookupIn } from '../../../iam-gateway/trail/lookup-call';
import { recordsOf } from '../../../iam-gateway/trail/records-of-call';
import { TrailHistory } from '../../../iam-gateway/trail/trail-history';

const ROLE = `arn:aws:iam::${ELSEWHERE}:role/orgstrap/orgstrap-terraform`;
const KEY = 'ASIANEWNEWNEWNEWNEWN';

/** As orgstrap reads an answer of CloudTrail. */
function read(found: LookedUp) {
  const { Events: events } = lookupAnswer(found) as { readonly Events: readonly Record<'CloudTrailEvent', string>[] };
  return events.flatMap(({ CloudTrailEvent: record }) => trailRecordOf({ record, resources: [] }) ?? []);
}

test('orgstrap audit finds in the history who became a Terraform role, and what they changed there', () => {
  const trail = new TrailHistory();
  const parameters = { RoleArn: ROLE, RoleSessionName: 'run', SourceIdentity: 'run-1' };
  const answer = begun(ROLE, '<SourceIdentity>run-1</SourceIdentity>');
  trail.add(...recordsOf(observed({ caller: RUN, call: form('sts', 'AssumeRole', parameters), answer })));
  const owner = {
    kind: 'session',
    role: ROLE,
    name: 'run',
    sourceIdentity: 'run-1',
    token: 't',
    expiration: '',
    issued: '',
  } as const;
  const caller = {
    kind: 'key',
    key: { id: KEY, account: ELSEWHERE, owner },
    began: trail.sessionStart(KEY) ?? '',
  } as const;
  const call = form('cloudformation', 'DeleteStack', { StackName: 'app' });
  trail.add(...recordsOf(observed({ caller, call, at: new Date('2026-11-21T09:31:00Z') })));
  const ask = (AttributeKey: string, AttributeValue: string) =>
    read(
      lookUp(trail.records, lookupIn({ LookupAttributes: [{ AttributeKey, AttributeValue }] }, ELSEWHERE, 'eu-west-1')),
    );
  const { sessions, refused } = sessionsOf(
    ELSEWHERE as AccountId,
    ask('EventName', 'AssumeRole'),
    ask('ReadOnly', 'false'),
  );
  expect(refused).toEqual([]);
  expect(sessions).toMatchObject([
    {
      role: { kind: 'terraform', access: 'apply' },
      name: 'run',
      sourceIdentity: 'run-1',
      start: '2026-11-21T09:30:00Z',
      changes: [{ call: 'DeleteStack', resources: ['app'] }],
    },
  ]);
});
