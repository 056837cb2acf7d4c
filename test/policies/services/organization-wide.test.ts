import { AwsActions, serviceOf } from './aws-actions';
import { OF_PLATFORMS, patternsOf, SHIPPED, statementsOf } from './shipped';

/** What changes the whole organization, or says who may: the management account's. */
const ORGANIZATION_WIDE = [
  'config:DeleteOrganizationConfigRule',
  'config:DeleteOrganizationConformancePack',
  'config:PutOrganizationConfigRule',
  'config:PutOrganizationConformancePack',
  'detective:DisableOrganizationAdminAccount',
  'detective:EnableOrganizationAdminAccount',
  'fms:AssociateAdminAccount',
  'fms:PutPolicy',
  'guardduty:DisableOrganizationAdminAccount',
  'guardduty:EnableOrganizationAdminAccount',
  'inspector2:DisableDelegatedAdminAccount',
  'inspector2:EnableDelegatedAdminAccount',
  'macie2:DisableOrganizationAdminAccount',
  'macie2:EnableOrganizationAdminAccount',
  'networkmanager:StartOrganizationServiceAccessUpdate',
  'organizations:RegisterDelegatedAdministrator',
  'organizations:EnableAWSServiceAccess',
  'ram:EnableSharingWithAwsOrganization',
  'securityhub:DisableOrganizationAdminAccount',
  'securityhub:EnableOrganizationAdminAccount',
];

/** What lets an account outside of the organization in, or follows one. */
const OUTSIDERS = ['AcceptAdministratorInvitation', 'AcceptInvitation', 'AcceptResourceShareInvitation'];

let aws: AwsActions;

beforeAll(async () => {
  aws = await AwsActions.of([
    ...SHIPPED,
    'backup-storage',
    'cloudfront-keyvaluestore',
    ...ORGANIZATION_WIDE.map(serviceOf),
  ]);
});

test('what changes the whole organization is what AWS calls so', () => {
  for (const action of ORGANIZATION_WIDE) expect(aws.matching(action).map(({ name }) => name)).toEqual([action]);
  expect(SHIPPED).toEqual(expect.arrayContaining([...OF_PLATFORMS]));
});

test.each(SHIPPED)('%s changes nothing of the whole organization, and follows no outsider', (service) => {
  const { plan, apply } = statementsOf(service);
  const granted = aws.named(patternsOf([...plan, ...apply]));
  expect(ORGANIZATION_WIDE.filter((action) => granted.has(action))).toEqual([]);
  expect(OUTSIDERS.filter((name) => granted.has(`${service}:${name}`))).toEqual([]);
});

test('a share is created, changed and added to only where it admits nobody from outside', () => {
  const sharing = statementsOf('ram').apply.filter(({ Action }) =>
    /(?:Create|Update|Associate)Resource/.test(String(Action)),
  );
  expect(sharing.map(({ Condition }) => Condition?.Bool)).toEqual([
    { 'ram:RequestedAllowsExternalPrincipals': 'false' },
    { 'ram:AllowsExternalPrincipals': 'false' },
  ]);
});
