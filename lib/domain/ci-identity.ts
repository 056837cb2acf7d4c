/** How CI proves who it is: with the keys of an IAM user, or with the signed token of an OIDC issuer. */
export type CiIdentity = IamUserIdentity | OidcIdentity;

export interface IamUserIdentity {
  readonly kind: 'iamUser';
  /** The networks, in CIDR notation, that it works from; nothing is said about them where there are none. */
  readonly networks: readonly string[];
}

export interface OidcIdentity {
  readonly kind: 'oidc';
  readonly system: OidcSystem;
  /** The URL of the issuer without `https://`, as IAM names a provider and its condition keys. */
  readonly issuer: string;
  /** Which jobs may become the CI role of each access. */
  readonly jobs: Readonly<Record<Access, OidcJobs>>;
  /** Where the runs of HCP Terraform are; present with that system alone. */
  readonly hcpTerraform?: HcpTerraform;
}

/** A project of HCP Terraform or of Terraform Enterprise, which runs Terraform and keeps the state itself. */
export interface HcpTerraform {
  readonly hostname: string;
  readonly organization: string;
  readonly project: string;
  /** Whether runs of every workspace of the project get in, and not only of those that are named. */
  readonly anyWorkspace: boolean;
  /** At least one. */
  readonly workspaces: readonly HcpWorkspace[];
}

export interface HcpWorkspace {
  /** The workspace of an account, as `org.yaml` calls it. */
  readonly workspace: string;
  /** Which of the states of that account it holds, where the pipeline has several: a workspace of HCP Terraform holds one. */
  readonly state?: string;
  /** What it is called in HCP Terraform, where an organization has every name once. */
  readonly name: string;
}

/** A CI system that signs tokens, as `org.yaml` calls it. */
export type OidcSystem = 'github' | 'gitlab' | 'bitbucket' | 'circleci' | 'buildkite' | 'hcpTerraform' | 'azureDevOps';

/** Some jobs of a CI system, as their tokens name them; `tokensOf` says what IAM makes of it. */
export interface OidcJobs {
  readonly audience: string;
  /** At least one, as patterns: `?` stands for what differs from run to run, and `*` for what may be anything. */
  readonly subjects: readonly string[];
  /** Patterns of subjects that are left out, though others take them in. @default - none */
  readonly except?: readonly string[] | undefined;
  /** An audience by which the jobs that are left out are meant as well: what asks for it comes by no token of the other access. @default - none */
  readonly audienceOfExcepted?: string | undefined;
  /** What else the tokens say, by the names of the claims. @default - nothing */
  readonly claims?: Claims | undefined;
}

/** What a token says, by the names of its claims. */
export type Claims = Readonly<Record<string, string>>;

export function isOidc(identity: CiIdentity): identity is OidcIdentity {
  return identity.kind === 'oidc';
}

/** What Terraform is let in for. Each has an identity and roles of its own, so that what plans cannot apply. */
export const ACCESSES = ['apply', 'plan'] as const;

export type Access = (typeof ACCESSES)[number];

/**
 * Four hours: how long the session of a job may be that becomes a CI role. It is the first assumption, which is not chained: the chained ones behind it
 * have an hour at most, whatever they ask for.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const LONGEST_RUN_SECONDS = 4 * 60 * 60;
