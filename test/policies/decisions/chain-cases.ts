import { roleArn } from '../../../lib/domain/names';
import type { Documents } from '../../support/decide';
import { accountId, TERRAFORM } from '../../support/org-config';
import { anyCi, asAdministrator, asCi, ask, type Case, EVERYTHING, inside } from './case';
import { CI_ROLE, CI_USER, ORGANIZATION, OTHER_CI_ROLE, PRODUCT, type Sources, TERRAFORM_ROLE } from './sources';

const ciRole = (sources: Sources): Documents => ({
  permissions: [sources['ci-identity.permissions']],
  boundary: sources['ci.boundary'],
  resource: sources['ci-terraform-role.trust'],
  resourceMustAllow: true,
});
const terraformRole = (sources: Sources): Documents => ({
  permissions: [sources['ci-terraform-role.accounts.permissions']],
  boundary: sources['ci.boundary'],
  resource: sources['terraform-role.trust'],
  resourceMustAllow: true,
});
const asUser = { ...inside, 'aws:PrincipalArn': CI_USER };
const intoProduct = { ...asCi, 'aws:ResourceOrgID': ORGANIZATION };
export const CHAIN: readonly Case[] = [
  {
    when: 'the CI user becomes its role',
    then: 'allowed',
    ask: ask('sts:AssumeRole', CI_ROLE, asUser),
    documents: ciRole,
  },
  {
    when: 'the CI user becomes the role of another pipeline',
    then: 'implicitly denied',
    ask: ask('sts:AssumeRole', OTHER_CI_ROLE, asUser),
    documents: ciRole,
  },
  {
    when: 'an administrator of the account becomes the CI role',
    then: 'implicitly denied',
    ask: ask('sts:AssumeRole', CI_ROLE, asAdministrator),
    documents: (sources) => ({ ...ciRole(sources), permissions: [EVERYTHING], boundary: undefined }),
  },
  {
    when: 'the CI user becomes its role after its account left the organization',
    then: 'implicitly denied',
    ask: ask('sts:AssumeRole', CI_ROLE, { 'aws:PrincipalArn': CI_USER }),
    documents: ciRole,
  },
  {
    when: 'the CI role enters a product account',
    then: 'allowed',
    ask: ask('sts:AssumeRole', TERRAFORM_ROLE, intoProduct),
    documents: terraformRole,
  },
  {
    when: 'the CI role of another pipeline enters a product account that does not trust it',
    then: 'implicitly denied',
    ask: ask('sts:AssumeRole', TERRAFORM_ROLE, { ...intoProduct, 'aws:PrincipalArn': OTHER_CI_ROLE }),
    documents: terraformRole,
  },
  {
    when: 'the CI role enters an account that it does not name',
    then: 'implicitly denied',
    ask: ask('sts:AssumeRole', roleArn('aws', accountId('666666666666'), 'orgstrap-terraform'), intoProduct),
    documents: terraformRole,
  },
  {
    when: 'the CI role enters an account that left the organization',
    then: 'implicitly denied',
    ask: ask('sts:AssumeRole', TERRAFORM_ROLE, { ...intoProduct, 'aws:ResourceOrgID': 'o-other00000' }),
    documents: terraformRole,
  },
  {
    when: 'somebody with the role’s name enters from another organization',
    then: 'implicitly denied',
    ask: ask('sts:AssumeRole', TERRAFORM_ROLE, { ...intoProduct, 'aws:PrincipalOrgID': 'o-other00000' }),
    documents: terraformRole,
  },
  {
    when: 'anybody of the Terraform account enters any role of an account',
    then: 'implicitly denied',
    ask: ask('sts:AssumeRole', `arn:aws:iam::${PRODUCT}:role/OrganizationAccountAccessRole`, asCi),
    documents: anyCi,
  },
  {
    when: 'anybody of the Terraform account makes a stack instance',
    then: 'explicitly denied',
    ask: ask('cloudformation:CreateStackInstances', '*', asCi),
    documents: anyCi,
  },
  {
    when: 'anybody of the Terraform account makes a role',
    then: 'explicitly denied',
    ask: ask('iam:CreateRole', `arn:aws:iam::${TERRAFORM}:role/x`, asCi),
    documents: anyCi,
  },
  {
    when: 'anybody of the Terraform account reads another bucket',
    then: 'implicitly denied',
    ask: ask('s3:GetObject', 'arn:aws:s3:::trail/log', asCi),
    documents: anyCi,
  },
];
