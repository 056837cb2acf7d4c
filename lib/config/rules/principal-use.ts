import { IAM_PATH } from '../../domain/names';
import { type PrincipalArn, partitionOfPrincipal } from '../../domain/principal-arn';
import { partitionOf } from '../../domain/region';
import type { Draft } from '../draft';
import type { Verdict } from '../finding';

/** An ARN of another partition names nobody in this one. */
export function partitionVerdict({ homeRegion }: Draft, arn: PrincipalArn): Verdict | undefined {
  const partition = homeRegion && partitionOf(homeRegion.value);
  if (partition === undefined || partitionOfPrincipal(arn) === partition) return undefined;
  return {
    found: `a principal of the partition ${partitionOfPrincipal(arn)}`,
    expected: `one of ${partition}, the partition of ${homeRegion?.value}`,
    fix: `write arn:${partition}:..., or another homeRegion`,
  };
}

/** What a principal is that nobody may name, because something else makes it and owns it. */
export function reservedPrincipal(arn: PrincipalArn): string | undefined {
  return RESERVED.find(({ pattern }) => pattern.test(arn))?.found;
}

const RESERVED = [
  { pattern: new RegExp(`:(?:role|user)${IAM_PATH}`), found: 'a principal that orgstrap makes itself' },
  { pattern: /:role\/stacksets-exec-/, found: 'a role of StackSets' },
  { pattern: /:role\/OrganizationAccountAccessRole$/, found: 'the role that the management account enters by' },
];
