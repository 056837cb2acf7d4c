import { type Access, LONGEST_RUN_SECONDS } from '../domain/ci-identity';
import { Failure } from '../domain/failure';
import { ciRoleName } from '../domain/names';
import { namesOf } from '../domain/names-of';
import type { OrgConfig, Pipeline } from '../domain/org-config';
import { s3Service } from '../domain/region';
import { tokensOf } from '../domain/tokens';
import { enteredRolesOf } from '../domain/workspaces';
import { splitOverPolicies } from '../iam/pack-policies';
import type { PolicyDocument } from '../iam/policy-document';
import { ciBoundary } from './boundaries';
import { jobsTrust } from './jobs-trust';
import { loadPolicy } from './load-policy';
import {
  numbered,
  onceWhileInUse,
  type PolicyDescription,
  type RoleDescription,
  refuseTooManyPolicies,
  TRUST_LIMIT,
} from './role-description';

/**
 * What a pipeline becomes in the Terraform account: the CI Terraform role, which reads and writes the pipeline's states and
 * enters the Terraform role of its accounts; or the CI plan role, which writes nothing but locks and enters their Terraform
 * plan role.
 *
 * @param stateKey - the ARN of the key of the pipeline's state, or a token
 * @throws Failure `TooManySubjects` where the trust policy is larger than IAM takes
 */
export function ciRole(config: OrgConfig, access: Access, pipeline: Pipeline, stateKey: string): RoleDescription {
  return {
    name: ciRoleName(access, pipeline.deployedAs),
    description: `The pipeline ${pipeline.deployedAs} becomes this role to ${access}`,
    trust: trustOf(config, access, pipeline),
    maxSessionDuration: LONGEST_RUN_SECONDS,
    boundary: ciBoundary(config),
    policies: onceWhileInUse(() => policiesOf(config, access, pipeline, stateKey)),
  };
}

/** The documents of the two roles in `policies/`. */
const DOCUMENTS: Readonly<Record<Access, string>> = { apply: 'ci-terraform-role', plan: 'ci-plan-role' };

/**
 * What helps where a pipeline has more accounts than its roles or its template can name. An environment that is too large by itself
 * must be split, because no pipeline takes a part of one. The figures come from the 51,200 bytes of a template.
 */
export const FEWER_ACCOUNTS =
  'give the pipeline fewer environments, or split an environment and its OU; a pipeline takes whole environments, ' +
  'about 210 accounts where its stack is deployed directly and 284 through a StackSet';

function policiesOf(
  config: OrgConfig,
  access: Access,
  pipeline: Pipeline,
  stateKey: string,
): readonly PolicyDescription[] {
  const { name, deployedAs } = pipeline;
  const names = namesOf(config);
  const organization = config.organization.id;
  const roles = enteredRolesOf(config, pipeline, access);
  const accounts = splitOverPolicies(roles, (terraformRoles) =>
    loadPolicy(`${DOCUMENTS[access]}.accounts.permissions`, { terraformRoles, organization }),
  );
  const policies = [
    {
      id: 'State',
      description: `The Terraform state of the pipeline ${deployedAs}, to ${access}`,
      pack: [
        loadPolicy(`${DOCUMENTS[access]}.state.permissions`, {
          stateBucket: names.stateBucketArn(deployedAs),
          terraformAccount: config.accounts.terraform,
          stateKey,
          s3Service: s3Service(config.homeRegion),
        }),
      ],
    },
    ...numbered(
      'Accounts',
      `The product accounts of the pipeline ${deployedAs}, to ${access}`,
      accounts.map((document) => [document]),
    ),
  ];
  refuseTooManyPolicies(policies, `the ${roles.length} accounts of the pipeline ${name}`, FEWER_ACCOUNTS);
  return policies;
}

/** Who becomes it: the pipeline's CI user, or the jobs of its CI system. */
function trustOf(config: OrgConfig, access: Access, { name, deployedAs, identity }: Pipeline): PolicyDocument {
  const names = namesOf(config);
  const { partition } = names;
  const terraformAccount = config.accounts.terraform;
  if (identity.kind === 'oidc') {
    const sets = tokensOf(identity, access);
    const trust = jobsTrust({ partition, account: terraformAccount }, sets);
    return fitting(
      trust,
      name,
      sets.flatMap(({ subjects }) => subjects),
    );
  }
  return loadPolicy(`${DOCUMENTS[access]}.trust`, {
    partition,
    terraformAccount,
    organization: config.organization.id,
    ciUser: names.ciUserArn(access, deployedAs),
  }).document;
}

/** Each subject is named, so a pipeline may have more of them than IAM takes. */
function fitting(trust: PolicyDocument, pipeline: string, subjects: readonly string[]): PolicyDocument {
  const size = JSON.stringify(trust).length;
  if (size <= TRUST_LIMIT) return trust;
  const each = subjects.reduce((sum, subject) => sum + JSON.stringify(subject).length + 1, 0) / subjects.length;
  const fit = subjects.length - Math.ceil((size - TRUST_LIMIT) / each);
  throw new Failure(
    'TooManySubjects',
    `the trust policy of the CI roles of ${pipeline} names ${subjects.length} kinds of jobs or workspaces and would have ${size} characters, IAM takes ${TRUST_LIMIT}, into which about ${fit} fit; split its environments or its states over several pipelines, or give them shorter names`,
  );
}
