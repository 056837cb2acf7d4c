import type { AccountRoles } from '../../aws/account-roles';
import type { ExpectedBoundary } from '../../domain/expected-account';
import { type CheckSubject, checksOfAnswer, doesNotHold, type LiveCheck } from '../../estate/live-check';
import { pattern } from '../../iam/pattern';
import { documentDifferences } from './document-differences';
import { judged, SEE } from './judged';
import { mendedBy } from './mended-by';

/** A boundary as it was found. */
interface Found {
  readonly arn: string;
  /** As JSON. */
  readonly document: string | undefined;
}

/** Whether a boundary says what it should. That somebody wears it is for the checks of roles and users. */
export function boundaryChecks(expected: ExpectedBoundary, roles: AccountRoles): Promise<readonly LiveCheck[]> {
  const name = (expected.arn.split('/').at(-1) ?? '').replace(/-\*$/, '');
  const question: CheckSubject = {
    kind: 'boundary',
    resource: name,
    name: `boundary ${name}`,
    why: 'what it no longer denies, its wearers may do as soon as somebody grants it',
  };
  return checksOfAnswer(
    [question],
    SEE,
    () => foundBoundary(expected, roles),
    (found) => {
      // Nobody wears it, which the check of the role tells.
      if (found === undefined) return [];
      const gone = 'there is no such policy';
      if (found.document === undefined) return [doesNotHold(question, gone, mendedBy('the boundary', []))];
      const document = expected.document().replaceAll(`"${expected.arn}"`, `"${found.arn}"`);
      const command = `aws iam create-policy-version --policy-arn ${found.arn} --set-as-default --policy-document '${document}'`;
      const differences = documentDifferences('boundary', document, found.document).map((difference) => ({
        found: difference,
        command,
      }));
      return [judged(question, differences, 'the boundary', 'says what it should')];
    },
  );
}

/** Undefined where its stack chose its name and no role wears it. */
async function foundBoundary({ arn, wornBy }: ExpectedBoundary, roles: AccountRoles): Promise<Found | undefined> {
  const worn = wornBy === undefined ? arn : (await roles.role(wornBy))?.boundary;
  if (worn === undefined || !pattern(arn, worn)) return undefined;
  return { arn: worn, document: await roles.policyDocument(worn) };
}
