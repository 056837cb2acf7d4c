import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Access } from '../domain/access';
import type { AccountId } from '../domain/account-id';
import { ciRoleName, IAM_PATH } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig } from '../domain/org-config';
import { s3Service } from '../domain/region';
import { loadPolicy } from '../policies/load-policy';
import type { PolicyDocument } from '../policies/policy-document';
import { splitOverPolicies } from '../policies/split-policy';
import { ManagedPolicy, refuseTooManyPolicies } from './managed-policy';
import type { StateBucket } from './state-bucket';
import { toIam } from './to-iam';

export interface CiRoleProps {
  readonly config: OrgConfig;
  readonly access: Access;
  readonly pipeline: string;
  /** Who becomes it. */
  readonly trust: PolicyDocument;
  /** The accounts that the pipeline may change. */
  readonly productAccounts: readonly AccountId[];
  readonly stateBucket: StateBucket;
  /** The ARN of the boundary of everybody in the Terraform account. */
  readonly permissionsBoundary: string;
}

/**
 * What a pipeline becomes: the CI Terraform role, which reads and writes the pipeline's states and enters the Terraform
 * role of its accounts; or the CI plan role, which writes nothing but locks and enters their Terraform plan role.
 */
export class CiRole extends Construct {
  /** The ARN, which is known before the role is made. */
  readonly arn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CiRoleProps,
  ) {
    super(scope, id);
    const { config, access, pipeline } = props;
    this.arn = namesOf(config).ciRoleArn(access, pipeline);
    const managedPolicyArns = [this.state(), ...this.accounts()].map(({ arn }) => arn);
    refuseTooManyPolicies(
      managedPolicyArns,
      `the ${props.productAccounts.length} accounts of the pipeline ${pipeline}`,
      'split the pipeline',
    );
    new CfnRole(this, 'Resource', {
      roleName: ciRoleName(access, pipeline),
      path: IAM_PATH,
      description: `The pipeline ${pipeline} becomes this role to ${access}`,
      maxSessionDuration: LONGEST_RUN_SECONDS,
      assumeRolePolicyDocument: toIam(props.trust),
      managedPolicyArns,
      permissionsBoundary: props.permissionsBoundary,
    });
  }

  private state(): ManagedPolicy {
    const { config, access, pipeline, stateBucket } = this.props;
    return new ManagedPolicy(this, 'State', {
      description: `The Terraform state of the pipeline ${pipeline}, to ${access}`,
      pack: [
        loadPolicy(`${DOCUMENTS[access]}.state.permissions`, {
          stateBucket: stateBucket.arn,
          stateKey: stateBucket.keyArn,
          s3Service: s3Service(config.homeRegion),
        }),
      ],
    });
  }

  private accounts(): readonly ManagedPolicy[] {
    const { config, access, pipeline, productAccounts } = this.props;
    const names = namesOf(config);
    const organization = config.organization.id;
    const roles = productAccounts.map((account) => names.terraformRoleArn(account, access));
    const documents = splitOverPolicies(roles, (terraformRoles) =>
      loadPolicy(`${DOCUMENTS[access]}.accounts.permissions`, { terraformRoles, organization }),
    );
    return documents.map(
      (document, index) =>
        new ManagedPolicy(this, `Accounts${index + 1}`, {
          description: `The product accounts of the pipeline ${pipeline}, to ${access}, part ${index + 1}`,
          pack: [document],
        }),
    );
  }
}

/** The documents of the two roles in `policies/`. */
const DOCUMENTS: Readonly<Record<Access, string>> = { apply: 'ci-terraform-role', plan: 'ci-plan-role' };

/** Four hours: the first assumption is not chained, so it may be longer than the hour of the chained ones. */
const LONGEST_RUN_SECONDS = 4 * 60 * 60;
