import { alarmRuleName } from '../../../../lib/domain/names';
import type { CloudFormationCall } from '../../../iam-gateway/trail/cloudformation-call';
import { TrailHistory } from '../../../iam-gateway/trail/trail-history';
import type { TrailRecord } from '../../../iam-gateway/trail/trail-record';
import { AlarmMonitor } from '../../alarms/alarm-monitor';
import type { AlarmNotification } from '../../emulated/control';

/** A record of a call. Its name says which alarm it raises here. */
function recorded(eventName: string): TrailRecord {
  return {
    eventVersion: '1.11',
    userIdentity: { type: 'IAMUser', principalId: 'AIDA', arn: 'arn:aws:iam::222222222222:user/ada' },
    eventTime: '2026-03-01T00:00:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: '192.0.2.1',
    userAgent: 'test',
    requestParameters: null,
    responseElements: null,
    requestID: eventName,
    eventID: eventName,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '222222222222',
    eventCategory: 'Management',
  };
}

/** Rules that raise the alarm which a call is named after, and nothing for calls named `quiet`. */
class Emulated {
  readonly delivered: string[] = [];
  made: readonly CloudFormationCall[] = [];

  deliver(events: readonly { readonly detail: TrailRecord }[]): Promise<readonly (readonly AlarmNotification[])[]> {
    this.delivered.push(...events.map(({ detail }) => detail.eventName));
    const place = { bus: 'orgstrap-alarms', account: '222222222222', region: 'eu-west-1', topic: 't', message: '' };
    return Promise.resolve(
      events.map(({ detail: { eventName } }) =>
        eventName === 'quiet' ? [] : [{ rule: alarmRuleName(eventName), ...place }],
      ),
    );
  }

  madeSince(n: number): Promise<readonly CloudFormationCall[]> {
    return Promise.resolve(this.made.filter((call) => call.n > n));
  }
}

function watching() {
  const trail = new TrailHistory();
  const emulated = new Emulated();
  const does = (...names: readonly string[]) => {
    trail.add(...names.map(recorded));
    return Promise.resolve();
  };
  return { alarmMonitor: new AlarmMonitor(trail, emulated, 'aws'), emulated, does };
}

const ATTACK = { claim: 'somebody attacks', alarms: ['trail-is-changed'] };

describe('the watch', () => {
  test('explains an alarm by the attack that must raise it', async () => {
    const { alarmMonitor, does } = watching();
    await alarmMonitor.during(ATTACK, () => does('quiet', 'trail-is-changed'));
    await alarmMonitor.deliverEvents();
    const { attacks, unexpected, delivered } = alarmMonitor.report();
    expect({ delivered, unexpected }).toEqual({ delivered: 2, unexpected: [] });
    expect(attacks).toMatchObject([{ ...ATTACK, silent: [], raised: [{ rule: alarmRuleName('trail-is-changed') }] }]);
  });

  test.each([
    [
      'before the attack',
      async (alarmMonitor: AlarmMonitor, does: Does) => {
        await does('trail-is-changed');
        await alarmMonitor.during(ATTACK, () => does('trail-is-changed'));
      },
    ],
    [
      'after it',
      async (alarmMonitor: AlarmMonitor, does: Does) => {
        await alarmMonitor.during(ATTACK, () => does('trail-is-changed'));
        await does('trail-is-changed');
      },
    ],
    [
      'by it that it does not speak of',
      async (alarmMonitor: AlarmMonitor, does: Does) => {
        await alarmMonitor.during(ATTACK, () => does('trail-is-changed', 'root-is-used'));
      },
    ],
  ])('leaves unexplained what is raised %s', async (_, story) => {
    const { alarmMonitor, does } = watching();
    await story(alarmMonitor, does);
    await alarmMonitor.deliverEvents();
    const { attacks, unexpected } = alarmMonitor.report();
    expect(attacks.map(({ silent }) => silent)).toEqual([[]]);
    expect(unexpected).toHaveLength(1);
  });

  test('says which alarms an attack did not raise, also one that failed', async () => {
    const { alarmMonitor, does } = watching();
    const failing = alarmMonitor.during({ ...ATTACK, alarms: ['trail-is-changed', 'root-is-used'] }, async () => {
      await does('root-is-used');
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    await alarmMonitor.deliverEvents();
    expect(alarmMonitor.report().attacks).toMatchObject([{ silent: ['trail-is-changed'] }]);
  });

  test('gives the alarms everything once, however often it is asked', async () => {
    const { alarmMonitor, emulated, does } = watching();
    await does('quiet');
    await alarmMonitor.deliverEvents();
    await does('root-is-used');
    await alarmMonitor.deliverEvents();
    await alarmMonitor.deliverEvents();
    expect(emulated.delivered).toEqual(['quiet', 'root-is-used']);
    expect(alarmMonitor.report()).toMatchObject({
      delivered: 2,
      unexpected: [{ record: { eventName: 'root-is-used' } }],
    });
  });

  test('takes nothing that CloudFormation did for an attack', async () => {
    const { alarmMonitor, emulated, does } = watching();
    emulated.made = [
      {
        n: 1,
        account: '444444444444',
        region: 'eu-west-1',
        service: 'cloudtrail',
        operation: 'trail-is-changed',
        parameters: {},
        by: { stackSet: 'orgstrap-AccountTrails' },
      },
    ];
    await alarmMonitor.during(ATTACK, () => does('trail-is-changed'));
    await alarmMonitor.deliverEvents();
    await alarmMonitor.deliverEvents();
    const { unexpected, delivered } = alarmMonitor.report();
    expect(delivered).toBe(2);
    expect(unexpected).toMatchObject([{ record: { userIdentity: { invokedBy: 'cloudformation.amazonaws.com' } } }]);
  });
});

type Does = (...names: readonly string[]) => Promise<void>;
