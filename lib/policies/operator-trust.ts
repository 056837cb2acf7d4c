import { Failure } from '../domain/failure';
import { rootsOf } from '../domain/operators';
import type { OrgConfig } from '../domain/org-config';
import type { PrincipalArn } from '../domain/principal-arn';
import type { PolicyDocument } from '../iam/policy-document';
import { loadPolicy } from './load-policy';
import { TRUST_LIMIT } from './terraform-role-trust';

/**
 * The trust policy of the operator role, of an auditor role or of a people operator role.
 *
 * @throws Failure `TooManyOperators` where it is larger than IAM takes.
 */
export function operatorTrust(
  config: OrgConfig,
  role: 'operator' | 'auditor' | 'people-operator',
  operators: readonly PrincipalArn[],
): PolicyDocument {
  const { document } = loadPolicy(`${role}-role.trust`, {
    operators,
    operatorAccounts: rootsOf(operators, config),
    organization: config.organization.id,
  });
  const size = JSON.stringify(document).length;
  if (size > TRUST_LIMIT) {
    throw new Failure(
      'TooManyOperators',
      `with ${operators.length} operators the trust policy of the ${role} role has ${size} characters, IAM takes ${TRUST_LIMIT}; name a role that they share`,
    );
  }
  return document;
}
