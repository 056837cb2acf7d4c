import type { FoundKey } from '../../aws/account-keys';
import { type CheckSubject, checksOfAnswer, doesNotHold, type LiveCheck } from '../../estate/live-check';
import type { KeyDescription } from '../../policies/key-description';
import { documentDifferences } from './document-differences';
import { judged, SEE } from './judged';
import { type Difference, mendedBy } from './mended-by';

/** Whether a key is enabled, rotates, and lets use it whom it should. @param asked - for the key of its alias */
export function keyChecks(
  expected: KeyDescription,
  asked: Promise<FoundKey | undefined>,
): Promise<readonly LiveCheck[]> {
  const question: CheckSubject = {
    kind: 'key',
    resource: expected.alias,
    name: `key ${expected.alias}`,
    why: 'whoever its policy lets use it reads what it encrypts, and without it nobody does',
  };
  return checksOfAnswer(
    [question],
    SEE,
    () => asked,
    (found) => {
      const gone = `there is no key with the alias ${expected.alias}`;
      if (found === undefined) return [doesNotHold(question, gone, mendedBy('the key', []))];
      const sound = 'is enabled, rotates, and says whom it should let use it';
      return [judged(question, keyDifferences(expected, found), 'the key', sound)];
    },
  );
}

function keyDifferences({ policy }: KeyDescription, found: FoundKey): readonly Difference[] {
  const expected = JSON.stringify(policy);
  // The CLI asks the Region that it is told, whatever an ARN says.
  const key = `--region ${found.arn.split(':')[3] ?? ''} --key-id ${found.arn}`;
  const enable = `aws kms enable-key ${key}`;
  return [
    ...(found.state === 'Enabled'
      ? []
      : [
          {
            found: `its state is ${found.state}`,
            command: found.state === 'PendingDeletion' ? `aws kms cancel-key-deletion ${key} && ${enable}` : enable,
          },
        ]),
    ...(found.isRotated ? [] : [{ found: 'it does not rotate', command: `aws kms enable-key-rotation ${key}` }]),
    ...documentDifferences('key policy', expected, found.policy).map((difference) => ({
      found: difference,
      command: `aws kms put-key-policy ${key} --policy-name default --policy '${expected}'`,
    })),
  ];
}
