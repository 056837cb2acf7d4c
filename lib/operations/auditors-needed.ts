import { EXIT, Failure } from '../domain/failure';
import type { OrgConfig } from '../domain/org-config';

/** @throws Failure `NoOperators` where nobody may become an auditor role, because there is none. */
export function refuseWithoutAuditors({ operators }: OrgConfig): void {
  if (operators !== undefined) return;
  throw new Failure(
    'NoOperators',
    'org.yaml has no operators, so no account has an auditor role; add operators: [...] with the ARN of the role or user that runs this command, and deploy',
    EXIT.unusable,
  );
}
