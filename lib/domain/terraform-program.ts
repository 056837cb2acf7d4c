/** The program that runs Terraform configurations, and its version. */
export interface TerraformProgram {
  readonly command: 'terraform' | 'tofu';
  /** One version, as `1.11.4`. */
  readonly version: string;
}

/** From 1.11 on, both have ephemeral variables, and locks in S3: the wiring takes nothing older. */
export const USABLE_VERSION = /^1\.(?:1[1-9]|[2-9]\d|\d{3})\.(?:0|[1-9]\d{0,2})$/;

/** The one that is tested with every change of orgstrap. */
export const DEFAULT_TERRAFORM_VERSION = '1.11.4';

interface ChosenVersions {
  readonly version?: string | undefined;
  readonly openTofuVersion?: string | undefined;
}

/** What `terraform` of `org.yaml` chooses, which names one version at most. */
export function terraformProgram({ version, openTofuVersion }: ChosenVersions): TerraformProgram {
  return openTofuVersion === undefined
    ? { command: 'terraform', version: version ?? DEFAULT_TERRAFORM_VERSION }
    : { command: 'tofu', version: openTofuVersion };
}
