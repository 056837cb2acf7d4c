import type { AccountRules } from '../../aws/account-rules';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';
import { SEE } from './judged';

/**
 * Whether the default bus of a Region has a key of somebody's. EventBridge encrypts patterns and targets of rules with it, so that the
 * forwarding rules do nothing while it is disabled.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html
 */
export function defaultBusCheck(region: string, rules: AccountRules): Promise<readonly LiveCheck[]> {
  const question: CheckSubject = {
    kind: 'default-bus',
    resource: region,
    name: `default bus in ${region}`,
    why: 'whoever may disable the key of the bus of the forwarding rules silences the alarms',
  };
  return checksOfAnswer(
    [question],
    SEE,
    () => rules.defaultBusKey(region),
    (key) => [
      key === undefined
        ? holds(question, 'has no key but that of AWS')
        : doesNotHold(
            question,
            `has the key ${key}`,
            `where nobody knows why: aws events update-event-bus --name default --kms-key-identifier "" --region ${region}`,
          ),
    ],
  );
}
