import { z } from 'zod';
import { LONGEST_ACCESS_ROLE_NAME, MANAGED_POLICY_NAME, PEOPLE_NAME } from '../../../domain/people';
import { SERVICE_NAME } from '../../../domain/service-name';
import { guided } from '../guided';
import { isNotEmpty, named } from '../named';

const service = guided(z.string().regex(SERVICE_NAME), {
  description: 'The name of a file in policies/services, without .json.',
  expected: 'the name of a file in policies/services, without .json',
  fix: 'use lower-case letters, digits and single hyphens',
});

const services = guided(z.array(service).min(1).optional(), {
  description: 'The role may do in these services what Terraform may: one file in policies/services each.',
  expected: 'a list with at least one service',
  fix: 'list services, or remove services',
});

const reason = guided(z.string().regex(/^\s*\S[\s\S]{18,}\S\s*$/), {
  description: 'Why this managed policy of AWS is acceptable; cdk-nag reports each one, and this is the answer.',
  expected: 'a reason of at least 20 characters',
  fix: 'say who needs it for what: AWS changes its managed policies, and nobody here reviews that',
});

const managedPolicies = guided(
  z
    .record(z.string().meta({ pattern: MANAGED_POLICY_NAME.source }), reason)
    .refine(isNotEmpty)
    .optional(),
  {
    description: 'Managed policies of AWS by name, with its path and without its ARN, each with a reason.',
    expected: 'a map from names such as SecurityAudit or job-function/Billing to reasons',
    fix: 'write managedPolicies: { SecurityAudit: "why" }; a policy of your own goes into policies/services',
  },
  { minProperties: 1 },
);

const role = guided(z.strictObject({ services, managedPolicies }).refine(grantsSomething), {
  description: 'An access role of your own. The boundary of all access roles caps it.',
  expected: 'a map with services, managedPolicies or both',
  fix: 'write services: [...] or managedPolicies: { ... } under its name',
});

export const roles = guided(named({ pattern: PEOPLE_NAME, longest: LONGEST_ACCESS_ROLE_NAME }, role).optional(), {
  description: 'Access roles beside admin, developer and viewer, in every product account.',
  expected: 'a map from names to roles',
  fix: 'write roles: { NAME: { services: [...] } }, or remove roles',
});

function grantsSomething(role: { readonly services?: unknown; readonly managedPolicies?: unknown }): boolean {
  return role.services !== undefined || role.managedPolicies !== undefined;
}
