import { assignmentsId } from '../../../domain/assignments';
import { stackName } from '../../../domain/names';
import { DEPLOY, type Edit } from './edit';
import { type Edited, keptStacks } from './edited';
import { namesOfType } from './estate';

/**
 * Permission sets that go from an account to which StackSets deliver them. Its assignments import them by name, and CloudFormation takes no
 * export away that is imported; in the deployment account nothing imports, see docs/adr/0013.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
export function importedPermissionSets(edited: Edited): readonly Edit[] {
  const going = keptStacks(edited)
    .filter(({ before }) => before.targets !== undefined)
    .flatMap(({ before, after }) => {
      const kept = namesOfType(after, PERMISSION_SET);
      return namesOfType(before, PERMISSION_SET).filter((name) => !kept.includes(name));
    });
  if (going.length === 0) return [];
  // Every part of every environment imports them.
  const assignments = edited.after.flatMap(({ name }) =>
    name.startsWith(ASSIGNMENTS) ? name.slice(PREFIX.length) : [],
  );
  return [
    {
      verdict: 'refused',
      found: `the permission sets ${going.join(', ')} go while assignments import them`,
      why: 'CloudFormation takes no export away that another stack imports: the deployment fails at PermissionSets',
      steps: [{ run: `npx cdk deploy --exclusively ${assignments.join(' ')}` }, DEPLOY],
    },
  ];
}

const PERMISSION_SET = 'AWS::SSO::PermissionSet';
const PREFIX = stackName('');
const ASSIGNMENTS = stackName(assignmentsId('', 0));
