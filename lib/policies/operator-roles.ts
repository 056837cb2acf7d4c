import { Failure } from '../domain/failure';
import type { PrincipalArn } from '../domain/ids';
import { OPERATOR_BOUNDARY, OPERATOR_ROLE } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { ciUsersOf, rootsOf } from '../domain/workspaces';
import { splitOverPolicies } from '../iam/pack-policies';
import type { PolicyDocument } from '../iam/policy-document';
import { loadPolicy } from './load-policy';
import type { PlaceholderValues } from './render-policy';
import { numbered, onceWhileInUse, type RoleDescription, refuseTooManyPolicies, TRUST_LIMIT } from './role-description';

/**
 * What operators work as in the Terraform account: it rotates the access keys of CI users, and does nothing else.
 *
 * It has a boundary of its own. The one of CI denies all of IAM, and a boundary that opened access keys to this role would
 * open them to everybody who wears it.
 *
 * @throws Failure `TooManyOperators` where the trust policy is larger than IAM takes.
 */
export function operatorRole(config: OrgConfig, operators: readonly PrincipalArn[]): RoleDescription {
  const names = namesOf(config);
  const ciKeySecrets = names.ciKeySecretsPattern();
  return {
    name: OPERATOR_ROLE,
    description: 'Operators become this role to rotate the keys of CI users',
    trust: operatorTrust(config, 'operator', operators),
    boundary: {
      name: OPERATOR_BOUNDARY,
      description: 'What no operator of orgstrap can exceed in this account',
      pack: () => [loadPolicy('operator-role.boundary', { ciUsers: names.ciUsersPattern, ciKeySecrets })],
    },
    policies: onceWhileInUse(() => {
      const keys = splitOverPolicies(ciUsersOf(config), (ciUsers) =>
        loadPolicy('operator-role.keys.permissions', { ciUsers }),
      );
      const policies = [
        ...numbered(
          'Keys',
          'The access keys of the CI users',
          keys.map((document) => [document]),
        ),
        {
          id: 'Secrets',
          description: 'The secrets that keep the access keys of the CI users',
          pack: [loadPolicy('operator-role.secrets.permissions', { ciKeySecrets })],
        },
      ];
      refuseTooManyPolicies(policies, 'the CI users of all pipelines', 'give pipelines an OIDC identity');
      return policies;
    }),
  };
}

/**
 * The trust policy of a role for operators.
 *
 * @param others - what the document of this role has beside the operators
 * @throws Failure `TooManyOperators` where it is larger than IAM takes.
 */
export function operatorTrust(
  config: OrgConfig,
  role: 'operator' | 'auditor' | 'people-operator' | 'state',
  operators: readonly PrincipalArn[],
  others: PlaceholderValues = {},
): PolicyDocument {
  const { document } = loadPolicy(`${role}-role.trust`, {
    operators,
    operatorAccounts: rootsOf(operators, config),
    organization: config.organization.id,
    ...others,
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
