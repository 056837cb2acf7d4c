import type { ClosedDoor } from '../../aws/closed-door';
import type { ExpectedAccount } from '../../domain/expected-account';
import { AUDITOR_ROLE, accessRoleName } from '../../domain/names';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import { type CheckSubject, checksOfAnswer, doesNotHold, holds, type LiveCheck } from '../../estate/live-check';
import { SEE } from './judged';
import { mendedBy } from './mended-by';

/**
 * Whether somebody who must not become a role is refused, tried with the session that looks: to become an access role where the account
 * has one, and otherwise to become the auditor role once more. IAM decides it, whatever the documents say.
 *
 * The chain of CI is not tried: whoever is refused a CI role or a Terraform role raises the alarm `role-is-refused`.
 */
export function doorCheck(
  config: OrgConfig,
  { id, roles }: Pick<ExpectedAccount, 'id' | 'roles'>,
  door: ClosedDoor,
): Promise<readonly LiveCheck[]> {
  const access = roles.find(({ name }) => name.startsWith(accessRoleName('')));
  const name = access?.name ?? AUDITOR_ROLE;
  const question: CheckSubject = {
    kind: 'closed-door',
    resource: name,
    name: `tried: the auditor's session becomes ${name}`,
    why: 'whoever looks must go no further: a boundary or a trust policy does not do what it says',
  };
  return checksOfAnswer(
    [question],
    SEE,
    () => door.refuses(namesOf(config).roleArn(id, name)),
    (isRefused) => [
      isRefused
        ? holds(question, 'is refused')
        : doesNotHold(question, 'is let in', mendedBy('the trust of the role or the boundary of the auditor role', [])),
    ],
  );
}
