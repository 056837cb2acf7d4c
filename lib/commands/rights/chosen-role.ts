import { EXIT, Failure } from '../../domain/failure';
import { isPrincipalArn, type PrincipalArn } from '../../domain/ids';

/** @throws Failure `NoSuchPrincipal` where it is not said who becomes the role: there is no default that would be safe */
export function chosenRole(
  name: string | undefined,
  principal: string | undefined,
): { readonly name: string; readonly principal: PrincipalArn } | undefined {
  if (name === undefined && principal === undefined) return undefined;
  if (name !== undefined && /^[\w+=,.@-]{1,64}$/.test(name) && principal !== undefined && isPrincipalArn(principal)) {
    return { name, principal };
  }
  throw new Failure(
    'NoSuchPrincipal',
    `found --role ${name ?? 'missing'} --for ${principal ?? 'missing'}, expected the name of a role and the ARN of one IAM role or user, with its path; copy Arn from aws iam get-user or aws iam get-role`,
    EXIT.unusable,
  );
}
