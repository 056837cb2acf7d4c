import { EXIT, Failure } from '../domain/failure';
import type { OrgConfig } from '../domain/org-config';

/** @throws Failure `NoOperators` where no account has a role for operators, because there are none. */
export function refuseWithoutOperators({ operators }: OrgConfig): void {
  if (operators !== undefined) return;
  throw new Failure(
    'NoOperators',
    'org.yaml has no operators, so no account has a role for this command; add operators: [...] with the ARN of the role or user that runs it, and deploy',
    EXIT.unusable,
  );
}
