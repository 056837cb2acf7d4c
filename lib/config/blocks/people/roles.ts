import * as z from 'zod';
import { type AccessRole, BUILT_IN_ROLES, LONGEST_ACCESS_ROLE_NAME, MANAGED_POLICY_NAME } from '../../../domain/people';
import { fitNames, isNotEmpty, named, peopleName } from '../../names';
import { keysIn } from '../../node';
import { problemAt, quoted, wildcardNote } from '../../problem';
import { guided, type Rule } from '../../schema';
import { SERVICE_RULES, serviceList } from '../terraform';

const services = guided(serviceList.optional(), {
  description:
    'The role may do in these services what Terraform may: one file in policies/services each, of orgstrap or beside org.yaml.',
  expected: 'a list with at least one service',
  example: ['s3', 'dynamodb'],
  unset: 'none: the role has its managed policies alone',
  fix: 'list services, or remove services',
  rules: SERVICE_RULES,
});

const reason = guided(z.string().regex(/^\s*\S[\s\S]{18,}\S\s*$/), {
  description: 'Why this managed policy of AWS is acceptable; cdk-nag reports each one, and this is the answer.',
  expected: 'a reason of at least 20 characters',
  example: 'Auditors look at the configuration of every account once a quarter.',
  fix: 'say who needs it for what: AWS changes its managed policies, and nobody here reviews that',
});

/** Managed policies of AWS have the same name in every account and every partition, so they are given without an ARN. */
const areNamesOfManagedPolicies: Rule = (node) =>
  keysIn(node)
    .filter(({ value }) => !MANAGED_POLICY_NAME.test(value))
    .map((policy) =>
      problemAt(policy, {
        found: `the managed policy ${quoted(policy.value)}`,
        expected: 'the name of a managed policy of AWS without its ARN, such as SecurityAudit or job-function/Billing',
        fix: `${fixOf(policy.value)}${wildcardNote(policy.value)}`,
      }),
    );

function fixOf(policy: string): string {
  const [, account, name = ''] = /^arn:[^:]*:iam::([^:]*):policy\/(.+)$/.exec(policy) ?? [];
  if (account === 'aws' && MANAGED_POLICY_NAME.test(name)) return `write ${name}`;
  if (account !== undefined && account !== 'aws') {
    return 'a policy of your own goes into policies/services beside org.yaml; list its name under services';
  }
  return 'copy what follows policy/ in its ARN';
}

const managedPolicies = guided(
  named({ json: { pattern: MANAGED_POLICY_NAME.source } }, reason)
    .refine(isNotEmpty)
    .transform((byName) => Object.entries(byName).map(([name, why]) => ({ name, reason: why })))
    .optional(),
  {
    description: 'Managed policies of AWS by name, with its path and without its ARN, each with a reason.',
    expected: 'a map from names such as SecurityAudit or job-function/Billing to reasons',
    entry: { placeholder: 'POLICY', example: 'SecurityAudit' },
    unset: 'none: the role has its services alone',
    fix: 'write managedPolicies: { SecurityAudit: "why" }; a policy of your own goes into policies/services',
    rules: [areNamesOfManagedPolicies],
  },
  { minProperties: 1 },
);

const role = guided(z.strictObject({ services, managedPolicies }).refine(grantsSomething), {
  description: 'An access role of your own. The boundary of all access roles caps it.',
  expected: 'a map with services, managedPolicies or both',
  example: { services: ['s3', 'dynamodb'] },
  fix: 'write services: [...] or managedPolicies: { ... } under its name',
});

const ROLE = peopleName('role', LONGEST_ACCESS_ROLE_NAME);

const areNotBuiltIn: Rule = (node) =>
  keysIn(node)
    .filter(({ value }) => BUILT_IN_ROLES.some((role) => role === value))
    .map((name) =>
      problemAt(name, {
        found: `a role called ${name.value}`,
        expected: `a name beside ${BUILT_IN_ROLES.join(', ')}, which are built in`,
        fix: 'choose another name, so that the built-in ones mean the same everywhere',
      }),
    );

const byName = named(ROLE, role).transform((own) =>
  Object.entries(own).map(
    ([name, { services: listed = [], managedPolicies: policies = [] }]): AccessRole => ({
      name,
      permissions: { kind: 'own', services: listed, managedPolicies: policies },
    }),
  ),
);

export const roles = guided(byName.optional(), {
  description: 'Access roles beside admin, developer and viewer, in every product account.',
  expected: 'a map from names to roles',
  entry: { placeholder: 'ROLE', example: 'data' },
  unset: 'none: admin, developer and viewer are all there are',
  fix: 'write roles: { NAME: { services: [...] } }, or remove roles',
  rules: [fitNames(ROLE), areNotBuiltIn],
});

function grantsSomething(role: { readonly services?: unknown; readonly managedPolicies?: unknown }): boolean {
  return role.services !== undefined || role.managedPolicies !== undefined;
}
