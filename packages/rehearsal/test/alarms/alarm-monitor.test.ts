import { alarmRuleName } from '../../../../lib/domain/names';
import type { MadeCall } from '../../../iam-gateway/trail/made-call';
import { TrailHistory } from '../../../iam-gateway/trail/trail-history';
import type { TrailRecord } from '../../../iam-gateway/trail/trail-record';
import { Watch } from '../../alarms/alarm-monitor';
import type { RungAlarm } from '../../emulated/control';

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
  made: readonly MadeCall[] = [];

  deliver(events: readonly { readonly detail: TrailRecord }[]): Promise<readonly (readonly RungAlarm[])[]> {
    this.delivered.push(...events.map(({ detail }) => detail.eventName));
    const place = { bus: 'orgstrap-alarms', account: '222222222222', region: 'eu-west-1', topic: 't', message: '' };
    return Promise.resolve(
      events.map(({ detail: { eventName } }) =>
        eventName === 'quiet' ? [] : [{ rule: alarmRuleName(eventName), ...place }],
      ),
    );
  }

  madeSince(n: number): Promise<readonly MadeCall[]> {
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
  return { watch: new Watch(trail, emulated, 'aws'), emulated, does };
}

const ATTACK = { claim: 'somebody attacks', alarms: ['trail-is-changed'] };

describe('the watch', () => {
  test('explains an alarm by the attack that must raise it', async () => {
    const { watch, does } = watching();
    await watch.during(ATTACK, () => does('quiet', 'trail-is-changed'));
    await watch.hear();
    const { attacks, unexplained, heard } = watch.verdict();
    expect({ heard, unexplained }).toEqual({ heard: 2, unexplained: [] });
    expect(attacks).toMatchObject([{ ...ATTACK, silent: [], rung: [{ rule: alarmRuleName('trail-is-changed') }] }]);
  });

  test.each([
    [
      'before the attack',
      async (watch: Watch, does: Does) => {
        await does('trail-is-changed');
        await watch.during(ATTACK, () => does('trail-is-changed'));
      },
    ],
    [
      'after it',
      async (watch: Watch, does: Does) => {
        await watch.during(ATTACK, () => does('trail-is-changed'));
        await does('trail-is-changed');
      },
    ],
    [
      'by it that it does not speak of',
      async (watch: Watch, does: Does) => {
        await watch.during(ATTACK, () => does('trail-is-changed', 'root-is-used'));
      },
    ],
  ])('leaves unexplained what is raised %s', async (_, story) => {
    const { watch, does } = watching();
    await story(watch, does);
    await watch.hear();
    const { attacks, unexplained } = watch.verdict();
    expect(attacks.map(({ silent }) => silent)).toEqual([[]]);
    expect(unexplained).toHaveLength(1);
  });

  test('says which alarms an attack did not raise, also one that failed', async () => {
    const { watch, does } = watching();
    const failing = watch.during({ ...ATTACK, alarms: ['trail-is-changed', 'root-is-used'] }, async () => {
      await does('root-is-used');
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    await watch.hear();
    expect(watch.verdict().attacks).toMatchObject([{ silent: ['trail-is-changed'] }]);
  });

  test('gives the alarms everything once, however often it is asked', async () => {
    const { watch, emulated, does } = watching();
    await does('quiet');
    await watch.hear();
    await does('root-is-used');
    await watch.hear();
    await watch.hear();
    expect(emulated.delivered).toEqual(['quiet', 'root-is-used']);
    expect(watch.verdict()).toMatchObject({ heard: 2, unexplained: [{ record: { eventName: 'root-is-used' } }] });
  });

  test('takes nothing that CloudFormation did for an attack', async () => {
    const { watch, emulated, does } = watching();
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
    await watch.during(ATTACK, () => does('trail-is-changed'));
    await watch.hear();
    await watch.hear();
    const { unexplained, heard } = watch.verdict();
    expect(heard).toBe(2);
    expect(unexplained).toMatchObject([{ record: { userIdentity: { invokedBy: 'cloudformation.amazonaws.com' } } }]);
  });
});

type Does = (...names: readonly string[]) => Promise<void>;
