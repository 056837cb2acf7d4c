import { roleAgain } from '../../../lib/commands/verify/role-again';
import { accountId, orgConfig, sharedOpsConfig, TERRAFORM } from '../../support/org-config';

const CI_ROLE = 'orgstrap-ci-terraform-delivery';
const DEV = accountId('444444444444');

/** Without what is said first. */
function byHand(text: string): string {
  return text.split('no update brings it back: ')[1] ?? '';
}

test('a CI role comes back by the drift of its stack, where cdk deploy deploys that', () => {
  const config = sharedOpsConfig();
  expect(byHand(roleAgain(config, config.accounts.terraform, CI_ROLE))).toBe(
    'npx cdk deploy Pipeline-delivery --revert-drift',
  );
});

test('where a StackSet delivers it, by the same of the stack in the Terraform account, whose bucket an instance made again would find taken', () => {
  const text = byHand(roleAgain(orgConfig(), TERRAFORM, CI_ROLE));
  expect(text).toMatch(/^with credentials of 222222222222 aws cloudformation create-change-set /);
  expect(text).toContain('--deployment-mode REVERT_DRIFT');
  expect(text.split(' && ').map((command) => command.split(' --')[0])).toEqual([
    'with credentials of 222222222222 aws cloudformation create-change-set',
    'aws cloudformation wait change-set-create-complete',
    'aws cloudformation execute-change-set',
  ]);
  expect(text).not.toContain('delete-stack-instances');
});

test('a role of a product account comes back with its instance, by the deployment account alone', () => {
  const targets =
    '--call-as DELEGATED_ADMIN --deployment-targets OrganizationalUnitIds=ou-abcd-11111111,Accounts=444444444444,AccountFilterType=INTERSECTION --regions eu-west-1 --region eu-west-1';
  expect(byHand(roleAgain(orgConfig(), DEV, 'orgstrap-terraform'))).toBe(
    [
      'stop the runs of CI in 444444444444, then with credentials of 333333333333',
      `aws cloudformation delete-stack-instances --stack-set-name orgstrap-ProductAccounts-dev ${targets} --no-retain-stacks`,
      `&& aws cloudformation create-stack-instances --stack-set-name orgstrap-ProductAccounts-dev ${targets}`,
    ].join(' '),
  );
  expect(roleAgain(orgConfig({ deployFrom: 'management' }), DEV, 'orgstrap-terraform')).toContain(
    'credentials of 111111111111 aws cloudformation delete-stack-instances --stack-set-name orgstrap-ProductAccounts-dev --call-as SELF',
  );
});

test('of any other role it says what a deployment does', () => {
  const text = 'npx orgstrap plan says what a deployment would change, npx cdk deploy --all deploys it';
  expect(roleAgain(orgConfig(), DEV, 'orgstrap-other')).toBe(text);
  expect(roleAgain(orgConfig(), TERRAFORM, 'orgstrap-alarm-forwarding')).toBe(text);
});
