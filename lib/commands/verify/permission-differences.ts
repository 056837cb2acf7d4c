import type { FoundPermissions, FoundPolicy } from '../../aws/account-roles';
import { IAM_PATH } from '../../domain/names';
import { documentDifferences } from './document-differences';
import type { Difference } from './mended-by';

/** Of what a role may do: it should have one policy of orgstrap's, whose name CloudFormation made, and no other. */
export function permissionDifferences(
  role: string,
  expected: string,
  { inline, attached }: FoundPermissions,
): readonly Difference[] {
  const [first, ...others] = attached.filter(({ document }) => document !== undefined);
  const foreign = [...attached.filter(({ document }) => document === undefined), ...others];
  return [
    ...(first === undefined ? [detached(role)] : differing(expected, first)),
    ...foreign.map(({ arn }) => ({
      found: `it has ${arn} as well`,
      command: `aws iam detach-role-policy --role-name ${role} --policy-arn ${arn}`,
    })),
    ...inline.map((name) => ({
      found: `it has the inline policy ${name}`,
      command: `aws iam delete-role-policy --role-name ${role} --policy-name ${name}`,
    })),
  ];
}

function detached(role: string): Difference {
  return {
    found: 'it has no policy of orgstrap, and may do nothing',
    command: `aws iam attach-role-policy --role-name ${role} --policy-arn ARN, one of aws iam list-policies --scope Local --path-prefix ${IAM_PATH}`,
  };
}

function differing(expected: string, { arn, document = '' }: FoundPolicy): readonly Difference[] {
  const command = `aws iam create-policy-version --policy-arn ${arn} --set-as-default --policy-document '${expected}'`;
  return documentDifferences('permissions', expected, document).map((found) => ({ found, command }));
}
