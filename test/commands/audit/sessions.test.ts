import { sessionsOf } from '../../../lib/commands/audit/sessions';
import { trailRecordOf } from '../../../lib/commands/audit/trail-record';
import { accountId } from '../../support/org-config';
import { assumption, change, DEV, event, type Fields } from './recorded-events';

function records(list: readonly Fields[]) {
  return list.flatMap((fields) => trailRecordOf(event(fields)) ?? []);
}

function sessions(assumptions: readonly Fields[], changes: readonly Fields[]) {
  const found = sessionsOf(accountId(DEV), records(assumptions), records(changes));
  return { ...found, changes: found.sessions.map((session) => session.changes.map(({ id }) => id)) };
}

describe('sessions', () => {
  test('have the changes of their access key, the oldest first', () => {
    const two = [assumption(), assumption({ id: 'second', key: 'ASIADEV2', time: '2026-03-01T09:40:00Z' })];
    const { sessions: found, changes } = sessions(two, [
      change({ id: 'b', time: '2026-03-01T09:32:00Z' }),
      change({ id: 'a' }),
      change({ id: 'c', key: 'ASIADEV2', began: '2026-03-01T09:40:00Z', time: '2026-03-01T09:41:00Z' }),
    ]);
    expect(changes).toEqual([['c'], ['a', 'b']]);
    expect(found.map(({ assumption: begin }) => begin?.id)).toEqual(['second', 'assumed']);
  });

  test('that began in the same second with the same name are two, by their keys', () => {
    const twins = [assumption(), assumption({ id: 'second', key: 'ASIADEV2' })];
    expect(sessions(twins, [change({ id: 'a' }), change({ id: 'b', key: 'ASIADEV2' })]).changes.toSorted()).toEqual([
      ['a'],
      ['b'],
    ]);
  });

  test('have the changes that a service made for them, with a key of its own', () => {
    const { changes } = sessions([assumption()], [change({ id: 'a' }), change({ id: 'b', key: 'ASIAFORWARDED' })]);
    expect(changes).toEqual([['a', 'b']]);
  });

  test('are there without changes', () => {
    expect(sessions([assumption()], []).changes).toEqual([[]]);
  });

  test('are there without a beginning, as their changes show them', () => {
    const earlier = { began: '2026-02-28T23:00:00Z', sourceIdentity: 'run-7' };
    const { sessions: found, changes } = sessions(
      [],
      [change({ id: 'a', ...earlier }), change({ id: 'b', key: 'ASIAFORWARDED', ...earlier })],
    );
    expect(changes).toEqual([['a', 'b']]);
    expect(found).toMatchObject([
      { start: '2026-02-28T23:00:00Z', name: 'terraform-delivery', sourceIdentity: 'run-7', role: { access: 'apply' } },
    ]);
    expect(found[0]?.assumption).toBeUndefined();
  });

  test('are named by the source identity of the request, of the answer, or of the caller', () => {
    const inRequest = assumption({ sourceIdentity: 'run-7' });
    const inAnswer = { ...inRequest, requestParameters: assumption().requestParameters };
    const ofCaller = {
      ...assumption(),
      userIdentity: { type: 'AssumedRole', sessionContext: { sourceIdentity: 'run-7' } },
    };
    for (const fields of [inRequest, inAnswer, ofCaller]) {
      expect(sessions([fields], []).sessions[0]?.sourceIdentity).toBe('run-7');
    }
    expect(sessions([assumption()], []).sessions[0]).not.toHaveProperty('sourceIdentity');
  });

  test('are of the roles that somebody from elsewhere works as', () => {
    const { changes } = sessions(
      [assumption({ id: 'x', role: 'orgstrap-auditor' })],
      [
        change({ id: 'a', role: 'orgstrap/orgstrap-access-admin', session: 'ada' }),
        change({ id: 'b', role: 'workload/app' }),
        { ...change({ id: 'c' }), userIdentity: { type: 'Root', accountId: DEV } },
      ],
    );
    expect(changes).toEqual([['a']]);
  });

  test('have a change once, however often it was found', () => {
    expect(sessions([assumption(), assumption()], [change(), change()]).changes).toEqual([['change']]);
  });

  test('that were refused are none', () => {
    const { sessions: found, refused } = sessions(
      [{ ...assumption(), errorCode: 'AccessDenied', responseElements: null }],
      [],
    );
    expect(found).toEqual([]);
    expect(refused).toMatchObject([{ role: { kind: 'terraform' }, record: { error: 'AccessDenied' } }]);
  });
});
