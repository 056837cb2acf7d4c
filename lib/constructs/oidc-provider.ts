import { CfnOIDCProvider } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface OidcProviderProps {
  /** The URL of the issuer without `https://`. */
  readonly issuer: string;
  /** At least one. */
  readonly audiences: readonly string[];
}

/**
 * An issuer whose tokens IAM verifies. It lets nobody in: that is up to the trust of each role. There is one of each URL
 * in an account.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export class OidcProvider extends Construct {
  constructor(scope: Construct, id: string, { issuer, audiences }: OidcProviderProps) {
    super(scope, id);
    // No thumbprints: IAM asks its own certificate authorities.
    new CfnOIDCProvider(this, 'Resource', { url: `https://${issuer}`, clientIdList: [...audiences] });
  }
}
