import { createHash } from 'node:crypto';
import type { PolicyDocument } from './policy-document';

/** What IAM Identity Center makes of a permission set in an account to which somebody is assigned with it. */
export interface ReservedRole {
  readonly partition: string;
  readonly account: string;
  /** Where Identity Center is, and not where anything is deployed in the account. */
  readonly region: string;
  readonly permissionSet: string;
}

/**
 * The ARN of the role. Its path names the Region, but for `us-east-1`; AWS makes up how the name ends, which nobody may rely
 * on, so here it is made of the account and the permission set.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function reservedRoleArn({ partition, account, region, permissionSet }: ReservedRole): string {
  const path = region === 'us-east-1' ? '' : `${region}/`;
  const suffix = sixteenHexDigitsOf(`${account}/${permissionSet}`);
  return `arn:${partition}:iam::${account}:role/aws-reserved/sso.amazonaws.com/${path}AWSReservedSSO_${permissionSet}_${suffix}`;
}

/**
 * Whom the role trusts: the SAML provider that Identity Center made in the account, and nobody else. Nobody calls
 * `AssumeRoleWithSAML` for such a role themselves, so who becomes it is decided by its assignments alone.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
 */
export function reservedRoleTrust({ partition, account }: ReservedRole): PolicyDocument {
  const provider = `AWSSSO_${sixteenHexDigitsOf(account)}_DO_NOT_DELETE`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'IdentityCenter',
        Effect: 'Allow',
        Principal: { Federated: `arn:${partition}:iam::${account}:saml-provider/${provider}` },
        Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      },
    ],
  };
}

function sixteenHexDigitsOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
