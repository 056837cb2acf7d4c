import { packageVersion } from '../../lib/policies/policies-folder';
import { type PlainTemplate, synthesised } from '../support/assembly';
import { example } from '../support/examples';

/** One template of each kind, so that a reviewer sees in the diff what a change does; the rules are in other tests. */
const assembly = synthesised(example('four-accounts.yaml'));

/** Without what StackSets carry, which has a snapshot of its own, and what each release changes. */
function withoutBody(template: PlainTemplate): unknown {
  return JSON.parse(JSON.stringify(template), (key, value) => {
    if (key === 'TemplateBody') return 'the member template';
    return value === packageVersion() ? 'the version' : value;
  });
}

test.each([
  'TerraformAccount',
  'Pipeline-delivery',
  'Member-ProductAccount',
  'ProductAccounts-stage',
  'Member-AccessRoles',
  'OpsAccount',
])('%s of four-accounts.yaml is as it was', (stack) => {
  expect(withoutBody(assembly.plain(stack))).toMatchSnapshot();
});
